"""What pyxform says in English reaches the author in our own words, with sheet, row and column."""

from functools import cache
from string import Formatter
from typing import Any

import pytest
from pyxform.errors import ErrorCode

from app.forms.authoring import columns, tables
from app.forms.authoring.finding import Grade
from app.forms.authoring.outline import outline
from app.forms.authoring.saying_codes import CODES
from app.forms.authoring.sayings import Listener, invalid, validated
from tests.forms.authoring.books import checked, survey, told, xlsx

# Mistakes of pyxform itself, which no author can mend: they are quoted.
INTERNAL = {"INTERNAL_001", "INTERNAL_002"}
VALUES: dict[str, Any] = {
    "row": 4,
    "sheet": "survey",
    "sheet_name": "survey",
    "column": "label",
    "other_row": 3,
}
HEAD = (
    "type",
    "name",
    "label",
    "relevant",
    "calculation",
    "choice_filter",
    "appearance",
    "parameters",
    "trigger",
)
CHOICES = (("list_name", "name", "label"), ("yn", "1", "Yes"), ("yn", "2", "No"))


@cache
def a_listener() -> Listener:
    rows = (HEAD, ("text", "a", "A"), ("text", "b", "B"), ("select_one yn", "c", "C"))
    form = columns.understood(tables.read(survey(*rows, choices=CHOICES), "a.xlsx"))
    return Listener(form, outline(form))


def test_there_are_words_for_every_coded_error_of_pyxform() -> None:
    assert set(CODES) | INTERNAL == set(ErrorCode.__members__)


@pytest.mark.parametrize("code", sorted(CODES))
def test_a_coded_error_is_understood_however_its_places_are_filled(code: str) -> None:
    template = ErrorCode[code].value.msg
    given = {name: VALUES.get(name, "thing") for _, name, _, _ in Formatter().parse(template) if name}
    (found,) = a_listener().refusal(template.format(**given))
    assert found.grade is Grade.BROKEN
    assert "pyxform" not in found.sentence
    assert "{" not in found.said(str).replace("${", "")
    if "row" in given:
        assert found.row == 4
    if found.sheet == "survey" and CODES[code].column:
        assert found.column == CODES[code].column or "column" in given


def line(**cells: str) -> tuple[str, ...]:
    given = {"type": "text", "name": "q", "label": "Question"} | cells
    return tuple(given.get(column, "") for column in HEAD)


ASK = line(type="select_one yn", name="ask", label="Do you?")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"type": "audit"}, "error survey!B3 An audit has no name of its own."),
        (
            {"type": "audit", "name": "", "parameters": "track-changes=maybe"},
            "H3 “track-changes” must be true or false.",
        ),
        (
            {"type": "audit", "name": "", "parameters": "location-priority=x"},
            "H3 An audit of places needs all three",
        ),
        (
            {
                "type": "audit",
                "name": "",
                "parameters": "location-priority=balanced location-min-interval=9 location-max-age=3",
            },
            "H3 “location-max-age” must not be below “location-min-interval”.",
        ),
        (
            {"type": "select_one yn or_other", "choice_filter": "name != '1'"},
            "F3 A filter does not go with or_other.",
        ),
        (
            {"type": "select_one yn", "parameters": "seed=3"},
            "H3 “seed” means nothing without randomize=true.",
        ),
        (
            {"type": "select_one yn", "parameters": "randomize=true seed=x"},
            "H3 “seed” must be a number or ${…}.",
        ),
        ({"type": "select_one_from_file a.pdf"}, "A3 “a.pdf” is no table that can be read"),
        (
            {"type": "audio", "parameters": "quality=best"},
            "H3 “quality” must be normal, low, voice-only or external.",
        ),
        ({"type": "background-geopoint"}, "I3 A background-geopoint needs a question in the column trigger."),
        ({"type": "text", "parameters": "rows=x"}, "H3 “rows” must be a whole number."),
        ({"type": "text", "trigger": "ask"}, "I3 A name must stand as ${name}"),
        ({"type": "text", "trigger": "${nobody}"}, "I3 There is no question “nobody”."),
        (
            {"type": "range", "parameters": "step=99"},
            "H3 “step” is larger than the whole scale from start to end.",
        ),
        ({"type": "range", "parameters": "start 1"}, "H3 Parameters are written as name=value"),
        ({"type": "text", "name": "meta"}, "B3 The name “meta” is taken."),
        ({"type": "text", "name": "ASK"}, "B3 “ASK” differs from another name in capitals only"),
        ({"type": "subscriberid", "label": ""}, "A3 “subscriberid” stays empty on most devices."),
        ({"type": "select_one_external yn"}, "A3 The list “yn” is not on the sheet “external_choices”."),
    ],
)
def test_what_pyxform_says_of_a_row_is_told_with_its_cell(wrong: dict[str, str], said: str) -> None:
    lines = told(checked(survey(HEAD, ASK, line(**wrong), choices=CHOICES)))
    assert any(said in one for one in lines), lines


def test_the_rows_of_a_text_file_are_its_lines() -> None:
    text = "survey,,,,\n,type,name,label,parameters\n,text,a,A,\n,,,,\n,range,b,B,end=x\n"
    lines = told(checked(text.encode(), "small.csv"))
    assert "error survey!E5 “end” must be a number." in lines


def test_a_missing_sheet_of_choices_is_told_with_what_it_may_be_called() -> None:
    book = xlsx({"survey": (HEAD, ASK), "choises": CHOICES})
    lines = told(checked(book))
    assert any("The list “yn” is not on the sheet “choices”." in one for one in lines), lines


def test_two_data_sets_of_one_name_are_told_at_the_second() -> None:
    twice = (line(type="xml-external", name="yn", label=""), line(type="csv-external", name="yn", label=""))
    lines = told(checked(survey(HEAD, *twice)))
    assert any("error survey!" in one and "yn" in one for one in lines), lines


def test_what_nobody_understands_is_quoted_within_a_sentence() -> None:
    (found,) = a_listener().refusal("A wholly new kind of trouble.")
    assert found.said(str) == "pyxform cannot build the form: A wholly new kind of trouble."
    (found,) = a_listener().warning("Something to think of.")
    assert found.said(str) == "pyxform remarks: Something to think of."
    assert found.grade is Grade.REMARK


def test_odk_validate_is_quoted_without_the_names_of_its_files() -> None:
    said = (
        "ODK Validate Errors:\n>> XForm is invalid.\n: Cycle detected!\n${b}\n\nThe following files failed validation:"
        "\n${tmp5ab9q41l}\n\nResult: Invalid"
    )
    assert validated(said) == "Cycle detected! ${b}"
    listener = a_listener()
    found = invalid(said, listener.form, listener.whole)
    assert (found.sheet, found.row, found.cell) == ("survey", 3, "B3")
