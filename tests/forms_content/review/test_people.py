"""People come to their review: what changed is told, what is left leads on, and the client says what it was worth."""

from typing import Any

import pytest

from app.forms.entities import writes
from tests.forms_content.filled import LANGUAGES
from tests.forms_content.review.reviewing import PEOPLE, Review


def test_a_person_is_understood_as_expected(review: Review, person: dict[str, Any]) -> None:
    found = review.person(person)
    assert {name: found[name] for name in person["expect"]} == person["expect"], person["about"]


def test_a_filled_form_can_be_finished(review: Review, person: dict[str, Any]) -> None:
    found = review.person(person)
    assert found.problems() == []
    assert found.session.warnings == []


def test_the_same_answers_give_the_same_result_in_both_languages(
    review: Review, person: dict[str, Any]
) -> None:
    one, other = (review.person(person, language) for language in LANGUAGES)
    assert [one[name] for name in person["expect"]] == [other[name] for name in person["expect"]]


def test_nobody_is_asked_more_than_fifty_questions(review: Review, person: dict[str, Any]) -> None:
    assert review.person(person).asked() <= 50


def test_every_goal_of_the_plan_is_shown_in_the_clients_words(review: Review) -> None:
    found = review({})
    assert found["goals_count"] == "2"
    said = [found.label(f"goals_page/goal[{n}]/goal_said").strip() for n in (1, 2)]
    assert said == ["«Öýüm ýyly.» (möhleti: 01.12.2026)", "«Dermanlarymy wagtynda alýaryn.» (möhleti: —)"]
    signs = [found.is_shown(f"goals_page/goal[{n}]/goal_sign_said") for n in (1, 2)]
    assert signs == [True, False]
    assert [found[f"goals_page/goal[{n}]/goal_name"] for n in (1, 2)] == ["g1", "g2"]


def test_a_case_without_a_plan_is_reviewed_without_goals(review: Review) -> None:
    found = review({}, goals=())
    assert (found["goals_count"], found["goals_left"], found.problems()) == ("0", "0", [])
    assert not found.is_shown("goals_summary")


@pytest.mark.parametrize(
    ("result", "reached", "left"),
    [("reached", "2", "0"), ("partly", "0", "2"), ("not_yet", "0", "2"), ("no_longer", "0", "0")],
)
def test_goals_are_counted_by_their_result(review: Review, result: str, reached: str, left: str) -> None:
    found = review({"goal_result": result})
    assert (found["goals_reached"], found["goals_left"]) == (reached, left)
    assert found["need"] == ("needs_services" if left != "0" else "no_need")


def test_without_consent_goals_and_domains_are_left_alone(review: Review) -> None:
    found = review.person(PEOPLE["refuses_to_talk"])
    shown = [name for name in ("goal_result", "score_health", "private", "view_help") if found.is_shown(name)]
    assert shown == []
    assert found.is_shown("decision")


def test_violence_is_not_asked_about_when_another_adult_can_hear(review: Review) -> None:
    found = review(
        {"private": "no", "violence": "physical", "afraid_home": "yes", "danger_signs": "weapon"},
        last_safety="3",
    )
    names = ("safety_agree", "violence", "afraid_home", "danger_signs", "self_harm", "score_safety")
    assert [name for name in names if found.is_shown(name)] == []
    assert (found["reasons"], found["level_safety"], found["restricted"]) == ("", "", "0")


def test_a_child_below_fifteen_is_not_asked_in_private(review: Review) -> None:
    found = review({"violence": "physical"}, age="14", sex="m")
    assert [found.is_shown(name) for name in ("private", "violence", "score_safety")] == [False, False, True]
    assert found["reasons"] == ""
    assert review({}, age="15", sex="m").is_shown("violence")


def test_the_danger_signs_follow_only_on_violence_or_fear(review: Review) -> None:
    assert not review({}).is_shown("danger_signs")
    assert review({"violence": "economic"}).is_shown("danger_signs")
    assert review({"afraid_home": "yes"}).is_shown("plan_works")


def test_the_case_is_written_by_the_form(review: Review) -> None:
    (write,) = writes(review.person(PEOPLE["still_hungry"]).session)
    assert (write.dataset, write.id, write.create, write.update) == ("case", "c1", False, True)
    assert write.properties == {
        "risk": "high",
        "need": "needs_services",
        "target_group": "low_income",
        "restricted": "0",
        "next_visit": "2026-11-29",
    }


def test_a_case_that_is_to_be_closed_gets_no_further_dates(review: Review) -> None:
    found = review.person(PEOPLE["ready_to_close"])
    assert not found.is_shown("next_review")
    assert "next_visit" not in writes(found.session)[0].properties
