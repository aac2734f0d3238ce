"""The scores count what they say they count, whatever is answered: difficulties, everyday tasks, food, levels."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.forms_content.comprehensive_assessment.assessing import Assess
from tests.forms_content.test_one_language_of_forms import DOMAINS

WG = ("seeing", "hearing", "walking", "remembering", "selfcare", "communicating")
DIFFICULTY = ("no_difficulty", "some_difficulty", "a_lot_of_difficulty", "cannot_do")
TASKS = (
    *("stand", "walk", "bathe", "dress", "toilet", "eat"),
    *("meal", "clean", "shop", "travel", "medicine", "money"),
)
POINTS = {"alone": 0, "with_help": 1, "cannot": 2}
FIES = ("worried", "healthy", "few", "skipped", "less", "ran_out", "hungry", "whole_day")
SOME = settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def _each(prefix: str, names: tuple[str, ...], codes: tuple[str, ...]) -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries({f"{prefix}_{name}": st.sampled_from(codes) for name in names})


@SOME
@given(said=_each("wg", WG, (*DIFFICULTY, "refused", "not_known")))
def test_disability_is_a_lot_of_difficulty_in_any_domain(said: dict[str, str], assess: Assess) -> None:
    found = assess({"modules_more": "disability", **said})
    answered = [code for code in said.values() if code in DIFFICULTY]
    disabled = any(DIFFICULTY.index(code) >= 2 for code in answered)
    assert found["wg_answered"] == str(len(answered))
    assert found["wg_disability"] == (str(int(disabled)) if answered else "")
    assert found["wg_cannot"] == str(int("cannot_do" in answered))
    assert found["reasons"] == ("wg" if disabled else "")
    assert found["unanswered"] == str(len(WG) - len(answered))


@SOME
@given(said=_each("task", TASKS, (*POINTS, "")))
def test_tasks_count_nothing_alone_one_with_help_two_when_impossible(
    said: dict[str, str], assess: Assess
) -> None:
    found = assess({"modules_more": "older", "care_by": "family", **said})
    given_ = [code for code in said.values() if code]
    assert found["tasks_score"] == str(sum(POINTS[code] for code in given_))
    assert found["tasks_answered"] == str(len(given_))
    assert found["tasks_cannot"] == str(given_.count("cannot"))
    assert ("task_cannot" in found["reasons"].split()) == ("cannot" in given_)
    assert f"{found['tasks_score']} / 24" in found.label("tasks_total")


@SOME
@given(said=_each("fies", FIES, ("yes", "no", "refused", "not_known", "")))
def test_the_food_score_is_the_bare_number_of_yes_and_only_of_eight_answers(
    said: dict[str, str], assess: Assess
) -> None:
    found = assess({"modules_more": "food", **said})
    codes = list(said.values())
    answered = codes.count("yes") + codes.count("no")
    assert found["fies_yes"] == str(codes.count("yes"))
    assert found["fies_answered"] == str(answered)
    assert found["fies_score"] == (str(codes.count("yes")) if answered == 8 else "")
    assert found.is_shown("fies_total") == (answered == 8)
    assert found.is_shown("fies_part") == (0 < answered < 8)
    assert (found["reasons"], found["urgency"], found["level_income"]) == ("", "low", "1")


def test_the_source_of_the_food_questions_is_named(assess: Assess) -> None:
    for language in ("Türkmen (tk)", "Русский (ru)"):
        label = assess({"modules_more": "food"}, language=language).label("fies_thanks")
        assert "FIES" in label
        assert "FAO" in label or "ФАО" in label


@SOME
@given(
    said=st.fixed_dictionaries({f"score_{d}": st.sampled_from("1234") for d in DOMAINS}),
    last=st.fixed_dictionaries({f"last_{d}": st.sampled_from(["", *"1234"]) for d in DOMAINS}),
)
def test_levels_are_the_workers_scores_and_the_change_is_told_against_the_last(
    said: dict[str, str], last: dict[str, str], assess: Assess
) -> None:
    found = assess(said, last_on="2026-06-01", case=last)
    for domain in DOMAINS:
        level, before = found[f"level_{domain}"], last[f"last_{domain}"]
        assert level == said[f"score_{domain}"]
        better = "better" if level < before else "worse" if level > before else "same"
        assert found[f"change_{domain}"] == (better if before else "")
        assert found.is_shown(f"before_{domain}") == bool(before)
        told = [word for word in ("better", "same", "worse") if found.is_shown(f"{word}_{domain}")]
        assert told == ([better] if before else [])
    levels = list(said.values())
    assert found["red_domains"] == str(levels.count("4"))
    assert found["concern_domains"] == str(sum(level >= "3" for level in levels))
    assert found["urgency_rule"] == ("medium" if max(levels) >= "3" else "low")


def test_the_last_level_is_told_with_its_day(assess: Assess) -> None:
    found = assess({}, last_on="2026-06-01", last_health="3")
    assert found.label("before_health").strip() == "Öňki dereje (01.06.2026): 3."
    assert "3 → 1" in found.label("all_better_health")
    undated = assess({}, last_health="3")
    assert undated.label("before_health").strip() == "Öňki dereje (—): 3."


def test_facts_lift_a_level_that_was_scored_too_low_and_say_so(assess: Assess) -> None:
    found = assess({"housing_kind": "none", "score_housing": "1"})
    assert (found["least_housing"], found["level_housing"]) == ("4", "4")
    assert found.is_shown("lifted_housing")
    assert "4" in found.label("lifted_housing")
    assert not assess({"housing_kind": "none", "score_housing": "4"}).is_shown("lifted_housing")


def test_a_mild_fact_leaves_the_worker_free_to_judge_above_good(assess: Assess) -> None:
    cold = {"home_needs": "heating"}
    levels = [assess({**cold, "score_housing": score})["level_housing"] for score in "1234"]
    assert levels == ["2", "2", "3", "4"]
