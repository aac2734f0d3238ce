"""Whatever is answered, the result keeps its own rules: the heaviest reason decides, and no fact is scored away."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.forms.authoring.lint import list_of
from app.forms.authoring.tables import Tables
from tests.forms_content.comprehensive_assessment.assessing import FAMILY, QUIET, Assess
from tests.forms_content.test_one_language_of_forms import DOMAINS

WEIGHTS = ("urgent", "high", "medium", "help")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_result_follows_from_the_reasons_for_any_answers(data: st.DataObject, assess: Assess) -> None:
    found = assess(
        data.draw(_changes(assess.form)),
        members=FAMILY[: data.draw(st.integers(0, 3))],
        case=data.draw(_cases()),
    )
    names = [row["name"] for row in assess.form["survey"] if row["type"] == "calculate"]
    fired = [
        name.removeprefix("reason_") for name in names if name.startswith("reason_") and found[name] == "1"
    ]
    assert found["reasons"].split() == fired
    assert sum(int(found[f"count_{weight}"]) for weight in WEIGHTS) == len(fired)
    heaviest = next((weight for weight in WEIGHTS[:3] if found[f"count_{weight}"] != "0"), "low")
    if heaviest == "low" and found["concern_domains"] != "0":
        heaviest = "medium"
    assert found["urgency_rule"] == heaviest
    assert (found["need"] == "needs_services") == (found["urgency"] != "low")
    assert (found["next_step"] == "urgent_protocol") == (found["urgency"] == "urgent")
    for domain in DOMAINS:
        score, least = found[f"score_{domain}"], found[f"least_{domain}"]
        scored = score if found.is_shown(f"score_{domain}") else ""
        assert found[f"level_{domain}"] == (max(scored, least) if scored or least > "1" else "")
    assert found["restricted"] == "1" or not set(fired) & {"violence", "pressure", "weapon", "cruelty"}
    assert found.session.warnings == []


def _changes(form: Tables) -> st.SearchStrategy[dict[str, str]]:
    """Give some questions another answer of their list; several answers at once where that is allowed."""
    codes: dict[str, list[str]] = {}
    for row in form["choices"]:
        codes.setdefault(row["list_name"], []).append(row["name"])
    one: dict[str, st.SearchStrategy[str]] = {}
    for row in form["survey"]:
        if row["type"].startswith("select_one") and row["name"] in QUIET:
            one[row["name"]] = st.sampled_from(codes[list_of(row)])
        elif row["type"].startswith("select_multiple"):
            several = st.lists(st.sampled_from(codes[list_of(row)]), min_size=1, max_size=3, unique=True)
            one[row["name"]] = several.map(" ".join)
    return st.fixed_dictionaries({}, optional=one)


def _cases() -> st.SearchStrategy[dict[str, str]]:
    ages = st.one_of(st.just(""), st.integers(0, 100).map(str))
    levels = {f"last_{domain}": st.sampled_from(["", *"1234"]) for domain in DOMAINS}
    return st.fixed_dictionaries(
        {"sex": st.sampled_from(["f", "m", ""]), "age": ages, "may_assess": st.sampled_from(["", "0", "1"])}
        | levels
    )
