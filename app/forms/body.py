"""Read a form's body: controls with their texts, choices and actions, in the order people see them."""

from __future__ import annotations

import re

from app.errors import N_
from app.forms.errors import FormRefused
from app.forms.fields import Action, Choice, Column, Control, ControlKind, Field, Itemset
from app.forms.model import Model
from app.forms.texts import wording_of
from app.forms.xpath import tree
from app.forms.xpath.tree import Node

ACTIONS = frozenset({"setvalue", "setgeopoint", "recordaudio"})

STEADY = frozenset(
    {"instance", "true", "false", "not", "selected", "contains", "starts-with", "concat", "string"}
)

_NAME = re.compile(r"\s*[^\W\d][\w.\-]*\s*")
_JR = f"{{{tree.JAVAROSA}}}"
_KINDS = {kind.value: kind for kind in ControlKind}
_NO_NODE = N_("The control at {path} (line {line}) belongs to no node of the form.")
_COLUMN = N_("The choices of {path} (line {line}) do not say which column is their code.")


class Body:
    """Gathers the controls and the actions inside them."""

    def __init__(self, model: Model) -> None:
        self.model = model
        self.actions: list[Action] = []
        self.problems: list[FormRefused] = []

    def find_repeats(self, node: Node, near: Field | None = None) -> None:
        """Mark the repeating fields; expressions can only be compiled once all are known."""
        for child in node.elements():
            if child.local in (ControlKind.GROUP, ControlKind.REPEAT):
                field = self._field(child, near)
                if field is not None and child.local == ControlKind.REPEAT:
                    self.model.several |= {field.way}
                self.find_repeats(child, field or near)

    def controls(self, node: Node, parent: Control | None) -> list[Control]:
        """Return the controls directly inside `node`."""
        found = []
        for child in node.elements():
            if child.local in _KINDS:
                control = self._control(child, parent)
                if control is not None:
                    found.append(control)
            elif child.local in ACTIONS:
                self._action(child, parent)
        return found

    def _field(self, node: Node, near: Field | None) -> Field | None:
        path = node.attribute("ref") or node.attribute("nodeset")
        if path is None:
            return self.model.by_bind.get(node.attribute("bind") or "")
        return self.model.find(path, near or self.model.root)

    def _control(self, node: Node, parent: Control | None) -> Control | None:
        kind = _KINDS[node.local]
        field = self._field(node, _nearest(parent))
        if field is None and (kind is not ControlKind.GROUP or node.attribute("ref")):
            path = node.attribute("ref") or node.attribute("nodeset") or "?"
            self.problems.append(FormRefused(_NO_NODE, path=path, line=node.line))
            return None
        control = Control(kind=kind, field=field, parent=parent, line=node.line)
        self._describe(control, node)
        if kind is ControlKind.REPEAT and control.label is None and parent and parent.field is field:
            control.label = parent.label
        if field is not None and (field.control is None or kind is ControlKind.REPEAT):
            field.control = control
        if kind is ControlKind.REPEAT and field is not None:
            self.model.repeat(field, node.attribute(_JR + "count"), node.attribute(_JR + "noAddRemove"))
        if kind in (ControlKind.GROUP, ControlKind.REPEAT):
            control.children = self.controls(node, control)
        else:
            self._question(control, node)
        return control

    def _describe(self, control: Control, node: Node) -> None:
        control.appearance = " ".join((node.attribute("appearance") or "").split())
        skipped = {"ref", "nodeset", "bind", "appearance"}
        control.attributes = {a.name: a.text for a in node.attributes if a.name not in skipped}
        label, hint = node.child("label"), node.child("hint")
        control.label = wording_of(label) if label else None
        control.hint = wording_of(hint) if hint else None

    def _question(self, control: Control, node: Node) -> None:
        for child in node.elements():
            if child.local in ACTIONS:
                self._action(child, control)
        control.choices = tuple(self._choice(item) for item in self._items(node))
        itemset = node.child("itemset")
        if itemset is not None:
            control.itemset = self._itemset(control, itemset)

    @staticmethod
    def _items(node: Node) -> list[Node]:
        items = []
        for child in node.elements():
            if child.local == "item":
                items.append(child)
            elif child.local == "choices":
                items.extend(grand for grand in child.elements() if grand.local == "item")
        return items

    @staticmethod
    def _choice(item: Node) -> Choice:
        label, code = item.child("label"), item.child("value")
        return Choice(code=code.string().strip() if code else "", label=wording_of(label) if label else None)

    def _itemset(self, control: Control, node: Node) -> Itemset:
        field = control.field
        assert field is not None  # noqa: S101 only containers lack one
        code, label = node.child("value"), node.child("label")
        column = code.attribute("ref") if code else None
        if not column:
            raise FormRefused(_COLUMN, path=field.path, line=node.line)
        rows = node.attribute("nodeset") or ""
        shown = (label.attribute("ref") if label else None) or column
        compiled = self.model.compile(rows, field.way, "itemset", field.path)
        # inside rows of the main instance a column's own place is unknown, so it is compiled without a home
        return Itemset(
            nodes=compiled,
            code=self._column(column, "itemset value", field.path),
            label=self._column(shown, "itemset label", field.path),
            rows=rows,
            constant=not compiled.references and not compiled.functions - STEADY,
        )

    def _column(self, expression: str, where: str, path: str) -> Column:
        compiled = self.model.compile(expression, None, where, path)
        plain = _NAME.fullmatch(expression) is not None
        return Column(compiled, expression.strip() if plain else None)

    def _action(self, node: Node, parent: Control | None) -> None:
        field = parent.field if parent else None
        action = self.model.action(node, field, field.way if field else None)
        if action is not None:
            self.actions.append(action)


def _nearest(control: Control | None) -> Field | None:
    """Return the field of the innermost control around that has one."""
    while control is not None and control.field is None:
        control = control.parent
    return control.field if control is not None else None
