"""Typed rows of an answer document, for reports."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.forms.definition import Form
from app.forms.errors import AnswersRefused
from app.forms.fields import ControlKind, DataType, Field
from app.forms.leaf import BROKEN, text_value
from app.forms.openrosa import ROW


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One answer for reports: exactly one of text, number, date and choice says it, by the field's type."""

    path: str
    row: str
    type: str
    text: str | None = None
    number: float | None = None
    date: str | None = None
    choice: str | None = None


def rows(form: Form, document: Mapping[str, Any]) -> list[Row]:
    """Return the typed rows of a document; a choice of several gives a row per code.

    Raises:
        AnswersRefused: the document has another shape than the form.
    """
    answers = document.get("answers")
    if not isinstance(answers, Mapping):
        raise AnswersRefused(BROKEN, path="/")
    return list(_rows(form.root, answers, ""))


def _rows(field: Field, answers: Mapping[str, Any], row: str) -> Iterator[Row]:
    for child in field.children:
        value = answers.get(child.name)
        if value is None:
            continue
        inside = value if child.repeat is not None else [value]
        holds = child.repeat is not None or child.children
        if holds and not (isinstance(inside, list) and all(isinstance(one, Mapping) for one in inside)):
            raise AnswersRefused(BROKEN, path=child.path)
        if child.repeat is not None:
            for one in inside:
                yield from _rows(child, one, "/".join(filter(None, [row, str(one.get(ROW, ""))])))
        elif child.children:
            yield from _rows(child, value, row)
        else:
            yield from _typed(child, value, row)


def _typed(field: Field, value: Any, row: str) -> Iterator[Row]:
    kind, path = field.type, field.path
    control = field.control
    if control is not None and control.kind in (ControlKind.SELECT, ControlKind.SELECT_ONE, ControlKind.RANK):
        for code in value if isinstance(value, list) else [value]:
            yield Row(path=path, row=row, type="choice", choice=text_value(field, code))
    elif kind in (DataType.INT, DataType.DECIMAL) and isinstance(value, int | float):
        yield Row(path=path, row=row, type=kind, number=float(value))
    elif kind in (DataType.DATE, DataType.DATE_TIME):
        yield Row(path=path, row=row, type=kind, date=text_value(field, value))
    else:
        yield Row(path=path, row=row, type=kind, text=text_value(field, value))
