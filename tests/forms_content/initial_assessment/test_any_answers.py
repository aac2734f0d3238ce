"""Whatever is answered, the result keeps its own rules: the heaviest reason decides, and every reason is accounted for."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.forms.authoring.tables import Tables
from tests.forms_content.drawing import AGES, SEXES, other_answers
from tests.forms_content.initial_assessment.assessing import QUIET, Assess

WEIGHTS = ("urgent", "high", "medium", "help")


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_the_result_follows_from_the_reasons_for_any_answers(
    data: st.DataObject, assess: Assess, form: Tables
) -> None:
    found = assess(data.draw(other_answers(form, QUIET)), case=data.draw(_cases()))
    names = [row["name"] for row in form["survey"] if row["type"] == "calculate"]
    fired = {
        name.removeprefix("reason_") for name in names if name.startswith("reason_") and found[name] == "1"
    }
    assert set(found["reasons"].split()) == fired
    assert sum(int(found[f"count_{weight}"]) for weight in WEIGHTS) == len(fired)
    heaviest = next((weight for weight in WEIGHTS[:3] if found[f"count_{weight}"] != "0"), "low")
    assert found["urgency_rule"] == heaviest
    assert all(found[name] in ("", "1", "2", "3", "4") for name in names if name.startswith("level_"))
    assert (found["need"] == "needs_services") or heaviest == "low"
    assert found["restricted"] == "1" or not fired & {
        "violence",
        "pressure",
        "weapon",
        "cruelty",
        "self_harm",
    }
    assert found.session.warnings == []


def _cases() -> st.SearchStrategy[dict[str, str]]:
    return st.fixed_dictionaries({"sex": SEXES, "age": AGES})
