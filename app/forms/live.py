"""The nodes of one filled form: values, relevance, repeat instances with names that stay."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from app.forms.casts import stored
from app.forms.fields import DataType, Field
from app.forms.xpath import tree
from app.forms.xpath.calendar import Calendar
from app.forms.xpath.tree import ATTRIBUTE, ELEMENT, ROOT, Node
from app.forms.xpath.values import FALSE, plain_number, to_boolean

NewRow = Callable[[], str]

_TEMPLATE = f"{{{tree.JAVAROSA}}}template"


class Item(Node):
    """One node of a filled form. Its text is kept while it is not relevant, but reads as empty.

    `chosen` is what was chosen in a select, whether or not all of it is offered now; `text` is what is offered of it.
    `row` names a repeat instance for ever, whatever its position becomes.
    """

    __slots__ = (
        "chosen",
        "field",
        "live",
        "own_readonly",
        "own_relevant",
        "readonly",
        "relevant",
        "required",
        "row",
    )

    parent: Item | None

    def __init__(self, field: Field, text: str = "") -> None:
        kind = ATTRIBUTE if field.attribute else ELEMENT
        super().__init__(kind, field.name, field.uri, text, key=field.key)
        self.field = field
        self.relevant = True
        self.own_relevant = True
        self.readonly = False
        self.own_readonly = False
        self.required = False
        self.live = True
        self.chosen = text
        self.row = ""

    def holds(self) -> bool:
        """Tell the truth of what the node holds: a number is true unless it is 0, a truth value is what it says."""
        kind = self.field.type
        if kind == DataType.BOOLEAN:
            return self.text in ("true", "1")
        if kind in (DataType.INT, DataType.DECIMAL):
            return to_boolean(plain_number(self.text))
        return self.text is not FALSE and super().holds()

    @property
    def items(self) -> list[Item]:
        """The child elements."""
        return self.children  # type: ignore[return-value]  # a live tree holds live nodes only

    @property
    def all_inside(self) -> Iterator[Item]:
        """This node and everything in it, attributes first."""
        yield self
        yield from self.attributes  # type: ignore[misc]  # as above
        for child in self.items:
            yield from child.all_inside


def path_of(item: Item) -> str:
    """Return the path people write, repeat instances numbered from 1: `/data/child[2]/name`."""
    steps: list[str] = []
    at: Item | None = item
    while at is not None:
        name = f"@{at.name}" if at.field.attribute else at.name
        if at.field.repeat is not None and at.parent is not None:
            name += f"[{at.parent.named[at.key].index(at) + 1}]"
        steps.append(name)
        at = at.parent if isinstance(at.parent, Item) else None
    return "/" + "/".join(reversed(steps))


def kept(field: Field, text: str, calendar: Calendar) -> str:
    """Return a text as a node of `field` keeps it: in the form of its type, codes without further spaces around them."""
    if field.control is not None and field.control.chooses:
        codes = " ".join(field.control.codes_in(text))
        text = text if text == codes else codes
    return stored(text, field.type, calendar)


def grow(field: Field, source: Node | None, new_row: NewRow, calendar: Calendar) -> Item:
    """Return a live node for `field` with the values of `source`, children in the form's order."""
    text = source.text if source is not None and field.leaf else ""
    item = Item(field, kept(field, text, calendar))
    if field.repeat is not None:
        item.row = (source.attribute("_row") if source is not None else None) or new_row()
    _grow_attributes(item, field, source)
    for child in field.children:
        for node in _sources(child, source):
            item.append(grow(child, node, new_row, calendar))
    return item


def pattern(field: Field) -> Node | None:
    """Return what new instances of a repeat begin as: its template; the values of a first instance are its own."""
    return field.template if field.template.attribute(_TEMPLATE) is not None else None


def _fixed(field: Field) -> bool:
    fixed = field.repeat.fixed if field.repeat else None
    return fixed is not None and fixed.expression.strip() == "true()"


def _grow_attributes(item: Item, field: Field, source: Node | None) -> None:
    for template in field.template.attributes:
        attribute = field_of_attribute(field, template.key)
        if attribute is None:
            continue
        text = source.attribute(template.key) if source is not None else None
        new = Item(attribute, template.text if text is None else text)
        new.parent = item
        item.attributes.append(new)


def field_of_attribute(field: Field, key: str) -> Field | None:
    """Return the field of an attribute of `field`."""
    return field.by_key.get("@" + key)


def _sources(field: Field, source: Node | None) -> list[Node | None]:
    found = source.named.get(field.key, []) if source is not None else []
    if field.repeat is not None:
        own = [node for node in found if node.attribute(_TEMPLATE) is None]
        return list(own or (found[:1] if _fixed(field) else ()))
    return [found[0] if found else None]


def instances(parent: Node, field: Field) -> list[Item]:
    """Return the instances of a repeat inside `parent`."""
    return parent.named.get(field.key, [])  # type: ignore[return-value]  # live nodes only


def place_for(parent: Item, field: Field) -> int:
    """Return where among the children of `parent` a further instance of `field` belongs."""
    like = instances(parent, field)
    if like:
        return parent.children.index(like[-1]) + 1
    order = {child.key: i for i, child in enumerate(parent.field.children)}
    mine = order[field.key]
    return sum(order.get(child.key, -1) < mine for child in parent.children)


def top_for(root: Item) -> Node:
    """Return the document node above a root element."""
    top = Node(ROOT)
    top.append(root)
    return top


def stand_in(field: Field, parent: Item) -> Item:
    """Return a node that sees the form as an entry of an empty repeat would, without being in it."""
    lone = Item(field)
    lone.parent = parent
    return lone


def below(start: Node, keys: tuple[str, ...]) -> list[Item]:
    """Return the nodes reached from `start` by names alone."""
    nodes: list[Node] = [start]
    for key in keys:
        if key[0] == "@":
            nodes = [a for node in nodes for a in node.attributes if a.key == key[1:]]
        else:
            nodes = [child for node in nodes for child in node.named.get(key, ())]
    return nodes  # type: ignore[return-value]  # live nodes only
