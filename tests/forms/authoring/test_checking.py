"""An author hears of every problem: how bad it is, in which cell, and in one sentence. Good public forms pass."""

from typing import Any

import pytest

from app.forms.authoring import checking
from app.forms.authoring.errors import NoCompiler
from app.forms.authoring.report import Stage
from app.forms.authoring.telling import document
from tests.forms.authoring.books import SETTINGS, block, checked, survey, told, xlsx

HEAD = (
    "type",
    "name",
    "label",
    "relevant",
    "constraint",
    "calculation",
    "required",
    "appearance",
    "parameters",
)
CHOICES = (("list_name", "name", "label"), ("yn", "yes", "Yes"), ("yn", "no", "No"))

PLAIN = """
| survey |
|  | type             | name | label::English (en) | label::Français (fr) | hint::English (en) | hint::Français (fr) |
|  | begin_group      | page | Page                | Page                 |                    |                     |
|  | select one from yn | a  | A                   | A                    | h                  | h                   |
|  | end group        |      |                     |                      |                    |                     |
| choices |
|  | list name | value | caption::English (en) | caption::Français (fr) |
|  | yn        | 1     | Yes                   | Oui                    |
|  | yn        | 0     | No                    | Non                    |
| settings |
|  | title | id_string | version |
|  | Good  | good      | 1       |
"""


def test_an_ordinary_public_form_has_nothing_to_mend() -> None:
    report = checked(PLAIN)
    assert told(report) == []
    assert report.usable
    assert report.about is not None
    assert (report.about.title, report.about.form_id, report.about.version) == ("Good", "good", "1")
    assert report.about.languages == ("English (en)", "Français (fr)")
    assert report.about.questions == 1
    assert [(one.language, one.done, one.total) for one in report.coverage] == [
        ("English (en)", 5, 5),
        ("Français (fr)", 5, 5),
    ]


def line(**cells: str) -> tuple[str, ...]:
    given = {"type": "text", "name": "q", "label": "Question"} | cells
    return tuple(given.get(column, "") for column in HEAD)


def check(*lines: tuple[str, ...], **sheets: Any) -> list[str]:
    return told(checked(survey(HEAD, *lines, **({"choices": CHOICES} | sheets))))


