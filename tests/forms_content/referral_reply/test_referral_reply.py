"""What an agency answered: every state asks for what has to be known, and silence asks when to ask again."""

import pytest

from tests.forms_content.filled import Fill

LETTERS = [
    {"n": "1", "name": "r1", "agency": "Pensiýa gaznasy", "service": "u03", "on": "2026-10-30"},
    {"n": "2", "name": "r2", "agency": "Mekdep", "service": "", "on": "2026-11-20"},
]
ASKED = {
    "accepted": {"agreed", "answered_by"},
    "refused": {"refusal", "answered_by"},
    "done": {"done_words", "answered_by"},
    "withdrawn": {"withdrawn_why"},
    "no_answer": {"ask_again"},
}


@pytest.mark.parametrize("state", sorted(ASKED))
def test_each_state_asks_for_its_own(fill: Fill, state: str) -> None:
    every = set().union(*ASKED.values())
    filled = fill({"state": state, **dict.fromkeys(every)}, tables={"referrals": LETTERS})
    assert {name for name in every if filled.is_shown(name)} == ASKED[state]
    assert {problem.split()[0] for problem in filled.problems()} == ASKED[state]


def test_letters_that_wait_are_offered_by_their_agency(fill: Fill) -> None:
    assert fill(tables={"referrals": LETTERS}).options("which") == (
        ("r1", "Pensiýa gaznasy"),
        ("r2", "Mekdep"),
    )
    assert not fill().is_shown("which")


def test_letters_to_one_agency_are_told_apart_by_their_day(fill: Fill) -> None:
    assert "30.10.2026" in (fill({"which": "r1"}, tables={"referrals": LETTERS}).label("which_note") or "")
    assert "20.11.2026" in (fill({"which": "r2"}, tables={"referrals": LETTERS}).label("which_note") or "")


def test_a_letter_that_is_not_in_the_list_is_written_down(fill: Fill) -> None:
    filled = fill({"agency_typed": "", "sent_typed": ""}, tables={"referrals": LETTERS})
    assert filled.problems() == ["agency_typed required", "sent_typed required"]
    assert fill({"sent_typed": "2026-11-23"}).problems() == [
        "sent_typed constraint",
        "answered_on constraint",
    ]


def test_an_answer_does_not_come_before_its_letter_or_from_tomorrow(fill: Fill) -> None:
    for day in ("2026-10-29", "2026-11-23"):
        assert fill({"which": "r1", "answered_on": day}, tables={"referrals": LETTERS}).problems() == [
            "answered_on constraint"
        ]
    assert fill({"which": "r1", "answered_on": "2026-10-30"}, tables={"referrals": LETTERS}).problems() == []


@pytest.mark.parametrize(
    ("day", "fits"),
    [("2026-11-21", False), ("2026-11-22", True), ("2026-12-06", True), ("2026-12-07", False)],
)
def test_one_asks_again_within_two_weeks(fill: Fill, day: str, fits: bool) -> None:
    filled = fill({"state": "no_answer", "ask_again": day})
    assert filled.problems() == ([] if fits else ["ask_again constraint"])


@pytest.mark.parametrize("state", ["refused", "no_answer"])
def test_a_refusal_and_silence_need_a_next_step(fill: Fill, state: str) -> None:
    assert fill({"state": state, "next_step": None}).problems() == ["next_step required"]
    assert fill({"state": "done", "next_step": None}).problems() == []
