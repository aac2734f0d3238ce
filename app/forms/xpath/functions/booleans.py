"""Truth: true, false, not, boolean, if, coalesce, once, checklists."""

from __future__ import annotations

from math import isnan

from app.forms.xpath.context import Context, Run
from app.forms.xpath.functions.registry import function
from app.forms.xpath.values import Value, to_boolean, to_text


@function("true", "", "b")
def true(_: Context) -> bool:
    """Return true."""
    return True


@function("false", "", "b")
def false(_: Context) -> bool:
    """Return false."""
    return False


@function("not", "b", "b")
def negate(_: Context, value: bool) -> bool:
    """Return the opposite."""
    return not value


@function("boolean", "b", "b")
def boolean(_: Context, value: bool) -> bool:
    """Return the truth of any value."""
    return value


@function("boolean-from-string", "a", "b")
def boolean_from_string(_: Context, value: Value) -> bool:
    """Return true for the texts "true" and "1" and the number 1."""
    return to_text(value) in ("true", "1")


@function("if", "baa", "a", lazy=True)
def choose(c: Context, condition: Run, then: Run, otherwise: Run) -> Value:
    """Work out one branch only."""
    return then(c) if condition(c) else otherwise(c)


@function("coalesce", "aa", "s", 1, more=True, lazy=True)
def coalesce(c: Context, *choices: Run) -> str:
    """Return the first value that is not empty (and not the number NaN)."""
    for choice in choices:
        value = choice(c)
        text = "" if isinstance(value, float) and isnan(value) else to_text(value)
        if text:
            return text
    return ""


@function("once", "a", "s", lazy=True, own=True)
def once(c: Context, value: Run) -> str:
    """Keep what the node already holds, or work the value out for the first time."""
    held = c.node.string()
    if held:
        return held
    text = to_text(value(c))
    return "" if text == "NaN" else text


@function("depend", "aa", "a", 1, more=True)
def depend(_: Context, value: Value, *others: Value) -> Value:
    """Return the first value; the others are named so that it is worked out again when they change."""
    del others
    return value


def _held(values: list[Value]) -> list[bool]:
    truths: list[bool] = []
    for value in values:
        if isinstance(value, list):
            truths.extend(node.relevant and node.holds() for node in value)
        else:
            truths.append(to_boolean(value))
    return truths


def _between(count: float, least: float, most: float) -> bool:
    return (least < 0 or count >= least) and (most < 0 or count <= most)


@function("checklist", "nna", "b", 2, more=True)
def checklist(_: Context, least: float, most: float, *values: Value) -> bool:
    """Tell whether the number of true values is within both limits; −1 is no limit."""
    return _between(sum(_held(list(values))), least, most)


@function("weighted-checklist", "nna", "b", 4, more=True)
def weighted_checklist(c: Context, least: float, most: float, *pairs: Value) -> bool:
    """Tell whether the weights of the true values add up to something within both limits; −1 is no limit."""
    of = c.world.numbers.of
    truths: list[bool] = []
    weights: list[float] = []
    for value, weight in zip(pairs[::2], pairs[1::2], strict=False):
        several = isinstance(value, list)
        truths.extend(_held([value]))
        nodes = weight if isinstance(weight, list) else []
        weights.extend([of(n.string()) for n in nodes] if several and nodes else [of(weight)])
    return _between(sum(w for t, w in zip(truths, weights, strict=False) if t), least, most)
