"""Read the tables of a form: from the CSV files of a folder, from a workbook, or from whatever an author has."""

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path

from app.errors import N_
from app.forms.authoring import plain, sentences, workbooks
from app.forms.authoring.errors import AuthoringError, SourceError
from app.forms.authoring.sheets import Header, Row, Table, Tables

__all__ = ["AuthoringError", "Row", "SourceError", "Table", "Tables", "read", "read_folder", "read_workbook"]

SHEETS = ("survey", "choices", "settings", "entities")
MOST_BYTES = 64 * 1024 * 1024

_NAMED = 5  # sheets named where the one that is needed is missing


def read_folder(folder: Path) -> Tables:
    """Read survey.csv, choices.csv, settings.csv (UTF-8) of a form's folder. Raises: SourceError."""
    found = {name: folder / f"{name}.csv" for name in SHEETS if (folder / f"{name}.csv").is_file()}
    if "survey" not in found:
        raise SourceError(N_("{folder} holds no survey.csv, so there is no form in it."), folder=folder.name)
    sheets = {name: _table(name, _csv_lines(path)) for name, path in found.items()}
    return Tables(sheets=sheets, names=tuple(found))


def read_workbook(path: Path) -> Tables:
    """Read the sheets of a form in a file of whatever kind. Raises: SourceError."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise SourceError(
                sentences.TOO_LARGE,
                file=path.name,
                most=MOST_BYTES // 1024 // 1024,
            )
        data = path.read_bytes()
    except OSError:
        raise SourceError(sentences.UNREADABLE, file=path.name) from None
    return read(data, path.name)


def read(data: bytes, name: str) -> Tables:
    """Read a form's sheets out of a file's content; its kind is seen from the content. Raises: SourceError."""
    if data.startswith(workbooks.ZIP):
        tables = workbooks.read_xlsx(data, name)
    elif data.startswith(workbooks.OLE):
        tables = workbooks.read_xls(data, name)
    elif Path(name).suffix.lower() in workbooks.SUFFIXES:
        raise SourceError(workbooks.NO_WORKBOOK, file=name)
    else:
        tables = plain.read(data, name)
    if "survey" not in tables.sheets:
        sentence = N_(
            "{file} has no sheet “survey”, so there is no form in it. Its sheets are called: {sheets}."
        )
        raise SourceError(sentence, file=name, sheets=", ".join(tables.names[:_NAMED]))
    if not tables["survey"].columns:
        raise SourceError(N_("The sheet “survey” of {file} is empty, so there is no form in it."), file=name)
    return tables


def _csv_lines(path: Path) -> Iterator[list[str]]:
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            yield from csv.reader(file)
    except UnicodeDecodeError as reason:
        raise SourceError(sentences.NOT_UTF8, file=path.name) from reason


def _table(name: str, lines: Iterable[list[str]]) -> Table:
    walk = iter(lines)
    titles = [cell.strip() for cell in next(walk, [])]
    rows = []
    for number, line in enumerate(walk, start=2):
        cells = {
            column: cell.strip()
            for column, cell in zip(titles, line, strict=False)
            if column and cell.strip()
        }
        if cells:
            rows.append(Row(number=number, cells=cells))
    headers = [Header(column=title, written=title, at=at) for at, title in enumerate(titles, 1) if title]
    columns = tuple(header.column for header in headers)
    return Table(name=name, columns=columns, rows=tuple(rows), headers=tuple(headers))
