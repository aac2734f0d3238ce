"""The work itself: the shell with the pages of a role. This module alone connects pages; they do not know each other."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from app.errors import N_, UserError
from app.i18n import current
from app.models import kinds
from app.store import drafts, finding
from app.store.vault import Vault, wall_clock
from app.ui import outlook, seeking, shown
from app.ui.background import Background
from app.ui.outlook import Outlook, read_outlook, utc_now
from app.ui.page_table import OF_CENTRE, OF_WORKER, PAGES, PLACES, Holder, is_there, page_class
from app.ui.pages import Notice, Session
from app.ui.shell import Shell

_TRAIL = 50
BACKUP_AFTER_MS = 120_000


class Workplace(QObject):
    """The shell of one session, its pages and the ways between them."""

    def __init__(self, background: Background[Vault], session: Session) -> None:
        super().__init__()
        self.background, self.session = background, session
        wanted = OF_CENTRE if session.is_centre else OF_WORKER
        there = [page_id for page_id in PAGES if is_there(page_id)]
        self.shell = Shell([PLACES[one] for one in wanted if one in there], session.practice)
        self.setParent(self.shell)
        self._where: dict[str, dict[str, Any]] = {}
        self._trail: list[tuple[str, dict[str, Any]]] = []
        self._holders: dict[str, Holder] = {}
        self._outlook: Outlook | None = None
        self._saved, self._saving, self._left = "", False, False
        for page_id in there:
            if page_id in wanted or PAGES[page_id][2] != page_id:
                self._add(page_id)
        self._connect_shell()

    def begin(self, stood: tuple[str, dict[str, Any]] | None = None) -> None:
        """Show the first page, or the one where the window stood when it was locked."""
        session = self.session
        self.shell.set_person(session.name, shown.place(session.places, session.place))
        page_id, where = stood or (self.home(), {})
        self.go(page_id if page_id in self._holders else self.home(), **where)
        QTimer.singleShot(BACKUP_AFTER_MS, self, self.back_up)

    def home(self) -> str:
        """Return the page of the first place."""
        return next(iter(self.shell.side.buttons))

    def stands_at(self) -> tuple[str, dict[str, Any]] | None:
        """Return the page shown now and what it shows: identifiers only."""
        return next((step for step in reversed(self._trail) if step[0] != "trial"), None)

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

    def count(self, *, anew: bool = False) -> None:
        """Read again what waits; `anew` also asks what is delivered and backed up, which takes longer."""
        today, session = self.session.today(), self.session
        first, until = today.isoformat(), shown.days_after(today, 7)
        known = None if anew else self._outlook
        self.background.run(
            lambda vault: read_outlook(vault, session, first, until, known),
            self._show_outlook,
            self._fail,
        )

    def back_up(self) -> None:
        """Make the day's backup if there is none yet."""
        if shiboken6.isValid(self.shell) and not self._left:
            now = utc_now()
            self.background.run(
                lambda vault: outlook.back_up(vault, now), lambda _made: self.count(anew=True), self._fail
            )

    def refused(self) -> UserError | None:
        """Return why something typed is not in the vault, once all jobs are home; None when everything is."""
        for holder in self._holders.values():
            for keeper in ("autosave", "drafting", "keeper"):
                error = getattr(getattr(holder.page, keeper, None), "refused", None)
                if isinstance(error, UserError):
                    return error
        return None

    def leave(self) -> None:
        """Keep what was typed; nothing is begun any more."""
        self.flush()
        self._left = True

    def _add(self, page_id: str) -> None:
        def make() -> QWidget:
            page = page_class(page_id)(self.background, self.session)
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
            "saving": self._note_saving,
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
            "correction_asked": self._open_form,
            "filled_asked": lambda stream, name: self.go("filled", stream=stream, name=name),
            "trial_asked": lambda xml, media: self.go("trial", xml=xml, media=media),
            "published": self._carried,
            "plan_asked": lambda stream: self.go("plan", stream=stream),
            "shortcuts_asked": self.shell.show_shortcuts,
            "bundle_made": self._carried,
            "imported": self._carried,
            "decided": self._carried,
            "settled": self._note_saved,
            "brought_back": self._note_saved,
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
        self.count(anew=self._outlook is None)
        focused = QApplication.focusWidget()
        if focused is None or not page.isAncestorOf(focused):
            page.setFocus()  # so that the page's own keys work at once

    def _continue_draft(self, key: str, stream: str) -> None:
        kind, about = key.partition(":")[0], drafts.form_key(key)
        if kind == "request":
            self.go("request", draft=key)
        elif about is not None and "form" in self._holders:
            self._open_form(about.stream, about.form, about.corrects)
        elif stream:
            self.go("plan" if kind == "plan" else "case", stream=stream)

    def _open_form(self, stream: str, form_id: str, corrects: str = "") -> None:
        self.go("form", stream=stream, form=form_id, corrects=corrects)

    def _finish_form(self, stream: str) -> None:
        self._trail = [step for step in self._trail if step[0] not in ("form", "filled")]
        self._note_saved(stream)
        self.go("case", stream=stream)

    def _show_conflicts(self) -> None:
        if "conflicts" in self._holders:
            self.go("conflicts")
        else:
            self.go("cases", filter="conflicts")

    def _say(self, notice: Notice) -> None:
        self.shell.toast(notice.says, notice.undo)

    def _note_saving(self) -> None:
        """Something that was entered is not yet on disk."""
        if not self._saving:
            self._saving = True
            self._show_status()

    def _note_saved(self, what: object) -> None:
        """Something is on disk: a stream, or (of a form's answer) the time in UTC milliseconds, which changes no figure."""
        self._saved, self._saving = shown.clock(what if isinstance(what, int) else wall_clock()), False
        if isinstance(what, str):
            self.count()
        else:
            self._show_status()

    def _carried(self, *_what: object) -> None:
        """A bundle went or came: everything that waits is read anew."""
        self._saved = shown.clock(wall_clock())
        self.count(anew=True)

    def _show_outlook(self, found: Outlook) -> None:
        if not shiboken6.isValid(self.shell):
            return
        self._outlook = found
        counts = found.counts
        waiting = {"today": counts.overdue, "review": counts.waiting, "conflicts": counts.conflicts}
        for place, count in waiting.items():
            if place in self.shell.side.buttons:
                self.shell.set_badge(place, count)
        self._show_status()

    def _show_status(self) -> None:
        found, now = self._outlook, utc_now()
        if found is not None:
            self.shell.set_status(outlook.status_of(found, self._saved, now, saving=self._saving))
            words_, short, tone = outlook.chip_of(found, now)
            self.shell.set_bundles((lambda: outlook.chip_of(found, now)[0]) if words_ else "", short, tone)

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

        def show(hits: list[finding.Hit]) -> None:
            if shiboken6.isValid(self.shell):
                self.shell.offer_hits([*seeking.lines(hits, self.session.places), *doing])

        self.background.run(lambda vault: finding.search(vault, typed), show, self._fail)

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
