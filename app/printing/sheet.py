"""A sheet of paper being filled from top to bottom, page after page, before any of it is painted.

Laying out first and painting after lets the foot say "page 1 of 3" and boxes lie under the words they hold.
Distances are points from the top left corner of an A4 page.
"""

import math
from collections.abc import Callable
from dataclasses import dataclass, field

from app.printing.look import EDGE, Colour, Hand, Look
from app.printing.tagged import Element

WIDTH, HEIGHT = 595.28, 841.89
MARGIN = 48.0
FOOT = 54.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ink:
    """A line of text whose baseline starts at (x, y)."""

    element: Element
    x: float
    y: float
    text: str
    hand: Hand


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A rectangle behind the words, with round corners where `radius` is not 0."""

    x: float
    y: float
    width: float
    height: float
    fill: Colour | None = None
    edge: Colour | None = None
    radius: float = 0
    dash: float = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Squares:
    """A square picture of black and white squares, such as a QR code; `rows` run from the top."""

    element: Element
    x: float
    y: float
    size: float
    rows: tuple[tuple[bool, ...], ...]


@dataclass(slots=True)
class Page:
    """What one page holds: boxes beneath, then text and pictures in reading order."""

    boxes: list[Box] = field(default_factory=list)
    marks: list[Ink | Squares] = field(default_factory=list)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A corner to come back to: a page, the top of the place and its right edge."""

    page: Page
    top: float
    right: float


class Sheet:
    """The pages so far, and the place where the next line goes."""

    def __init__(self, look: Look, root: Element) -> None:
        self.look = look
        self.root = root
        self.pages = [Page()]
        self.y = MARGIN
        self.left = MARGIN
        self.right = WIDTH - MARGIN
        self.bottom = HEIGHT - FOOT

    @property
    def width(self) -> float:
        """Return the width a line may fill."""
        return self.right - self.left

    @property
    def page(self) -> Page:
        """Return the page being filled."""
        return self.pages[-1]

    @property
    def place(self) -> Place:
        """Return the present place, to draw something there later."""
        return Place(page=self.page, top=self.y, right=self.right)

    def room(self) -> float:
        """Return the height left on this page."""
        return self.bottom - self.y

    def turn(self) -> None:
        """Go on at the top of a new page."""
        self.pages.append(Page())
        self.y = MARGIN

    def need(self, height: float) -> None:
        """Turn the page when less than `height` is left, unless the page is still empty."""
        if self.room() + 0.01 < height and self.y > MARGIN:
            self.turn()

    def keep(self, parent: Element, block: "Block", *, share: float = 1) -> None:
        """Write `block` on one page, turning it first if needed; one taller than `share` of a page just flows."""
        height = self.height_of(block)
        if height <= share * (self.bottom - MARGIN):
            self.need(height)
        block(self, parent)

    def height_of(self, block: "Block") -> float:
        """Return the height `block` would take here; it is tried on a sheet that is thrown away."""
        trial = Sheet(self.look, Element("Document"))
        trial.left, trial.right = self.left, self.right
        trial.y = start = MARGIN + 0.01
        trial.bottom = math.inf
        block(trial, trial.root)
        return trial.y - start

    def skip(self, height: float) -> None:
        """Leave an empty space; it never opens a page."""
        if self.y > MARGIN:
            self.y += height

    def write(self, element: Element, lines: list[str], hand: Hand, *, indent: float = 0) -> None:
        """Write lines one below the other, turning the page where it is full."""
        for line in lines:
            self.need(hand.leading)
            self.ink(element, self.left + indent, self.y, line, hand)
            self.y += hand.leading

    def ink(self, element: Element, x: float, top: float, text: str, hand: Hand) -> None:
        """Put one line of text so that its line box begins at `top`; the place for the next line stays."""
        self.page.marks.append(Ink(element=element, x=x, y=top + hand.ascent, text=text, hand=hand))

    def rule(self, colour: Colour = EDGE, thickness: float = 0.8) -> None:
        """Draw a line across at the present place."""
        self.page.boxes.append(Box(x=self.left, y=self.y, width=self.width, height=thickness, fill=colour))


Block = Callable[[Sheet, Element], None]
"""Something that writes itself below an element of a sheet."""
