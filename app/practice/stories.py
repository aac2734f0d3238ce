"""The first two files of every practice village: two whole stories, told so that a newcomer can follow each step.

A woman who called the hotline, with a son who has a disability: one case, five agencies. A woman of sixty-five who lives
alone with cancer, diabetes, high blood pressure and heart disease.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from app import resources
from app.models import plan
from app.models.case import Consent, Manner, Purpose
from app.models.edit import Edit
from app.models.fact import visit
from app.models.household import Household, Kinship, Language, Person, Relation, Sex
from app.models.plan import Goal, GoalStatus, Plan, Service, ServiceStatus
from app.models.record import difference
from app.practice.acts import Act, recorded
from app.practice.families import Families, Family, Home
from app.practice.history import History
from app.practice.situations import Drawn, Situation

Told = Mapping[str, Any]


def load() -> list[Told]:
    """Return the stories shipped for practice."""
    return list(json.loads(resources.text("practice", "stories.json")))


def drawn(told: Told) -> Drawn:
    """Return the beginning of a story in the shape of any other."""
    situation = Situation(
        key=told["key"],
        urgency="",
        weight=0,
        sex=told["sex"],
        ages=(told["age"], told["age"]),
        living=(told["living"],),
        source=told["source"],
        answers=told["answers"],
        better=told["better"],
        disability=told["disability"],
        request={"tk": told["request"]},
        wishes={"tk": told["words"]},
    )
    benefit = bool(told["benefit"])
    return Drawn(
        situation=situation,
        sex=Sex(told["sex"]),
        age=told["age"],
        benefit=benefit,
        living=told["living"],
        source=told["source"],
    )


def family(told: Told, families: Families, at: Home, on: date) -> Family:
    """Return the household of a story."""
    people = [_person(row, families, on, told["benefit"]) for row in told["people"]]
    client = next(one for one, row in zip(people, told["people"], strict=True) if row.get("client"))
    household = Household(
        id=families.new_id(),
        place=at.place,
        address=told["address"],
        note=told["note"],
        informant=client.id,
        benefits=frozenset({told["benefit"]} - {""}),
        income=frozenset(told["answers"]["income_sources"].split()),
    )
    made = Family(household=household, people=people, client=client, language="tk")
    made.relations = [
        Relation(
            id=families.new_id(), person=people[one].id, other=people[other].id, kinship=Kinship(kinship)
        )
        for one, other, kinship in told["relations"]
    ]
    return made


def _person(row: Mapping[str, Any], families: Families, on: date, benefit: str) -> Person:
    born = on.replace(year=on.year - row["age"], day=1) - timedelta(days=families.random.randint(30, 200))
    return Person(
        id=families.new_id(),
        surname=row["surname"],
        name=row["name"],
        patronymic=row["patronymic"],
        former_surname=row.get("former_surname", ""),
        sex=Sex(row["sex"]),
        birth=born.isoformat(),
        kinship=Kinship(row["kinship"]),
        language=Language.TURKMEN,
        disability=row.get("disability", ""),
        benefit=benefit if row.get("client") else "",
    )


@dataclass(slots=True)
class Story(History):
    """A story told in full: its days count from the request."""

    told: Told = field(default_factory=dict)

    def _course(self) -> Iterator[Act]:
        told, opened = self.told, self.opened
        yield self._household()
        yield self._act(opened, difference(None, self.case))
        yield self._act(opened, [*self._consents(opened), *self._sharing()])
        yield self._act(opened, self._assessment(opened, better=False))
        yield self._act(opened + timedelta(days=1), [self._recognition(opened + timedelta(days=1))])
        on = opened + timedelta(days=told["approved"] - 1)
        frame, goals, services = self._told_plan(on)
        version = plan.version(
            frame, goals, services, number=1, by=self.people.worker, on=on.isoformat(), case=self.case.id
        )
        yield self._act(on, [*recorded(frame, goals, services), version])
        yield self._decision(on + timedelta(days=1), version, returned=False)
        yield from sorted([*self._told_visits(), self._told_review(goals, services)], key=lambda act: act.on)

    def _sharing(self) -> list[Edit]:
        return [
            edit
            for recipient in self.told["consents"]
            for edit in difference(None, self._consent(Purpose.SHARING, recipient))
        ]

    def _consent(self, purpose: Purpose, recipient: str) -> Consent:
        return Consent(
            id=self.new_id(),
            purpose=purpose,
            recipient=recipient,
            given_by="self",
            manner=Manner.SIGNED,
            language=Language.TURKMEN,
            given=self.opened.isoformat(),
            expires=(self.opened + timedelta(days=365)).isoformat(),
        )

    def _told_plan(self, on: date) -> tuple[Plan, list[Goal], list[Service]]:
        frame = Plan(
            id=self.new_id(),
            start=on.isoformat(),
            until=(on + timedelta(days=365)).isoformat(),
            words=self.told["words"],
            next_visit=(on + timedelta(days=3)).isoformat(),
            next_review=(self.opened + timedelta(days=self.told["reviewed"])).isoformat(),
            contact=self.people.name,
        )
        rows = list(enumerate(self.told["goals"], 1))
        goals = [_goal(row, place, frame, self.new_id()) for place, row in rows]
        services = [_service(row, place, goals[place - 1], on, self.new_id()) for place, row in rows]
        return frame, goals, services

    def _told_visits(self) -> Iterator[Act]:
        told = self.told["visits"]
        days = [self.opened + timedelta(days=row[0]) for row in told]
        following = [*days[1:], self.today + timedelta(days=self.told["next"])]
        for on, after, (_, kind, done) in zip(days, following, told, strict=True):
            words = (on.isoformat(), after.isoformat())
            fact = visit(
                on=words[0],
                by=self.people.worker,
                kind=kind,
                done=done,
                next_visit=words[1],
                key=self.new_id(),
            )
            yield self._act(on, [fact])

    def _told_review(self, goals: list[Goal], services: list[Service]) -> Act:
        on = self.opened + timedelta(days=self.told["reviewed"])
        edits = self._assessment(on, better=True)
        for place in self.told["reached"]:
            edits += [
                *difference(goals[place], replace(goals[place], status=GoalStatus.REACHED)),
                *difference(services[place], replace(services[place], status=ServiceStatus.DONE)),
            ]
        return self._act(on, edits)


def _goal(row: Mapping[str, Any], place: int, frame: Plan, id_: str) -> Goal:
    (text_tk, text_ru), (indicator_tk, indicator_ru) = row["goal"], row["indicator"]
    return Goal(
        id=id_,
        plan=frame.id,
        position=place,
        domain=row["domain"],
        text_tk=text_tk,
        text_ru=text_ru,
        indicator_tk=indicator_tk,
        indicator_ru=indicator_ru,
    )


def _service(row: Mapping[str, Any], place: int, goal: Goal, on: date, id_: str) -> Service:
    return Service(
        id=id_,
        plan=goal.plan,
        goal=goal.id,
        position=place,
        code=row["code"],
        what_tk=row["what"][0],
        what_ru=row["what"][1],
        who=row["who"],
        by=(on + timedelta(days=row["days"])).isoformat(),
    )
