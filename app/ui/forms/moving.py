"""From one version of a form to another: which answers have no place there."""

from app.forms.live import Item
from app.forms.session import Session
from app.ui.forms.styling import plain


def left_out(before: Session, after: Session) -> tuple[str, ...]:
    """Return the questions of the older version, as they were asked, whose answers the newer one has no place for."""
    gone = [
        item
        for item in before.root.all_inside
        if _answered(item) and any(_is_in(item, path) for path in after.dropped)
    ]
    refused = [
        item
        for item in after.root.all_inside
        if item.field.control is not None and item.relevant and item.chosen and not item.text
    ]
    named = [_name(before, item) for item in gone] + [_name(after, item) for item in refused]
    return tuple(dict.fromkeys(named))


def _answered(item: Item) -> bool:
    return item.field.control is not None and item.field.leaf and bool(item.text)


def _is_in(item: Item, path: str) -> bool:
    return item.field.path == path or item.field.path.startswith(f"{path}/")


def _name(session: Session, item: Item) -> str:
    control = item.field.control
    return plain(session.say(control.label, item) if control else None) or item.name
