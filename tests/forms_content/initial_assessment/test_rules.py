"""Every rule of the initial assessment fires where it should, nowhere else, and is explained in both languages."""

import pytest

from app.forms.authoring.tables import Tables
from tests.forms_content.initial_assessment.assessing import Assess

# reason, its weight, and the answers that differ from those of a person whose life is in order
RULES = [
    ("afraid_home", "urgent", {"afraid_home": "yes"}),
    ("weapon", "urgent", {"violence": "economic", "weapon": "yes"}),
    ("threat_kill", "urgent", {"violence": "emotional", "threat_kill": "yes"}),
    ("strangling", "urgent", {"violence": "physical", "strangling": "yes"}),
    ("hurt_pregnant", "urgent", {"violence": "physical", "hurt_pregnant": "yes"}),
    ("self_harm", "urgent", {"self_harm": "yes"}),
    ("child_danger", "urgent", {"seen": "child_danger"}),
    ("cruelty", "urgent", {"seen": "adult_cruelty"}),
    ("cruelty", "urgent", {"child_attention": "yes", "child_concern": "hurt"}),
    ("neglect", "urgent", {"seen": "child_neglect"}),
    ("neglect", "urgent", {"child_attention": "yes", "child_concern": "uncared"}),
    ("no_care", "urgent", {"seen": "person_no_care"}),
    ("no_care", "urgent", {"daily_any": "some_help", "task_eat": "cannot", "care_by": "nobody"}),
    ("homeless", "urgent", {"housing_kind": "none"}),
    ("violence", "high", {"violence": "sexual"}),
    ("no_food", "high", {"food": "often_not"}),
    ("no_income", "high", {"income_sources": "none"}),
    ("house_danger", "high", {"housing_state": "dangerous"}),
    ("house_danger", "high", {"seen": "home_danger"}),
    ("care_gap", "high", {"daily_any": "some_help", "task_wash": "with_help", "care_by": "family_short"}),
    ("no_medicines", "high", {"chronic": "diabetes", "medicines": "cannot"}),
    ("no_medicines", "high", {"medicines": "sometimes", "chronic": "cancer"}),
    ("without_care", "high", {"child_situation": "without_care"}),
    ("separation_risk", "high", {"child_situation": "separation_risk"}),
    ("newborn_risk", "high", {"pregnancy": "unwanted"}),
    ("child_work", "high", {"child_situation": "child_work"}),
    ("pressure", "medium", {"violence": "economic"}),
    ("conflict", "medium", {"relations": "hard"}),
    ("substance", "medium", {"substance": "yes"}),
    ("wg", "medium", {"wg_remembering": "a_lot_of_difficulty"}),
    ("wg", "medium", {"wg_communicating": "cannot_do", "wg_seeing": "refused"}),
    ("serious_illness", "medium", {"chronic": "cancer"}),
    ("serious_illness", "medium", {"chronic": "diabetes blood_pressure heart"}),
    ("medicines_gap", "medium", {"chronic": "diabetes", "medicines": "sometimes"}),
    ("no_doctor", "medium", {"doctor": "no"}),
    ("aid_device", "medium", {"aid_device": "needs"}),
    ("mood", "medium", {"mood": "heavy"}),
    ("task_cannot", "medium", {"daily_any": "some_help", "task_out": "cannot", "care_by": "family"}),
    ("no_heating", "medium", {"heating": "no"}),
    ("no_utilities", "medium", {"lacks": "water toilet"}),
    ("food_gap", "medium", {"food": "sometimes_not"}),
    ("debts", "medium", {"debts": "cannot_pay"}),
    ("not_school", "medium", {"school": "not_all"}),
    ("child_disability", "medium", {"child_disability": "worry"}),
    ("from_home", "medium", {"child_situation": "from_home"}),
    ("care_leaver", "medium", {"age": "20", "care_leaver": "yes"}),
    ("law_contact", "medium", {"child_situation": "law_contact"}),
    ("child_attention", "medium", {"child_attention": "yes", "child_concern": "sad"}),
    ("no_identity", "medium", {"docs_missing": "passport"}),
    ("older_alone", "medium", {"age": "71", "lives_with": "alone"}),
    ("isolated", "medium", {"contacts": "never"}),
    ("isolated", "medium", {"supporters": "nobody"}),
    ("benefit_gap", "low", {"benefit_gap": "yes"}),
    ("disability_papers", "low", {"docs_missing": "expert_report"}),
    ("docs_missing", "low", {"docs_missing": "registration"}),
    ("legal", "low", {"legal_question": "yes"}),
    ("no_work", "low", {"work": "looking"}),
    ("kindergarten", "low", {"school": "kindergarten"}),
]

