"""The work itself: the shell with the pages of a role. This module alone connects pages; they do not know each other."""

from collections.abc import Callable, Mapping
from functools import partial
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget

from app.errors import N_, UserError
from app.i18n import current, tr
from app.models import kinds
from app.store import queries
from app.store.queries import Counts
from app.store.vault import Vault, wall_clock
from app.ui import seeking, shown, words
from app.ui.background import Background
from app.ui.pages import Notice, Session
from app.ui.places import Place
from app.ui.shell import Shell
from app.ui.statusbar import Status
from app.ui.widgets.layout import column

_TRAIL = 50

PLACES: Mapping[str, Place] = {
    place.id: place
    for place in (
        Place(id="today", msgid=N_("Today"), icon="today"),
        Place(id="inbox", msgid=N_("Inbox"), icon="inbox"),
        Place(id="review", msgid=N_("Review"), icon="review"),
        Place(id="conflicts", msgid=N_("Conflicts"), icon="conflicts"),
        Place(id="cases", msgid=N_("Cases"), icon="cases"),
        Place(id="households", msgid=N_("Households"), icon="households"),
        Place(id="visits", msgid=N_("Visits"), icon="visits"),
        Place(id="plans", msgid=N_("Plans"), icon="plans"),
        Place(id="bundles", msgid=N_("Bundles"), icon="bundles"),
        Place(id="help", msgid=N_("Help"), icon="help"),
    )
}
OF_WORKER = ("today", "cases", "households", "visits", "plans", "bundles", "help")
OF_CENTRE = ("inbox", "review", "conflicts", "cases", "households", "bundles", "help")

# Every page there is: where its class stands, and the place of the sidebar that it belongs to.
PAGES: Mapping[str, tuple[str, str, str]] = {
    "today": ("app.ui.pages.today", "TodayPage", "today"),
    "cases": ("app.ui.pages.cases", "CasesPage", "cases"),
    "review": ("app.ui.pages.review", "ReviewPage", "review"),
    "households": ("app.ui.pages.households", "HouseholdsPage", "households"),
    "visits": ("app.ui.pages.visits", "VisitsPage", "visits"),
    "help": ("app.ui.pages.help", "HelpPage", "help"),
    "request": ("app.ui.pages.request", "RequestPage", "cases"),
    "household": ("app.ui.pages.household_page", "HouseholdPage", "households"),
    "case": ("app.ui.pages.case_page", "CasePage", "cases"),
    "form": ("app.ui.forms.form_page", "FormPage", "cases"),
    "plan": ("app.ui.pages.plan_page", "PlanPage", "plans"),
    "plans": ("app.ui.pages.plans", "PlansPage", "plans"),
    "bundles": ("app.ui.pages.bundles", "BundlesPage", "bundles"),
    "inbox": ("app.ui.pages.inbox", "InboxPage", "inbox"),
    "conflicts": ("app.ui.pages.conflicts", "ConflictsPage", "conflicts"),
}


def page_class(page_id: str) -> Callable[..., QWidget] | None:
    """Return the class of a page, None while this build has no such page."""
    module, name, _place = PAGES[page_id]
    if find_spec(module) is None:
        return None
    found: Callable[..., QWidget] = getattr(import_module(module), name)
    return found


class Holder(QWidget):
    """The place of a page in the shell; the page itself is made when it is first wanted, so that unlocking is quick."""

    def __init__(self, make: Callable[[], QWidget]) -> None:
        super().__init__()
        self._make = make
        self.page: Any = None
        self.setLayout(column(spacing=0))

    def made(self) -> Any:
        """Return the page."""
        if self.page is None:
            self.page = self._make()
            self.setFocusProxy(self.page)
            box = self.layout()
            assert box is not None  # noqa: S101 - it was set above
            box.addWidget(self.page)
        return self.page


