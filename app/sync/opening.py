"""Opening a bundle: every check in its order, and nothing believed before its own check has passed.

Size, age header, decryption with a cap, magic and lengths, canonical manifest, known device, signature, revocation,
recipient, exact lengths; then part by part its hash and bounded inflation.
"""

import struct
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self, TypeAlias

from app.sync import limits, manifest, parts, payloads, seal
from app.sync.identity import SIGNATURE_BYTES, DeviceKeys
from app.sync.manifest import Manifest
from app.sync.parts import Part, PartEntry, PartKind
from app.sync.refusals import (
    BadSignature,
    BundleRefused,
    ChangedBundle,
    ExpiredDevice,
    ForeignBundle,
    NewerBundle,
    RevokedDevice,
    TooLarge,
    TruncatedBundle,
    UnknownDevice,
    UnsignedBundle,
)
from app.sync.revocation import RevocationList
from app.sync.seal import Unlocked
from app.sync.spool import Spool
from app.sync.trust import CentreCard, Certificate

MAGIC = b"ETB1"
LENGTH = struct.Struct(">I")
_FIXED = len(MAGIC) + LENGTH.size

Sender: TypeAlias = Certificate | CentreCard
Known: TypeAlias = Callable[[str], Sender | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The beginning of a bundle in clear: manifest, its bytes and signature, and where the parts begin."""

    manifest: Manifest
    data: bytes
    signature: bytes
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who reads: present and older keys, whom it knows (certificate or card by device id), and who is revoked."""

    keys: tuple[DeviceKeys, ...]
    known: Known
    revoked: RevocationList | None


def unlock(path: Path, spool: Spool, reader: Reader) -> tuple[Head | None, Unlocked]:
    """Decrypt a file into `spool`; return its head (None when not even that is whole) and what is wrong with the file.

    Raises: as `seal.decrypt`; ChangedBundle, NewerBundle, TooLarge for the head of a whole file.
    """
    found = seal.decrypt(path, spool, [each.age_identity for each in reader.keys])
    if found.failure is None:
        return head(spool), found
    try:
        top = head(spool)
    except BundleRefused:
        return None, found
    whole = seal.expected_size(found.header.length, top.end + top.manifest.parts_size)
    if found.file_size < whole:
        found = replace(found, failure=TruncatedBundle())
    return top, found


def head(spool: Spool) -> Head:
    """Return the head of what was decrypted. Raises: ChangedBundle, NewerBundle, TooLarge."""
    start = spool.read_at(0, _FIXED)
    magic = start[: len(MAGIC)]
    if magic != MAGIC:
        if magic.startswith(MAGIC[:3]) and magic[3:].isdigit():
            raise NewerBundle(version=magic.decode())
        raise ChangedBundle
    if len(start) < _FIXED:
        raise ChangedBundle
    (size,) = LENGTH.unpack_from(start, len(MAGIC))
    if size > limits.MANIFEST:
        raise TooLarge(limit="256 KB")
    end = _FIXED + size + SIGNATURE_BYTES
    if spool.size < end:
        raise ChangedBundle
    data = spool.read_at(_FIXED, size)
    signature = spool.read_at(_FIXED + size, SIGNATURE_BYTES)
    return Head(manifest=manifest.parse(data), data=data, signature=signature, end=end)


def admit(top: Head, reader: Reader, spool: Spool, *, cut: bool) -> Sender:
    """Return who sent the bundle, proven by the signature, still trusted, and writing to us.

    Raises: UnknownDevice, UnsignedBundle, BadSignature, RevokedDevice, ExpiredDevice, ForeignBundle; ChangedBundle when
    bytes are missing or left over in a file that is not `cut`.
    """
    said = top.manifest
    sender = reader.known(said.device)
    if sender is None:
        raise UnknownDevice(device=said.device, digest=manifest.digest(top.data), sequence=said.sequence)
    if top.signature == bytes(SIGNATURE_BYTES):
        raise UnsignedBundle
    if not manifest.signed_by(sender.verify_key, top.data, top.signature):
        raise BadSignature
    _trusted(top, sender, reader.revoked)
    if not {each.card.recipient for each in reader.keys} & set(said.recipients):
        raise ForeignBundle  # made for somebody else, and locked anew for us
    if not cut and spool.size != top.end + said.parts_size:
        raise ChangedBundle
    return sender


def _trusted(top: Head, sender: Sender, revoked: RevocationList | None) -> None:
    device, sequence, digest = top.manifest.device, top.manifest.sequence, manifest.digest(top.data)
    entry = revoked.of(device) if revoked else None
    if entry and sequence > entry.last_accepted:
        last = entry.last_accepted
        raise RevokedDevice(device=device, digest=digest, sequence=sequence, last_accepted=last)
    if isinstance(sender, Certificate) and not sender.valid_on(top.manifest.created.date()):
        raise ExpiredDevice(device=device, digest=digest, valid_until=sender.valid_until.isoformat())


def unpacked(
    top: Head, spool: Spool, *, cut: bool, wanted: Callable[[PartKind], bool] = lambda _: True
) -> Iterator[Part]:
    """Yield the wanted parts in order, each after its check; of a `cut` file, those before the cut.

    Raises: ChangedBundle.
    """
    position = top.end
    for entry in top.manifest.parts:
        if cut and position + entry.packed > spool.size:
            return
        if wanted(entry.kind):
            yield parts.unpack(entry, spool.read_at(position, entry.packed))
        position += entry.packed


def _passed(entry: PartEntry, packed: bytes) -> Part | None:
    try:
        return parts.unpack(entry, packed)
    except ChangedBundle:
        return None


class Opened:
    """A bundle whose sender is proven; use it in a `with`, and take its parts in one transaction.

    `damage` is None for a whole file. After `salvage` it says what is wrong, and `parts` ends where the intact prefix does.
    """

    def __init__(self, *, top: Head, sender: Sender, spool: Spool, damage: BundleRefused | None) -> None:
        self.manifest = top.manifest
        self.digest = manifest.digest(top.data)
        self.sender = sender
        self.damage = damage
        self._top = top
        self._spool = spool

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Forget the content."""
        self._spool.close()

    @cached_property
    def have(self) -> Mapping[str, tuple[bytes, ...]]:
        """The sender's heads per stream, wherever in the bundle they stand. Raises: ChangedBundle."""
        result = dict(self.manifest.have)
        for part in self._parts(lambda kind: kind is PartKind.HAVE):
            result.update(payloads.had(part))
        return result

    @property
    def records_whole(self) -> bool:
        """Tell whether everything but files came whole: then the cut or the damage is among the files."""
        position, last = self._top.end, 0
        for entry in self.manifest.parts:
            position += entry.packed
            last = position if entry.kind is not PartKind.ATTACHMENT else last
        return last <= self._spool.size

    def parts(self) -> Iterator[Part]:
        """Yield the parts in order, each after its hash and size were checked. Raises: ChangedBundle."""
        return self._parts(lambda kind: kind is not PartKind.HAVE)

    def records(self) -> Iterator[Part]:
        """Yield the parts that hold no files, like `parts`."""
        return self._parts(lambda kind: kind not in (PartKind.HAVE, PartKind.ATTACHMENT))

    def files(self) -> Iterator[Part | None]:
        """Yield the parts with files in order; None in the place of one that was cut off or does not pass its check."""
        position = self._top.end
        for entry in self.manifest.parts:
            if entry.kind is PartKind.ATTACHMENT:
                packed = self._spool.read_at(position, entry.packed)
                yield _passed(entry, packed)
            position += entry.packed

    def _parts(self, wanted: Callable[[PartKind], bool]) -> Iterator[Part]:
        return unpacked(self._top, self._spool, cut=self.damage is not None, wanted=wanted)
