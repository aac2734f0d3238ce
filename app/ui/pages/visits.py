"""Where to go next: everybody's next appointment in the order of days, late ones first."""

from app.errors import N_
from app.store.queries import CaseItem, Order
from app.store.vault import Vault
from app.ui import shown
from app.ui.background import Background
from app.ui.pages import Session
from app.ui.pages.case_columns import dropping, due_columns, locked
from app.ui.pages.cases import CasesPage
from app.ui.widgets.table_model import Column


class VisitsPage(CasesPage):
    """The next appointments; opening one opens its case, where the visit is written down."""

    title = N_("Visits")
    first_order = Order.DUE

    def __init__(self, background: Background[Vault], session: Session) -> None:
        super().__init__(background, session, ("week", "fortnight", "all"))

    def columns(self) -> list[Column[CaseItem]]:
        """Return when, who, what for, and when somebody was there last."""
        name, duty, when, contact = due_columns(self.session)
        last = Column[CaseItem](
            id="last",
            title=N_("Last visit"),
            text=lambda item: "" if locked(item) else shown.day(item.last_visit) or "—",
            width=120,
        )
        return dropping([when, name, duty, last, contact], ("contact", "last"))
