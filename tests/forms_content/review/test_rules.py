"""Every rule of the review fires where it should, nowhere else, and lifts its domain's level."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.forms_content.review.reviewing import Review
from tests.forms_content.test_one_language_of_forms import DOMAINS

# reason, its weight, the answers that differ from those of a person whose life is in order, the domain and its least level
RULES = [
    ("afraid_home", "urgent", {"afraid_home": "yes"}, "safety", "4"),
    ("weapon", "urgent", {"violence": "economic", "danger_signs": "weapon"}, "safety", "4"),
    ("threat_kill", "urgent", {"violence": "emotional", "danger_signs": "threat_kill"}, "safety", "4"),
    ("strangling", "urgent", {"violence": "physical", "danger_signs": "strangling"}, "safety", "4"),
    ("hurt_pregnant", "urgent", {"violence": "physical", "danger_signs": "hurt_pregnant"}, "safety", "4"),
    ("self_harm", "urgent", {"self_harm": "yes"}, "safety", "4"),
    ("child_danger", "urgent", {"violence": "emotional", "danger_signs": "children_hurt"}, "family", "4"),
    ("child_danger", "urgent", {"seen": "child_danger"}, "safety", "4"),
    ("cruelty", "urgent", {"seen": "child_cruelty"}, "safety", "4"),
    ("cruelty", "urgent", {"seen": "adult_cruelty"}, "safety", "4"),
    ("neglect", "urgent", {"seen": "child_neglect"}, "family", "4"),
    ("no_care", "urgent", {"seen": "person_no_care"}, "daily", "4"),
    ("no_care", "urgent", {"hard_now": "no_care"}, "daily", "4"),
    ("homeless", "urgent", {"hard_now": "homeless"}, "housing", "4"),
    ("violence", "high", {"violence": "sexual"}, "safety", "4"),
    ("no_food", "high", {"hard_now": "no_food"}, "income", "4"),
    ("no_income", "high", {"hard_now": "no_income"}, "income", "4"),
    ("house_danger", "high", {"hard_now": "house_danger"}, "housing", "4"),
    ("house_danger", "high", {"seen": "home_danger"}, "housing", "4"),
    ("eviction", "high", {"hard_now": "eviction"}, "housing", "4"),
    ("care_gap", "high", {"hard_now": "care_gap"}, "daily", "4"),
    ("no_medicines", "high", {"hard_now": "no_medicines"}, "health", "4"),
    ("without_care", "high", {"hard_now": "without_care"}, "family", "4"),
    ("separation_risk", "high", {"hard_now": "separation_risk"}, "family", "4"),
    ("child_work", "high", {"hard_now": "child_work"}, "education", "4"),
    ("pressure", "medium", {"violence": "emotional"}, "safety", "3"),
    ("not_school", "medium", {"hard_now": "not_school"}, "education", "3"),
    ("no_identity", "medium", {"hard_now": "no_identity"}, "documents", "3"),
    ("benefit_gap", "low", {"hard_now": "benefit_gap"}, "income", "2"),
    ("no_work", "low", {"hard_now": "no_work"}, "income", "2"),
]
SILENT: list[dict[str, str | None]] = [
    {"hard_now": "refused"},
    {"violence": "refused"},
    {"afraid_home": "refused"},
    {"self_harm": "refused"},
    {"view_change": "refused", "view_help": "refused"},
    {"view_change": "worse", "view_help": "no"},
]


def test_every_reason_of_the_form_is_proven_here(review: Review) -> None:
    names = [row["name"] for row in review.form["survey"]]
    reasons = {name.removeprefix("reason_") for name in names if name.startswith("reason_")}
    assert {code for code, *_ in RULES} == reasons


@pytest.mark.parametrize(("code", "weight", "answers", "domain", "least"), RULES, ids=str)
def test_a_rule_fires_with_its_weight_and_lifts_the_level(
    review: Review, code: str, weight: str, answers: dict[str, str], domain: str, least: str
) -> None:
    found = review(answers)
    assert code in found["reasons"].split()
    assert found.is_shown(f"why_{code}")
    order = ("low", "medium", "high", "urgent")
    assert order.index(found["urgency"]) >= order.index(weight)
    assert (found[f"least_{domain}"], found[f"level_{domain}"]) == (least, least)
    assert found.is_shown(f"lifted_{domain}")


@pytest.mark.parametrize("answers", SILENT, ids=str)
def test_refused_answers_never_count(review: Review, answers: dict[str, str | None]) -> None:
    found = review(answers)
    assert (found["reasons"], found["urgency"]) == ("", "low")


def test_a_refused_sign_of_danger_is_no_danger(review: Review) -> None:
    assert review({"violence": "emotional", "danger_signs": "refused"})["reasons"] == "pressure"


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_levels_change_and_urgency_follow_from_scores_and_facts(data: st.DataObject, review: Review) -> None:
    scores = {f"score_{domain}": data.draw(st.sampled_from("1234")) for domain in DOMAINS}
    last = {f"last_{domain}": data.draw(st.sampled_from(["", *"1234"])) for domain in DOMAINS}
    facts: dict[str, str] = data.draw(st.sampled_from([{}, *(answers for _, _, answers, *_ in RULES)]))
    found = review({**scores, **facts}, case=last)
    for domain in DOMAINS:
        level, before = found[f"level_{domain}"], last[f"last_{domain}"]
        assert level == max(scores[f"score_{domain}"], found[f"least_{domain}"])
        change = "better" if level < before else "worse" if level > before else "same"
        assert found[f"change_{domain}"] == (change if before else "")
        assert found.is_shown(f"red_{domain}") == (level == "4")
    weights = [weight for weight in ("urgent", "high", "medium") if found[f"count_{weight}"] != "0"]
    hard = "medium" if found["concern_domains"] != "0" else "low"
    assert found["urgency_rule"] == (weights or [hard])[0]
    assert found.session.warnings == []


@pytest.mark.parametrize("unheard", [{"consent_assess": "no"}, {"private": "no"}, {"safety_agree": "no"}])
@pytest.mark.parametrize("before", ["urgent", "high", "medium"])
def test_who_was_not_heard_alone_is_no_safer_than_before(
    review: Review, unheard: dict[str, str], before: str
) -> None:
    found = review(unheard, risk=before)
    assert (found["urgency_found"], found["urgency"]) == ("low", before)
    assert found.is_shown("kept_risk")
    assert found.written("case")[0]["risk"] == before
    own = {"agree": "no", "urgency_opinion": "low", "override_reason": "Indi aýry ýaşaýar, howp ýok"}
    assert review({**unheard, **own}, risk=before)["urgency"] == "low"


def test_who_was_heard_alone_may_have_become_safer(review: Review) -> None:
    found = review({}, risk="urgent")
    assert (found["urgency"], found.is_shown("kept_risk")) == ("low", False)
