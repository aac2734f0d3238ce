"""Groups of letters or digits to read aloud and to type: large, numbered, two beside each other."""

from collections.abc import Sequence

from app.printing.fonts import Weight, clean
from app.printing.look import QUIET, SAND, Hand
from app.printing.panel import panel
from app.printing.sheet import Sheet
from app.printing.tagged import Element

SIZE = 26.0


def groups(sheet: Sheet, parent: Element, texts: Sequence[str]) -> None:
    """Write the groups in reading order: first and second, third and fourth, and so on."""
    listing = parent.add("L", attributes="/O /List /ListNumbering /Decimal")
    hand = Hand(size=SIZE, weight=Weight.SEMIBOLD)
    small = Hand(size=sheet.look.body, colour=QUIET)
    row = hand.leading + 8
    rows = (len(texts) + 1) // 2
    sheet.need(rows * row + 24)
    with panel(sheet, SAND):
        for index, text in enumerate(texts):
            item = listing.add("LI")
            x = sheet.left + (index % 2) * sheet.width / 2
            top = sheet.y + (index // 2) * row
            drop = hand.ascent - small.ascent
            sheet.ink(item.add("Lbl"), x, top + drop, f"{index + 1}. ", small)
            sheet.ink(item.add("LBody"), x + 34, top, clean(text) + " ", hand)
        sheet.y += rows * row
    sheet.skip(sheet.look.body)
