"""A finished plan before the supervisor: its goals and help, why it is urgent, and the decision about exactly this version."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.errors import N_, UserError
from app.i18n import tr
from app.models import fact
from app.models.casefile import CaseFile
from app.models.edit import Edit
from app.models.fact import APPROVED, PlanVersion
from app.models.plan import Goal, Service
from app.store import audit
from app.store.audit import Event
from app.store.queries import OpenCase
from app.store.vault import Vault
from app.ui import shown
from app.ui.pages import plan_draft, plan_words
from app.ui.pages.inputs import Paragraph
from app.ui.pages.plan_goals import clear, line_summary, notice
from app.ui.pages.plan_reading import ReadPlan
from app.ui.palette import Tone
from app.ui.widgets.buttons import DangerButton, PrimaryButton, QuietButton
from app.ui.widgets.field import FieldRow
from app.ui.widgets.layout import Flow, SideBySide, column, plain, row
from app.ui.widgets.surfaces import Card, Pill, Rule
from app.ui.widgets.text import Text


class MayNotDecide(UserError):
    """Somebody who is no supervisor tried to decide."""

    def __init__(self) -> None:
        super().__init__(N_("Only a supervisor may approve or return a plan. Nothing was changed."))


class ReasonMissing(UserError):
    """A plan was to be returned without a word why."""

    def __init__(self) -> None:
        super().__init__(N_("Write what the worker should change. The plan was not returned."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a supervisor decides about one finished version, by its hash."""

    stream: str
    about: bytes
    decision: str
    reason: str


def edits_of(opened: OpenCase, choice: Choice, *, on: str, by: str) -> list[Edit]:
    """Return the decision; approving a plan approves the assessment that it rests on, while nobody has decided about it."""
    decided = {one.about for one in opened.file.approvals}
    shown_need = plan_draft.shows_need(opened.file)
    edits: list[Edit] = []
    if choice.decision == APPROVED and shown_need is not None and shown_need.hash not in decided:
        edits.append(fact.decide(shown_need.hash, decision=APPROVED, reason="", on=on, by=by))
    return [*edits, fact.decide(choice.about, decision=choice.decision, reason=choice.reason, on=on, by=by)]


def decide(vault: Vault, opened: OpenCase, choice: Choice, on: str) -> Choice:
    """Save a decision on top of what its author has seen, and note it in the audit. Raises: DiskFull, DiskTrouble."""
    edits = edits_of(opened, choice, on=on, by=vault.owner.staff)
    vault.commit(choice.stream, edits, seen=opened.heads)
    audit.note(vault, Event.APPROVED, stream=choice.stream, reason=choice.decision)
    return choice


def goals_in(version: PlanVersion) -> list[Goal]:
    """Return the goals as this version fixed them."""
    return [Goal(**_known(one, Goal)) for one in version.goals]


def lines_in(version: PlanVersion) -> list[Service]:
    """Return the lines of help as this version fixed them."""
    return [Service(**_known(one, Service)) for one in version.services]


def _known(row: Mapping[str, Any], kind: Any) -> dict[str, Any]:
    names = kind.__dataclass_fields__
    return {name: value for name, value in row.items() if name in names and isinstance(value, str | int)}


