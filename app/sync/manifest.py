"""The manifest of a bundle: who sends what to whom, signed, in canonical JSON of at most 256 KB."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from app.store.audit_chain import Anchor
from app.sync import canonical, limits, strict
from app.sync.identity import DeviceKeys, recipient, verified
from app.sync.parts import PartEntry
from app.sync.refusals import ChangedBundle, NewerBundle, TooLarge

FORMAT = 1
DOMAIN = b"etrap-bundle-v1"
_NAMES = {
    *("format", "min_reader", "device", "replica", "sequence", "previous", "created", "recipients"),
    *("audit", "application", "schema", "forms", "have", "want", "parts"),
}
_MOST_FORMS = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """All that a bundle says of itself.

    `device` is the sender's id, `previous` the hash (hex) of its manifest before this one, `created` UTC in whole
    seconds, `recipients` age recipients, `have` the sender's heads per stream (32-byte hashes, sorted), `want` hashes it
    asks for, `forms` the version of each form.
    """

    format: int = FORMAT
    min_reader: int = FORMAT
    device: str
    replica: str
    sequence: int
    previous: str | None
    created: datetime
    recipients: tuple[str, ...]
    audit: Anchor
    application: str
    schema: int
    forms: Mapping[str, str] = field(default_factory=dict)
    have: Mapping[str, tuple[bytes, ...]] = field(default_factory=dict)
    want: tuple[bytes, ...] = ()
    parts: tuple[PartEntry, ...] = ()

    @property
    def parts_size(self) -> int:
        """How many bytes follow the signature."""
        return sum(entry.packed for entry in self.parts)

    def to_bytes(self) -> bytes:
        """Return the one spelling of this manifest. Raises: TooLarge above 256 KB or 5,000 parts."""
        if len(self.parts) > limits.PARTS:
            raise TooLarge(limit=f"{limits.PARTS}")
        data = canonical.encode(self._json())
        if len(data) > limits.MANIFEST:
            raise TooLarge(limit="256 KB")
        return data

    def _json(self) -> dict[str, object]:
        return {
            "application": self.application,
            "audit": {"count": self.audit.count, "mac": strict.spelled(self.audit.mac)},
            "created": strict.instant_text(self.created),
            "device": self.device,
            "format": self.format,
            "forms": dict(self.forms),
            "have": strict.heads_json(self.have),
            "min_reader": self.min_reader,
            "parts": [entry.to_json() for entry in self.parts],
            "previous": self.previous,
            "recipients": list(self.recipients),
            "replica": self.replica,
            "schema": self.schema,
            "sequence": self.sequence,
            "want": [strict.spelled(wanted) for wanted in self.want],
        }


def parse(data: bytes) -> Manifest:
    """Return the manifest in `data`, every field checked; the signature is another matter.

    Raises: ChangedBundle, NewerBundle, TooLarge.
    """
    if len(data) > limits.MANIFEST:
        raise TooLarge(limit="256 KB")
    try:
        found = strict.mapping(canonical.decode(data))
        _readable(found)
        return _parsed(found)
    except ValueError as error:
        raise ChangedBundle from error


def digest(data: bytes) -> str:
    """Return the hash by which a manifest is named: BLAKE2b-256 of its bytes, 64 hex digits."""
    return hashlib.blake2b(data, digest_size=32).hexdigest()


def sign(data: bytes, keys: DeviceKeys) -> bytes:
    """Return the signature (64 bytes) over a manifest's bytes."""
    return keys.sign(DOMAIN, data)


def signed_by(verify_key: bytes, data: bytes, signature: bytes) -> bool:
    """Tell whether `verify_key` signed these manifest bytes."""
    return verified(verify_key, DOMAIN, data, signature)


def _readable(found: Mapping[str, object]) -> None:
    """Refuse what needs a newer reader, before anything else is held against this format."""
    needed = strict.whole(found.get("min_reader"), least=1)
    form = strict.whole(found.get("format"), least=needed)
    if needed > FORMAT:
        raise NewerBundle(version=strict.word(found.get("application"), most=40))
    # A newer format that old readers may read has fields they do not know; this format has exactly its own.
    if form == FORMAT and found.keys() != _NAMES:
        raise strict.NotAsAgreed("fields")


def _parsed(found: Mapping[str, object]) -> Manifest:
    missing = _NAMES - found.keys()
    if missing:
        raise strict.NotAsAgreed("fields")
    audit = strict.fields(found["audit"], {"count", "mac"})
    entries = found["parts"]
    if isinstance(entries, list) and len(entries) > limits.PARTS:
        raise TooLarge(limit=f"{limits.PARTS}")
    forms = strict.mapping(found["forms"])
    if len(forms) > _MOST_FORMS:
        raise strict.NotAsAgreed("forms")
    return Manifest(
        format=strict.whole(found["format"]),
        min_reader=strict.whole(found["min_reader"]),
        device=strict.hex64(found["device"]),
        replica=strict.word(found["replica"], most=64),
        sequence=strict.whole(found["sequence"], least=1),
        previous=None if found["previous"] is None else strict.hex64(found["previous"]),
        created=strict.instant(found["created"]),
        recipients=_recipients(found["recipients"]),
        audit=Anchor(count=strict.whole(audit["count"]), mac=strict.octets(audit["mac"])),
        application=strict.word(found["application"], most=40),
        schema=strict.whole(found["schema"]),
        forms={strict.word(form): strict.word(version) for form, version in forms.items()},
        have=strict.heads(found["have"]),
        want=tuple(strict.octets(wanted) for wanted in strict.listed(found["want"], most=limits.WANTED)),
        parts=tuple(PartEntry.from_json(entry) for entry in strict.listed(entries, most=limits.PARTS)),
    )


def _recipients(value: object) -> tuple[str, ...]:
    found = tuple(recipient(name) for name in strict.listed(value, most=limits.STANZAS - 1))
    if not found or len(set(found)) != len(found):
        raise strict.NotAsAgreed("recipients")
    return found
