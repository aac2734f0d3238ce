"""A form's file is read as pyxform reads it, whatever kind it is; what is no form is refused in one sentence."""

import datetime
import io
import warnings
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from pyxform.xls2json_backends import DefinitionData, definition_to_dict, get_definition_data

from app.forms.authoring import tables, workbooks
from app.forms.authoring.errors import SourceError
from app.forms.authoring.sheets import Odd, Tables
from app.forms.authoring.xlsform import definition
from tests.forms.authoring.books import SETTINGS, survey, told, xls, xlsx
from tests.forms.authoring.books import checked as check_form

DAY = datetime.datetime(2026, 5, 1, 9, 30)  # noqa: DTZ001 - a spreadsheet's dates have no zone
QUESTIONS = (("type", "name", "label"), ("text", "who", "Name"), (), ("integer", "age", 7.0))
MARKDOWN = """
# a remark
| survey |
|        | type      | name | label        | |
|        | text      | who  | Name \\| nick | |
|--------|-----------|------|--------------|-|
|        | integer   | age  | Age          | |
| Choices |
|        | list_name | name | label |
|        | l         | a    | A     |
| notes  |
|        | whatever  |
"""
CSV = """survey,,,
,type,name,label
,text,who,"Name, nick"
,,,
,integer,age,Age
"choices",list_name,name,label
,l,a,A
"""


def theirs(data: bytes, ending: str) -> DefinitionData:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return definition_to_dict(get_definition_data(io.BytesIO(data)), ending)


def ours(data: bytes, ending: str) -> DefinitionData:
    return DefinitionData(**definition(tables.read(data, f"form{ending}")))


def rows(read: DefinitionData) -> dict[str, object]:
    return {
        name: getattr(read, name)
        for name in ("survey", "choices", "settings", "external_choices", "entities")
    }


