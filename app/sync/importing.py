"""A bundle is checked to its last part, judged at the gate, and taken in as one step; or nothing of it is."""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgpack

from app.changes.change import Change, MalformedChange, NewerChange, digest, parse
from app.store import audit, durable, log, routine, shelf
from app.store.backup_set import Reason
from app.store.header import Role
from app.store.shelved import Shelved
from app.store.vault import Received, Vault
from app.sync import arriving, bundle, enrol, ledger, payloads, sequence, vouching
from app.sync.arriving import Arrived
from app.sync.bundle import Opened
from app.sync.enrol import NotEnrolled, Peer
from app.sync.gate import Aside
from app.sync.gatekeeping import devices_of, gate_of
from app.sync.parts import PartKind
from app.sync.payloads import Decision
from app.sync.receipt import Receipt
from app.sync.refusals import BundleRefused, ChangedBundle, KeptAside, NewerBundle, ReplayedBundle
from app.sync.sequence import Judgement, Standing
from app.sync.signers import form_signers


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """What came of an import.

    `aside` are the reasons of changes kept aside; `missing` the numbers of bundles that have not arrived; `told` what the
    centre says of changes it kept aside; `cloned` warns that two laptops seem to send as one. `files` came in new;
    `files_missing` are spoken of in the bundle and not here; `harm` is what was wrong with those that came damaged.
    `forms` are published forms that came and are in use from now on; `forms_refused` those that are not.
    """

    sender: str
    sequence: int
    received: Received
    aside: tuple[Aside, ...] = ()
    missing: tuple[int, ...] = ()
    cloned: bool = False
    receipt: Receipt | None = None
    told: tuple[Decision, ...] = ()
    files: int = 0
    files_missing: int = 0
    harm: BundleRefused | None = None
    forms: tuple[Shelved, ...] = ()
    forms_refused: tuple[Shelved, ...] = ()


@dataclass(slots=True)
class _Content:
    changes: list[Change] = field(default_factory=list)
    receipts: list[bytes] = field(default_factory=list)
    decisions: list[Decision] = field(default_factory=list)
    trust: list[bytes] = field(default_factory=list)


def take_in(vault: Vault, path: Path) -> TakenIn:
    """Import a bundle: checked to its last part first, its files kept, then the changes applied in one transaction.

    A backup is made before, unless there is one of the last hours. Where only files were cut off or damaged, all else comes
    in, and they are asked for with the next bundle.

    Raises: ReplayedBundle (harmless: it is here already), any other BundleRefused, BackupFailed, DiskFull; nothing was changed.
    """
    try:
        opened = bundle.read(
            path,
            keys=enrol.device_keys(vault),
            known=lambda device: enrol.sender(vault, device),
            revoked=enrol.revocations(vault),
            salvage=True,
        )
    except KeptAside as aside:
        if aside.damage:
            raise aside.damage from aside
        _keep_aside(vault, path)
        raise
    with opened:
        if opened.damage and not opened.records_whole:
            raise opened.damage
        judgement = _judged(vault, opened)
        content = _content(opened)
        for document in content.trust:
            enrol.believe(vault, document)
        routine.if_older(vault, routine.BEFORE_IMPORT, Reason.IMPORT)
        arrived = arriving.keep(vault, opened, content.changes)
        try:
            result = _apply(vault, opened, content, judgement, arrived, path.stat().st_size)
        except BaseException:
            arriving.forget(vault, arrived)
            raise
    retry_quarantined(vault)
    judged = shelf.examine(vault, form_signers(vault))
    audit.note(vault, audit.Event.IMPORTED, reason=f"bundle {result.sequence}")
    refused = tuple(one for one in judged if one.is_refused)
    return replace(result, forms=tuple(one for one in judged if one not in refused), forms_refused=refused)


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
    revoked, devices = (enrol.revocations(vault), dict(devices_of(vault))) if rows else (None, {})
    waiting: dict[str, list[Change]] = {}
    for device, body in rows:
        if device in devices and not (revoked and revoked.of(device)):
            waiting.setdefault(device, []).append(parse(body))
    come = 0
    for device, changes in waiting.items():
        gate = gate_of(vault, device)
        good = [change for change in changes if gate.judge(change) is None]
        if good:
            with vault.transaction():
                come += vault.receive(good, bundle="").applied
    return come


def _judged(vault: Vault, opened: Opened) -> Judgement:
    rows = vault.connection.execute(
        "SELECT sequence, hash FROM bundle WHERE direction = 'in' AND device = ? AND NOT (hash = ? AND state = ?)",
        (opened.manifest.device, opened.digest, ledger.PARTLY),  # what came partly may come again whole
    )
    judgement = sequence.judge(dict(rows.fetchall()), opened.manifest, opened.digest)
    if judgement.standing is Standing.REPLAYED and judgement.notice is not None:
        raise judgement.notice
    return judgement


def _content(opened: Opened) -> _Content:
    """Return all that a bundle holds, every part checked. Raises: ChangedBundle, NewerBundle, TooLarge."""
    content = _Content()
    for part in opened.records():
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


def _apply(
    vault: Vault, opened: Opened, content: _Content, judgement: Judgement, arrived: Arrived, size: int
) -> TakenIn:
    said, have = opened.manifest, opened.have
    receipt = _receipt(vault, content)
    gate = gate_of(vault, said.device, vouching.vouched(vault, content.receipts, content.changes))
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
            "UPDATE peer SET have = ?, want = ?, sequence_in = ?, hash_in = ? WHERE device = ?",
            (packed, msgpack.packb(list(said.want)), newest, opened.digest, said.device),
        )
        count = received.applied + received.waiting
        state = ledger.PARTLY if arrived.harm else ledger.WHOLE
        ledger.list_bundle(
            connection, "in", said.device, said, opened.digest, vault.clock(), count, size, state
        )
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
        files=len(arrived.kept),
        files_missing=arrived.missing,
        harm=arrived.harm,
    )


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
