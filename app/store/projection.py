"""From the folded state of a stream to the domain's records: which of several values is in force, and what it all means."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from app.changes.state import Candidate, State
from app.models import fact, filled
from app.models.case import RISK_ORDER, Case, Consent, Risk
from app.models.casefile import CaseFile
from app.models.filled import Filled
from app.models.household import Household, Person
from app.models.plan import Goal, Plan, Service
from app.models.record import Kind, read
from app.store import wire

Some = TypeVar("Some", bound=Kind)


def _highest(candidates: Sequence[Candidate]) -> Any:
    order = [str(risk) for risk in RISK_ORDER]
    values = [str(one.value) for one in candidates]
    return min(values, key=lambda value: order.index(value) if value in order else len(order))


def _any_true(candidates: Sequence[Candidate]) -> Any:
    return any(one.value is True for one in candidates)


def _open(candidates: Sequence[Candidate]) -> Any:
    """A case that one closes while another works on it stays open: overdue work never disappears."""
    return "" if any(not one.value for one in candidates) else candidates[0].value


# While a field is in conflict one value is in force: the safer one where there is a safer one, else the newest.
IN_FORCE = {
    (Case.KIND, "risk"): _highest,
    (Case.KIND, "restricted"): _any_true,
    (Case.KIND, "closed"): _open,
}


def values(state: State, record: str) -> dict[str, Any]:
    """Return the value in force of each field of a record."""
    found = state.records[record]
    result: dict[str, Any] = {}
    for name, held in found.fields.items():
        if len(held) == 1:
            result[name] = held[0].value
        else:
            candidates = state.candidates(record, name)
            result[name] = IN_FORCE.get((found.kind, name), _newest)(candidates)
    return result


def _newest(candidates: Sequence[Candidate]) -> Any:
    return candidates[0].value


def lists(state: State, record: str) -> dict[str, list[Any]]:
    """Return the elements of each list of a record."""
    held = state.records[record].lists
    return {
        name: [ones[0].value for ones in elements.values()] for name, elements in held.items() if elements
    }


def records(state: State, kind: type[Some]) -> list[Some]:
    """Return the records of one kind that are not in the trash, by identifier."""
    return [
        read(kind, name, values(state, name), lists(state, name))
        for name in sorted(state.records)
        if state.records[name].kind == kind.KIND and not state.is_deleted(name)
    ]


def first(state: State, kind: type[Some]) -> Some | None:
    """Return the stream's record of that kind where there is only one: the household, the case, the plan."""
    return next(iter(records(state, kind)), None)


def document(state: State, record: str) -> dict[str, Any]:
    """Return a record as one JSON document: its values in force and its lists."""
    known = {name: value for name, value in values(state, record).items() if value is not None}
    return known | {name: sorted(map(_plain, items)) for name, items in lists(state, record).items()}


def _plain(element: Any) -> str:
    file = wire.file(element)
    return file.hash.hex() if file else str(element)


Bodies = Mapping[bytes, Mapping[str, Any] | None]


def bodies(state: State) -> Bodies:
    """Return the documents of all finished things and decisions of a stream by their hashes; None for what is none."""
    facts_, reviews = state.facts.values(), state.reviews.values()
    return {one.hash: decoded(one.body) for one in facts_} | {one.hash: decoded(one.body) for one in reviews}


def facts(state: State, known: Bodies | None = None) -> list[fact.Fact]:
    """Return the finished things in force of a stream in the order of their days; `known` saves reading bodies again.

    What was corrected by a later form is in force no more; `finished_forms` has it.
    """
    read = bodies(state) if known is None else known
    forms = finished_forms(state, read)
    amended, stood = filled.amended(forms), _stood(state, forms)
    found = []
    for one in state.facts.values():
        body = read[one.hash]
        thing = fact.read(one.kind, one.hash, body) if body is not None and one.hash not in amended else None
        if thing is not None:
            moment = stood.get(one.hash, one.wall_ms)
            found.append((thing.on, moment, one.wall_ms, one.hash, thing))
    return [thing for *_, thing in sorted(found, key=lambda row: row[:4])]


def _stood(state: State, forms: Iterable[Filled]) -> dict[bytes, int]:
    """Return the moments of corrections: that of what they correct, so that they stand in its place within a day."""
    corrects = {one.hash: one.before for one in forms if one.before in state.facts}
    found = {}
    for name in corrects:
        first, seen = name, {name}
        while (before := corrects.get(first)) is not None and before not in seen:
            first = before
            seen.add(before)
        found[name] = state.facts[first].wall_ms
    return found


def finished_forms(state: State, known: Bodies | None = None) -> list[Filled]:
    """Return every finished form of a stream in the order of their days, those that were corrected later too."""
    read = bodies(state) if known is None else known
    found = []
    for one in state.facts.values():
        body = read[one.hash]
        thing = filled.read(one.kind, one.hash, body) if body is not None else None
        if thing is not None:
            found.append((thing, one.wall_ms))
    stood = _stood(state, [thing for thing, _wall_ms in found])
    order = sorted(
        found, key=lambda pair: (pair[0].on, stood.get(pair[0].hash, pair[1]), pair[1], pair[0].hash)
    )
    return [thing for thing, _wall_ms in order]


def approvals(state: State, known: Bodies | None = None) -> list[fact.Approval]:
    """Return the supervisors' decisions of a stream in the order of their days."""
    read = bodies(state) if known is None else known
    found = []
    for one in state.reviews.values():
        body = read[one.hash]
        if body is not None:
            decision = fact.read_approval(one.about, body)
            found.append((decision.on, one.wall_ms, one.hash, decision))
    return [decision for *_, decision in sorted(found, key=lambda row: row[:3])]


def decoded(body: bytes) -> Mapping[str, Any] | None:
    """Return the document of a finished thing, or None when it is none."""
    if b"\\ud" in body:
        return None  # half of a letter: our canonical JSON has no such escapes, and no database takes them
    try:
        document_ = json.loads(body)
    except (ValueError, RecursionError):
        return None
    return document_ if isinstance(document_, dict) else None


Thing = TypeVar("Thing")


def _of(kind: type[Thing], every: Iterable[Any]) -> tuple[Thing, ...]:
    return tuple(one for one in every if isinstance(one, kind))


def case_file(state: State, household: State | None, known: Bodies | None = None) -> CaseFile | None:
    """Return the whole file of a case; `household` is the state of its household's stream, when it is here."""
    case = first(state, Case)
    if case is None:
        return None
    people = records(household, Person) if household else []
    read = bodies(state) if known is None else known
    every = facts(state, read)
    plan = first(state, Plan)
    return CaseFile(
        case=case,
        client=next((one for one in people if one.id == case.client), None),
        household=first(household, Household) if household else None,
        consents=tuple(records(state, Consent)),
        plan=plan,
        goals=tuple(sorted(records(state, Goal), key=lambda one: (one.position, one.id))),
        services=tuple(sorted(records(state, Service), key=lambda one: (one.position, one.id))),
        assessments=_of(fact.Assessment, every),
        recognitions=_of(fact.Recognition, every),
        versions=_of(fact.PlanVersion, every),
        visits=_of(fact.Visit, every),
        closures=_of(fact.Closure, every),
        approvals=tuple(approvals(state, read)),
        filled=tuple(finished_forms(state, read)),
    )


def danger(risk: Risk) -> int:
    """Return a number that sorts the most dangerous first (0)."""
    return RISK_ORDER.index(risk)
