"""A condition is called impossible only when no answer can fulfil it; the engine itself is the judge."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.forms.authoring import syntax
from app.forms.authoring.outline import outline
from app.forms.authoring.possible import Possible
from app.forms.authoring.sheets import Tables
from app.forms.evaluation import evaluate

NOTHING = outline(Tables(sheets={}))
ANSWERS = ("", "-1", "0", "1", "01", "1.0", "2", "3", "x", "y")


def can_hold(condition: str) -> bool:
    meaning = syntax.meant(condition)
    assert meaning is not None
    return Possible(NOTHING, meaning).holds(meaning.tree)


@pytest.mark.parametrize(
    "condition",
    [
        "false()",
        "no",
        "${a} = 'x' and ${a} = 'y'",
        "${a} = 'x' and ${a} != 'x'",
        "${a} > 5 and ${a} < 3",
        "${a} > 3 and 3 >= ${a}",
        "${a} = 7 and ${a} <= 6",
        "(${a} = 'x' or ${a} = 'y') and ${a} = 'z'",
        "${b} = 1 and (false() or ${a} < 0 and ${a} > 0)",
        ". < 0 and . > 0",
    ],
)
def test_what_can_never_hold_is_known(condition: str) -> None:
    assert not can_hold(condition)


@pytest.mark.parametrize(
    "condition",
    [
        "${a} = 'x' or ${a} = 'y'",
        "${a} = 'x' and ${b} = 'y'",
        "${a} >= 3 and ${a} <= 3",
        "not(${a} = 'x') and ${a} = 'x'",  # what a function makes of it is not judged
        "${a} = ${b} and ${a} = 'x'",
        "count(${a}) > 3 and count(${a}) < 3",
        "selected(${a}, 'x') and selected(${a}, 'y')",
    ],
)
def test_what_cannot_be_judged_can_hold(condition: str) -> None:
    assert can_hold(condition)


@pytest.mark.parametrize("sign", [" + ", " and ", " or ", " = "])
def test_a_very_long_expression_is_read_to_its_end(sign: str) -> None:
    long = sign.join(["${a}"] * (90 if sign == " = " else 1_900))
    assert syntax.problems(long) == []
    assert can_hold(long)
    meaning = syntax.meant(long)
    assert meaning is not None
    assert len(list(syntax.pieces(meaning.tree))) > 170


def conditions() -> st.SearchStrategy[str]:
    name = st.sampled_from(["${a}", "${b}"])
    value = st.sampled_from(["0", "1", "2", "-1", "'x'", "'y'", "'1'"])
    sign = st.sampled_from(["=", "!=", "<", "<=", ">", ">="])
    atom = st.one_of(
        st.builds("{} {} {}".format, name, sign, value),
        st.builds("{} {} {}".format, value, sign, name),
        st.sampled_from(["true()", "false()"]),
    )
    joined = st.sampled_from(["and", "or"])
    return st.recursive(atom, lambda part: st.builds("({} {} {})".format, part, joined, part), max_leaves=6)


@given(conditions())
def test_the_engine_agrees_that_what_is_called_impossible_never_holds(condition: str) -> None:
    if can_hold(condition):
        return
    for a, b in itertools.product(ANSWERS, repeat=2):
        xml = f"<data><a>{a}</a><b>{b}</b></data>".encode()
        asked = condition.replace("${a}", "/data/a").replace("${b}", "/data/b")
        assert evaluate(xml, asked, context="/data", kind="boolean") is False


@given(st.text(alphabet="${}ab .='\"()[]<>andor123/-+*|:,", max_size=40))
def test_positions_in_an_expression_are_those_of_the_authors_cell(written: str) -> None:
    for problem in syntax.problems(written):
        position = problem.fields.get("position", 0)
        assert isinstance(position, int)
        assert 0 <= position <= len(written)