ASK = line(type="select_one yn", name="ask", label="Do you?")
AGE = line(type="integer", name="age", label="How old?")


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"type": "txt"}, "error survey!A4 “txt” is no type of question. Was “text” meant?"),
        ({"type": "select_one"}, "error survey!A4 Behind “select_one” must stand the name of the list"),
        (
            {"type": "select_one yes no"},
            "error survey!A4 “yes no” is no name of a list: a name has no spaces.",
        ),
        ({"type": "select_one ny"}, "error survey!A4 The list “ny” is not on the sheet “choices”."),
        ({"type": "select_one yns"}, "The list “yns” is not on the sheet “choices”. Was “yn” meant?"),
        ({"type": "calculate"}, "error survey!F4 “q” is calculated, but its column “calculation” is empty."),
        ({"name": "two words"}, "error survey!B4 “two words” is not a name"),
        ({"name": "age"}, "error survey!B4 The name “age” is already used in row 3."),
        ({"relevant": "${agee} > 3"}, "error survey!D4 There is no question “agee”."),
        ({"label": "Is ${agee} right?"}, "error survey!C4 There is no question “agee”."),
        (
            {"relevant": "${age} > "},
            "error survey!D4 Character 9 of “${age} >”: a name or a value is missing.",
        ),
        (
            {"relevant": "(${age} > 3"},
            "error survey!D4 Character 12 of “(${age} > 3”: a bracket is never closed.",
        ),
        (
            {"constraint": "${ask} = 'yes"},
            "error survey!E4 Character 10 of “${ask} = 'yes”: a quotation mark is never",
        ),
        ({"calculation": "foo(${age})"}, "error survey!F4 Nobody knows the function foo() (character 1"),
        ({"calculation": "if(${age}, 1)"}, "error survey!F4 if() was given 2 values in its brackets"),
        ({"calculation": "choice-label(${ask}, 'yes')"}, "The function choice-label() belongs to SurveyCTO"),
        ({"calculation": "${q} + 1"}, "error survey!F4 “q” needs its own value to be worked out"),
        (
            {"relevant": "${ask} = 'yess'"},
            "warning survey!D4 “ask” is never “yess”: its list “yn” has no such code. Was",
        ),
        (
            {"relevant": "selected(${ask}, 'maybe')"},
            "“ask” is never “maybe”: its list “yn” has no such code.",
        ),
        ({"relevant": "${age} > 5 and ${age} < 3"}, "warning survey!D4 This can never be true"),
        ({"constraint": ". > 5 and . < 3"}, "warning survey!E4 No answer can ever pass this rule"),
        ({"relevant": "age > 5"}, "warning survey!D4 “age” alone names nothing here. Write ${age}"),
        ({"relevant": "field-list"}, "warning survey!D4 “field-list” names nothing here."),
        ({"constraint": "regex(., '[a-z]+')"}, "warning survey!E4 The pattern “[a-z]+” has no ^ and $"),
        ({"constraint": ". > 3"}, "warning survey!A4 “q” has a rule without words that explain it."),
        ({"required": "yes"}, "warning survey!G1 No question says why it must be answered."),
        ({"type": "note", "required": "yes"}, "warning survey!G4 A note cannot be answered"),
        ({"label": ""}, "error survey!C4 “q” has no label."),
        ({"label": "How  OLD?"}, "warning survey!C4 “q” asks in the same words as “age” in row 3."),
        (
            {"appearance": "minimall"},
            "Nobody knows the appearance “minimall”; the question is shown in the ordinary way. Was",
        ),
        ({"appearance": "cake"}, "warning survey!H4 Nobody knows the appearance “cake”"),
        ({"name": "q" * 70}, "is longer than 64 letters"),
        (
            {"type": "image", "parameters": "max-pixels=big"},
            "error survey!I4 “max-pixels” must be a whole number.",
        ),
        ({"type": "range", "parameters": "end=x"}, "error survey!I4 “end” must be a number."),
        (
            {"type": "text", "parameters": "size=3"},
            "error survey!I4 “size” is not known here. What can stand here: rows.",
        ),
        (
            {"type": "select_one_from_file places.csv"},
            "warning survey!A4 The attached table “places.csv” is not beside",
        ),
    ],
)
def test_a_wrong_row_is_told_with_its_cell(wrong: dict[str, str], said: str) -> None:
    lines = check(ASK, AGE, line(**wrong))
    assert any(said in one for one in lines), lines


def test_a_good_row_is_not_complained_of() -> None:
    assert check(ASK, AGE, line(relevant="${ask} = 'yes' and ${age} >= 18 and ${age} < 60")) == []


@pytest.mark.parametrize(
    "lines",
    [
        [line(type="begin group", name="g", label="G"), AGE, ASK],
        [line(type="begin_repeat", name="g", label="G"), AGE, ASK, line(type="end group", name="", label="")],
    ],
)
def test_a_group_that_is_not_closed_is_told_where_it_begins(lines: list[tuple[str, ...]]) -> None:
    assert any("survey!A2 This " in one and "is never closed" in one for one in check(*lines))


def test_several_problems_are_told_at_once_and_errors_first() -> None:
    lines = check(
        ASK,
        AGE,
        line(relevant="${nobody} = 1"),
        line(name="p", type="txt"),
        line(name="r", appearance="cake"),
    )
    assert [one.split(" ")[0] for one in lines] == ["error", "error", "warning"]


def test_a_question_in_a_repeat_read_from_outside_is_told() -> None:
    inside = (
        line(type="begin_repeat", name="kid", label="Child"),
        AGE,
        line(type="end_repeat", name="", label=""),
    )
    said = "warning survey!D5 “age” is asked again in every “kid”; from here only the first is read."
    assert any(said in one for one in check(*inside, line(relevant="${age} > 3"), ASK))
    assert check(*inside, line(relevant="sum(${age}) > 3"), ASK) == []


def test_a_question_shown_by_a_later_answer_is_told() -> None:
    said = "warning survey!D2 This is shown by an answer that comes later: “age” is asked in row 3."
    assert said in check(line(relevant="${age} > 3"), AGE, ASK)


def test_a_text_that_shows_a_group_shows_nothing() -> None:
    group = (line(type="begin group", name="g", label="G"), AGE, line(type="end group", name="", label=""))
    said = "warning survey!C5 “g” holds no answer, so nothing will be shown in the place of ${g}."
    assert said in check(*group, line(label="Of ${g}"), ASK)


