"""People as social workers meet them get the urgency, the need and the next step one would expect, with reasons."""

from typing import Any

import pytest

from app.forms.authoring.tables import Tables
from tests.forms_content.initial_assessment.assessing import Assess

LANGUAGES = ("Türkmen (tk)", "Русский (ru)")


def test_a_person_is_understood_as_expected(assess: Assess, person: dict[str, Any]) -> None:
    found = assess(person["answers"], case=person["case"])
    assert {name: found[name] for name in person["expect"]} == person["expect"], person["about"]


def test_a_filled_form_can_be_finished(assess: Assess, person: dict[str, Any]) -> None:
    found = assess(person["answers"], case=person["case"])
    assert found.problems() == []
    assert found.session.warnings == []


def test_nobody_is_asked_more_than_seventy_questions(
    assess: Assess, person: dict[str, Any], form: Tables
) -> None:
    found = assess(person["answers"], case=person["case"])
    asked = ("select_one", "select_multiple", "integer", "date", "text")
    names = [row["name"] for row in form["survey"] if row["type"].split()[0] in asked]
    assert sum(found.is_shown(name) for name in names) <= 70


def test_the_same_answers_give_the_same_result_in_both_languages(
    assess: Assess, person: dict[str, Any]
) -> None:
    results = [
        assess(person["answers"], case=person["case"], language=language)["reasons"] for language in LANGUAGES
    ]
    assert results[0] == results[1]


def test_violence_is_never_asked_about_when_another_adult_is_present(assess: Assess) -> None:
    found = assess({"private": "no", "violence": "physical", "afraid_home": "yes"})
    assert not any(
        found.is_shown(name) for name in ("safety_agree", "violence", "afraid_home", "weapon", "self_harm")
    )
    assert found.is_shown("not_private")
    assert (found["reasons"], found["level_safety"], found["restricted"]) == ("", "", "0")


def test_the_private_talk_is_not_offered_for_a_child_under_fifteen(assess: Assess) -> None:
    found = assess({"assent": "yes"}, case={"sex": "m", "age": "14"})
    assert not found.is_shown("private")
    assert not found.is_shown("violence")


def test_a_case_that_gives_sex_and_age_is_not_asked_for_them(assess: Assess) -> None:
    assert not assess({}).is_shown("age_in")
    assert not assess({}).is_shown("sex_in")
    assert assess({}, case={}).is_shown("age_in")
    assert assess({}, case={"sex": "m", "age": ""}).is_shown("age_in")


@pytest.mark.parametrize(("age", "asked"), [("4", False), ("5", True), ("90", True), ("", True)])
def test_the_washington_group_questions_begin_at_five(assess: Assess, age: str, asked: bool) -> None:
    assert assess({}, case={"sex": "f", "age": age}).is_shown("wg_seeing") is asked


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_washington_group_questions_are_read_with_their_answers(assess: Assess, language: str) -> None:
    node = assess({}, language=language).session.node("/data/functioning/wg_seeing")
    assert [code for code, _ in node.options] == [
        "no_difficulty",
        "some_difficulty",
        "a_lot_of_difficulty",
        "cannot_do",
        "refused",
        "not_known",
    ]
    assert node.hint in ("Jogaplary sesli okap beriň.", "Прочитайте варианты ответа вслух.")


def test_the_workers_own_view_counts_and_needs_a_reason(assess: Assess) -> None:
    found = assess({"agree": "no", "urgency_opinion": "high"})
    assert (found["urgency_rule"], found["urgency"], found["need"]) == ("low", "high", "needs_services")
    assert found.problems() == ["override_reason required"]
    found.session.set("/data/opinion/override_reason", "Goňşular gorkýar")
    assert found.problems() == []


def test_a_view_that_equals_the_rule_or_a_reason_of_one_word_is_refused(assess: Assess) -> None:
    found = assess({"agree": "no", "urgency_opinion": "low", "override_reason": "Şeýle"})
    assert found.problems() == ["urgency_opinion constraint", "override_reason constraint"]


def test_agreeing_after_all_takes_the_own_view_back(assess: Assess) -> None:
    found = assess(
        {"agree": "no", "urgency_opinion": "urgent", "override_reason": "Howp bar diýip pikir edýärin"}
    )
    assert (found["urgency"], found["next_step"]) == ("urgent", "urgent_protocol")
    found.session.set("/data/opinion/agree", "yes")
    assert (found["urgency"], found["next_step"]) == ("low", "none")


def test_none_cannot_stand_beside_another_answer(assess: Assess) -> None:
    assert assess({"benefits": "none old_age"}).problems() == ["benefits constraint"]


def test_the_talk_cannot_lie_in_the_future(assess: Assess) -> None:
    found = assess({"visit_date": "2026-11-23"})
    assert found.problems() == ["visit_date constraint"]
    assert assess({})["visit_date"] == "2026-11-22"


def test_a_second_child_is_described_beside_the_first(assess: Assess) -> None:
    found = assess({"child_attention": "yes", "child_age": "9", "child_concern": "sad"})
    found.session.add("/data/child")
    found.session.set("/data/child[2]/child_concern", "hurt")
    assert found["child_concerns"] == "sad hurt"
    assert found["urgency"] == "urgent"
    found.session.remove("/data/child", 1)
    assert found["reasons"] == "child_attention"