class ApprovalCard(Card):
    """One finished version. `approved()`, `returned(reason)`, `closed()`, `case_asked()`."""

    approved = Signal()
    returned = Signal(str)
    closed = Signal()
    case_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._read: ReadPlan | None = None
        self.title = Text(self._title, "heading", wrap=True)
        self.about = Text(self._about, "muted", wrap=True)
        self.told = column(spacing=10)
        self.open, self.close_ = QuietButton(N_("Open the case"), "cases"), QuietButton(N_("Close"), "close")
        named = plain(column(self.title, self.about, spacing=2))
        self.add(SideBySide(named, plain(Flow(self.open, self.close_, spacing=10)), least=240))
        self.add(self.told)
        self.reason = Paragraph(2)
        self.row = FieldRow(
            N_("Reason"), self.reason, N_("Needed when the plan is returned. The worker reads it.")
        )
        self.approve = PrimaryButton(N_("Approve"), "signature")
        self.give_back = DangerButton(N_("Return with this reason"), "undo")
        self.approve.clicked.connect(self.approved)
        self.give_back.clicked.connect(lambda: self.returned.emit(self.reason.value()))
        self.open.clicked.connect(self.case_asked)
        self.close_.clicked.connect(self.closed)
        self.decision = plain(
            column(Rule(), self.row, plain(Flow(self.approve, self.give_back, spacing=10)), spacing=12)
        )
        self.add(self.decision)

    def show_plan(self, read: ReadPlan, may_decide: bool) -> None:
        """Show the newest finished version of a plan."""
        self._read = read
        self.reason.set_value("")
        self.row.set_error()
        version = read.file.version
        self.decision.setVisible(may_decide and version is not None and read.file.decision is None)
        self.title.retranslate()
        self.about.retranslate()
        clear(self.told)
        for part in self._parts(read.file, version) if version is not None else ():
            self.told.addWidget(part)

    def say_reason_missing(self) -> None:
        """Ask for the reason where it is written."""
        self.row.set_error(N_("Write what the worker should change."))
        self.reason.setFocus()

    def _parts(self, file: CaseFile, version: PlanVersion) -> Sequence[QWidget]:
        parts: list[QWidget] = []
        if (why := self._why(file)) is not None:
            parts.append(why)
        language = plan_words.plan_language(str(file.case.language))
        words = str(version.frame.get("words") or "")
        if words:
            parts.append(notice(lambda: tr("The client says: {words}", words=words), Tone.NEUTRAL, "person"))
        if plan_draft.differs(file):
            parts.append(
                notice(
                    N_("The plan was changed after this version was finished. You decide about the version.")
                )
            )
        lines = lines_in(version)
        for number, goal in enumerate(goals_in(version), 1):
            parts += self._goal(number, goal, [one for one in lines if one.goal == goal.id], language)
        return parts

    @staticmethod
    def _goal(number: int, goal: Goal, lines: Sequence[Service], language: str) -> list[QWidget]:
        head = row(spacing=10)
        head.addWidget(Text(lambda: tr("Goal {number}", number=number), "label"))
        head.addWidget(Pill(plan_words.DOMAINS.get(goal.domain, N_("No area chosen")), Tone.ACCENT))
        head.addStretch(1)
        parts: list[QWidget] = [
            plain(head),
            Text(lambda: plan_words.said(goal, "text", language), "strong", wrap=True),
        ]
        if plan_words.said(goal, "indicator", language):
            sign = plan_words.said(goal, "indicator", language)
            parts.append(Text(lambda: tr("We will see it: {sign}", sign=sign), "muted", wrap=True))
        return parts + [line_summary(one, language) for one in lines]

    @staticmethod
    def _why(file: CaseFile) -> QWidget | None:
        newest = file.assessment
        if newest is None or not newest.reasons:
            return None
        form, reasons = newest.form, newest.reasons

        def told() -> str:
            lines = "\n".join(f"• {plan_words.reason(form, one)}" for one in reasons)
            return f"{tr('Why help is needed:')}\n{lines}"

        urgent = newest.urgency == "urgent"
        return notice(told, Tone.DANGER if urgent else Tone.WARN, "danger" if urgent else "info")

    def _title(self) -> str:
        if self._read is None:
            return ""
        file = self._read.file
        client = "" if file.case.restricted else self._read.names.get(file.case.client, "")
        return " · ".join(part for part in (self._read.opened.number, client) if part)

    def _about(self) -> str:
        version = self._read.file.version if self._read else None
        if self._read is None or version is None:
            return ""
        return tr(
            "Version {number}, finished by {name} on {day}",
            number=version.number,
            name=self._read.names.get(version.by, tr("somebody else")),
            day=shown.day(version.on),
        )
