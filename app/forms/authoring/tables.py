"""The tables of an XLSForm as an author knows them: sheets, numbered rows, named columns; read from CSV or .xlsx."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.errors import N_, UserError

SHEETS = ("survey", "choices", "settings", "entities")


class AuthoringError(UserError):
    """A form cannot be built; the sentence says which part its author must change."""


class SourceError(AuthoringError):
    """The tables of a form cannot be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a sheet; `number` is what a spreadsheet shows beside it (the header is row 1)."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """Return the cell's text, empty when the sheet has no such column."""
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One sheet: its columns in order and its rows that are not empty."""

    name: str
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()

    def __iter__(self) -> Iterator[Row]:
        """Walk through the rows, top down."""
        return iter(self.rows)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """All sheets of a form, by name; a sheet that is not there reads as an empty one."""

    sheets: Mapping[str, Table]

    def __getitem__(self, name: str) -> Table:
        """Return the sheet of that name."""
        return self.sheets.get(name, Table(name=name))

    def languages(self) -> tuple[str, ...]:
        """Return the languages of the labels ("Türkmen (tk)"), in column order; empty for a form without languages."""
        columns = [column for name in ("survey", "choices") for column in self[name].columns]
        found = [column.split("::", 1)[1].strip() for column in columns if column.startswith("label::")]
        return tuple(dict.fromkeys(found))


def read_folder(folder: Path) -> Tables:
    """Read survey.csv, choices.csv, settings.csv (UTF-8) of a form's folder. Raises: SourceError."""
    found = {name: folder / f"{name}.csv" for name in SHEETS if (folder / f"{name}.csv").is_file()}
    if "survey" not in found:
        raise SourceError(N_("{folder} holds no survey.csv, so there is no form in it."), folder=folder.name)
    return Tables(sheets={name: _table(name, _csv_lines(path)) for name, path in found.items()})


def read_workbook(path: Path) -> Tables:
    """Read the sheets of an .xlsx file. Raises: SourceError."""
    from openpyxl import load_workbook

    try:
        book = load_workbook(path, read_only=True, data_only=True)
    except Exception as reason:  # a broken workbook raises whatever its zip or XML parser raises
        raise SourceError(N_("{file} is not a workbook that can be read."), file=path.name) from reason
    try:
        sheets = {name: _table(name, _sheet_lines(book[name])) for name in SHEETS if name in book.sheetnames}
    finally:
        book.close()
    if "survey" not in sheets:
        raise SourceError(N_("{file} has no sheet “survey”, so there is no form in it."), file=path.name)
    return Tables(sheets=sheets)


def _csv_lines(path: Path) -> Iterator[list[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.reader(file)
    except UnicodeDecodeError as reason:
        raise SourceError(N_("{file} is not UTF-8 text. Save it as CSV UTF-8."), file=path.name) from reason


def _sheet_lines(sheet: Any) -> Iterator[list[str]]:
    for line in sheet.iter_rows(
        values_only=True
    ):  # openpyxl has three kinds of sheets; those that hold cells have this
        yield [_text(value) for value in line]


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))  # a spreadsheet keeps 3 as 3.0
    return str(value)


def _table(name: str, lines: Iterable[list[str]]) -> Table:
    walk = iter(lines)
    columns = [cell.strip() for cell in next(walk, [])]
    rows = []
    for number, line in enumerate(walk, start=2):
        cells = {
            column: cell.strip()
            for column, cell in zip(columns, line, strict=False)
            if column and cell.strip()
        }
        if cells:
            rows.append(Row(number=number, cells=cells))
    return Table(name=name, columns=tuple(column for column in columns if column), rows=tuple(rows))
