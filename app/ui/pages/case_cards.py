"""The cards of a case: what comes next, the request, consents, assessments, need, visits, closing."""

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.errors import N_
from app.i18n import ntr, tr
from app.models.case import Case, Consent, Need
from app.models.casefile import CaseFile
from app.models.fact import Assessment, Recognition, Visit
from app.ui import shown, words
from app.ui.pages import Session, plan_words
from app.ui.pages.case_forms import CLOSINGS, ClosingForm, ConsentForm, NeedForm, VisitForm
from app.ui.pages.case_story import Next
from app.ui.pages.inputs import Buttons, Check, Choice, Paragraph
from app.ui.pages.record_form import RecordForm
from app.ui.pages.section import Section, entry
from app.ui.palette import Tone
from app.ui.says import Says
from app.ui.widgets.buttons import LinkButton, PrimaryButton
from app.ui.widgets.field import FieldRow
from app.ui.widgets.layout import SideBySide, column, plain, row
from app.ui.widgets.surfaces import Card, Pill
from app.ui.widgets.text import Picture, Text

Names = Mapping[str, str]


def _joined(*parts: Callable[[], str]) -> Callable[[], str]:
    return lambda: " · ".join(said for part in parts if (said := part()))


def _fixed(text: str) -> Says:
    """Return a person's own words, which are never translated."""
    return (lambda: text) if text else ""


class NextCard(Card):
    """The one thing to do next, with its button. `asked(what)`."""

    asked = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._next = Next(what="", title="", text="", action="", icon="check")
        self.picture = Picture("check", size=26, tone=Tone.ACCENT)
        self.title = Text("", "heading", wrap=True)
        self.words = Text("", "muted", wrap=True)
        self.when = Pill("", Tone.NEUTRAL)
        self.button = PrimaryButton("", "next")
        self.button.hide()
        self.button.clicked.connect(lambda: self.asked.emit(self._next.what))
        head = row(self.title, spacing=10)
        head.addWidget(self.when, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addStretch(1)
        said = row(spacing=16)
        said.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignVCenter)
        said.addLayout(column(head, self.words, spacing=2), 1)
        self.add(SideBySide(plain(said), self.button, least=330))

    def show_next(self, coming: Next) -> None:
        """Show what comes next."""
        self._next = coming
        today = self._session.today()
        self.title.set_says(coming.title)
        self.words.set_says(coming.text)
        self.picture.set_look(coming.icon, tone=Tone.ACCENT)
        self.when.setVisible(bool(coming.on))
        self.when.set_state(lambda: shown.until(coming.on, today), shown.urgency(coming.on, today))
        self.button.setVisible(bool(coming.action))
        self.button.set_says(coming.action)


class RequestForm(RecordForm):
    """What the client came with, and who may see it."""

    def __init__(self) -> None:
        super().__init__(
            Case,
            {
                "request": FieldRow(N_("Request in the client's words"), Paragraph(3)),
                "source": FieldRow(
                    N_("How the person was found"), Choice(words.SOURCES, empty=N_("Not chosen"))
                ),
                "language": FieldRow(N_("Language"), Buttons(words.LANGUAGES)),
                "restricted": FieldRow(
                    N_("Protection"),
                    Check(N_("Hide this case in lists and on paper")),
                    N_("For cases of violence, HIV or adoption."),
                ),
            },
        )
        self.setLayout(column(*self.slots.values(), spacing=14))


class ConsentsCard(Section):
    """Every consent, in force or not. `withdrawn(consent)`."""

    withdrawn = Signal(object)

    def __init__(self, session: Session) -> None:
        self._session = session
        self.writing = ConsentForm(session)
        super().__init__(
            N_("Consent"), N_("Nobody has agreed to anything yet."), N_("Add a consent"), self.writing
        )

    def show_file(self, file: CaseFile) -> None:
        """Show the consents of a case."""
        ordered = sorted(file.consents, key=lambda one: one.given, reverse=True)
        self.show_entries([self._entry(one) for one in ordered])

    def _entry(self, one: Consent) -> QWidget:
        today = self._session.today().isoformat()
        live = one.is_in_force(today)
        state = self._state(one, live)
        return entry(
            words.word(words.PURPOSES, one.purpose),
            _joined(
                lambda: tr(words.word(words.GIVERS, one.given_by)),
                lambda: tr(words.word(words.MANNERS, one.manner)),
                lambda: shown.day(one.given),
            ),
            _fixed(one.recipient or one.exception),
            state,
            (N_("Withdraw"), lambda: self.withdrawn.emit(one)) if live else None,
        )

    @staticmethod
    def _state(one: Consent, live: bool) -> tuple[Says, Tone]:
        if one.exception and not live:
            return N_("Exception"), Tone.WARN
        if one.withdrawn:
            return N_("Withdrawn"), Tone.WARN
        return (N_("In force"), Tone.OK) if live else (N_("Expired"), Tone.NEUTRAL)


