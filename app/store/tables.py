"""The read tables: what lists, search and reports look at, rewritten for one stream whenever its state changes.

All of it is a cache of the log. Nothing else in the program writes these tables.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlite_utils import Database

from app import text
from app.changes.change import pack
from app.changes.operation import LENGTHS
from app.changes.state import State
from app.models import kinds
from app.models.case import Case
from app.models.case_number import case_number
from app.models.casefile import CaseFile, Due, TimeFrames, done_steps, due, open_step
from app.models.household import Document, Household, Kinship, Person
from app.store import log, projection, schema

# Raise the first number when the same changes give other rows; operations that are new count by themselves.
READING = f"1.{max(LENGTHS)}"
Row = tuple[Any, ...]
Entry = tuple[str, str, str]
_FRAMES = TimeFrames()
# What names one row in each table: columns and their places in it.
_KEYS = {
    "rec": (("stream", 0), ("rec", 1)),
    "conflict": (("stream", 0), ("rec", 1), ("field", 3)),
    "submission": (("stream", 1), ("h", 0)),
    "review": (("stream", 2), ("h", 0)),
    "person_row": (("stream", 1), ("id", 0)),
    "household_row": (("stream", 0),),
    "case_row": (("stream", 0),),
}


def write(connection: Any, stream: str, state: State, *, pending: int) -> None:
    """Make every read row of a stream say what its state says; the caller holds the transaction."""
    row = (b"".join(state.heads), len(state.order), pending, stream)
    known = connection.execute("UPDATE stream SET heads = ?, changes = ?, pending = ? WHERE stream = ?", row)
    fresh = known.rowcount == 0
    if fresh:
        connection.execute("INSERT INTO stream (heads, changes, pending, stream) VALUES (?,?,?,?)", row)
    target = _Target(connection, stream, fresh)
    bodies = projection.bodies(state)
    _write_records(target, state)
    _write_facts(target, state, bodies)
    family = kinds.family(stream)
    if family == kinds.HOUSEHOLD:
        _write_household(target, state)
    elif family == kinds.CASE:
        _write_case(target, state, bodies)


@dataclass(frozen=True, slots=True)
class _Target:
    """The rows of one stream; `fresh` when there are none yet."""

    connection: Any
    stream: str
    fresh: bool

    def keep(self, table: str, rows: Sequence[Row]) -> None:
        """Leave exactly these rows (whole ones) of the stream in a table; what is there already is not written again."""
        held = set() if self.fresh else set(self._held(table))
        wanted = set(rows)
        self._drop(table, [row for row in held if row not in wanted])
        come = [row for row in rows if row not in held]
        if come:
            marks = ",".join("?" * len(come[0]))
            self.connection.executemany(f"INSERT INTO {table} VALUES ({marks})", come)  # noqa: S608 - our own names

    def _held(self, table: str) -> list[Row]:
        select = f"SELECT * FROM {table} WHERE stream = ?"  # noqa: S608 - our own names
        return list(self.connection.execute(select, (self.stream,)))

    def _drop(self, table: str, rows: Sequence[Row]) -> None:
        if rows:
            key = _KEYS[table]
            where = " AND ".join(f"{column} = ?" for column, _ in key)
            values = [tuple(row[place] for _, place in key) for row in rows]
            self.connection.executemany(f"DELETE FROM {table} WHERE {where}", values)  # noqa: S608 - our own names

    def findable(self, entries: Sequence[Entry]) -> None:
        """Make the stream's things findable: `entries` are (kind, ref, words)."""
        if not self.fresh:
            self._forget()
        for kind, ref, words in entries:
            cursor = self.connection.execute(
                "INSERT INTO search_entry (stream, kind, ref) VALUES (?,?,?)", (self.stream, kind, ref)
            )
            self.connection.execute(
                "INSERT INTO search (rowid, words) VALUES (?,?)", (cursor.lastrowid, words)
            )

    def _forget(self) -> None:
        self.connection.execute(
            "DELETE FROM search WHERE rowid IN (SELECT id FROM search_entry WHERE stream = ?)", (self.stream,)
        )
        self.connection.execute("DELETE FROM search_entry WHERE stream = ?", (self.stream,))


def _write_records(target: _Target, state: State) -> None:
    rows = []
    for name, record in state.records.items():
        meta = 2 * state.is_deleted(name) + state.is_flagged(name)
        rows.append((target.stream, name, record.kind, _json(projection.document(state, name)), meta))
    target.keep("rec", rows)
    conflicts = [
        (
            *(target.stream, name, state.records[name].kind, field),
            pack([[one.value, one.actor, one.wall_ms, one.change] for one in candidates]),
        )
        for name, field, candidates in state.conflicts()
    ]
    target.keep("conflict", conflicts)


def _write_facts(target: _Target, state: State, bodies: projection.Bodies) -> None:
    done = []
    for one in state.facts.values():
        body = bodies[one.hash] or {}
        done.append((one.hash, target.stream, one.kind, _word(body, "on"), one.actor, one.device))
    target.keep("submission", done)
    decided = []
    for review in state.reviews.values():
        body = bodies[review.hash] or {}
        decision, on = _word(body, "decision"), _word(body, "on")
        decided.append((review.hash, review.about, target.stream, decision, on, review.actor, review.device))
    target.keep("review", decided)


def _word(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name)
    return value if isinstance(value, str) else ""


def _json(document: Any) -> str:
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=repr)


def display_name(person: Person) -> str:
    """Return surname, name and patronymic, as lists show them."""
    return " ".join(part for part in (person.surname, person.name, person.patronymic) if part)


