"""Bundles between vaults: what to send is recomputed from what the other side last said it has; an import is one step."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import msgpack

from app import __version__
from app.changes.change import SCHEMA, Change, MalformedChange, NewerChange, digest, parse
from app.changes.operation import Code
from app.models import kinds
from app.store import audit, durable, log, routine
from app.store.audit_chain import Anchor
from app.store.backup_set import Reason
from app.store.header import Role
from app.store.vault import Received, Vault
from app.sync import bundle, enrol, payloads, sequence, vouching
from app.sync.bundle import Opened, Written
from app.sync.enrol import NoCentre, NotEnrolled, Peer
from app.sync.gate import Aside, Device, Gate
from app.sync.manifest import Manifest
from app.sync.parts import Part, PartKind
from app.sync.payloads import Decision
from app.sync.receipt import Receipt
from app.sync.refusals import BundleRefused, ChangedBundle, KeptAside, NewerBundle, ReplayedBundle
from app.sync.sequence import Judgement, Standing
from app.sync.trust import CentreCard

APPLICATION = f"goldaw/{__version__}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """A bundle that lies on its stick: its number, how many changes it carries, its size in bytes."""

    sequence: int
    changes: int
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """What came of an import.

    `aside` are the reasons of changes kept aside; `missing` the numbers of bundles that have not arrived; `told` what the
    centre says of changes it kept aside; `cloned` warns that two laptops seem to send as one.
    """

    sender: str
    sequence: int
    received: Received
    aside: tuple[Aside, ...] = ()
    missing: tuple[int, ...] = ()
    cloned: bool = False
    receipt: Receipt | None = None
    told: tuple[Decision, ...] = ()


@dataclass(slots=True)
class _Content:
    changes: list[Change] = field(default_factory=list)
    receipts: list[bytes] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    trust: list[bytes] = field(default_factory=list)


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
    )
    bodies = list(log.missing_everywhere(vault.connection, other.have, scope))
    content = [*payloads.framed(PartKind.CHANGES, bodies), *_word_of_centre(vault, other, scope)]
    written = bundle.write(target, content, keys=enrol.device_keys(vault), outline=outline)
    _sent(vault, other, written, len(bodies))
    audit.note(vault, audit.Event.EXPORTED, reason=f"bundle {number}")
    return Sent(sequence=number, changes=len(bodies), size=written.size)


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
    return any(actor == staff for actor, _ in vault.state(stream).authors) or staff in _owners(vault, stream)


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
        _list_bundle(
            connection,
            "out",
            other.device,
            written.manifest,
            written.digest,
            vault.clock(),
            changes,
            written.size,
        )


def _list_bundle(
    connection: Any,
    direction: str,
    device: str,
    manifest: Manifest,
    hash_: str,
    at: int,
    changes: int,
    size: int,
) -> None:
    connection.execute(
        "INSERT OR REPLACE INTO bundle (direction, device, sequence, hash, at, changes, size, state) VALUES (?,?,?,?,?,?,?,?)",
        (direction, device, manifest.sequence, hash_, at, changes, size, "whole"),
    )


def take_in(vault: Vault, path: Path) -> TakenIn:
    """Import a bundle: checked to its last part first, then applied in one transaction.

    A backup is made before, unless there is one of the last hours.

    Raises: ReplayedBundle (harmless: it is here already), any other BundleRefused, BackupFailed, DiskFull; nothing was changed.
    """
    try:
        opened = bundle.read(
            path,
            keys=enrol.device_keys(vault),
            known=lambda device: enrol.sender(vault, device),
            revoked=enrol.revocations(vault),
        )
    except KeptAside:
        _keep_aside(vault, path)
        raise
    with opened:
        judgement = _judged(vault, opened)
        content = _content(opened)
        for document in content.trust:
            enrol.believe(vault, document)
        routine.if_older(vault, routine.BEFORE_IMPORT, Reason.IMPORT)
        result = _apply(vault, opened, content, judgement, path.stat().st_size)
    retry_quarantined(vault)
    audit.note(vault, audit.Event.IMPORTED, reason=f"bundle {result.sequence}")
    return result


def _keep_aside(vault: Vault, path: Path) -> None:
    """Keep a sealed bundle of a device that is not enrolled yet; it stays encrypted as it came."""
    with durable.told_apart():
        data = path.read_bytes()
        folder = vault.directory / "aside"
        folder.mkdir(exist_ok=True)
        kept = folder / f"{digest(data).hex()[:16]}{bundle.SUFFIX}"
        if not kept.exists():
            durable.replace(kept, data)


def waiting_aside(vault: Vault) -> list[Path]:
    """Return the bundles that were kept aside because their device was not enrolled."""
    return sorted((vault.directory / "aside").glob(f"*{bundle.SUFFIX}"))


def retry_aside(vault: Vault) -> list[TakenIn]:
    """Import what was kept aside and may come in now, single changes too; what still may not stays."""
    retry_quarantined(vault)
    done = []
    for path in waiting_aside(vault):
        try:
            done.append(take_in(vault, path))
        except ReplayedBundle:
            pass
        except BundleRefused:
            continue
        with suppress(OSError):
            path.unlink()
    return done


def retry_quarantined(vault: Vault) -> int:
    """Take in changes kept aside whose reason is gone, such as a role that was missing; return how many came in.

    What a revoked device sent stays aside.
    """
    rows = vault.connection.execute(
        "SELECT q.device, c.body FROM quarantine q JOIN change c ON c.h = q.h WHERE c.status = ? ORDER BY c.id",
        (log.QUARANTINED,),
    ).fetchall()
    revoked, devices = (enrol.revocations(vault), dict(_devices(vault))) if rows else (None, {})
    waiting: dict[str, list[Change]] = {}
    for device, body in rows:
        if device in devices and not (revoked and revoked.of(device)):
            waiting.setdefault(device, []).append(parse(body))
    come = 0
    for device, changes in waiting.items():
        gate = _gate(vault, device)
        good = [change for change in changes if gate.judge(change) is None]
        if good:
            with vault.transaction():
                come += vault.receive(good, bundle="").applied
    return come


def _judged(vault: Vault, opened: Opened) -> Judgement:
    rows = vault.connection.execute(
        "SELECT sequence, hash FROM bundle WHERE direction = 'in' AND device = ?", (opened.manifest.device,)
    )
    judgement = sequence.judge(dict(rows.fetchall()), opened.manifest, opened.digest)
    if judgement.standing is Standing.REPLAYED and judgement.notice is not None:
        raise judgement.notice
    return judgement


def _content(opened: Opened) -> _Content:
    """Return all that a bundle holds, every part checked. Raises: ChangedBundle, NewerBundle, TooLarge."""
    content = _Content()
    for part in opened.parts():
        if part.kind is PartKind.CHANGES:
            content.changes += [_parsed(body, opened.manifest.application) for body in payloads.items(part)]
        elif part.kind is PartKind.RECEIPTS:
            content.receipts += payloads.items(part)
        elif part.kind is PartKind.DECISIONS:
            content.decisions += payloads.decided(part)
        elif part.kind is PartKind.TRUST:
            content.trust += payloads.items(part)
    return content


def _parsed(body: bytes, application: str) -> Change:
    try:
        return parse(body)
    except NewerChange:
        raise NewerBundle(version=application) from None
    except MalformedChange:
        raise ChangedBundle from None


def _apply(vault: Vault, opened: Opened, content: _Content, judgement: Judgement, size: int) -> TakenIn:
    said, have = opened.manifest, opened.have
    receipt = _receipt(vault, content)
    gate = _gate(vault, said.device, vouching.vouched(vault, content.receipts, content.changes))
    good, aside = [], []
    for change in content.changes:
        # What is here already is no news, whoever brings it back.
        reason = None if log.admitted(vault.connection, change.hash) else gate.judge(change)
        if reason is None:
            good.append(change)
        else:
            aside.append((change, reason))
    with vault.transaction() as connection:
        received = vault.receive(good, bundle=opened.digest)
        for change, reason in aside:
            _quarantine(vault, change, reason, opened)
        newest = max(said.sequence, _peer(vault, said.device).sequence_in)
        # Whatever its number: a restored laptop counts from its backup on, and lacks what it says it lacks. After a late
        # bundle too much is sent once, which harms nobody.
        packed = msgpack.packb({stream: list(heads) for stream, heads in have.items()})
        connection.execute(
            "UPDATE peer SET have = ?, sequence_in = ?, hash_in = ? WHERE device = ?",
            (packed, newest, opened.digest, said.device),
        )
        count = received.applied + received.waiting
        _list_bundle(connection, "in", said.device, said, opened.digest, vault.clock(), count, size)
        if receipt is not None:
            vouching.keep(vault, connection, content.receipts[-1])
            _keep_receipt(connection, receipt)
    return TakenIn(
        sender=_peer(vault, said.device).name,
        sequence=said.sequence,
        received=received,
        aside=tuple(reason for _, reason in aside),
        missing=judgement.missing,
        cloned=judgement.standing is Standing.CLONED,
        receipt=receipt,
        told=tuple(content.decisions),
    )


def _is_in(vault: Vault, change: Change) -> bool:
    row = vault.connection.execute("SELECT status FROM change WHERE h = ?", (change.hash,)).fetchone()
    return row is not None and row[0] != log.QUARANTINED


def _peer(vault: Vault, device: str) -> Peer:
    found = enrol.peer(vault, device)
    if found is None:
        raise NotEnrolled
    return found


def _receipt(vault: Vault, content: _Content) -> Receipt | None:
    """Return the centre's word to this laptop; what a laptop brings back to its centre is proof, no word."""
    if vault.role is Role.CENTRE or not content.receipts:
        return None
    return Receipt.open(content.receipts[-1], enrol.centre_of(vault))


