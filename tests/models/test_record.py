"""Records are saved as differences and read back the same; what does not fit a known field is refused."""

from dataclasses import MISSING, fields
from enum import StrEnum
from typing import Any, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models import kinds
from app.models.edit import Add, Put, Remove
from app.models.household import Household, Person, Sex
from app.models.record import difference, is_list, read

KINDS = [kind for family in kinds.RECORDS.values() for kind in family.values()]


def field_values(hint: Any) -> st.SearchStrategy[Any]:
    if is_list(hint):
        return st.frozensets(st.text(max_size=4), max_size=4)
    if issubclass(hint, StrEnum):
        return st.sampled_from(list(hint))
    return {str: st.text(max_size=12), bool: st.booleans(), int: st.integers(0, 99)}[hint]


def records(kind: Any) -> st.SearchStrategy[Any]:
    hints = get_type_hints(kind)
    named = {field.name: field_values(hints[field.name]) for field in fields(kind) if field.name != "id"}
    return st.builds(kind, id=st.just("1"), **named)


def applied(edits: list[Any], values: dict[str, Any], lists: dict[str, set[str]]) -> None:
    """Apply edits as the fold does for one author."""
    for edit in edits:
        match edit:
            case Put():
                values[edit.field] = edit.value
            case Add():
                lists.setdefault(edit.field, set()).add(edit.element)
            case Remove():
                lists[edit.field].discard(edit.element)


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_a_record_saved_and_changed_reads_back_as_it_was_meant(kind: Any, data: st.DataObject) -> None:
    values: dict[str, Any] = {}
    lists: dict[str, set[str]] = {}
    before = None
    for after in data.draw(st.lists(records(kind), min_size=1, max_size=3)):
        edits = difference(before, after)
        applied(edits, values, lists)
        assert read(kind, "1", values, lists) == after
        assert difference(after, after) == []
        before = after


@pytest.mark.parametrize("kind", KINDS)
def test_only_what_differs_is_saved_and_all_of_it_may_stand(kind: Any) -> None:
    assert difference(None, kind(id="1")) == []
    for field in fields(kind):
        assert field.name == "id" or field.default is not MISSING, "every field begins as not entered"


@pytest.mark.parametrize("kind", KINDS)
@given(data=st.data())
def test_what_a_record_holds_may_stand_in_its_fields(kind: Any, data: st.DataObject) -> None:
    record = data.draw(records(kind))
    stream = next(family for family, known in kinds.RECORDS.items() if kind in known.values())
    for edit in difference(None, record):
        value = edit.value if isinstance(edit, Put) else edit.element  # type: ignore[union-attr]
        assert kinds.may_hold(f"{stream}:1", kind.KIND, edit.field, value)  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("stream", "kind", "field", "value"),
    [
        ("h:1", "person", "sex", "x"),
        ("h:1", "person", "surname", 5),
        ("h:1", "person", "surname", ["Myradowa"]),
        ("h:1", "person", "estimated", 1),
        ("h:1", "person", "estimated", "true"),
        ("h:1", "person", "id", "2"),
        ("h:1", "household", "benefits", 3),
        ("h:1", "household", "benefits", {"a": 1}),
        ("c:1", "case", "risk", "terrible"),
        ("c:1", "case", "restricted", "no"),
        ("c:1", "goal", "position", "1"),
        ("c:1", "goal", "position", True),
        ("c:1", "case", "opened", b"2026-01-01"),
        ("staff", "staff", "role", "king"),
    ],
)
def test_a_wrong_type_or_an_unknown_word_in_a_known_field_is_refused(
    stream: str, kind: str, field: str, value: Any
) -> None:
    assert not kinds.may_hold(stream, kind, field, value)


@pytest.mark.parametrize(
    ("stream", "kind", "field", "value"),
    [
        ("h:1", "person", "sex", None),
        ("h:1", "person", "sex", ""),
        ("h:1", "person", "shoe_size", 43),
        ("h:1", "pet", "name", "Alabaý"),
        ("c:1", "person", "sex", "x"),
        ("z:1", "case", "risk", "x"),
    ],
)
def test_cleared_fields_and_what_only_a_later_version_knows_are_kept(
    stream: str, kind: str, field: str, value: Any
) -> None:
    assert kinds.may_hold(stream, kind, field, value)


def test_a_wrong_value_that_came_in_all_the_same_reads_as_not_entered() -> None:
    person = read(
        Person, "1", {"sex": "x", "surname": 5, "name": "Şirin", "estimated": "yes", "birth": None}, {}
    )
    assert person == Person(id="1", name="Şirin")
    assert read(Household, "1", {"benefits": "a"}, {"benefits": ["b", 3]}).benefits == frozenset({"b"})
    assert read(Person, "1", {"sex": "f"}, {}).sex is Sex.FEMALE
