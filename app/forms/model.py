"""Read a form's model: the main instance as fields, the binds, the actions."""

from __future__ import annotations

import re

from app.errors import N_
from app.forms.errors import ExpressionRefused, FormRefused
from app.forms.fields import Action, Binding, Field, Repeat, Way
from app.forms.texts import message_wording
from app.forms.xpath import tree
from app.forms.xpath.compile import Compiled, Scope, compile_expression
from app.forms.xpath.parser import parse
from app.forms.xpath.syntax import Path
from app.forms.xpath.tree import ELEMENT, Node
from app.forms.xpath.values import Numbers

MOST_FIELDS = 20_000

_JR = f"{{{tree.JAVAROSA}}}"
_ENTITIES = f"{{{tree.ENTITIES}}}"
_EVENT = "{http://www.w3.org/2001/xml-events}event"

_PLAIN = re.compile(r"(?:/[^\W\d][\w.\-]*)+$")

_MANY = N_("The form has more than {most} fields.")
_TYPES = {"select": "string", "select1": "string", "integer": "int", "long": "int", "rank": "string"}
_WHERE = N_("In {where} of {path}: {reason}")


class Model:
    """The fields of a form while it is read, found by their way."""

    def __init__(
        self, root: Node, prefixes: dict[str, str], numbers: Numbers, instance_id: str | None
    ) -> None:
        self.prefixes = prefixes
        self.numbers = numbers
        self.instance_id = instance_id
        self.fields: list[Field] = []
        self.by_way: dict[Way, Field] = {}
        self.by_bind: dict[str, Field] = {}
        self.several: frozenset[Way] = frozenset()
        self._compiled: dict[tuple[str, Way | None], Compiled] = {}
        self.root = self._field(root, None)

    # -- fields --------------------------------------------------------------------------------------------

    def _field(self, node: Node, parent: Field | None) -> Field:
        way = (*parent.way, node.key) if parent else (node.key,)
        field = self._new(node, parent, way)
        for child in node.children:
            if child.kind == ELEMENT:
                self._child(child, field)
        for attribute in node.attributes:
            if attribute.uri not in (tree.JAVAROSA, tree.XMLNS) and attribute.name != "xmlns":
                self._attribute(attribute, field)
        return field

    def _new(self, node: Node, parent: Field | None, way: Way) -> Field:
        if len(self.fields) >= MOST_FIELDS:
            raise FormRefused(_MANY, most=MOST_FIELDS)
        field = Field(
            index=len(self.fields),
            name=node.name,
            key=node.key,
            uri=node.uri,
            way=way,
            parent=parent,
            template=node,
            default=node.text,
            attribute=node.kind == tree.ATTRIBUTE,
        )
        self.fields.append(field)
        self.by_way[way] = field
        return field

    def _child(self, node: Node, parent: Field) -> None:
        known = parent.by_key.get(node.key)
        if known is None:
            field = self._field(node, parent)
            field.initial = 0 if _is_template(node) else 1
            parent.children.append(field)
            parent.by_key[node.key] = field
            return
        known.initial += not _is_template(node)
        if _is_template(node) and not _is_template(known.template):
            _pattern(known, node)
        for child in node.children:  # a later instance may hold nodes the first lacks
            if child.kind == ELEMENT:
                self._merge(child, known)

    def _merge(self, node: Node, parent: Field) -> None:
        known = parent.by_key.get(node.key)
        if known is None:
            self._child(node, parent)
            return
        for child in node.children:
            if child.kind == ELEMENT:
                self._merge(child, known)

    def _attribute(self, attribute: Node, parent: Field) -> None:
        parent.by_key["@" + attribute.key] = self._new(attribute, parent, (*parent.way, "@" + attribute.key))

    def add(self, node: Node, parent: Field) -> Field:
        """Add a field the form left out, such as the instance's own id."""
        parent.template.append(node)
        field = self._field(node, parent)
        parent.children.append(field)
        parent.by_key[node.key] = field
        return field

    def find(self, path: str, near: Field | None = None) -> Field | None:
        """Return the field a plain path names, from the root or from `near`."""
        way = self.way_of(path, near.way if near else ())
        return self.by_way.get(way) if way is not None else None

    def way_of(self, path: str, near: Way = (), *, loose: bool = False) -> Way | None:
        """Return the way a path names, or None when it is more than names and dots (`loose`: and predicates)."""
        if _PLAIN.match(path):
            return tuple(path[1:].split("/"))
        try:
            parsed = parse(path)
        except ExpressionRefused:
            return None
        if not isinstance(parsed, Path) or (parsed.start is not None and not _is_current(parsed)):
            return None
        scope = Scope(prefixes=self.prefixes)
        way = () if parsed.absolute else near
        for step in parsed.steps:
            if step.predicates and not loose:
                return None
            if step.axis == "parent":
                way = way[:-1]
            elif step.axis == "child":
                way = (*way, scope.key(step.test))
            elif step.axis == "attribute":
                way = (*way, "@" + scope.key(step.test))
            elif step.axis != "self":
                return None
        return way

    # -- expressions ---------------------------------------------------------------------------------------

    def compile(self, expression: str, home: Way | None, where: str = "", path: str = "") -> Compiled:
        """Return `expression` compiled for the node at `home`, once.

        Raises:
            ExpressionRefused: it cannot be understood, or calls what is not known.
        """
        key = (expression, home)
        if key not in self._compiled:
            scope = Scope(home=home, several=self.several, prefixes=self.prefixes, main=self.instance_id)
            try:
                compiled = compile_expression(expression, scope, self.numbers)
                if compiled.problems and where:
                    raise compiled.problems[0]
            except ExpressionRefused as refused:
                if not where:
                    raise
                raise type(refused)(_WHERE, where=where, path=path, reason=refused) from None
            self._compiled[key] = compiled
        return self._compiled[key]

    def name_bind(self, node: Node) -> None:
        """Let controls and actions find the field of a bind by the bind's id."""
        name, field = node.attribute("id"), self._of_bind(node)
        if name and field is not None:
            self.by_bind.setdefault(name, field)

    def _of_bind(self, node: Node) -> Field | None:
        path = node.attribute("nodeset") or node.attribute("ref") or ""
        return self.find(path, self.root if not path.startswith("/") else None)

    def bind(self, node: Node) -> None:
        """Take one bind into its field."""
        field = self._of_bind(node)
        if field is None:
            return
        kind = (node.attribute("type") or "string").rpartition(":")[2]
        field.type = _TYPES.get(kind, kind)

        def expression(name: str) -> Compiled | None:
            text = node.attribute(name)
            return self.compile(text, field.way, name, field.path) if text and text.strip() else None

        field.binding = Binding(
            relevant=expression("relevant"),
            readonly=expression("readonly"),
            required=expression("required"),
            constraint=expression("constraint"),
            calculate=expression("calculate"),
            constraint_text=message_wording(node.attribute(_JR + "constraintMsg")),
            required_text=message_wording(node.attribute(_JR + "requiredMsg")),
            preload=node.attribute(_JR + "preload") or "",
            preload_parameter=node.attribute(_JR + "preloadParams") or "",
            save_to=node.attribute(_ENTITIES + "saveto") or "",
            max_pixels=node.attribute(f"{{{tree.OPENROSA}}}max-pixels") or "",
        )
        field.calculated = field.binding.calculate is not None

    def action(self, node: Node, source: Field | None, home: Way | None) -> Action | None:
        """Return the action an element stands for, or None when its target is not in the form."""
        reference = node.attribute("ref") or node.attribute("nodeset") or self._bound(node)
        way = self.way_of(reference, home or self.root.way, loose=True)
        if way is None or way not in self.by_way:
            return None
        value = node.attribute("value")
        path = self.by_way[way].path
        return Action(
            target=way,
            nodes=self.compile(reference, home or self.root.way, node.local, path),
            path=path,
            value=self.compile(value, way, node.local, path) if value and value.strip() else None,
            text=node.text,
            events=frozenset((node.attribute("event") or node.attribute(_EVENT) or "").split()),
            source=source,
            kind=node.local,
        )

    def _bound(self, node: Node) -> str:
        """Return the path of the bind an element names by its id."""
        field = self.by_bind.get(node.attribute("bind") or "")
        return field.path if field is not None else ""

    def repeat(self, field: Field, count: str | None, fixed: str | None) -> None:
        """Mark a field as repeating."""
        field.repeat = Repeat(
            count=self.compile(count, field.way, "count", field.path) if count else None,
            fixed=self.compile(fixed, field.way, "noAddRemove", field.path) if fixed else None,
        )


def _is_template(node: Node) -> bool:
    return node.attribute(_JR + "template") is not None


def _pattern(field: Field, node: Node) -> None:
    """Let new instances be made after `node`, which stands behind the first instance."""
    field.template, field.default = node, node.text
    for child in node.elements():
        if child.key in field.by_key:
            _pattern(field.by_key[child.key], child)


def _is_current(path: Path) -> bool:
    return getattr(path.start, "name", "") == "current"
