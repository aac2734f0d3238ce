"""A list of recipients: bad rows are named by row and column, good ones are read, in CSV and in XLSX."""

import csv
import zipfile
from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app import resources
from app.intake import benefit_list
from app.intake.benefit_list import COLUMNS, Problem, UnreadableList
from app.models.household import Sex
from app.models.place import PlaceTable

PLACES = PlaceTable.parse(resources.text("places.csv"))
GOOD = ["Myradowa", "Şirin", "Amanowna", "f", "07.05.1961", "TM-M-03", "Görogly köçesi, 12", "old_age"]


def as_csv(path: Path, *rows: list[str], header: tuple[str, ...] = COLUMNS, separator: str = ",") -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, delimiter=separator).writerows([list(header), *rows])
    return path


def test_a_good_row_is_read(tmp_path: Path) -> None:
    reading = benefit_list.read(as_csv(tmp_path / "list.csv", GOOD), PLACES)
    assert reading.problems == ()
    (one,) = reading.recipients
    assert (one.row, one.surname, one.sex, one.birth, one.place) == (
        2,
        "Myradowa",
        Sex.FEMALE,
        "1961-05-07",
        "TM-M-03",
    )


def test_bad_rows_are_named_by_row_and_column_and_good_ones_come_in(tmp_path: Path) -> None:
    rows = [
        GOOD,
        ["", "Şirin", "", "f", "1961", "", "", ""],
        ["Orazow", "", "", "x", "32.13.1961", "Atlantida", "", ""],
        ["", "", "", "", "", "", "", ""],
        ["Orazow", "Berdi", "", "e", "1950", "", "", "y" * 401],
        ["Orazow", "Berdi", "", "Erkek", "05.1950", "Mary etraby", "", ""],
    ]
    reading = benefit_list.read(as_csv(tmp_path / "list.csv", *rows), PLACES)
    assert [one.row for one in reading.recipients] == [2, 7]
    assert [(one.row, one.column) for one in reading.problems] == [
        (3, "surname"),
        *((4, column) for column in ("name", "sex", "birth_date", "place")),
        (6, "benefit"),
    ]
    assert reading.recipients[1].birth == "1950-05"
    assert benefit_list.report(reading.problems)[0] == {
        "row": 3,
        "column": "surname",
        "problem": "This must not be empty.",
    }


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_any_usual_separator_and_order_of_columns_is_understood(tmp_path: Path, separator: str) -> None:
    header = ("note", "birth_date", "Sex", "name", " surname ")
    path = as_csv(
        tmp_path / "list.csv", ["x", "1961", "ж", "Ширин", "Мурадова"], header=header, separator=separator
    )
    (one,) = benefit_list.read(path, PLACES).recipients
    assert (one.surname, one.name, one.sex, one.place) == ("Мурадова", "Ширин", Sex.FEMALE, "")


@pytest.mark.parametrize("typed", ["TM-M-03", "tm-m-03", "Mary etraby", "MARY ETRABY", "Марыйский этрап"])
def test_a_place_is_known_by_code_or_by_name_in_either_language(tmp_path: Path, typed: str) -> None:
    row = [*GOOD[:5], typed, *GOOD[6:]]
    reading = benefit_list.read(as_csv(tmp_path / "list.csv", row), PLACES)
    assert [one.place for one in reading.recipients] == ["TM-M-03"], reading.problems


def test_a_spreadsheet_reads_as_its_csv_does_dates_and_numbers_too(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(list(COLUMNS))
    sheet.append([*GOOD[:4], datetime(1961, 5, 7), *GOOD[5:]])  # noqa: DTZ001 - as spreadsheets hold them
    sheet.append(["Orazow", "Berdi", None, "m", 1950.0, None, None, None])
    sheet.append([None] * 8)
    sheet.append(["Orazow", "Berdi", None, "m", "düýn", None, None, None])
    book.save(tmp_path / "list.xlsx")
    reading = benefit_list.read(tmp_path / "list.xlsx", PLACES)
    in_csv = benefit_list.read(as_csv(tmp_path / "list.csv", GOOD), PLACES)
    assert reading.recipients[0] == in_csv.recipients[0]
    assert reading.recipients[1].birth == "1950"
    assert [(one.row, one.column) for one in reading.problems] == [(5, "birth_date")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("list.csv", b""),
        ("list.csv", b"surname,name\nA,B\n"),
        ("list.csv", "surname,name,sex,birth_date\nИванов,А,m,1950".encode("cp1251")),
        ("list.csv", b'surname,name,sex,birth_date\n"A,B,f,1950\n"x"y'),
        ("list.csv", b"surname,name,sex,birth_date\n" + b'"' + b"A" * 200_000 + b'",B,f,1950'),
        ("list.xlsx", b"PK\x03\x04 not a zip"),
        ("list.xlsx", b""),
    ],
)
def test_what_is_no_such_list_is_said_in_one_sentence(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(UnreadableList):
        benefit_list.read(tmp_path / name, PLACES)


def test_a_missing_file_is_said_so(tmp_path: Path) -> None:
    with pytest.raises(UnreadableList, match="no list of that name"):
        benefit_list.read(tmp_path / "nothing.csv", PLACES)


@given(rows=st.lists(st.lists(st.text(max_size=12), min_size=8, max_size=8), max_size=5))
def test_whatever_is_in_the_cells_every_row_is_read_named_or_empty(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]]
) -> None:
    clean = [[cell.replace("\r", "").replace("\x00", "") for cell in row] for row in rows]
    path = as_csv(tmp_path_factory.getbasetemp() / "any.csv", *clean)
    try:
        reading = benefit_list.read(path, PLACES)
    except UnreadableList:
        return
    named = {one.row for one in reading.problems}
    good = {one.row for one in reading.recipients}
    assert not named & good
    assert named | good <= set(range(2, len(rows) + 2))
    assert all(isinstance(one, Problem) and one.column in COLUMNS for one in reading.problems)


def repacked(source: Path, target: Path, sheet: bytes) -> Path:
    """Write a workbook again with other bytes as its first sheet, as only somebody who means harm would."""
    with zipfile.ZipFile(source) as old, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(name, sheet if name.endswith("sheet1.xml") else old.read(name))
    return target


def test_a_spreadsheet_that_claims_or_holds_too_much_is_refused_or_read_quickly(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.save(tmp_path / "list.xlsx")
    start = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    row = b'<row r="1">%s</row>' % b"".join(
        b'<c r="%s1" t="inlineStr"><is><t>%s</t></is></c>' % (letter, name.encode())
        for letter, name in zip(
            (b"A", b"B", b"C", b"D"), ("surname", "name", "sex", "birth_date"), strict=True
        )
    )
    wide = b'<dimension ref="A1:XFD1048576"/><sheetData>' + row
    far = wide + b'<row r="60000"><c r="XFD60000"><v>1</v></c></row></sheetData></worksheet>'
    reading = benefit_list.read(repacked(tmp_path / "list.xlsx", tmp_path / "far.xlsx", start + far), PLACES)
    assert reading.recipients == ()
    full = wide + b"<row><c><v>" + b"7" * 130_000_000 + b"</v></c></row></sheetData></worksheet>"
    for name, sheet in {"full": start + full, "cut": start + row, "other": b"\x00"}.items():
        with pytest.raises(UnreadableList):
            benefit_list.read(repacked(tmp_path / "list.xlsx", tmp_path / f"{name}.xlsx", sheet), PLACES)
