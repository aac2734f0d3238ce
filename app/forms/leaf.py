"""One value between the text a node holds and the JSON an answer document keeps."""

from __future__ import annotations

import unicodedata
from math import isfinite
from typing import Any

from app.errors import N_
from app.forms.errors import AnswersRefused
from app.forms.fields import ControlKind, DataType, Field
from app.forms.xpath.values import number_text, plain_number

BROKEN = N_("The answers at {path} are not what this form keeps there. Nothing was read.")


def json_value(field: Field, text: str) -> Any:
    """Return a stored text as JSON keeps it: numbers as numbers, several choices as a list, the rest as text."""
    control = field.control
    if control is not None and control.kind in (ControlKind.SELECT, ControlKind.RANK):
        return text.split()
    number = plain_number(text)
    if field.type in (DataType.INT, DataType.DECIMAL) and isfinite(number) and number_text(number) == text:
        if number.is_integer():
            return int(number)
        if field.type == DataType.DECIMAL:
            return number
    if field.type == DataType.BOOLEAN and text in ("true", "false"):
        return text == "true"
    return unicodedata.normalize("NFC", text)


def is_answer(attribute: Field, text: str) -> bool:
    """Tell whether an attribute says more than the form itself wrote there; the root's id and version never do."""
    root = attribute.parent is None or attribute.parent.parent is None
    return text != attribute.default and not (root and attribute.name in ("id", "version"))


def text_value(field: Field, value: Any) -> str:
    """Return the stored text of a JSON value.

    Raises:
        AnswersRefused: it is no value a field can hold.
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return number_text(float(value)) if abs(value) < 2**53 else str(value)
    if isinstance(value, list) and all(isinstance(code, str) for code in value):
        return " ".join(value)
    if isinstance(value, str):
        return value
    raise AnswersRefused(BROKEN, path=field.path)
