"""Every function, whatever it is given, has a value or our own error."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.errors import UserError
from app.forms.evaluation import evaluate
from app.forms.xpath.functions import FUNCTIONS

ODD = [
    "''",
    "'x'",
    "'0'",
    "'a b c'",
    "'2026-02-29'",
    "'2024-02-29T23:59:59.999+14:00'",
    "'0001-01-01'",
    "'9999-12-31T23:59:59-12:00'",
    "'99:99'",
    "'38.1 58.2 0 0;38.2 58.3;38.0 58.9;38.1 58.2'",
    "'200 200'",
    "'[a-z]+'",
    "'%Y %q %'",
    "'MD5'",
    "1 div 0",
    "-1 div 0",
    "0 div 0",
    "-0.5",
    "1000000000000000000000",
    "3",
    "true()",
    "/a/b",
    "/a/c",
    "//*",
]
ARGUMENTS = st.lists(st.sampled_from(ODD), max_size=7)


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_function_never_ends_in_a_surprise(name: str) -> None:
    @settings(max_examples=30)
    @given(ARGUMENTS)
    def check(arguments: list[str]) -> None:
        for kind in ("string", "number", "boolean"):
            try:
                evaluate("<a><b>1</b><b>x</b></a>", f"{name}({', '.join(arguments)})", kind=kind)
            except UserError:
                return

    check()


@given(ARGUMENTS)
def test_dates_are_moved_by_any_steps(steps: list[str]) -> None:
    expression = f"add-date('2024-02-29', {', '.join(['1', *steps][:5])})"
    try:
        assert isinstance(evaluate("<a><b>1</b></a>", expression), str)
    except UserError:
        return


@pytest.mark.parametrize("name", sorted(FUNCTIONS))
def test_a_function_says_when_it_is_given_too_many_arguments(name: str) -> None:
    if FUNCTIONS[name].most > 20:
        assert FUNCTIONS[name].takes
        return
    with pytest.raises(UserError, match="arguments"):
        evaluate("<a/>", f"{name}({', '.join(['1'] * 21)})")
