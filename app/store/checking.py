"""Looking for damage: both databases page by page, every file against its name, the audit against its chain."""

from app.store import DamagedDatabase, DamagedFile, attachments, audit, database
from app.store.vault import Vault


def problems(vault: Vault) -> list[str]:
    """Return what is wrong, in words without anybody's name; an empty list is a whole vault."""
    found = database.problems(vault.connection)
    if audit.broken_at(vault) is not None:
        found.append("audit")
    return found + _in_files(vault)


def _in_files(vault: Vault) -> list[str]:
    if vault.files is None:
        return ["attachments"]
    found = [f"attachments: {line}" for line in database.problems(vault.files)]
    vault.open_files()  # after a page that does not hold, a connection says no more
    try:
        with attachments.reading(vault) as files:
            names = [row[0].hex() for row in files.execute("SELECT h FROM file ORDER BY id")]
    except DamagedDatabase:
        return [*found, "attachments"]
    return found + [f"file {name[:8]}" for name in names if not _is_whole(vault, name)]


def _is_whole(vault: Vault, name: str) -> bool:
    try:
        attachments.get(vault, name)
    except DamagedFile:
        return False
    return True
