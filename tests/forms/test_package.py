"""Signed packages: only whole ones, only from trusted keys."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from hypothesis import given
from hypothesis import strategies as st

from app.forms.errors import FormRefused
from app.forms.package import FORMAT, PackageRefused, contents, pack, unpack
from app.forms.session import Session
from app.i18n import words

english = words("en")
XmlOf = Callable[..., bytes]

KEY = Ed25519PrivateKey.from_private_bytes(bytes(range(32)))
PUBLIC = KEY.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
STRANGER = Ed25519PrivateKey.from_private_bytes(bytes(range(1, 33)))
TRUSTED = {"Ministry, practice": PUBLIC}

MODEL = (
    '<instance><data id="t" version="7"><a/></data></instance><instance id="x" src="jr://file-csv/x.csv"/>'
)


@pytest.fixture
def packed(xml_of: XmlOf) -> bytes:
    """Give a signed package."""
    return pack(xml_of(MODEL), {"x.csv": b"name,label\na,A\n"}, KEY.sign)


def test_a_package_opens_as_the_form_it_was_made_of(packed: bytes, xml_of: XmlOf) -> None:
    package = unpack(packed, TRUSTED)
    assert (package.form_id, package.version, package.signer) == ("t", "7", "Ministry, practice")
    assert package.xml == xml_of(MODEL)
    assert package.form().instance("x") is not None
    assert package.sha256 == package.form().sha256


def test_the_same_form_gives_the_same_bytes(packed: bytes, xml_of: XmlOf) -> None:
    assert pack(xml_of(MODEL), {"x.csv": b"name,label\na,A\n"}, KEY.sign) == packed


def test_a_package_of_a_stranger_is_refused(packed: bytes, xml_of: XmlOf) -> None:
    with pytest.raises(PackageRefused, match="nobody this program trusts"):
        unpack(pack(xml_of(MODEL), {}, STRANGER.sign), TRUSTED)
    with pytest.raises(PackageRefused, match="nobody"):
        unpack(packed, {})


@pytest.mark.parametrize("name", ["form.xml", "media/x.csv", "media/extra"])
def test_a_file_changed_or_added_after_signing_is_named(packed: bytes, name: str) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(packed)) as old, zipfile.ZipFile(stream, "w") as new:
        for entry in old.namelist():
            new.writestr(entry, b"changed" if entry == name else old.read(entry))
        if name not in old.namelist():
            new.writestr(name, b"added")
    with pytest.raises(PackageRefused, match=name):
        unpack(stream.getvalue(), TRUSTED)


@given(st.integers(min_value=0), st.integers(1, 255))
def test_no_spoiled_byte_goes_unseen_or_brings_another_error(place: int, turn: int) -> None:
    data = bytearray(PACKED)
    data[place % len(data)] ^= turn
    try:
        package = unpack(bytes(data), TRUSTED)
    except PackageRefused:
        return
    assert package.xml == XML


@given(st.binary(max_size=300))
def test_any_bytes_are_refused_in_words(data: bytes) -> None:
    with pytest.raises(PackageRefused):
        unpack(data, TRUSTED)


def test_a_form_that_cannot_be_used_is_not_packed() -> None:
    with pytest.raises(FormRefused):
        pack(b"<x/>", {}, KEY.sign)


XML = (
    b'<h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"><h:head><h:title/><model>'
    b'<instance><data id="s"><a/></data></instance></model></h:head><h:body/></h:html>'
)
PACKED = pack(XML, {}, KEY.sign)


# -- what earlier versions wrote -------------------------------------------------------------------------------

STORED = Path(__file__).parents[1] / "packages"
REFUSALS = {
    "untrusted": "The form package is signed by nobody this program trusts. The forms you have were kept.",
    "damaged": "The form package is damaged or is no form package. The forms you have were kept.",
    "changed": "was changed after it was signed. Nothing was taken from it.",
    "newer": "The form package needs a newer version of the program. The forms you have were kept.",
}


def stored() -> list[tuple[Path, dict[str, Any]]]:
    """Return the folders of all versions of the format, and what must come of them."""
    return [
        (one.parent, json.loads(one.read_text("utf-8"))) for one in sorted(STORED.glob("v*/expected.json"))
    ]


def test_stored_packages_of_every_version_open_for_ever() -> None:
    assert {int(folder.name[1:]) for folder, _ in stored()} == set(range(1, FORMAT + 1))
    for folder, expected in stored():
        data = (folder / "good.zip").read_bytes()
        opened = unpack(data, {"author": bytes.fromhex(expected["key"])})
        assert (opened.form_id, opened.version, opened.sha256) == (
            expected["form"],
            expected["version"],
            expected["sha256"],
        )
        assert {name: sha256(one).hexdigest() for name, one in opened.media.items()} == expected["media"]
        session = Session(opened.form(), clock=lambda: datetime.now(UTC))
        assert dict(session.node("/data/village").options) == {"gokje": "Gökje", "berzeň": "Berzeňňi"}
        assert contents(data).xml == opened.xml


def test_stored_packages_that_are_wrong_are_refused_each_in_its_own_words() -> None:
    for folder, expected in stored():
        for name, refusal in expected["refusals"].items():
            with pytest.raises(PackageRefused) as refused:
                unpack((folder / f"{name}.zip").read_bytes(), {"author": bytes.fromhex(expected["key"])})
            assert REFUSALS[refusal] in english.sentence(refused.value), name
