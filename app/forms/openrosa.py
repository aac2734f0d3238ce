"""OpenRosa submissions: relevant nodes as XML, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app.errors import N_
from app.forms import xml
from app.forms.definition import Form, version_of
from app.forms.errors import AnswersRefused
from app.forms.fields import Field
from app.forms.leaf import is_answer, json_value
from app.forms.live import Item
from app.forms.xpath import tree
from app.forms.xpath.tree import ELEMENT, Node

if TYPE_CHECKING:
    from app.forms.session import Session

ROW = "_row"

OTHER_FORM = N_("These answers belong to the form “{given}”, not to “{form}”. Nothing was read.")

Document = dict[str, Any]


def to_openrosa(session: Session) -> bytes:
    """Return the submission XML: relevant nodes only, the form's id and version on the root."""
    return (_DECLARATION + submission_xml(session)).encode()


_DECLARATION = '<?xml version="1.0" encoding="UTF-8"?>\n'


def submission_xml(session: Session, *, rows: bool = True) -> str:
    """Return the submission without its declaration; `rows` writes the lasting names of repeat instances too."""
    copy = _copied(session.root, rows)
    spaces = _spaces(session.form, session.root)
    attributes = [Node(tree.ATTRIBUTE, name, text=uri) for name, uri in spaces.items()]
    copy.attributes[:0] = attributes
    return xml.write(copy)


def _spaces(form: Form, root: Item) -> dict[str, str]:
    used = {item.name.partition(":")[0] for item in root.all_inside if ":" in item.name}
    if root.uri and root.uri != tree.XFORMS and ":" not in root.name:
        return {"xmlns": root.uri, **_prefixes(form, used)}
    return _prefixes(form, used)


def _prefixes(form: Form, used: set[str]) -> dict[str, str]:
    declared = form.model.prefixes
    return {f"xmlns:{prefix}": declared[prefix] for prefix in sorted(used) if prefix in declared}


def _copied(item: Item, rows: bool) -> Node:
    node = Node(ELEMENT, item.name, item.uri, item.text if item.field.leaf else "")
    for attribute in item.attributes:
        node.set_attribute(attribute.name, attribute.uri, attribute.text)
    if item.row and rows:
        node.set_attribute(ROW, "", item.row)
    for child in item.items:
        if child.relevant:
            node.append(_copied(child, rows))
    return node


def from_openrosa(form: Form, data: bytes) -> Document:
    """Return a submission as a document of this form.

    Raises:
        FormRefused: the XML is broken or hostile.
        AnswersRefused: it belongs to another form.
    """
    root = next(iter(xml.read(data).elements()), None)
    given = (root.attribute("id") or root.local) if root else ""
    if root is None or given != form.form_id:
        raise AnswersRefused(OTHER_FORM, given=given, form=form.form_id)
    return {
        "form": form.form_id,
        "version": version_of(root),
        "sha256": form.sha256,
        "answers": _read(form.root, root),
    }


def _read(field: Field, node: Node) -> Document:
    found: Document = {}
    for child in field.children:
        like = [
            n for n in node.elements() if child.key in (n.key, n.local) or n.local == child.template.local
        ]
        if child.repeat is not None:
            if like:
                found[child.name] = [_read_row(child, one) for one in like]
        elif like:
            value = _read(child, like[0]) if child.children else _read_leaf(child, like[0])
            if value not in ({}, None):
                found[child.name] = value
    for attribute in node.attributes:
        known = field.by_key.get("@" + attribute.key)
        if known is not None and is_answer(known, attribute.text):
            found["@" + attribute.name] = attribute.text
    return found


def _read_row(field: Field, node: Node) -> Document:
    row = node.attribute(ROW)
    return {**({ROW: row} if row else {}), **_read(field, node)}


def _read_leaf(field: Field, node: Node) -> Any:
    return json_value(field, node.string()) if node.string() else None
