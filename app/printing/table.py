"""Tables that run over pages: rows stay whole while a page can hold them, and the head stands on every page."""

from collections.abc import Sequence
from dataclasses import dataclass

from app.printing.blocks import voices
from app.printing.fonts import face
from app.printing.look import SAND, Hand
from app.printing.paragraph import lines
from app.printing.phrase import Phrase
from app.printing.sheet import MARGIN, Box, Sheet
from app.printing.tagged import ARTIFACT, Element

PADDING = 6.0
HEAD_CELL = "/O /Table /Scope /Column"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column's head and its share of the width (all shares together are 1)."""

    head: Phrase
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What a cell says; `sign` stands before it, its lines hanging beside."""

    phrase: Phrase
    sign: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    element: Element
    x: float
    indent: float
    sign: str
    text: str
    hand: Hand


_Row = list[list[_Line]]


def table(sheet: Sheet, parent: Element, columns: Sequence[Column], rows: Sequence[Sequence[Cell]]) -> None:
    """Write a table with a head cell over each column."""
    element = parent.add("Table")
    head = [Cell(phrase=column.head) for column in columns]
    first = _row(sheet, element.add("TR"), columns, head, "TH")
    again = _row(sheet, Element(ARTIFACT), columns, head, ARTIFACT)
    sheet.need(_height(sheet, first) + 3 * sheet.look.text.leading)
    _head(sheet, first)
    for cells in rows:
        _place(sheet, _row(sheet, element.add("TR"), columns, cells, "TD"), again)
        sheet.rule()


def _row(sheet: Sheet, parent: Element, columns: Sequence[Column], cells: Sequence[Cell], role: str) -> _Row:
    row, x = [], sheet.left
    for column, cell in zip(columns, cells, strict=True):
        width = column.share * sheet.width
        element = parent.add(role, attributes=HEAD_CELL if role == "TH" else "")
        hand = sheet.look.text if role == "TD" else sheet.look.strong
        row.append(_cell(element, cell, hand, x + PADDING, width - 2 * PADDING))
        x += width
    return row


def _cell(element: Element, cell: Cell, hand: Hand, x: float, width: float) -> list[_Line]:
    indent = face(hand.weight).width(cell.sign + " ", hand.size) if cell.sign else 0
    sign, laid = cell.sign, []
    for spoken, text, voice in voices(element, cell.phrase, hand):
        owner = element if element.role == ARTIFACT else spoken
        for line in lines(text, voice.weight, voice.size, width - indent):
            laid.append(_Line(element=owner, x=x, indent=indent, sign=sign, text=line, hand=voice))
            sign = ""
    return laid


def _height(sheet: Sheet, row: _Row) -> float:
    return max(len(cell) for cell in row) * sheet.look.text.leading + 2 * PADDING


def _head(sheet: Sheet, row: _Row) -> None:
    height = _height(sheet, row)
    ground = Box(x=sheet.left, y=sheet.y, width=sheet.width, height=height, fill=SAND)
    sheet.page.boxes.append(ground)
    _draw(sheet, row)


def _place(sheet: Sheet, row: _Row, head: _Row) -> None:
    """Write a row; only one taller than a whole page is torn, between two lines."""
    whole = sheet.bottom - MARGIN - _height(sheet, head)
    while any(row):
        torn = _height(sheet, row) > whole
        if sheet.room() < (2 * PADDING + 2 * sheet.look.text.leading if torn else _height(sheet, row)):
            sheet.turn()
            _head(sheet, head)
        count = int((sheet.room() - 2 * PADDING) // sheet.look.text.leading)
        _draw(sheet, [cell[:count] for cell in row])
        row = [cell[count:] for cell in row]


def _draw(sheet: Sheet, row: _Row) -> None:
    leading = sheet.look.text.leading
    for cell in row:
        top = sheet.y + PADDING
        for line in cell:
            if line.sign:
                sheet.ink(line.element, line.x, top, line.sign + " ", line.hand)
            sheet.ink(line.element, line.x + line.indent, top, line.text, line.hand)
            top += leading
    sheet.y += _height(sheet, row)
