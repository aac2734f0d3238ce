"""What people do to one file at the same time, one sentence each."""

from collections.abc import Callable, Iterable, Sequence
from itertools import permutations

import pytest

from app.changes.change import Change, digest, pack
from app.changes.operation import Operation, Value, add, assign, attach, delete, put, remove
from app.changes.snapshot import take
from app.changes.state import State
from tests.changes.history import Node, approve, folded, shown, visit
from tests.changes.reference import meaning
from tests.changes.wrong_models import Values, by_clock, by_number, without_waiting

Model = Callable[[Iterable[Change]], Values]
F = ("r1", "f")


def says(value: Value) -> Operation:
    return put("r1", "k", "f", value)


def everywhere(*nodes: Node) -> State:
    """Return what all see after everybody heard of everything: in every order the same, and what the rules say."""
    every = [change for node in nodes for change in node.changes]
    states = [folded(order) for order in permutations(dict.fromkeys(every))]
    assert len({take(state) for state in states}) == 1
    assert shown(states[0]) == meaning(every)
    return states[0]


def held(state: State) -> set[Value]:
    return {one.value for one in state.candidates(*F)}


def pair(ops: Sequence[Operation]) -> tuple[Node, Node]:
    """Return two laptops that both have one Save of `ops`."""
    first, second = Node("a"), Node("b")
    first.save(ops)
    second.receive(first.changes)
    return first, second


def test_two_workers_set_one_field_and_both_values_stay() -> None:
    a, b = pair([says("old")])
    a.save([says("a")], 5)
    b.save([says("b")], 9)
    state = everywhere(a, b)
    assert [one.value for one in state.candidates(*F)] == ["b", "a"], (
        "the later clock only comes first in the list"
    )
    assert [place[:2] for place in state.conflicts()] == [F]


def test_two_workers_who_write_the_same_have_no_conflict() -> None:
    a, b = pair([says("old")])
    a.save([says("same")])
    b.save([says("same")], 1)
    state = everywhere(a, b)
    assert held(state) == {"same"}
    assert list(state.conflicts()) == []


def test_three_workers_make_a_conflict_of_three() -> None:
    a, b = pair([says("old")])
    c = Node("c")
    c.receive(a.changes)
    for node in (a, b, c):
        node.save([says(node.name)])
    assert held(everywhere(a, b, c)) == {"a", "b", "c"}


def test_a_conflict_that_one_settles_while_another_edits_stays_open_between_those_two() -> None:
    a, b = pair([says("old")])
    a.save([says("a")])
    b.save([says("b")])
    a.receive(b.changes)
    a.save([says("settled")])
    b.save([says("b again")])
    state = everywhere(a, b)
    assert held(state) == {"settled", "b again"}, (
        "what the settling Save had seen is gone, what it had not is there"
    )
    a.receive(b.changes)
    a.save([says("now settled")])
    assert held(everywhere(a, b)) == {"now settled"}


def test_a_record_that_one_deletes_while_another_edits_it_stays_and_is_marked() -> None:
    a, b = pair([says("old")])
    a.save([delete("r1", "k")])
    b.save([says("b")])
    state = everywhere(a, b)
    assert not state.is_deleted("r1")
    assert state.is_flagged("r1")
    assert held(state) == {"b"}
    b.receive(a.changes)
    b.save([says("kept")])
    assert not everywhere(a, b).is_flagged("r1"), "who goes on editing knowingly takes the mark away"


def test_deleting_twice_is_deleting_and_an_edit_that_one_of_the_two_had_not_seen_is_not_lost() -> None:
    a, b = pair([says("old")])
    a.save([delete("r1", "k")])
    b.save([delete("r1", "k")])
    assert everywhere(a, b).is_deleted("r1")
    b.receive(a.changes)
    b.save([says("back")])
    assert not everywhere(a, b).is_deleted("r1")
    assert held(everywhere(a, b)) == {"back"}


def test_an_addition_wins_against_a_removal_that_had_not_seen_it() -> None:
    a, b = pair([add("r1", "k", "l", "x")])
    a.save([remove("r1", "k", "l", "x")])
    b.save([add("r1", "k", "l", "x")])
    state = everywhere(a, b)
    assert list(state.records["r1"].lists["l"]) == ["x"]
    a.receive(b.changes)
    a.save([remove("r1", "k", "l", "x")])
    assert shown(everywhere(a, b))["lists"] == set()


def test_of_a_field_set_twice_in_one_save_the_second_value_stays() -> None:
    a, b = pair([says("first"), says("second")])
    assert held(everywhere(a, b)) == {"second"}


