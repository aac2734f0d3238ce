"""The support plan: goals, and who does what by when; a version of it is finished, signed and approved as a whole."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from app.models.edit import Json, Submit


class GoalStatus(StrEnum):
    """Where a goal stands."""

    OPEN = "open"
    REACHED = "reached"
    DROPPED = "dropped"


class ServiceStatus(StrEnum):
    """Where a line of help stands."""

    PLANNED = "planned"
    GOING_ON = "going_on"
    DONE = "done"
    DROPPED = "dropped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """The frame of a support plan: its period (ISO dates) and what the client says in his own words."""

    KIND: ClassVar[str] = "plan"
    id: str
    start: str = ""
    until: str = ""
    words: str = ""
    next_visit: str = ""
    next_review: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What shall be better, and how one will see it. Turkmen and Russian, so that the paper can be in either."""

    KIND: ClassVar[str] = "goal"
    id: str
    plan: str = ""
    position: int = 0
    domain: str = ""
    text_tk: str = ""
    text_ru: str = ""
    indicator_tk: str = ""
    indicator_ru: str = ""
    status: GoalStatus = GoalStatus.OPEN


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """A line of help: who does what by when (ISO date). `document_*` hold what the third tier asks for."""

    KIND: ClassVar[str] = "service"
    id: str
    plan: str = ""
    goal: str = ""
    position: int = 0
    code: str = ""
    what_tk: str = ""
    what_ru: str = ""
    who: str = ""
    by: str = ""
    form: str = ""
    document_type: str = ""
    document_number: str = ""
    document_date: str = ""
    status: ServiceStatus = ServiceStatus.PLANNED


def version(
    plan: Plan,
    goals: Iterable[Goal],
    services: Iterable[Service],
    *,
    number: int,
    by: str,
    on: str,
    case: str,
) -> Submit:
    """Return the fact that fixes this version of the plan: what is approved is exactly this, by its hash."""
    return Submit(
        kind="plan_version",
        body={
            "case": case,
            "plan": plan.id,
            "number": number,
            "by": by,
            "on": on,
            "frame": _row(plan, ("start", "until", "words", "next_visit", "next_review", "contact")),
            "goals": [_row(goal, _GOAL) for goal in sorted(goals, key=lambda one: (one.position, one.id))],
            "services": [
                _row(one, _SERVICE) for one in sorted(services, key=lambda one: (one.position, one.id))
            ],
        },
    )


_GOAL = ("id", "domain", "text_tk", "text_ru", "indicator_tk", "indicator_ru", "status")
_SERVICE = (
    *("id", "goal", "code", "what_tk", "what_ru", "who", "by", "form"),
    *("document_type", "document_number", "document_date", "status"),
)


def _row(one: object, names: Iterable[str]) -> Mapping[str, Json]:
    return {name: getattr(one, name) for name in names}
