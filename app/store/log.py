"""The change log of one vault: append, wait for parents, say what is here, hand out what another lacks.

Every function takes the open connection; whoever calls holds the transaction.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from app.changes.change import HASH_BYTES, Change, parse
from app.changes.state import State, fold
from app.store import references

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
    references.note(connection, change)
    return True


def knows(connection: Any, hash_: bytes) -> bool:
    """Tell whether a change is here, in whatever status."""
    return connection.execute("SELECT 1 FROM change WHERE h = ?", (hash_,)).fetchone() is not None


def admitted(connection: Any, hash_: bytes) -> bool:
    """Tell whether a change is here and was not kept aside."""
    row = connection.execute(
        "SELECT 1 FROM change WHERE h = ? AND status <> ?", (hash_, QUARANTINED)
    ).fetchone()
    return row is not None


def changes(connection: Any, stream: str, status: int = APPLIED) -> list[Change]:
    """Return the changes of a stream, in the order they were applied."""
    rows = connection.execute(
        "SELECT body FROM change WHERE stream = ? AND status = ? ORDER BY id", (stream, status)
    )
    return [parse(body) for (body,) in rows]


def state(connection: Any, stream: str) -> State:
    """Return the folded state of all applied changes of a stream."""
    return fold(changes(connection, stream))[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settled:
    """What came of changes of one stream: applied (with what had waited for them), here before, still waiting."""

    applied: int
    known: int
    waiting: int


def settle(
    connection: Any, stream: str, current: State, come: Iterable[Change], *, received_at: int, bundle: str
) -> Settled:
    """Keep the changes that came and fold them, and whatever waited for them, into `current`.

    What was kept aside before and comes again is taken in like any other.
    """
    here = {hash_: (status, body) for hash_, status, body in connection.execute(_NOT_APPLIED, (stream,))}
    waiting = [parse(body) for status, body in here.values() if status == PENDING]
    pending = {change.hash for change in waiting}
    fresh: dict[bytes, Change] = {}
    known = 0
    for change in come:
        if change.hash in current or change.hash in pending or change.hash in fresh:
            known += 1
        else:
            fresh[change.hash] = change
    before = len(current.order)
    _, left = fold([*waiting, *fresh.values()], current)
    applied = current.order[before:]
    # Row numbers in the order of the fold, parents first: reading by row number then folds in one pass.
    last = connection.execute("SELECT COALESCE(MAX(id), 0) FROM change").fetchone()[0]
    placed = [(last + place, hash_, APPLIED) for place, hash_ in enumerate(applied, 1)]
    placed += [(last + len(applied) + place, one.hash, PENDING) for place, one in enumerate(left, 1)]
    _keep(
        connection,
        [(id_, fresh[h], status) for id_, h, status in placed if h not in here],
        received_at,
        bundle,
    )
    if here:
        moved = [(status, id_, hash_) for id_, hash_, status in placed if hash_ in here]
        connection.executemany("UPDATE change SET status = ?, id = ? WHERE h = ?", moved)
        connection.executemany(
            "DELETE FROM quarantine WHERE h = ?", [(hash_,) for hash_ in fresh if hash_ in here]
        )
    return Settled(applied=len(applied), known=known, waiting=len(left))


_NOT_APPLIED = (
    "SELECT h, status, body FROM change WHERE status <> 0 AND status IN (1, 2) AND stream = ? ORDER BY id"
)


def _keep(connection: Any, rows: Sequence[tuple[int, Change, int]], received_at: int, bundle: str) -> None:
    connection.executemany(
        "INSERT INTO change (id, h, stream, replica, n, wall, schema, received_at, bundle, status, body)"
        " VALUES (?,?,?,?,?,?,?,?,?,?,?)",
        [
            (
                *(id_, one.hash, one.stream, one.replica, one.n, one.wall_ms, one.schema),
                *(received_at, bundle, status, one.body),
            )
            for id_, one, status in rows
        ],
    )
    edges = [(one.hash, parent) for _, one, _ in rows for parent in one.parents]
    connection.executemany("INSERT INTO edge (h, parent) VALUES (?,?)", edges)
    for _, one, _ in rows:
        references.note(connection, one)


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
