"""The page of the day: what is due, most dangerous first, and where one stopped."""

from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import Signal

from app.errors import N_
from app.i18n import current, ntr, tr
from app.store import drafts, queries
from app.store.drafts import Draft
from app.store.queries import CaseItem, Counts, Order, Wanted
from app.store.vault import Vault
from app.ui import shortcuts, shown, theme
from app.ui.background import Background
from app.ui.pages import Session
from app.ui.pages.case_columns import CaseTable, due_columns
from app.ui.pages.columns import TwoColumns
from app.ui.pages.continuing import Continuing
from app.ui.pages.page import PageWidget, page_header
from app.ui.palette import Tone
from app.ui.widgets.buttons import PrimaryButton, QuietButton
from app.ui.widgets.layout import Tiles
from app.ui.widgets.page_parts import Banner, EmptyState, StatTile
from app.ui.widgets.surfaces import Card

AHEAD_DAYS = 7
_DRAFTS = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What the page shows, read in one go."""

    counts: Counts
    due: tuple[CaseItem, ...]
    total: int
    drafts: tuple[tuple[Draft, str], ...]


def read_day(vault: Vault, today: str, until: str) -> Day:
    """Return the day's figures, what is due until then, and the drafts with the names of their clients."""
    wanted = Wanted(due_until=until)
    found = list(drafts.of(vault)[:_DRAFTS])
    return Day(
        counts=queries.counts(vault, today, until),
        due=tuple(queries.cases(vault, wanted, order=Order.DANGER)),
        total=queries.count_cases(vault, wanted),
        drafts=tuple((one, _client(vault, one)) for one in found),
    )


def _client(vault: Vault, draft: Draft) -> str:
    item = queries.case_item(vault, draft.stream) if draft.stream else None
    if item is None:
        return ""
    return item.number if item.restricted or not item.name else item.name


class TodayPage(PageWidget):
    """Greets, counts, and lists what is due. Late work stays on top until it is done."""

    case_opened = Signal(str)
    cases_asked = Signal(str)
    conflicts_asked = Signal()
    request_asked = Signal(str)
    draft_asked = Signal(str, str)

    def __init__(self, background: Background[Vault], session: Session) -> None:
        super().__init__(background, session)
        self._day: Day | None = None
        new = PrimaryButton(N_("New request"), "plus")
        new.clicked.connect(lambda: self.request_asked.emit(""))
        shortcuts.bind(self, {"new": new.click})
        self.header = page_header(self._greeting, self._date, [new])
        settle = QuietButton(N_("Look at them"))
        settle.clicked.connect(self.conflicts_asked)
        self.conflicts = Banner(self._conflict_words, Tone.DANGER, settle)
        self.conflicts.hide()
        self._make_tiles()
        self._make_list()
        self.continuing = Continuing()
        self.continuing.chosen.connect(self.draft_asked)
        self.continuing.hide()
        for part in (self.header, self.conflicts, self.tiles):
            self.box.addWidget(part)
        self.box.addWidget(TwoColumns(self.listed, self.continuing, (3, 1), least=840), 1)
        self.refresh()

    def _make_tiles(self) -> None:
        self.open = StatTile("cases", "–", N_("Open cases"), Tone.ACCENT, door=True)
        self.urgent = StatTile("danger", "–", N_("Urgent"), Tone.DANGER, door=True)
        self.soon = StatTile("calendar", "–", N_("Due this week"), Tone.INFO, door=True)
        self.late = StatTile("clock", "–", N_("Late"), Tone.WARN, door=True)
        doors = ((self.open, "all"), (self.urgent, "urgent"), (self.soon, "due"), (self.late, "due"))
        for tile, which in doors:
            tile.clicked.connect(partial(self.cases_asked.emit, which))
        self.tiles = Tiles(self.open, self.urgent, self.soon, self.late, least=180)

    def _make_list(self) -> None:
        self.table = CaseTable(lambda: due_columns(self.session), N_("What is due"))
        self.table.setMinimumHeight(theme.px(230))
        self.table.opened.connect(lambda item: self.case_opened.emit(item.stream))
        self.table.more_asked.connect(self._more)
        self.nothing = EmptyState(
            "check", N_("Nothing is due this week. A good moment to visit somebody anyway.")
        )
        self.nothing.hide()
        self.listed = Card("", margin=4)
        self.listed.add(self.table, 1)
        self.listed.add(self.nothing, 1)

    def load(self, **where: Any) -> None:
        """Read the day again."""
        super().load(**where)
        today = self.session.today()
        until = shown.days_after(today, AHEAD_DAYS)
        self.ask(lambda vault: read_day(vault, today.isoformat(), until), self._show)

    def _show(self, day: Day) -> None:
        self._day = day
        for tile, figure in (
            (self.open, day.counts.open),
            (self.urgent, day.counts.urgent),
            (self.soon, day.counts.due),
            (self.late, day.counts.overdue),
        ):
            tile.set_figure(str(figure))
        self.conflicts.setVisible(day.counts.conflicts > 0)
        self.conflicts.sentence.retranslate()
        self.table.show_rows(day.due, day.total)
        self.show_list(self.table, self.nothing, bool(day.due))
        self.continuing.show_drafts(day.drafts)
        self.continuing.setVisible(bool(day.drafts))
        self.retranslate()

    def _more(self, offset: int) -> None:
        wanted = Wanted(due_until=shown.days_after(self.session.today(), AHEAD_DAYS))
        self.ask(
            lambda vault: queries.cases(vault, wanted, order=Order.DANGER, offset=offset),
            self.table.append_rows,
        )

    def _greeting(self) -> str:
        return tr("Hello, {name}", name=self.session.name)

    def _date(self) -> str:
        return current().date(self.session.today(), "full")

    def _conflict_words(self) -> str:
        count = self._day.counts.conflicts if self._day else 0
        return ntr(
            "In {n} place two people wrote different things. Please choose which is right.",
            "In {n} places two people wrote different things. Please choose which is right.",
            count,
        )