# answers that say nothing for certain, and the difficulty that is not one yet: none of them may raise anything
SILENT = [
    {"wg_seeing": "refused"},
    {"wg_walking": "not_known", "wg_hearing": "some_difficulty"},
    {"food": "refused"},
    {"debts": "refused"},
    {"chronic": "refused"},
    {"mood": "refused"},
    {"relations": "refused"},
    {"violence": "refused"},
    {"afraid_home": "refused"},
    {"self_harm": "refused"},
    {"substance": "refused"},
    {"pregnancy": "refused"},
    {"school": "refused"},
    {"child_situation": "refused"},
    {"docs_missing": "not_known"},
    {"benefits": "not_known", "benefit_gap": "not_known"},
]


def test_every_reason_of_the_form_is_proven_here(form: Tables) -> None:
    names = [row["name"] for row in form["survey"]]
    reasons = {name.removeprefix("reason_") for name in names if name.startswith("reason_")}
    assert {code for code, _, _ in RULES} == reasons


@pytest.mark.parametrize(("code", "weight", "answers"), RULES, ids=str)
def test_a_rule_fires_with_its_weight(
    assess: Assess, code: str, weight: str, answers: dict[str, str]
) -> None:
    found = assess(answers)
    assert code in found["reasons"].split()
    assert found.is_shown(f"why_{code}")
    order = ("low", "medium", "high", "urgent")
    assert order.index(found["urgency"]) >= order.index(weight)
    assert found["need"] == ("no_need" if found["urgency"] == "low" else "needs_services")


@pytest.mark.parametrize("answers", SILENT, ids=str)
def test_refused_and_unknown_answers_never_count(assess: Assess, answers: dict[str, str]) -> None:
    found = assess(answers)
    assert (found["reasons"], found["urgency"]) == ("", "low")


@pytest.mark.parametrize("language", ["Türkmen (tk)", "Русский (ru)"])
def test_a_reason_is_told_in_the_language_of_the_screen(assess: Assess, form: Tables, language: str) -> None:
    found = assess({"debts": "cannot_pay"}, language=language)
    (row,) = [row for row in form["survey"] if row["name"] == "why_debts"]
    assert found.label("why_debts") == row[f"label::{language}"]


@pytest.mark.parametrize("unheard", [{"consent_assess": "no"}, {"private": "no"}, {"safety_agree": "no"}])
@pytest.mark.parametrize("before", ["urgent", "high", "medium", "low", ""])
def test_who_was_not_heard_alone_is_no_safer_than_before(
    assess: Assess, unheard: dict[str, str], before: str
) -> None:
    found = assess(unheard, case={"name": "c1", "sex": "f", "age": "38", "risk": before})
    assert found["urgency"] == (before or "low")
    assert found.is_shown("kept_risk") is (before not in ("low", ""))


def test_who_was_heard_alone_may_have_become_safer(assess: Assess) -> None:
    assert assess({}, case={"name": "c1", "sex": "f", "age": "38", "risk": "urgent"})["urgency"] == "low"


def test_another_group_may_be_chosen_though_the_urgency_is_right(assess: Assess) -> None:
    own = {"agree": "no", "urgency_opinion": "low", "override_reason": "Maşgala çagaly, goldaw gerek"}
    assert assess(own).problems() == ["urgency_opinion constraint"]
    found = assess({**own, "target_group_opinion": "family_with_children"})
    assert (found.problems(), found["target_group"], found["urgency"]) == ([], "family_with_children", "low")


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"self_harm": "yes"}, "do_self_harm"),
        ({"housing_kind": "none"}, "do_homeless"),
        ({"violence": "sexual"}, "open_violence"),
        ({"seen": "child_danger"}, "open_cruelty"),
        ({"seen": "person_no_care"}, "open_neglect"),
    ],
)
def test_an_urgent_reason_says_what_to_do_at_once(assess: Assess, answers: dict[str, str], told: str) -> None:
    notes = ("do_self_harm", "do_homeless", "open_violence", "open_cruelty", "open_neglect")
    found = assess(answers)
    assert [name for name in notes if found.is_shown(name)] == [told]


def test_a_talk_that_is_still_due_is_the_next_step_and_the_next_visit(assess: Assess) -> None:
    found = assess({"private": "no", "private_date": "2026-11-25"})
    assert found["next_step"] == "none"
    assert (found.is_shown("next_private"), found.is_shown("next_none")) == (True, False)
    assert found.written("case")[0]["next_visit"] == "2026-11-25"
    spoken = assess({})
    assert (spoken.is_shown("next_private"), spoken.is_shown("next_none")) == (False, True)
