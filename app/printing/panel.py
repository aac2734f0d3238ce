"""A coloured ground that lifts a few lines out of the page."""

from collections.abc import Iterator
from contextlib import contextmanager

from app.printing.look import Colour
from app.printing.sheet import MARGIN, Box, Page, Sheet

PADDING = 12.0
BAR = 4.0


@contextmanager
def panel(sheet: Sheet, fill: Colour, *, bar: Colour | None = None) -> Iterator[None]:
    """Lay what is written inside on a coloured ground, on every page it reaches; `bar` marks its left edge."""
    first, top = len(sheet.pages) - 1, sheet.y
    left, right, bottom = sheet.left, sheet.right, sheet.bottom
    sheet.left, sheet.right, sheet.bottom = left + PADDING + BAR, right - PADDING, bottom - PADDING
    sheet.y += PADDING
    yield
    sheet.left, sheet.right, sheet.bottom = left, right, bottom
    sheet.y += PADDING
    for index in range(first, len(sheet.pages)):
        begin = top if index == first else MARGIN - PADDING
        end = sheet.y if index == len(sheet.pages) - 1 else sheet.bottom
        _ground(
            sheet.pages[index], Box(x=left, y=begin, width=right - left, height=end - begin, fill=fill), bar
        )


def _ground(page: Page, ground: Box, bar: Colour | None) -> None:
    edge = [Box(x=ground.x, y=ground.y, width=BAR, height=ground.height, fill=bar)] if bar else []
    page.boxes[:0] = [ground, *edge]
