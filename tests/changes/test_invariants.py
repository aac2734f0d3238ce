"""The thirteen invariants of merging, on the fold alone: random dense histories against a brute-force reading of the rules.

`tests/invariants` proves them again on encrypted vaults that exchange real bundles.
"""

import random
from itertools import groupby, pairwise

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from app.changes import operation
from app.changes.change import Change, MalformedChange, make, pack, parse
from app.changes.operation import Code
from app.changes.snapshot import SnapshotTooOld, restore, take
from app.changes.state import MissingParent, State, fold
from tests.changes.history import HISTORY, LATER, History, Node, folded, play, shown, visit
from tests.changes.reference import ancestors, meaning, plain

CHANCE = st.randoms(use_true_random=False)


@given(HISTORY, CHANCE)
def test_idempotent_what_comes_again_changes_nothing(history: History, chance: random.Random) -> None:
    every = play(history)
    state = folded(every)
    before = take(state)
    again = chance.sample(every, len(every)) + every
    assert not any(state.add(change) for change in again)
    assert take(state) == before
    assert shown(state) == meaning(every)


@given(HISTORY, CHANCE, st.lists(st.integers(0, 30), max_size=4))
def test_any_order_and_any_grouping_mean_what_the_rules_say(
    history: History, chance: random.Random, cuts: list[int]
) -> None:
    every = play(history)
    delivered = every + chance.sample(every, len(every) // 2)
    chance.shuffle(delivered)
    bounds = sorted({0, len(delivered), *(cut for cut in cuts if cut < len(delivered))})
    state, waiting = State(), list[Change]()
    for start, end in pairwise(bounds):
        state, waiting = fold([*waiting, *delivered[start:end]], state)
        assert shown(state) == meaning(delivered[:end]), (
            "complete as far as parents are there, and no further"
        )
    assert not waiting
    assert shown(state) == meaning(every)


@given(HISTORY, CHANCE)
def test_equal_sets_give_equal_views_to_the_last_byte(history: History, chance: random.Random) -> None:
    every = play(history)
    other = chance.sample(every, len(every))
    assert take(folded(every)) == take(folded(other))
    assert shown(folded(every)) == shown(folded(other))


@given(HISTORY, CHANCE)
def test_every_value_ever_saved_is_shown_listed_or_was_knowingly_replaced(
    history: History, chance: random.Random
) -> None:
    every = play(history)
    state = folded(chance.sample(every, len(every)))
    known = {change.hash: change for change in every}
    above = {hash_: ancestors(known, hash_) for hash_ in known}
    written = [
        (hash_, n, op)
        for hash_, change in known.items()
        for n, op in enumerate(map(plain, change.ops))
        if op[0] == Code.SET
    ]
    for hash_, n, op in written:
        held = {pack(one.value) for one in state.candidates(str(op[1]), str(op[3]))}
        knowing = [
            later
            for later, m, other in written
            if (other[1], other[3]) == (op[1], op[3])
            and (hash_ in above[later] or (later == hash_ and m > n))
        ]
        assert pack(op[4]) in held or knowing


@given(HISTORY, CHANCE)
def test_nothing_is_shown_before_its_parents(history: History, chance: random.Random) -> None:
    every = play(history)
    delivered = chance.sample(every, len(every) * 2 // 3)
    state, waiting = fold(delivered)
    assert shown(state) == meaning(delivered)
    assert {change.hash for change in waiting}.isdisjoint(state.index)
    before = take(state)
    for change in waiting:
        with pytest.raises(MissingParent):
            state.add(change)
    assert take(state) == before, "what has to wait leaves no trace"
    late, still = fold([*every, *waiting], state)
    assert not still
    assert shown(late) == meaning(every)


@given(HISTORY, st.lists(st.integers(0, 2**40), min_size=24, max_size=24))
def test_clocks_decide_nothing(history: History, clocks: list[int]) -> None:
    def with_clocks(times: list[int]) -> dict[str, object]:
        told = [
            (*step[:3], times[i], step[4]) if step[0] == "save" else step for i, step in enumerate(history)
        ]
        seen = shown(folded(play(told)))
        seen["unknown"] = sorted(op for _, op in seen["unknown"])  # type: ignore[attr-defined]
        del seen["heads"]  # a change's hash covers its wall time, so heads carry other names
        return seen

    distinct = [place * 2**41 + clock for place, clock in enumerate(clocks)]
    backwards = [(24 - place) * 2**41 + clock for place, clock in enumerate(clocks)]
    assert with_clocks(distinct) == with_clocks(backwards)


@given(HISTORY, st.integers(0, 2), st.integers(0, 8), CHANCE)
def test_a_restored_or_cloned_laptop_changes_nothing_of_all_this(
    history: History, who: int, size: int, chance: random.Random
) -> None:
    halfway = len(history) // 2
    every = play(
        [*history[:halfway], ("restore", who, size), ("clone", who, (who + 1) % 3), *history[halfway:]]
    )
    for number, same in groupby(
        sorted(every, key=lambda c: (c.replica, c.n)), key=lambda c: (c.replica, c.n)
    ):
        assert number is not None
        assert all(change.hash in folded(every) for change in same), (
            "two changes of one number are both there"
        )
    assert shown(folded(chance.sample(every, len(every)))) == meaning(every)


@given(HISTORY, st.data())
def test_a_damaged_byte_is_never_applied(history: History, data: st.DataObject) -> None:
    every = play(history)
    assume(every)
    hit = data.draw(st.sampled_from(every))
    spoiled = bytearray(hit.body)
    spoiled[data.draw(st.integers(0, len(spoiled) - 1))] ^= data.draw(st.integers(1, 255))
    try:
        stranger = parse(bytes(spoiled))
    except MalformedChange:
        return  # refused; most are
    assert stranger.hash != hit.hash, "it can never take the place of the real one"
    rest = [change for change in every if change.hash != hit.hash]
    with_it, _ = fold([change for change in rest if hit.hash in change.parents] + [stranger])
    assert not any(hit.hash in change.parents for change in every if change.hash in with_it)
    below = {change.hash for change in rest if hit.hash in ancestors({c.hash: c for c in every}, change.hash)}
    assert below.isdisjoint(fold(rest)[0].index), "and what builds on the real one goes on waiting for it"


@given(HISTORY, CHANCE)
def test_a_submissions_bytes_and_signature_never_change(history: History, chance: random.Random) -> None:
    every = play(history)
    state, held = State(), dict[bytes, tuple[bytes, str, bytes]]()
    waiting = chance.sample(every, len(every))
    for change in list(waiting):
        state, _ = fold([change, *waiting[: waiting.index(change)]], state)
        now = {hash_: (one.body, one.device, one.signature) for hash_, one in state.facts.items()}
        assert held.items() <= now.items()
        held = now
    sent = {op for change in every for op in change.ops if op[0] == Code.SUBMIT}
    assert {visit(body) for body, _, _ in held.values()} == sent


@given(st.integers(0, 50), st.integers(0, 50))
def test_who_has_seen_a_submission_cannot_put_another_signature_under_it(first: int, second: int) -> None:
    author, other = Node("a"), Node("b")
    author.save([operation.submit("visit", b"{}", "author", b"genuine")], first)
    other.receive(author.changes)
    other.save([operation.submit("visit", b"{}", "other", b"another")], second)
    (fact,) = folded(other.changes).facts.values()
    assert (fact.device, fact.signature) == ("author", b"genuine")


@given(HISTORY)
def test_unknown_operations_are_kept_and_forwarded_byte_for_byte(history: History) -> None:
    every = play(history)
    state = folded([parse(change.body) for change in every])
    sent = {(c.hash, n, op) for c in every for n, op in enumerate(c.ops) if op[0] == LATER}
    assert sorted(state.unknown) == sorted((hash_, op) for hash_, _, op in sent)
    for change in every:
        assert pack([1, *_fields(change)]) == change.body


def _fields(change: Change) -> list[object]:
    return [
        *(change.stream, change.replica, change.n, list(change.parents), change.wall_ms),
        *(change.actor, [list(op) for op in change.ops], change.schema),
    ]


class Upgraded(State):
    """The next version: it knows operation 99, which puts a word on a list of the record "words"."""

    def _apply(self, me: int, op: operation.Operation, change: Change) -> None:
        if op[0] == LATER:
            self._list_add(me, "words", "k", "l", op[1])
        else:
            super()._apply(me, op, change)


@given(HISTORY, CHANCE)
def test_unknown_operations_take_effect_after_an_upgrade(history: History, chance: random.Random) -> None:
    every = play(history)
    upgraded, waiting = fold(chance.sample(every, len(every)), Upgraded())
    assert not waiting
    assert upgraded.unknown == []
    words = {("words", "l", pack(op[1])) for change in every for op in change.ops if op[0] == LATER}
    told = meaning(every)
    assert shown(upgraded)["lists"] == told["lists"] | words  # type: ignore[operator]
    assert shown(upgraded)["values"] == told["values"]


class Older(State):
    """A version before this one: it did not know how to hand a record over."""

    def _apply(self, me: int, op: operation.Operation, change: Change) -> None:
        if op[0] == Code.ASSIGN:
            self.unknown.append((change.hash, op))
        else:
            super()._apply(me, op, change)


@given(HISTORY)
def test_a_snapshot_of_an_older_version_hides_no_operation_that_is_known_now(history: History) -> None:
    every = play(history)
    older, _ = fold(every, Older())
    assigned = any(op[0] == Code.ASSIGN for change in every for op in change.ops)
    if assigned:
        with pytest.raises(SnapshotTooOld):
            restore(take(older))
    else:
        assert take(restore(take(older))) == take(folded(every))


@given(HISTORY, st.integers(0, 30), CHANCE)
def test_a_snapshot_and_the_tail_equal_the_full_log(
    history: History, cut: int, chance: random.Random
) -> None:
    every = play(history)
    start, _ = fold(every[:cut])
    state, waiting = fold(chance.sample(every, len(every)), restore(take(start)))
    assert not waiting
    assert take(state) == take(folded(every))
    assert shown(state) == meaning(every)


@given(HISTORY)
def test_a_rebuild_equals_the_state_that_grew_save_by_save(history: History) -> None:
    every = play(history)
    grown = State()
    for place, change in enumerate(every):
        grown.add(change)
        assert take(grown) == take(folded(every[: place + 1]))


@given(st.lists(st.sampled_from(("p", "q")), min_size=1, max_size=3))
def test_a_link_does_not_make_a_person_into_something_else(others: list[str]) -> None:
    node = Node("a")
    node.save([operation.put("p1", "person", "name", "Bahar")])
    node.save([operation.link("p1", other) for other in others])
    assert node.state.records["p1"].kind == "person"


def test_a_change_may_be_made_of_any_number_that_a_database_takes_and_of_no_other() -> None:
    ops = [operation.put("r", "k", "f", "a")]
    made = make(stream="c:1", replica="a", n=2**63 - 1, parents=(), wall_ms=0, actor="a", ops=ops)
    assert parse(made.body) == made
    for number in (-1, 2**63, True):
        with pytest.raises(MalformedChange):
            make(stream="c:1", replica="a", n=number, parents=(), wall_ms=0, actor="a", ops=ops)


@pytest.mark.soak
@settings(max_examples=10_000)
@given(HISTORY, CHANCE)
def test_ten_thousand_histories_converge(history: History, chance: random.Random) -> None:
    every = play(history)
    assert shown(folded(chance.sample(every, len(every)))) == meaning(every)
