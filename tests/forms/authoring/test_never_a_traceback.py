"""Whatever is in a file, its author gets sentences; and what can be used is never called unusable, nor the other way round."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from app import i18n
from app.forms import definition
from app.forms.authoring import checking
from app.forms.authoring.finding import Grade
from app.forms.authoring.report import Report
from app.forms.authoring.telling import document, lines, packed, unpacked
from tests.forms.authoring.books import xls, xlsx

MOST = 60
FORM: dict[str, list[list[Any]]] = {
    "survey": [
        [
            "type",
            "name",
            "label::tk",
            "label::ru",
            "relevant",
            "constraint",
            "calculation",
            "appearance",
            "parameters",
        ],
        ["text", "who", "Ady", "Имя", "", "regex(., '^[A-Z]+$')", "", "multiline", "rows=3"],
        ["select_one yn", "ask", "Razymy?", "Согласны?", "${who} != ''", "", "", "minimal", ""],
        ["begin_repeat", "kid", "Çaga", "Ребёнок", "${ask} = 'yes'", "", "", "", ""],
        ["integer", "age", "Ýaşy", "Возраст", "", ". < 120", "", "", ""],
        ["end_repeat", "", "", "", "", "", "", "", ""],
        ["calculate", "sum", "", "", "", "", "sum(${age})", "", ""],
        ["range", "how", "Näçe?", "Сколько?", "${sum} > 3", "", "", "", "start=1 end=5 step=1"],
        ["note", "bye", "Sag boluň, ${who}", "Спасибо, ${who}", "", "", "", "", ""],
    ],
    "choices": [
        ["list_name", "name", "label::tk", "label::ru"],
        ["yn", "yes", "Hawa", "Да"],
        ["yn", "no", "Ýok", "Нет"],
    ],
    "settings": [["form_title", "form_id", "version"], ["Kiçi", "small", "1"]],
}
CELLS = st.one_of(
    st.sampled_from(
        [
            *(
                "",
                "${",
                "${}",
                "${who}",
                "${nobody}",
                "}",
                "select_one",
                "select_one ${kid}",
                "begin group",
                "end repeat",
            ),
            *(
                "rank yn",
                "select_multiple yn or_other",
                "audit",
                "meta",
                "who",
                "1e400",
                "'",
                '"',
                "../x",
                "//x",
                "/",
                "[",
            ),
            *(
                "a[1",
                "1 div 0",
                "not(",
                "if(1,2,3)",
                "instance('yn')/root/item",
                "current()",
                ". = .",
                "yes",
                "TRUE",
                "no",
            ),
            *(
                "<b>",
                "&amp;",
                "]]>",
                "\u0000",
                "\ufffe",
                "\u202e",
                "label::",
                "::",
                ":",
                "media::image",
                "name",
                "type",
            ),
            *(
                "${last-saved#who}",
                "pulldata('a','b','c',1)",
                "search('x')",
                "randomize=true seed=${who}",
                "save_to",
            ),
            *(
                "x" * 300,
                "(" * 200,
                "-" * 90 + "1",
                "${who}[2] = 1",
                "jr:choice-name(${ask}, '${ask}')",
                "=1+1",
            ),
        ]
    ),
    st.text(max_size=12),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.booleans(),
)
CHANGES = st.lists(
    st.tuples(
        st.sampled_from(["cell", "cell", "cell", "title", "drop", "twice", "sheet"]),
        st.sampled_from(sorted(FORM)),
        st.integers(0, 8),
        st.integers(0, 8),
        CELLS,
    ),
    min_size=1,
    max_size=4,
)


def changed(changes: list[tuple[str, str, int, int, Any]]) -> dict[str, list[list[Any]]]:
    sheets = {name: [list(line) for line in sheet] for name, sheet in FORM.items()}
    for what, name, row, column, value in changes:
        sheet = sheets.get(name)
        if not sheet:
            continue
        at = row % len(sheet)
        if what == "cell":
            sheet[at][column % len(sheet[at])] = value
        elif what == "title":
            sheet[0][column % len(sheet[0])] = value
        elif what == "drop":
            del sheet[at]
        elif what == "twice":
            sheet.insert(at, list(sheet[at]))
        else:
            sheets.pop(name)
    return sheets


def holds(report: Report) -> None:
    """Everything in a report can be said in every language and sent to another process, and its parts agree."""
    for language in i18n.LANGUAGES:
        translate = i18n.words(language).tr
        assert len(lines(report, translate)) >= len(report.findings)
        assert len(document(report, translate)["problems"]) == len(report.findings)
    assert unpacked(packed(report)) == report
    assert report.usable == (not any(one.grade is Grade.BROKEN for one in report.findings))
    assert not any(one.grade is Grade.SUSPECT for one in report.findings)
    if report.usable:
        definition.load(report.xml.encode())


@given(CHANGES)
@settings(max_examples=MOST)
def test_a_form_with_anything_in_it_is_reported_on(changes: list[tuple[str, str, int, int, Any]]) -> None:
    sheets = changed(changes)
    cleaned = {
        name: [[one if not isinstance(one, str) else _legal(one) for one in line] for line in sheet]
        for name, sheet in sheets.items()
    }
    if cleaned:
        holds(checking.check(xlsx(cleaned), "form.xlsx"))


def _legal(text: str) -> str:
    """Leave out what no workbook can hold."""
    return "".join(letter for letter in text if letter in "\t\n" or letter >= " ")[:30_000]


@given(
    st.text(alphabet="survey|choices,type name\n\"'${}:-#\\ä\u0000", max_size=200),
    st.sampled_from([".csv", ".md"]),
)
def test_any_text_is_reported_on(text: str, ending: str) -> None:
    head = "survey,,,,\n,type,name,label\n" if ending == ".csv" else "| survey |\n| | type | name | label |\n"
    holds(checking.check((head + text).encode(), f"form{ending}"))


BOOKS = (xlsx(FORM), xls(FORM))


@given(
    st.sampled_from(BOOKS),
    st.lists(st.tuples(st.integers(0, 20_000), st.integers(0, 255)), min_size=1, max_size=6),
)
@settings(max_examples=MOST)
def test_a_damaged_workbook_is_reported_on(book: bytes, changes: list[tuple[int, int]]) -> None:
    damaged = bytearray(book)
    for at, value in changes:
        damaged[at % len(damaged)] = value
    holds(checking.check(bytes(damaged), "form.xlsx"))


def test_the_form_of_these_tests_is_itself_in_order() -> None:
    report = checking.check(BOOKS[0], "form.xlsx")
    assert report.usable
    assert checking.check(BOOKS[1], "form.xls").about == report.about
