"""Expressions and patterns that mean harm, or are merely enormous, end in our own refusal and quickly."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from app.errors import UserError
from app.forms.evaluation import evaluate
from app.forms.xpath.parser import parse
from app.forms.xpath.patterns import safe_pattern


@pytest.mark.parametrize(
    "pattern",
    [
        "(a+)+b",
        "((a)+)+",
        "(a*)*",
        "(a|a)*b",
        "(x|xy)+",
        "(a{1,5}){1,9}",
        "(a+){30}b",
        r"(a)\1",
        "(?=a)b",
        "(",
    ],
)
def test_a_pattern_that_could_run_for_ever_is_refused(pattern: str) -> None:
    assert safe_pattern(pattern) is None


@pytest.mark.parametrize(
    "pattern", ["[0-9]{3}", "(ab|cd)+", r"^I-[A-Z]{2} ?\d{6}$", r"(\d{2} ){3}\d{2}", "[^@]+@[^@]+", "(?:ab)+"]
)
def test_patterns_of_real_forms_are_kept(pattern: str) -> None:
    assert safe_pattern(pattern) is not None


@pytest.mark.parametrize(
    "expression",
    [
        "(" * 500 + "1" + ")" * 500,
        "1" + "*1" * 1900,
        "/a" + "|/a" * 1900,
        "a" + "[1" * 300,
        "if(1," * 200,
        "1" + "=1" * 500,
    ],
)
def test_an_expression_beyond_all_measure_is_refused(expression: str) -> None:
    with pytest.raises(UserError):
        evaluate("<a/>", expression)


def test_long_sums_and_conditions_of_real_scores_are_kept() -> None:
    assert evaluate("<a/>", "+".join(["1"] * 1500), kind="number") == 1500
    assert evaluate("<a/>", " or ".join(["false()"] * 1500) + " or true()", kind="boolean") is True
    assert evaluate("<a/>", "--" * 1000 + "3", kind="number") == 3


PIECES = (
    "/ // . .. a b * @ :: child [ ] ( ) , 1 2.5 'x' \" = != < and or div mod - + | count sum position last"
)
WORDS = st.lists(st.sampled_from(re.split(" +", PIECES)), max_size=25).map(" ".join)


@given(WORDS | st.text(max_size=40))
@example("1 \x1c")
def test_any_text_is_either_an_expression_or_refused_with_a_place(text: str) -> None:
    place = 0
    try:
        parse(text)
    except UserError as refused:
        place = int(str(refused.fields["position"]))
    assert 0 <= place <= len(text)


@given(WORDS)
def test_any_expression_has_a_value_or_our_own_error(text: str) -> None:
    try:
        evaluate("<a><b>1</b><b>x</b></a>", text)
    except UserError:
        return