def test_a_record_deleted_and_edited_in_one_save_is_kept_and_edited_and_deleted_is_gone() -> None:
    a, _ = pair([delete("r1", "k"), says("back")])
    assert not everywhere(a).is_deleted("r1")
    assert not everywhere(a).is_flagged("r1")
    b, _ = pair([says("gone"), delete("r1", "k")])
    assert everywhere(b).is_deleted("r1")


def test_a_page_that_saves_what_it_shows_after_an_import_overwrites_nothing_that_came_in() -> None:
    a, b = pair([says("old")])
    b.save([says("b")])
    a.receive(b.changes)
    a.save([says("a")], stale=1)
    assert held(everywhere(a, b)) == {"a", "b"}


def test_one_file_attached_twice_in_one_save_is_one_file() -> None:
    a, _ = pair([attach("r1", "k", {"size": 1}), attach("r1", "k", {"size": 1})])
    assert shown(everywhere(a))["lists"] == {("r1", "files", pack({"size": 1}))}


def test_a_case_handed_over_while_the_old_worker_edits_keeps_both_and_has_the_new_owner() -> None:
    a, centre = pair([put("r1", "k", "owner", "a"), says("old")])
    centre.save([assign("r1", "k", "b", "d", b"s")])
    a.save([says("late")])
    state = everywhere(a, centre)
    assert [one.value for one in state.candidates("r1", "owner")] == ["b"]
    (late,) = state.candidates(*F)
    assert (late.value, late.actor) == ("late", "a"), "whose late edit it is stays known"


def test_an_approval_stays_with_the_version_it_speaks_of_in_whatever_order_all_comes() -> None:
    a, centre = pair([visit(b"1")])
    centre.save([approve(b"1")])
    a.save([visit(b"2")])
    state = everywhere(a, centre)
    assert {one.about for one in state.reviews.values()} == {digest(b"1")}
    assert set(state.facts) == {digest(b"1"), digest(b"2")}


def test_a_record_called_two_kinds_is_one_record_of_the_same_kind_for_all() -> None:
    a, b = Node("a"), Node("b")
    a.save([put("r1", "k", "f", "a")])
    b.save([put("r1", "l", "f", "b")])
    assert everywhere(a, b).records["r1"].kind == "k"
    assert held(everywhere(a, b)) == {"a", "b"}


# Each wrong model, and a history that breaks it.


def a_restored_backup() -> list[Change]:
    """The laptop saves, falls back to its backup, and saves something else under the same number."""
    a, centre = pair([says("old")])
    old = a.backup(1)
    a.save([says("before the disk broke")])
    centre.receive(a.changes)
    old.save([says("after the restore")])
    assert a.changes[-1].n == old.changes[-1].n
    return [*centre.changes, *old.changes]


def a_clock_behind() -> list[Change]:
    """A worker whose clock is years behind corrects what she has read."""
    a, b = pair([says("old")])
    a.save([says("wrong")], 1_000)
    b.receive(a.changes)
    b.save([says("corrected")], 5)
    return b.changes


def two_at_once() -> list[Change]:
    """Two workers set one field at the same time."""
    a, b = pair([says("old")])
    a.save([says("a")], 5)
    b.save([says("b")], 9)
    return [*a.changes, *b.changes]


def a_correction_that_comes_first() -> list[Change]:
    """The bundle with the correction comes before the bundle with what it corrects."""
    a, b = pair([says("wrong")])
    b.save([says("corrected")])
    return [b.changes[-1], *a.changes]


@pytest.mark.parametrize(
    ("wrong", "history"),
    [
        (by_number, a_restored_backup),
        (by_clock, a_clock_behind),
        (by_clock, two_at_once),
        (without_waiting, a_correction_that_comes_first),
    ],
)
def test_a_wrong_model_breaks_where_the_real_one_holds(
    wrong: Model, history: Callable[[], list[Change]]
) -> None:
    every = history()
    told = meaning(every)["values"]
    assert shown(folded(every))["values"] == told
    assert wrong(every) != told, "the control must fail, or the tests could not tell it from the real model"


def test_what_the_wrong_models_lose_is_somebodys_work() -> None:
    assert by_number(a_restored_backup())[F] == {pack("before the disk broke")}
    assert by_clock(a_clock_behind())[F] == {pack("wrong")}
    assert by_clock(two_at_once())[F] == {pack("b")}
    assert pack("wrong") in without_waiting(a_correction_that_comes_first())[F], "what was corrected is back"


@pytest.mark.parametrize("wrong", [by_number, by_clock, without_waiting])
def test_a_wrong_model_is_right_as_long_as_only_one_person_works(wrong: Model) -> None:
    a = Node("a")
    for wall_ms, value in enumerate(("one", "two", "three")):
        a.save([says(value)], wall_ms)
    assert wrong(a.changes) == meaning(a.changes)["values"]
