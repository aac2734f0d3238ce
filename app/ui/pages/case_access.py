"""Who may open a case, and why: everybody's own cases at once, others with a reason that stands in the audit."""

from dataclasses import dataclass, field
from enum import StrEnum

from PySide6.QtCore import Signal

from app.errors import N_
from app.i18n import tr
from app.store import audit, queries
from app.store.audit import Event
from app.store.queries import CaseItem, OpenCase
from app.store.vault import Vault
from app.ui.pages import Session
from app.ui.pages.forms_card import Forms, read_forms
from app.ui.pages.household_forms import full_name
from app.ui.pages.inputs import Line
from app.ui.widgets.buttons import PrimaryButton, QuietButton
from app.ui.widgets.field import FieldRow
from app.ui.widgets.layout import Flow, column, plain, row
from app.ui.widgets.surfaces import Card
from app.ui.widgets.text import Picture, Text


class Access(StrEnum):
    """What stands before a case."""

    OPEN = "open"
    REASON = "reason"
    REFUSED = "refused"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What came of opening a case: the case where it may be read, else only its number."""

    access: Access
    number: str = ""
    opened: OpenCase | None = None
    names: dict[str, str] | None = None
    forms: Forms = field(default_factory=Forms)


def access_to(item: CaseItem | None, session: Session, reason: str) -> Access:
    """Return what stands before a case: protected ones are their owner's, and the centre's with a reason."""
    if item is None:
        return Access.MISSING
    if item.owner in ("", session.staff):
        return Access.OPEN
    if item.restricted and not session.is_centre:
        return Access.REFUSED
    return Access.OPEN if reason else Access.REASON


def read_case(vault: Vault, stream: str, session: Session, reason: str, note: bool) -> Reading:
    """Return a case if it may be read; with `note`, its opening is written into the audit."""
    item = queries.case_item(vault, stream)
    access = access_to(item, session, reason)
    if access is not Access.OPEN:
        return Reading(access=access, number=item.number if item else "")
    if note:
        audit.note(vault, Event.OPENED_CASE, stream=stream, reason=reason)
    opened = queries.open_case(vault, stream)
    if opened is None:
        return Reading(access=Access.MISSING)
    names = {one.id: one.name for one in queries.staff(vault).values()}
    if opened.file.client is not None:
        names[opened.file.client.id] = full_name(opened.file.client)
    forms = read_forms(vault, stream)
    return Reading(access=access, number=opened.number, opened=opened, names=names, forms=forms)


class ReasonCard(Card):
    """Asks why somebody else's case is opened, or says that it stays closed. `given(reason)`, `left()`."""

    given = Signal(str)
    left = Signal()

    REASONS = (N_("Review of the plan"), N_("I stand in for a colleague"), N_("The client came to me"))

    def __init__(self) -> None:
        super().__init__(margin=28)
        self._number, self._access = "", Access.REASON
        self.reason = Line()
        self.row = FieldRow(N_("Reason"), self.reason, required=True)
        self.open, self.back = PrimaryButton(N_("Open the case"), "next"), QuietButton(N_("Go back"), "back")
        self.quick = [QuietButton(reason) for reason in self.REASONS]
        for button, reason in zip(self.quick, self.REASONS, strict=True):
            button.clicked.connect(lambda _=False, reason=reason: self.given.emit(tr(reason)))
        self.open.clicked.connect(self._give)
        self.reason.returnPressed.connect(self._give)
        self.back.clicked.connect(self.left)
        head = row(Picture("lock", size=24), spacing=14)
        self.words = Text(self._sentence, "heading", wrap=True)
        head.addWidget(self.words, 1)
        self.reasons = plain(Flow(*self.quick, spacing=8))
        self.add(column(head, self.reasons, self.row, spacing=16))
        self.add(plain(Flow(self.open, self.back, spacing=10)))

    def ask(self, reading: Reading) -> None:
        """Show what stands before a case."""
        self._number, self._access = reading.number, reading.access
        asks = reading.access is Access.REASON
        for part in (self.reasons, self.row, self.open):
            part.setVisible(asks)
        self.reason.clear()
        self.row.set_error()
        self.words.retranslate()
        (self.reason if asks else self.back).setFocus()

    def _give(self) -> None:
        reason = self.reason.value()
        self.row.set_error("" if reason else N_("Please write why you open this case."))
        if reason:
            self.given.emit(reason)

    def _sentence(self) -> str:
        return {
            Access.REASON: tr(
                "Case {number} is a colleague's. Why do you open it? The reason is kept.", number=self._number
            ),
            Access.REFUSED: tr(
                "Case {number} is protected. Only its worker and the centre can open it.", number=self._number
            ),
        }.get(self._access, tr("This case is not on this laptop."))
