"""A list of benefit recipients (CSV or XLSX) read into rows; what is wrong with a row is said by row and column."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from app import text
from app.errors import N_, UserError
from app.models.household import Sex
from app.models.partial_date import PartialDate
from app.models.place import PlaceTable

COLUMNS = ("surname", "name", "patronymic", "sex", "birth_date", "place", "address", "benefit")
REQUIRED = ("surname", "name", "sex", "birth_date")
_MOST_BYTES = 64 * 1024 * 1024
_MOST_UNPACKED = 128 * 1024 * 1024
_MOST_COLUMNS = 256
_LONGEST = 400
_TOO_LARGE = N_("The list is larger than 64 MB. Nothing was taken in. Divide it into smaller files.")
_SEXES = {
    "f": "f",
    "m": "m",
    "female": "f",
    "male": "m",
    "z": "f",
    "e": "m",
    "zenan": "f",
    "aýal": "f",
    "erkek": "m",
}
_SEXES |= {"ж": "f", "м": "m", "жен": "f", "муж": "m", "женский": "f", "мужской": "m"}


class UnreadableList(UserError):
    """The file as a whole is no such list; nothing was taken in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recipient:
    """One good row. `birth` is a partial date, `place` a place code or ""."""

    row: int
    surname: str
    name: str
    patronymic: str
    sex: Sex
    birth: str
    place: str
    address: str
    benefit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """What is wrong with one row: its number as spreadsheets count (the header is 1), the column, a sentence."""

    row: int
    column: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What a list holds: good rows, and the problems of the others."""

    recipients: tuple[Recipient, ...]
    problems: tuple[Problem, ...]


def read(path: Path, places: PlaceTable) -> Reading:
    """Read a list.

    Raises:
        UnreadableList: not CSV or XLSX, or a required column is missing.
    """
    if not path.is_file():
        raise UnreadableList(
            N_("There is no list of that name. Nothing was taken in. Check the file's name.")
        )
    if path.stat().st_size > _MOST_BYTES:
        raise UnreadableList(_TOO_LARGE)
    rows = _from_xlsx(path) if path.suffix.lower() == ".xlsx" else _from_csv(path)
    return _reading(rows, places)


def _from_csv(path: Path) -> Iterator[Sequence[Any]]:
    try:
        source = path.read_text(encoding="utf-8-sig")
    except OSError:
        raise UnreadableList(
            N_("There is no list of that name. Nothing was taken in. Check the file's name.")
        ) from None
    except UnicodeDecodeError:
        raise UnreadableList(
            N_("The list is not a UTF-8 text. Nothing was taken in. Save it again as “CSV UTF-8” or as XLSX.")
        ) from None
    first = source.partition("\n")[0]
    separator = max(",;\t", key=first.count)
    try:
        yield from csv.reader(io.StringIO(source, newline=""), delimiter=separator, strict=True)
    except csv.Error:
        raise UnreadableList(
            N_("The list is not a proper CSV file. Nothing was taken in. Save it again from the spreadsheet.")
        ) from None


def _from_xlsx(path: Path) -> Iterator[Sequence[Any]]:
    import zipfile

    import openpyxl  # heavy: only who imports a spreadsheet waits for it

    try:
        with path.open("rb") as file:
            if sum(one.file_size for one in zipfile.ZipFile(file).infolist()) > _MOST_UNPACKED:
                raise UnreadableList(_TOO_LARGE)
            book = openpyxl.load_workbook(file, read_only=True, data_only=True)
            # A sheet may claim to be larger than it is: only as many columns are read as a list can need.
            sheet = book.worksheets[0]
            yield from (list(row) for row in sheet.iter_rows(max_col=_MOST_COLUMNS, values_only=True))
    except UnreadableList:
        raise
    except Exception:  # noqa: BLE001 - whatever a reader of foreign files makes of one that is no such file
        raise UnreadableList(
            N_("The list is not a proper XLSX file. Nothing was taken in. Save it again.")
        ) from None


def _reading(rows: Iterator[Sequence[Any]], places: PlaceTable) -> Reading:
    header = [str(cell or "").strip().casefold() for cell in next(rows, ())]
    missing = [name for name in REQUIRED if name not in header]
    if missing:
        raise UnreadableList(
            N_(
                "The list has no column “{column}”. Nothing was taken in. Its first row must name the columns: {columns}."
            ),
            column=missing[0],
            columns=", ".join(COLUMNS),
        )
    found: list[Recipient] = []
    problems: list[Problem] = []
    for number, row in enumerate(rows, 2):
        cells = {name: _cell(row, place) for place, name in enumerate(header) if name in COLUMNS}
        if not any(cells.values()):
            continue
        wrong = list(_problems(number, cells, places))
        problems += wrong
        if not wrong:
            found.append(_recipient(number, cells, places))
    return Reading(recipients=tuple(found), problems=tuple(problems))


def _cell(row: Sequence[Any], place: int) -> str:
    value = row[place] if place < len(row) else None
    if isinstance(value, datetime | date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return text.clean(str(value)) if value is not None else ""


def _problems(row: int, cells: dict[str, str], places: PlaceTable) -> Iterator[Problem]:
    for column in ("surname", "name"):
        if not cells.get(column):
            yield Problem(row=row, column=column, sentence=N_("This must not be empty."))
    if cells.get("sex", "").casefold().rstrip(".") not in _SEXES:
        yield Problem(row=row, column="sex", sentence=N_("Write f or m."))
    if _birth(cells.get("birth_date", "")) is None:
        yield Problem(
            row=row,
            column="birth_date",
            sentence=N_("Write the date as 07.05.1961 or 1961-05-07, or only the year."),
        )
    if cells.get("place") and _place(cells["place"], places) is None:
        yield Problem(row=row, column="place", sentence=N_("There is no place of that name or code."))
    for column, value in cells.items():
        if len(value) > _LONGEST:
            yield Problem(row=row, column=column, sentence=N_("This is longer than 400 letters."))


def _birth(typed: str) -> str | None:
    parts = typed.replace("/", ".").split(".")
    if len(parts) == 3:
        typed = f"{parts[2]:0>4}-{parts[1]:0>2}-{parts[0]:0>2}"
    elif len(parts) == 2:
        typed = f"{parts[1]:0>4}-{parts[0]:0>2}"
    try:
        born = PartialDate.parse(typed.strip())
    except ValueError:
        return None
    return str(born) if born is not None and 1900 <= born.year <= 2100 else None


def _place(typed: str, places: PlaceTable) -> str | None:
    if typed.upper() in places:
        return typed.upper()
    if typed in places:
        return typed
    wanted = text.fold(typed)
    exact = [
        one.code
        for one in places.all()
        if wanted in (text.fold(one.name_tk), text.fold(one.name_ru), *(text.fold(name) for name in one.also))
        or wanted == text.fold(one.name_tk.rpartition(" ")[0])
    ]
    return exact[0] if len(exact) == 1 else None


def _recipient(row: int, cells: dict[str, str], places: PlaceTable) -> Recipient:
    plain = Recipient(
        row=row,
        surname=cells["surname"],
        name=cells["name"],
        patronymic=cells.get("patronymic", ""),
        sex=Sex(_SEXES[cells["sex"].casefold().rstrip(".")]),
        birth=_birth(cells["birth_date"]) or "",
        place="",
        address=cells.get("address", ""),
        benefit=cells.get("benefit", ""),
    )
    return replace(plain, place=_place(cells["place"], places) or "") if cells.get("place") else plain


def report(problems: Iterable[Problem]) -> list[dict[str, object]]:
    """Return problems as plain rows for JSON."""
    return [{"row": one.row, "column": one.column, "problem": one.sentence} for one in problems]
