"""The list of cases: filtered, sorted and paged by the vault, never in the window."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal

from app.errors import N_
from app.i18n import ntr, tr
from app.store import queries
from app.store.queries import PAGE, CaseItem, Order, Wanted
from app.store.vault import Vault
from app.ui import shortcuts, shown, theme
from app.ui.background import Background
from app.ui.pages import Session
from app.ui.pages.case_columns import CaseTable, case_columns
from app.ui.pages.inputs import Choice, Toggle, etraps, named, welayats
from app.ui.pages.page import PageWidget, page_header
from app.ui.says import Says
from app.ui.widgets.buttons import PrimaryButton
from app.ui.widgets.layout import Flow, plain
from app.ui.widgets.page_parts import EmptyState
from app.ui.widgets.surfaces import Card
from app.ui.widgets.table_model import Column

AHEAD_DAYS = 7
_ORDERS: Mapping[str, Order] = {
    "number": Order.NUMBER,
    "name": Order.NAME,
    "place": Order.PLACE,
    "contact": Order.DANGER,
    "when": Order.DUE,
}
FILTERS: Mapping[str, str] = {
    "all": N_("All open"),
    "week": N_("Next 7 days"),
    "fortnight": N_("Next 14 days"),
    "mine": N_("My cases"),
    "urgent": N_("Urgent"),
    "due": N_("Due"),
    "waiting": N_("Waiting for approval"),
    "conflicts": N_("In conflict"),
    "closed": N_("Closed"),
}
_OF_WORKER = ("all", "urgent", "due", "closed")
_OF_CENTRE = ("all", "waiting", "urgent", "due", "conflicts", "closed")


def wanted_by(which: str, session: Session, place: str = "") -> Wanted:
    """Return which cases a filter asks for."""

    def until(days: int) -> str:
        return shown.days_after(session.today(), days)

    asked = {
        "mine": Wanted(owner=session.staff),
        "urgent": Wanted(risk="urgent"),
        "due": Wanted(due_until=until(AHEAD_DAYS)),
        "week": Wanted(due_until=until(7)),
        "fortnight": Wanted(due_until=until(14)),
        "waiting": Wanted(review="waiting"),
        "conflicts": Wanted(conflicts=True),
        "closed": Wanted(closed=True),
    }.get(which, Wanted())
    return replace(asked, place=place)


def read_page(
    vault: Vault, wanted: Wanted, order: Order, descending: bool, offset: int
) -> tuple[list[CaseItem], int]:
    """Return one page of cases and how many there are; descending pages are read from the end."""
    total = queries.count_cases(vault, wanted)
    if not descending:
        return queries.cases(vault, wanted, order=order, limit=PAGE, offset=offset), total
    first = max(0, total - offset - PAGE)
    found = queries.cases(vault, wanted, order=order, limit=max(0, total - offset - first), offset=first)
    return found[::-1], total


class CasesPage(PageWidget):
    """Shows the cases a filter asks for. `filters` says which there are, the first one at the start."""

    case_opened = Signal(str)
    request_asked = Signal(str)

    title = N_("Cases")
    first_order = Order.NAME

    def __init__(
        self, background: Background[Vault], session: Session, filters: tuple[str, ...] = ()
    ) -> None:
        super().__init__(background, session)
        self._which, self._order, self._descending = "", self.first_order, False
        self._total, self._asked = 0, 0
        filters = filters or (_OF_CENTRE if session.is_centre else _OF_WORKER)
        new = PrimaryButton(N_("New request"), "plus")
        new.clicked.connect(lambda: self.request_asked.emit(""))
        shortcuts.bind(self, {"new": new.click})
        self.header = page_header(self.title, self._counted, [] if session.is_centre else [new])
        self._make_filters(filters)
        self._make_table()
        self.box.addWidget(self.header)
        self.box.addWidget(self.bar)
        self.box.addWidget(self.card, 1)
        self._press(filters[0])
        self.refresh()

    def _make_filters(self, filters: tuple[str, ...]) -> None:
        self.chips = {which: Toggle(FILTERS[which]) for which in filters}
        for which, chip in self.chips.items():
            chip.clicked.connect(lambda _=False, which=which: self.load(filter=which))
        self.place = Choice(self._places(), empty=N_("All places"))
        self.place.setMinimumWidth(theme.px(210))
        self.place.changed.connect(lambda _code: self.load())
        self.bar = plain(Flow(*self.chips.values(), self.place, spacing=8))

    def _places(self) -> dict[str, Says]:
        """Offer the welaýat of this vault with its etraps, or all welaýats where the vault is the whole country's."""
        path = self.session.places.path(self.session.place)
        if len(path) < 2:
            return welayats(self.session.places)
        welayat = path[1].code
        return {welayat: named(self.session.places, welayat), **etraps(self.session.places, welayat)}

    def _make_table(self) -> None:
        self.table = CaseTable(self.columns, self.title)
        self.table.opened.connect(lambda item: self.case_opened.emit(item.stream))
        self.table.sort_asked.connect(self._sort)
        self.table.more_asked.connect(self._more)
        self.nothing = EmptyState("cases", N_("No case fits what is chosen above."))
        self.nothing.hide()
        self.card = Card("", margin=4)
        self.card.add(self.table, 1)
        self.card.add(self.nothing, 1)

    def columns(self) -> list[Column[CaseItem]]:
        """Return the columns of this list."""
        return case_columns(self.session)

    def load(self, **where: Any) -> None:
        """Read the list again; `filter` is one of the filters."""
        super().load(**where)
        if where.get("filter") in self.chips:
            self._press(str(where["filter"]))
        self._asked += 1
        asked = self._asked
        wanted = wanted_by(self._which, self.session, self.place.value())
        order, descending = self._order, self._descending
        self.ask(
            lambda vault: read_page(vault, wanted, order, descending, 0),
            lambda found: self._show(asked, *found),
        )

    def _show(self, asked: int, found: list[CaseItem], total: int) -> None:
        if asked != self._asked:
            return  # another filter was chosen meanwhile
        self._total = total
        self.table.show_rows(found, total)
        self.show_list(self.table, self.nothing, bool(found))
        self.header.subtitle.retranslate()

    def _more(self, offset: int) -> None:
        asked, order, descending = self._asked, self._order, self._descending
        wanted = wanted_by(self._which, self.session, self.place.value())
        self.ask(
            lambda vault: read_page(vault, wanted, order, descending, offset)[0],
            lambda found: self.table.append_rows(found) if asked == self._asked else None,
        )

    def _sort(self, column: str, descending: bool) -> None:
        self._order, self._descending = _ORDERS[column], descending
        self.load()

    def _press(self, which: str) -> None:
        self._which = which
        for name, chip in self.chips.items():
            chip.setChecked(name == which)

    def retranslate(self) -> None:
        """Name the choice of places for screen readers."""
        self.place.setAccessibleName(tr("Place"))

    def _counted(self) -> str:
        return ntr("{n} case", "{n} cases", self._total)
