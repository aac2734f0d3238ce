"""Every rule of the comprehensive assessment fires where it should, nowhere else, and is explained in both languages."""

import pytest

from tests.forms_content.comprehensive_assessment.assessing import Assess
from tests.forms_content.filled import LANGUAGES
from tests.forms_content.test_one_language_of_forms import DOMAINS

# reason, its weight, and the answers that differ from those of a person whose life is in order
RULES = [
    ("afraid_home", "urgent", {"afraid_home": "yes"}),
    ("weapon", "urgent", {"violence": "economic", "weapon": "yes"}),
    ("threat_kill", "urgent", {"violence": "emotional", "threat_kill": "yes"}),
    ("strangling", "urgent", {"violence": "physical", "strangling": "yes"}),
    ("hurt_pregnant", "urgent", {"violence": "physical", "hurt_pregnant": "yes"}),
    ("pregnant_violence", "urgent", {"violence": "physical", "pregnancy": "yes"}),
    ("pregnant_violence", "urgent", {"violence": "sexual", "pregnancy": "unwanted"}),
    ("self_harm", "urgent", {"self_harm": "yes"}),
    ("child_danger", "urgent", {"seen": "child_danger"}),
    ("child_danger", "urgent", {"violence": "emotional", "children_hurt": "yes"}),
    ("cruelty", "urgent", {"seen": "adult_cruelty"}),
    ("cruelty", "urgent", {"child_concern": "hurt"}),
    ("neglect", "urgent", {"seen": "child_neglect"}),
    ("neglect", "urgent", {"children_page/child[2]/child_concern": "uncared"}),
    ("neglect", "urgent", {"substance": "yes", "dep_who": "spouse", "dep_harm": "uncared"}),
    ("no_care", "urgent", {"seen": "person_no_care"}),
    ("no_care", "urgent", {"modules_more": "older", "task_eat": "cannot", "care_by": "nobody"}),
    ("homeless", "urgent", {"housing_kind": "none"}),
    ("violence", "high", {"violence": "sexual"}),
    ("no_food", "high", {"food": "often_not"}),
    ("no_income", "high", {"income_sources": "none"}),
    ("house_danger", "high", {"housing_state": "dangerous"}),
    ("house_danger", "high", {"seen": "home_danger"}),
    ("eviction", "high", {"housing_kind": "rent", "stay": "leaving"}),
    ("care_gap", "high", {"daily_any": "some_help", "care_by": "nobody"}),
    ("care_gap", "high", {"modules_more": "older", "task_bathe": "with_help", "care_by": "family_short"}),
    ("no_medicines", "high", {"chronic": "diabetes", "medicines": "cannot"}),
    ("no_medicines", "high", {"medicines": "sometimes", "chronic": "cancer"}),
    ("without_care", "high", {"child_situation": "without_care"}),
    ("separation_risk", "high", {"child_situation": "separation_risk"}),
    ("newborn_risk", "high", {"pregnancy": "unwanted"}),
    ("child_work", "high", {"child_situation": "child_work"}),
    ("child_work", "high", {"children_page/child[2]/child_school": "works"}),
    ("pressure", "medium", {"violence": "economic"}),
    ("conflict", "medium", {"relations": "hard"}),
    ("substance", "medium", {"substance": "yes"}),
    ("substance", "medium", {"modules_more": "dependence", "dep_who": "parent"}),
    ("wg", "medium", {"modules_more": "disability", "wg_remembering": "a_lot_of_difficulty"}),
    ("serious_illness", "medium", {"chronic": "cancer"}),
    ("medicines_gap", "medium", {"chronic": "diabetes", "medicines": "sometimes"}),
    ("no_doctor", "medium", {"doctor": "no"}),
    ("aid_device", "medium", {"modules_more": "disability", "aid_device": "needs"}),
    ("mood", "medium", {"mood": "heavy"}),
    ("task_cannot", "medium", {"modules_more": "older", "task_shop": "cannot", "care_by": "family"}),
    ("falls", "medium", {"modules_more": "older", "falls": "often"}),
    ("home_access", "medium", {"modules_more": "disability", "access": "home"}),
    ("no_heating", "medium", {"home_needs": "heating"}),
    ("no_utilities", "medium", {"home_needs": "water toilet"}),
    ("food_gap", "medium", {"food": "sometimes_not"}),
    ("debts", "medium", {"money_worries": "debts"}),
    ("not_school", "medium", {"children_page/child[1]/child_school": "not_attending"}),
    ("child_disability", "medium", {"children_page/child[2]/child_difficulty": "official"}),
    ("from_home", "medium", {"child_situation": "from_home"}),
    ("care_leaver", "medium", {"modules_more": "care_leaver", "care_left": "year"}),
    ("care_leaver", "medium", {"modules_more": "care_leaver", "care_left": "five"}),
    ("law_contact", "medium", {"child_situation": "law_contact"}),
    ("law_contact", "medium", {"modules_more": "youth", "youth_law": "registered"}),
    ("runs_away", "medium", {"modules_more": "youth", "youth_away": "often"}),
    ("child_attention", "medium", {"child_concern": "sad"}),
    ("carer_strain", "medium", {"carer_rest": "no"}),
    ("no_identity", "medium", {"docs_missing": "passport"}),
    ("older_alone", "medium", {"age": "71", "lives_with": "alone"}),
    ("isolated", "medium", {"contacts": "never"}),
    ("isolated", "medium", {"supporters": "nobody"}),
    ("isolated", "medium", {"modules_more": "youth", "trusted_adult": "no"}),
    ("isolated", "medium", {"modules_more": "older", "checks": "nobody", "lives_with": "alone"}),
    ("benefit_gap", "low", {"money_worries": "benefit"}),
    ("disability_papers", "low", {"docs_missing": "expert_report"}),
    ("docs_missing", "low", {"docs_missing": "registration"}),
    ("legal", "low", {"legal_needs": "alimony"}),
    ("no_work", "low", {"work": "looking"}),
    ("kindergarten", "low", {"children_page/child[2]/child_school": "no_place"}),
]

