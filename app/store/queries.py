"""What lists and pages read: rows of the read tables as frozen values, a page of them at a time.

Sorting, filtering and counting happen in SQL; 100,000 rows never travel to the window.
"""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any

import msgpack

from app.models import kinds
from app.models.casefile import CaseFile
from app.models.household import Document, Household, Person, Relation
from app.models.staff import Staff
from app.store import projection
from app.store.vault import Vault

PAGE = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseItem:
    """One case as lists show it. Dates are ISO, `birth` partial; `due` a Duty word; `review` waiting, approved, returned."""

    stream: str
    number: str
    client: str
    household: str
    name: str
    birth: str
    sex: str
    place: str
    step: str
    risk: str
    need: str
    due: str
    due_on: str
    owner: str
    restricted: int
    opened: str
    closed: str
    last_visit: str
    next_visit: str
    conflicts: int
    review: str
    done: int
    changed_at: int


class Order(StrEnum):
    """How a list of cases is sorted."""

    NAME = "sort, number"
    DUE = "due_on = '', due_on, danger, sort"
    DANGER = "danger, due_on = '', due_on, sort"
    NUMBER = "number"
    PLACE = "place, sort"
    OPENED = "opened DESC, sort"
    CHANGED = "changed_at DESC, sort"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which cases a list shows; an empty field asks for nothing."""

    closed: bool = False
    owner: str = ""
    place: str = ""
    risk: str = ""
    due_until: str = ""
    review: str = ""
    conflicts: bool = False
    household: str = ""


_CASE_COLUMNS = ", ".join(field.name for field in fields(CaseItem))


def _where(wanted: Wanted) -> tuple[str, list[Any]]:
    parts, values = ["closed <> ''" if wanted.closed else "closed = ''"], []
    for column in ("owner", "risk", "review", "household"):
        if value := getattr(wanted, column):
            parts.append(f"{column} = ?")
            values.append(value)
    if wanted.place:
        parts.append("(place = ? OR place LIKE ? || '-%')")
        values += [wanted.place, wanted.place]
    if wanted.due_until:
        parts.append("due_on <> '' AND due_on <= ?")
        values.append(wanted.due_until)
    if wanted.conflicts:
        parts.append("conflicts > 0")
    return " AND ".join(parts), values


def cases(
    vault: Vault, wanted: Wanted, *, order: Order = Order.NAME, limit: int = PAGE, offset: int = 0
) -> list[CaseItem]:
    """Return one page of the cases asked for."""
    where, values = _where(wanted)
    rows = vault.connection.execute(
        f"SELECT {_CASE_COLUMNS} FROM case_row WHERE {where} ORDER BY {order.value} LIMIT ? OFFSET ?",  # noqa: S608
        [*values, limit, offset],
    )
    return [_case_item(row) for row in rows]


def count_cases(vault: Vault, wanted: Wanted) -> int:
    """Return how many cases there are of those asked for."""
    where, values = _where(wanted)
    row = vault.connection.execute(f"SELECT COUNT(*) FROM case_row WHERE {where}", values).fetchone()  # noqa: S608
    return int(row[0])


def case_item(vault: Vault, stream: str) -> CaseItem | None:
    """Return one case as lists show it."""
    row = vault.connection.execute(
        f"SELECT {_CASE_COLUMNS} FROM case_row WHERE stream = ?",  # noqa: S608
        (stream,),
    ).fetchone()
    return _case_item(row) if row else None


def case_by_number(vault: Vault, number: str) -> str | None:
    """Return the stream of the case with that number ("K7MQ-4XBT")."""
    row = vault.connection.execute("SELECT stream FROM case_row WHERE number = ?", (number,)).fetchone()
    return str(row[0]) if row else None


def _case_item(row: Sequence[Any]) -> CaseItem:
    return CaseItem(**{field.name: value for field, value in zip(fields(CaseItem), row, strict=True)})


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdItem:
    """One household as lists show it, named after its head."""

    stream: str
    name: str
    place: str
    address: str
    members: int


def households(vault: Vault, *, limit: int = PAGE, offset: int = 0) -> list[HouseholdItem]:
    """Return one page of all households, by name."""
    rows = vault.connection.execute(
        "SELECT stream, name, place, address, members FROM household_row ORDER BY sort, stream LIMIT ? OFFSET ?",
        (limit, offset),
    )
    return [HouseholdItem(stream=s, name=n, place=p, address=a, members=m) for s, n, p, a, m in rows]


def count_households(vault: Vault) -> int:
    """Return how many households there are."""
    return int(vault.connection.execute("SELECT COUNT(*) FROM household_row").fetchone()[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdFile:
    """A household with its people and papers. `heads` is what the reader has seen: give it to `commit`."""

    stream: str
    household: Household
    people: tuple[Person, ...]
    documents: tuple[Document, ...]
    relations: tuple[Relation, ...]
    heads: tuple[bytes, ...]
    conflicts: tuple["Conflict", ...]


def household_file(vault: Vault, stream: str) -> HouseholdFile | None:
    """Return a household, or None when it is not here."""
    state = vault.state(stream)
    household = projection.first(state, Household)
    if household is None:
        return None
    return HouseholdFile(
        stream=stream,
        household=household,
        people=tuple(projection.records(state, Person)),
        documents=tuple(projection.records(state, Document)),
        relations=tuple(projection.records(state, Relation)),
        heads=state.heads,
        conflicts=tuple(conflicts(vault, stream)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenCase:
    """A case as its page shows it. `heads` is what the reader has seen: give it to `commit`."""

    stream: str
    number: str
    file: CaseFile
    heads: tuple[bytes, ...]
    household_heads: tuple[bytes, ...]
    conflicts: tuple["Conflict", ...]


def open_case(vault: Vault, stream: str) -> OpenCase | None:
    """Return a case with its client and household, or None when it is not here."""
    state = vault.state(stream)
    item = case_item(vault, stream)
    if item is None:
        return None
    household = vault.state(f"{kinds.HOUSEHOLD}:{item.household}") if item.household else None
    file = projection.case_file(state, household)
    if file is None:
        return None
    return OpenCase(
        stream=stream,
        number=item.number,
        file=file,
        heads=state.heads,
        household_heads=household.heads if household else (),
        conflicts=tuple(conflicts(vault, stream)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """One of the values a field in conflict holds; `actor` is a staff identifier, `wall_ms` UTC milliseconds."""

    value: Any
    actor: str
    wall_ms: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A field that two people wrote without knowing of each other. `stream` and `record` say where."""

    stream: str
    record: str
    kind: str
    field: str
    versions: tuple[Version, ...]


