"""A date of which the month or the day may be unknown, and ages that follow from it."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

_CANONICAL = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?", re.ASCII)
_ESTIMATE = "≈ "


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class PartialDate:
    """A year, perhaps a month, perhaps a day (0: unknown); `estimated` says that it was guessed.

    Raises: ValueError when no such date exists, or a day has no month.
    """

    year: int
    month: int = 0
    day: int = 0
    estimated: bool = False

    def __post_init__(self) -> None:
        """Refuse what is no date."""
        if self.day and not self.month:
            raise ValueError("a day without its month")
        date(self.year, self.month or 1, self.day or 1)

    @classmethod
    def parse(cls, canonical: str, *, estimated: bool = False) -> PartialDate | None:
        """Return the date of "1961", "1961-05" or "1961-05-07"; None for "".

        Raises: ValueError for any other text.
        """
        if not canonical:
            return None
        if not (parts := _CANONICAL.fullmatch(canonical)):
            raise ValueError("not a partial date")
        year, month, day = (int(part) if part is not None else None for part in parts.groups())
        if year is None or month == 0 or day == 0:
            raise ValueError("not a partial date")
        return cls(year=year, month=month or 0, day=day or 0, estimated=estimated)

    def __str__(self) -> str:
        """Return the canonical text, as stored."""
        month = f"-{self.month:02}" if self.month else ""
        day = f"-{self.day:02}" if self.day else ""
        return f"{self.year:04}{month}{day}"

    @property
    def earliest(self) -> date:
        """The first day it can be."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def latest(self) -> date:
        """The last day it can be."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def age(self, on: date) -> tuple[int, int]:
        """Return the least and the greatest age in full years on a day; the same number twice when it is certain.

        Never below zero: before the birth the age is 0.
        """
        return _years(self.latest, on), _years(self.earliest, on)

    def fits(self, other: PartialDate) -> bool:
        """Tell whether both can be the same day."""
        return self.earliest <= other.latest and other.earliest <= self.latest

    def shown(self, months: Sequence[str]) -> str:
        """Return the date for reading: "7 maý 1961", "maý 1961", "1961", "≈ 1961"; `months` are twelve names.

        With a day the names stand as in a date ("мая"), without one alone ("май"): pass the fitting list.
        """
        day = f"{self.day} " if self.day else ""
        month = f"{months[self.month - 1]} " if self.month else ""
        return f"{_ESTIMATE if self.estimated else ''}{day}{month}{self.year}"


def _years(born: date, on: date) -> int:
    """Return the full years between; somebody born on 29 February turns older on 1 March in common years."""
    return max(0, on.year - born.year - ((on.month, on.day) < (born.month, born.day)))
