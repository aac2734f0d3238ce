"""What the search box finds: people, cases, households, and things to do."""

from collections.abc import Mapping, Sequence

from app import text
from app.i18n import tr
from app.models.place import PlaceTable
from app.store.finding import Hit
from app.ui import shown
from app.ui.widgets.search import Hit as Line

_ICONS = {"case": "cases", "person": "person", "household": "households"}
_MOST_COMMANDS = 3


def lines(hits: Sequence[Hit], places: PlaceTable) -> list[Line]:
    """Return what the vault found as lines of the search box; a protected case has its number only."""
    found: dict[str, Line] = {}
    for hit in hits:
        icon = "lock" if hit.restricted else _ICONS.get(hit.kind, "person")
        name = "" if hit.restricted else hit.name
        place = "" if hit.restricted else shown.place(places, hit.place)
        parts = (hit.number if name else "", shown.day(hit.birth), place)
        title = name or hit.number
        line = Line(
            id=f"open {hit.stream}",
            title=title,
            detail=" · ".join(part for part in parts if part),
            icon=icon,
        )
        found.setdefault(f"{hit.stream} {title}", line)
    return list(found.values())


def commands(typed: str, offered: Mapping[str, tuple[str, str]]) -> list[Line]:
    """Return the things to do whose words begin as what is typed; `offered`: msgid and icon by what to do."""
    tokens = text.search_tokens(typed)
    found = []
    for what, (msgid, icon) in offered.items():
        spoken = text.search_text(tr(msgid)).split()
        if tokens and all(any(word.startswith(token) for word in spoken) for token in tokens):
            found.append(Line(id=what, title=tr(msgid), icon=icon))
    return found[:_MOST_COMMANDS]