@pytest.mark.parametrize(
    ("choices", "said"),
    [
        ([("yn", "", "Maybe")], "error choices!B4 This answer has no code."),
        ([("yn", "yes", "Again")], "error choices!B4 The code “yes” is twice in this list."),
        ([("yn", "not sure", "Maybe")], "warning choices!B4 The code “not sure” has a space in it"),
        ([("idle", "a", "A"), ("idle", "b", "B")], "warning choices!A4 No question uses the list “idle”."),
        (
            [("yn", "maybe", "Yes")],
            "warning choices!C4 Two answers of this list read the same: “maybe” and “yes”",
        ),
        ([("", "maybe", "Maybe")], "warning choices!A4 This answer belongs to no list."),
        ([("yn", "maybe", "")], "warning choices!C4 “maybe” has no label."),
    ],
)
def test_a_wrong_answer_is_told_with_its_cell(choices: list[tuple[str, ...]], said: str) -> None:
    lines = check(ASK, AGE, choices=(*CHOICES, *choices))
    assert any(said in one for one in lines), lines


def test_codes_with_spaces_are_an_error_only_where_several_can_be_chosen() -> None:
    spaced = (*CHOICES, ("yn", "not sure", "Not sure"))
    several = line(type="select_multiple yn", name="ask", label="Which?")
    assert any(
        one.startswith("error choices!B4 The code “not sure”") for one in check(several, choices=spaced)
    )
    assert checked(survey(HEAD, ASK, choices=spaced)).usable


def test_codes_may_stand_twice_when_the_settings_say_so() -> None:
    settings = (("form_title", "form_id", "version", "allow_choice_duplicates"), ("A", "a", "1", "yes"))
    book = xlsx({"survey": (HEAD, ASK), "choices": (*CHOICES, ("yn", "yes", "Again")), "settings": settings})
    assert checked(book).usable


def test_a_list_of_one_answer_leaves_nothing_to_choose() -> None:
    assert "warning choices!A2 The list “yn” has one answer only, so there is nothing to choose." in check(
        ASK, choices=CHOICES[:2]
    )


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ((), "warning settings! There are no settings"),
        ((("form_title",), ("Small",)), "warning settings!A2 The form has no form_id."),
        ((("form_id", "form_title"), ("small", "Small")), "warning settings!A2 The form has no version"),
        (
            (("form_id", "version", "form_title"), ("a b", "1", "A")),
            "warning settings!A2 The form_id has spaces",
        ),
        (
            (*SETTINGS, ("Second", "second", "2")),
            "warning settings!A3 Only the first row of the sheet “settings”",
        ),
        ((SETTINGS[0], (), SETTINGS[1]), "warning settings!A3 Only row 2 of the sheet “settings” is read"),
    ],
)
def test_settings_that_are_not_there_are_told(settings: tuple[tuple[str, ...], ...], said: str) -> None:
    lines = told(checked(xlsx({"survey": (HEAD, AGE), "settings": settings})))
    assert any(said in one for one in lines), lines


@pytest.mark.parametrize(
    ("titles", "said"),
    [
        (
            ("type", "name", "label", "relevent"),
            "warning survey!D1 The column “relevent” is not known, so it is not read.",
        ),
        (
            ("type", "name", "label", "label"),
            "error survey!D1 There are two columns “label”. Rename or remove one",
        ),
        (
            ("type", "name", "label", "caption"),
            "error survey!D1 The columns “label” and “caption” are two names of one.",
        ),
        (("kind", "name", "label"), "error survey!A1 The sheet “survey” lacks the column “type”."),
    ],
)
def test_wrong_titles_are_told(titles: tuple[str, ...], said: str) -> None:
    lines = told(checked(survey(titles, ("text", "a", "A", "x"))))
    assert any(said in one for one in lines), lines


def test_a_text_missing_in_one_language_is_counted_and_told() -> None:
    report = checked(PLAIN.replace("| Oui  ", "|      ").replace("| h                   |\n", "|     |\n"))
    assert [(one.language, one.done, one.total) for one in report.coverage] == [
        ("English (en)", 5, 5),
        ("Français (fr)", 3, 5),
    ]
    assert [(one.sheet, one.row, one.column, one.name) for one in report.coverage[1].missing] == [
        ("survey", 5, "hint::Français (fr)", "a"),
        ("choices", 9, "caption::Français (fr)", "1"),
    ]
    assert any("choices!E9 “1” is not translated into Français (fr)." in one for one in told(report))
    assert report.usable


