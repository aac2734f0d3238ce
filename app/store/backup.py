"""Backups that were read back before they counted, and restoring one beside the old vault.

A place (`backups/` in the vault, or a folder on a stick) belongs to one vault: a folder per backup with its cases,
`attachments.db` with the files of all of them, and `vault.json`, the newest header, so that the place alone and the password
give everything back.
"""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from app.store import (
    BackupFailed,
    DamagedBackup,
    DamagedDatabase,
    backup_files,
    blobs,
    database,
    durable,
    header_file,
    keys,
    retention,
)
from app.store.backup_set import (
    MANIFEST,
    Backup,
    Copy,
    Manifest,
    Reason,
    checked,
    digest,
    folder_name,
    listed,
    read,
    written,
)
from app.store.database import Connection
from app.store.header_file import Header

__all__ = ["DATABASES", "Backup", "Reason", "Restored", "checked", "listed", "make", "prune", "restore"]

CASES = "cases.db"
DATABASES: dict[str, keys.Purpose] = {CASES: "db", blobs.NAME: "attachments"}
_PARTIAL = ".partial"
_TRIES = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Restored:
    """A vault in a new folder. It must open a new replica id: the old one may have sent what this one forgot."""

    directory: Path
    needs_new_replica: bool


def make(vault: Path, dek: bytes, place: Path, *, now: datetime, reason: Reason = Reason.NIGHTLY) -> Backup:
    """Copy the vault's cases and its new files to `place`, read the copies back, then let the oldest go.

    Opens its own connections; the vault may stay open. `now` is an aware instant.

    Raises:
        BackupFailed, DamagedBackup (the place is another vault's), DamagedDatabase, DiskFull, DiskTrouble
    """
    header = header_file.read(vault).header
    _claim(place, header)
    before = listed(place)
    work = place / _PARTIAL
    with durable.fresh_folder(work), durable.told_apart():
        copies = tuple(
            _copied(
                vault / name, work / name, keys.derive(dek, DATABASES[name]), _previous(before, dek, name)
            )
            for name in (CASES,)
            if (vault / name).exists()
        )
        made = _free_instant(place, now)
        manifest = Manifest(
            vault_id=header.vault_id, made=made, reason=reason, copies=copies, anchor=header.anchor
        )
        durable.write_synced(work / MANIFEST, written(manifest, dek))
        durable.sync_folder(work)
        durable.replace(place / header_file.NAME, header_file.written(header))
        finished = Backup(path=work.rename(place / folder_name(made)), made=made)
        durable.sync_folder(place)
    prune(place)
    # The cases are safe whatever comes of the files, which are many more bytes and have been copied on the days before.
    backup_files.keep(vault, dek, place, now=made, oldest=listed(place)[0].made)
    return finished


def prune(place: Path) -> list[Backup]:
    """Remove the backups that retention lets go, and return them."""
    backups = listed(place)
    stay = retention.kept(backup.made for backup in backups)
    gone = [backup for backup in backups if backup.made not in stay]
    with durable.told_apart():
        for backup in gone:
            shutil.rmtree(backup.path)
    return gone


def restore(backup: Backup, dek: bytes, directory: Path) -> Restored:
    """Put a backup into a new folder; nothing that exists is touched.

    The newest header at the place opens it (`header.unlock(backup.path.parent, …)` gives `dek`), with the audit anchor of
    the backup's time.

    Raises:
        DamagedBackup, FileExistsError, DiskFull, DiskTrouble
    """
    if directory.exists():
        raise FileExistsError(directory.name)
    manifest, header = checked(backup, dek), header_file.read(backup.path.parent).header
    if header.vault_id != manifest.vault_id:
        raise DamagedBackup
    work = directory.with_name(directory.name + _PARTIAL)
    with durable.fresh_folder(work), durable.told_apart():
        for copy in manifest.copies:
            shutil.copyfile(backup.path / copy.name, work / copy.name)
            durable.sync_file(work / copy.name)
            if _counts_of_copy(work / copy.name, keys.derive(dek, DATABASES[copy.name])) is None:
                raise DamagedBackup
        if not (work / blobs.NAME).exists() and (backup.path.parent / blobs.NAME).exists():
            # Damaged files do not keep anybody from the cases; what is missing is asked for with the next bundles.
            with suppress(DamagedDatabase):
                backup_files.copy(backup.path.parent, work, dek)
        header_file.write_sealed(work, header, dek, anchor=manifest.anchor)
        work.rename(directory)
        durable.sync_folder(directory.parent)
    return Restored(directory=directory, needs_new_replica=True)


