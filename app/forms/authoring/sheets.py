"""The tables of an XLSForm as an author knows them: sheets, columns as they are written, rows by their number."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One row of a sheet; `number` is what a spreadsheet shows beside it (the header is row 1)."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        """Return the cell's text, empty when the sheet has no such column."""
        return self.cells.get(column, "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """One column's title: the name it is found by here, what the author wrote, and its place from 1."""

    column: str
    written: str
    at: int

    @property
    def letter(self) -> str:
        """The letters a spreadsheet shows above the column."""
        letters, rest = "", self.at
        while rest > 0:
            rest, place = divmod(rest - 1, 26)
            letters = chr(ord("A") + place) + letters
        return letters


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One sheet: its columns in order and its rows that are not empty. `row` is where its header stands."""

    name: str
    columns: tuple[str, ...] = ()
    rows: tuple[Row, ...] = ()
    headers: tuple[Header, ...] = ()
    row: int = 1

    def __iter__(self) -> Iterator[Row]:
        """Walk through the rows, top down."""
        return iter(self.rows)

    def header(self, column: str) -> Header | None:
        """Return the title of a column, the last one when several stand for the same."""
        return next((header for header in reversed(self.headers) if header.column == column), None)


class Odd(StrEnum):
    """What a spreadsheet can hold that is no text."""

    DATE = "date"
    ERROR = "error"
    MERGED = "merged"
    TWICE = "twice"
    UNREAD = "unread"
    MACROS = "macros"


@dataclass(frozen=True, slots=True, kw_only=True)
class Oddity:
    """Something of a spreadsheet that an author should know of: a date typed as a date, merged cells…"""

    kind: Odd
    sheet: str
    row: int
    column: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tables:
    """All sheets of a form, by name; a sheet that is not there reads as an empty one.

    `names` are those of every sheet of the file, as written. `spaced` says that the rows between are counted, as a
    spreadsheet counts them.
    """

    sheets: Mapping[str, Table]
    names: tuple[str, ...] = ()
    oddities: tuple[Oddity, ...] = ()
    spaced: bool = True

    def __getitem__(self, name: str) -> Table:
        """Return the sheet of that name."""
        return self.sheets.get(name, Table(name=name))

    def languages(self) -> tuple[str, ...]:
        """Return the languages of the labels ("Türkmen (tk)"), in column order; empty for a form without languages."""
        columns = [column for name in ("survey", "choices") for column in self[name].columns]
        found = [column.split("::", 1)[1].strip() for column in columns if column.startswith("label::")]
        return tuple(dict.fromkeys(found))
