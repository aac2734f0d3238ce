"""Three ways to merge that look right and lose work: controls, which the tests must be able to tell from the real model."""

from collections.abc import Iterable

from app.changes.change import Change, pack
from app.changes.operation import Code, Value
from app.changes.state import State

Values = dict[tuple[object, object], set[bytes]]


def by_number(changes: Iterable[Change]) -> Values:
    """Take a change for known when that laptop's number was here before: what a restored backup breaks."""
    state, seen = State(), set[tuple[str, int]]()
    for change in changes:
        if (change.replica, change.n) not in seen and all(parent in state for parent in change.parents):
            seen.add((change.replica, change.n))
            state.add(change)
    return _values(state)


def by_clock(changes: Iterable[Change]) -> Values:
    """Keep the value with the latest wall time: last writer wins."""
    newest: dict[tuple[object, object], tuple[int, bytes, Value]] = {}
    for change in changes:
        for op in change.ops:
            if op[0] == Code.SET:
                place, one = (op[1], op[3]), (change.wall_ms, change.hash, op[4])
                newest[place] = max(newest.get(place, one), one, key=lambda written: written[:2])
    return {place: {pack(value)} for place, (_, _, value) in newest.items()}


def without_waiting(changes: Iterable[Change]) -> Values:
    """Apply each change as it comes, whether its parents are here or not."""
    state = State()
    for change in changes:
        if change.hash in state:
            continue
        above = [state.index[parent] for parent in change.parents if parent in state]
        state.enter(change.hash, change.parents, (change.actor, change.wall_ms), above)
        for op in change.ops:
            state._apply(len(state.order) - 1, op, change)
    return _values(state)


def _values(state: State) -> Values:
    places = [(record, name) for record, held in state.records.items() for name in held.fields]
    return {place: {pack(one.value) for one in state.candidates(*place)} for place in places}
