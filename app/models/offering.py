"""What the program tells a form about the case it is filled for: small tables, described in resources/forms/README.md."""

from collections.abc import Iterable, Mapping
from datetime import date

from app.models import filled
from app.models.casefile import CaseFile
from app.models.fact import Assessment
from app.models.household import Language, Person
from app.models.partial_date import PartialDate
from app.models.plan import Goal

Table = list[dict[str, str]]

DOMAINS = (
    *("health", "daily", "housing", "income", "education"),
    *("family", "safety", "documents", "participation"),
)


def offered(file: CaseFile, people: Iterable[Person], on: date) -> dict[str, Table]:
    """Return the tables by name. `people` are all of the client's household; `on` is the day the form is filled."""
    return {
        "case": [_case(file, on)],
        "goals": [_goal(file, n, one) for n, one in enumerate(file.goals, 1)],
        "members": _members(file, people, on),
        "referrals": filled.referrals(file.filled),
    }


def _case(file: CaseFile, on: date) -> dict[str, str]:
    case, client, last = file.case, file.client, file.assessment
    plan = file.version
    known = {
        "name": case.id,
        "client": case.client,
        "sex": client.sex.value if client else "",
        "age": age_of(client, on) if client else "",
        "risk": case.risk.value,
        "need": case.need.value,
        "target_group": case.target_group,
        "restricted": "1" if case.restricted else "0",
        "language": case.language.value,
        "opened": case.opened,
        "next_visit": file.visits[-1].next_visit if file.visits else case.next_visit,
        "may_assess": "1" if file.may_be_assessed else "0",
        "last_form": last.form if last else "",
        "last_on": last.on if last else "",
        "plan_on": plan.on if plan else "",
        "visits": str(len(file.visits)),
        "referrals_open": str(len(filled.referrals(file.filled))),
    }
    return known | {f"last_{domain}": level for domain, level in levels(last).items()}


def levels(assessment: Assessment | None) -> dict[str, str]:
    """Return the level of each domain (1–4) in an assessment, empty where it was not assessed."""
    said: Mapping[str, object] = assessment.answers if assessment else {}
    found = {domain: said.get(f"level_{domain}") for domain in DOMAINS}
    return {domain: str(level) if level in (1, 2, 3, 4, *"1234") else "" for domain, level in found.items()}


def age_of(person: Person, on: date) -> str:
    """Return the completed years that are certain, empty when nothing is known of the birth."""
    try:
        born = PartialDate.parse(person.birth)
    except ValueError:
        return ""
    return str(born.age(on)[0]) if born else ""


def _goal(file: CaseFile, n: int, goal: Goal) -> dict[str, str]:
    russian = file.case.language is Language.RUSSIAN
    words = (goal.text_ru, goal.text_tk) if russian else (goal.text_tk, goal.text_ru)
    signs = (goal.indicator_ru, goal.indicator_tk) if russian else (goal.indicator_tk, goal.indicator_ru)
    return {
        "n": str(n),
        "name": goal.id,
        "goal": next(filter(None, words), ""),
        "indicator": next(filter(None, signs), ""),
        "by": min((one.by for one in file.services if one.goal == goal.id and one.by), default=""),
        "domain": goal.domain,
    }


def _members(file: CaseFile, people: Iterable[Person], on: date) -> Table:
    there = [one for one in people if one.id != file.case.client and not one.moved_out and not one.died]
    return [
        {
            "n": str(n),
            "name": one.id,
            "called": one.name or one.surname,
            "sex": one.sex.value,
            "age": age_of(one, on),
            "kinship": one.kinship.value,
        }
        for n, one in enumerate(there, 1)
    ]
