"""Two versions of a form: what came and went, what asks otherwise, and that no type changes except to text."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.forms.authoring import plain, xlsform
from app.forms.definition import Form, load
from app.forms.versions import Retyped, compare, may_become, order

OLD = """
| survey |
|  | type          | name  | label::tk | label::ru | relevant   | constraint |
|  | text          | who   | Ady       | Имя       |            |            |
|  | integer       | age   | Ýaşy      | Возраст   |            | . < 120    |
|  | select_one yn | ask   | Razymy?   | Согласен? | ${age} > 5 |            |
|  | begin_group   | home  | Öý        | Дом       |            |            |
|  | text          | where | Nirede?   | Где?      |            |            |
|  | end_group     |       |           |           |            |            |
| choices |
|  | list_name | name | label::tk | label::ru |
|  | yn        | yes  | Hawa      | Да        |
|  | yn        | no   | Ýok       | Нет       |
"""


def form(text: str) -> Form:
    return load(xlsform.compiled(plain.read(text.encode(), "a.md"), name="a").xml.encode())


@pytest.fixture(scope="module")
def old() -> Form:
    """The version in use."""
    return form(OLD)


def test_a_form_does_not_differ_from_itself(old: Form) -> None:
    same = compare(old, form(OLD))
    assert same == compare(old, old)
    assert (same.added, same.removed, same.changed, same.retyped) == ((), (), (), ())
    assert same.fits


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("Имя", "Имя полностью", ("/data/who",)),
        (". < 120", ". < 130", ("/data/age",)),
        ("${age} > 5", "${age} > 6", ("/data/ask",)),
        ("Hawa", "Elbetde", ("/data/ask",)),
        ("| no  ", "| nope", ("/data/ask",)),
        ("Öý ", "Jaý", ("/data/home",)),
        ("integer ", "text    ", ("/data/age",)),
        ("select_one yn", "text         ", ("/data/ask",)),
    ],
)
def test_other_words_rules_and_answers_are_a_change(
    old: Form, before: str, after: str, changed: tuple[str, ...]
) -> None:
    found = compare(old, form(OLD.replace(before, after)))
    assert found.changed == changed
    assert found.fits


def test_questions_that_came_and_went_are_named_in_the_order_of_the_form(old: Form) -> None:
    found = compare(old, form(OLD.replace("| who  ", "| whom ").replace("| where |", "| place |")))
    assert found.added == ("/data/whom", "/data/home/place")
    assert found.removed == ("/data/who", "/data/home/where")
    assert found.fits


@pytest.mark.parametrize(
    ("before", "after", "retyped"),
    [
        ("integer ", "decimal ", Retyped(path="/data/age", old="int", new="decimal")),
        ("text          | who", "integer       | who", Retyped(path="/data/who", old="string", new="int")),
        (
            "select_one yn",
            "select_multiple yn",
            Retyped(path="/data/ask", old="select_one", new="select_multiple"),
        ),
        ("_group", "_repeat", Retyped(path="/data/home", old="group", new="repeat")),
    ],
)
def test_a_type_that_changed_to_anything_but_text_does_not_fit(
    old: Form, before: str, after: str, retyped: Retyped
) -> None:
    found = compare(old, form(OLD.replace(before, after)))
    assert found.retyped == (retyped,)
    assert not found.fits
    assert retyped.path not in found.changed


def test_a_question_that_became_a_group_does_not_fit(old: Form) -> None:
    grown = OLD.replace(
        "|  | text          | where | Nirede?   | Где?      |            |            |",
        "|  | begin_group | where | A | A | | |\n|  | text | x | A | A | | |\n|  | end_group | | | | | |",
    )
    assert compare(old, form(grown)).retyped == (Retyped(path="/data/home/where", old="string", new="group"),)


TYPES = (
    "string",
    "int",
    "decimal",
    "date",
    "select_one",
    "select_multiple",
    "rank",
    "group",
    "repeat",
    "binary",
)


@pytest.mark.parametrize("old_type", TYPES)
@pytest.mark.parametrize("new_type", TYPES)
def test_only_a_value_may_become_text_and_nothing_else_may_change(old_type: str, new_type: str) -> None:
    holds_values = old_type not in ("group", "repeat")
    assert may_become(old_type, new_type) == (old_type == new_type or (new_type == "string" and holds_values))


@pytest.mark.parametrize(
    "rising",
    [
        ("9", "10"),
        ("1.9", "1.10", "2"),
        ("2026112201", "2026113001"),
        ("v1", "v2", "v10"),
        ("", "1", "1a", "a"),
        ("01", "1"),
    ],
)
def test_digits_of_versions_count_as_numbers(rising: tuple[str, ...]) -> None:
    assert all(order(one) < order(next_one) for one, next_one in pairwise(rising))


@given(st.lists(st.text("0123456789.ab", max_size=6), min_size=2, max_size=4, unique=True))
def test_no_two_versions_stand_in_the_same_place(some: list[str]) -> None:
    assert len({order(one) for one in some}) == len(some)
