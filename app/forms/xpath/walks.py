"""The closures a path becomes: up some levels, down by names, along an axis, held to predicates."""

from __future__ import annotations

from collections.abc import Callable

from app.forms.xpath.axes import AXES, test_of
from app.forms.xpath.context import Context
from app.forms.xpath.places import Way
from app.forms.xpath.syntax import Step
from app.forms.xpath.tree import Node, in_document_order

Nodes = Callable[[Context], list[Node]]
Holds = Callable[[Context], bool]


def climb(ups: int, current: bool) -> Nodes:
    """Return the node some levels up, as a list."""
    up = walk_up(ups, current)
    return lambda c: [] if (node := up(c)) is None else [node]


def walk_up(ups: int, current: bool) -> Callable[[Context], Node | None]:
    """Return the node some levels up from where the expression stands (−1: the root)."""
    if ups < 0:
        return lambda c: c.world.root
    if ups == 0:
        return (lambda c: c.current) if current else (lambda c: c.node)
    if ups == 1:
        return (lambda c: c.current.parent) if current else (lambda c: c.node.parent)

    def up(c: Context) -> Node | None:
        node: Node | None = c.current if current else c.node
        for _ in range(ups):
            node = None if node is None else node.parent
        return node

    return up


def first_below(start: Callable[[Context], Node | None], names: Way) -> Callable[[Context], Node | None]:
    """Return the first node that plain names lead to."""
    if not names:
        return start
    if len(names) == 1:
        name = names[0]

        def only(c: Context) -> Node | None:
            node = start(c)
            return found[0] if node is not None and (found := node.named.get(name)) else None

        return only

    def first(c: Context) -> Node | None:
        node = start(c)
        for name in names:
            found = node.named.get(name) if node is not None else None
            if not found:
                return None
            node = found[0]
        return node

    return first


def all_below(start: Callable[[Context], Node | None], names: Way) -> Nodes:
    """Return every relevant node that plain names lead to."""

    def run(c: Context) -> list[Node]:
        node = start(c)
        nodes = [] if node is None else [node]
        for name in names:
            nodes = [child for node in nodes for child in node.named.get(name, ())]
        return [node for node in nodes if node.relevant]

    return run


def relevant(nodes: Nodes) -> Nodes:
    """Leave out what is not relevant."""
    return lambda c: [node for node in nodes(c) if node.relevant]


def stepped(
    one: Step,
    nodes: Nodes,
    holds: list[Holds],
    key: Callable[[str], str],
    *,
    ordered: bool,
) -> Nodes:
    """Return the nodes one step leads to from all of the nodes before, in document order."""
    reach = _reach(one, key)

    def run(c: Context) -> list[Node]:
        starts = nodes(c)
        found: list[Node] = []
        for start in starts:
            reached = reach(start)
            for held in holds:
                reached = hold(reached, held, c)
            found.extend(reached)
        return found if ordered else in_document_order(found)

    return run


def _reach(one: Step, key: Callable[[str], str]) -> Callable[[Node], list[Node]]:
    if one.axis == "child" and one.test[-1] not in ")*":
        name = key(one.test)
        return lambda node: node.named.get(name, [])
    axis, test = AXES[one.axis], test_of(one.test, one.axis, key)
    return lambda node: [other for other in axis(node) if test(other)]


def hold(nodes: list[Node], holds: Holds, c: Context) -> list[Node]:
    """Return the nodes that hold to a predicate, positions counted over all of them."""
    size, world, current = len(nodes), c.world, c.current
    return [
        node
        for i, node in enumerate(nodes, 1)
        if holds(Context(node, world, position=i, size=size, current=current))
    ]