def _claim(place: Path, header: Header) -> None:
    with durable.told_apart():
        place.mkdir(parents=True, exist_ok=True)
    if (place / header_file.NAME).exists() and header_file.read(place).header.vault_id != header.vault_id:
        raise DamagedBackup


def _free_instant(place: Path, now: datetime) -> datetime:
    while (place / folder_name(now)).exists():
        now += timedelta(seconds=1)
    return now


def _previous(backups: list[Backup], dek: bytes, name: str) -> tuple[Path, Copy] | None:
    """The newest backup's copy of a database, if its manifest holds."""
    try:
        manifest = read(backups[-1], dek)
    except (IndexError, DamagedBackup):
        return None
    return next(((backups[-1].path / name, copy) for copy in manifest.copies if copy.name == name), None)


def _copied(source: Path, target: Path, key: bytes, previous: tuple[Path, Copy] | None) -> Copy:
    connection = database.open_encrypted(source, key, create=False)
    try:
        with database.told_apart():
            origin = digest(source) if _emptied_log(connection) else ""
            if previous is None or not _linked(origin, previous, target):
                _vacuumed(connection, target, key)
    finally:
        connection.close()
    durable.sync_file(target)
    return Copy(name=target.name, size=target.stat().st_size, digest=digest(target), source=origin)


def _emptied_log(connection: Connection) -> bool:
    """Bring the log into the file; False when somebody is reading, which is no trouble: the copy is then made afresh."""
    connection.execute("PRAGMA busy_timeout = 0")
    busy = bool(connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0])
    connection.execute(f"PRAGMA busy_timeout = {database.BUSY_SECONDS * 1000}")
    return not busy


def _linked(origin: str, previous: tuple[Path, Copy], target: Path) -> bool:
    """Use the previous copy again when the database has not changed since."""
    path, copy = previous
    if not origin or copy.source != origin or not path.is_file() or digest(path) != copy.digest:
        return False
    try:
        os.link(path, target)
    except OSError:  # a stick's file system has no links
        shutil.copyfile(path, target)
    return True


def _vacuumed(connection: Connection, target: Path, key: bytes) -> None:
    for _ in range(_TRIES):
        before = _counts(connection)
        with database.attach_allowed(connection):
            connection.execute("VACUUM INTO ?", (str(target),))
        copied = _counts_of_copy(target, key)
        if copied is None:
            raise BackupFailed
        if copied == before:
            return
        target.unlink()  # somebody saved meanwhile: once more
    raise BackupFailed


def _counts_of_copy(path: Path, key: bytes) -> dict[str, int] | None:
    """Reopen a copy and return its row counts, or None when it is not whole."""
    try:
        connection = database.open_encrypted(path, key, create=False)
    except DamagedDatabase:
        return None
    try:
        return None if database.problems(connection) else _counts(connection)
    finally:
        connection.close()


def _counts(connection: Connection) -> dict[str, int]:
    tables = connection.execute(
        "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0"
    ).fetchall()
    return {name: _count(connection, name) for (name,) in tables}


def _count(connection: Connection, table: str) -> int:
    quoted = table.replace('"', '""')
    return int(connection.execute(f'SELECT count(*) FROM "{quoted}"').fetchone()[0])  # noqa: S608 - from the schema
