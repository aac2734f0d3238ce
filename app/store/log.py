"""The change log of one vault: append, wait for parents, say what is here, hand out what another lacks.

Every function takes the open connection; whoever calls holds the transaction.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from app.changes.change import HASH_BYTES, Change, parse
from app.changes.state import State, fold

APPLIED, PENDING, QUARANTINED = 0, 1, 2


def add(connection: Any, change: Change, *, received_at: int, bundle: str | None, status: int) -> bool:
    """Keep one change; return False when it was here already."""
    row = (
        *(change.hash, change.stream, change.replica, change.n, change.wall_ms, change.schema),
        *(received_at, bundle, status, change.body),
    )
    cursor = connection.execute(
        "INSERT INTO change (h, stream, replica, n, wall, schema, received_at, bundle, status, body)"
        " VALUES (?,?,?,?,?,?,?,?,?,?) ON CONFLICT (h) DO NOTHING",
        row,
    )
    if cursor.rowcount != 1:
        return False
    if change.parents:
        connection.executemany(
            "INSERT INTO edge (h, parent) VALUES (?,?)", [(change.hash, parent) for parent in change.parents]
        )
    return True


def release(connection: Any, change: Change) -> bool:
    """Let a change that was kept aside wait for its parents like any other; return False when it was not aside."""
    cursor = connection.execute(
        "UPDATE change SET status = ? WHERE h = ? AND status = ?", (PENDING, change.hash, QUARANTINED)
    )
    connection.execute("DELETE FROM quarantine WHERE h = ?", (change.hash,))
    return bool(cursor.rowcount == 1)


def knows(connection: Any, hash_: bytes) -> bool:
    """Tell whether a change is here, in whatever status."""
    return connection.execute("SELECT 1 FROM change WHERE h = ?", (hash_,)).fetchone() is not None


def changes(connection: Any, stream: str, status: int = APPLIED) -> list[Change]:
    """Return the changes of a stream, in the order they were applied."""
    rows = connection.execute(
        "SELECT body FROM change WHERE stream = ? AND status = ? ORDER BY id", (stream, status)
    )
    return [parse(body) for (body,) in rows]


def state(connection: Any, stream: str) -> State:
    """Return the folded state of all applied changes of a stream."""
    return fold(changes(connection, stream))[0]


def settle(connection: Any, stream: str, current: State, come: Iterable[Change]) -> tuple[int, int]:
    """Fold `come` and whatever waited for it into `current`; return how many were applied, how many wait.

    `come` are new rows with status PENDING; those that found their parents become APPLIED.
    """
    waiting = [change for change in changes(connection, stream, PENDING) if change.hash not in current]
    known = {change.hash for change in waiting}
    candidates = [*waiting, *(change for change in come if change.hash not in known)]
    before = len(current.order)
    _, left = fold(candidates, current)
    applied = current.order[before:]
    # A new row number puts each change behind its parents, so that reading by row number folds in one pass.
    last = connection.execute("SELECT COALESCE(MAX(id), 0) FROM change").fetchone()[0]
    connection.executemany(
        "UPDATE change SET status = 0, id = ? WHERE h = ?",
        [(last + 1 + place, hash_) for place, hash_ in enumerate(applied)],
    )
    return len(applied), len(left)


def streams(connection: Any) -> list[str]:
    """Return the names of all streams, in alphabetical order."""
    return [row[0] for row in connection.execute("SELECT DISTINCT stream FROM change ORDER BY stream")]


def have(connection: Any, names: Iterable[str] | None = None) -> dict[str, tuple[bytes, ...]]:
    """Return the heads (32-byte hashes, sorted) of each stream, or of the named ones that are here."""
    rows = connection.execute("SELECT stream, heads FROM stream WHERE heads <> x'' ORDER BY stream")
    wanted = None if names is None else set(names)
    return {
        stream: tuple(heads[at : at + HASH_BYTES] for at in range(0, len(heads), HASH_BYTES))
        for stream, heads in rows
        if wanted is None or stream in wanted
    }


def missing(connection: Any, stream: str, theirs: Sequence[bytes]) -> Iterator[bytes]:
    """Yield the bodies of the changes of a stream that a peer with those heads lacks, parents first.

    A head we do not know tells nothing: then everything not below their known heads is sent.
    """
    current = state(connection, stream)
    known = 0
    for head in theirs:
        place = current.index.get(head)
        known |= current.seen[place] if place is not None else 0
    for place, hash_ in enumerate(current.order):
        if not known >> place & 1:
            yield connection.execute("SELECT body FROM change WHERE h = ?", (hash_,)).fetchone()[0]


def behind(connection: Any, theirs: Mapping[str, Sequence[bytes]], names: Iterable[str] | None) -> list[str]:
    """Return the streams (of `names`, or of all) that are not here as a peer with those heads has them."""
    return [
        name
        for name, heads in have(connection, names).items()
        if tuple(sorted(theirs.get(name, ()))) != heads
    ]


def missing_everywhere(
    connection: Any, theirs: Mapping[str, Sequence[bytes]], names: Iterable[str] | None
) -> Iterator[bytes]:
    """Yield what a peer lacks of the named streams (None: all); streams whose heads are equal cost one comparison."""
    for name in behind(connection, theirs, names):
        yield from missing(connection, name, theirs.get(name, ()))
