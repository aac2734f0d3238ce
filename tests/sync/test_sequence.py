"""What bundle numbers say to people."""

from app.sync.refusals import ClonedDevice, ReplayedBundle
from app.sync.sequence import Standing, judge
from tests.sync.desk import Desk

SEEN = {12: "c" * 64, 13: "d" * 64}


def test_the_next_number_is_ordinary(desk: Desk) -> None:
    found = judge(SEEN, desk.outline(sequence=14, previous="d" * 64), "e" * 64)
    assert (found.standing, found.missing, found.notice) == (Standing.NEXT, (), None)


def test_the_first_bundle_ever_is_ordinary(desk: Desk) -> None:
    assert judge({}, desk.outline(sequence=7), "e" * 64).standing is Standing.NEXT


def test_a_gap_names_what_has_not_arrived(desk: Desk) -> None:
    found = judge(SEEN, desk.outline(sequence=17, previous="f" * 64), "e" * 64)
    assert (found.standing, found.missing, found.notice) == (Standing.GAP, (14, 15, 16), None)


def test_a_late_bundle_fills_its_gap(desk: Desk) -> None:
    seen = {**SEEN, 17: "9" * 64}
    found = judge(seen, desk.outline(sequence=15, previous="8" * 64), "e" * 64)
    assert (found.standing, found.missing, found.notice) == (Standing.LATE, (14, 16), None)


def test_the_same_bundle_again_is_harmless(desk: Desk) -> None:
    found = judge(SEEN, desk.outline(sequence=13, previous="c" * 64), "d" * 64)
    assert found.standing is Standing.REPLAYED
    assert isinstance(found.notice, ReplayedBundle)
    assert str(found.notice) == "Bundle number 13 is already here. Nothing had to be done."


def test_another_bundle_of_the_same_number_is_an_alarm(desk: Desk) -> None:
    found = judge(SEEN, desk.outline(sequence=13, previous="c" * 64), "e" * 64)
    assert found.standing is Standing.CLONED
    assert isinstance(found.notice, ClonedDevice)


def test_a_bundle_that_follows_another_history_is_an_alarm(desk: Desk) -> None:
    found = judge(SEEN, desk.outline(sequence=14, previous="0" * 64), "e" * 64)
    assert found.standing is Standing.CLONED
    restored = judge(SEEN, desk.outline(sequence=14, previous=None), "e" * 64)
    assert restored.standing is Standing.CLONED


def test_an_absurd_number_does_not_list_a_million_missing_ones(desk: Desk) -> None:
    found = judge(SEEN, desk.outline(sequence=10**9), "e" * 64)
    assert found.standing is Standing.GAP
    assert len(found.missing) == 1_000
