"""A review ends with a decision, its reason, and dates that follow from how pressing the help is."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.forms_content.review.reviewing import Review

URGENCIES: dict[str, dict[str, str | None]] = {
    "urgent": {"self_harm": "yes"},
    "high": {"hard_now": "no_food"},
    "medium": {"score_health": "3"},
    "low": {},
}
DAYS = {"urgent": (30, 3), "high": (91, 7), "medium": (182, 30), "low": (365, 90)}
TODAY = date(2026, 11, 22)


def _after(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


@pytest.mark.parametrize("urgency", list(URGENCIES))
def test_the_dates_follow_from_the_urgency(review: Review, urgency: str) -> None:
    found = review(URGENCIES[urgency])
    until_review, until_visit = DAYS[urgency]
    assert found["urgency"] == urgency
    assert (found["next_review"], found["next_visit"]) == (_after(until_review), _after(until_visit))
    assert found.problems() == []


def test_the_workers_own_view_moves_the_dates(review: Review) -> None:
    own = {"agree": "no", "urgency_opinion": "high", "override_reason": "Ýagdaý durnukly däl"}
    assert review(own)["next_review"] == _after(91)


def test_both_dates_may_be_changed(review: Review) -> None:
    found = review({})
    found.set("next_review", _after(200))
    found.set("next_visit", _after(5))
    assert (found["next_review"], found["next_visit"], found.problems()) == (_after(200), _after(5), [])
    found.set("decision_reason", "Indi başga sebäp bar")
    assert found["next_review"] == _after(200)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(review_in=st.integers(-40, 420), visit_in=st.integers(-40, 420))
def test_only_days_within_the_next_year_are_taken(review_in: int, visit_in: int, review: Review) -> None:
    found = review({"next_review": _after(review_in), "next_visit": _after(visit_in)})
    wrong = [] if 0 < review_in <= 366 else ["next_review constraint"]
    wrong += [] if 0 <= visit_in <= 366 else ["next_visit constraint"]
    assert found.problems() == wrong
    assert found.is_shown("visit_late") == (visit_in > 90)


def test_a_case_in_danger_cannot_be_closed(review: Review) -> None:
    found = review({"self_harm": "yes", "decision": "close"})
    assert "decision constraint" in found.problems()
    assert review({"decision": "close"}).problems() == []


def test_closing_with_something_left_is_warned_of(review: Review) -> None:
    assert not review({"decision": "close"}).is_shown("close_careful")
    assert review({"decision": "close", "goal_result": "partly"}).is_shown("close_careful")
    assert review({"decision": "close", "score_income": "3"}).is_shown("close_careful")


@pytest.mark.parametrize(
    ("decision", "step"), [("continue", "none"), ("change", "plan"), ("close", "closure")]
)
def test_the_decision_leads_to_the_next_step(review: Review, decision: str, step: str) -> None:
    found = review({"decision": decision})
    assert found["next_step"] == step
    assert found.is_shown(f"next_{step}")


def test_a_decision_needs_a_reason_in_words(review: Review) -> None:
    assert review({"decision_reason": None}).problems() == ["decision_reason required"]
    assert review({"decision_reason": "Bolýar"}).problems() == ["decision_reason constraint"]