def odd_book() -> bytes:
    """A workbook with everything that spreadsheets do to a form."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Survey"
    sheet.append([" type", "name ", None, "label  of  it", "relevant", "version", "notes"])
    sheet.append(["text", "who", None, "\u00a0Name\u00a0here ", 3.0, True, None])
    sheet.append([None, "   ", None, None, None, None, None])
    sheet.append(["integer", "age", "in no column", 1.5, None, False, DAY])
    sheet.append(["date", "born", None, datetime.time(9, 30), None, None, None])
    sheet.row_dimensions[4].hidden = True
    book.create_sheet("Choices").append(["list name", "name", "label"])
    book.create_sheet("reference").append(["anything"])
    settings = book.create_sheet("SETTINGS")
    settings.append(["form_id", "version"])
    settings.append(["small", 20260501])
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.mark.parametrize(
    ("data", "ending"),
    [
        (survey(*QUESTIONS), ".xlsx"),
        (odd_book(), ".xlsx"),
        (xlsx({"anything": QUESTIONS}), ".xlsx"),
        (xls({"survey": QUESTIONS, "Settings": SETTINGS, "notes": (("x",),)}), ".xls"),
        (xls({"survey": (("type", "name", "required"), ("text", "a", True), ("text", "b", 2.5))}), ".xls"),
        (CSV.encode(), ".csv"),
        (MARKDOWN.encode(), ".md"),
    ],
)
def test_every_kind_of_file_is_read_as_pyxform_reads_it(data: bytes, ending: str) -> None:
    read, wanted = ours(data, ending), theirs(data, ending)
    assert rows(read) == rows(wanted)
    assert read.survey_header is not None
    assert wanted.survey_header is not None
    assert [one for one in wanted.survey_header[0] if one and one != "None"] == list(read.survey_header[0])


def test_rows_keep_the_numbers_that_a_spreadsheet_shows() -> None:
    assert [row.number for row in tables.read(survey(*QUESTIONS), "a.xlsx")["survey"]] == [2, 4]
    assert [row.number for row in tables.read(MARKDOWN.encode(), "a.md")["survey"]] == [5, 7]
    assert [row.number for row in tables.read(CSV.encode(), "a.csv")["survey"]] == [3, 5]


def odd(read: Tables) -> list[tuple[Odd, int, str]]:
    return [(one.kind, one.row, one.column) for one in read.oddities]


def test_dates_spreadsheet_errors_and_double_columns_are_noticed() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "survey"
    sheet.append(["type", "name", "label", "label"])
    sheet.append(["date", datetime.date(2026, 1, 2), "#REF!", "x"])
    sheet["C2"].data_type = "e"
    sheet.merge_cells("A3:B4")
    written = io.BytesIO()
    book.save(written)
    assert odd(tables.read(written.getvalue(), "a.xlsx")) == [
        (Odd.MERGED, 3, ""),
        (Odd.TWICE, 1, "label"),
        (Odd.DATE, 2, "name"),
        (Odd.ERROR, 2, "label"),
    ]


def test_what_stands_below_a_long_gap_is_not_read_and_that_is_said() -> None:
    gap = [()] * 70
    report = check_form(survey(("type", "name", "label"), ("text", "a", "A"), *gap, ("text", "b", "B")))
    assert report.about is not None
    assert report.about.questions == 1
    assert any("survey!A73 Nothing is read from this row on" in line for line in told(report))


def test_a_macro_is_never_run_and_that_is_said(tmp_path: Path) -> None:
    book = io.BytesIO(survey(*QUESTIONS))
    with zipfile.ZipFile(book, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"macro")
    path = tmp_path / "form.xlsm"
    path.write_bytes(book.getvalue())
    assert Odd.MACROS in [one.kind for one in tables.read_workbook(path).oddities]


def archive(**parts: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as written:
        for name, content in parts.items():
            written.writestr(name, content)
    return made.getvalue()


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><sst><si><t>&b;</t></si></sst>'


def bombed(book: bytes, part: str, content: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, content if name == part else old.read(name))
    return made.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "empty.xlsx", "empty.xlsx is not a workbook that can be read."),
        (b"", "empty.csv", "empty.csv is neither a workbook nor a form in plain text"),
        (b"PK\x03\x04 broken", "broken.xlsx", "broken.xlsx is not a workbook"),
        (survey(*QUESTIONS)[:-400], "cut.xlsx", "cut.xlsx is not a workbook"),
        (
            archive(mimetype=b"application/vnd.oasis.opendocument.spreadsheet"),
            "a.ods",
            "is an OpenDocument spreadsheet",
        ),
        (archive(letter=b"x"), "letter.docx", "letter.docx is not a workbook"),
        (
            archive(bomb=bytes(workbooks.MOST_UNPACKED + 1)),
            "bomb.xlsx",
            "bomb.xlsx unpacks to more than 256 megabytes",
        ),
        (
            bombed(survey(*QUESTIONS), "xl/worksheets/sheet1.xml", ENTITIES),
            "entities.xlsx",
            "is not a workbook",
        ),
        (
            xlsx({"a": (("x",),), "b": (("y",),)}),
            "other.xlsx",
            "has no sheet “survey”, so there is no form in it. Its sheets are called: a, b.",
        ),
        (xlsx({"survey": (), "choices": ()}), "bare.xlsx", "The sheet “survey” of bare.xlsx is empty"),
        (xlsx({"Sheet1": ()}), "new.xlsx", "The sheet “survey” of new.xlsx is empty"),
        (CSV.replace(",", ";").encode(), "excel.csv", "has no commas between its columns, but semicolons"),
        (xls({"survey": QUESTIONS}, protected=True), "old.xls", "old.xls is protected by a password"),
        (
            xls({"x": QUESTIONS}) + "EncryptedPackage".encode("utf-16-le"),
            "new.xlsx",
            "is protected by a password",
        ),
        (workbooks.OLE + bytes(600), "broken.xls", "broken.xls is not a workbook"),
        (
            "survey,,,\n,type,name,label\n,text,a,Ä\n".encode("cp1252"),
            "latin.csv",
            "latin.csv is not UTF-8 text",
        ),
        (b"\x00\x01\x02\xff" * 99, "noise.csv", "noise.csv is neither a workbook nor a form"),
        (b"a letter, not a form", "letter.csv", "letter.csv is neither a workbook nor a form"),
    ],
)
def test_what_is_no_form_is_refused_in_one_sentence(data: bytes, name: str, said: str) -> None:
    with pytest.raises(SourceError) as refused:
        tables.read(data, name)
    assert said in str(refused.value)


def test_a_csv_file_of_windows_in_utf_16_is_read() -> None:
    assert tables.read(CSV.encode("utf-16"), "a.csv")["survey"].rows[0]["name"] == "who"


def test_a_file_that_is_not_there_is_refused_by_its_name(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"gone\.xlsx could not be read"):
        tables.read_workbook(tmp_path / "gone.xlsx")
