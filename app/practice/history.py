"""What happened with one invented client, day by day, from the request on: acts that the vaults then save.

Days are drawn forward from the request and stop at `today`, so open cases stand at every step. Roughly of 870 assessed, 667
are recognised as in need and 314 get a plan, as in the programme's first half-year.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from random import Random
from typing import Any

from app.models import fact, finishing, kinds, offering, plan, suggestion
from app.models.case import Case, Consent, Manner, Purpose, Risk, Source
from app.models.casefile import TimeFrames
from app.models.edit import Edit, Put, Submit
from app.models.household import Language
from app.models.plan import Goal, GoalStatus, Plan, Service, ServiceStatus
from app.models.record import difference
from app.practice.acts import OUTCOMES, Act, People, Sources, body_hash, recorded
from app.practice.assessed import About
from app.practice.families import Family
from app.practice.situations import Drawn

_PLAN_OF_MEDIUM = 0.30
_RECOGNISED = 0.94
_APPROVED = 0.9
_GOALS = 3
_DAYS_OF_HELP = (150, 420)
_FRAMES = TimeFrames()


@dataclass(slots=True)
class History:
    """One case from its request on."""

    random: Random
    sources: Sources
    people: People
    family: Family
    drawn: Drawn
    opened: date
    today: date
    heard: date  # the last day of which the centre has heard
    new_id: Callable[[], str]
    acts: list[Act] = field(default_factory=list)
    case: Case = field(init=False)
    answers: Mapping[str, Any] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        """Begin with the case's record."""
        situation, language = self.drawn.situation, self.family.language
        self.case = Case(
            id=self.new_id(),
            client=self.family.client.id,
            household=self.family.household.id,
            opened=self.opened.isoformat(),
            source=Source(self.drawn.source),
            request=situation.request[language],
            owner=self.people.worker,
            language=Language(language),
            risk=Risk.URGENT if situation.urgency == "urgent" else Risk.UNKNOWN,
        )

    @property
    def stream(self) -> str:
        """The case's stream."""
        return f"{kinds.CASE}:{self.case.id}"

    def tell(self) -> list[Act]:
        """Return all that happened up to today. What waits for a word of the centre goes no further."""
        for act in self._course():
            if act.on > (self.heard if act.centre else self.today):
                break
            self.acts.append(act)
        return self.acts

    def _course(self) -> Iterator[Act]:
        yield self._household()
        yield self._act(self.opened, difference(None, self.case))
        on = self._later(self.opened, _FRAMES.assess[self.case.risk])
        refused = self.drawn.situation.answers.get("consent_assess") == "no"
        if not refused:
            yield self._act(on, self._consents(on))
        yield self._act(on, self._assessment(on, better=False))
        needed = self.case.need == "needs_services" and self.random.random() < _RECOGNISED
        if needed:
            on = self._later(on, 3)
            yield self._act(on, [self._recognition(on)])
        if needed and self._gets_plan():
            yield from self._planned(on)
        else:
            yield from self._helped_at_once(on)

    def _gets_plan(self) -> bool:
        return self.case.risk in (Risk.URGENT, Risk.HIGH) or self.random.random() < _PLAN_OF_MEDIUM

    def _act(self, on: date, edits: Sequence[Edit], *, centre: bool = False) -> Act:
        return Act(on=on, stream=self.stream, edits=edits, centre=centre)

    def _later(self, on: date, usual: int) -> date:
        """Return a working day about `usual` days later; now and then it takes longer."""
        late = self.random.randint(1, 6) if self.random.random() < 0.12 else 0
        found = on + timedelta(days=self.random.randint(usual // 2, usual) + late)
        return found + timedelta(days=1) if found.weekday() == 6 else found

    def _household(self) -> Act:
        family = self.family
        edits = difference(None, family.household)
        for person in family.people:
            edits += difference(None, person)
        for paper in family.documents:
            edits += difference(None, paper)
        for relation in family.relations:
            edits += difference(None, relation)
        return Act(on=self.opened, stream=f"{kinds.HOUSEHOLD}:{family.household.id}", edits=edits)

    def _consents(self, on: date) -> list[Edit]:
        thumb = self.random.random() < 0.04
        given = Consent(
            id=self.new_id(),
            purpose=Purpose.ASSESSMENT,
            given_by="representative" if self.drawn.age < 18 else "self",
            manner=Manner.THUMB if thumb else Manner.SIGNED,
            language=Language(self.family.language),
            given=on.isoformat(),
            expires=(on + timedelta(days=730)).isoformat(),
            assent=7 <= self.drawn.age < 18,
        )
        kept = replace(given, id=self.new_id(), purpose=Purpose.KEEPING)
        return [*difference(None, given), *difference(None, kept)]

    def _assessment(self, on: date, *, better: bool) -> list[Edit]:
        ages = [
            int(offering.age_of(person, on) or 0)
            for person in self.family.people
            if person.id != self.case.client
        ]
        children = sum(age < 18 for age in ages) + (self.drawn.age < 18)
        about = About(
            day=on,
            people=len(self.family.people),
            children=children,
            older=sum(age >= 60 for age in ages) + (self.drawn.age >= 60),
            benefits=tuple(sorted({self.family.client.benefit} - {""})) or ("social",),
            wishes=self.drawn.situation.wishes[self.family.language],
            new_id=self.new_id,
        )
        document = self.sources.assessments.document(self.drawn, about, better=better)
        done = finishing.Done(
            form=str(document["form"]),
            version=str(document["version"]),
            sha256=str(document["sha256"]),
            on=on.isoformat(),
            by=self.people.worker,
            answers=document["answers"],
        )
        edits = finishing.finish(self.case, done, new_id=self.new_id).case
        self.answers = document["answers"]
        self.case = _after(self.case, edits)
        return edits

    def _recognition(self, on: date) -> Edit:
        return fact.recognition(
            need="needs_services", ground="initial", on=on.isoformat(), by=self.people.worker
        )

    # -- without a plan ------------------------------------------------------------------------------------

    def _helped_at_once(self, on: date) -> Iterator[Act]:
        visits = 0 if self.case.need != "needs_services" else self.random.randint(1, 3)
        for _ in range(visits):
            on = self._later(on, 18)
            yield self._act(on, [self._visit(on, self._later(on, 21), "")])
        on = self._later(on, 14)
        yield self._closing(
            on, "goals_achieved" if self.case.need != "unknown" else "client_refused", "advice"
        )

    # -- with a plan ---------------------------------------------------------------------------------------

    def _planned(self, on: date) -> Iterator[Act]:
        on = self._later(on, _FRAMES.plan[self.case.risk])
        frame, goals, services = self._plan(on)
        version = plan.version(
            frame, goals, services, number=1, by=self.people.worker, on=on.isoformat(), case=self.case.id
        )
        yield self._act(on, [*recorded(frame, goals, services), version])
        on = self._later(on, 4)
        if self.random.random() > _APPROVED:
            yield self._decision(on, version, returned=True)
            on = self._later(on, 4)
            version = plan.version(
                frame, goals, services, number=2, by=self.people.worker, on=on.isoformat(), case=self.case.id
            )
            yield self._act(on, [version])
            on = self._later(on, 3)
        yield self._decision(on, version, returned=False)
        yield from self._accompanied(on, date.fromisoformat(frame.next_review), goals, services)

    def _accompanied(
        self, on: date, review: date, goals: list[Goal], services: list[Service]
    ) -> Iterator[Act]:
        """Visits close together at first, then apart; a review on its day; the end when the time has come."""
        end = on + timedelta(days=self.random.randint(*_DAYS_OF_HELP))
        nth = 0
        while on < end:
            on = self._later(on, self._interval(nth))
            if review <= on:
                yield self._review(review, goals)
                review = date.max
            following = self._later(on, self._interval(nth + 1))
            yield self._act(on, [self._visit(on, following, goals[nth % len(goals)].domain)])
            nth += 1
        yield self._ended(self._later(on, 20), goals, services)

    def _interval(self, nth: int) -> int:
        """Return days to the next visit: close together at first, then apart, as danger falls."""
        return min(60, _FRAMES.visit[self.case.risk] * (1 + nth // 2))

    def _plan(self, on: date) -> tuple[Plan, list[Goal], list[Service]]:
        frame = Plan(
            id=self.new_id(),
            start=on.isoformat(),
            until=(on + timedelta(days=182)).isoformat(),
            words=self.drawn.situation.wishes[self.family.language],
            next_visit=self._later(on, _FRAMES.visit[self.case.risk]).isoformat(),
            next_review=(on + timedelta(days=_FRAMES.review)).isoformat(),
            contact=self.people.name,
        )
        reasons = str(self.answers.get("reasons", "")).split()
        fitting = suggestion.fitting(self.sources.suggestions, self.answers, reasons)
        red = suggestion.red_domains(self.answers)
        chosen = fitting[:_GOALS]
        for one in fitting[_GOALS:]:
            if one.domain in red - {known.domain for known in chosen}:
                chosen.append(one)
        goals, services = suggestion.draft(chosen, frame, who=self.people.name, today=on, new_id=self.new_id)
        return frame, list(goals), list(services)

    def _decision(self, on: date, version: Submit, *, returned: bool) -> Act:
        decision = fact.RETURNED if returned else fact.APPROVED
        reason = "Maksadyň görkezijisini takyklaň." if returned else ""
        about = body_hash(version)
        decided = fact.decide(
            about, decision=decision, reason=reason, on=on.isoformat(), by=self.people.supervisor
        )
        return self._act(on, [decided], centre=True)

    def _visit(self, on: date, following: date, domain: str) -> Edit:
        fitting = [one for one in self.sources.visits if one.domain in (domain, "")]
        told = self.random.choice(fitting)
        done = told.ru if self.family.language == "ru" else told.tk
        days = (on.isoformat(), following.isoformat())
        return fact.visit(
            on=days[0],
            by=self.people.worker,
            kind=told.kind,
            done=done,
            next_visit=days[1],
            key=self.new_id(),
        )

    def _review(self, on: date, goals: list[Goal]) -> Act:
        edits = self._assessment(on, better=True)
        reached = self.random.sample(goals, k=max(1, len(goals) // 2))
        for goal in reached:
            edits.append(_put(goal, "status", str(GoalStatus.REACHED)))
        return self._act(on, edits)

    def _ended(self, on: date, goals: list[Goal], services: list[Service]) -> Act:
        reason = self.random.choices(
            ["goals_achieved", "client_moved", "client_refused", "transferred", "client_died"],
            [78, 8, 6, 6, 2],
        )[0]
        extra: list[Edit] = []
        if reason == "goals_achieved":
            extra += [_put(goal, "status", str(GoalStatus.REACHED)) for goal in goals]
            extra += [_put(line, "status", str(ServiceStatus.DONE)) for line in services]
        return self._closing(on, reason, reason, extra)

    def _closing(self, on: date, reason: str, outcome: str, extra: Sequence[Edit] = ()) -> Act:
        said = OUTCOMES[outcome][self.family.language]
        body = {"on": on.isoformat(), "by": self.people.worker, "reason": reason, "outcome": said}
        after = replace(self.case, closed=on.isoformat(), closure_reason=reason, outcome=said)
        edits = [*extra, Submit(kind="closure", body=body), *difference(self.case, after)]
        self.case = after
        return self._act(on, edits)


def _put(record: Goal | Service, name: str, value: str) -> Put:
    return Put(record=record.id, kind=record.KIND, field=name, value=value)


def _after(case: Case, edits: Sequence[Edit]) -> Case:
    """Return the case as those of the edits leave it that speak of its risk, need, group and protection."""
    words = {edit.field: edit.value for edit in edits if isinstance(edit, Put)}
    found: dict[str, Any] = {"risk": Risk, "need": type(case.need), "target_group": str, "restricted": bool}
    return replace(case, **{name: kind(words[name]) for name, kind in found.items() if name in words})
