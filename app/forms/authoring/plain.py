"""Read forms that are plain text: one CSV file with the sheets below each other, or tables in Markdown."""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from app.errors import N_
from app.forms.authoring import sentences
from app.forms.authoring.cells import SUPPORTED
from app.forms.authoring.errors import SourceError
from app.forms.authoring.sheets import Header, Row, Table, Tables

_BOMS = {b"\xff\xfe": "utf-16", b"\xfe\xff": "utf-16"}
_COMMENT = re.compile(r"\s*#")
_COMMENT_BEHIND = re.compile(r"^(.*)(#[^|]+)$")
_LINE = re.compile(r"\s*\|(.*)\|\s*")
_RULE = re.compile(r"[|-]+")
_BAR = re.compile(r"(?<!\\)\|")
_LOOKED_AT = 5_000
MOST_ROWS = 200_000

Numbered = tuple[int, list[str]]

_NO_FORM = N_("{file} is neither a workbook nor a form in plain text, as far as can be told.")
_OTHER_MARKS = N_(
    "{file} has no commas between its columns, but semicolons or tabs. Save it as an Excel workbook (.xlsx) and choose that."
)
_BROKEN = N_("{file} is not a readable CSV table (line {line}).")


def read(data: bytes, name: str) -> Tables:
    """Read a form's sheets from text. Raises: SourceError."""
    text = _decoded(data, name)
    beginning = text[:_LOOKED_AT]
    if beginning.count("|") >= 5 and re.search(r"(?m)^\s*\|", beginning):
        lines: Iterable[Numbered] = _markdown(text)
    elif beginning.count(",") >= 4:
        lines = _csv(text, name)
    else:
        parted = max(beginning.count(";"), beginning.count("\t")) >= 4
        raise SourceError(_OTHER_MARKS if parted else _NO_FORM, file=name)
    return _sheets(lines, name)


def _decoded(data: bytes, name: str) -> str:
    try:
        text = data.decode(_BOMS.get(data[:2], "utf-8-sig"))
    except UnicodeDecodeError as reason:
        raise SourceError(sentences.NOT_UTF8 if b"\0" not in data else _NO_FORM, file=name) from reason
    if "\0" in text:
        raise SourceError(_NO_FORM, file=name)
    return text


def _csv(text: str, name: str) -> Iterator[Numbered]:
    reader = csv.reader(io.StringIO(text, newline=""))
    try:
        yield from enumerate(reader, 1)
    except csv.Error as reason:
        raise SourceError(_BROKEN, file=name, line=reader.line_num) from reason


def _markdown(text: str) -> Iterator[Numbered]:
    for number, line in enumerate(text.split("\n"), 1):
        if _COMMENT.match(line):
            continue
        behind = _COMMENT_BEHIND.match(line)
        found = _LINE.match(behind[1] if behind else line)
        if found and not _RULE.fullmatch(found[1]):
            yield number, [cell.replace(r"\|", "|") for cell in _BAR.split(found[1])]


def _sheets(lines: Iterable[Numbered], name: str) -> Tables:
    """Cut the lines into sheets: the first column names one, the next line that is not empty holds its titles."""
    found: dict[str, list[Numbered]] = {}
    names: list[str] = []
    sheet = ""
    for number, line in lines:
        if number > MOST_ROWS:
            sentence = N_("{file} has more than {most} rows. No form is as large as that.")
            raise SourceError(sentence, file=name, most=MOST_ROWS)
        title = line[0].strip() if line else ""
        if title:
            sheet = title.lower()
            names.append(title)
            found[sheet] = []
        if sheet and any(cell.strip() for cell in line[1:]):
            found[sheet].append((number, [cell.strip() for cell in line[1:]]))
    if len(found) == 1 and sheet not in SUPPORTED:
        found = {"survey": found[sheet]}
    sheets = {one: _table(one, kept) for one, kept in found.items() if one in SUPPORTED}
    return Tables(sheets=sheets, names=tuple(dict.fromkeys(names)), spaced=False)


def _table(name: str, lines: list[Numbered]) -> Table:
    if not lines:
        return Table(name=name)
    at, titles = lines[0]
    headers = tuple(Header(column=one, written=one, at=place) for place, one in enumerate(titles, 2) if one)
    rows = [
        Row(
            number=number,
            cells={h.column: line[h.at - 2] for h in headers if h.at - 2 < len(line) and line[h.at - 2]},
        )
        for number, line in lines[1:]
    ]
    columns = tuple(dict.fromkeys(header.column for header in headers))
    return Table(
        name=name, columns=columns, rows=tuple(row for row in rows if row.cells), headers=headers, row=at
    )
