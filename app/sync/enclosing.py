"""Which files go along in a bundle: those the changes sent speak of, and those the other side asked for and may have."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app.store import DamagedDatabase, DamagedFile, FileNotHere, attachments, references, shelved
from app.store.attachments import Stored
from app.store.vault import Vault
from app.sync import limits, payloads
from app.sync.parts import Part, PartKind


@dataclass(slots=True)
class Enclosed:
    """The files of one bundle in their order. `went` and `left` count while they are written: those that could be read
    and went, those that could not or had no room.
    """

    files: tuple[Stored, ...]
    left: int = 0
    went: int = 0

    def parts(self, vault: Vault) -> Iterator[Part]:
        """Yield the files in parts, one file in memory at a time."""
        return payloads.framed(PartKind.ATTACHMENT, self._items(vault))

    def _items(self, vault: Vault) -> Iterator[bytes]:
        for file in self.files:
            try:
                content = attachments.get(vault, file.hash)
            except (DamagedFile, FileNotHere):
                # One bad photograph does not keep a worker's changes at home; the other side goes on asking for it.
                self.left += 1
                continue
            yield from payloads.chunks(content, digest=bytes.fromhex(file.hash))
            self.went += 1


def enclose(
    vault: Vault,
    bodies: Sequence[bytes],
    asked: Iterable[bytes],
    scope: Iterable[str] | None,
    *,
    most: int = limits.FILES,
) -> Enclosed:
    """Return the files for a bundle with these changes, to a side that `asked` for some and may have the streams of `scope`.

    Nobody gets a file by asking for it, unless a stream refers to it that he may have. Together they stay below `most`
    bytes and what a bundle holds; what has no room goes when it is asked for.
    """
    named = [digest for body in bodies for digest in references.named_in(body)]
    files: dict[str, Stored] = {}
    room, left = min(most, limits.FILE - limits.SPARE - sum(map(len, bodies))), 0
    try:
        for file in _found(vault, (*named, *_allowed(vault, asked, scope))):
            if file.hash not in files and file.size <= room:
                files[file.hash] = file
                room -= file.size
            else:
                left += file.hash not in files
    except DamagedDatabase:
        files = {}
    return Enclosed(files=tuple(files.values()), left=left)


def missing(vault: Vault, scope: Iterable[str] | None, turn: int) -> tuple[bytes, ...]:
    """Return what to ask for: files that the streams of `scope` (None: all) refer to and that are not here.

    When there are more than a bundle may ask for, each `turn` asks for others, so that none is never asked for.
    """
    try:
        here = attachments.digests(vault)
    except DamagedDatabase:
        return ()  # it could not be kept
    here |= frozenset(map(bytes.fromhex, shelved.came()))
    lacking = [digest for digest in references.within(vault.connection, scope) if digest not in here]
    start = turn * limits.WANTED % len(lacking) if len(lacking) > limits.WANTED else 0
    return tuple((lacking[start:] + lacking[:start])[: limits.WANTED])


def _found(vault: Vault, digests: Iterable[bytes]) -> Iterator[Stored]:
    for digest in dict.fromkeys(digests):
        if (file := attachments.find(vault, digest)) is not None:
            yield file


def _allowed(vault: Vault, asked: Iterable[bytes], scope: Iterable[str] | None) -> Iterator[bytes]:
    """Yield those of the files asked for, under either of their names, that a stream of the scope refers to."""
    if not (wanted := tuple(asked)):
        return
    allowed = set(references.within(vault.connection, scope))
    yield from (one for one in wanted if not allowed.isdisjoint(attachments.names(vault, one)))
