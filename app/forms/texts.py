"""Read labels, hints and translations out of a form file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from app.forms.fields import Output, Wording
from app.forms.xpath import tree
from app.forms.xpath.tree import Node

_ITEXT = re.compile(r"\s*jr:itext\(\s*(['\"])(.*?)\1\s*\)\s*$")


@dataclass(slots=True)
class Translation:
    """One language: its name, and each text in its forms (plain, short, guidance, image, audio, video)."""

    name: str
    texts: dict[str, dict[str, Wording]] = field(default_factory=dict)


def wording_of(node: Node) -> Wording | None:
    """Return the text an element such as label, hint or value holds, or None when it is empty."""
    reference = node.attribute("ref")
    if reference:
        return reference_wording(reference)
    parts = tuple(_parts(node))
    return Wording(parts) if parts else None


def reference_wording(expression: str) -> Wording:
    """Return the text an expression such as jr:itext('…') stands for."""
    match = _ITEXT.match(expression)
    return Wording(itext=match[2]) if match else Wording(reference=expression)


def message_wording(text: str | None) -> Wording | None:
    """Return the text of a message attribute: a translation or the words themselves."""
    if not text:
        return None
    return reference_wording(text) if text.strip().startswith("jr:itext(") else Wording((text,))


def _parts(node: Node) -> list[str | Output]:
    if not node.children:
        return [node.text] if node.text else []
    parts: list[str | Output] = []
    for child in node.children:
        if child.kind == tree.TEXT:
            parts.append(child.text)
        elif child.local == "output":
            parts.append(Output(child.attribute("value") or child.attribute("ref") or "''"))
        else:
            parts.extend(_parts(child))
    return parts


def translations_of(model: Node) -> tuple[dict[str, Translation], str | None]:
    """Return the languages of a form in order, and the default one."""
    languages: dict[str, Translation] = {}
    default: str | None = None
    itext = model.child("itext")
    for node in itext.elements() if itext else []:
        name = node.attribute("lang") or ""
        if node.attribute("default") is not None and default is None:
            default = name
        translation = languages.setdefault(name, Translation(name))
        for text in node.elements():
            translation.texts.setdefault(text.attribute("id") or "", _forms(text))
    return languages, default or next(iter(languages), None)


def _forms(text: Node) -> dict[str, Wording]:
    forms: dict[str, Wording] = {}
    for value in text.elements():
        name = value.attribute("form") or ""
        forms.setdefault("" if name == "long" else name, wording_of(value) or Wording())
    return forms


def find_forms(
    languages: Mapping[str, Translation], wanted: str | None, default: str | None, name: str
) -> dict[str, Wording]:
    """Return the forms of a text in the wanted language, else in the default one, else in any."""
    order = [wanted, default, *languages]
    for language in order:
        translation = languages.get(language) if language is not None else None
        if translation and (forms := translation.texts.get(name)):
            return forms
    return {}
