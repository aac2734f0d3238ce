"""Values a form asks for by name when it is opened: ids, dates, the device's user."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.forms.live import Item
from app.forms.xpath.calendar import text_of

if TYPE_CHECKING:
    from app.forms.session import Session


def apply(session: Session, *, fresh: bool) -> None:
    """Fill preloaded nodes of a new instance, and the instance's id when it has none."""
    fill(session, session.root, fresh=fresh)


def fill(session: Session, start: Item, *, fresh: bool) -> None:
    """Fill preloaded nodes in `start`; what is not `fresh` only gets the ids it lacks."""
    for item in start.all_inside:
        if item.field.leaf:
            text = _preloaded(session, item, fresh)
            if text is not None:
                item.text = item.chosen = text


def _preloaded(session: Session, item: Item, fresh: bool) -> str | None:
    binding = item.field.binding
    if binding.preload == "uid":
        return None if item.text else f"uuid:{session.new_uuid()}"
    if not fresh:
        return None
    now = session.world.now()
    if binding.preload == "timestamp" and binding.preload_parameter == "start":
        return text_of(now)
    if binding.preload == "date":
        return now.date().isoformat()
    if binding.preload == "property":
        return session.properties.get(binding.preload_parameter)
    return None


def finish(session: Session) -> None:
    """Write the moment of finishing where the form asks for it."""
    for item in session.root.all_inside:
        binding = item.field.binding
        if binding.preload == "timestamp" and binding.preload_parameter == "end":
            session.recompute.store(item, text_of(session.world.now()))
