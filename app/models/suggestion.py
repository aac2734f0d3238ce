"""From a finished assessment to a first plan: suggested goals and help, from a table that authors can edit.

A suggestion is only that: the worker and the client take it, change it or leave it.
"""

import csv
import io
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from app.models.plan import Goal, Plan, Service

RED = 4
CONCERN = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """One row of the table: when it fits (a domain at `level` or worse, or one of `reasons`), and what it proposes."""

    key: str
    domain: str
    level: int
    reasons: frozenset[str]
    days: int
    services: tuple[str, ...]
    goal: Mapping[str, str]
    indicator: Mapping[str, str]
    help: Mapping[str, str]


def parse(source: str) -> tuple[Suggestion, ...]:
    """Read the table from its CSV text (header as in resources/plan_suggestions.csv)."""
    rows = csv.DictReader(io.StringIO(source))
    return tuple(
        Suggestion(
            key=row["key"],
            domain=row["domain"],
            level=int(row["level"] or 0),
            reasons=frozenset(row["reasons"].split()),
            days=int(row["days"] or 30),
            services=tuple(row["services"].split()),
            **{
                name: {language: row[f"{name}_{language}"] for language in ("tk", "ru", "en")}
                for name in _SAID
            },
        )
        for row in rows
    )


_SAID = ("goal", "indicator", "help")


def level_of(answers: Mapping[str, Any], domain: str) -> int:
    """Return the level (1 green to 4 red; 0 not assessed) that an assessment gave a domain."""
    value = str(answers.get(f"level_{domain}", "")).partition(".")[0]
    return int(value) if value.isdigit() else 0


def fitting(
    table: Iterable[Suggestion], answers: Mapping[str, Any], reasons: Sequence[str]
) -> list[Suggestion]:
    """Return the suggestions that fit an assessment, the most pressing first.

    Of the rows that speak of a domain's level only the hardest one that is reached fits, not the milder ones too.
    """
    fired = frozenset(reasons)
    every = list(table)
    by_reason = [one for one in every if one.reasons & fired]
    covered = {one.domain for one in by_reason}
    by_level = [
        one
        for one in every
        if one.level and one.level == _hardest(every, one.domain, answers) and one.domain not in covered
    ]
    return sorted([*by_reason, *by_level], key=lambda one: (one.days, every.index(one)))


def _hardest(table: Sequence[Suggestion], domain: str, answers: Mapping[str, Any]) -> int:
    reached = level_of(answers, domain)
    return max((one.level for one in table if one.domain == domain and one.level <= reached), default=0)


def red_domains(answers: Mapping[str, Any]) -> frozenset[str]:
    """Return the domains at level 4: each of them needs a goal."""
    found = [name.removeprefix("level_") for name in answers if name.startswith("level_")]
    return frozenset(domain for domain in found if level_of(answers, domain) >= RED)


def without_goal(answers: Mapping[str, Any], goals: Iterable[Goal]) -> frozenset[str]:
    """Return the red domains that no goal of the plan speaks of."""
    return red_domains(answers) - {goal.domain for goal in goals}


def draft(
    chosen: Sequence[Suggestion], plan: Plan, *, who: str, today: date, new_id: Callable[[], str]
) -> tuple[tuple[Goal, ...], tuple[Service, ...]]:
    """Return goals and lines of help made from suggestions; `who` gives the help until somebody else is named."""
    goals, services = [], []
    for place, one in enumerate(chosen, 1):
        goal = Goal(
            id=new_id(),
            plan=plan.id,
            position=place,
            domain=one.domain,
            text_tk=one.goal["tk"],
            text_ru=one.goal["ru"],
            indicator_tk=one.indicator["tk"],
            indicator_ru=one.indicator["ru"],
        )
        goals.append(goal)
        services.append(
            Service(
                id=new_id(),
                plan=plan.id,
                goal=goal.id,
                position=place,
                code=one.services[0] if one.services else "",
                what_tk=one.help["tk"],
                what_ru=one.help["ru"],
                who=who,
                by=(today + timedelta(days=one.days)).isoformat(),
            )
        )
    return tuple(goals), tuple(services)
