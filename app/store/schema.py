"""The tables of `cases.db`, made and changed by numbered steps; a file of a newer version is refused.

`change`, `edge`, `file_ref`, `replica`, `peer`, `bundle`, `quarantine`, `draft`, `meta`, `audit` hold what cannot be made
again. All others are a cache of the log: `CACHE` names them, `rebuild` drops and refolds them.
"""

from collections.abc import Callable, Sequence
from typing import Any

from sqlite_utils import Database

from app.store import NewerVault, references

_LOG = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value) WITHOUT ROWID;
CREATE TABLE change (
    id INTEGER PRIMARY KEY, h BLOB NOT NULL UNIQUE, stream TEXT NOT NULL, replica TEXT NOT NULL, n INTEGER NOT NULL,
    wall INTEGER NOT NULL, schema INTEGER NOT NULL, received_at INTEGER NOT NULL, bundle TEXT, status INTEGER NOT NULL,
    body BLOB NOT NULL
);
CREATE INDEX change_stream ON change (stream, id);
CREATE INDEX change_waiting ON change (status, stream) WHERE status <> 0;
CREATE TABLE edge (h BLOB NOT NULL, parent BLOB NOT NULL);
CREATE INDEX edge_parent ON edge (parent);
CREATE TABLE replica (id TEXT PRIMARY KEY, n INTEGER NOT NULL, began_at INTEGER NOT NULL, why TEXT NOT NULL);
CREATE TABLE peer (
    device TEXT PRIMARY KEY, role TEXT NOT NULL, staff TEXT NOT NULL, name TEXT NOT NULL, place TEXT NOT NULL,
    card TEXT NOT NULL, certificate TEXT, have BLOB, sequence_in INTEGER NOT NULL DEFAULT 0, hash_in TEXT,
    sequence_out INTEGER NOT NULL DEFAULT 0, hash_out TEXT, revoked TEXT
);
CREATE TABLE bundle (
    id INTEGER PRIMARY KEY, direction TEXT NOT NULL, device TEXT NOT NULL, sequence INTEGER NOT NULL, hash TEXT NOT NULL,
    at INTEGER NOT NULL, changes INTEGER NOT NULL, size INTEGER NOT NULL, state TEXT NOT NULL
);
CREATE UNIQUE INDEX bundle_hash ON bundle (direction, hash);
CREATE TABLE quarantine (h BLOB PRIMARY KEY, reason TEXT NOT NULL, bundle TEXT, device TEXT, at INTEGER NOT NULL);
CREATE TABLE draft (key TEXT PRIMARY KEY, stream TEXT NOT NULL, changed_at INTEGER NOT NULL, body BLOB NOT NULL);
CREATE INDEX draft_stream ON draft (stream);
CREATE TABLE audit (
    id INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor TEXT NOT NULL, what TEXT NOT NULL, stream TEXT NOT NULL,
    reason TEXT NOT NULL, mac BLOB NOT NULL
);
"""

_CACHE = """
CREATE TABLE stream (stream TEXT PRIMARY KEY, heads BLOB NOT NULL, changes INTEGER NOT NULL, pending INTEGER NOT NULL);
CREATE TABLE rec (stream TEXT NOT NULL, rec TEXT NOT NULL, kind TEXT NOT NULL, doc TEXT NOT NULL, meta INTEGER NOT NULL,
    PRIMARY KEY (stream, rec)) WITHOUT ROWID;
CREATE TABLE conflict (stream TEXT NOT NULL, rec TEXT NOT NULL, kind TEXT NOT NULL, field TEXT NOT NULL,
    candidates BLOB NOT NULL, PRIMARY KEY (stream, rec, field)) WITHOUT ROWID;
CREATE TABLE submission (h BLOB NOT NULL, stream TEXT NOT NULL, kind TEXT NOT NULL, on_day TEXT NOT NULL,
    actor TEXT NOT NULL, device TEXT NOT NULL, PRIMARY KEY (stream, h)) WITHOUT ROWID;
CREATE TABLE review (h BLOB NOT NULL, about BLOB NOT NULL, stream TEXT NOT NULL, decision TEXT NOT NULL,
    on_day TEXT NOT NULL, actor TEXT NOT NULL, device TEXT NOT NULL, PRIMARY KEY (stream, h)) WITHOUT ROWID;
