"""Backups that make themselves: once a day, and before an import; kept beside the vault, encrypted like it."""

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

from app.store import DiskFull, audit, backup, backup_set, header_file, sweeping
from app.store.backup_set import Backup, Reason
from app.store.vault import Vault

NIGHTLY = timedelta(hours=20)
BEFORE_IMPORT = timedelta(hours=12)


def place(vault: Vault) -> Path:
    """Return the folder of the vault's own backups."""
    return vault.directory / header_file.BACKUPS


def last(vault: Vault) -> datetime | None:
    """Return the instant (UTC) of the newest backup."""
    made = backup_set.listed(place(vault))
    return made[-1].made if made else None


def if_older(vault: Vault, age: timedelta, reason: Reason) -> Backup | None:
    """Make a backup when the newest one is older than `age`; return it, or None when none was needed.

    Raises:
        BackupFailed, DiskFull, DiskTrouble, DamagedDatabase: the vault itself is as it was.
    """
    now = datetime.fromtimestamp(vault.clock() / 1000, UTC)
    newest = last(vault)
    if newest is not None and newest <= now < newest + age:
        return None
    return make(vault, now, reason)


def make(vault: Vault, now: datetime, reason: Reason) -> Backup:
    """Make a backup beside the vault, note it, and sweep out the files that nothing refers to. Raises as `if_older`."""
    made = backup.make(vault.directory, vault.dek, place(vault), now=now, reason=reason)
    audit.note(vault, audit.Event.BACKED_UP, reason=str(reason))
    with suppress(DiskFull):  # deleting takes room for a moment; tomorrow will do
        sweeping.sweep(vault)
    return made
