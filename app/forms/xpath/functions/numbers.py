"""Numbers: rounding, roots, angles, sums, least and greatest."""

from __future__ import annotations

import math
from collections.abc import Callable
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from math import ceil, inf, isinf, isnan, nan

from app.forms.xpath.context import Context
from app.forms.xpath.functions.registry import function
from app.forms.xpath.tree import Node
from app.forms.xpath.values import Value


@function("number", "a", "n", 0, own=True)
def number(c: Context, value: Value | None = None) -> float:
    """Return any value as a number."""
    return c.world.numbers.of(c.node.string() if value is None else value)


@function("int", "n", "n")
def whole(_: Context, value: float) -> float:
    """Cut off what is behind the point."""
    return value if isnan(value) or isinf(value) else float(math.trunc(value))


@function("floor", "n", "n")
def floor(_: Context, value: float) -> float:
    """Return the nearest whole number not above."""
    return value if isnan(value) or isinf(value) else float(math.floor(value))


@function("ceiling", "n", "n")
def ceiling(_: Context, value: float) -> float:
    """Return the nearest whole number not below."""
    return value if isnan(value) or isinf(value) else float(ceil(value))


@function("round", "an", "n", 1)
def round_(c: Context, value: Value, places: float | None = None) -> float:
    """Round to whole numbers as XPath does (−1.5 gives −1), or to decimal places with halves away from zero."""
    exact = _lenient(c, value)
    if isnan(exact) or isinf(exact):
        return exact
    if places is None:
        return float(math.floor(exact + 0.5))
    if isnan(places) or abs(places) > 30:
        return nan
    try:
        step = Decimal(1).scaleb(-int(places))
        return float((Decimal(repr(exact)) / step).quantize(Decimal(1), ROUND_HALF_UP) * step)
    except InvalidOperation:
        return exact


def _lenient(c: Context, value: Value) -> float:
    exact = c.world.numbers.of(value)
    if isnan(exact) and isinstance(value, str):
        return c.world.numbers.of(value.replace(",", "."))
    return exact


@function("abs", "n", "n")
def absolute(_: Context, value: float) -> float:
    """Return the distance from zero."""
    return abs(value)


@function("pow", "nn", "n")
def power(_: Context, value: float, exponent: float) -> float:
    """Raise to a power; what has no real result is NaN."""
    try:
        return math.pow(value, exponent)
    except OverflowError:
        return inf
    except ValueError:
        return inf if value == 0 else nan


def _real(run: Callable[[float], float]) -> Callable[[Context, float], float]:
    def safe(_: Context, value: float) -> float:
        try:
            return run(value)
        except OverflowError:
            return inf
        except ValueError:
            return -inf if value == 0 and run in (math.log, math.log10) else nan

    return safe


for _name, _run in {
    "sin": math.sin,
    "cos": math.cos,
    "tan": math.tan,
    "asin": math.asin,
    "acos": math.acos,
    "atan": math.atan,
    "log": math.log,
    "log10": math.log10,
    "exp": math.exp,
    "exp10": lambda value: math.pow(10.0, value),
    "sqrt": math.sqrt,
}.items():
    function(_name, "n", "n")(_real(_run))


@function("atan2", "nn", "n")
def atan2(_: Context, y: float, x: float) -> float:
    """Return the angle of the point (x, y)."""
    return math.atan2(y, x)


@function("pi", "", "n")
def pi(_: Context) -> float:
    """Return π."""
    return math.pi


@function("random", "", "n")
def random(c: Context) -> float:
    """Return a number from 0 up to, not including, 1."""
    return c.world.random()


@function("sum", "N", "n")
def total(c: Context, nodes: list[Node]) -> float:
    """Add up every node of a path; an empty one counts nothing."""
    of_text = c.world.numbers.of_text
    return math.fsum(_finite([of_text(text) for node in nodes if (text := node.string())]))


def _finite(numbers: list[float]) -> list[float]:
    return [nan] if any(isnan(n) or isinf(n) for n in numbers) else numbers


@function("count", "N", "n")
def count(_: Context, nodes: list[Node]) -> float:
    """Count the nodes of a path."""
    return float(len(nodes))


@function("count-non-empty", "N", "n")
def count_non_empty(_: Context, nodes: list[Node]) -> float:
    """Count the nodes of a path that hold something."""
    return float(sum(node.string() != "" for node in nodes))


def _all(c: Context, values: tuple[Value, ...]) -> list[float]:
    of = c.world.numbers
    found: list[float] = []
    for value in values:
        if isinstance(value, list):
            found.extend(of.of_text(text) for node in value if (text := node.string()))
        else:
            found.append(of.of(value))
    return found


@function("min", "a", "n", more=True)
def least(c: Context, *values: Value) -> float:
    """Return the least of all values; empty nodes count nothing, NaN when any other is no number."""
    found = _all(c, values)
    return nan if not found or any(isnan(n) for n in found) else min(found)


@function("max", "a", "n", more=True)
def greatest(c: Context, *values: Value) -> float:
    """Return the greatest of all values; empty nodes count nothing, NaN when any other is no number."""
    found = _all(c, values)
    return nan if not found or any(isnan(n) for n in found) else max(found)
