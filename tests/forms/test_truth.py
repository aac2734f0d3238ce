"""What a calculation that gives a truth value or no number leaves in its node, and what others read there."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from app.forms.answers import to_document
from app.forms.session import Session

Open = Callable[..., Session]

INPUT = '<input ref="/data/{0}"><label>{0}</label></input>'


def a_form(open_form: Open, kind: str, rule: str) -> Session:
    """Return a form that asks `n` and works out `said` by a rule that reads it and `big`, which is n > 3."""
    binds = (
        f'<bind nodeset="/data/n" type="{kind}"/><bind nodeset="/data/big" calculate="/data/n &gt; 3"/>'
        f'<bind nodeset="/data/said" calculate="{rule}"/>'
    )
    return open_form("<n/><big/><said/>", binds, INPUT.format("n"))


@pytest.mark.parametrize(
    "rule",
    [
        *("if(/data/big, 'yes', 'no')", "if(/data/big = true(), 'yes', 'no')"),
        *("if(/data/big = 'true', 'yes', 'no')", "if(/data/big = 1, 'yes', 'no')"),
        *("if(not(/data/big), 'no', 'yes')", "if(/data/big != 'false', 'yes', 'no')"),
        *("if(/data/big + 1 = 2, 'yes', 'no')", "if(boolean(/data/big), 'yes', 'no')"),
        *("if(checklist(1, 1, /data/big), 'yes', 'no')", "if(/data/big = '1', 'yes', 'no')"),
    ],
)
def test_a_truth_value_is_understood_however_one_asks_for_it(open_form: Open, rule: str) -> None:
    session = a_form(open_form, "int", rule)
    session.set("/data/n", "7")
    assert (session.node("/data/big").value, session.node("/data/said").value) == ("1", "yes")
    session.set("/data/n", "2")
    assert (session.node("/data/big").value, session.node("/data/said").value) == ("0", "no")


def test_a_truth_value_is_understood_after_the_draft_was_opened_again(open_form: Open) -> None:
    session = a_form(open_form, "int", "if(/data/big, 'yes', 'no')")
    session.set("/data/n", "2")
    again = Session(session.form, clock=session.world.clock, answers=to_document(session, draft=True))
    assert (again.node("/data/big").value, again.node("/data/said").value) == ("0", "no")


@pytest.mark.parametrize(
    ("kind", "text", "true"),
    [
        *(("int", "0", False), ("int", "2", True), ("int", "", False), ("decimal", "0.0", False)),
        *(
            ("string", "0", True),
            ("string", "", False),
            ("boolean", "false", False),
            ("boolean", "true", True),
        ),
        ("date", "2026-11-22", True),
    ],
)
def test_the_truth_of_an_answer_is_that_of_its_type(
    open_form: Open, kind: str, text: str, true: bool
) -> None:
    session = a_form(open_form, kind, "if(/data/n, 'yes', 'no')")
    session.set("/data/n", text)
    assert session.node("/data/said").value == ("yes" if true else "no")


@pytest.mark.parametrize("rule", ["/data/n * 2", "if(true(), /data/n * 2, 0)", "coalesce(number('x'), '')"])
def test_what_is_no_number_leaves_nothing(open_form: Open, rule: str) -> None:
    assert a_form(open_form, "int", rule).node("/data/said").value == ""


def test_a_text_that_says_nan_is_a_text(open_form: Open) -> None:
    assert a_form(open_form, "int", "coalesce('NaN', 'x')").node("/data/said").value == "NaN"


def test_a_day_counted_with_a_fraction_is_the_day_it_lies_in(open_form: Open) -> None:
    assert a_form(open_form, "int", "date(20000.9)").node("/data/said").value == "2024-10-04"
