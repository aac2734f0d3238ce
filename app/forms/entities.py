"""What a finished form writes beyond its answers: the persons, households and cases its `entities` sheet names."""

from __future__ import annotations

from dataclasses import dataclass

from app.forms.live import Item
from app.forms.session import Session

_TRUE = ("1", "true")


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityWrite:
    """One thing to create or change: its list, its id, its label, and its properties as texts.

    `properties` holds only what is relevant; an empty text means the person cleared it.
    """

    dataset: str
    id: str
    create: bool
    update: bool
    label: str
    properties: dict[str, str]


def writes(session: Session) -> tuple[EntityWrite, ...]:
    """Return the writes of a session in the order of the form, one per relevant `meta/entity` that asks for one."""
    found = []
    for item in session.root.all_inside:
        if (
            item.local == "entity"
            and item.parent is not None
            and item.parent.local == "meta"
            and item.relevant
        ):
            write = _write(item)
            if write.create or write.update:
                found.append(write)
    return tuple(found)


def _write(entity: Item) -> EntityWrite:
    meta = entity.parent
    scope = meta.parent if meta is not None and isinstance(meta.parent, Item) else entity
    label = entity.child("label")
    return EntityWrite(
        dataset=entity.attribute("dataset") or "",
        id=entity.attribute("id") or "",
        create=(entity.attribute("create") or "") in _TRUE,
        update=(entity.attribute("update") or "") in _TRUE,
        label=label.string() if label else "",
        properties=_properties(scope),
    )


def _properties(scope: Item) -> dict[str, str]:
    """Return the values saved within one instance, those of inner repeats left to their own entities."""
    found: dict[str, str] = {}
    for child in scope.items:
        if not child.relevant or child.field.repeat is not None:
            continue
        if child.field.binding.save_to:
            found[child.field.binding.save_to] = child.string()
        found.update(_properties(child))
    return found
