"""What a finished form does to its case: the fact itself, and what it gives back to the case, to consents, to people.

Which answers are given back, and where, stands in the form (its entities); here it is decided what of that may be taken.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from app.models import filled
from app.models.case import Case, Consent, Need, Risk
from app.models.edit import Attach, Delete, Edit, Json, Submit
from app.models.filled import Filled
from app.models.household import Person
from app.models.partial_date import PartialDate
from app.models.record import difference, hints

_OF_PERSON = ("sex", "birth", "disability", "phone")
_DAYS = frozenset({"next_visit", "closed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """What a form gives back to one thing: its list (`case`, `consent`, `person`), its identifier, and texts by name."""

    dataset: str
    id: str
    properties: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """A form that is finished, and the `files` it names; with what it `corrects` and `why`.

    What is not the `latest` of its kind says nothing of the case as it stands now.
    """

    form: str
    version: str
    sha256: str
    on: str
    by: str
    answers: Mapping[str, Any]
    corrects: Filled | None = None
    why: str = ""
    latest: bool = True
    files: Sequence[Attach] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """What is to be saved: in the stream of the case, and in that of its household."""

    case: list[Edit] = field(default_factory=list)
    household: list[Edit] = field(default_factory=list)


def finish(
    case: Case,
    done: Done,
    written: Iterable[Written] = (),
    people: Iterable[Person] = (),
    consents: Iterable[Consent] = (),
    *,
    new_id: Callable[[], str],
) -> Edits:
    """Return the edits that a finished form asks for.

    Protection (`restricted`) is only ever switched on here: taking it off again is a decision of its own. An empty value
    changes nothing, an unknown word or a thing that is not of this case neither.
    """
    leaves = filled.leaves(done.answers)
    assesses = filled.kind_of(done.form) == "assessment" and done.latest
    after = _assessed(case, leaves) if assesses else case
    known = {one.id: one for one in people}
    edits = Edits()
    agreed: list[Mapping[str, str]] = []
    for one in written:
        if one.dataset == Case.KIND and one.id in ("", case.id) and done.latest:
            after = _given(after, one.properties)
        elif one.dataset == Consent.KIND:
            agreed.append(one.properties)
        elif one.dataset == Person.KIND and one.id in known:
            edits.household.extend(_person(known[one.id], one.properties))
    made, given = _consents(done, agreed, {one.id: one for one in consents}, new_id)
    edits.case.extend([_fact(done, leaves, made), *done.files, *difference(case, after), *given])
    return edits


def _fact(done: Done, leaves: Mapping[str, Json], made: Sequence[str]) -> Submit:
    kind = filled.kind_of(done.form)
    body: dict[str, Json] = {
        "form": done.form,
        "version": done.version,
        "sha256": done.sha256,
        "on": done.on,
        "by": done.by,
        "answers": done.answers,
    }
    if made:
        body["made"] = [*made]
    if done.corrects is not None:
        body |= {"amends": done.corrects.hash.hex(), "why": done.why}
    return Submit(kind=kind, body=body | _told(kind, leaves))


def _told(kind: str, leaves: Mapping[str, Json]) -> dict[str, Json]:
    """Return what lists and timelines show of a fact without reading its answers."""

    def word(name: str) -> str:
        return filled.word(leaves, name)

    if kind == "assessment":
        return {"urgency": word("urgency"), "need": word("need"), "reasons": [*word("reasons").split()]}
    if kind == "visit":
        day: dict[str, Json] = {"on": word("visit_date")} if word("visit_date") else {}
        return day | {"kind": word("kind"), "done": word("done"), "next_visit": word("next_visit")}
    if kind == "closure":
        return {"reason": word("reason"), "outcome": word("outcome")}
    return {}


def _assessed(case: Case, leaves: Mapping[str, Json]) -> Case:
    restricted = filled.word(leaves, "restricted").startswith("1")
    given = {name: filled.word(leaves, name) for name in ("need", "target_group")}
    return _given(
        case, given | {"risk": filled.word(leaves, "urgency"), "restricted": "1" if restricted else ""}
    )


def _given(case: Case, properties: Mapping[str, str]) -> Case:
    taken: dict[str, Any] = {}
    for name, value in properties.items():
        if not value:
            continue
        if name == "risk" and value in Risk.__members__.values():
            taken[name] = Risk(value)
        elif name == "need" and value in Need.__members__.values():
            taken[name] = Need(value)
        elif name == "restricted" and value in ("1", "true"):
            taken[name] = True
        elif name in ("target_group", "closure_reason", "outcome") or (name in _DAYS and _is_day(value)):
            taken[name] = value
    return replace(case, **taken)


def _consents(
    done: Done,
    agreed: Iterable[Mapping[str, str]],
    known: Mapping[str, Consent],
    new_id: Callable[[], str],
) -> tuple[list[str], list[Edit]]:
    """Return the identifiers of the consents a form speaks of, and how they become what it says.

    A correction speaks of the same ones again: those it no longer speaks of were never given.
    """
    before = list(done.corrects.made) if done.corrects is not None else []
    made: list[str] = []
    edits: list[Edit] = []
    for properties in agreed:
        read = _consent(properties)
        if read is None:
            continue
        id_ = before.pop(0) if before else new_id()
        was = known.get(id_)
        made.append(id_)
        edits.extend(difference(was, replace(read, id=id_, withdrawn=was.withdrawn if was else "")))
    return made, edits + [Delete(record=id_, kind=Consent.KIND) for id_ in before if id_ in known]


def _consent(properties: Mapping[str, str]) -> Consent | None:
    kinds = hints(Consent)
    taken: dict[str, Any] = {}
    for name, value in properties.items():
        hint = kinds.get(name)
        if hint is bool:
            taken[name] = value in ("1", "true", "yes")
        elif hint is str:
            taken[name] = value
        elif hint is not None and value in hint.__members__.values():
            taken[name] = hint(value)
    read = Consent(id="", **taken)
    return read if read.purpose else None


def _person(person: Person, properties: Mapping[str, str]) -> list[Edit]:
    taken: dict[str, Any] = {}
    for name in _OF_PERSON:
        value = properties.get(name, "")
        if not value or (name == "birth" and not _is_birth(value)):
            continue
        hint = hints(Person)[name]
        if hint is str:
            taken[name] = value
        elif value in hint.__members__.values():
            taken[name] = hint(value)
    return difference(person, replace(person, **taken))


def _is_day(text: str) -> bool:
    return len(text) == 10 and _is_birth(text)


def _is_birth(text: str) -> bool:
    try:
        return PartialDate.parse(text) is not None
    except ValueError:
        return False
