"""Answers outside a session: the canonical JSON document, typed rows for reports, OpenRosa XML in and out."""

from __future__ import annotations

import json
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from app.forms import live
from app.forms.definition import Form
from app.forms.errors import AnswersRefused
from app.forms.fields import Field
from app.forms.leaf import BROKEN, is_answer, json_value, text_value
from app.forms.live import Item
from app.forms.openrosa import OTHER_FORM, ROW, Document, from_openrosa, submission_xml, to_openrosa
from app.forms.rows import Row, rows

if TYPE_CHECKING:
    from app.forms.session import Session

__all__ = [
    "ROW",
    "Document",
    "Row",
    "canonical",
    "corrected",
    "fill",
    "from_document",
    "from_openrosa",
    "json_value",
    "rows",
    "submission_xml",
    "to_document",
    "to_openrosa",
]


# -- session to document ---------------------------------------------------------------------------------------


def to_document(session: Session, *, draft: bool = False) -> Document:
    """Return the answers as a document: form, version, sha256 and the nested answers.

    A finished document leaves out what is empty or not relevant; a `draft` keeps values that are not relevant now, and
    choices that are not offered now.
    """
    form = session.form
    return {
        "form": form.form_id,
        "version": form.version,
        "sha256": form.sha256,
        "answers": _group(session.root, draft),
    }


def canonical(document: Mapping[str, Any]) -> bytes:
    """Return a document as the bytes that are hashed: sorted keys, no spaces, NFC, UTF-8."""
    text = json.dumps(_composed(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode()


def _composed(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {unicodedata.normalize("NFC", str(key)): _composed(inner) for key, inner in value.items()}
    return [_composed(inner) for inner in value] if isinstance(value, list | tuple) else value


def _group(item: Item, draft: bool) -> Document:
    found: Document = {}
    for field in item.field.children:
        like = live.instances(item, field)
        if field.repeat is not None:
            rows = [{ROW: one.row, **_group(one, draft)} for one in like if draft or one.relevant]
            if rows:
                found[field.name] = rows
        elif like:
            value = _group(like[0], draft) if field.children else _value(like[0], draft)
            if value not in ({}, None):
                found[field.name] = value
    for attribute in item.attributes:
        if isinstance(attribute, Item) and is_answer(attribute.field, attribute.text):
            found["@" + attribute.name] = attribute.text
    return found


def _value(item: Item, draft: bool) -> Any:
    text = item.chosen or item.text if draft else item.text
    if not text or not (draft or item.relevant):
        return None
    return json_value(item.field, text)


# -- document to session ---------------------------------------------------------------------------------------


def fill(session: Session, document: Mapping[str, Any]) -> None:
    """Put the answers of a document into a new session; what the form no longer has is listed in `dropped`.

    Raises:
        AnswersRefused: the document belongs to another form, or has another shape.
    """
    given = document.get("form")
    if given != session.form.form_id:
        raise AnswersRefused(OTHER_FORM, given=given, form=session.form.form_id)
    answers = document.get("answers")
    _fill(session, session.root, _mapping(answers, "/"))


def from_document(form: Form, document: Mapping[str, Any], **settings: Any) -> Session:
    """Return a session that goes on from a document; `settings` are those of `Session`.

    Raises:
        AnswersRefused: the document belongs to another form, or has another shape.
    """
    from app.forms.session import Session  # a session reads documents, so it is met here only

    return Session(form, answers=document, **settings)


def corrected(form: Form, document: Mapping[str, Any]) -> Document:
    """Return a finished document as the beginning of its correction.

    It gets an identity of its own; that of the one before stands where the form asks for it (OpenRosa `deprecatedID`).

    Raises:
        AnswersRefused: the document has another shape than the form.
    """
    answers = dict(_mapping(document.get("answers"), "/"))
    for meta in (one for one in form.root.children if _local(one) == "meta"):
        kept = dict(_mapping(answers.get(meta.name) or {}, meta.path))
        names = {_local(child): child.name for child in meta.children}
        before = kept.pop(names.get("instanceID", ""), None)
        if before and "deprecatedID" in names:
            kept[names["deprecatedID"]] = before
        answers[meta.name] = kept
    return {**document, "answers": answers}


def _mapping(value: Any, path: str) -> Mapping[str, Any]:
    if not isinstance(value, Mapping):
        raise AnswersRefused(BROKEN, path=path)
    return value


def _local(field: Field) -> str:
    return field.name.rpartition(":")[2]


def _fill(session: Session, item: Item, answers: Mapping[str, Any]) -> None:
    known = {field.name: field for field in item.field.children}
    for field in item.field.children:
        if field.repeat is not None:
            _fill_rows(session, item, field, answers.get(field.name, []))
        else:
            for child in live.instances(item, field)[:1]:
                _fill_one(session, child, answers.get(field.name))
    for attribute in item.attributes:
        value = answers.get("@" + attribute.name)
        if isinstance(value, str):
            attribute.text = value
    for name in answers:
        if name not in known and name != ROW and not name.startswith("@"):
            session.dropped.append(f"{item.field.path}/{name}")


def _fill_one(session: Session, item: Item, value: Any) -> None:
    field = item.field
    if field.children:
        _fill(session, item, _mapping({} if value is None else value, field.path))
        return
    text = text_value(field, value)
    item.text = item.chosen = live.kept(field, text, session.form.numbers.calendar)


def _fill_rows(session: Session, parent: Item, field: Field, rows: Any) -> None:
    if not isinstance(rows, list) or not all(isinstance(row, Mapping) for row in rows):
        raise AnswersRefused(BROKEN, path=field.path)
    for old in list(live.instances(parent, field)):
        parent.remove(old)
        old.live = False
    for row in rows:
        item = session.new_instance(field)
        item.row = str(row.get(ROW) or item.row)
        parent.insert(live.place_for(parent, field), item)
        _fill(session, item, row)