def conflicts(vault: Vault, stream: str | None = None) -> list[Conflict]:
    """Return the fields in conflict, of one stream or of the whole vault."""
    rows = vault.connection.execute(
        "SELECT stream, rec, kind, field, candidates FROM conflict WHERE ?1 IS NULL OR stream = ?1 ORDER BY stream, rec, field",
        (stream,),
    )
    return [
        Conflict(
            stream=s,
            record=record,
            kind=kind,
            field=field,
            versions=tuple(
                Version(value=value, actor=actor, wall_ms=wall_ms)
                for value, actor, wall_ms, _ in msgpack.unpackb(candidates)
            ),
        )
        for s, record, kind, field, candidates in rows
    ]


def staff(vault: Vault) -> dict[str, Staff]:
    """Return all known members of staff by identifier."""
    return {one.id: one for one in projection.records(vault.state(kinds.STAFF), Staff)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The figures of the home page. `waiting` are plans that wait for the supervisor."""

    open: int
    urgent: int
    due: int
    overdue: int
    waiting: int
    conflicts: int
    households: int


def counts(vault: Vault, day: str, until: str) -> Counts:
    """Return the figures of the home page: due between `day` and `until`, overdue before `day` (ISO dates)."""
    row = vault.connection.execute(
        "SELECT COUNT(*), COALESCE(SUM(risk = 'urgent'), 0),"
        " COALESCE(SUM(due_on BETWEEN ?1 AND ?2), 0), COALESCE(SUM(due_on <> '' AND due_on < ?1), 0),"
        " COALESCE(SUM(review = 'waiting'), 0) FROM case_row WHERE closed = ''",
        (day, until),
    ).fetchone()
    clashes = vault.connection.execute("SELECT COUNT(*) FROM conflict").fetchone()[0]
    return Counts(
        open=row[0],
        urgent=row[1],
        due=row[2],
        overdue=row[3],
        waiting=row[4],
        conflicts=clashes,
        households=count_households(vault),
    )
