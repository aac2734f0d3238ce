"""Assessments of invented people: the form's own engine answers for each kind of person once; the rest is copied.

Two people of one situation, sex, way of living and age group get the same answers, so the engine is asked once for all
of them. Only what no rule looks at differs: days, words, exact ages within a group, identifiers.
"""

import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from random import Random
from typing import Any

from app import resources
from app.forms import answers as documents
from app.forms.definition import Form, load
from app.forms.fields import Field
from app.forms.session import Session
from app.practice.situations import Drawn, Situations

FORM = "initial_assessment"
# No rule of the form tells two ages of one group apart.
_GROUPS = (
    (0, 4),
    (5, 6),
    (7, 9),
    (10, 14),
    (15, 15),
    (16, 17),
    (18, 18),
    (19, 25),
    (26, 50),
    (51, 59),
    (60, 130),
)
_LIVES_WITH = {
    "alone": "alone",
    "couple": "spouse",
    "nuclear": "spouse children",
    "single": "children",
    "three": "spouse children parents",
    "parents": "parents",
    "parents_adult": "parents",
    "mother": "parents",
    "kin": "relatives",
    "adult_children": "adult_children",
}
_WITH_SMALL_ONES = frozenset({"nuclear", "single", "three"})
_SOMEDAY = date(2026, 1, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class About:
    """What an assessment says that no rule looks at: the day, who lives there, the benefits, the person's own words."""

    day: date
    people: int
    children: int
    older: int
    benefits: tuple[str, ...]
    wishes: str
    new_id: Callable[[], str]


class Assessments:
    """The initial assessment, ready to be filled for one invented person after another."""

    def __init__(self, known: Situations) -> None:
        """Read the form once."""
        self.known = known
        self.form: Form = load(resources.path("forms", FORM, "form.xml").read_bytes())
        self._paths = dict(_paths(self.form.root))
        self._kinds: dict[tuple[str, ...], dict[str, Any]] = {}

    def document(self, drawn: Drawn, about: About, *, better: bool = False) -> dict[str, Any]:
        """Return the canonical answers of this person (form, version, sha256, answers); `better` after help."""
        alike = replace(drawn, age=_alike(drawn.age))
        key = (
            drawn.situation.key,
            str(drawn.sex),
            drawn.living,
            str(alike.age),
            str(drawn.benefit),
            str(better),
        )
        if key not in self._kinds:
            self._kinds[key] = self._filled(alike, better=better)
        return _fitted(copy.deepcopy(self._kinds[key]), drawn, about)

    def _filled(self, drawn: Drawn, *, better: bool) -> dict[str, Any]:
        given = dict(self.known.quiet) | _usual(drawn) | dict(drawn.situation.answers)
        if better:
            given |= drawn.situation.better
        session = Session(
            self.form,
            clock=lambda: datetime.combine(_SOMEDAY, time(7), UTC),
            instances={"case": [{"sex": str(drawn.sex), "age": str(drawn.age)}]},
            new_uuid=lambda: "",
            random=Random(1).random,
        )
        for name, value in given.items():
            session.set(self._paths[name], value)
        document = documents.to_document(session)
        return dict(document)


def _alike(age: int) -> int:
    return next(high if high < 130 else low for low, high in _GROUPS if low <= age <= high)


def _paths(field: Field) -> Iterator[tuple[str, str]]:
    for child in field.children:
        yield child.name, child.path
        yield from _paths(child)


def _usual(drawn: Drawn) -> dict[str, str]:
    """Return what follows from sex, age and way of living alone."""
    child = drawn.age < 18
    small = drawn.living in _WITH_SMALL_ONES
    found = {
        "lives_with": _LIVES_WITH[drawn.living],
        "people_count": "1" if drawn.living == "alone" else "4",
        "children_count": "2" if small or child else "0",
        "found_how": drawn.source,
        "benefits": "social" if drawn.benefit else "none",
        "supporters": "relatives" if drawn.living != "kin" else "neighbours relatives",
        "child_age": "9",
        "child_sex": "f",
    }
    if small:
        found["cares_for"] = "small_child"
    if child:
        spoken = "too_small" if drawn.age < 7 else "yes"
        found |= {"informant": "parent", "consent_by": "representative", "assent": spoken, "work": "studies"}
    return found


def _fitted(document: dict[str, Any], drawn: Drawn, about: About) -> dict[str, Any]:
    """Put in what differs between two people of one kind."""
    answers = document["answers"]
    answers["age"], answers["case_age"] = drawn.age, str(drawn.age)
    answers["meeting"] |= {"visit_date": about.day.isoformat(), "found_how": drawn.source}
    answers["meta"] = {"instanceID": f"uuid:{about.new_id()}"}
    household = answers.get("household", {})
    if "people_count" in household:
        household |= {
            "people_count": about.people,
            "children_count": about.children,
            "older_count": about.older,
        }
        answers["children"] = about.children
    if drawn.benefit and "income" in answers:
        answers["income"]["benefits"] = sorted(about.benefits)
    if about.wishes and "strengths" in answers:
        answers["strengths"]["wishes"] = about.wishes
    for row in answers.get("child", ()):
        row[documents.ROW] = about.new_id()
        if drawn.age < 18:
            row |= {"child_age": drawn.age, "child_sex": str(drawn.sex)}
    return document
