"""Histories to fold: three laptops that save, send, fall back to a backup and go on. Dense on purpose.

Values come from tiny domains, so that histories meet: the same field, the same element, the same instant, the same number.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from hypothesis import strategies as st

from app.changes import operation
from app.changes.change import Change, digest, make, pack
from app.changes.operation import Operation
from app.changes.state import State, fold

RECORDS = ("r1", "r2")
FIELDS = ("f", "owner")
VALUES = ("a", "b", None)
ELEMENTS = ("x", "y")
SUBMITTED = (b"1", b"2")
LATER = 99  # an operation that no version knows yet

Step: TypeAlias = tuple[Any, ...]
History: TypeAlias = list[Step]


@dataclass
class Node:
    """One laptop: what it has, the number it gives next, and the heads it had after each thing that came."""

    name: str
    n: int = 0
    changes: list[Change] = field(default_factory=list)
    state: State = field(default_factory=State)
    looked: list[tuple[bytes, ...]] = field(default_factory=list)

    def save(self, ops: Sequence[Operation], wall_ms: int = 0, *, stale: int = 0) -> Change:
        """Save as somebody who looks at the newest state, or at the one `stale` steps before."""
        self.n += 1
        seen = self.looked[-1 - stale] if 0 < stale < len(self.looked) else self.state.heads
        change = make(
            stream="c:1",
            replica=self.name,
            n=self.n,
            parents=seen,
            wall_ms=wall_ms,
            actor=self.name,
            ops=ops,
        )
        self.receive([change])
        return change

    def receive(self, changes: Iterable[Change]) -> None:
        """Take in what is new of `changes`."""
        for change in changes:
            if self.state.add(change):
                self.changes.append(change)
                self.looked.append(self.state.heads)

    def backup(self, size: int) -> "Node":
        """Return this laptop as it was when it had its first `size` changes: its name and its numbers as well."""
        fresh = Node(self.name)
        fresh.receive(self.changes[:size])
        fresh.n = sum(1 for change in fresh.changes if change.replica == self.name)
        return fresh


def visit(body: bytes) -> Operation:
    """Return a finished visit, signed: the same content always gives the same signature."""
    return operation.submit("visit", body, "d", b"s" + body)


def approve(body: bytes) -> Operation:
    """Return an approval of one of the visits."""
    return operation.review(digest(body), b"approved", "d", b"t" + body)


_record, _kind = st.sampled_from(RECORDS), st.sampled_from(("k", "l"))
_place = (_record, _kind, st.sampled_from(FIELDS), st.sampled_from(VALUES))
_element = (_record, _kind, st.just("l"), st.sampled_from(ELEMENTS))
OPERATION = st.one_of(
    st.builds(operation.put, *_place),
    st.builds(operation.put, *_place),
    st.builds(operation.put, st.just("r1"), st.just("k"), st.just("f"), st.sampled_from(VALUES)),
    st.builds(operation.add, *_element),
    st.builds(operation.remove, *_element),
    st.builds(operation.delete, _record, _kind),
    st.builds(visit, st.sampled_from(SUBMITTED)),
    st.builds(approve, st.sampled_from(SUBMITTED)),
    st.builds(operation.assign, _record, _kind, st.sampled_from(("a", "b")), st.just("d"), st.just(b"s")),
    st.builds(operation.link, _record, st.sampled_from(("p", "q"))),
    st.builds(operation.unlink, _record, st.sampled_from(("p", "q"))),
    st.builds(operation.attach, _record, _kind, st.sampled_from(({"size": 1}, {"size": 2}))),
    st.builds(lambda word: (LATER, word), st.sampled_from(("one", "two"))),
)
_node = st.integers(0, 2)
_save = st.tuples(
    *(st.just("save"), _node, st.lists(OPERATION, min_size=1, max_size=3)),
    *(st.integers(0, 3), st.sampled_from((0, 0, 1, 3))),
)
_send = st.tuples(st.just("send"), _node, _node)
_restore = st.tuples(st.just("restore"), _node, st.integers(0, 6))
_clone = st.tuples(st.just("clone"), _node, _node)
HISTORY: st.SearchStrategy[History] = st.lists(
    st.one_of(_save, _save, _save, _send, _send, _restore, _clone), min_size=4, max_size=24
)


def play(history: History) -> list[Change]:
    """Play a history on three laptops and return every change ever saved, in the order of saving."""
    nodes = [Node("n0"), Node("n1"), Node("n2")]
    every: list[Change] = []
    for step in history:
        match step:
            case ("save", who, ops, wall_ms, stale):
                every.append(nodes[who].save(ops, wall_ms, stale=stale))
            case ("send", source, target):
                nodes[target].receive(nodes[source].changes)
            case ("restore", who, size):
                nodes[who] = nodes[who].backup(size)
            case ("clone", source, target):
                nodes[target] = nodes[source].backup(len(nodes[source].changes))
    return every


def shown(state: State) -> dict[str, object]:
    """Return what a state shows, in the words of the reference."""
    places = [(record, name) for record, held in state.records.items() for name in held.fields]
    return {
        "kinds": {name: record.kind for name, record in state.records.items()},
        "heads": set(state.heads),
        "values": {place: {pack(one.value) for one in state.candidates(*place)} for place in places},
        "conflicts": {(record, name) for record, name, _ in state.conflicts()},
        "lists": {
            (record, name, pack(one.value))
            for record, held in state.records.items()
            for name, elements in held.lists.items()
            for ones in elements.values()
            for one in ones
        },
        "trash": {record for record in state.records if state.is_deleted(record)},
        "flagged": {record for record in state.records if state.is_flagged(record)},
        "facts": {hash_: (fact.body, fact.signature) for hash_, fact in state.facts.items()},
        "reviews": {(one.about, one.body, one.signature) for one in state.reviews.values()},
        "unknown": sorted(state.unknown),
    }


def folded(changes: Iterable[Change]) -> State:
    """Return the state of changes that are complete."""
    state, waiting = fold(changes)
    assert not waiting
    return state
