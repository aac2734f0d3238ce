"""The read tables: what lists, search and reports look at, rewritten for one stream whenever its state changes.

All of it is a cache of the log. Nothing else in the program writes these tables.
"""

import json
from collections.abc import Mapping
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
_FRAMES = TimeFrames()
_STREAM_TABLES = ("rec", "conflict", "submission", "review", "person_row", "household_row", "case_row")


def write(connection: Any, stream: str, state: State, *, pending: int) -> None:
    """Rewrite every read row of a stream from its state; the caller holds the transaction."""
    clear(connection, stream)
    connection.execute(
        "INSERT INTO stream (stream, heads, changes, pending) VALUES (?,?,?,?)",
        (stream, b"".join(state.heads), len(state.order), pending),
    )
    _write_records(connection, stream, state)
    _write_facts(connection, stream, state)
    family = kinds.family(stream)
    if family == kinds.HOUSEHOLD:
        _write_household(connection, stream, state)
    elif family == kinds.CASE:
        _write_case(connection, stream, state)


def clear(connection: Any, stream: str) -> None:
    """Take every read row of a stream away."""
    connection.execute(
        "DELETE FROM search WHERE rowid IN (SELECT id FROM search_entry WHERE stream = ?)", (stream,)
    )
    connection.execute("DELETE FROM search_entry WHERE stream = ?", (stream,))
    for table in ("stream", *_STREAM_TABLES):
        connection.execute(f"DELETE FROM {table} WHERE stream = ?", (stream,))  # noqa: S608 - our own names


def _write_records(connection: Any, stream: str, state: State) -> None:
    rows = []
    for name, record in state.records.items():
        meta = 2 * state.is_deleted(name) + state.is_flagged(name)
        rows.append((stream, name, record.kind, _json(projection.document(state, name)), meta))
    connection.executemany("INSERT INTO rec (stream, rec, kind, doc, meta) VALUES (?,?,?,?,?)", rows)
    connection.executemany(
        "INSERT INTO conflict (stream, rec, kind, field, candidates) VALUES (?,?,?,?,?)",
        [
            (
                *(stream, name, state.records[name].kind, field),
                pack([[one.value, one.actor, one.wall_ms, one.change] for one in candidates]),
            )
            for name, field, candidates in state.conflicts()
        ],
    )


def _write_facts(connection: Any, stream: str, state: State) -> None:
    submitted = []
    for one in state.facts.values():
        body = projection.decoded(one.body) or {}
        submitted.append((one.hash, stream, one.kind, _word(body, "on"), one.actor, one.device))
    connection.executemany(
        "INSERT INTO submission (h, stream, kind, on_day, actor, device) VALUES (?,?,?,?,?,?)",
        submitted,
    )
    decided = []
    for review in state.reviews.values():
        body = projection.decoded(review.body) or {}
        decision, on = _word(body, "decision"), _word(body, "on")
        decided.append((review.hash, review.about, stream, decision, on, review.actor, review.device))
    connection.executemany(
        "INSERT INTO review (h, about, stream, decision, on_day, actor, device) VALUES (?,?,?,?,?,?,?)",
        decided,
    )


def _word(body: Mapping[str, Any], name: str) -> str:
    value = body.get(name)
    return value if isinstance(value, str) else ""


def _json(document: Any) -> str:
    return json.dumps(document, sort_keys=True, ensure_ascii=False, separators=(",", ":"), default=repr)


def display_name(person: Person) -> str:
    """Return surname, name and patronymic, as lists show them."""
    return " ".join(part for part in (person.surname, person.name, person.patronymic) if part)


def _write_household(connection: Any, stream: str, state: State) -> None:
    household = projection.first(state, Household)
    people = projection.records(state, Person)
    papers: dict[str, list[str]] = {}
    for paper in projection.records(state, Document):
        papers.setdefault(paper.person, []).append(paper.number)
    rows = []
    for person in people:
        name = display_name(person)
        rows.append(
            (
                *(person.id, stream, name, text.sort_key(name), str(person.sex), person.birth),
                *(str(person.kinship), person.phone),
            )
        )
        words = text.search_text(name, person.former_surname)
        index(connection, stream, "person", person.id, words, person.phone, *papers.get(person.id, ()))
    connection.executemany("INSERT INTO person_row VALUES (?,?,?,?,?,?,?,?)", rows)
    head = _head(people)
    name = display_name(head) if head else ""
    if household is not None:
        connection.execute(
            "INSERT INTO household_row VALUES (?,?,?,?,?,?,?)",
            (
                stream,
                name,
                text.sort_key(name),
                household.place,
                household.address,
                len(people),
                _changed_at(state),
            ),
        )
        words = text.search_text(household.address, household.landmark)
        index(connection, stream, "household", stream, words, household.phone)
    _refresh_cases(connection, stream)


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


def _write_case(connection: Any, stream: str, state: State) -> None:
    file = projection.case_file(state, None)
    if file is None:
        return
    case = file.case
    number = case_number(case.id)
    conflicts = sum(1 for _ in state.conflicts()) + sum(state.is_flagged(name) for name in state.records)
    connection.execute(
        f"INSERT INTO case_row VALUES ({','.join('?' * 25)})",  # noqa: S608 - a count of our own
        (
            *(stream, number, case.client, case.household),
            *_client(connection, case.client, case.household),
            *_course(file, case, due(file, _FRAMES)),
            *(conflicts, _review_state(file), len(done_steps(file)), _changed_at(state)),
        ),
    )
    index(connection, stream, "case", stream, "", number.replace("-", ""), number)


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


def index(connection: Any, stream: str, kind: str, ref: str, words: str, *exact: str) -> None:
    """Make something findable by folded `words`, and by numbers as they are written."""
    found = " ".join((words, *(part.casefold() for part in exact if part))).strip()
    if found:
        cursor = connection.execute(
            "INSERT INTO search_entry (stream, kind, ref) VALUES (?,?,?)", (stream, kind, ref)
        )
        connection.execute("INSERT INTO search (rowid, words) VALUES (?,?)", (cursor.lastrowid, found))


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
