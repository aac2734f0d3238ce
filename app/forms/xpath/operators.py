"""Closures of operators and predicates."""

from __future__ import annotations

from collections.abc import Callable
from math import isnan

from app.forms.xpath import values
from app.forms.xpath.context import Context, Run
from app.forms.xpath.syntax import Binary, Expression
from app.forms.xpath.tree import Node


def logic(operator: str, truths: list[Callable[[Context], bool]]) -> Run:
    """Return the closure of a chain of `and` or of `or`, which stops as soon as it is decided."""
    if len(truths) == 2:
        first, second = truths
        if operator == "and":
            return lambda c: first(c) and second(c)
        return lambda c: first(c) or second(c)
    if operator == "and":
        return lambda c: all(truth(c) for truth in truths)
    return lambda c: any(truth(c) for truth in truths)


def addition(signed: list[tuple[str, Callable[[Context], float]]]) -> Run:
    """Return the closure of a chain of `+` and `-`, worked out from the left."""
    if len(signed) == 2:
        (_, first), (sign, second) = signed
        if sign == "+":
            return lambda c: first(c) + second(c)
        return lambda c: first(c) - second(c)

    def total(c: Context) -> float:
        result = signed[0][1](c)
        for sign, number in signed[1:]:
            result = result + number(c) if sign == "+" else result - number(c)
        return result

    return total


def product(operator: str, left: Callable[[Context], float], right: Callable[[Context], float]) -> Run:
    """Return the closure of `*`, `div` or `mod`."""
    if operator == "*":
        return lambda c: left(c) * right(c)
    apply = values.divide if operator == "div" else values.remainder
    return lambda c: apply(left(c), right(c))


def filtered(
    nodes: Callable[[Context], list[Node]], holds: Callable[[Context], bool]
) -> Callable[[Context], list[Node]]:
    """Return the nodes that hold to a predicate, positions counted over all of them."""

    def run(c: Context) -> list[Node]:
        found = nodes(c)
        size, world, current = len(found), c.world, c.current
        return [
            node
            for i, node in enumerate(found, 1)
            if holds(Context(node, world, position=i, size=size, current=current))
        ]

    return run


def position_or_truth(run: Run) -> Callable[[Context], bool]:
    """Return a predicate whose value says by its kind whether it is a position."""

    def holds(c: Context) -> bool:
        value = run(c)
        if isinstance(value, float) and not isinstance(value, bool):
            return not isnan(value) and value == c.position
        return values.to_boolean(value)

    return holds


def nodes_equality(run: Run, text: str, wanted: bool) -> Run:
    """Return the comparison of many nodes with a fixed text."""

    def equality(c: Context) -> bool:
        return any((node.string() == text) is wanted for node in run(c))  # type: ignore[union-attr]  # nodes

    return equality


def chain(tree: Expression, wanted: tuple[str, ...]) -> list[tuple[str, Expression]]:
    """Return the operands of a long sum or condition, each with the operator before it, without nesting."""
    found: list[tuple[str, Expression]] = []
    while isinstance(tree, Binary) and tree.operator in wanted:
        found.append((tree.operator, tree.right))
        tree = tree.left
    return [(wanted[0], tree), *reversed(found)]
