"""The files of all backups at a place, in one `attachments.db`: a day adds what is new, however much there is already.

Files never change, so one copy serves every backup. What the vault no longer has stays as long as there is a backup from a
time when it had it.
"""

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from sqlite_utils import Database

from app.changes.change import digest
from app.store import BackupFailed, DamagedDatabase, blobs, database, durable, schema
from app.store.database import Connection

_CHECK_AFTER = timedelta(days=7)
_BATCH = 32 * 1024 * 1024  # bytes between two syncs
_COLUMNS = "h, sha256, size, type, kept_at, body"
_BOOKS = """
CREATE TABLE IF NOT EXISTS checked (at INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS gone (h BLOB PRIMARY KEY, at INTEGER NOT NULL) WITHOUT ROWID;
"""
_SELECT = f"SELECT {_COLUMNS} FROM file WHERE h = ?"  # noqa: S608 - our own names
Row = tuple[Any, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """How many files were copied, and how many could not be read."""

    files: int
    unread: int


def keep(vault: Path, dek: bytes, place: Path, *, now: datetime, oldest: datetime) -> None:
    """Bring the files of a place up to those of the vault and read the new ones back; once a week look at all of both.

    `oldest` is the instant of the oldest backup at the place.

    Raises:
        DamagedDatabase: the vault's own files are damaged; what could be read is kept.
        BackupFailed, DiskFull, DiskTrouble
    """
    if not (vault / blobs.NAME).exists():
        return
    due = _is_due(place, dek, now)
    copied = copy(vault, place, dek)
    with closing(blobs.opened(vault, dek)) as here:
        names = _names(here)
        damaged = copied.unread or (due and database.problems(here))
    with closing(blobs.opened(place, dek)) as there, database.told_apart():
        _note(there, names, now, oldest, checked=due)
    if damaged:
        raise DamagedDatabase


def copy(source: Path, target: Path, dek: bytes) -> Copied:
    """Copy the files that `target` lacks from one folder's `attachments.db` to another's, and read them back.

    Those that do not read are left out and counted.

    Raises:
        DamagedDatabase (one of the two does not open), BackupFailed, DiskFull, DiskTrouble
    """
    with closing(blobs.opened(target, dek)) as there, closing(_Source(source, dek)) as here:
        held = _names(there)
        lacking = [name for name in here.names() if name not in held]
        rows = here.rows(lacking)
        with database.told_apart():
            while _some_kept(there, rows):
                pass
    with closing(_Source(target, dek)) as again:
        if sum(1 for _ in again.rows(lacking)) != len(lacking) - here.unread:
            raise BackupFailed
    return Copied(files=len(lacking) - here.unread, unread=here.unread)


class _Source:
    """Files to be read one by one; after one that does not read, the next ones are read all the same."""

    def __init__(self, folder: Path, dek: bytes) -> None:
        self._folder, self._dek = folder, dek
        self._connection = blobs.opened(folder, dek)
        self.unread = 0

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def names(self) -> list[bytes]:
        """Return the names of all files, in the order in which they came."""
        with database.told_apart():
            return [name for (name,) in self._connection.execute("SELECT h FROM file ORDER BY id")]

    def rows(self, names: list[bytes]) -> Iterator[Row]:
        """Yield the rows of these files that read and are what their names say."""
        for name in names:
            if (row := self._row(name)) is not None:
                yield row
            else:
                self.unread += 1

    def _row(self, name: bytes) -> Row | None:
        try:
            with database.told_apart():
                found = self._connection.execute(_SELECT, (name,)).fetchone()
        except DamagedDatabase:
            self._connection.close()
            self._connection = blobs.opened(self._folder, self._dek)
            return None
        return found if found is not None and digest(found[-1]) == name else None


def _names(connection: Connection) -> set[bytes]:
    with database.told_apart():
        return {name for (name,) in connection.execute("SELECT h FROM file")}


def _some_kept(there: Connection, rows: Iterator[Row]) -> bool:
    """Keep rows up to the size of a batch in one transaction; return whether there were any."""
    size = 0
    with Database(there).atomic():
        for row in rows:
            there.execute(f"INSERT INTO file ({_COLUMNS}) VALUES (?,?,?,?,?,?)", row)  # noqa: S608 - our own names
            size += len(row[-1])
            if size >= _BATCH:
                break
    return size > 0


def _is_due(place: Path, dek: bytes, now: datetime) -> bool:
    """Tell whether it is time to look at everything; files of a place that are damaged are put aside to be made anew."""
    if not (place / blobs.NAME).exists():
        return True
    try:
        with closing(blobs.opened(place, dek)) as there, database.told_apart():
            schema.run(there, _BOOKS)
            checked = there.execute("SELECT MAX(at) FROM checked").fetchone()[0] or 0
            due = not 0 <= now.timestamp() - checked < _CHECK_AFTER.total_seconds()
            if not (due and database.problems(there)):
                return due
    except DamagedDatabase:
        pass
    with durable.told_apart():
        _put_aside(place / blobs.NAME)
    return True


def _put_aside(path: Path) -> None:
    """Keep the damaged file under another name: what is still good in it may be wanted some day."""
    for suffix in ("-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    path.replace(path.with_name(path.name + ".damaged"))
    durable.sync_folder(path.parent)


def _note(there: Connection, held: set[bytes], now: datetime, oldest: datetime, *, checked: bool) -> None:
    """Write down what the vault no longer has and since when, and let go what no backup can ask for any more."""
    schema.run(there, _BOOKS)
    gone = {name for (name,) in there.execute("SELECT h FROM gone")}
    with Database(there).atomic():
        at = int(now.timestamp())
        missing = [(name, at) for name in _names(there) - held - gone]
        there.executemany("INSERT INTO gone (h, at) VALUES (?,?)", missing)
        there.executemany("DELETE FROM gone WHERE h = ?", [(name,) for name in gone & held])
        there.execute(
            "DELETE FROM file WHERE h IN (SELECT h FROM gone WHERE at < ?)", (int(oldest.timestamp()),)
        )
        there.execute("DELETE FROM gone WHERE at < ?", (int(oldest.timestamp()),))
        if checked:
            there.execute("DELETE FROM checked")
            there.execute("INSERT INTO checked (at) VALUES (?)", (at,))
    there.execute("PRAGMA incremental_vacuum").fetchall()
