"""The invariants of the model, over dense random histories, against the brute-force reference.

Values come from tiny domains, so that histories meet: the same field, the same element, the same instant.
"""

import random
from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.changes import operation
from app.changes.change import Change, make, pack, parse
from app.changes.snapshot import restore, take
from app.changes.state import State, fold

RECORDS = ("r1", "r2")
FIELDS = ("f", "g")
VALUES = ("a", "b", None)


class Node:
    """One laptop of a history: what it has, and the next number it gives."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.n = 0
        self.changes: list[Change] = []
        self.state = State()

    def save(self, ops: Sequence[operation.Operation], wall_ms: int, seen: Sequence[bytes] | None) -> Change:
        self.n += 1
        change = make(
            stream="case:1",
            replica=self.name,
            n=self.n,
            parents=self.state.heads if seen is None else seen,
            wall_ms=wall_ms,
            actor=self.name,
            ops=ops,
        )
        self.receive([change])
        return change

    def receive(self, changes: Sequence[Change]) -> None:
        for change in changes:
            if self.state.add(change):
                self.changes.append(change)


record = st.sampled_from(RECORDS)
name = st.sampled_from(FIELDS)
value = st.sampled_from(VALUES)
ops = st.one_of(
    st.builds(operation.put, record, st.just("k"), name, value),
    st.builds(operation.put, record, st.just("k"), name, value),
    st.builds(operation.add, record, st.just("k"), st.just("l"), st.sampled_from(("x", "y"))),
    st.builds(operation.remove, record, st.just("k"), st.just("l"), st.sampled_from(("x", "y"))),
    st.builds(operation.delete, record, st.just("k")),
    st.builds(operation.submit, st.just("visit"), st.sampled_from((b"1", b"2")), st.just("d"), st.just(b"s")),
    st.builds(lambda item: (99, item), st.sampled_from(("later", "much later"))),
)
steps = st.lists(
    st.one_of(
        st.tuples(
            st.just("save"), st.integers(0, 2), st.lists(ops, min_size=1, max_size=3), st.integers(0, 3)
        ),
        st.tuples(st.just("send"), st.integers(0, 2), st.integers(0, 2)),
        st.tuples(st.just("restore"), st.integers(0, 2), st.integers(0, 8)),
    ),
    max_size=24,
)


def play(history: list[tuple[Any, ...]]) -> list[Change]:
    """Play a history on three laptops and return every change ever saved.

    "restore" takes a laptop back to its first changes and keeps its name and its numbering: a backup or a clone.
    """
    nodes = [Node("n0"), Node("n1"), Node("n2")]
    every: list[Change] = []
    for step in history:
        if step[0] == "save":
            every.append(nodes[step[1]].save(step[2], step[3], None))
        elif step[0] == "send":
            nodes[step[2]].receive(nodes[step[1]].changes)
        else:
            old = nodes[step[1]]
            fresh = Node(old.name)
            fresh.receive(old.changes[: step[2]])
            fresh.n = min(old.n, step[2])
            nodes[step[1]] = fresh
    return every


def shown(state: State) -> dict[str, object]:
    """Return what a state shows, in the words of the reference."""
    values = {
        (record, field): {pack(one.value) for one in state.candidates(record, field)}
        for record, held in state.records.items()
        for field in held.fields
    }
    lists = {
        (record, field, pack(element))
        for record, held in state.records.items()
        for field, elements in held.lists.items()
        for element in elements
    }
    trash = {record for record in state.records if state.is_deleted(record)}
    return {
        "heads": set(state.heads),
        "values": values,
        "lists": lists,
        "trash": trash,
        "facts": set(state.facts),
    }


@given(steps, st.randoms(use_true_random=False))
def test_any_order_and_any_repetition_means_what_the_rules_say(
    meaning: Any, history: list[tuple[Any, ...]], chance: random.Random
) -> None:
    every = play(history)
    delivered = every + chance.sample(every, len(every) // 2)
    chance.shuffle(delivered)
    state, waiting = fold(delivered)
    assert not waiting
    assert shown(state) == meaning(every)


@given(steps, st.randoms(use_true_random=False))
def test_what_came_without_its_parents_waits_and_nothing_of_it_is_shown(
    meaning: Any, history: list[tuple[Any, ...]], chance: random.Random
) -> None:
    every = play(history)
    delivered = chance.sample(every, len(every) * 2 // 3)
    state, waiting = fold(delivered)
    assert shown(state) == meaning(delivered)
    assert {change.hash for change in waiting}.isdisjoint(state.index)
    late, still = fold([*every, *waiting], state)
    assert not still
    assert shown(late) == meaning(every)


@given(steps, st.randoms(use_true_random=False))
def test_equal_sets_give_equal_snapshots_to_the_last_byte(
    history: list[tuple[Any, ...]], chance: random.Random
) -> None:
    every = play(history)
    other = chance.sample(every, len(every))
    assert take(fold(every)[0]) == take(fold(other)[0])


@given(steps, st.integers(0, 30))
def test_a_snapshot_and_the_rest_equal_the_whole_log(history: list[tuple[Any, ...]], cut: int) -> None:
    every = play(history)
    whole, _ = fold(every)
    start, _ = fold(every[:cut])
    state, waiting = fold(every, restore(take(start)))
    assert not waiting
    assert take(state) == take(whole)


@given(steps, st.lists(st.integers(0, 2**40), min_size=24, max_size=24))
def test_clocks_decide_nothing(history: list[tuple[Any, ...]], clocks: list[int]) -> None:
    def with_clocks(times: list[int]) -> object:
        told = [(*step[:3], times[i]) if step[0] == "save" else step for i, step in enumerate(history)]
        seen = shown(fold(play(told))[0])
        del seen["heads"]  # a change's hash covers its wall time, so heads carry other names
        return seen

    assert with_clocks([0] * len(history)) == with_clocks(clocks)


@given(steps)
def test_every_value_ever_saved_is_shown_listed_or_knowingly_replaced(
    ancestors: Any, history: list[tuple[Any, ...]]
) -> None:
    every = play(history)
    state, _ = fold(every)
    known = {change.hash: change for change in every}
    writers = [(c, op) for c in known.values() for op in c.ops if op[0] == operation.Code.SET]
    for change, op in writers:
        held = {pack(one.value) for one in state.candidates(str(op[1]), str(op[3]))}
        replaced = any(
            other[1:4] == op[1:4] and change.hash in ancestors(known, later.hash) for later, other in writers
        )
        last_in_its_save = [o for o in change.ops if o[:1] + o[1:4] == op[:1] + op[1:4]][-1] is op
        assert pack(op[4]) in held or replaced or not last_in_its_save


@given(steps)
def test_unknown_operations_are_kept_as_they_came(history: list[tuple[Any, ...]]) -> None:
    every = play(history)
    state, _ = fold(every)
    sent = sorted((c.hash, op) for c in {c.hash: c for c in every}.values() for op in c.ops if op[0] == 99)
    assert sorted(state.unknown) == sent
    for change in every:
        assert parse(change.body).ops == change.ops


@pytest.mark.soak
@settings(max_examples=10_000)
@given(steps, st.randoms(use_true_random=False))
def test_ten_thousand_histories_converge(
    meaning: Any, history: list[tuple[Any, ...]], chance: random.Random
) -> None:
    every = play(history)
    delivered = chance.sample(every, len(every))
    assert shown(fold(delivered)[0]) == meaning(every)
