"""How our paper looks: sizes in points, and few warm colours that stay readable on a black-and-white printer."""

from dataclasses import dataclass

from app.printing.fonts import Weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Colour:
    """Red, green and blue, each 0 to 1."""

    red: float
    green: float
    blue: float


INK = Colour(red=0.13, green=0.11, blue=0.10)
QUIET = Colour(red=0.36, green=0.32, blue=0.28)  # 7:1 on white: the second language, captions
CARPET = Colour(red=0.55, green=0.11, blue=0.16)  # the red of a Turkmen carpet, 8.6:1 on white
SAND = Colour(red=0.985, green=0.955, blue=0.905)
EDGE = Colour(red=0.80, green=0.72, blue=0.62)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hand:
    """One way of writing: weight, size and colour; lines stand `leading` points apart."""

    size: float
    weight: Weight = Weight.REGULAR
    colour: Colour = INK

    @property
    def leading(self) -> float:
        """Return the distance between lines in points."""
        return self.size * 1.3

    @property
    def ascent(self) -> float:
        """Return how far the baseline lies below the top of a line."""
        return self.size * 0.93


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """Every size on a paper, derived from its body size."""

    body: float = 14

    @property
    def text(self) -> Hand:
        """Return the hand for running text."""
        return Hand(size=self.body)

    @property
    def strong(self) -> Hand:
        """Return the hand for what must be seen in running text."""
        return Hand(size=self.body, weight=Weight.SEMIBOLD)

    @property
    def quiet(self) -> Hand:
        """Return the hand for captions and the second language."""
        return Hand(size=self.body, colour=QUIET)

    @property
    def large(self) -> Hand:
        """Return the hand for a name, a date or a telephone number."""
        return Hand(size=self.body * 1.25, weight=Weight.SEMIBOLD)

    @property
    def heading(self) -> Hand:
        """Return the hand for a section's heading."""
        return Hand(size=self.body * 1.25, weight=Weight.SEMIBOLD, colour=CARPET)

    @property
    def title(self) -> Hand:
        """Return the hand for the paper's title."""
        return Hand(size=self.body * 2, weight=Weight.SEMIBOLD, colour=CARPET)

    @property
    def foot(self) -> Hand:
        """Return the hand for the foot of the page."""
        return Hand(size=11, colour=QUIET)


NORMAL = Look()
LARGE = Look(body=18)
