"""One case: where it stands, what comes next, and everything that was written down. Opening it stands in the audit."""

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal

from app.errors import N_
from app.models import kinds
from app.models.case import Case, Consent
from app.models.casefile import Duty
from app.models.edit import Edit, Put
from app.store import drafts
from app.store.queries import Conflict, OpenCase
from app.store.vault import Vault
from app.ui import shortcuts, words
from app.ui.background import Background
from app.ui.pages import Session, case_story
from app.ui.pages.autosave import Autosave, Kept
from app.ui.pages.case_access import Reading, ReasonCard, read_case
from app.ui.pages.case_body import CaseBody
from app.ui.pages.columns import Panels
from app.ui.pages.continuing import VISIT
from app.ui.pages.drafting import Drafting, decoded
from app.ui.pages.page import PageWidget
from app.ui.pages.section import Section
from app.ui.widgets.layout import column, plain

INITIAL, COMPREHENSIVE, REVIEW = "initial_assessment", "comprehensive_assessment", "review"


class CasePage(PageWidget):
    """Opens a case, after a reason where it is a colleague's, and saves what is written down in it."""

    household_opened = Signal(str)
    form_asked = Signal(str, str)
    draft_asked = Signal(str, str)
    filled_asked = Signal(str, str)
    plan_asked = Signal(str)
    left = Signal()

    def __init__(self, background: Background[Vault], session: Session) -> None:
        super().__init__(background, session)
        self._opened: OpenCase | None = None
        self._reasons: dict[str, str] = {}
        self._begins = True
        self.body, self.reason = CaseBody(session), ReasonCard()
        self.asking = plain(column(self.reason, 0))
        self.panels = Panels(self.body, self.asking)
        self.panels.hide()
        self.box.addWidget(self.panels, 1)
        self.autosave = Autosave(background, self.show_trouble, self)
        self.autosave.kept.connect(self._note_kept)
        self.drafting = Drafting(background, self.body.visits.writing.values, self.show_trouble, self)
        self._connect()
        self.setFocusProxy(self.body.next.button)
        self.refresh()

    def _connect(self) -> None:
        body = self.body
        body.home.clicked.connect(self._open_household)
        body.plan.clicked.connect(lambda: self.plan_asked.emit(self._stream()))
        body.next.asked.connect(self._do)
        body.settled.connect(self._settle)
        body.request.edited.connect(self.autosave.put)
        body.consents.withdrawn.connect(self._withdraw)
        body.closing.reopened.connect(self._reopen)
        for section, edits in self._writings():
            if section.form is not None:
                section.form.given.connect(lambda section=section, edits=edits: self._save(section, edits))
        body.forms.asked.connect(lambda form_id: self.form_asked.emit(self._stream(), form_id))
        body.forms.continued.connect(lambda key: self.draft_asked.emit(key, self._stream()))
        for card in (body.assessments, body.forms):
            card.read.connect(lambda name: self.filled_asked.emit(self._stream(), name))
        body.visits.writing.touched.connect(self.drafting.touch)
        body.visits.writing.left.connect(self._drop_visit)
        if body.assessments.action is not None:
            body.assessments.action.clicked.connect(lambda: self._do(Duty.ASSESS))
        self.reason.given.connect(self._open_with)
        self.reason.left.connect(self.left)
        shortcuts.bind(self, {"new": lambda: self._do(Duty.VISIT), "save": self.flush})

    def _writings(self) -> Sequence[tuple[Section, Callable[[Case], Sequence[Edit]]]]:
        body = self.body
        return (
            (body.consents, lambda case: body.consents.writing.edits(case.language)),
            (body.need, body.need.writing.edits),
            (body.visits, lambda _case: [body.visits.writing.edit()]),
            (body.closing, body.closing.writing.edits),
        )

    def load(self, **where: Any) -> None:
        """Open a case (`stream`), or read the one shown again."""
        stream = str(where.get("stream") or self.where.get("stream", ""))
        self.flush()
        if stream != self.where.get("stream"):
            self._opened, self._begins = None, True
            self.panels.hide()
            self.drafting.begin("", "")
            self.to_top()
        super().load(stream=stream)
        self._read(note="stream" in where)

    def _read(self, *, note: bool) -> None:
        stream, session = self._stream(), self.session
        if not stream:
            return
        reason, key = self._reasons.get(stream, ""), f"{VISIT}:{stream}"

        def job(vault: Vault) -> tuple[Reading, bytes | None]:
            draft = drafts.get(vault, key)
            return read_case(vault, stream, session, reason, note), draft.body if draft else None

        self.ask(job, lambda found: self._arrive(stream, *found))

    def _arrive(self, stream: str, reading: Reading, draft: bytes | None) -> None:
        if stream != self._stream():
            return
        if self.autosave.waits:
            self.flush()  # typed meanwhile: that save reads again
            return
        self._opened = opened = reading.opened
        self.panels.show()
        self.panels.show_only(self.asking if opened is None else self.body)
        if opened is None:
            # What has the page's keyboard must be seen: Tab does not get past a proxy that is hidden.
            self.setFocusProxy(self.reason.back)
            self.reason.ask(reading)
            return
        self.autosave.begin(stream, opened.heads, [opened.file.case, *opened.file.consents])
        self.body.show_case(opened, reading.names or {}, reading.forms)
        following = self.body.next.button
        self.setFocusProxy(self.body.home if following.isHidden() else following)
        if self._begins:
            self._begin_forms(opened, draft)

    def _begin_forms(self, opened: OpenCase, draft: bytes | None) -> None:
        self._begins = False
        self.body.begin(opened)
        self.drafting.begin(f"{VISIT}:{opened.stream}", opened.stream)
        if draft is not None:
            self.body.visits.writing.fill(decoded(draft))
            self._open(self.body.visits)

    def _do(self, what: str) -> None:
        """Do what a button of the page asks for."""
        if what == case_story.CONSENT:
            self._open(self.body.consents)
        elif what == case_story.NEED:
            self._open(self.body.need)
        elif what == Duty.VISIT:
            self._open(self.body.visits)
        elif what in (Duty.PLAN, Duty.CORRECT):
            self.plan_asked.emit(self._stream())
        elif what in (Duty.ASSESS, Duty.REVIEW):
            self.form_asked.emit(self._stream(), self._form_for(what))
        elif what in words.FORMS:
            self.form_asked.emit(self._stream(), what)

    def _form_for(self, what: str) -> str:
        """Return the form of a duty: the first assessment is the initial one, those after it go deeper."""
        if what == Duty.REVIEW:
            return REVIEW
        assessed = self._opened is not None and self._opened.file.assessment is not None
        return COMPREHENSIVE if assessed else INITIAL

    def _open(self, section: Section) -> None:
        section.open_form()
        self.reveal(section)

    def _save(self, section: Section, edits: Callable[[Case], Sequence[Edit]]) -> None:
        """Save what a form holds; it stays open, with every word, until that is on disk."""
        form, opened = section.form, self._opened
        if form is None or opened is None:
            return
        form.setEnabled(False)

        def answered(on_disk: bool) -> None:
            form.setEnabled(True)
            if on_disk:
                if section is self.body.visits:
                    self.drafting.drop()
                section.close_form()
                self._begins = True

        self.drafting.flush()
        self.autosave.save(edits(opened.file.case), answered)

    def _drop_visit(self) -> None:
        self.drafting.drop()
        if self._opened is not None:
            self.body.visits.writing.clear(self.body.proposed_visit(self._opened))

    def _reopen(self) -> None:
        if self._opened is None:
            return
        case, fields = self._opened.file.case, ("closed", "closure_reason", "outcome")
        self.autosave.save([Put(record=case.id, kind=Case.KIND, field=name, value="") for name in fields])

    def _withdraw(self, consent: Consent) -> None:
        stream, today = self._stream(), self.session.today().isoformat()

        def put(day: str) -> Put:
            return Put(record=consent.id, kind=Consent.KIND, field="withdrawn", value=day)

        def undo() -> None:
            self.ask(lambda vault: vault.commit(stream, [put("")]), lambda _change: self.load())

        self.autosave.save([put(today)])
        self.tell(N_("The consent is withdrawn."), undo)

    def _settle(self, conflict: Conflict, value: Any) -> None:
        edit = Put(record=conflict.record, kind=conflict.kind, field=conflict.field, value=value)
        self.autosave.save([edit])

    def _note_kept(self, kept: Kept) -> None:
        self.forget_trouble()
        self.saved.emit(kept.stream)
        if kept.stream == self._stream():
            self._read(note=False)

    def _open_with(self, reason: str) -> None:
        self._reasons[self._stream()] = reason
        self._read(note=True)

    def _open_household(self) -> None:
        self.flush()
        if self._opened is not None and self._opened.file.case.household:
            self.household_opened.emit(f"{kinds.HOUSEHOLD}:{self._opened.file.case.household}")

    def flush(self) -> None:
        """Keep what was typed in the last second."""
        self.autosave.flush()
        self.drafting.flush()

    def retranslate(self) -> None:
        """Say everything again; what is being typed stays."""
        self.body.retranslate()

    def _stream(self) -> str:
        return str(self.where.get("stream", ""))
