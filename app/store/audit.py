"""Who did what with the case files: a chain that shows any later change of it. No client's words are ever in it."""

from dataclasses import dataclass
from enum import StrEnum

from app.store import audit_chain, keys, wire
from app.store.vault import Vault


class Event(StrEnum):
    """What can stand in the audit."""

    UNLOCKED = "unlocked"
    LOCKED = "locked"
    FAILED_UNLOCK = "failed_unlock"
    OPENED_CASE = "opened_case"
    PRINTED = "printed"
    EXPORTED = "exported"
    IMPORTED = "imported"
    SEARCHED = "searched"
    PASSWORD = "password_changed"  # noqa: S105 - a word of the audit
    BACKED_UP = "backed_up"
    RESTORED = "restored"
    PLAIN_COPY = "plain_copy"
    APPROVED = "approved"
    ENROLLED = "enrolled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the audit; `stream` is "" when no file is meant."""

    at: int
    actor: str
    what: str
    stream: str
    reason: str


def _record(entry: Entry) -> bytes:
    return wire.canonical([entry.at, entry.actor, entry.what, entry.stream, entry.reason])


def note(vault: Vault, what: Event, *, stream: str = "", reason: str = "") -> None:
    """Add a line to the audit."""
    entry = Entry(at=vault.clock(), actor=vault.meta("staff"), what=str(what), stream=stream, reason=reason)
    key = keys.derive(vault.dek, "audit")
    with vault.transaction() as connection:
        row = connection.execute("SELECT mac FROM audit ORDER BY id DESC LIMIT 1").fetchone()
        mac = audit_chain.append(row[0] if row else audit_chain.GENESIS, key, _record(entry))
        connection.execute(
            "INSERT INTO audit (at, actor, what, stream, reason, mac) VALUES (?,?,?,?,?,?)",
            (entry.at, entry.actor, entry.what, entry.stream, entry.reason, mac),
        )


def entries(vault: Vault, *, stream: str | None = None, limit: int = 200) -> list[Entry]:
    """Return the newest lines of the audit, of one file or of all."""
    rows = vault.connection.execute(
        "SELECT at, actor, what, stream, reason FROM audit WHERE ?1 IS NULL OR stream = ?1 ORDER BY id DESC LIMIT ?2",
        (stream, limit),
    )
    return [Entry(at=a, actor=b, what=c, stream=d, reason=e) for a, b, c, d, e in rows]


def broken_at(vault: Vault) -> int | None:
    """Return the place of the first line that was changed afterwards, or None when the chain is whole."""
    rows = vault.connection.execute("SELECT at, actor, what, stream, reason, mac FROM audit ORDER BY id")
    chain = [(_record(Entry(at=a, actor=b, what=c, stream=d, reason=e)), mac) for a, b, c, d, e, mac in rows]
    return audit_chain.verify(chain, keys.derive(vault.dek, "audit"))
