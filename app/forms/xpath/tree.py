"""The nodes expressions walk over: one small class for elements, attributes, texts and the rest."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

ROOT, ELEMENT, ATTRIBUTE, TEXT, COMMENT, INSTRUCTION, DOCTYPE = range(7)

XFORMS = "http://www.w3.org/2002/xforms"
OPENROSA = "http://openrosa.org/xforms"
JAVAROSA = "http://openrosa.org/javarosa"
ODK = "http://www.opendatakit.org/xforms"
ENTITIES = "http://www.opendatakit.org/xforms/entities"
XML = "http://www.w3.org/XML/1998/namespace"
XMLNS = "http://www.w3.org/2000/xmlns/"


def key_of(uri: str, local: str) -> str:
    """Return the name a path step looks for: the bare local name, or `{uri}local` outside XForms' own space."""
    return local if not uri or uri == XFORMS else f"{{{uri}}}{local}"


class Node:
    """One node of a tree. A leaf element keeps its text in `text`; an element with children in their texts.

    `named` finds child elements by key without a search. `relevant` is always true here; a session's own nodes
    override it.
    """

    __slots__ = ("attributes", "children", "key", "kind", "line", "name", "named", "parent", "text", "uri")

    relevant = True

    def __init__(
        self, kind: int, name: str = "", uri: str = "", text: str = "", key: str | None = None
    ) -> None:
        self.kind = kind
        self.name = name
        self.uri = uri
        self.key = key_of(uri, name.rpartition(":")[2]) if key is None else key
        self.text = text
        self.parent: Node | None = None
        self.children: list[Node] = []
        self.named: dict[str, list[Node]] = {}
        self.attributes: list[Node] = []
        self.line = 0

    @property
    def local(self) -> str:
        """The name without its prefix."""
        return self.name.rpartition(":")[2]

    def append(self, child: Node) -> None:
        """Add `child` as the last child."""
        child.parent = self
        self.children.append(child)
        if child.kind == ELEMENT:
            self.named.setdefault(child.key, []).append(child)

    def insert(self, index: int, child: Node) -> None:
        """Add `child` before the child now at `index`."""
        child.parent = self
        like = self.named.setdefault(child.key, [])
        last = not like or self.children.index(like[-1]) < index
        self.children.insert(index, child)
        if last:
            like.append(child)
        else:
            like[:] = [c for c in self.children if c.kind == ELEMENT and c.key == child.key]

    def remove(self, child: Node) -> None:
        """Take `child` out of the tree."""
        self.children.remove(child)
        self.named[child.key].remove(child)
        child.parent = None

    def attribute(self, key: str) -> str | None:
        """Return the value of the attribute `key`, or None."""
        for attribute in self.attributes:
            if attribute.key == key:
                return attribute.text
        return None

    def set_attribute(self, name: str, uri: str, text: str) -> None:
        """Add one attribute; the caller has checked that it is not there yet."""
        attribute = Node(ATTRIBUTE, name, uri, text)
        attribute.parent = self
        self.attributes.append(attribute)

    def string(self) -> str:
        """Return the XPath string value."""
        if not self.children:
            return self.text if self.relevant else ""
        if self.kind > ATTRIBUTE:
            return self.text
        return "".join(c.string() for c in self.children if c.kind in (ELEMENT, TEXT))

    def holds(self) -> bool:
        """Tell whether the node says something: the truth of a node that a form asks for."""
        return bool(self.children) or self.text != ""

    def descend(self) -> Iterator[Node]:
        """Yield every descendant in document order."""
        for child in self.children:
            yield child
            if child.children:
                yield from child.descend()

    def child(self, key: str) -> Node | None:
        """Return the first child element called `key`, or None."""
        found = self.named.get(key)
        return found[0] if found else None

    def elements(self) -> list[Node]:
        """Return the child elements in order."""
        return [child for child in self.children if child.kind == ELEMENT]


def top_of(node: Node) -> Node:
    """Return the topmost node of the tree `node` is in."""
    while node.parent is not None:
        node = node.parent
    return node


def in_document_order(nodes: Iterable[Node]) -> list[Node]:
    """Return the nodes without doubles, in the order they stand in their document."""
    distinct = list(dict.fromkeys(nodes))
    if len(distinct) < 2:
        return distinct
    places: dict[Node, int] = {}
    tops = dict.fromkeys(top_of(node) for node in distinct)
    for top in tops:
        for node in _with_attributes(top):
            places[node] = len(places)
    return sorted(distinct, key=lambda node: places.get(node, len(places)))


def _with_attributes(top: Node) -> Iterator[Node]:
    yield top
    yield from top.attributes
    for node in top.descend():
        yield node
        yield from node.attributes
