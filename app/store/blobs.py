"""`attachments.db`: the encrypted file of photographs, scans and form packages, each named by the hash of its content.

It stands beside `cases.db` under its own key, and a content is written and synced here before any change refers to it.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from app.store import database, durable, keys, schema
from app.store.database import Connection

NAME = "attachments.db"
# One photograph should not leave a log of its size behind, nor keep memory for pages that are seldom asked for twice.
_RULES = ("PRAGMA cache_size = -2000", "PRAGMA journal_size_limit = 4194304")

_FILES = """
CREATE TABLE file (
    id INTEGER PRIMARY KEY, h BLOB NOT NULL UNIQUE, sha256 BLOB NOT NULL, size INTEGER NOT NULL, type TEXT NOT NULL,
    kept_at INTEGER NOT NULL, body BLOB NOT NULL
);
CREATE INDEX file_sha256 ON file (sha256);
"""


def _make_files(connection: Any) -> None:
    schema.run(connection, _FILES)


STEPS: tuple[Callable[[Any], None], ...] = (_make_files,)


def opened(directory: Path, dek: bytes) -> Connection:
    """Open the vault's `attachments.db`, made when it is missing, and bring it to this version's tables.

    Raises:
        DamagedDatabase, DiskFull, DiskTrouble, NewerVault
    """
    path, key = directory / NAME, keys.derive(dek, "attachments")
    with durable.told_apart():
        if not path.exists():
            _make(path, key)
    connection = database.open_encrypted(path, key, create=False)
    try:
        with database.told_apart():
            for rule in _RULES:
                connection.execute(rule).fetchall()
            schema.migrate(connection, STEPS)
    except BaseException:
        connection.close()
        raise
    return connection


def _make(path: Path, key: bytes) -> None:
    """Make the file under another name first: it is there with its tables, or not at all."""
    fresh = path.with_name(path.name + ".new")
    _forget(fresh)
    try:
        connection = database.open_encrypted(fresh, key, create=True)
        try:
            with database.told_apart(), database.attach_allowed(connection):
                connection.execute("PRAGMA auto_vacuum = INCREMENTAL")  # what is swept gives its room back
                connection.execute("VACUUM")
                schema.migrate(connection, STEPS)
        finally:
            connection.close()
        durable.sync_file(fresh)
        fresh.rename(path)
    except BaseException:
        _forget(fresh)
        raise
    durable.sync_folder(path.parent)


def _forget(fresh: Path) -> None:
    for name in (fresh.name, f"{fresh.name}-wal", f"{fresh.name}-shm"):
        fresh.with_name(name).unlink(missing_ok=True)
