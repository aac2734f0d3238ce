"""Columns are known however they are written, and just as pyxform knows them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyxform import aliases, constants
from pyxform.parsing.sheet_headers import process_header
from pyxform.question import MultipleChoiceQuestion, Option
from pyxform.question_type_dictionary import QUESTION_TYPE_DICT
from pyxform.survey import Survey

from app.forms.authoring import tables
from app.forms.authoring.columns import ALIASES, KNOWN, known_as, understood
from app.forms.authoring.kinds import Role, kind_of, meant
from tests.forms.authoring.books import SETTINGS, xlsx

THEIRS = {
    "survey": (aliases.survey_header, set(MultipleChoiceQuestion.get_slot_names())),
    "choices": (aliases.list_header, set(Option.get_slot_names())),
    "settings": (aliases.settings_header, set(Survey.get_slot_names())),
    "entities": (aliases.entities_header, {one.value for one in constants.EntityColumns.value_list()}),
}


@pytest.mark.parametrize(
    ("written", "double", "known"),
    [
        ("Type", True, "type"),
        ("label:English", False, "label::English"),
        ("label:English", True, "label:English"),
        ("label::Français (fr)", True, "label::Français (fr)"),
        ("Caption :: English", True, "label::English"),
        ("media::image::tk", True, "image::tk"),
        ("image::tk", True, "image::tk"),
        ("constraint message", True, "constraint_message"),
        ("bind::jr:constraintMsg", True, "constraint_message"),
        ("bind:jr:constraintMsg:tk", False, "constraint_message::tk"),
        ("bind::relevant", True, "relevant"),
        ("relevance", True, "relevant"),
        ("calculate", True, "calculation"),
        ("read only", True, "readonly"),
        ("jr:count", True, "repeat_count"),
        ("body::accept", True, "body::accept"),
        ("control:appearance", False, "appearance"),
        ("my notes", True, "my notes"),
    ],
)
def test_a_column_of_the_survey_is_known_by_one_name(written: str, double: bool, known: str) -> None:
    assert known_as("survey", written, double=double) == known


@pytest.mark.parametrize(
    ("sheet", "written", "known"),
    [
        ("choices", "list name", "list_name"),
        ("choices", "value", "name"),
        ("choices", "caption::tk", "label::tk"),
        ("choices", "region", "region"),
        ("settings", "id_string", "form_id"),
        ("settings", "Form Title", "form_title"),
        ("entities", "dataset", "list_name"),
    ],
)
def test_columns_of_other_sheets_are_known_as_well(sheet: str, written: str, known: str) -> None:
    assert known_as(sheet, written, double=True) == known


_WORDS = {
    "survey": (
        *(
            "type",
            "name",
            "label",
            "hint",
            "relevance",
            "calculate",
            "bind",
            "media",
            "image",
            "caption",
            "count",
        ),
        *("jr:count", "read_only", "constraint_message", "requiredMsg", "value", "body", "notes", "region"),
    ),
    "choices": ("list_name", "list name", "name", "value", "label", "caption", "media", "image", "region"),
    "settings": ("form_title", "form_id", "id_string", "title", "version", "style", "notes"),
    "entities": ("list_name", "label", "entity_id", "create_if", "update_if", "notes"),
}
_TAILS = ["", "English", "Türkmençe (tk)", "jr:constraintMsg", "image", "relevant", "appearance"]


@given(
    column=st.sampled_from([(sheet, word) for sheet, words in _WORDS.items() for word in words]),
    rest=st.lists(st.sampled_from(_TAILS), max_size=2),
    spaced=st.booleans(),
    loud=st.booleans(),
    double=st.booleans(),
)
def test_two_titles_are_one_column_here_when_they_are_one_for_pyxform(
    column: tuple[str, str], rest: list[str], spaced: bool, loud: bool, double: bool
) -> None:
    sheet, first = column
    mark = " :: " if spaced else "::" if double else ":"
    word = first.replace("_", " ").title() if loud else first
    written = mark.join([word, *filter(None, rest)]).strip()
    plain = mark.join([first, *filter(None, rest)]).strip()
    known, columns = THEIRS[sheet]
    same_there = (
        process_header(written, double, known, columns)[1] == process_header(plain, double, known, columns)[1]
    )
    same_here = known_as(sheet, written, double=double) == known_as(sheet, plain, double=double)
    assert same_here == same_there


def test_every_alias_leads_to_a_name_that_is_known() -> None:
    assert [
        (sheet, name)
        for sheet, names in ALIASES.items()
        for name in names.values()
        if name not in KNOWN[sheet]
    ] == []


def test_a_plain_label_beside_translated_ones_is_in_the_default_language() -> None:
    lines = (("type", "name", "label", "label::Русский (ru)"), ("text", "a", "A", "А"))
    book = xlsx({"survey": lines, "settings": SETTINGS})
    assert understood(tables.read(book, "a.xlsx")).languages() == ("default", "Русский (ru)")
    spoken = (("form_id", "default_language"), ("a", "Türkmençe (tk)"))
    book = xlsx({"survey": lines, "settings": spoken})
    assert understood(tables.read(book, "a.xlsx")).languages() == ("Türkmençe (tk)", "Русский (ru)")


@pytest.mark.parametrize("written", sorted(QUESTION_TYPE_DICT))
def test_every_type_of_pyxform_is_known(written: str) -> None:
    chosen = written in aliases.select or written.startswith(("q select", "select "))
    assert kind_of(
        f"{written} a_list" if chosen and written in aliases.select else written
    ).role is not Role.UNKNOWN or (chosen and written not in aliases.select)


@pytest.mark.parametrize("command", sorted({**aliases.select, **aliases.control}))
def test_every_way_to_write_a_choice_or_a_group_is_known(command: str) -> None:
    if command in aliases.control:
        assert kind_of(f"begin {command}").role is Role.BEGIN
        assert kind_of(f"end_{command}").role is Role.END
    else:
        assert kind_of(f"{command} places or_other").other
        assert kind_of(f"{command} places").list_name == "places"


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("Text", "text"),
        ("integr", "integer"),
        ("selectone yn", "select_one yn"),
        ("select_mutliple yn", "select_multiple yn"),
        ("begin-group", "begin_group"),
        ("date-time", "dateTime"),
        ("cake", ""),
    ],
)
def test_a_misspelt_type_is_guessed(written: str, near: str) -> None:
    assert kind_of(written).role is Role.UNKNOWN
    assert meant(written) == near
