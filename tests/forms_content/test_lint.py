"""The author hears what is wrong with a form: where, and in one sentence."""

import pytest

from app.forms.authoring import lint
from app.forms.authoring.tables import Row, Table, Tables

COLUMNS = (
    "label::tk",
    "label::ru",
    "hint::tk",
    "hint::ru",
    "constraint_message::tk",
    "constraint_message::ru",
)
GOOD = {"type": "text", "name": "who", "label::tk": "Ady", "label::ru": "Имя"}
ANSWER = {"list_name": "yes_no", "name": "yes", "label::tk": "Hawa", "label::ru": "Да"}


def remarks(survey: list[dict[str, str]], choices: list[dict[str, str]] | None = None) -> list[str]:
    """Return what lint says about a form of these rows (a row of its own for each, the header being row 1)."""
    return [
        str(finding)
        for finding in lint.check(
            Tables(sheets={"survey": _table("survey", survey), "choices": _table("choices", choices or [])})
        )
    ]


def _table(name: str, rows: list[dict[str, str]]) -> Table:
    numbered = tuple(Row(number=number, cells=cells) for number, cells in enumerate(rows, start=2))
    return Table(name=name, columns=("type", "name", *COLUMNS), rows=numbered)


def test_a_good_form_gives_no_remark() -> None:
    select = {"type": "select_one yes_no", "name": "agree", "label::tk": "Razymy?", "label::ru": "Согласны?"}
    assert remarks([GOOD, select], [ANSWER]) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"type": ""}, "survey, row 3, column type: This row has no type."),
        ({"name": ""}, "survey, row 3, column name: This row has no name."),
        ({"name": "2nd"}, "“2nd” is not a name"),
        ({"name": "who"}, "The name “who” is already used in row 2."),
        ({"type": "select_one nowhere"}, "The list “nowhere” is not on the sheet “choices”."),
        ({"label::ru": ""}, "survey, row 3, column label::ru: “second” is not translated into ru."),
        ({"label::tk": "", "label::ru": ""}, "column label::tk: “second” has no label."),
        ({"hint::tk": "Ýazyň"}, "column hint::ru: “second” is not translated into ru."),
        ({"constraint": ". > 1"}, "“second” has a rule without words that explain it."),
        ({"required": "yes"}, "“second” has a rule without words that explain it."),
        ({"relevant": "${whom} = 1"}, "column relevant: There is no question “whom”."),
        ({"label::tk": "Ady ${who}"}, "“second” does not name the same ${…} in every language."),
        ({"relevant": "regex(${who}, '[A-Z]+')"}, "The pattern “[A-Z]+” has no ^ and $"),
        ({"relevant": "${who}[2] = 1"}, "counts differently in different programs"),
    ],
)
def test_a_wrong_row_is_named_with_sheet_row_and_column(wrong: dict[str, str], said: str) -> None:
    row = {"type": "text", "name": "second", "label::tk": "Iki", "label::ru": "Два"} | wrong
    row = {column: cell for column, cell in row.items() if cell}
    assert any(said in remark for remark in remarks([GOOD, row], [ANSWER])), remarks([GOOD, row], [ANSWER])


def test_an_anchored_pattern_gives_no_remark() -> None:
    rule = {
        "constraint": "regex(., '^[0-9]{6}$')",
        "constraint_message::tk": "6",
        "constraint_message::ru": "6",
    }
    assert remarks([GOOD | rule]) == []


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"name": ""}, "choices, row 3, column name: This answer has no code."),
        ({"name": "two words"}, "The code “two words” has a space in it"),
        ({"name": "yes"}, "The code “yes” is twice in this list."),
        ({"label::ru": ""}, "choices, row 3, column label::ru"),
        ({"list_name": "idle"}, "No question uses the list “idle”."),
    ],
)
def test_a_wrong_answer_is_named_with_sheet_row_and_column(wrong: dict[str, str], said: str) -> None:
    select = GOOD | {"type": "select_one yes_no"}
    row = {"list_name": "yes_no", "name": "no", "label::tk": "Ýok", "label::ru": "Нет"} | wrong
    row = {column: cell for column, cell in row.items() if cell}
    assert any(said in remark for remark in remarks([select], [ANSWER, row]))


def test_groups_that_do_not_close_are_named() -> None:
    opened = {"type": "begin group", "name": "page", "label::tk": "A", "label::ru": "А"}
    assert remarks([opened]) == ["survey, row 2, column type: This group is never closed."]
    assert remarks([opened, {"type": "end repeat"}])[0].endswith("closes nothing that is open.")


def test_a_hint_in_a_language_without_labels_is_named() -> None:
    table = Table(name="survey", columns=("label::tk", "hint::en", "hint"), rows=())
    said = [str(finding) for finding in lint.check(Tables(sheets={"survey": table}))]
    assert said == [
        "survey, row 1, column hint::en: There are no labels in the language “en” of this column.",
        "survey, row 1, column hint: This column names no language, the labels do.",
    ]
