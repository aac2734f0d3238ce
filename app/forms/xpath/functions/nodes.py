"""Nodes: where one stands, which there are, and instances beside the main one."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from math import isnan

from app.errors import N_
from app.forms.errors import EvaluationFailed
from app.forms.xpath import tree
from app.forms.xpath.context import Context
from app.forms.xpath.functions.registry import FUNCTIONS, function
from app.forms.xpath.tree import Node, in_document_order, top_of
from app.forms.xpath.values import Value, to_text

_NO_INSTANCE = N_("The form has no data set called “{name}”.")

_MODULUS, _FACTOR, _LONGEST = 2147483647, 16807, 2**63


@function("position", "N", "n", 0)
def position(c: Context, nodes: list[Node] | None = None) -> float:
    """Return the place among the filtered nodes, or of a node among its like-named siblings; from 1."""
    if nodes is None:
        if c.node is not c.current or not c.world.is_repeat(c.node):
            return float(c.position)
        nodes = [c.node]  # a bind of a repeat asks its own number
    if not nodes:
        return 0.0
    node = nodes[0]
    like = node.parent.named.get(node.key, [node]) if node.parent else [node]
    return float(like.index(node) + 1)


@function("last", "", "n")
def last(c: Context) -> float:
    """Return how many nodes are being filtered."""
    return float(c.size)


@function("current", "", "N")
def current(c: Context) -> list[Node]:
    """Return the node the whole expression began at."""
    return [c.current]


FUNCTIONS["current"] = replace(FUNCTIONS["current"], first=lambda c: c.current)


@function("instance", "s", "N")
def instance(c: Context, name: str) -> list[Node]:
    """Return the root of another instance.

    Raises:
        EvaluationFailed: there is none of that name.
    """
    root = c.world.instance(name)
    if root is None:
        raise EvaluationFailed(_NO_INSTANCE, name=name)
    return [root]


@function("pulldata", "ssss", "s", more=True)
def pulldata(c: Context, name: str, wanted: str, key: str, value: str, *more: str) -> str:
    """Return a column of the row of a data set whose `key` column holds `value`."""
    root = c.world.instance(name)
    if root is None:
        raise EvaluationFailed(_NO_INSTANCE, name=name)
    pairs = [(key, value), *zip(more[::2], more[1::2], strict=False)]
    for top in root.elements():
        for row in top.elements():
            if any(column.startswith("@") and row.attribute(column[1:]) is None for column, _ in pairs):
                continue
            if all(_column(row, column) == cell for column, cell in pairs):
                return _column(row, wanted)
    return ""


def _column(row: Node, name: str) -> str:
    if name.startswith("@"):
        return row.attribute(name[1:]) or ""
    cell = row.child(name)
    return cell.string() if cell else ""


@function("id", "a", "N")
def by_id(c: Context, value: Value) -> list[Node]:
    """Return the elements whose id attribute is among the given words."""
    texts = [node.string() for node in value] if isinstance(value, list) else [to_text(value)]
    wanted = {word for text in texts for word in text.split()}
    found: dict[str, Node] = {}
    for node in top_of(c.node).descend():
        name = node.attribute("id") or node.attribute(f"{{{tree.XML}}}id")
        if name in wanted:
            found.setdefault(name or "", node)
    return in_document_order(found.values())


@function("randomize", "Na", "N", 1)
def randomize(c: Context, nodes: list[Node], seed: Value | None = None) -> list[Node]:
    """Shuffle nodes; the same seed gives the same order as in JavaRosa.

    The numbers are Park and Miller's minimal standard, the shuffle is Fisher and Yates' in its inside-out form.
    """
    state = int(c.world.random() * _MODULUS) if seed is None else _seed(c, seed)
    state = abs(state) % _MODULUS * (-1 if state < 0 else 1)
    if state <= 0:
        state += _MODULUS - 1
    shuffled: list[Node] = []
    for i, node in enumerate(nodes):
        state = state * _FACTOR % _MODULUS
        j = int((state - 1) / (_MODULUS - 1) * (i + 1))
        shuffled.append(node)
        if j != i:
            shuffled[i], shuffled[j] = shuffled[j], node
    return shuffled


def _seed(c: Context, value: Value) -> int:
    number = c.world.numbers.of(value)
    if not isnan(number):
        return int(max(-_LONGEST, min(number, _LONGEST - 1)))
    text = to_text(value)
    if not text or text == "NaN":
        return 0
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:8], "big", signed=True)
