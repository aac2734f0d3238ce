"""Unfinished forms: every answer is kept in the vault as it is given, on this laptop only, until the form is finished."""

from dataclasses import dataclass

from app.store import ballast
from app.store.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A form somebody has begun. `key` names it, `body` holds its answers, `changed_at` is UTC milliseconds."""

    key: str
    stream: str
    changed_at: int
    body: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class FormKey:
    """What the draft of a form is about: stream, form, and the hash (hex) of what it corrects, "" for nothing."""

    stream: str
    form: str
    corrects: str = ""

    def __str__(self) -> str:
        """Return the key of the draft."""
        return "/".join(part for part in (self.stream, self.form, self.corrects) if part)


def form_key(key: str) -> FormKey | None:
    """Return what the draft of a form is about, from its key; None for other drafts."""
    stream, _, rest = key.partition("/")
    form, _, corrects = rest.partition("/")
    return FormKey(stream=stream, form=form, corrects=corrects) if form else None


def keep(vault: Vault, key: str, stream: str, body: bytes) -> int:
    """Keep a draft in the place of its older self; it is durable when this returns. Returns the time (UTC ms)."""
    at = vault.clock()

    def save() -> int:
        with vault.transaction() as connection:
            connection.execute(
                "INSERT OR REPLACE INTO draft (key, stream, changed_at, body) VALUES (?,?,?,?)",
                (key, stream, at, body),
            )
        return at

    return ballast.once_more(vault.directory, save)


def drop(vault: Vault, key: str) -> None:
    """Throw a draft away: its form is finished, or was given up on purpose."""
    with vault.transaction() as connection:
        connection.execute("DELETE FROM draft WHERE key = ?", (key,))


def get(vault: Vault, key: str) -> Draft | None:
    """Return one draft."""
    rows = _rows(vault, "WHERE key = ?", (key,))
    return rows[0] if rows else None


def of(vault: Vault, stream: str | None = None) -> list[Draft]:
    """Return the drafts of one stream or of all, the newest first."""
    return _rows(vault, "WHERE ?1 IS NULL OR stream = ?1 ORDER BY changed_at DESC", (stream,))


def _rows(vault: Vault, where: str, values: tuple[str | None, ...]) -> list[Draft]:
    rows = vault.connection.execute(f"SELECT key, stream, changed_at, body FROM draft {where}", values)  # noqa: S608
    return [Draft(key=key, stream=stream, changed_at=at, body=body) for key, stream, at, body in rows]
