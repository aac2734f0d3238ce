"""Registering a request in the vault: the household, the person and the case in one transaction."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, replace

from app.models import kinds
from app.models.case import Case
from app.models.case_number import case_number
from app.models.household import Household, Kinship, Person
from app.models.record import difference
from app.store import finding, projection, queries
from app.store.finding import Hit
from app.store.vault import Save, Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What was written down. `household` may be there already; so may `person`, as a member of it."""

    household: Household
    person: Person
    case: Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Registered:
    """What it became: the streams of the case and of the household, and the case's number."""

    case: str
    household: str
    number: str


def new_id() -> str:
    """Return an identifier that no other laptop has given."""
    return uuid.uuid4().hex


def free_id(vault: Vault) -> str:
    """Return an identifier for a case whose number no case on this laptop has."""
    drawn = new_id()
    while queries.case_by_number(vault, case_number(drawn)) is not None:
        drawn = new_id()
    return drawn


def register(vault: Vault, request: Request) -> Registered:
    """Save a request and return what it became; all of it is there afterwards, or nothing.

    Raises:
        DiskFull, DiskTrouble, DamagedDatabase: nothing was saved.
    """
    stream = f"{kinds.HOUSEHOLD}:{request.household.id}"
    known = queries.household_file(vault, stream)
    person = request.person
    if known is None:
        person = replace(person, kinship=person.kinship or Kinship.HEAD)
        edits = [*difference(None, request.household), *difference(None, person)]
    else:
        before = next((one for one in known.people if one.id == person.id), None)
        edits = difference(before, replace(person, kinship=before.kinship if before else person.kinship))
    number = case_number(request.case.id)
    case_id = request.case.id if queries.case_by_number(vault, number) is None else free_id(vault)
    case = replace(request.case, id=case_id, client=person.id, household=request.household.id)
    case_stream = f"{kinds.CASE}:{case.id}"
    saves = [(stream, [Save(edits=edits)])] if edits else []
    vault.commit_all([*saves, (case_stream, [Save(edits=difference(None, case))])])
    return Registered(case=case_stream, household=stream, number=case_number(case.id))


def alike(vault: Vault, surname: str, name: str, besides: str = "") -> Sequence[Hit]:
    """Return people already here whose name begins as the typed one does, in any script; the person `besides` not."""
    hits = finding.search(vault, f"{surname} {name}", limit=8)
    seen: set[str] = set()
    found = []
    for hit in hits:
        key = hit.name or hit.ref
        if hit.kind == "person" and hit.ref != besides and key not in seen:
            seen.add(key)
            found.append(hit)
    return found


def member(vault: Vault, household: str, person: str) -> Person | None:
    """Return one person of a household."""
    people = projection.records(vault.state(household), Person)
    return next((one for one in people if one.id == person), None)
