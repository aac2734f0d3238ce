"""Records: frozen dataclasses that are read from fields and saved as the difference between two of them.

A kind's dataclass is its whole description: a field of type `str`, `int`, `bool` (or a StrEnum) is one value, a field of type
`frozenset[str]` is a list without order. Every field but `id` has a default: what nobody has entered yet.
"""

from collections.abc import Iterable, Mapping
from dataclasses import MISSING, fields
from enum import StrEnum
from functools import lru_cache
from typing import Any, ClassVar, Protocol, TypeVar, get_type_hints

from app.models.edit import Add, Edit, Plain, Put, Remove


class Kind(Protocol):
    """A record's dataclass: `KIND` is its stored word, `id` names one record."""

    KIND: ClassVar[str]
    __dataclass_fields__: ClassVar[dict[str, Any]]

    @property
    def id(self) -> str:
        """The record's identifier (32 hexadecimal digits)."""
        ...


Some = TypeVar("Some", bound=Kind)
_LIST = frozenset[str]


@lru_cache(maxsize=64)
def hints(kind: Any) -> dict[str, Any]:
    """Return the stored fields of a kind and their types, `id` left out."""
    named = get_type_hints(kind)
    return {field.name: named[field.name] for field in fields(kind) if field.name != "id"}


@lru_cache(maxsize=64)
def defaults(kind: Any) -> dict[str, Any]:
    """Return what each field of a kind holds while nobody has entered anything."""
    return {field.name: field.default for field in fields(kind) if field.default is not MISSING}


def _any(kind: Any) -> Any:
    return kind


def is_list(hint: Any) -> bool:
    """Tell whether a field of that type is a list without order."""
    return hint is not str and bool(hint == _LIST)


def read(kind: type[Some], id_: str, values: Mapping[str, Any], lists: Mapping[str, Iterable[Any]]) -> Some:
    """Return a record from what is stored of it. A value of a wrong type or an unknown word reads as not entered."""
    known = hints(_any(kind))
    found: dict[str, Any] = {}
    for name, value in values.items():
        hint = known.get(name)
        if hint is not None and not is_list(hint) and (fit := _fitting(hint, value)) is not None:
            found[name] = fit
    for name, items in lists.items():
        if name in known and is_list(known[name]):
            found[name] = frozenset(item for item in items if isinstance(item, str))
    return kind(id=id_, **found)  # type: ignore[call-arg]


def _fitting(hint: Any, value: Any) -> Any:
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return hint._value2member_map_.get(value) if type(value) is str else None
    return value if type(value) is hint else None


def fits(kind: type[Any], field: str, value: Plain) -> bool:
    """Tell whether `value` may stand in that field; None (cleared) always may."""
    hint = hints(_any(kind)).get(field)
    if hint is None:
        return False
    return value is None or (type(value) is str if is_list(hint) else _fitting(hint, value) is not None)


def difference(before: Some | None, after: Some) -> list[Edit]:
    """Return the edits that make `before` (None: nothing yet) into `after`; only what differs."""
    kind = _any(type(after))
    was: Mapping[str, Any] = (
        defaults(kind) if before is None else {n: getattr(before, n) for n in hints(kind)}
    )
    edits: list[Edit] = []
    for name, hint in hints(kind).items():
        old, new = was.get(name), getattr(after, name)
        if is_list(hint):
            gone = sorted((old or frozenset()) - new)
            come = sorted(new - (old or frozenset()))
            edits += [Remove(record=after.id, kind=kind.KIND, field=name, element=one) for one in gone]
            edits += [Add(record=after.id, kind=kind.KIND, field=name, element=one) for one in come]
        elif old != new:
            stored = str(new) if isinstance(new, StrEnum) else new
            edits.append(Put(record=after.id, kind=kind.KIND, field=name, value=stored))
    return edits
