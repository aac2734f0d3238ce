"""Files that come in a bundle: put together, compared with their names and kept, before anything that refers to them is.

A file that is cut off, altered or too large is left out, and so is one that nothing here refers to; the others come in.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256

from app.changes.change import Change, digest
from app.store import DamagedDatabase, VaultError, attachments, references
from app.store.vault import Vault
from app.sync import payloads
from app.sync.opening import Opened
from app.sync.parts import Part
from app.sync.payloads import AttachmentChunk
from app.sync.refusals import BundleRefused, ChangedBundle, TooLarge


@dataclass(slots=True)
class Arrived:
    """What came of the files of a bundle: the new ones (hex), how many its changes speak of that are not here now, and the
    first reason why one did not pass.
    """

    kept: list[str] = field(default_factory=list)
    missing: int = 0
    harm: BundleRefused | None = None

    def leave_out(self, why: BundleRefused) -> None:
        """Note that something did not pass."""
        self.harm = self.harm or why


def keep(vault: Vault, opened: Opened, changes: Iterable[Change]) -> Arrived:
    """Keep the files of a bundle that its changes, or anything here, refer to; each is durable when this returns.

    Raises: DiskFull, DiskTrouble; what was kept until then is gone again.
    """
    types = {name: type_ for change in changes for name, type_ in references.named(change).items()}
    arrived = Arrived(missing=len(types))
    try:
        with suppress(
            DamagedDatabase
        ):  # the changes come in all the same, and the files are asked for when they can be
            for name, content in contents(opened, arrived, lambda name: attachments.has(vault, name.hex())):
                type_ = types.get(name) or references.type_of(
                    vault.connection, name, sha256(content).digest()
                )
                if type_ is not None:
                    arrived.kept.append(attachments.take(vault, content, type_, compared=name).hash)
            arrived.missing = sum(not attachments.has(vault, name.hex()) for name in types)
    except BaseException:
        forget(vault, arrived)
        raise
    return arrived


def forget(vault: Vault, arrived: Arrived) -> None:
    """Throw away what came in a bundle that was not taken in; where that fails too, it goes by itself after a day."""
    if arrived.kept:
        with suppress(VaultError):
            attachments.drop(vault, arrived.kept)


def contents(
    opened: Opened, arrived: Arrived, known: Callable[[bytes], bool]
) -> Iterator[tuple[bytes, bytearray]]:
    """Yield each file of a bundle that is not known yet, with its name, whole and compared with it; one in memory at a time."""
    return _joined(_chunks(opened, arrived), arrived, known)


def _chunks(opened: Opened, arrived: Arrived) -> Iterator[AttachmentChunk | None]:
    """Yield the chunks in order, None in the place of what did not pass."""
    for part in opened.files():
        if part is None:
            arrived.leave_out(opened.damage or ChangedBundle())
            yield None
        else:
            yield from _of_part(part, arrived.leave_out)


def _of_part(part: Part, leave_out: Callable[[BundleRefused], None]) -> Iterator[AttachmentChunk | None]:
    items = payloads.items(part)
    while True:
        try:
            item = next(items, None)
            if item is None:
                return
            chunk = payloads.chunk(item)
        except BundleRefused as refusal:
            leave_out(refusal)
            yield None
        else:
            yield chunk


def _joined(
    chunks: Iterable[AttachmentChunk | None], arrived: Arrived, known: Callable[[bytes], bool]
) -> Iterator[tuple[bytes, bytearray]]:
    """Put files together; the chunks of one stand one after the other, from the first to the last."""
    name, total, content = b"", 0, bytearray()
    for chunk in chunks:
        if chunk is not None and chunk.offset == 0:
            name, total, content = chunk.digest, chunk.total, bytearray()
            if total > attachments.LARGEST:
                arrived.leave_out(TooLarge(limit="20 MB"))
                name = b""
            elif known(name):
                name = b""
        if chunk is None or (chunk.digest, chunk.total, chunk.offset) != (name, total, len(content)):
            name, content = b"", bytearray()
            continue
        content += chunk.data
        if len(content) == total:
            # A file in one chunk was compared with its name when the chunk was read.
            if chunk.total == len(chunk.data) or digest(content) == name:
                yield name, content
            else:
                arrived.leave_out(ChangedBundle())
            name, content = b"", bytearray()
