"""The list of households, named after their heads."""

from typing import Any

from PySide6.QtCore import Signal

from app.errors import N_
from app.i18n import ntr
from app.store import queries
from app.store.queries import HouseholdItem
from app.store.vault import Vault
from app.ui import shortcuts, shown
from app.ui.background import Background
from app.ui.pages import Session
from app.ui.pages.page import PageWidget, page_header
from app.ui.widgets.buttons import PrimaryButton
from app.ui.widgets.page_parts import EmptyState
from app.ui.widgets.surfaces import Card
from app.ui.widgets.table import DataTable
from app.ui.widgets.table_model import Cell, Column


class HouseholdsPage(PageWidget):
    """Shows every household of this vault, a page of them at a time."""

    household_opened = Signal(str)
    request_asked = Signal(str)

    def __init__(self, background: Background[Vault], session: Session) -> None:
        super().__init__(background, session)
        self._total = 0
        new = PrimaryButton(N_("New request"), "plus")
        new.clicked.connect(lambda: self.request_asked.emit(""))
        shortcuts.bind(self, {"new": new.click})
        self.header = page_header(N_("Households"), self._counted, [] if session.is_centre else [new])
        self.table: DataTable[HouseholdItem] = DataTable(self._columns(), N_("Households"))
        self.table.opened.connect(lambda item: self.household_opened.emit(item.stream))
        self.table.more_asked.connect(self._more)
        self.nothing = EmptyState("households", N_("No household is here yet. The first request begins one."))
        self.nothing.hide()
        self.card = Card("", margin=4)
        self.card.add(self.table, 1)
        self.card.add(self.nothing, 1)
        self.box.addWidget(self.header)
        self.box.addWidget(self.card, 1)
        self.refresh()

    def _columns(self) -> list[Column[HouseholdItem]]:
        places = self.session.places
        return [
            Column(
                id="name",
                title=N_("Head of the household"),
                text=lambda item: item.name,
                cell=Cell.STRONG,
                width=220,
                stretch=2,
            ),
            Column(id="address", title=N_("Address"), text=lambda item: item.address, width=220, stretch=3),
            Column(
                id="place",
                title=N_("Place"),
                text=lambda item: shown.place(places, item.place),
                width=170,
                stretch=1,
                drop_below=700,
            ),
            Column(
                id="members",
                title=N_("Members"),
                text=lambda item: str(item.members),
                cell=Cell.NUMBER,
                width=100,
            ),
        ]

    def load(self, **where: Any) -> None:
        """Read the list again."""
        super().load(**where)
        self.ask(lambda vault: (queries.households(vault), queries.count_households(vault)), self._show)

    def _show(self, found: tuple[list[HouseholdItem], int]) -> None:
        rows, self._total = found
        self.table.show_rows(rows, self._total)
        self.show_list(self.table, self.nothing, bool(rows))
        self.header.subtitle.retranslate()

    def _more(self, offset: int) -> None:
        self.ask(lambda vault: queries.households(vault, offset=offset), self.table.append_rows)

    def _counted(self) -> str:
        return ntr("{n} household", "{n} households", self._total)
