"""What goes into a bundle is recomputed from what the other side last said it has."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app import __version__
from app.changes.change import SCHEMA
from app.models import kinds
from app.store import audit, log
from app.store.audit_chain import Anchor
from app.store.header import Role
from app.store.vault import Vault
from app.sync import bundle, enclosing, enrol, ledger, payloads, vouching
from app.sync.bundle import Written
from app.sync.enrol import NoCentre, NotEnrolled, Peer
from app.sync.gatekeeping import owners_of
from app.sync.manifest import Manifest
from app.sync.parts import Part, PartKind
from app.sync.payloads import Decision
from app.sync.receipt import Receipt
from app.sync.trust import CentreCard

APPLICATION = f"goldaw/{__version__}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A bundle that lies on its stick: its number, how many changes and files it carries, its size in bytes.

    `files_left` counts files that had no room in it or could not be read; they go when they are asked for again.
    """

    sequence: int
    changes: int
    size: int
    files: int = 0
    files_left: int = 0


def export(vault: Vault, target: Path, *, to: str | None = None) -> Sent:
    """Write what the other side lacks as a bundle at `target`: a worker to its centre, a centre to the device `to`.

    Raises: NoCentre, UnknownDevice, NameTaken, NoRoom, BadMedium, TooLarge, DiskFull.
    """
    other = _addressee(vault, to)
    number = _next_number(vault, other.device)
    scope = _scope(vault, other)
    outline = Manifest(
        device=vault.device_id,
        replica=_replica(vault),
        sequence=number,
        previous=other.hash_out or None,
        created=_now(vault),
        recipients=_recipients(vault, other),
        audit=_anchor(vault),
        application=APPLICATION,
        schema=SCHEMA,
        have=log.have(vault.connection, scope),
        want=enclosing.missing(vault, scope, number),
    )
    bodies = list(log.missing_everywhere(vault.connection, other.have, scope))
    enclosed = enclosing.enclose(vault, bodies, other.want, scope)
    # Files come last, so that of a bundle that was cut off on its way the records are whole.
    content = itertools.chain(
        payloads.framed(PartKind.CHANGES, bodies),
        _word_of_centre(vault, other, scope),
        enclosed.parts(vault),
    )
    written = bundle.write(target, content, keys=enrol.device_keys(vault), outline=outline)
    _sent(vault, other, written, len(bodies))
    audit.note(vault, audit.Event.EXPORTED, reason=f"bundle {number}")
    return Sent(
        sequence=number,
        changes=len(bodies),
        size=written.size,
        files=enclosed.went,
        files_left=enclosed.left,
    )


def _addressee(vault: Vault, to: str | None) -> Peer:
    device = to or vault.meta("centre")
    found = enrol.peer(vault, device) if device else None
    if found is None:
        raise NoCentre if vault.role is not Role.CENTRE else NotEnrolled
    return found


def _next_number(vault: Vault, device: str) -> int:
    # Taken before the file is written: a number is never given twice, and a gap harms nobody.
    with vault.transaction() as connection:
        connection.execute("UPDATE peer SET sequence_out = sequence_out + 1 WHERE device = ?", (device,))
        return int(
            connection.execute("SELECT sequence_out FROM peer WHERE device = ?", (device,)).fetchone()[0]
        )


def _replica(vault: Vault) -> str:
    row = vault.connection.execute(
        "SELECT id FROM replica ORDER BY began_at DESC, rowid DESC LIMIT 1"
    ).fetchone()
    return str(row[0])


def _now(vault: Vault) -> datetime:
    return datetime.fromtimestamp(vault.clock() // 1000, UTC)


def _anchor(vault: Vault) -> Anchor:
    row = vault.connection.execute("SELECT COUNT(*), MAX(id) FROM audit").fetchone()
    if not row[0]:
        return Anchor(count=0, mac=bytes(32))
    mac = vault.connection.execute("SELECT mac FROM audit WHERE id = ?", (row[1],)).fetchone()[0]
    return Anchor(count=row[0], mac=mac)


def _recipients(vault: Vault, other: Peer) -> tuple[str, ...]:
    if other.role == enrol.CENTRE:
        return CentreCard.open(other.card.encode()).recipients
    found = enrol.sender(vault, other.device)
    if found is None or isinstance(found, CentreCard):
        raise NoCentre
    return (found.card.recipient,)


def _scope(vault: Vault, other: Peer) -> set[str] | None:
    """Return the streams the other side may have: all for the centre; for a worker his own cases and what he gave us."""
    if other.role == enrol.CENTRE:
        return None
    rows = vault.connection.execute(
        "SELECT stream, household FROM case_row WHERE owner = ?", (other.staff,)
    ).fetchall()
    own = {stream for stream, _ in rows}
    homes = {f"{kinds.HOUSEHOLD}:{household}" for _, household in rows}
    given = {stream for stream in other.have if _worked_on(vault, stream, other.staff)}
    return own | homes | given | {kinds.STAFF, kinds.DIRECTORY}


def _worked_on(vault: Vault, stream: str, staff: str) -> bool:
    """Tell whether that member of staff wrote in a stream or was responsible for it: to say one has it is not enough."""
    return any(actor == staff for actor, _ in vault.state(stream).authors) or staff in owners_of(
        vault, stream
    )


def _word_of_centre(vault: Vault, other: Peer, scope: set[str] | None) -> Iterator[Part]:
    if vault.role is not Role.CENTRE:
        yield from payloads.framed(PartKind.RECEIPTS, vouching.kept(vault))
        return
    keys = enrol.device_keys(vault)
    row = vault.connection.execute(
        "SELECT MAX(at) FROM bundle WHERE direction = 'in' AND device = ?", (other.device,)
    ).fetchone()
    if row[0]:
        receipt = Receipt(
            centre=vault.device_id,
            device=other.device,
            up_to=datetime.fromtimestamp(row[0] // 1000, UTC),
            sequence=other.sequence_in,
            heads=log.have(vault.connection, scope),
        )
        yield from payloads.framed(PartKind.RECEIPTS, [receipt.sign(keys)])
    kept = vault.connection.execute(
        "SELECT h, reason FROM quarantine WHERE device = ? ORDER BY h", (other.device,)
    ).fetchall()
    if kept:
        yield payloads.decisions([Decision(subject=hash_, reason=reason) for hash_, reason in kept])
    if other.certificate:
        trusted = [other.certificate.encode()]
        if revoked := vault.meta("revocations"):
            trusted.append(revoked.encode())
        yield from payloads.framed(PartKind.TRUST, trusted)


def _sent(vault: Vault, other: Peer, written: Written, changes: int) -> None:
    with vault.transaction() as connection:
        connection.execute("UPDATE peer SET hash_out = ? WHERE device = ?", (written.digest, other.device))
        ledger.list_bundle(
            connection,
            "out",
            other.device,
            written.manifest,
            written.digest,
            vault.clock(),
            changes,
            written.size,
        )