def test_a_language_without_a_code_is_told() -> None:
    report = checked(PLAIN.replace("English (en)", "English"))
    assert any("survey!D3 The language “English” has no code behind its name" in one for one in told(report))


CIRCLE = """
| survey |
| | type      | name | label | calculation |
| | calculate | a    |       | ${b} + 1    |
| | text      | t    | T     |             |
| | calculate | b    |       | ${a} + 1    |
"""


def test_a_circle_is_told_at_every_row_of_it() -> None:
    lines = [one for one in told(checked(CIRCLE)) if one.startswith("error")]
    assert [one.split(" ")[1] for one in lines] == ["survey!E4", "survey!E6"]
    assert all("The values go round in a circle, each needs the other: a, b." in one for one in lines)


def test_attached_files_that_are_there_are_used_and_named() -> None:
    question = line(type="select_one_from_file places.csv", name="where", label="Where?")
    book = survey((*HEAD, "image"), (*question, "map.png"))
    report = checked(book, media={"places.csv": b"name,label\na,Ahal\n", "letter.doc": b""})
    assert report.media == ("places.csv",)
    assert report.absent == ("map.png",)
    assert any(
        "warning survey!J2 The attached file “map.png” is not beside the form." in one for one in told(report)
    )


def test_what_the_program_itself_gives_a_form_is_not_missed() -> None:
    case = line(type="csv-external", name="case", label="")
    assert check(case, line(calculation="instance('case')/root/item/age"), ASK) == []


def test_a_form_with_last_saved_answers_is_told_that_there_are_none() -> None:
    head = (*HEAD, "default")
    book = survey(head, (*AGE, "${last-saved#age}"))
    report = checked(book)
    assert report.usable
    assert any("warning survey!J2 This program keeps no last saved answers" in one for one in told(report))


def test_every_stage_is_told_in_order() -> None:
    stages: list[Stage] = []
    checked(survey(HEAD, AGE), staged=stages.append)
    assert stages == list(Stage)


def test_an_xform_is_checked_by_itself() -> None:
    made = checked(survey(HEAD, ASK, AGE, choices=CHOICES))
    report = checking.check(made.xml.encode(), "small.xml")
    assert report.usable
    assert report.about == made.about
    broken = made.xml.replace("</h:body>", "")
    assert "is not well-formed XML" in told(checking.check(broken.encode(), "small.xml"))[0]


def test_a_wrong_expression_of_an_xform_is_told_with_its_path() -> None:
    made = checked(survey(HEAD, AGE, line(relevant="${age} > 3")))
    report = checking.check(made.xml.replace("/data/age  &gt; 3", "nofunction(1)").encode(), "small.xml")
    (problem,) = document(report, str)["problems"]
    assert problem["severity"] == "error"
    assert problem["column"] == "/data/q"


def test_a_question_that_pyxform_refuses_for_want_of_words_is_an_error_not_a_remark() -> None:
    report = checked(survey(HEAD, AGE, line(label="")))
    assert not report.usable
    assert told(report) == ["error survey!C3 “q” has no label."]


def test_what_pyxform_stumbles_over_is_told_with_its_cell() -> None:
    rows = (line(type="begin_repeat", name="r"), AGE, line(type="end_repeat", name="", label=""))
    report = checked(survey(HEAD, *rows, line(type="select_multiple ${age}")))
    said = "Several answers cannot be chosen from a repeat. Use select_one or rank."
    assert told(report)[0] == f"error survey!A5 {said}"


def test_a_form_that_asks_nothing_can_be_used_and_that_is_said() -> None:
    report = checked(survey(HEAD, line(type="calculate", label="", calculation="1 + 1")))
    assert report.usable
    assert told(report) == ["warning survey! Nothing is asked in this form."]


def test_twenty_thousand_rows_are_too_many_and_that_is_said_at_once() -> None:
    many = "".join(f",text,q{number},Q\n" for number in range(20_001))
    report = checked(f"survey,,,\n,type,name,label\n{many}".encode(), "many.csv")
    assert told(report) == ["error survey! The form has more than 20000 fields."]


def test_without_pyxform_a_spreadsheet_is_refused_in_one_sentence_and_an_xform_still_checked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    made = checked(survey(HEAD, AGE))
    block(monkeypatch, "pyxform", "xlrd")
    with pytest.raises(NoCompiler, match="needs pyxform, which is not part of this build"):
        checked(survey(HEAD, AGE))
    assert checking.check(made.xml.encode(), "small.xml").usable
