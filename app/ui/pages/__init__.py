"""The pages of the window, and what each of them keeps to.

A page is a QWidget made as `SomePage(background, session)`. The window calls `load(**where)` whenever it shows the page
(`load()` refreshes it; a page about one record takes `stream=`), and Qt's language change reaches `retranslate()`.
A page reaches the vault only through `background.run(job, done, failed)`, knows no other page, and tells the window what
happened by past-tense signals. `main_window.py` connects those it finds, by name:

    told(Notice)                    say something short, perhaps with Undo
    saved(str stream)               a commit returned; counts, badges and the status bar are read again
    case_opened(str stream)         show this case
    household_opened(str stream)    show this household
    form_asked(str stream, str form_id)
    filled_asked(str stream, str name)   read a finished form (its hash in hex)
    correction_asked(str stream, str form_id, str name)
    plan_asked(str stream)
    request_asked(str household)    register a request ("" for a new household)
    conflicts_asked()
    left()                          go back to where one came from

A page with a note that is kept only by a timer may have `flush()`; it is called before the window locks.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol

from app.models.place import PlaceTable
from app.models.staff import Role
from app.ui.says import Says


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """Who works in this window: stored role, staff identifier, name, place code; and the day it is."""

    role: Role
    staff: str
    name: str
    place: str
    practice: bool
    places: PlaceTable
    today: Callable[[], date]

    @property
    def is_centre(self) -> bool:
        """Whether this is a centre's window, which receives, reviews and decides."""
        return self.role not in (Role.WORKER, Role.UNKNOWN)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """Something short to say, and how it can be taken back."""

    says: Says
    undo: Callable[[], None] | None = None


class Page(Protocol):
    """What the window asks of every page."""

    def load(self, **where: Any) -> None:
        """Read again what the page shows."""

    def retranslate(self) -> None:
        """Say everything in the language in use."""
