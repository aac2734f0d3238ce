"""Repeats: a node of another instance, and how many instances there are."""

from __future__ import annotations

from math import isnan

from app.forms.xpath.context import Context, Run
from app.forms.xpath.functions.registry import function
from app.forms.xpath.tree import Node


@function("indexed-repeat", "aaa", "N", 3, more=True, lazy=True, raw=True)
def indexed_repeat(c: Context, target: Run, *pairs: Run) -> list[Node]:
    """Return the target inside the instance with the given number (from 1) of each repeat, in whatever order."""
    scope: Node | None = None
    levels = [(_nodes(repeat, c), index) for repeat, index in zip(pairs[::2], pairs[1::2], strict=False)]
    for nodes, index in sorted(levels, key=lambda level: len(_line(level[0][0])) if level[0] else 0):
        instances = _beside(c.node, _within(nodes, scope))
        place = c.world.numbers.of(index(c))
        if isnan(place) or not 1 <= place <= len(instances):
            return []
        scope = instances[int(place) - 1]
    return _within(_nodes(target, c), scope)


def _nodes(run: Run, c: Context) -> list[Node]:
    value = run(c)
    return value if isinstance(value, list) else []


def _within(nodes: list[Node], scope: Node | None) -> list[Node]:
    if scope is None:
        return nodes
    return [node for node in nodes if scope in _line(node)]


def _line(node: Node) -> list[Node]:
    line = [node]
    while node.parent is not None:
        node = node.parent
        line.append(node)
    return line


def _beside(node: Node, instances: list[Node]) -> list[Node]:
    """Keep the instances that share their parent with the asking node's own, when it has one among them."""
    line = _line(node)
    own = [instance for instance in instances if instance.parent in line]
    return own or instances
