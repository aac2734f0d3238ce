"""The parts of a bundle: what they are, how they are packed, and how they are opened without being fooled.

A packed part is believed only when its SHA-256 is the one in the signed manifest, and is inflated only as far as the
manifest says, so a few bytes can never become a memory full of zeros.
"""

import hashlib
from dataclasses import dataclass, field
from enum import StrEnum

import zstandard

from app.sync import limits, strict
from app.sync.refusals import ChangedBundle, TooLarge

_LEVEL = 9
_LEVEL_ATTACHMENT = 1
_SAMPLE = 64 * limits.KIB


class PartKind(StrEnum):
    """What a part holds; `payloads` says how it is laid out."""

    CHANGES = "changes"
    SNAPSHOT = "snapshot"
    ATTACHMENT = "attachment"
    DIRECTORY = "directory"
    RECEIPTS = "receipts"
    DECISIONS = "decisions"
    TRUST = "trust"
    HAVE = "have"


class Packing(StrEnum):
    """How the bytes lie in the bundle."""

    PLAIN = "plain"
    ZSTD = "zstd"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part in clear: its kind and up to 64 MB of payload."""

    kind: PartKind
    payload: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class PartEntry:
    """What the manifest says of a part: sizes in bytes, and the SHA-256 (hex) of its packed bytes."""

    kind: PartKind
    packing: Packing
    size: int
    packed: int
    sha256: str

    def to_json(self) -> dict[str, object]:
        """Return the entry as it stands in the manifest."""
        return {
            "kind": self.kind.value,
            "packed": self.packed,
            "packing": self.packing.value,
            "sha256": self.sha256,
            "size": self.size,
        }

    @classmethod
    def from_json(cls, value: object) -> "PartEntry":
        """Return the entry in `value`. Raises: ValueError, TooLarge."""
        found = strict.fields(value, {"kind", "packed", "packing", "sha256", "size"})
        entry = cls(
            kind=PartKind(strict.word(found["kind"])),
            packing=Packing(strict.word(found["packing"])),
            size=strict.whole(found["size"]),
            packed=strict.whole(found["packed"], least=1),
            sha256=strict.hex64(found["sha256"]),
        )
        entry._bounded()
        return entry

    def _bounded(self) -> None:
        if self.size > limits.PART or self.packed > limits.PART:
            raise TooLarge(limit="64 MB")
        if self.size > self.packed * limits.RATIO:
            raise TooLarge(limit=f"1 : {limits.RATIO}")
        if self.packing is Packing.PLAIN and self.size != self.packed:
            raise strict.NotAsAgreed("plain size")


def pack(part: Part) -> tuple[PartEntry, bytes]:
    """Return what the manifest says of a part, and its bytes for the bundle: compressed where that pays.

    Raises: TooLarge, ValueError for an empty part.
    """
    size = len(part.payload)
    if size > limits.PART:
        raise TooLarge(limit="64 MB")
    if not size:
        raise ValueError("a part is never empty")
    packed, packing = _shrunk(part), Packing.ZSTD
    # A blank scan shrinks more than a reader may believe; a photograph does not shrink at all.
    if len(packed) >= size or size > len(packed) * limits.RATIO:
        packed, packing = part.payload, Packing.PLAIN
    digest = hashlib.sha256(packed).hexdigest()
    return PartEntry(kind=part.kind, packing=packing, size=size, packed=len(packed), sha256=digest), packed


def _shrunk(part: Part) -> bytes:
    if part.kind is not PartKind.ATTACHMENT:
        return zstandard.ZstdCompressor(level=_LEVEL).compress(part.payload)
    squeeze = zstandard.ZstdCompressor(level=_LEVEL_ATTACHMENT).compress
    # What a photograph is, its middle tells: to squeeze all of it for nothing is a fifth of the time of packing it.
    start = len(part.payload) // 2
    sample = part.payload[start : start + _SAMPLE]
    if len(squeeze(sample)) > len(sample) * 0.98:
        return part.payload
    return squeeze(part.payload)


def unpack(entry: PartEntry, packed: bytes) -> Part:
    """Return the part in `packed`, checked against its entry. Raises: ChangedBundle."""
    if len(packed) != entry.packed or hashlib.sha256(packed).hexdigest() != entry.sha256:
        raise ChangedBundle
    payload = packed if entry.packing is Packing.PLAIN else _inflated(packed, entry.size)
    return Part(kind=entry.kind, payload=payload)


def _inflated(packed: bytes, size: int) -> bytes:
    """Inflate exactly one zstd frame that announces exactly `size` bytes."""
    try:
        if zstandard.frame_content_size(packed) != size:
            raise ChangedBundle
        payload = zstandard.ZstdDecompressor().decompress(
            packed, max_output_size=size, allow_extra_data=False
        )
    except zstandard.ZstdError as error:
        raise ChangedBundle from error
    if len(payload) != size:
        raise ChangedBundle
    return payload
