"""Which streams refer to which files: what must be kept, what is missing here, and who may have what.

A file is named by the BLAKE2b-256 of its content, or by its SHA-256 where others named it before us (form definitions). Rows
come from every change of the log, whatever became of it, and from `refer` for all other reasons to want a file.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from app.changes.change import Change, parse
from app.changes.operation import Code
from app.store import wire

# How an ATTACH begins in the one form of a change: an array of four, and its code. What has no such bytes need not be read.
_ATTACH = bytes((0x94, int(Code.ATTACH)))


def named(change: Change) -> dict[bytes, str]:
    """Return the files a change names: digest and media type."""
    found: dict[bytes, str] = {}
    for op in change.ops if _ATTACH in change.body else ():
        file = wire.file(op[3]) if op[0] == Code.ATTACH else None
        if file is not None:
            found[file.hash] = file.type
    return found


def named_in(body: bytes) -> dict[bytes, str]:
    """Return the files that a change names, from its bytes."""
    return named(parse(body)) if _ATTACH in body else {}


def note(connection: Any, change: Change) -> None:
    """Remember which files a change of the log names; the caller holds the transaction."""
    if files := named(change):
        refer(connection, change.stream, files)


def refer(connection: Any, stream: str, files: Mapping[bytes, str]) -> None:
    """Let a stream refer to files (digest, media type): they stay when they are here and are asked for when they are not.

    Whoever may have the stream may have them; "directory" is everybody's. The caller holds the transaction.
    """
    connection.executemany(
        "INSERT INTO file_ref (digest, stream, type) VALUES (?,?,?) ON CONFLICT (digest, stream) DO NOTHING",
        [(digest, stream, type_) for digest, type_ in files.items()],
    )


def read_log(connection: Any) -> None:
    """Remember the files of all changes that are here already; once, after an older version kept them."""
    for stream, body in connection.execute(
        "SELECT stream, body FROM change WHERE instr(body, ?)", (_ATTACH,)
    ).fetchall():
        refer(connection, stream, named_in(body))


def within(connection: Any, scope: Iterable[str] | None) -> list[bytes]:
    """Return the digests that the streams of `scope` (None: all) refer to, in their order."""
    if scope is None:
        return [row[0] for row in connection.execute("SELECT DISTINCT digest FROM file_ref ORDER BY digest")]
    allowed = set(scope)
    rows = connection.execute("SELECT digest, stream FROM file_ref ORDER BY digest")
    return list(dict.fromkeys(digest for digest, stream in rows if stream in allowed))


def type_of(connection: Any, *digests: bytes) -> str | None:
    """Return the media type under which any stream refers to one of these digests of a file, or None: nothing does."""
    marks = ",".join("?" * len(digests))
    row = connection.execute(
        f"SELECT type FROM file_ref WHERE digest IN ({marks}) ORDER BY type LIMIT 1",  # noqa: S608 - only marks
        digests,
    ).fetchone()
    return str(row[0]) if row else None
