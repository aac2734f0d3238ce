"""One case as a whole: its records, its finished things, and what follows from them: steps, and what is due next.

Nothing here is stored: stage and due dates are derived, so they cannot disagree with the file.
"""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import TypeVar

from app.models.case import Case, Consent, Purpose, Risk
from app.models.fact import APPROVED, RETURNED, Approval, Assessment, Closure, PlanVersion, Recognition, Visit
from app.models.filled import Filled
from app.models.household import Household, Person
from app.models.plan import Goal, Plan, Service

Finished = TypeVar("Finished", Assessment, PlanVersion, Visit, Closure, Filled)


class Step(StrEnum):
    """The steps of the work, in their order."""

    REQUEST = "request"
    CONSENT = "consent"
    ASSESSMENT = "assessment"
    NEED = "need"
    PLAN = "plan"
    APPROVAL = "approval"
    VISITS = "visits"
    REVIEW = "review"
    CLOSURE = "closure"


class Duty(StrEnum):
    """What has to be done next for a client."""

    ASSESS = "assess"
    RECOGNISE = "recognise"
    PLAN = "plan"
    APPROVE = "approve"
    CORRECT = "correct"
    VISIT = "visit"
    REVIEW = "review"
    NONE = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeFrames:
    """Within how many days each thing is due, by risk. Settings: the defaults are the programme's."""

    assess: dict[Risk, int] = field(
        default_factory=lambda: {Risk.URGENT: 0, Risk.HIGH: 3, Risk.MEDIUM: 7, Risk.LOW: 14, Risk.UNKNOWN: 7}
    )
    plan: dict[Risk, int] = field(
        default_factory=lambda: {
            Risk.URGENT: 3,
            Risk.HIGH: 7,
            Risk.MEDIUM: 14,
            Risk.LOW: 30,
            Risk.UNKNOWN: 14,
        }
    )
    visit: dict[Risk, int] = field(
        default_factory=lambda: {
            Risk.URGENT: 3,
            Risk.HIGH: 7,
            Risk.MEDIUM: 30,
            Risk.LOW: 90,
            Risk.UNKNOWN: 30,
        }
    )
    review: int = 91


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """What is due, and when (ISO date, "" when no date follows from the file)."""

    duty: Duty
    on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseFile:
    """Everything that is known of one case. Finished things are in the order of their dates.

    `filled` are all finished forms, those that were corrected later among them; every other list holds what is in force.
    """

    case: Case
    client: Person | None = None
    household: Household | None = None
    consents: tuple[Consent, ...] = ()
    plan: Plan | None = None
    goals: tuple[Goal, ...] = ()
    services: tuple[Service, ...] = ()
    assessments: tuple[Assessment, ...] = ()
    recognitions: tuple[Recognition, ...] = ()
    versions: tuple[PlanVersion, ...] = ()
    visits: tuple[Visit, ...] = ()
    closures: tuple[Closure, ...] = ()
    approvals: tuple[Approval, ...] = ()
    filled: tuple[Filled, ...] = ()

    @property
    def assessment(self) -> Assessment | None:
        """The newest finished assessment."""
        return self.assessments[-1] if self.assessments else None

    @property
    def version(self) -> PlanVersion | None:
        """The newest finished version of the plan."""
        return max(self.versions, key=lambda one: (one.number, one.on, one.hash), default=None)

    @property
    def decision(self) -> Approval | None:
        """What the supervisor last said about the newest version of the plan; an older version's does not count."""
        newest = self.version
        about = [one for one in self.approvals if newest is not None and one.about == newest.hash]
        return max(about, key=lambda one: (one.on, one.decision == RETURNED), default=None)

    @property
    def is_approved(self) -> bool:
        """Tell whether the newest version of the plan is approved."""
        return self.decision is not None and self.decision.decision == APPROVED

    @property
    def may_be_assessed(self) -> bool:
        """Tell whether the client (or whoever may) has agreed to be assessed, or an exception was recorded."""
        return any(
            one.purpose in (Purpose.ASSESSMENT, Purpose.KEEPING)
            and (one.is_in_force(one.given) or one.exception)
            for one in self.consents
        )

    def before(self, form: Filled) -> "CaseFile":
        """Return the file as it was read while that form was filled: it, and what was finished after it, left out."""
        every = [one.hash for one in self.filled]
        later = set(every[every.index(form.hash) :]) if form.hash in every else set()

        def kept(things: tuple[Finished, ...]) -> tuple[Finished, ...]:
            return tuple(one for one in things if one.on <= form.on and one.hash not in later)

        return replace(
            self,
            assessments=kept(self.assessments),
            versions=kept(self.versions),
            visits=kept(self.visits),
            closures=kept(self.closures),
            filled=kept(self.filled),
        )


def done_steps(file: CaseFile) -> frozenset[Step]:
    """Return the steps of the work that this file has behind it."""
    facts = {
        Step.REQUEST: True,
        Step.CONSENT: file.may_be_assessed,
        Step.ASSESSMENT: bool(file.assessments),
        Step.NEED: bool(file.recognitions),
        Step.PLAN: bool(file.versions),
        Step.APPROVAL: file.is_approved,
        Step.VISITS: bool(file.visits),
        Step.REVIEW: len(file.assessments) > 1 and bool(file.versions),
        Step.CLOSURE: bool(file.case.closed),
    }
    return frozenset(step for step, done in facts.items() if done)


def open_step(file: CaseFile) -> Step:
    """Return the step that comes next: the first one that is not done."""
    done = done_steps(file)
    if Step.CLOSURE in done:
        return Step.CLOSURE
    return next((step for step in Step if step not in done), Step.CLOSURE)


def due(file: CaseFile, frames: TimeFrames) -> Due:
    """Return what is due next and when. It depends on the file alone, never on today."""
    case, risk = file.case, file.case.risk
    if case.closed:
        return Due(duty=Duty.NONE, on="")
    if file.assessment is None:
        return Due(duty=Duty.ASSESS, on=_after(case.opened, frames.assess[risk]))
    if file.version is None:
        return Due(duty=Duty.PLAN, on=_after(file.assessment.on, frames.plan[risk]))
    if file.decision is not None and file.decision.decision == RETURNED:
        return Due(duty=Duty.CORRECT, on=file.decision.on)
    return _visit_or_review(file, frames)


def _visit_or_review(file: CaseFile, frames: TimeFrames) -> Due:
    assert file.version is not None  # noqa: S101 - the caller has looked
    frame = file.version.frame
    named = (
        file.visits[-1].next_visit if file.visits else str(frame.get("next_visit") or file.case.next_visit)
    )
    last = file.visits[-1].on if file.visits else file.version.on
    visit = named or _after(last, frames.visit[file.case.risk])
    last_assessed = file.assessment.on if file.assessment else ""
    review = str(frame.get("next_review") or "") or _after(file.version.on, frames.review)
    if review and last_assessed < review < visit:
        return Due(duty=Duty.REVIEW, on=review)
    return Due(duty=Duty.VISIT, on=visit)


def _after(day: str, days: int) -> str:
    try:
        return (date.fromisoformat(day) + timedelta(days=days)).isoformat()
    except (ValueError, OverflowError):
        return ""
