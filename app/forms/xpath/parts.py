"""One compiled piece of an expression, and how it is taken as a text, a number, a truth value or nodes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import nan

from app.errors import N_
from app.forms.errors import EvaluationFailed
from app.forms.xpath import values
from app.forms.xpath.context import Context, Run
from app.forms.xpath.tree import Node
from app.forms.xpath.values import BOOLEAN, NODES, NUMBER, TEXT, Numbers

_NOT_NODES = N_("A path was expected where “{expression}” gives a text or a number.")


@dataclass(slots=True)
class Part:
    """One compiled piece: how to work it out, what it gives, and for a path how to get its first node alone."""

    run: Run
    kind: str
    first: Callable[[Context], Node | None] | None = None
    scalar: bool = False
    constant: str | None = None


def as_text(part: Part) -> Callable[[Context], str]:
    """Return a piece as a text."""
    run, first = part.run, part.first
    if part.kind == TEXT:
        return run  # type: ignore[return-value]  # the kind says it is a text
    if first is not None:
        return lambda c: "" if (node := first(c)) is None else node.string()
    to_text = values.to_text
    return lambda c: to_text(run(c))


def as_number(part: Part, numbers: Numbers) -> Callable[[Context], float]:
    """Return a piece as a number."""
    run, first, of, of_text = part.run, part.first, numbers.of, numbers.of_text
    if part.kind == NUMBER:
        return run  # type: ignore[return-value]  # the kind says it is a number
    if first is not None:
        return lambda c: nan if (node := first(c)) is None else of_text(node.string())
    return lambda c: of(run(c))


def as_boolean(part: Part, *, in_form: bool) -> Callable[[Context], bool]:
    """Return a piece as a truth value."""
    run, first, to_boolean = part.run, part.first, values.to_boolean
    if part.kind == BOOLEAN:
        return run  # type: ignore[return-value]  # the kind says it is a truth value
    if first is not None and part.scalar and in_form:
        # in a form every node is there; asking for its truth means what it holds, as in JavaRosa
        return lambda c: (node := first(c)) is not None and node.relevant and node.holds()
    return lambda c: to_boolean(run(c))


def as_nodes(part: Part, expression: str) -> Callable[[Context], list[Node]]:
    """Return a piece as nodes; a value that is none raises when it is reached."""
    run = part.run
    if part.kind == NODES:
        return run  # type: ignore[return-value]  # the kind says these are nodes

    def nodes(c: Context) -> list[Node]:
        value = run(c)
        if not isinstance(value, list):
            raise EvaluationFailed(_NOT_NODES, expression=expression)
        return value

    return nodes


def is_one(part: Part) -> bool:
    """Tell whether the piece is sure to be one value whose number is enough for a comparison."""
    return part.scalar if part.kind == NODES else part.kind in (TEXT, NUMBER, BOOLEAN)
