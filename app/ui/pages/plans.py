"""The list of plans: cases by where their plan stands, those that the worker must correct first."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal

from app.errors import N_
from app.i18n import ntr, tr
from app.store import queries
from app.store.queries import PAGE, CaseItem, Order, Wanted
from app.store.vault import Vault
from app.ui import shown
from app.ui.background import Background
from app.ui.pages import Session
from app.ui.pages.case_columns import CaseTable, client, locked, number_column
from app.ui.pages.inputs import Toggle
from app.ui.pages.page import PageWidget, page_header
from app.ui.palette import Tone
from app.ui.widgets.layout import Flow, plain
from app.ui.widgets.page_parts import EmptyState
from app.ui.widgets.surfaces import Card
from app.ui.widgets.table_model import Cell, Column

ALL, NO_PLAN = "all", "none"
FILTERS: Mapping[str, str] = {
    ALL: N_("All open"),
    NO_PLAN: N_("No finished plan"),
    "returned": N_("Returned"),
    "waiting": N_("Waiting for approval"),
    "approved": N_("Approved"),
}
_STATES: Mapping[str, tuple[str, Tone]] = {
    "": (N_("No finished plan"), Tone.NEUTRAL),
    "waiting": (N_("Waiting for approval"), Tone.INFO),
    "approved": (N_("Approved"), Tone.OK),
    "returned": (N_("Returned"), Tone.DANGER),
}


def read_plans(vault: Vault, which: str, offset: int) -> tuple[list[CaseItem], int]:
    """Return one page of cases by the state of their plan, and how many there are."""
    wanted = Wanted(review="" if which in (ALL, NO_PLAN) else which)
    found = queries.cases(vault, wanted, order=Order.DUE, limit=PAGE, offset=offset)
    if which == NO_PLAN:
        # No filter of the vault asks for an empty state; a worker's own list is one or two pages.
        kept = [one for one in found if not one.review]
        return kept, len(kept)
    return found, queries.count_cases(vault, wanted)


class PlansPage(PageWidget):
    """Shows the cases by the state of their plan; Enter opens the plan."""

    plan_asked = Signal(str)

    def __init__(self, background: Background[Vault], session: Session) -> None:
        super().__init__(background, session)
        self._which, self._total, self._asked = ALL, 0, 0
        self.header = page_header(N_("Plans"), self._counted)
        self.chips = {which: Toggle(words) for which, words in FILTERS.items()}
        for which, chip in self.chips.items():
            chip.clicked.connect(lambda _=False, which=which: self.load(filter=which))
        self.table = CaseTable(self._columns(), N_("Plans"))
        self.table.opened.connect(lambda item: self.plan_asked.emit(item.stream))
        self.table.more_asked.connect(self._more)
        self.nothing = EmptyState("plans", N_("No case has a plan in this state."))
        self.nothing.hide()
        card = Card("", margin=4)
        card.add(self.table, 1)
        card.add(self.nothing, 1)
        self.box.addWidget(self.header)
        self.box.addWidget(plain(Flow(*self.chips.values(), spacing=8)))
        self.box.addWidget(card, 1)
        self._press()
        self.refresh()

    def _columns(self) -> list[Column[CaseItem]]:
        today = self.session.today

        def told(words: str, item: CaseItem) -> str:
            return "" if locked(item) else words

        return [
            number_column(),
            Column(id="name", title=N_("Client"), text=client, width=176, stretch=3),
            Column(
                id="place",
                title=N_("Place"),
                text=lambda item: told(shown.place(self.session.places, item.place), item),
                width=130,
                stretch=2,
                drop_below=900,
            ),
            Column(
                id="plan",
                title=N_("Plan"),
                text=lambda item: tr(_STATES.get(item.review, _STATES[""])[0]),
                tone=lambda item: _STATES.get(item.review, _STATES[""])[1],
                cell=Cell.PILL,
                width=200,
            ),
            Column(
                id="when",
                title=N_("Due"),
                text=lambda item: shown.until(item.due_on, today()),
                tone=lambda item: shown.urgency(item.due_on, today()),
                cell=Cell.PILL,
                width=128,
                drop_below=560,
            ),
        ]

    def load(self, **where: Any) -> None:
        """Read the list again; `filter` is one of the filters."""
        super().load(**where)
        if where.get("filter") in self.chips:
            self._which = str(where["filter"])
        self._press()
        self._asked += 1
        asked, which = self._asked, self._which
        self.ask(lambda vault: read_plans(vault, which, 0), lambda found: self._show(asked, *found))

    def _show(self, asked: int, found: list[CaseItem], total: int) -> None:
        if asked != self._asked:
            return
        self._total = total
        self.table.show_rows(found, total)
        self.show_list(self.table, self.nothing, bool(found))
        self.header.subtitle.retranslate()

    def _more(self, offset: int) -> None:
        asked, which = self._asked, self._which
        self.ask(
            lambda vault: read_plans(vault, which, offset)[0],
            lambda found: self.table.append_rows(found) if asked == self._asked else None,
        )

    def _press(self) -> None:
        for which, chip in self.chips.items():
            chip.setChecked(which == self._which)

    def _counted(self) -> str:
        return ntr("{n} case", "{n} cases", self._total)
