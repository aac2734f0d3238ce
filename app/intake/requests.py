"""Good rows of a list become households, persons and requests to look at; the same person twice is one request.

Identifiers are made from what the list says of a person, so a list taken in on two laptops meets in one file at the centre.
"""

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from app import text
from app.intake.benefit_list import Recipient
from app.models import kinds
from app.models.case import Case, Source
from app.models.household import Household, Kinship, Person
from app.models.record import difference
from app.store.vault import Save, Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """How many requests are new, and how many rows were here before."""

    new: int
    known: int


def _key(*parts: str) -> str:
    return hashlib.blake2b("\0".join(("goldaw-intake-v1", *parts)).encode(), digest_size=16).hexdigest()


def identity(one: Recipient) -> str:
    """Return what makes two rows the same person: folded names, sex and birth."""
    names = (text.surname_stem(one.surname), text.fold(one.name), text.fold(one.patronymic))
    return _key("person", *names, str(one.sex), one.birth)


def _household(one: Recipient) -> str:
    # Only an address with a number names one dwelling; "the village" alone would make all its people one household.
    if one.place and any(sign.isdigit() for sign in one.address):
        return _key("household", one.place, text.fold(one.address))
    return _key("household of", identity(one))


def take_in(vault: Vault, recipients: Iterable[Recipient], *, today: str) -> TakenIn:
    """Save every new recipient as a request; all of them in one transaction.

    Raises:
        DiskFull, DiskTrouble: nothing was saved.
    """
    fresh: dict[str, Recipient] = {}
    known = 0
    for one in recipients:
        person = identity(one)
        stream = f"{kinds.CASE}:{_key('case', person)}"
        here = vault.connection.execute("SELECT 1 FROM change WHERE stream = ? LIMIT 1", (stream,)).fetchone()
        if here or person in fresh:
            known += 1
        else:
            fresh[person] = one
    vault.commit_all(_saves(vault, fresh, today))
    return TakenIn(new=len(fresh), known=known)


def _saves(vault: Vault, fresh: dict[str, Recipient], today: str) -> Iterator[tuple[str, Sequence[Save]]]:
    owner = vault.owner
    for person, one in fresh.items():
        household = _household(one)
        stream = f"{kinds.HOUSEHOLD}:{household}"
        begun = bool(vault.state(stream).order)
        member = Person(
            id=person,
            surname=one.surname,
            name=one.name,
            patronymic=one.patronymic,
            sex=one.sex,
            birth=one.birth,
            benefit=one.benefit,
            kinship=Kinship.UNKNOWN if begun else Kinship.HEAD,
        )
        edits = difference(None, member)
        if not begun:
            home = Household(id=household, place=one.place or owner.place, address=one.address)
            edits = difference(None, home) + edits
        yield stream, [Save(edits=edits)]
        case = Case(
            id=_key("case", person),
            client=person,
            household=household,
            opened=today,
            source=Source.BENEFIT_LIST,
            request=one.benefit,
            owner=owner.staff,
        )
        yield f"{kinds.CASE}:{case.id}", [Save(edits=difference(None, case))]