def _write_household(target: _Target, state: State) -> None:
    household = projection.first(state, Household)
    people = projection.records(state, Person)
    papers: dict[str, list[str]] = {}
    for paper in projection.records(state, Document):
        papers.setdefault(paper.person, []).append(paper.number)
    rows, entries = [], []
    for person in people:
        name = display_name(person)
        rows.append(
            (
                *(person.id, target.stream, name, text.sort_key(name), str(person.sex), person.birth),
                *(str(person.kinship), person.phone),
            )
        )
        words = text.search_text(name, person.former_surname)
        entries += _entry("person", person.id, words, person.phone, *papers.get(person.id, ()))
    head = _head(people)
    name = display_name(head) if head else ""
    homes = []
    if household is not None:
        shown = (
            name,
            text.sort_key(name),
            household.place,
            household.address,
            len(people),
            _changed_at(state),
        )
        homes = [(target.stream, *shown)]
        words = text.search_text(household.address, household.landmark)
        entries += _entry("household", target.stream, words, household.phone)
    target.keep("person_row", rows)
    target.keep("household_row", homes)
    target.findable(entries)
    _refresh_cases(target.connection, target.stream)


def _head(people: list[Person]) -> Person | None:
    return next((one for one in people if one.kinship is Kinship.HEAD), people[0] if people else None)


def _refresh_cases(connection: Any, household: str) -> None:
    """Cases show their client's name: when the household changes, they follow."""
    known = household.partition(":")[2]
    waiting = connection.execute(
        "SELECT stream, client FROM case_row WHERE household = ?", (known,)
    ).fetchall()
    for stream, client in waiting:
        connection.execute(
            "UPDATE case_row SET name = ?, sort = ?, birth = ?, sex = ?, place = ? WHERE stream = ?",
            (*_client(connection, client, known), stream),
        )


def _client(connection: Any, person: str, household: str) -> Row:
    """Return name, sort key, birth, sex and place of a case's client; "" for what is not here (yet)."""
    stream = f"{kinds.HOUSEHOLD}:{household}"
    who = connection.execute(
        "SELECT name, sort, birth, sex FROM person_row WHERE stream = ? AND id = ?", (stream, person)
    ).fetchone()
    where = connection.execute("SELECT place FROM household_row WHERE stream = ?", (stream,)).fetchone()
    return (*(who or ("", "", "", "")), *(where or ("",)))


def _changed_at(state: State) -> int:
    """Return when the newest change was made (UTC milliseconds), by its author's clock."""
    return max((wall_ms for _, wall_ms in state.authors), default=0)


def _write_case(target: _Target, state: State, bodies: projection.Bodies) -> None:
    file = projection.case_file(state, None, bodies)
    if file is None:
        target.keep("case_row", [])
        target.findable([])
        return
    case, number = file.case, case_number(file.case.id)
    conflicts = sum(1 for _ in state.conflicts()) + sum(state.is_flagged(name) for name in state.records)
    row = (
        *(target.stream, number, case.client, case.household),
        *_client(target.connection, case.client, case.household),
        *_course(file, case, due(file, _FRAMES)),
        *(conflicts, _review_state(file), len(done_steps(file)), _changed_at(state)),
    )
    shown = "SELECT number FROM case_row WHERE stream = ?"
    before = target.connection.execute(shown, (target.stream,)).fetchone()
    target.keep("case_row", [row])
    if before is None or before[0] != number:
        target.findable(_entry("case", target.stream, "", number.replace("-", ""), number))


def _course(file: CaseFile, case: Case, next_due: Due) -> Row:
    last = file.visits[-1].on if file.visits else ""
    following = file.visits[-1].next_visit if file.visits else case.next_visit
    return (
        *(str(open_step(file)), str(case.risk), projection.danger(case.risk), str(case.need)),
        *(
            str(next_due.duty),
            next_due.on,
            case.owner,
            int(case.restricted),
            case.opened,
            case.closed,
            last,
            following,
        ),
    )


def _review_state(file: CaseFile) -> str:
    """Return what a supervisor sees: "waiting", "approved", "returned", or "" while there is no finished plan."""
    if file.version is None:
        return ""
    return "waiting" if file.decision is None else file.decision.decision


def _entry(kind: str, ref: str, words: str, *exact: str) -> list[Entry]:
    """Return what is found by folded `words`, and by numbers as they are written; nothing when there is neither."""
    found = " ".join((words, *(part.casefold() for part in exact if part))).strip()
    return [(kind, ref, found)] if found else []


def rebuild(connection: Any) -> int:
    """Refold every stream from the log into empty read tables; return how many. Households come before their cases."""
    names = sorted(log.streams(connection), key=lambda name: (name.startswith(f"{kinds.CASE}:"), name))
    for name in names:
        state = log.state(connection, name)
        waiting = connection.execute(
            "SELECT COUNT(*) FROM change WHERE stream = ? AND status = ?", (name, log.PENDING)
        ).fetchone()[0]
        if state.order or waiting:
            write(connection, name, state, pending=waiting)
    return len(names)


def follow_version(connection: Any) -> bool:
    """Refold everything once after an upgrade, so that what an older version only kept takes effect. True: it was due."""
    row = connection.execute("SELECT value FROM meta WHERE key = 'reading'").fetchone()
    if row is not None and row[0] == READING:
        return False
    with Database(connection).atomic():
        schema.drop_cache(connection)
        rebuild(connection)
        connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('reading', ?)", (READING,))
    return True
