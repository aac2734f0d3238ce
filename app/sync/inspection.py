"""What can be said of a bundle without taking anything in: for the command line and for helping on the telephone."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from app.sync import opening, seal
from app.sync.age_header import AgeHeader
from app.sync.identity import DeviceKeys
from app.sync.manifest import Manifest
from app.sync.opening import Head, Known, Reader, Sender
from app.sync.refusals import BundleRefused, ChangedBundle, SyncError, UnreadableFile
from app.sync.revocation import RevocationList
from app.sync.spool import Spool


@dataclass(frozen=True, slots=True, kw_only=True)
class Inspection:
    """What can be said of a file. Without keys only size and header; `manifest` is believed only when `sender` is there.

    `intact` counts the whole parts from the first; `refusal` is why it would not be imported as it is.
    """

    size: int
    header: AgeHeader | None = None
    manifest: Manifest | None = None
    sender: Sender | None = None
    intact: int = 0
    refusal: SyncError | None = None


def inspect(
    path: Path,
    *,
    keys: DeviceKeys | None = None,
    known: Known = lambda _: None,
    revoked: RevocationList | None = None,
    older: Sequence[DeviceKeys] = (),
) -> Inspection:
    """Say what can be said of a file, never raising for what is in it."""
    result = _outside(path)
    if keys is None or result.refusal:
        return result
    reader = Reader(keys=(keys, *older), known=known, revoked=revoked)
    with Spool() as spool:
        try:
            top, found = opening.unlock(path, spool, reader)
        except SyncError as refusal:
            return replace(result, refusal=refusal)
        result = replace(result, refusal=found.failure)
        return _inside(result, top, reader, spool) if top else result


def _outside(path: Path) -> Inspection:
    result = Inspection(size=0)
    try:
        with path.open("rb") as file:
            result = Inspection(size=path.stat().st_size)
            return replace(result, header=seal.header(file, result.size))
    except OSError:
        return replace(result, refusal=UnreadableFile())
    except BundleRefused as refusal:
        return replace(result, refusal=refusal)


def _inside(result: Inspection, top: Head, reader: Reader, spool: Spool) -> Inspection:
    refusal, sender, cut, intact = result.refusal, None, result.refusal is not None, 0
    try:
        sender = opening.admit(top, reader, spool, cut=cut)
    except BundleRefused as error:
        refusal = refusal or error
    try:
        for _ in opening.unpacked(top, spool, cut=cut):
            intact += 1
    except ChangedBundle as error:
        refusal = refusal or error
    return replace(result, manifest=top.manifest, sender=sender, intact=intact, refusal=refusal)