def _keep_receipt(connection: Any, receipt: Receipt) -> None:
    facts = {"receipt_up_to": receipt.up_to.isoformat(), "receipt_sequence": str(receipt.sequence)}
    connection.executemany("INSERT OR REPLACE INTO meta (key, value) VALUES (?,?)", list(facts.items()))


def _quarantine(vault: Vault, change: Change, reason: Aside, opened: Opened) -> None:
    now = vault.clock()
    if log.add(vault.connection, change, received_at=now, bundle=opened.digest, status=log.QUARANTINED):
        vault.connection.execute(
            "INSERT OR REPLACE INTO quarantine (h, reason, bundle, device, at) VALUES (?,?,?,?,?)",
            (change.hash, str(reason), opened.digest, opened.manifest.device, now),
        )


def _gate(vault: Vault, device: str, vouched: frozenset[bytes] = frozenset()) -> Gate:
    devices = dict(_devices(vault))
    return Gate(
        sender=devices[device],
        devices=devices,
        owners=cache(lambda stream: _owners(vault, stream)),
        vouched=vouched,
    )


def _devices(vault: Vault) -> Iterator[tuple[str, Device]]:
    role = "centre" if vault.role is Role.CENTRE else "worker"
    yield vault.device_id, Device(verify_key=vault.device.verify_key, role=role, staff=vault.owner.staff)
    for one in enrol.peers(vault):
        known = enrol.sender(vault, one.device)
        if known is not None:
            yield one.device, Device(verify_key=known.verify_key, role=one.role, staff=one.staff)


def _owners(vault: Vault, stream: str) -> frozenset[str]:
    """Return everybody who was ever responsible for a case; a late edit of a former one is still his to send."""
    every = log.changes(vault.connection, stream)
    return frozenset(
        str(op[4] if op[0] == Code.SET else op[3])
        for change in every
        for op in change.ops
        if (op[0] == Code.SET and op[3] == "owner") or op[0] == Code.ASSIGN
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How this vault stands with its centre: what is not confirmed there yet, and the last receipt (ISO instant or "")."""

    enrolled: bool
    centre: str
    undelivered: int
    receipt_up_to: str
    last_sent_at: int


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
    )


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


__all__ = [
    "BundleLine",
    "Delivery",
    "Sent",
    "TakenIn",
    "bundles",
    "delivery",
    "export",
    "retry_aside",
    "retry_quarantined",
    "take_in",
    "waiting_aside",
]
