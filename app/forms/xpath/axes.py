"""The axes of a path: which nodes stand where, seen from one node, nearest first."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from app.forms.xpath import tree
from app.forms.xpath.tree import ATTRIBUTE, ELEMENT, TEXT, Node

Axis = Callable[[Node], Iterable[Node]]
Test = Callable[[Node], bool]


def _children(node: Node) -> list[Node]:
    if node.children or not node.text or node.kind != ELEMENT:
        return node.children
    text = Node(TEXT, text=node.text)  # a leaf keeps its text on itself; a path may still ask for text()
    text.parent = node
    return [text]


def _ancestors(node: Node) -> list[Node]:
    found = []
    while node.parent is not None:
        node = node.parent
        found.append(node)
    return found


def _siblings(node: Node) -> list[Node]:
    return node.parent.children if node.parent is not None and node.kind != ATTRIBUTE else []


def _after(node: Node) -> list[Node]:
    siblings = _siblings(node)
    return siblings[siblings.index(node) + 1 :] if siblings else []


def _before(node: Node) -> list[Node]:
    siblings = _siblings(node)
    return siblings[: siblings.index(node)][::-1] if siblings else []


def _descendants(node: Node) -> Iterable[Node]:
    for child in _children(node):
        yield child
        yield from _descendants(child)


def _self_and_descendants(node: Node) -> Iterable[Node]:
    yield node
    yield from _descendants(node)


def _following(node: Node) -> Iterable[Node]:
    if node.kind == ATTRIBUTE and node.parent is not None:
        yield from node.parent.descend()
        node = node.parent
    for place in (node, *_ancestors(node)):
        for sibling in _after(place):
            yield from _self_and_descendants(sibling)


def _preceding(node: Node) -> Iterable[Node]:
    if node.kind == ATTRIBUTE and node.parent is not None:
        node = node.parent
    for place in (node, *_ancestors(node)):
        for sibling in _before(place):
            yield from reversed(list(_self_and_descendants(sibling)))


def _attributes(node: Node) -> list[Node]:
    return [
        attribute
        for attribute in node.attributes
        if attribute.uri != tree.XMLNS and attribute.name != "xmlns"
    ]


AXES: dict[str, Axis] = {
    "ancestor": _ancestors,
    "ancestor-or-self": lambda node: [node, *_ancestors(node)],
    "attribute": _attributes,
    "child": _children,
    "descendant": _descendants,
    "descendant-or-self": _self_and_descendants,
    "following": _following,
    "following-sibling": _after,
    "namespace": lambda _: (),  # no form needs namespace nodes
    "parent": lambda node: () if node.parent is None else (node.parent,),
    "preceding": _preceding,
    "preceding-sibling": _before,
    "self": lambda node: (node,),
}

BACKWARD = frozenset({"ancestor", "ancestor-or-self", "preceding", "preceding-sibling"})


def test_of(test: str, axis: str, key: Callable[[str], str]) -> Test:
    """Return the predicate a node test stands for; `key` resolves a prefixed name."""
    kind = ATTRIBUTE if axis == "attribute" else ELEMENT
    if test == "*":
        return lambda node: node.kind == kind
    if test.endswith(":*"):
        space = key(test[:-1] + "x")[:-1]
        return lambda node: node.kind == kind and node.key.startswith(space)
    if test.endswith(")"):
        return _type_test(test)
    wanted = key(test)
    return lambda node: node.kind == kind and node.key == wanted


def _type_test(test: str) -> Test:
    name, _, target = test[:-1].partition("(")
    if name == "node":
        return lambda _: True
    if name == "text":
        return lambda node: node.kind == tree.TEXT
    if name == "comment":
        return lambda node: node.kind == tree.COMMENT
    return lambda node: node.kind == tree.INSTRUCTION and target in ("", node.name)