class Workplace(QObject):
    """The shell of one session, its pages and the ways between them."""

    def __init__(self, background: Background[Vault], session: Session) -> None:
        super().__init__()
        self.background, self.session = background, session
        makers = {page_id: maker for page_id in PAGES if (maker := page_class(page_id)) is not None}
        wanted = OF_CENTRE if session.is_centre else OF_WORKER
        self.shell = Shell([PLACES[one] for one in wanted if one in makers], session.practice)
        self.setParent(self.shell)
        self._where: dict[str, dict[str, Any]] = {}
        self._trail: list[tuple[str, dict[str, Any]]] = []
        self._holders: dict[str, Holder] = {}
        for page_id, maker in makers.items():
            if page_id in wanted or PAGES[page_id][2] != page_id:
                self._add(page_id, maker)
        self._connect_shell()

    def begin(self, stood: tuple[str, dict[str, Any]] | None = None) -> None:
        """Show the first page, or the one where the window stood when it was locked."""
        session = self.session
        self.shell.set_person(session.name, shown.place(session.places, session.place))
        self.count()
        page_id, where = stood or (self.home(), {})
        self.go(page_id if page_id in self._holders else self.home(), **where)

    def home(self) -> str:
        """Return the page of the first place."""
        return next(iter(self.shell.side.buttons))

    def stands_at(self) -> tuple[str, dict[str, Any]] | None:
        """Return the page shown now and what it shows: identifiers only."""
        return self._trail[-1] if self._trail else None

    def flush(self) -> None:
        """Let every page keep what was typed in the last second."""
        for holder in self._holders.values():
            if callable(flush := getattr(holder.page, "flush", None)):
                flush()

    def page(self, page_id: str) -> Any:
        """Return a page. Raises: KeyError for one that this session does not have."""
        return self._holders[page_id].made()

    def go(self, page_id: str, **where: Any) -> None:
        """Show a page and let it read `where`."""
        if page_id not in self._holders:
            return
        self._where[page_id] = where
        if self.shell.current_page() == page_id:
            self._arrive(page_id)
        else:
            self.shell.go(page_id)

    def go_back(self) -> None:
        """Show the page before this one."""
        if len(self._trail) > 1:
            self._trail.pop()
            page_id, where = self._trail.pop()
            self.go(page_id, **where)

    def count(self) -> None:
        """Read again what waits, for the badges."""
        today = self.session.today()
        first, until = today.isoformat(), shown.days_after(today, 7)
        self.background.run(lambda vault: queries.counts(vault, first, until), self._show_counts, self._fail)

    def _add(self, page_id: str, maker: Callable[..., QWidget]) -> None:
        def make() -> QWidget:
            page = maker(self.background, self.session)
            for signal, slot in self._slots().items():
                if (told := getattr(page, signal, None)) is not None:
                    told.connect(slot)
            return page

        place = PAGES[page_id][2]
        self._holders[page_id] = holder = Holder(make)
        self.shell.add_page(page_id, holder, place if place in self.shell.side.buttons else "cases")

    def _slots(self) -> Mapping[str, Callable[..., None]]:
        return {
            "told": self._say,
            "saved": self._note_saved,
            "finished": self._finish_form,
            "left": self.go_back,
            "case_opened": lambda stream: self.go("case", stream=stream),
            "household_opened": lambda stream: self.go("household", stream=stream),
            "cases_asked": lambda which: self.go("cases", filter=which),
            "conflicts_asked": self._show_conflicts,
            "request_asked": lambda household: self.go("request", household=household),
            "person_request_asked": lambda home, who: self.go("request", household=home, person=who),
            "draft_asked": self._continue_draft,
            "form_asked": self._open_form,
            "plan_asked": lambda stream: self.go("plan", stream=stream),
            "shortcuts_asked": self.shell.show_shortcuts,
        }

    def _connect_shell(self) -> None:
        shell = self.shell
        shell.went.connect(self._arrive)
        shell.search_asked.connect(self._search)
        shell.hit_chosen.connect(self._choose_hit)
        shell.back_asked.connect(self.go_back)
        shell.bundles_asked.connect(lambda: self.go("bundles"))
        shell.help_asked.connect(lambda page_id: self.go("help", page=page_id))

    def _arrive(self, page_id: str) -> None:
        where = self._where.pop(page_id, {})
        if not self._trail or self._trail[-1] != (page_id, where):
            self._trail = [*self._trail[-_TRAIL:], (page_id, where)]
        page = self.page(page_id)
        page.load(**where)
        self.count()
        focused = QApplication.focusWidget()
        if focused is None or not page.isAncestorOf(focused):
            page.setFocus()  # so that the page's own keys work at once

    def _continue_draft(self, key: str, stream: str) -> None:
        parts = key.replace("/", ":").split(":")
        forms = [part for part in parts if part in words.FORMS]
        if parts[0] == "request":
            self.go("request", draft=key)
        elif forms and stream and "form" in self._holders:
            self._open_form(stream, forms[0])
        elif stream:
            self.go("plan" if parts[0] == "plan" else "case", stream=stream)

    def _open_form(self, stream: str, form_id: str) -> None:
        self.go("form", stream=stream, form=form_id)

    def _finish_form(self, stream: str) -> None:
        self._trail = [step for step in self._trail if step[0] != "form"]
        self._note_saved(stream)
        self.go("case", stream=stream)

    def _show_conflicts(self) -> None:
        if "conflicts" in self._holders:
            self.go("conflicts")
        else:
            self.go("cases", filter="conflicts")

    def _say(self, notice: Notice) -> None:
        self.shell.toast(notice.says, notice.undo)

    def _note_saved(self, what: object) -> None:
        """Something is on disk: a stream, or (of a form's answer) the time in UTC milliseconds, which changes no figure."""
        at = shown.clock(what if isinstance(what, int) else wall_clock())
        self.shell.set_status(Status(saved=lambda: tr("Saved at {time}", time=at)))
        if isinstance(what, str):
            self.count()

    def _show_counts(self, counts: Counts) -> None:
        if not shiboken6.isValid(self.shell):
            return
        waiting = {"today": counts.overdue, "review": counts.waiting, "conflicts": counts.conflicts}
        for place, count in waiting.items():
            if place in self.shell.side.buttons:
                self.shell.set_badge(place, count)

    def _fail(self, error: UserError) -> None:
        if shiboken6.isValid(self.shell):
            self.shell.toast(lambda: current().sentence(error))

    def _search(self, typed: str) -> None:
        if not typed:
            return
        offered = {f"go {place.id}": (place.msgid, place.icon) for place in PLACES.values()}
        offered = {what: one for what, one in offered.items() if what[3:] in self.shell.side.buttons}
        offered |= {"request": (N_("New request"), "plus"), "lock": (N_("Lock"), "lock")}
        doing = seeking.commands(typed, offered)

        def show(hits: list[queries.Hit]) -> None:
            if shiboken6.isValid(self.shell):
                self.shell.offer_hits([*seeking.lines(hits, self.session.places), *doing])

        self.background.run(lambda vault: queries.search(vault, typed), show, self._fail)

    def _choose_hit(self, what: str) -> None:
        verb, _, rest = what.partition(" ")
        doing: dict[str, Callable[[], None]] = {
            "go": partial(self.go, rest),
            "request": partial(self.go, "request"),
            "lock": self.shell.lock_asked.emit,
            "open": partial(self._open_stream, rest),
        }
        doing[verb]()

    def _open_stream(self, stream: str) -> None:
        self.go("case" if kinds.family(stream) == kinds.CASE else "household", stream=stream)
