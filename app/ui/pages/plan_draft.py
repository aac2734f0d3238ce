"""What follows from a plan as it stands: its state, what keeps it from being finished, what a line of help still lacks."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from app.errors import N_
from app.models import suggestion
from app.models.case import Case, Need
from app.models.casefile import CaseFile, TimeFrames
from app.models.fact import APPROVED, RETURNED, Assessment
from app.models.plan import Goal, Plan, Service, version
from app.models.service import EntryDocument, GateDocument, ServiceRefused, Tier, may_open
from app.models.suggestion import Suggestion
from app.ui.pages.plan_words import catalogue, suggestions

_FRAMES = TimeFrames()
_PERIOD = timedelta(days=182)


class PlanState(StrEnum):
    """Where a plan stands."""

    EMPTY = "empty"
    DRAFT = "draft"
    WAITING = "waiting"
    CHANGED = "changed"
    APPROVED = "approved"
    CHANGED_SINCE_APPROVAL = "changed_since_approval"
    RETURNED = "returned"


def plan_id(case: str) -> str:
    """Return the identifier of a case's plan: the same on every laptop, so that two workers write one plan."""
    return hashlib.blake2b(f"plan {case}".encode(), digest_size=16).hexdigest()


def first_frame(case: Case, today: date) -> Plan:
    """Return the frame of a plan nobody has begun: half a year, and dates that follow from how often the worker comes."""
    return Plan(
        id=plan_id(case.id),
        start=today.isoformat(),
        until=(today + _PERIOD).isoformat(),
        next_visit=case.next_visit or (today + timedelta(days=_FRAMES.visit[case.risk])).isoformat(),
        next_review=(today + timedelta(days=_FRAMES.review)).isoformat(),
    )


def differs(file: CaseFile) -> bool:
    """Tell whether the plan was changed since its newest version was finished."""
    newest, plan = file.version, file.plan
    if newest is None or plan is None:
        return False
    body: Mapping[str, Any] = version(
        plan, file.goals, file.services, number=0, by="", on="", case=file.case.id
    ).body
    return bool(
        dict(newest.frame) != body["frame"]
        or [dict(one) for one in newest.goals] != body["goals"]
        or [dict(one) for one in newest.services] != body["services"]
    )


def state_of(file: CaseFile) -> PlanState:
    """Return where the plan stands. An approval speaks of one version; a later word is not approved with it."""
    if file.version is None:
        return PlanState.DRAFT if file.goals else PlanState.EMPTY
    changed, decision = differs(file), file.decision
    if decision is None:
        return PlanState.CHANGED if changed else PlanState.WAITING
    if decision.decision == RETURNED:
        return PlanState.RETURNED
    return PlanState.CHANGED_SINCE_APPROVAL if changed else PlanState.APPROVED


def leaves(assessment: Assessment | None) -> Mapping[str, Any]:
    """Return the answers of an assessment that stand at its top, or inside its one root."""
    if assessment is None:
        return {}
    inner = assessment.answers.get("data")
    return inner if isinstance(inner, Mapping) else assessment.answers


def red_without_goal(file: CaseFile) -> list[str]:
    """Return the most pressing areas of the newest assessment that no goal speaks of, in a fixed order."""
    return sorted(suggestion.without_goal(leaves(file.assessment), file.goals))


def offered(file: CaseFile) -> list[Suggestion]:
    """Return the suggestions that fit the newest assessment and are not in the plan yet."""
    newest = file.assessment
    if newest is None:
        return []
    taken = {goal.text_tk for goal in file.goals}
    found = suggestion.fitting(suggestions(), leaves(newest), newest.reasons)
    return [one for one in found if one.goal["tk"] not in taken]


def shows_need(file: CaseFile) -> Assessment | None:
    """Return the newest assessment that shows need, approved or not."""
    found = [one for one in file.assessments if one.need == Need.NEEDS]
    return found[-1] if found else None


def assessment_approved(file: CaseFile) -> bool:
    """Tell whether an assessment that shows need has been approved."""
    shown = {one.hash for one in file.assessments if one.need == Need.NEEDS}
    return any(one.about in shown and one.decision == APPROVED for one in file.approvals)


def refusal(line: Service, *, approved: bool) -> ServiceRefused | None:
    """Return why this line of help may not begin yet."""
    service = catalogue().get(line.code)
    if service is None:
        return None
    return may_open(service, approved_assessment=approved, document=_paper(line))


def _paper(line: Service) -> EntryDocument | None:
    if line.document_type not in GateDocument.__members__.values():
        return None
    try:
        day = date.fromisoformat(line.document_date) if line.document_date else None
    except ValueError:
        day = None
    return EntryDocument(type=GateDocument(line.document_type), number=line.document_number, date=day)


def is_third_tier(line: Service) -> bool:
    """Tell whether a line of help rests on a court decision or a letter of the Ministry."""
    service = catalogue().get(line.code)
    return service is not None and service.tier is Tier.THIRD


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """What keeps a plan from being finished: a sentence, and the record it speaks of ("" for the plan)."""

    sentence: str
    record: str = ""


def obstacles(file: CaseFile) -> list[Obstacle]:
    """Return everything that keeps the plan from being finished, in the order of the page."""
    if not file.goals:
        return [Obstacle(sentence=N_("A plan needs at least one goal."))]
    found = [
        Obstacle(sentence=N_("One goal has no words yet."), record=goal.id)
        for goal in file.goals
        if not (goal.text_tk or goal.text_ru)
    ]
    # The supervisor approves the assessment together with the plan that rests on it; without need there is none to approve.
    approved = assessment_approved(file) or shows_need(file) is not None
    for line in file.services:
        if not (line.what_tk or line.what_ru or line.code):
            found.append(
                Obstacle(sentence=N_("One line of help does not say what will be done."), record=line.id)
            )
        refused = refusal(line, approved=approved)
        if refused is not None:
            found.append(Obstacle(sentence=refused.sentence, record=line.id))
    return found


def with_record(file: CaseFile, record: Plan | Goal | Service) -> CaseFile:
    """Return the file with one record of the plan put in or replaced."""
    if isinstance(record, Plan):
        return replace(file, plan=record)
    if isinstance(record, Goal):
        return replace(file, goals=_placed(file.goals, record))
    return replace(file, services=_placed(file.services, record))


def _placed(every: Sequence[Any], record: Any) -> tuple[Any, ...]:
    kept = [one for one in every if one.id != record.id]
    return tuple(sorted([*kept, record], key=lambda one: (one.position, one.id)))


def without(file: CaseFile, gone: Iterable[str]) -> CaseFile:
    """Return the file without the goals and lines of these identifiers."""
    ids = frozenset(gone)
    return replace(
        file,
        goals=tuple(one for one in file.goals if one.id not in ids),
        services=tuple(one for one in file.services if one.id not in ids),
    )


def lines_of(file: CaseFile, goal: str) -> list[Service]:
    """Return the lines of help of a goal."""
    return [one for one in file.services if one.goal == goal]


def moved(goals: Sequence[Goal], goal: str, by: int) -> list[Goal]:
    """Return the goals whose place changes when one moves up (-1) or down (1)."""
    order = list(goals)
    at = next((place for place, one in enumerate(order) if one.id == goal), -1)
    to = at + by
    if at < 0 or not 0 <= to < len(order):
        return []
    order.insert(to, order.pop(at))
    return [replace(one, position=place) for place, one in enumerate(order, 1) if one.position != place]
