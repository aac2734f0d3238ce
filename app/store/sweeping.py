"""Files that nothing refers to go by themselves: a picture that was chosen and given up, what a failed import left behind."""

from app.store import attachments, references
from app.store.vault import Vault

# Between keeping a file and the draft or the save that speaks of it; far more than that takes.
GRACE_MS = 24 * 60 * 60 * 1000


def sweep(vault: Vault) -> int:
    """Delete the files older than a day that no change of the log, no draft and no stream refers to; return how many.

    Raises:
        DamagedDatabase, DiskFull, DiskTrouble: all files are still there.
    """
    with attachments.reading(vault) as files:
        old = files.execute(
            "SELECT h, sha256 FROM file WHERE kept_at < ?", (vault.clock() - GRACE_MS,)
        ).fetchall()
    gone = [named.hex() for named, other in old if not _needed(vault, named, other)]
    if gone:
        attachments.drop(vault, gone)
        with attachments.reading(vault) as files:
            files.execute("PRAGMA incremental_vacuum").fetchall()
    return len(gone)


def _needed(vault: Vault, *digests: bytes) -> bool:
    if references.type_of(vault.connection, *digests) is not None:
        return True
    spelled = [digest.hex().encode() for digest in digests]
    drafts = vault.connection.execute(
        "SELECT 1 FROM draft WHERE instr(body, ?) OR instr(body, ?) LIMIT 1", spelled
    )
    return drafts.fetchone() is not None
