"""Expressions against the recorded answers of two reference engines, and against vectors of our own."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from app.forms.evaluation import evaluate, evaluate_batch

NOTHING = "No conformance cases on this machine; only our own vectors were checked."

VECTORS: list[tuple[str, str, object]] = [
    ("1 + 2 * 3", "number", 7),
    ("-3 mod 2", "number", -1),
    ("1 div 0 = 2 div 0", "boolean", True),
    ("'1'and'1'", "boolean", True),
    ("1div1", "number", 1),
    ("string(0.1 + 0.2)", "string", "0.30000000000000004"),
    ("string(1000000000000000000000)", "string", "1000000000000000000000"),
    ("round(-1.5)", "number", -1),
    ("round('-1.475', 2)", "number", -1.48),
    ("substr('hello', -2)", "string", "lo"),
    ("substring('12345', 1.5, 2.6)", "string", "234"),
    ("regex('abc', '[a-z]')", "boolean", False),
    ("regex('abc', '[a-z]+')", "boolean", True),
    ("selected('a b c', ' b ')", "boolean", True),
    ("selected-at('a b c', 2)", "string", "c"),
    ("count-selected('a  b')", "number", 2),
    ("coalesce('', 'x')", "string", "x"),
    ("date('2026-11-22') - date('2026-11-01')", "number", 21),
    ("number(date('1970-01-02'))", "number", 1),
    ("date('2026-11-22') = '2026-11-22'", "boolean", True),
    ("format-date('2026-11-02', '%e.%n.%y %d.%m.%Y %b %a')", "string", "2.11.26 02.11.2026 Nov Mon"),
    ("decimal-date-time('1970-01-01T00:00:00Z')", "number", 0),
    ("difference-in-months('2026-01-31', '2026-02-28')", "number", 1),
    ("difference-in-months('2026-03-15', '2026-01-20')", "number", -1),
    ("add-date('2026-01-31', 0, 1)", "string", "2026-02-28"),
    ("floor(-0.5)", "number", -1),
    ("ceiling(1.2)", "number", 2),
    ("digest('abc', 'MD5', 'hex')", "string", "900150983cd24fb0d6963f7d28e17f72"),
    ("distance('0 0;0 1')", "number", 111318.85),
    ("geofence('0.5 0.5', '0 0;0 1;1 1;1 0;0 0')", "boolean", True),
    ("geofence('2 0', '0 0;0 4;4 4;4 0;0 0')", "boolean", True),
    ("geofence('2 4', '0 0;0 4;4 4;4 0;0 0')", "boolean", False),
    ("geofence('1 1', '1 1;2 1;2 3;1 1')", "boolean", False),
    ("if(true(), 'a', nothing())", "string", "a"),
    ("false() and nothing()", "boolean", False),
    ("checklist(2, 2, true(), 'x', '')", "boolean", True),
    ("weighted-checklist(3, -1, true(), 1, true(), 2)", "boolean", True),
    ("boolean-from-string('1')", "boolean", True),
    ("join(',', 'a', 'b')", "string", "a,b"),
    ("base64-decode('RGFzc2Vs')", "string", "Dassel"),
]


@pytest.mark.parametrize(("expression", "kind", "expected"), VECTORS)
def test_an_expression_has_its_value(expression: str, kind: str, expected: object) -> None:
    assert evaluate("<data/>", expression, kind=kind) == expected


PATHS: list[tuple[str, object]] = [
    ("count(/d/r)", 3),
    ("sum(/d/r/x)", 9),
    ("/d/r[2]/x", 3),
    ("/d/r[last()]/x", 5),
    ("count(//x[. > 1])", 2),
    ("count(/d/r[2]/preceding-sibling::r)", 1),
    ("count(/d/r/x/ancestor::*)", 4),
    ("sum(/d/r[@k='b']/x | /d/r[@k='a']/x)", 4),
    ("position(/d/r[3])", 3),
    ("count(/d/r[x = /d/y]/following-sibling::*)", 2),
    ("indexed-repeat(/d/r/x, /d/r, 2)", 3),
    ("count(/d/*[self::y])", 1),
    ("count((/d/r)[1]/@*)", 1),
    ("max(/d/r/x)", 5),
]


@pytest.mark.parametrize(("expression", "expected"), PATHS)
def test_a_path_reaches_its_nodes(expression: str, expected: object) -> None:
    document = "<d><r k='a'><x>1</x></r><r k='b'><x>3</x></r><r><x>5</x></r><y>3</y></d>"
    assert evaluate(document, expression, kind="number") == expected


def test_expressions_agree_with_odk_web_forms(cases: Path | None, say: Callable[[str], None]) -> None:
    if cases is None:
        say(NOTHING)
        return
    lines = (cases / "webforms_xpath_cases.jsonl").read_text(encoding="utf-8").splitlines()
    answers = [json.loads(line) for line in evaluate_batch(lines)]
    wrong = [c["id"] for c, a in zip(map(json.loads, lines), answers, strict=True) if not _agrees(c, a)]
    assert len(wrong) <= 0.02 * len(lines), wrong


def _agrees(case: dict[str, Any], answer: dict[str, Any]) -> bool:
    if "error" in answer:
        return False
    kind, expected, value = case["kind"], case["expected"], answer["value"]
    if kind == "number":
        return _same(_number(value), _number(expected))
    if kind == "rounded":
        wanted, scale = expected
        return bool(abs(_number(value) - wanted) <= 0.51 / scale)
    if kind == "match":
        pattern = re.fullmatch(r"/(.*)/(i?)", expected, re.DOTALL)
        assert pattern is not None
        return re.search(pattern[1], str(value), re.IGNORECASE if pattern[2] else 0) is not None
    return bool(len(value) == expected if kind == "strlen" else value == expected)


def _number(value: Any) -> float:
    return float(value["$num"].replace("Infinity", "inf") if isinstance(value, dict) else value)


def _same(one: float, other: float) -> bool:
    return (math.isnan(one) and math.isnan(other)) or one == other


def test_expressions_agree_with_javarosa(cases: Path | None, say: Callable[[str], None]) -> None:
    if cases is None:
        say(NOTHING)
        return
    found = json.loads((cases / "javarosa_xpath_cases.json").read_text(encoding="utf-8"))
    wrong = [case["id"] for case in found if not _agrees_with_java(case["expr"], case["expected"])]
    assert len(wrong) <= 0.03 * len(found), wrong


def _agrees_with_java(source: str, expected: str) -> bool:
    expression = source.replace('\\"', '"').replace("\\t", "\t").replace("\\n", "\n")
    kind = {"T": "boolean", "F": "boolean", '"': "string", "n": "string"}.get(expected[0], "number")
    case = {"id": 0, "expr": expression, "kind": kind, "tz": "UTC"}
    answer = json.loads(next(iter(evaluate_batch([json.dumps(case)]))))
    if expected.startswith("new "):
        return "error" in answer
    if "error" in answer:
        return False
    if kind == "boolean":
        return bool(answer["value"] == (expected == "TRUE"))
    if kind == "string":
        return bool(answer["value"] == json.loads(expected))
    wanted = float(expected.replace("POSITIVE_INFINITY", "inf"))
    got = _number(answer["value"])
    return _same(got, wanted) or math.isclose(got, wanted, rel_tol=1e-9, abs_tol=1e-9)
