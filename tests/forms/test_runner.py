"""The command line's functions: run, eval, check."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.forms.errors import EvaluationFailed, ExpressionRefused, FormRefused
from app.forms.runner import Severity, check, evaluate, evaluate_batch, run

XmlOf = Callable[..., bytes]

MODEL = (
    '<instance><data id="t"><age/><child jr:template=""><name/></child><late/></data></instance>'
    '<bind nodeset="/data/age" type="int" required="true()"/>'
    "<bind nodeset=\"/data/late\" calculate=\"if(today() &gt; '2026-12-31', 'yes', 'no')\"/>"
)
BODY = '<input ref="/data/age"><label>Age</label></input><repeat nodeset="/data/child"><input ref="/data/child/name"/></repeat>'


def lines_of(xml: bytes, *steps: object, **settings: Any) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run(xml, [json.dumps(step) for step in steps], **settings)]


def test_each_step_gives_a_line_with_the_state_of_every_node(xml_of: XmlOf) -> None:
    first, second, third, fourth = lines_of(
        xml_of(MODEL, BODY),
        {"set": ["/data/age", "30"]},
        {"add": "/data/child"},
        {"remove": ["/data/child", 0]},
    )
    assert first["step"] == 0
    assert first["load_ms"] > 0
    assert first["nodes"]["/data/age"] == {
        "type": "input",
        "relevant": True,
        "readonly": False,
        "required": True,
        "label": "Age",
        "value": "",
        "valid": False,
        "violated": "required",
    }
    assert second["nodes"]["/data/age"]["value"] == "30"
    assert third["nodes"]["/data/child#count"] == {"value": "1", "relevant": True}
    assert "/data/child[1]/name" in third["nodes"]
    assert fourth["nodes"]["/data/child#count"]["value"] == "0"


def test_a_step_that_is_not_allowed_is_told_and_the_run_goes_on(xml_of: XmlOf) -> None:
    _, wrong, odd, good = lines_of(
        xml_of(MODEL, BODY), {"set": ["/data/no", "1"]}, {"jump": 1}, {"set": ["/data/age", "1"]}, quiet=True
    )
    assert "/data/no" in wrong["error"]
    assert "Step 2" in odd["error"]
    assert good["error"] is None
    assert "nodes" not in good


def test_the_clock_can_be_set_and_final_prints_the_last_line_only(xml_of: XmlOf) -> None:
    (last,) = lines_of(
        xml_of(MODEL, BODY), {"now": "2027-02-01T10:00:00+05:00"}, {"set": ["/data/age", "1"]}, final=True
    )
    assert last["step"] == 2


def test_an_expression_is_tried_on_a_document() -> None:
    assert evaluate("<a><b>2</b><b>3</b></a>", "sum(/a/b)", kind="number") == 5
    assert evaluate("<a><b>2</b></a>", "../b", context="/node()[1]/node()[1]", kind="nodeset") == [
        "/node()[1]/node()[1]"
    ]
    with pytest.raises(ExpressionRefused, match="character 4"):
        evaluate("<a/>", "1 + ")


def test_a_batch_answers_each_line_by_its_id() -> None:
    cases = [
        json.dumps({"id": "x", "xml": "<a/>", "context": "/", "expr": "1 div 0", "kind": "number"}),
        json.dumps({"id": "y", "xml": "<a/>", "expr": "nothing-like-it()"}),
        "no json",
    ]
    good, unknown, odd = [json.loads(line) for line in evaluate_batch(cases)]
    assert good == {"id": "x", "value": {"$num": "Infinity"}}
    assert "nothing-like-it" in unknown["error"]
    assert odd["id"] is None


def test_a_check_tells_errors_from_remarks(xml_of: XmlOf) -> None:
    assert check(xml_of(MODEL, BODY)) == []
    (message,) = check(
        xml_of('<instance><data id="t"><a/></data></instance><bind nodeset="/data/a" relevant="1 +"/>')
    )
    assert message.severity is Severity.ERROR
    assert message.where == "/data/a"
    (remark,) = check(
        xml_of(
            '<instance><data id="t"><a/></data></instance><bind nodeset="/data/a" '
            "constraint=\"regex(., '[0-9]+')\"/>"
        )
    )
    assert remark.severity is Severity.WARNING


@pytest.mark.parametrize("expression", [". + 1", "/data/a + 1"])
def test_a_value_that_needs_itself_is_refused(xml_of: XmlOf, expression: str) -> None:
    model = f'<instance><data id="t"><a/></data></instance><bind nodeset="/data/a" calculate="{expression}"/>'
    with pytest.raises(FormRefused, match="circle"):
        list(run(xml_of(model), []))


def test_values_that_need_each_other_are_refused_by_name(xml_of: XmlOf) -> None:
    model = (
        '<instance><data id="t"><a/><b/></data></instance><bind nodeset="/data/a" calculate="/data/b"/>'
        '<bind nodeset="/data/b" calculate="/data/a"/>'
    )
    with pytest.raises(FormRefused, match="/data/a, /data/b"):
        list(run(xml_of(model), []))


def test_functions_of_another_dialect_are_called_by_its_name(xml_of: XmlOf) -> None:
    model = '<instance><data id="t"><a/></data></instance><bind nodeset="/data/a" calculate="choice-label(1, 2)"/>'
    (message,) = check(xml_of(model))
    assert "SurveyCTO" in str(message)


def test_each_line_goes_out_before_the_next_step_is_read(xml_of: XmlOf) -> None:
    order: list[str] = []

    def steps() -> Iterator[str]:
        for number in (1, 2):
            order.append(f"step {number} read")
            yield json.dumps({"set": ["/data/age", str(number)]})
        order.append("no step left")

    for line in run(xml_of(MODEL, BODY), steps()):
        order.append(f"line {json.loads(line)['step']}")
    assert order == ["line 0", "step 1 read", "line 1", "step 2 read", "line 2", "no step left"]


def test_a_form_without_steps_gives_its_first_state_once(xml_of: XmlOf) -> None:
    for final in (False, True):
        (only,) = run(xml_of(MODEL, BODY), [], final=final)
        assert json.loads(only)["step"] == 0


PATHS = st.sampled_from(
    ["/data/age", "/data/child", "/data/child[1]/name", "/data", "//*", "[", "/data/child[9]"]
)
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | PATHS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=2),
    max_leaves=4,
)
STEPS = JUNK | st.dictionaries(
    st.sampled_from(["set", "add", "remove", "language", "now"]), JUNK | st.tuples(PATHS, JUNK), max_size=2
)


@pytest.fixture(scope="module")
def form() -> bytes:
    return (
        '<?xml version="1.0"?><h:html xmlns="http://www.w3.org/2002/xforms" xmlns:h="http://www.w3.org/1999/xhtml"'
        f' xmlns:jr="http://openrosa.org/javarosa"><h:head><h:title>t</h:title><model>{MODEL}</model></h:head>'
        f"<h:body>{BODY}</h:body></h:html>"
    ).encode()


@given(steps=st.lists(STEPS.map(json.dumps) | st.text(max_size=12), max_size=6))
@example(steps=["[" * 100_000, '{"a":' * 50_000, "1" * 5_000])
@example(steps=['{"remove": ["/data/child", Infinity]}', '{"remove": ["/data/child", NaN]}'])
@example(steps=['{"language": "\\ud800"}', '{"set": ["/data/age", "\\ud800"]}'])
@example(steps=['{"now": "0001-01-01T00:00:00+14:00"}', '{"now": "9999-12-31T23:59:59-12:00"}'])
def test_whatever_stands_in_a_step_the_run_goes_on_and_speaks_json(form: bytes, steps: list[str]) -> None:
    lines = list(run(form, [*steps, json.dumps({"set": ["/data/age", "7"]})]))
    assert len(lines) == 2 + sum(1 for step in steps if step.strip())
    for line in lines:
        assert set(json.loads(line.encode())) >= {"step", "ms", "error", "nodes"}


@pytest.mark.parametrize(
    "line",
    [
        "[" * 100_000,
        '{"a":' * 50_000,
        "5",
        "null",
        '{"xml": 5}',
        '{"expr": "\\ud800"}',
        "\x00",
        '{"tz": []}',
        '{"tz": "America"}',
    ],
)
def test_whatever_stands_in_a_batch_its_line_says_so(line: str) -> None:
    (answer,) = evaluate_batch([line])
    assert set(json.loads(answer.encode())) in ({"id", "value"}, {"id", "error"})


def test_an_answer_of_a_wrong_kind_is_told_and_what_does_not_fit_left_out(xml_of: XmlOf) -> None:
    form = xml_of(
        '<instance><data id="r"><n/><m/><g/></data></instance><bind nodeset="/data/n" type="int"/>'
        '<bind nodeset="/data/g" type="geopoint"/>',
        '<input ref="/data/n"/><select ref="/data/m"><item><label>A</label><value>a</value></item>'
        '<item><label>B</label><value>b</value></item></select><input ref="/data/g"/>',
    )
    asked: list[tuple[str, object, str | None, bool]] = [
        ("/data/n", "abc", "", True),
        ("/data/n", 7, "7", False),
        ("/data/n", None, "", False),
        ("/data/n", ["7"], "", True),
        ("/data/n", True, "", True),
        ("/data/m", "b a", "a b", False),
        ("/data/m", "b x", "b", True),
        ("/data/g", "somewhere", "", True),
    ]
    lines = list(run(form, [json.dumps({"set": [path, value]}) for path, value, _, _ in asked]))
    for line, (path, value, kept, told) in zip(map(json.loads, lines[1:]), asked, strict=True):
        assert line["nodes"][path]["value"] == kept, value
        assert (line["error"] is not None) is told, value


def test_what_hangs_on_the_day_follows_the_clock_that_is_set(xml_of: XmlOf) -> None:
    form = xml_of(
        '<instance><data id="r"><d/></data></instance><bind nodeset="/data/d" calculate="today()"/>'
    )
    lines = list(run(form, ['{"now": "2030-01-05T10:00:00+05:00"}']))
    assert json.loads(lines[-1])["nodes"]["/data/d"]["value"] == "2030-01-05"


def test_a_number_in_a_step_is_the_number_and_not_how_json_wrote_it(xml_of: XmlOf) -> None:
    xml = xml_of(MODEL, BODY)
    _, whole = lines_of(xml, {"set": ["/data/age", 30.0]})
    assert (whole["error"], whole["nodes"]["/data/age"]["value"]) == (None, "30")
    *_, endless = (json.loads(line) for line in run(xml, ['{"set": ["/data/child", 1e400]}']))
    assert "has to be a text or a number" in endless["error"]


def test_half_a_letter_is_no_answer(xml_of: XmlOf) -> None:
    _, line = lines_of(xml_of(MODEL, BODY), {"set": ["/data/age", "\udcff"]})
    assert "has to be a text or a number" in line["error"]


def test_the_place_of_an_expression_is_a_path_as_well_as_positions() -> None:
    document = "<data><a><b>1</b></a><a><b>2</b></a></data>"
    assert evaluate(document, "string(b)", context="/data/a[2]") == "2"
    assert evaluate(document, "string(b)", context="/node()[1]/node()[2]") == "2"
    with pytest.raises(EvaluationFailed, match="no node at"):
        evaluate(document, "1", context="/data/nowhere")


def test_a_zone_that_does_not_exist_is_named() -> None:
    lines = [json.dumps({"id": n, "expr": "1", "tz": zone}) for n, zone in enumerate(["Ashkhabad", "..", 5])]
    assert [json.loads(line)["error"] for line in evaluate_batch(lines)] == [
        "There is no time zone called “Ashkhabad”.",
        "There is no time zone called “..”.",
        "There is no time zone called “5”.",
    ]
