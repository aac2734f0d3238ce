"""Two versions of one form compared: what came, what went, what now asks otherwise, and what may not change: its type.

A type may only become text: then every old answer can still be read. https://docs.getodk.org/form-update
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from app.forms.definition import Form
from app.forms.fields import ControlKind, Field, Wording
from app.forms.texts import Translation
from app.forms.xpath.compile import Compiled

TEXT = "string"

_CHOOSING = {
    ControlKind.SELECT: "select_multiple",
    ControlKind.SELECT_ONE: "select_one",
    ControlKind.RANK: "rank",
}
_META = "meta"
_RUNS = re.compile("[0-9]+|[^0-9]+")
_BEHIND = 1 << 30  # where one has a letter and the other a digit, the digit comes first


def order(version: str) -> tuple[tuple[tuple[int, str], ...], str]:
    """Return what versions are put in order by: runs of digits count as numbers, so that 10 comes after 9."""
    runs = ((run.lstrip("0"), run) for run in _RUNS.findall(version))
    key = tuple((len(bare), bare) if run[0] in "0123456789" else (_BEHIND, run) for bare, run in runs)
    return key, version


@dataclass(frozen=True, slots=True, kw_only=True)
class Retyped:
    """A field whose answers would no longer mean the same; `old` and `new` are its types."""

    path: str
    old: str
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """What differs from an older version, by paths in the order of the form.

    `changed` fields have the same type but other words, answers or rules. `retyped` ones keep the newer version from taking
    the place of the older.
    """

    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    retyped: tuple[Retyped, ...] = ()

    @property
    def fits(self) -> bool:
        """Whether the newer version can take the place of the older."""
        return not self.retyped


def compare(old: Form, new: Form) -> Comparison:
    """Return what differs between two versions of a form; nodes of their meta block are not looked at."""
    before = {field.path: field for field in _fields(old)}
    after = {field.path: field for field in _fields(new)}
    both = [path for path in after if path in before]
    retyped = [
        Retyped(path=path, old=type_of(before[path]), new=type_of(after[path]))
        for path in both
        if not may_become(type_of(before[path]), type_of(after[path]))
    ]
    kept = set(both) - {one.path for one in retyped}
    return Comparison(
        added=tuple(path for path in after if path not in before),
        removed=tuple(path for path in before if path not in after),
        changed=tuple(
            path for path in both if path in kept and _look(old, before[path]) != _look(new, after[path])
        ),
        retyped=tuple(retyped),
    )


def type_of(field: Field) -> str:
    """Return a field's type: "group", "repeat", "select_one", "select_multiple", "rank", or that of its value ("int")."""
    if field.repeat is not None:
        return "repeat"
    if field.children:
        return "group"
    if field.control is not None and field.control.kind in _CHOOSING:
        return _CHOOSING[field.control.kind]
    return field.type


def may_become(old: str, new: str) -> bool:
    """Tell whether a field of one type may have another in a newer version."""
    return old == new or (new == TEXT and old not in ("group", "repeat"))


def _fields(form: Form) -> Iterator[Field]:
    """Return the fields people know: no attributes, nothing of a meta block, not the root."""
    return (
        field
        for field in form.fields
        if field.parent is not None
        and not field.attribute
        and not any(name.rpartition("}")[2] == _META for name in field.way)
    )


Look = tuple[object, ...]


def _look(form: Form, field: Field) -> Look:
    """Return all that makes a field what people see and what it holds them to, for comparing."""
    binding, control = field.binding, field.control
    rules = (binding.relevant, binding.readonly, binding.required, binding.constraint, binding.calculate)
    texts = [binding.constraint_text, binding.required_text]
    shown: Look = ()
    if control is not None:
        texts += [control.label, control.hint]
        shown = (control.kind, control.appearance, sorted(control.attributes.items()), _choices(form, field))
    return (
        type_of(field),
        field.default,
        tuple(_written(rule) for rule in rules),
        tuple(_said(form, text) for text in texts),
        shown,
    )


def _written(rule: Compiled | None) -> str:
    return "" if rule is None else " ".join(rule.expression.split())


def _said(form: Form, wording: Wording | None) -> Look:
    """Return a text in every language it has."""
    if wording is None or wording.itext is None:
        return (wording,)
    return tuple(_texts(form.translations.values(), wording.itext))


def _texts(translations: Iterable[Translation], name: str) -> Iterator[Look]:
    for one in translations:
        yield (one.name, tuple(sorted(one.texts.get(name, {}).items(), key=lambda text: text[0])))


def _choices(form: Form, field: Field) -> Look:
    """Return the answers that are offered, as far as the form itself holds them."""
    control = field.control
    if control is None:
        return ()
    fixed = tuple((one.code, _said(form, one.label)) for one in control.choices)
    if control.itemset is None:
        return fixed
    rows = " ".join(control.itemset.rows.split())
    name = rows.partition("instance('")[2].partition("'")[0]
    return (*fixed, rows, *_items(form, name))


def _items(form: Form, name: str) -> Iterator[Look]:
    """Return the rows of a list inside the form, each with what its label says."""
    top = form.instances.get(name)
    for root in top.elements() if top is not None else ():
        for item in root.elements():
            for cell in item.elements():
                said = tuple(_texts(form.translations.values(), cell.text)) if cell.local == "itextId" else ()
                yield (cell.local, "" if said else cell.text, said)
