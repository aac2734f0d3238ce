"""What a case page is made of, from the header to the history, and how a case is shown in it."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.errors import N_
from app.i18n import tr
from app.models.casefile import TimeFrames
from app.store.queries import OpenCase
from app.ui import shown
from app.ui.pages import Session, case_story
from app.ui.pages.case_cards import (
    AssessmentsCard,
    ClosingCard,
    ConsentsCard,
    NeedCard,
    NextCard,
    RequestForm,
    VisitsCard,
    subtitle,
)
from app.ui.pages.columns import TwoColumns
from app.ui.pages.conflict_note import ConflictNote
from app.ui.pages.forms_card import Forms, FormsCard
from app.ui.pages.household_forms import full_name
from app.ui.pages.page import page_header
from app.ui.pages.section import Section
from app.ui.widgets.buttons import QuietButton
from app.ui.widgets.layout import column, plain
from app.ui.widgets.steps import StepBar
from app.ui.widgets.surfaces import Card
from app.ui.widgets.timeline import Timeline

FRAMES = TimeFrames()
_OF_AGE = 18


class CaseBody(QWidget):
    """The parts of a case page. `settled(conflict, value)` when a value of a conflict was chosen."""

    settled = Signal(object, object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._opened: OpenCase | None = None
        self._names: Mapping[str, str] = {}
        self._forms = Forms()
        self.home, self.plan = QuietButton(N_("Household"), "households"), QuietButton(N_("Plan"), "plans")
        self.header = page_header(self._name, self._told, [self.home, self.plan])
        self.steps, self.next = StepBar(), NextCard(session)
        self.request, self.consents, self.need = RequestForm(), ConsentsCard(session), NeedCard(session)
        self.assessments, self.forms, self.visits = AssessmentsCard(), FormsCard(), VisitsCard(session)
        self.closing, self.history = ClosingCard(session), Timeline()
        self.conflicts = column(spacing=10)
        self.sections: tuple[Section, ...] = (self.consents, self.need, self.visits, self.closing)
        self.request.settled.connect(self.settled)
        self._lay_out()

    def _lay_out(self) -> None:
        history = Card(N_("History"), self.history)
        left = column(self.visits, self.assessments, self.forms, history, 0, spacing=14)
        request = Card(N_("Request"), self.request)
        right = column(request, self.consents, self.need, self.closing, 0, spacing=14)
        body = column(self.header, self.conflicts, Card("", self.steps, margin=10), self.next, spacing=14)
        body.addWidget(TwoColumns(plain(left), plain(right)), 1)
        self.setLayout(body)

    def begin(self, opened: OpenCase) -> None:
        """Put every form away and empty it for this case."""
        for section in self.sections:
            section.close_form()
        self._propose(opened)

    def _propose(self, opened: OpenCase) -> None:
        """Fill the forms that are not open with what follows from the file as it is now."""
        assessment = opened.file.assessment
        if self.visits.writing.isHidden():
            self.visits.writing.clear(self.proposed_visit(opened))
        if self.consents.writing.isHidden():
            self.consents.writing.clear(child=self._is_child(opened))
        if self.need.writing.isHidden():
            self.need.writing.clear(assessment.need if assessment else "")
        if self.closing.writing.isHidden():
            for name in ("reason", "outcome"):
                self.closing.writing.set_value(name, "")

    def proposed_visit(self, opened: OpenCase) -> str:
        """Return when the next visit should be, from how soon help is needed."""
        return shown.days_after(self._session.today(), FRAMES.visit[opened.file.case.risk])

    def _is_child(self, opened: OpenCase) -> bool:
        age = self._years(opened)
        return age.isdecimal() and int(age) < _OF_AGE

    def _years(self, opened: OpenCase) -> str:
        client = opened.file.client
        return shown.age(client.birth, self._session.today()).partition("–")[0] if client else ""

    def show_case(self, opened: OpenCase, names: Mapping[str, str], forms: Forms) -> None:
        """Show a case; forms that are open keep what is typed in them."""
        self._opened, self._names, self._forms = opened, names, forms
        self._propose(opened)
        file, case = opened.file, opened.file.case
        self.header.title.retranslate()
        self.header.subtitle.retranslate()
        self.plan.setVisible(bool(file.assessments))
        self.steps.show_steps(case_story.steps_of(file))
        self.next.show_next(case_story.next_of(file, FRAMES, self._years(opened)))
        self.request.show_record(case)
        self.consents.show_file(file)
        self.assessments.show_file(file, names)
        self.forms.show_file(file, forms, names)
        self.need.show_file(file, names)
        self.visits.show_file(file, names)
        self.closing.show_file(file)
        called = {one.form_id: one.title for one in forms.in_use}
        self.history.show_events(case_story.history_of(file, names, called))
        self._show_conflicts(opened)

    def _show_conflicts(self, opened: OpenCase) -> None:
        places = self._session.places
        self.request.show_conflicts(opened.conflicts, places, self._names)
        while self.conflicts.count():
            old = self.conflicts.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        for conflict in opened.conflicts:
            if conflict.record == opened.file.case.id and conflict.field in self.request.slots:
                continue  # it stands at its field
            note = ConflictNote(conflict, places, self._names, named=True)
            note.settled.connect(self.settled)
            self.conflicts.addWidget(note)

    def retranslate(self) -> None:
        """Say everything again; what is being typed stays."""
        if self._opened is not None:
            self.show_case(self._opened, self._names, self._forms)

    def _name(self) -> str:
        if self._opened is None:
            return tr("Case")
        client = self._opened.file.client
        return (full_name(client) if client else "") or self._opened.number

    def _told(self) -> str:
        opened = self._opened
        return subtitle(opened.number, opened.file, self._session, self._names) if opened else ""
