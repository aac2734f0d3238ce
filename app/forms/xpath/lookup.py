"""Rows of a data set found by what a column holds, without looking at every row.

A cascade asks `instance('streets')/root/item[town = /data/town]` after every answer. The rows are put in order by each
column that is asked for once; then only those with the wanted text are held to the whole predicate.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import NamedTuple

from app.forms.xpath.context import Context, Run
from app.forms.xpath.places import Way
from app.forms.xpath.syntax import Binary, Call, Expression, Filter, Literal, Negation, Path, Step
from app.forms.xpath.tree import ROOT, Node
from app.forms.xpath.values import TruthText, Value
from app.forms.xpath.walks import Holds, Nodes, hold

_WHERE = frozenset({"position", "last"})
_STEADY = frozenset({"concat", "string", "coalesce", "if", "normalize-space", "selected-at", "instance"})


class DataSet(Node):
    """The root of a data set beside the main instance; nothing in it ever changes."""

    __slots__ = ("_ordered",)

    def __init__(self) -> None:
        super().__init__(ROOT)
        self._ordered: dict[tuple[Way, str], dict[str, list[Node]]] = {}

    def rows(self, way: Way, column: str) -> dict[str, list[Node]]:
        """Return the nodes at `way` by the text of their child `column`, each list in document order."""
        ordered = self._ordered.get((way, column))
        if ordered is None:
            ordered = self._ordered[way, column] = {}
            for row in _below(self, way):
                for text in dict.fromkeys(cell.string() for cell in row.named.get(column, ())):
                    ordered.setdefault(text, []).append(row)
        return ordered


def _below(node: Node, way: Way) -> list[Node]:
    nodes = [node]
    for name in way:
        nodes = [child for one in nodes for child in one.named.get(name, ())]
    return nodes


class Lookup(NamedTuple):
    """The step of a path whose rows can be found by a column: its place among the steps, and what the column must equal."""

    step: int
    column: str
    wanted: Expression


def lookup_of(path: Path) -> Lookup | None:
    """Return how a path into a data set finds its rows by a column, or None when it has to look at all of them."""
    start = path.start
    if not isinstance(start, Call) or start.name != "instance" or not all(map(_steady, start.arguments)):
        return None
    for place, step in enumerate(path.steps):
        if step.axis != "child" or not _is_name(step.test):
            return None
        if step.predicates:
            found = _column(step.predicates[0])
            return None if found is None else Lookup(place, *found)
    return None


def _column(predicate: Expression) -> tuple[str, Expression] | None:
    if any(isinstance(one, Call) and one.name in _WHERE for one in _pieces(predicate)):
        return None
    for one in _conditions(predicate):
        if isinstance(one, Binary) and one.operator == "=":
            for left, right in ((one.left, one.right), (one.right, one.left)):
                if (name := _child(left)) and _steady(right):
                    return name, right
    return None


def _conditions(predicate: Expression) -> Iterator[Expression]:
    while isinstance(predicate, Binary) and predicate.operator == "and":
        yield predicate.right
        predicate = predicate.left
    yield predicate


def _child(tree: Expression) -> str:
    if not isinstance(tree, Path) or tree.absolute or tree.start is not None:
        return ""
    steps = [one for one in tree.steps if one != Step("self", "node()")]
    lone = steps[0] if len(steps) == 1 else None
    plain = lone is not None and lone.axis == "child" and not lone.predicates and _is_name(lone.test)
    return lone.test if lone is not None and plain else ""


def _is_name(test: str) -> bool:
    return not test.endswith((")", "*"))


def _steady(tree: Expression) -> bool:
    """Tell whether a value is the same for every row."""
    if isinstance(tree, Literal):
        return True
    if isinstance(tree, Path):
        start = tree.start
        current = isinstance(start, Call) and start.name == "current"
        return tree.absolute or current or (start is not None and _steady(start))
    return isinstance(tree, Call) and tree.name in _STEADY and all(map(_steady, tree.arguments))


def _pieces(tree: Expression) -> Iterator[Expression]:
    yield tree
    inner: list[Expression] = []
    if isinstance(tree, Binary):
        inner = [tree.left, tree.right]
    elif isinstance(tree, Negation):
        inner = [tree.operand]
    elif isinstance(tree, Call):
        inner = list(tree.arguments)
    elif isinstance(tree, Filter):
        inner = [tree.operand, *tree.predicates]
    elif isinstance(tree, Path):
        inner = [one for step in tree.steps for one in step.predicates]
        inner += [] if tree.start is None else [tree.start]
    for one in inner:
        yield from _pieces(one)


def looked_up(
    start: Nodes, way: Way, column: str, wanted: Run, holds: list[Holds], every: Nodes
) -> Callable[[Context], list[Node]]:
    """Return the rows at `way` below a data set whose `column` is what is wanted; `every` looks at all of them."""

    def run(c: Context) -> list[Node]:
        tops, text = start(c), _text(wanted(c))
        if text is None or len(tops) != 1 or not isinstance(tops[0], DataSet):
            return every(c)
        found = tops[0].rows(way, column).get(text, [])
        for holding in holds:
            found = hold(found, holding, c)
        return found

    return run


def _text(value: Value) -> str | None:
    """Return a value as it is compared letter by letter; None for what is compared in another way."""
    if isinstance(value, list):
        if len(value) != 1:
            return None
        value = value[0].string()
    return (
        value if isinstance(value, str) and type(value) is str and not isinstance(value, TruthText) else None
    )
