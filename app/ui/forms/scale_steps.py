"""The numbers a range offers: from one end to the other, step by step. Pure; decimals are exact."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

MOST_STEPS = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps:
    """Numbers from `start` on, `step` apart (below zero when they go down), `count` steps beyond the first."""

    start: Decimal
    step: Decimal
    count: int

    @property
    def end(self) -> Decimal:
        """The last number."""
        return self.start + self.count * self.step

    def value(self, at: int) -> str:
        """Return the XForms text of the number at a place."""
        return plain(self.start + at * self.step)

    def place(self, value: str) -> int | None:
        """Return the place of a number, None for one that is not offered or no number."""
        number = _number(value)
        if number is None:
            return None
        at = (number - self.start) / self.step
        return int(at) if at == at.to_integral_value() and 0 <= at <= self.count else None


def steps_of(parameters: Mapping[str, str]) -> Steps:
    """Return the numbers of a range as its form says them; 0 to 10 where the form says nothing that is a number."""

    def said(name: str, default: int) -> Decimal:
        found = _number(parameters.get(name, ""))
        return found if found is not None else Decimal(default)

    start, end, step = said("start", 0), said("end", 10), abs(said("step", 1)) or Decimal(1)
    if end < start:
        step = -step
    return Steps(start=start, step=step, count=min(MOST_STEPS, int((end - start) / step)))


def _number(text: str) -> Decimal | None:
    try:
        number = Decimal(text.strip())
    except InvalidOperation:
        return None
    return number if number.is_finite() and abs(number) < Decimal(10) ** 15 else None


def plain(number: Decimal) -> str:
    """Return a number without exponent and without zeros that say nothing: 5, 0.5, -3."""
    text = f"{number:f}"
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"
