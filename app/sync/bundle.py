"""Bundles: the files in which records travel between a worker's laptop and a centre (`.etb`, docs/bundle-format.md)."""

import io
import itertools
import secrets
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from app.errors import Bug
from app.sync import canonical, limits, manifest, medium, opening, parts, payloads, seal, strict
from app.sync.identity import DeviceKeys
from app.sync.inspection import Inspection, inspect
from app.sync.manifest import Manifest
from app.sync.opening import LENGTH, MAGIC, Known, Opened, Reader
from app.sync.parts import Part, PartEntry
from app.sync.refusals import ChangedBundle, KeptAside, TooLarge
from app.sync.revocation import RevocationList
from app.sync.spool import Spool

__all__ = ["SUFFIX", "Inspection", "Opened", "Written", "bundle_name", "inspect", "read", "write"]

SUFFIX = ".etb"
_LETTERS = "0123456789abcdefghjkmnpqrstvwxyz"


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A bundle that is safely on its disk: the manifest, the manifest's hash (hex), and the file's size in bytes."""

    manifest: Manifest
    digest: str
    size: int


def bundle_name(sequence: int, created: datetime) -> str:
    """Return a file name that tells nobody anything: number, day, and four random letters against collisions."""
    mark = "".join(secrets.choice(_LETTERS) for _ in range(4))
    return f"goldaw-{sequence:06}-{created.astimezone(UTC):%Y%m%d}-{mark}{SUFFIX}"


def write(
    target: Path, content: Iterable[Part], *, keys: DeviceKeys, outline: Manifest, scratch: Path | None = None
) -> Written:
    """Put a bundle of `content` at `target`, signed by `keys`, locked to the outline's recipients.

    `outline` is the manifest without parts; a have-summary too long for it travels as parts. Memory stays at a few parts.

    Raises: NameTaken, NoRoom, BadMedium, TooLarge. No half file is left.
    """
    outline, first = _with_have(replace(outline, device=keys.card.device))
    with Spool(scratch) as spool:
        with medium.told():
            entries = [_stored(part, spool) for part in _counted(itertools.chain(first, content))]
        full = replace(outline, parts=tuple(entries))
        data = _manifest_bytes(full)
        start = MAGIC + LENGTH.pack(len(data)) + data + manifest.sign(data, keys)
        source = _Joined(start, spool)
        size = medium.place(target, lambda sink: seal.encrypt(source, sink, full.recipients))
    return Written(manifest=full, digest=manifest.digest(data), size=size)


def read(
    path: Path,
    *,
    keys: DeviceKeys,
    known: Known,
    revoked: RevocationList | None = None,
    older: Sequence[DeviceKeys] = (),
    salvage: bool = False,
    scratch: Path | None = None,
) -> Opened:
    """Open a bundle and check all but its parts, which `Opened.parts` checks one by one.

    `known` tells the certificate (or the centre's card) of a device id; `older` are our keys before a change of keys. With
    `salvage` a cut or damaged file gives its intact prefix.

    Raises: a BundleRefused, or NoRoom when the scratch disk is full.
    """
    reader = Reader(keys=(keys, *older), known=known, revoked=revoked)
    spool = Spool(scratch)
    try:
        top, found = opening.unlock(path, spool, reader)
        damage = found.failure
        if top is None or (damage and not salvage):
            raise damage or ChangedBundle()
        try:
            sender = opening.admit(top, reader, spool, cut=damage is not None)
        except KeptAside as aside:
            aside.damage = damage
            raise
        return Opened(top=top, sender=sender, spool=spool, damage=damage)
    except BaseException:
        spool.close()
        raise


def _with_have(outline: Manifest) -> tuple[Manifest, Iterable[Part]]:
    if len(canonical.encode(strict.heads_json(outline.have))) <= limits.HAVE_INLINE:
        return outline, ()
    return replace(outline, have={}), payloads.have(outline.have)


def _counted(content: Iterable[Part]) -> Iterable[Part]:
    for count, part in enumerate(content, start=1):
        if count > limits.PARTS:
            raise TooLarge(limit=f"{limits.PARTS}")
        yield part


def _stored(part: Part, spool: Spool) -> PartEntry:
    entry, packed = parts.pack(part)
    if spool.size + len(packed) > limits.FILE - limits.MIB:
        raise TooLarge(limit="600 MB")
    spool.write(packed)
    return entry


def _manifest_bytes(full: Manifest) -> bytes:
    data = full.to_bytes()
    try:
        manifest.parse(data)
    except ChangedBundle as error:
        raise Bug("a manifest that no reader would take") from error
    return data


class _Joined:
    """The head of a bundle and then its packed parts, as one stream."""

    def __init__(self, start: bytes, spool: Spool) -> None:
        self._streams: list[io.BufferedIOBase] = [io.BytesIO(start), spool.reader()]

    def read(self, size: int = -1) -> bytes:
        while self._streams:
            if data := self._streams[0].read(size):
                return data
            self._streams.pop(0)
        return b""
