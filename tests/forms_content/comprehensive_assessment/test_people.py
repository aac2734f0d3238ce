"""People as social workers meet them get the levels, the urgency and the next step one would expect, with reasons."""

import re
from typing import Any

import pytest

from app.forms.entities import writes
from app.forms.navigator import Navigator
from tests.forms_content.comprehensive_assessment.assessing import PEOPLE, Assess
from tests.forms_content.filled import LANGUAGES, Filled
from tests.forms_content.test_one_language_of_forms import DOMAINS

MOST_ON_A_PAGE = 12


def test_a_person_is_understood_as_expected(assess: Assess, person: dict[str, Any]) -> None:
    found = assess.person(person)
    assert {name: found[name] for name in person["expect"]} == person["expect"], person["about"]


def test_a_filled_form_can_be_finished(assess: Assess, person: dict[str, Any]) -> None:
    found = assess.person(person)
    assert found.problems() == []
    assert found.session.warnings == []


def test_the_same_answers_give_the_same_result_in_both_languages(
    assess: Assess, person: dict[str, Any]
) -> None:
    one, other = (assess.person(person, language) for language in LANGUAGES)
    assert one["reasons"] == other["reasons"]
    assert [one[f"level_{domain}"] for domain in DOMAINS] == [other[f"level_{domain}"] for domain in DOMAINS]


@pytest.mark.parametrize(
    ("name", "most"),
    [("alone_and_well", 65), ("quiet", 80), ("many_illnesses_alone", 90), ("father_drinks", 90)],
)
def test_a_person_is_asked_no_more_than_the_life_asks_for(assess: Assess, name: str, most: int) -> None:
    assert assess.person(PEOPLE[name]).asked() <= most


def test_no_page_asks_more_than_a_dozen_questions(assess: Assess, person: dict[str, Any]) -> None:
    found = assess.person(person)
    asked = {page.title: _asked_on(found, page.paths) for page in Navigator(found.session).pages()}
    assert {title: number for title, number in asked.items() if number > MOST_ON_A_PAGE} == {}


def _asked_on(found: Filled, paths: tuple[str, ...]) -> int:
    """Return how many questions a page asks; of entries that are alike, the first."""
    states = [found.session.node(path) for path in paths if not re.search(r"\[([2-9]|\d\d)\]", path)]
    return sum(
        one.relevant and not one.readonly and one.type != "note" and one.appearance != "label"
        for one in states
    )


def test_what_is_known_is_not_asked_again(assess: Assess) -> None:
    known, unknown = assess({}), assess.person(PEOPLE["unknown_to_the_program"])
    asked = ("sex_in", "age_in", "consent_by", "consent_words")
    assert [known.is_shown(name) for name in asked] == [False] * 4
    assert [unknown.is_shown(name) for name in asked] == [True] * 4
    assert known.is_shown("consent_reminder")


def test_without_consent_nothing_is_asked_but_what_was_seen(assess: Assess) -> None:
    found = assess.person(PEOPLE["no_consent_but_danger"])
    assert found.asked() <= 5
    assert found.is_shown("no_consent")
    assert found.is_shown("seen")
    assert not any(found.is_shown(f"score_{domain}") for domain in DOMAINS)


def test_every_red_domain_asks_for_a_goal(assess: Assess) -> None:
    found = assess({f"score_{domain}": "4" for domain in DOMAINS})
    assert found["red_domains"] == "9"
    assert all(found.is_shown(f"red_{domain}") for domain in DOMAINS)
    assert not any(assess({"score_health": "3"}).is_shown(f"red_{domain}") for domain in DOMAINS)


def test_the_case_is_written_by_the_form(assess: Assess) -> None:
    (write,) = writes(assess.person(PEOPLE["father_drinks"]).session)
    assert (write.dataset, write.id, write.create, write.update) == ("case", "c1", False, True)
    assert write.properties == {
        "risk": "urgent",
        "need": "needs_services",
        "target_group": "dependence",
        "restricted": "1",
    }


def test_the_group_of_the_case_stays_beside_what_is_found(assess: Assess) -> None:
    assert assess({}, target_group="chronic")["target_group"] == "chronic"
    found = assess({"violence": "physical"}, target_group="chronic")
    assert found["target_groups"] == "gbv_woman chronic family_with_children"
    assert found["target_group"] == "gbv_woman"


def test_the_workers_own_view_counts_and_needs_a_reason(assess: Assess) -> None:
    found = assess({"agree": "no", "urgency_opinion": "high"})
    assert (found["urgency_rule"], found["urgency"], found["next_step"]) == ("low", "high", "plan")
    assert found.problems() == ["override_reason required"]
    found.set("override_reason", "Goňşular gorkýar")
    assert found.problems() == []


def test_a_level_needs_a_reason_in_words(assess: Assess) -> None:
    assert assess({"why_level_health": None}).problems() == ["why_level_health required"]
    assert assess({"why_level_health": "Gowy"}).problems() == ["why_level_health constraint"]


def test_too_many_unanswered_questions_are_told(assess: Assess) -> None:
    assert not assess({"food": "refused"}).is_shown("unsaid")
    assert assess({"food": "refused", "mood": "refused"}).is_shown("unsaid")
