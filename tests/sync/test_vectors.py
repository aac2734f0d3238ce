"""What every earlier version of the format wrote is still read, and what was wrong is still refused for its own reason."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from app.changes.change import parse
from app.store import references
from app.sync import arriving, bundle, payloads, qr, refusals
from app.sync.arriving import Arrived
from app.sync.opening import Sender
from app.sync.refusals import BundleRefused
from app.sync.revocation import RevocationList
from app.sync.trust import CentreCard, Certificate
from tests.sync.desk import keys_of

STORED = Path(__file__).parents[1] / "bundles"
VERSIONS = sorted(path.parent for path in STORED.glob("v*/expected.json"))
FILES = [
    (version, name, refusal)
    for version in VERSIONS
    for name, refusal in json.loads((version / "expected.json").read_text())["refusals"].items()
]


def open_stored(version: Path, name: str) -> bundle.Opened:
    """Open a stored bundle as the practice centre, which trusts what is stored beside it."""
    card = CentreCard.open((version / "centre.json").read_bytes())
    certificate = Certificate.open((version / "certificate.json").read_bytes(), card)
    revoked = RevocationList.open((version / "revocations.json").read_bytes(), card)

    def known(device: str) -> Sender | None:
        return certificate if device == certificate.card.device else None

    return bundle.read(version / f"{name}.etb", keys=keys_of("centre"), known=known, revoked=revoked)


@pytest.mark.parametrize(
    ("version", "name", "refusal"), FILES, ids=[f"{version.name}-{name}" for version, name, _ in FILES]
)
def test_a_stored_bundle_meets_its_fate(version: Path, name: str, refusal: str | None) -> None:
    expected: Any = json.loads((version / "expected.json").read_text())["parts"]
    if refusal is None:
        with open_stored(version, name) as opened:
            found = [
                {"kind": part.kind.value, "sha256": hashlib.sha256(part.payload).hexdigest()}
                for part in opened.parts()
            ]
        assert found == expected
        return
    with pytest.raises(BundleRefused) as caught, open_stored(version, name) as opened:
        list(opened.parts())
    assert type(caught.value) is getattr(refusals, refusal)


@pytest.mark.parametrize("folder", sorted(STORED.glob("files-*")), ids=lambda folder: folder.name)
def test_the_files_of_a_stored_bundle_come_out_whole(folder: Path) -> None:
    told: Any = json.loads((folder / "expected.json").read_text())
    card = CentreCard.open((folder / "centre.json").read_bytes())
    certificate = Certificate.open((folder / "certificate.json").read_bytes(), card)
    arrived = Arrived()
    with bundle.read(folder / "good.etb", keys=keys_of("centre"), known=lambda _: certificate) as opened:
        (part,) = opened.records()
        (change,) = [parse(body) for body in payloads.items(part)]
        found = [
            {"blake2b": name.hex(), "sha256": hashlib.sha256(content).hexdigest(), "size": len(content)}
            for name, content in arriving.contents(opened, arrived, lambda _: False)
        ]
        assert [one.hex() for one in opened.manifest.want] == told["want"]
    assert found == told["files"]
    assert arrived.harm is None
    assert change.hash.hex() == told["change"]
    assert sorted(name.hex() for name in references.named(change)) == told["spoken_of"]


@pytest.mark.parametrize("version", VERSIONS, ids=lambda version: version.name)
def test_a_stored_card_keeps_its_fingerprint(version: Path) -> None:
    data = (version / "centre.json").read_bytes()
    told: Any = json.loads((version / "expected.json").read_text())
    assert list(CentreCard.open(data).fingerprint) == told["fingerprint"]
    assert qr.signed_card(qr.text(data)) == data


def test_every_file_that_is_stored_is_spoken_of() -> None:
    for version in VERSIONS:
        names = {path.stem for path in version.glob("*.etb")}
        assert names == {name for of, name, _ in FILES if of == version}
    assert len(VERSIONS) >= 1