class AssessmentsCard(Section):
    """Finished assessments; `read(name)`. Why one was urgent is shown only when asked: the client may look on."""

    read = Signal(str)

    def __init__(self) -> None:
        super().__init__(N_("Assessments"), N_("Not assessed yet."), N_("New assessment"))

    def show_file(self, file: CaseFile, names: Names) -> None:
        """Show the assessments of a case, the newest first."""
        self.show_entries([self._entry(one, names) for one in reversed(file.assessments)])

    def _entry(self, one: Assessment, names: Names) -> QWidget:
        who = names.get(one.by, "")
        made = entry(
            words.FORMS.get(one.form, N_("Assessment")),
            _joined(lambda: shown.day(one.on), lambda: who),
            pill=(words.word(words.NEEDS, one.need), Tone.NEUTRAL) if one.need in words.NEEDS else None,
            action=(N_("Read"), partial(self.read.emit, one.hash.hex())) if one.form else None,
        )
        if not one.reasons:
            return made
        why_so = partial(plan_words.reason, one.form)
        reasons = Text(lambda: "\n".join(f"• {why_so(code)}" for code in one.reasons), wrap=True)
        reasons.hide()
        why = LinkButton(N_("Why this result"))
        why.clicked.connect(partial(self._toggle, reasons, why))
        whole = column(made, spacing=2)
        whole.addWidget(why, 0, Qt.AlignmentFlag.AlignLeft)
        whole.addWidget(reasons)
        return plain(whole)

    @staticmethod
    def _toggle(reasons: Text, why: LinkButton) -> None:
        reasons.setVisible(reasons.isHidden())
        why.set_says(N_("Why this result") if reasons.isHidden() else N_("Hide the reasons"))


class NeedCard(Section):
    """The decision that the person needs services: who, when, on which ground."""

    def __init__(self, session: Session) -> None:
        self.writing = NeedForm(session)
        super().__init__(
            N_("Decision about need"),
            N_("No decision is recorded yet."),
            N_("Record a decision"),
            self.writing,
        )

    def show_file(self, file: CaseFile, names: Names) -> None:
        """Show the decisions of a case, the newest first."""
        self.show_entries([self._entry(one, names) for one in reversed(file.recognitions)])

    @staticmethod
    def _entry(one: Recognition, names: Names) -> QWidget:
        who = names.get(one.by, one.by)
        return entry(
            words.word(words.NEEDS, one.need),
            _joined(
                lambda: tr(words.word(words.GROUNDS, one.ground)), lambda: shown.day(one.on), lambda: who
            ),
            pill=(N_("Recognised"), Tone.OK) if one.need == Need.NEEDS else None,
        )


class VisitsCard(Section):
    """Visits, the newest first."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.writing = VisitForm(session)
        super().__init__(
            N_("Visits"), N_("No visit is written down yet."), N_("Write down a visit"), self.writing
        )

    def show_file(self, file: CaseFile, names: Names) -> None:
        """Show the visits of a case."""
        self.show_entries([self._entry(one, names) for one in reversed(file.visits)])

    @staticmethod
    def _entry(one: Visit, names: Names) -> QWidget:
        who = names.get(one.by, "")
        return entry(
            words.word(words.VISIT_KINDS, one.kind),
            _joined(
                lambda: shown.day(one.on),
                lambda: who,
                lambda: tr("next visit {day}", day=shown.day(one.next_visit)) if one.next_visit else "",
            ),
            _fixed(one.done),
        )


class ClosingCard(Section):
    """Closing the case, or opening it again. `reopened()`."""

    reopened = Signal()

    def __init__(self, session: Session) -> None:
        self.writing = ClosingForm(session)
        super().__init__(
            N_("Closing"),
            N_("When the goals are reached and the family knows whom to call, the case is closed."),
            N_("Close the case"),
            self.writing,
        )

    def show_file(self, file: CaseFile) -> None:
        """Show whether the case is closed."""
        case = file.case
        if self.action is not None:
            self.action.setVisible(not case.closed)
        closed = entry(
            words.word(CLOSINGS, case.closure_reason) or N_("Closed"),
            lambda: shown.day(case.closed),
            _fixed(case.outcome),
            action=(N_("Open the case again"), self.reopened.emit),
        )
        self.show_entries([closed] if case.closed else [])


def subtitle(number: str, file: CaseFile, session: Session, names: Names) -> str:
    """Return the quiet line under a client's name."""
    client, case = file.client, file.case
    years = shown.age(client.birth, session.today()) if client else ""
    place = shown.place(session.places, file.household.place) if file.household else ""
    # Who works on her own case knows it; the line has room for what she does not.
    owner = names.get(case.owner, "") if case.owner != session.staff else ""
    following = file.visits[-1].next_visit if file.visits else case.next_visit
    parts = (
        number,
        tr("protected") if case.restricted else "",
        ntr("{n} year", "{n} years", int(years)) if years.isdecimal() else years,
        place,
        tr("contact: {often}", often=tr(words.RISKS[case.risk])) if case.risk else "",
        tr("next visit {day}", day=shown.day(following)) if following else "",
        tr("worker: {name}", name=owner) if owner else "",
    )
    return " · ".join(part for part in parts if part)
