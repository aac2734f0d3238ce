"""What was sent and taken in, and how a vault stands with its centre."""

from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from typing import Any

from app.store import DamagedDatabase, attachments, log
from app.store.header import Role
from app.store.vault import Vault
from app.sync import enrol
from app.sync.manifest import Manifest

WHOLE, PARTLY = "whole", "partly"


def list_bundle(
    connection: Any,
    direction: str,
    device: str,
    manifest: Manifest,
    hash_: str,
    at: int,
    changes: int,
    size: int,
    state: str = WHOLE,
) -> None:
    """Write one line into the list of bundles; `state` is `PARTLY` when files of it were cut off or damaged."""
    connection.execute(
        "INSERT OR REPLACE INTO bundle (direction, device, sequence, hash, at, changes, size, state) VALUES (?,?,?,?,?,?,?,?)",
        (direction, device, manifest.sequence, hash_, at, changes, size, state),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class BundleLine:
    """One line of the list of bundles: `direction` "in" or "out", the other side's name, time in UTC milliseconds."""

    direction: str
    name: str
    sequence: int
    at: int
    changes: int
    size: int


def bundles(vault: Vault, limit: int = 100) -> list[BundleLine]:
    """Return the newest bundles sent and taken in."""
    rows = vault.connection.execute(
        "SELECT b.direction, COALESCE(p.name, ''), b.sequence, b.at, b.changes, b.size FROM bundle b"
        " LEFT JOIN peer p ON p.device = b.device ORDER BY b.id DESC LIMIT ?",
        (limit,),
    )
    return [BundleLine(direction=d, name=n, sequence=s, at=a, changes=c, size=z) for d, n, s, a, c, z in rows]


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How this vault stands with its centre: what is not confirmed there yet, and the last receipt (ISO instant or "").

    `files` are those the centre asked for that are here.
    """

    enrolled: bool
    centre: str
    undelivered: int
    receipt_up_to: str
    last_sent_at: int
    files: int = 0


def delivery(vault: Vault) -> Delivery:
    """Return how this vault stands with its centre."""
    device = vault.meta("centre")
    found = enrol.peer(vault, device) if device else None
    theirs = found.have if found else {}
    undelivered = 0 if vault.role is Role.CENTRE else _undelivered(vault, theirs)
    last = vault.connection.execute(
        "SELECT COALESCE(MAX(at), 0) FROM bundle WHERE direction = 'out'"
    ).fetchone()[0]
    return Delivery(
        enrolled=bool(vault.meta("certificate")) or vault.role is Role.CENTRE,
        centre=found.name if found else "",
        undelivered=undelivered,
        receipt_up_to=vault.meta("receipt_up_to"),
        last_sent_at=int(last),
        files=_asked_for(vault, found.want if found else ()),
    )


def _asked_for(vault: Vault, wanted: Iterable[bytes]) -> int:
    with suppress(DamagedDatabase):
        return sum(attachments.find(vault, digest) is not None for digest in wanted)
    return 0


def _undelivered(vault: Vault, theirs: Mapping[str, tuple[bytes, ...]]) -> int:
    behind = log.behind(vault.connection, theirs, None)
    fresh = [name for name in behind if not theirs.get(name)]
    sizes = dict(vault.connection.execute("SELECT stream, changes FROM stream").fetchall()) if fresh else {}
    known = sum(_lacking(vault, name, theirs[name]) for name in behind if theirs.get(name))
    return known + sum(int(sizes.get(name, 0)) for name in fresh)


def _lacking(vault: Vault, stream: str, heads: Iterable[bytes]) -> int:
    state = vault.state(stream)
    known = 0
    for head in heads:
        place = state.index.get(head)
        known |= state.seen[place] if place is not None else 0
    return len(state.order) - known.bit_count()
