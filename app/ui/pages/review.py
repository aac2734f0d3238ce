"""What waits for the supervisor: the list of cases, those with a finished plan first."""

from app.errors import N_
from app.store.vault import Vault
from app.ui.background import Background
from app.ui.pages import Session
from app.ui.pages.cases import CasesPage


class ReviewPage(CasesPage):
    """The cases that wait for approval."""

    title = N_("For approval")

    def __init__(self, background: Background[Vault], session: Session) -> None:
        super().__init__(background, session, ("waiting", "due", "all"))
