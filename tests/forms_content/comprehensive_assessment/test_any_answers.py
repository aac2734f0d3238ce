"""Whatever is answered, the result keeps its own rules: the heaviest reason decides, and no fact is scored away."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.forms_content.comprehensive_assessment.assessing import FAMILY, QUIET, Assess
from tests.forms_content.drawing import AGES, SEXES, other_answers
from tests.forms_content.test_one_language_of_forms import DOMAINS

WEIGHTS = ("urgent", "high", "medium", "help")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_result_follows_from_the_reasons_for_any_answers(data: st.DataObject, assess: Assess) -> None:
    found = assess(
        data.draw(other_answers(assess.form, QUIET)),
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


def _cases() -> st.SearchStrategy[dict[str, str]]:
    levels = {f"last_{domain}": st.sampled_from(["", *"1234"]) for domain in DOMAINS}
    return st.fixed_dictionaries(
        {"sex": SEXES, "age": AGES, "may_assess": st.sampled_from(["", "0", "1"])} | levels
    )