CREATE TABLE person_row (
    id TEXT NOT NULL, stream TEXT NOT NULL, name TEXT NOT NULL, sort TEXT NOT NULL, sex TEXT NOT NULL, birth TEXT NOT NULL,
    kinship TEXT NOT NULL, phone TEXT NOT NULL, PRIMARY KEY (stream, id)
) WITHOUT ROWID;
CREATE TABLE household_row (
    stream TEXT PRIMARY KEY, name TEXT NOT NULL, sort TEXT NOT NULL, place TEXT NOT NULL, address TEXT NOT NULL,
    members INTEGER NOT NULL, changed_at INTEGER NOT NULL
);
CREATE INDEX household_sort ON household_row (sort);
CREATE TABLE case_row (
    stream TEXT PRIMARY KEY, number TEXT NOT NULL, client TEXT NOT NULL, household TEXT NOT NULL, name TEXT NOT NULL,
    sort TEXT NOT NULL, birth TEXT NOT NULL, sex TEXT NOT NULL, place TEXT NOT NULL, step TEXT NOT NULL, risk TEXT NOT NULL,
    danger INTEGER NOT NULL, need TEXT NOT NULL, due TEXT NOT NULL, due_on TEXT NOT NULL, owner TEXT NOT NULL,
    restricted INTEGER NOT NULL, opened TEXT NOT NULL, closed TEXT NOT NULL, last_visit TEXT NOT NULL,
    next_visit TEXT NOT NULL, conflicts INTEGER NOT NULL, review TEXT NOT NULL, done INTEGER NOT NULL,
    changed_at INTEGER NOT NULL
);
CREATE INDEX case_sort ON case_row (closed, sort);
CREATE INDEX case_due ON case_row (closed, danger, due_on);
CREATE INDEX case_client ON case_row (client);
CREATE INDEX case_household ON case_row (household);
CREATE INDEX case_number ON case_row (number);
CREATE INDEX case_review ON case_row (review) WHERE review <> '';
CREATE TABLE search_entry (id INTEGER PRIMARY KEY, stream TEXT NOT NULL, kind TEXT NOT NULL, ref TEXT NOT NULL);
CREATE INDEX search_entry_stream ON search_entry (stream);
CREATE VIRTUAL TABLE search USING fts5(words, content='', contentless_delete=1, prefix='1 2 3', detail=none);
"""

_FILES = """
CREATE TABLE file_ref (digest BLOB NOT NULL, stream TEXT NOT NULL, type TEXT NOT NULL,
    PRIMARY KEY (digest, stream)) WITHOUT ROWID;
ALTER TABLE peer ADD COLUMN want BLOB;
"""

CACHE = (
    *("stream", "rec", "conflict", "submission", "review"),
    *("person_row", "household_row", "case_row", "search_entry", "search"),
)


def _make_everything(connection: Any) -> None:
    run(connection, _LOG)
    run(connection, _CACHE)


def _know_files(connection: Any) -> None:
    """Say which streams refer to which files, and keep which files a peer asked for."""
    run(connection, _FILES)
    references.read_log(connection)


def run(connection: Any, script: str) -> None:
    """Run the statements of a script inside whatever transaction is open."""
    # Not executescript: that commits whatever transaction is open.
    for statement in script.split(";\n"):
        if statement.strip():
            connection.execute(statement)


STEPS: tuple[Callable[[Any], None], ...] = (_make_everything, _know_files)
VERSION = len(STEPS)


def migrate(connection: Any, steps: Sequence[Callable[[Any], None]] = STEPS) -> int:
    """Bring a file to this version, one atomic step at a time; return how many steps were taken.

    Raises:
        NewerVault: the file is of a newer version; nothing was touched.
    """
    found = connection.execute("PRAGMA user_version").fetchone()[0]
    if found > len(steps):
        raise NewerVault(format=found)
    database = Database(connection)
    for number in range(found, len(steps)):
        with database.atomic():
            steps[number](connection)
            connection.execute(f"PRAGMA user_version = {number + 1}")
    return int(len(steps) - found)


def drop_cache(connection: Any) -> None:
    """Drop and make again every table that is a cache of the log; call it inside a transaction."""
    for table in CACHE:
        connection.execute(f"DROP TABLE {table}")
    run(connection, _CACHE)
