"""What a cell of a spreadsheet says, and which of a sheet's columns and rows are read; as pyxform does it."""

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from app.errors import N_
from app.forms.authoring.errors import SourceError
from app.forms.authoring.sheets import Header, Odd, Oddity, Row, Table

SUPPORTED = ("survey", "choices", "settings", "external_choices", "entities", "osm")
EMPTY_COLUMNS, EMPTY_ROWS = 20, 60  # so many in a row, and a sheet is taken to have ended
LOOKED_BEHIND = 5_000
MOST_ROWS = 200_000

_SPACES = re.compile(r"( )+")


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell holds: its text, and what it is when it is no text."""

    text: str
    odd: Odd | None = None


Line = Sequence[Value]


@dataclass(slots=True)
class Sheet:
    """A sheet while it is read: its title, and what was odd in it."""

    title: str
    oddities: list[Oddity] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The name it is known by."""
        return self.title.lower()


def value_of(value: object) -> Value:
    """Return what a cell's value says: whole numbers without a point, truth values in capitals, dates as they are stored."""
    if value is None:
        return Value("")
    if isinstance(value, bool):
        return Value("TRUE" if value else "FALSE")
    if isinstance(value, float) and value.is_integer():
        return Value(str(int(value)))
    odd = Odd.DATE if isinstance(value, datetime.date | datetime.time | datetime.timedelta) else None
    return Value(str(value).strip().replace("\u00a0", " "), odd)


def headers(titles: Iterable[str]) -> tuple[Header, ...]:
    """Return the titles of a sheet's columns; after a long run of empty ones nothing more is looked for."""
    found: list[Header] = []
    empty = 0
    for at, title in enumerate(titles, 1):
        written = _SPACES.sub(" ", title.strip())
        if written:
            found.append(Header(column=written, written=written, at=at))
        empty = 0 if written else empty + 1
        if empty > EMPTY_COLUMNS:
            break
    return tuple(found)


def table(sheet: Sheet, titles: tuple[Header, ...], lines: Iterable[Line], name: str) -> Table:
    """Return a sheet as a table. `lines` begin below the header; what is odd is noted in `sheet`.

    Raises:
        SourceError: the sheet has more rows than any form.
    """
    _note_doubles(sheet, titles)
    rows = tuple(_rows(sheet, titles, lines, name))
    columns = tuple(dict.fromkeys(header.column for header in titles))
    return Table(name=sheet.name, columns=columns, rows=rows, headers=titles)


def _rows(sheet: Sheet, titles: tuple[Header, ...], lines: Iterable[Line], name: str) -> Iterator[Row]:
    empty = 0
    for number, line in enumerate(lines, start=2):
        cells = _cells(sheet, titles, line, number) if empty <= EMPTY_ROWS else {}
        if cells:
            yield Row(number=number, cells=cells)
        elif empty > EMPTY_ROWS and any(value.text for value in line):
            sheet.oddities.append(Oddity(kind=Odd.UNREAD, sheet=sheet.name, row=number))
            return
        empty = 0 if cells else empty + 1
        if empty > EMPTY_ROWS + LOOKED_BEHIND:
            return
        if number > MOST_ROWS:
            sentence = N_(
                "The sheet “{sheet}” of {file} has more than {most} rows. No form is as large as that."
            )
            raise SourceError(sentence, sheet=sheet.title, file=name, most=MOST_ROWS)


def _cells(sheet: Sheet, titles: tuple[Header, ...], line: Line, number: int) -> dict[str, str]:
    cells = {}
    for header in titles:
        value = line[header.at - 1] if header.at <= len(line) else Value("")
        if value.text:
            cells[header.column] = value.text
            if value.odd is not None:
                sheet.oddities.append(
                    Oddity(
                        kind=value.odd, sheet=sheet.name, row=number, column=header.column, text=value.text
                    )
                )
    return cells


def _note_doubles(sheet: Sheet, titles: tuple[Header, ...]) -> None:
    seen: set[str] = set()
    for header in titles:
        if header.column in seen:
            sheet.oddities.append(
                Oddity(kind=Odd.TWICE, sheet=sheet.name, row=1, column=header.column, text=header.letter)
            )
        seen.add(header.column)
