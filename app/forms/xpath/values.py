"""The four kinds of value and how one becomes another: node lists, texts, numbers, truth values."""

from __future__ import annotations

import re
from decimal import Decimal
from math import fmod, inf, isinf, isnan, nan
from typing import TypeAlias

from app.forms.xpath.calendar import Calendar, DateText
from app.forms.xpath.tree import Node

Value: TypeAlias = list[Node] | str | float | bool

NODES, TEXT, NUMBER, BOOLEAN, ANY = "nodes", "text", "number", "boolean", "any"

_NUMBER = re.compile(r"[ \t\r\n]*(-?(?:\d+(?:\.\d*)?|\.\d+))[ \t\r\n]*$", re.ASCII)


class TruthText(str):
    """A truth value that a calculation left in a node: kept as "1" or "0", and equal to "true" or "false" as well."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        """Tell whether `other` says the same, in either spelling."""
        return str(self) == (_SPELT.get(other, other) if isinstance(other, str) else other)

    def __ne__(self, other: object) -> bool:
        """Tell whether `other` says something else."""
        return not self == other

    __hash__ = str.__hash__


_SPELT = {"true": "1", "false": "0"}
TRUE, FALSE = TruthText("1"), TruthText("0")


def number_text(number: float) -> str:
    """Write a number as XPath does: no exponent, no point after a whole number."""
    if isnan(number):
        return "NaN"
    if isinf(number):
        return "Infinity" if number > 0 else "-Infinity"
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    text = format(Decimal(repr(number)), "f")
    return text.rstrip("0").rstrip(".") if "." in text else text


def to_text(value: Value) -> str:
    """Return the text of any value; of nodes, that of the first."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return value[0].string() if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return number_text(value)


def to_boolean(value: Value) -> bool:
    """Return the truth of any value."""
    if isinstance(value, float):
        return value != 0 and not isnan(value)
    return value is not FALSE and bool(value)


def plain_number(text: str) -> float:
    """Return the number a text writes, or NaN."""
    match = _NUMBER.match(text)
    return float(match[1]) if match else nan


class Numbers:
    """Turns values into numbers; texts that are dates count as days of one calendar."""

    def __init__(self, calendar: Calendar) -> None:
        self.calendar = calendar

    def of_text(self, text: str) -> float:
        """Return the number of a text, a date's days, or NaN."""
        match = _NUMBER.match(text)
        if match:
            return float(match[1])
        if not text:
            return nan
        days = self.calendar.days(text)
        return nan if days is None else days

    def of(self, value: Value) -> float:
        """Return the number of any value."""
        if isinstance(value, bool):
            return 1.0 if value else 0.0
        if isinstance(value, float):
            return value
        if isinstance(value, list):
            return self.of_text(value[0].string()) if value else nan
        return self.of_text(value)


def equal(left: Value, right: Value, numbers: Numbers) -> bool:
    """Apply `=` by section 3.4 of XPath 1.0."""
    return _any_pair(left, right, numbers, wanted=True)


def unequal(left: Value, right: Value, numbers: Numbers) -> bool:
    """Apply `!=` by section 3.4 of XPath 1.0: true when some pair differs."""
    return _any_pair(left, right, numbers, wanted=False)


def _any_pair(left: Value, right: Value, numbers: Numbers, *, wanted: bool) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return (to_boolean(left) == to_boolean(right)) is wanted
    if isinstance(left, list):
        texts = [node.string() for node in left]
        return any(_any_pair(text, right, numbers, wanted=wanted) for text in texts)
    if isinstance(right, list):
        texts = [node.string() for node in right]
        return any(_same(left, text, numbers) is wanted for text in texts)
    return _same(left, right, numbers) is wanted


def _same(left: str | float, right: str | float, numbers: Numbers) -> bool:
    if isinstance(left, float) or isinstance(right, float):
        return numbers.of(left) == numbers.of(right)
    if isinstance(left, DateText) or isinstance(right, DateText):
        first, second = numbers.of_text(left), numbers.of_text(right)
        if not isnan(first) and not isnan(second):
            return first == second
    return left == right


def ordered(operator: str, left: Value, right: Value, numbers: Numbers) -> bool:
    """Apply `<`, `<=`, `>` or `>=`: some pair of numbers is in that order (a truth value counts 1 or 0)."""
    firsts = [numbers.of_text(n.string()) for n in left] if isinstance(left, list) else [numbers.of(left)]
    seconds = [numbers.of_text(n.string()) for n in right] if isinstance(right, list) else [numbers.of(right)]
    return any(in_order(operator, first, second) for first in firsts for second in seconds)


def in_order(operator: str, left: float, right: float) -> bool:
    """Compare two numbers; NaN is in no order."""
    if operator == "<":
        return left < right
    if operator == "<=":
        return left <= right
    return left > right if operator == ">" else left >= right


def divide(left: float, right: float) -> float:
    """Divide as IEEE 754 does, where Python would raise."""
    try:
        return left / right
    except ZeroDivisionError:
        if left == 0 or isnan(left):
            return nan
        return inf if (left > 0) == (str(right)[0] != "-") else -inf
    except OverflowError:
        return nan


def remainder(left: float, right: float) -> float:
    """Return what is left after whole divisions, with the sign of the dividend."""
    if isnan(left) or isnan(right) or isinf(left) or right == 0:
        return nan
    if isinf(right):
        return left
    return fmod(left, right)
