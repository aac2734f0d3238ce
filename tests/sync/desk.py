"""Two desks to exchange bundles between, with fixed keys that are good for tests and nothing else."""

import hashlib
import io
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pyrage

from app.models.staff import Role
from app.store.audit_chain import EMPTY
from app.sync import bundle, canonical, manifest, payloads
from app.sync.bundle import Opened, Written
from app.sync.identity import DeviceKeys
from app.sync.manifest import Manifest
from app.sync.opening import LENGTH, MAGIC, Sender
from app.sync.parts import Part, PartKind
from app.sync.revocation import RevocationList
from app.sync.trust import CentreCard, Certificate

CREATED = datetime(2025, 5, 12, 9, 30, tzinfo=UTC)
# Made once by DeviceKeys.generate(): TEST KEYS, never used for a real device.
KEYS = json.loads((Path(__file__).parents[1] / "bundles" / "keys.json").read_text())


def keys_of(name: str) -> DeviceKeys:
    """Return the test keys of "worker", "centre", "recovery", "stranger" or "successor"."""
    stored = KEYS[name]
    return DeviceKeys(signing_seed=bytes.fromhex(stored["seed"]), age_identity=stored["age_identity"])


def some_changes(count: int, size: int = 400) -> list[bytes]:
    """Return bytes that stand for change bodies; half of each is like its neighbours, half is not."""
    alike = b"field operation of a case, the same words again and again. " * 10
    bodies = []
    for number in range(count):
        noise = hashlib.shake_256(number.to_bytes(4, "big")).digest(size // 2)
        bodies.append(noise + alike[: size - len(noise)])
    return bodies


def photographs(*contents: bytes) -> Iterable[Part]:
    """Return attachments as parts."""
    items = (item for content in contents for item in payloads.chunks(content))
    return payloads.framed(PartKind.ATTACHMENT, items)


@dataclass
class Desk:
    """A worker and a centre that know each other."""

    folder: Path
    worker: DeviceKeys = field(default_factory=lambda: keys_of("worker"))
    centre: DeviceKeys = field(default_factory=lambda: keys_of("centre"))
    recovery: DeviceKeys = field(default_factory=lambda: keys_of("recovery"))
    revoked: RevocationList | None = None

    @property
    def card(self) -> CentreCard:
        """The centre's card."""
        return CentreCard(
            verify_key=self.centre.card.verify_key,
            operational=self.centre.card.recipient,
            recovery=self.recovery.card.recipient,
            name="Practice centre",
            place="AG",
        )

    @property
    def certificate(self) -> Certificate:
        """The worker's certificate."""
        return Certificate(
            card=self.worker.card,
            centre=self.card.device,
            staff="staff-1",
            role=Role.WORKER,
            place="AG-01",
            valid_until=date(2026, 5, 12),
            serial=1,
        )

    def known(self, device: str) -> Sender | None:
        """Return who has this device id."""
        senders: list[Sender] = [self.certificate, self.card]
        ids = {self.worker.card.device: senders[0], self.card.device: senders[1]}
        return ids.get(device)

    def outline(self, **changed: Any) -> Manifest:
        """Return the manifest of the worker's first bundle, without parts."""
        first = Manifest(
            device=self.worker.card.device,
            replica="replica-1",
            sequence=1,
            previous=None,
            created=CREATED,
            recipients=self.card.recipients,
            audit=EMPTY,
            application="0.1.0",
            schema=1,
            forms={"initial": "2025.1"},
            have={"c:1": (bytes(32),)},
            want=(b"\x07" * 32,),
        )
        return replace(first, **changed)

    def path(self, name: str = "one.etb") -> Path:
        """Return where a file of this name lies."""
        return self.folder / name

    def write(self, content: Iterable[Part], name: str = "one.etb", **changed: Any) -> Written:
        """Write a bundle from the worker to the centre."""
        return bundle.write(self.path(name), content, keys=self.worker, outline=self.outline(**changed))

    def read(self, name: str = "one.etb", **changed: Any) -> Opened:
        """Open a bundle at the centre."""
        given: dict[str, Any] = {"keys": self.centre, "known": self.known, "revoked": self.revoked, **changed}
        return bundle.read(self.path(name), **given)

    def sample(self) -> list[Part]:
        """Return one part of most kinds."""
        return [
            *payloads.framed(PartKind.CHANGES, some_changes(8)),
            payloads.snapshot(b"a snapshot"),
            *photographs(hashlib.shake_256(b"photo").digest(150_000)),
            payloads.decisions([payloads.Decision(subject=bytes(32), reason="foreign_case")]),
        ]

    def clear(self, content: Sequence[Part] | None = None, **changed: Any) -> tuple[bytes, bytes, bytes]:
        """Return manifest bytes, signature and packed parts of a bundle, to be spoiled and locked by `lock`."""
        self.write(self.sample() if content is None else content, ".clear", **changed)
        data = pyrage.decrypt(
            self.path(".clear").read_bytes(), [pyrage.x25519.Identity.from_str(self.centre.age_identity)]
        )
        self.path(".clear").unlink()
        (size,) = LENGTH.unpack_from(data, len(MAGIC))
        start = len(MAGIC) + LENGTH.size
        return data[start : start + size], data[start + size : start + size + 64], data[start + size + 64 :]

    def lock(self, clear: bytes, name: str = "one.etb", recipients: Sequence[str] | None = None) -> Path:
        """Lock any bytes for the centre, as only somebody who breaks the rules would."""
        keys = [pyrage.x25519.Recipient.from_str(each) for each in recipients or self.card.recipients]
        out = io.BytesIO()
        pyrage.encrypt_io(io.BytesIO(clear), out, keys)
        self.path(name).write_bytes(out.getvalue())
        return self.path(name)

    def forge(
        self,
        data: bytes,
        tail: bytes = b"",
        *,
        signature: bytes | None = None,
        magic: bytes = MAGIC,
        name: str = "one.etb",
    ) -> Path:
        """Lock a bundle of these manifest bytes, signed by the worker unless another signature is given."""
        signature = manifest.sign(data, self.worker) if signature is None else signature
        return self.lock(magic + LENGTH.pack(len(data)) + data + signature + tail, name)

    def respelled(self, **changed: Any) -> tuple[bytes, bytes]:
        """Return manifest bytes with fields changed beyond what the writer allows, and the packed parts."""
        data, _, tail = self.clear()
        found: Any = canonical.decode(data)
        return canonical.encode({**found, **changed}), tail