# domain, the level that it has at least when one of these reasons fired
LEAST = [
    ("safety", 4, "afraid_home weapon threat_kill strangling hurt_pregnant pregnant_violence self_harm"),
    ("safety", 4, "child_danger cruelty neglect violence"),
    ("family", 4, "child_danger neglect without_care separation_risk newborn_risk"),
    ("daily", 4, "no_care care_gap"),
    ("housing", 4, "homeless house_danger eviction"),
    ("income", 4, "no_food no_income"),
    ("health", 4, "no_medicines"),
    ("education", 4, "child_work"),
    ("safety", 3, "pressure"),
    ("education", 3, "not_school"),
    ("documents", 3, "no_identity"),
    ("safety", 2, "conflict"),
    ("family", 2, "conflict substance child_disability from_home care_leaver law_contact runs_away"),
    ("family", 2, "child_attention carer_strain"),
    ("health", 2, "wg serious_illness medicines_gap no_doctor aid_device mood falls"),
    ("daily", 2, "task_cannot"),
    ("housing", 2, "home_access no_heating no_utilities"),
    ("income", 2, "food_gap debts benefit_gap no_work"),
    ("education", 2, "kindergarten"),
    ("documents", 2, "disability_papers docs_missing legal"),
    ("participation", 2, "older_alone isolated"),
]

# answers that say nothing for certain, and what is not a difficulty yet: none of them may raise anything
EVERYTHING = "disability older care_leaver youth dependence food"
SILENT: list[dict[str, str | None]] = [
    {"wg_seeing": "refused"},
    {"wg_walking": "not_known", "wg_hearing": "some_difficulty"},
    {"food": "refused"},
    {"food": "not_known"},
    {"money_worries": "refused"},
    {"money_worries": "bills treatment school earner"},
    {"chronic": "refused"},
    {"chronic": "not_known"},
    {"mood": "refused"},
    {"relations": "refused"},
    {"violence": "refused"},
    {"afraid_home": "refused"},
    {"self_harm": "refused"},
    {"substance": "refused"},
    {"dep_who": "refused", "dep_harm": "uncared"},
    {"pregnancy": "refused"},
    {"child_school": "refused"},
    {"child_difficulty": "not_known"},
    {"child_checkup": "not_known"},
    {"child_situation": "refused"},
    {"docs_missing": "not_known"},
    {"legal_needs": "refused"},
    {"housing_kind": "rent", "stay": "refused"},
    {"housing_kind": "rent", "stay": "unsure"},
    {"home_needs": "water repair space"},
    {"falls": "refused"},
    {"falls": "not_known"},
    {"access": "refused"},
    {"care_left": "refused"},
    {"youth_away": "refused", "youth_law": "refused", "youth_friends": "refused"},
    {"carer_rest": "refused"},
    {"trusted_adult": "refused"},
    {f"fies_{word}": "yes" for word in ("worried", "healthy", "few", "skipped", "less", "hungry")},
    {"fies_whole_day": "refused", "fies_ran_out": "not_known"},
]


def test_every_reason_of_the_form_is_proven_here(assess: Assess) -> None:
    names = [row["name"] for row in assess.form["survey"]]
    reasons = {name.removeprefix("reason_") for name in names if name.startswith("reason_")}
    assert {code for code, _, _ in RULES} == reasons


@pytest.mark.parametrize(("code", "weight", "answers"), RULES, ids=str)
def test_a_rule_fires_with_its_weight(
    assess: Assess, code: str, weight: str, answers: dict[str, str]
) -> None:
    found = assess(answers, age=answers.get("age", "38"))
    assert code in found["reasons"].split()
    assert found.is_shown(f"why_{code}")
    order = ("low", "medium", "high", "urgent")
    assert order.index(found["urgency"]) >= order.index(weight)
    assert found["need"] == ("no_need" if found["urgency"] == "low" else "needs_services")


@pytest.mark.parametrize(("code", "answers"), [(code, said) for code, _, said in RULES], ids=str)
def test_a_reason_lifts_its_domains_and_no_other(assess: Assess, code: str, answers: dict[str, str]) -> None:
    found = assess(answers, age=answers.get("age", "38"))
    fired = set(found["reasons"].split())
    expected = {
        domain: max(
            [level for of, level, codes in LEAST if of == domain and fired & set(codes.split())] or [1]
        )
        for domain in DOMAINS
    }
    assert {domain: int(found[f"least_{domain}"]) for domain in DOMAINS} == expected
    assert {domain: int(found[f"level_{domain}"]) for domain in DOMAINS} == expected
    assert {domain for domain in DOMAINS if found.is_shown(f"lifted_{domain}")} == {
        domain for domain in DOMAINS if expected[domain] > 1
    }
    assert any(code in codes.split() for _, _, codes in LEAST)


@pytest.mark.parametrize("answers", SILENT, ids=str)
def test_refused_and_unknown_answers_never_count(assess: Assess, answers: dict[str, str | None]) -> None:
    found = assess({"modules_more": EVERYTHING, **answers})
    assert (found["reasons"], found["urgency"]) == ("", "low")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_reason_is_told_in_the_language_of_the_screen(assess: Assess, language: str) -> None:
    found = assess({"home_needs": "heating"}, language=language)
    (row,) = [row for row in assess.form["survey"] if row["name"] == "why_no_heating"]
    assert found.label("why_no_heating") == row[f"label::{language}"]
