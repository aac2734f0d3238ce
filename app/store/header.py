"""Opening a vault: making its header, unlocking it, changing who may, and destroying the keys."""

import hmac
import uuid
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path

from app.store import (
    DamagedHeader,
    DestroyedVault,
    DiskFull,
    DiskTrouble,
    VaultExists,
    durable,
    header_file,
    identity,
    keys,
    passwords,
    recovery,
    slots,
)
from app.store.argon import Cost, calibrated
from app.store.audit_chain import Anchor
from app.store.header_file import Header, Role
from app.store.identity import Identity
from app.store.slots import Slot

__all__ = [
    "Created",
    "Role",
    "Unlocked",
    "change_password",
    "create",
    "destroy_slots",
    "new_recovery_code",
    "set_anchor",
    "unlock",
    "unlock_with_escrow",
    "unlock_with_recovery",
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Created:
    """A new vault: its data key, the recovery code to print once, the device's keys."""

    vault_id: str
    role: Role
    dek: bytes = field(repr=False)
    recovery_code: str = field(repr=False)
    identity: Identity = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlocked:
    """An opened vault; `from_spare` says that `vault.json` was damaged and was put back from its spare."""

    vault_id: str
    role: Role
    dek: bytes = field(repr=False)
    identity: Identity = field(repr=False)
    anchor: Anchor | None
    from_spare: bool


def create(
    directory: Path,
    password: str,
    *,
    role: Role,
    cost: Cost | None = None,
    keyfile: bytes | None = None,
    escrow: str | None = None,
) -> Created:
    """Make a vault's header in `directory`; without `cost`, Argon2id is measured on this laptop (about 1 s).

    `keyfile` is the content of a second factor, `escrow` the centre's age recipient.

    Raises:
        WeakPassword, VaultExists, DiskFull, DiskTrouble
    """
    typed = passwords.accepted(password)
    if any(path.exists() for path in header_file.copies(directory)):
        raise VaultExists
    dek, secret, device = keys.new_dek(), recovery.generate(), identity.new()
    empty = Header(vault_id=str(uuid.uuid4()), role=role, slots=(), identity=None)
    made = [
        slots.password(dek, typed, place=empty.place, cost=cost or calibrated(), keyfile=keyfile),
        slots.recovery(dek, secret, place=empty.place),
    ]
    if escrow is not None:
        made.append(slots.escrow(dek, escrow, place=empty.place))
    with durable.told_apart():
        directory.mkdir(mode=0o700, parents=True, exist_ok=True)
    sealed_identity = identity.seal(device, dek, empty.place)
    header_file.write_sealed(
        directory, replace(empty, slots=tuple(made), identity=sealed_identity), dek, anchor=None
    )
    code = recovery.written(secret)
    return Created(vault_id=empty.vault_id, role=role, dek=dek, recovery_code=code, identity=device)


def unlock(directory: Path, password: str, *, keyfile: bytes | None = None) -> Unlocked:
    """Open the vault with its password.

    Raises:
        WrongPassword, KeyfileNeeded, DamagedHeader, DestroyedVault, NewerVault, NoVault, NotEnoughMemory
    """
    typed = passwords.normalised(password)
    return _unlocked(
        directory,
        "password",
        lambda slot, place: slots.open_password(slot, typed, place=place, keyfile=keyfile),
    )


def unlock_with_recovery(directory: Path, code: str) -> Unlocked:
    """Open the vault with the printed recovery code.

    Raises:
        WrongRecoveryCode, WrongPassword (a whole code, but another vault's), DamagedHeader, DestroyedVault, NewerVault, NoVault
    """
    secret = recovery.read(code)
    return _unlocked(
        directory, "recovery", lambda slot, place: slots.open_recovery(slot, secret, place=place)
    )


def unlock_with_escrow(directory: Path, age_identity: str) -> Unlocked:
    """Open the vault with the centre's recovery identity. Raises as `unlock` does."""
    return _unlocked(
        directory, "escrow", lambda slot, place: slots.open_escrow(slot, age_identity, place=place)
    )


def change_password(
    directory: Path, dek: bytes, new: str, *, cost: Cost | None = None, keyfile: bytes | None = None
) -> None:
    """Put a new password slot in the place of the old one; the databases are not touched.

    Without `cost`, the old slot's is kept.

    Raises:
        WeakPassword, DamagedHeader (also when `dek` is not this vault's), DiskFull, DiskTrouble
    """
    typed = passwords.accepted(new)
    header = _own(directory, dek)
    old = [Cost.read(slot) for slot in header.slots if slot.get("kind") == "password"]
    used = cost or (old[0] if old else calibrated())
    slot = slots.password(dek, typed, place=header.place, cost=used, keyfile=keyfile)
    header_file.write(directory, _with_slot(header, slot))


def new_recovery_code(directory: Path, dek: bytes) -> str:
    """Return a fresh recovery code to print; the old paper opens nothing from now on."""
    header, secret = _own(directory, dek), recovery.generate()
    slot = slots.recovery(dek, secret, place=header.place)
    header_file.write(directory, _with_slot(header, slot))
    return recovery.written(secret)


def set_anchor(directory: Path, dek: bytes, anchor: Anchor) -> None:
    """Keep the audit chain's count and last HMAC in the header."""
    header_file.write_sealed(directory, _own(directory, dek), dek, anchor=anchor)


def destroy_slots(directory: Path, *, keep_escrow: bool = False) -> None:
    """Destroy the keys in a moment, whatever the vault's size: without a slot the databases are noise.

    `keep_escrow` leaves the slot that only the centre can open. Copies on sticks are not reached.

    Raises:
        NoVault, DamagedHeader, DiskTrouble
    """
    header = header_file.read(directory).header
    kept = tuple(slot for slot in header.slots if keep_escrow and slot.get("kind") == "escrow")
    with durable.told_apart():
        for path in header_file.copies(directory):
            durable.overwrite(path)
    header_file.write(directory, replace(header, slots=kept))


def _unlocked(directory: Path, kind: str, opened: Callable[[Slot, bytes], bytes]) -> Unlocked:
    found = header_file.read(directory)
    header = found.header
    slot = next((slot for slot in header.slots if slot.get("kind") == kind), None)
    if slot is None:
        raise DestroyedVault
    dek = opened(slot, header.place)
    _check(header, dek)
    device = identity.unseal(header.identity or {}, dek, header.place)
    if found.from_spare:
        with suppress(DiskFull, DiskTrouble):  # the spare opened it; it will be put back another time
            header_file.write(directory, header)
    return Unlocked(
        vault_id=header.vault_id,
        role=header.role,
        dek=dek,
        identity=device,
        anchor=header.anchor,
        from_spare=found.from_spare,
    )


def _own(directory: Path, dek: bytes) -> Header:
    header = header_file.read(directory).header
    _check(header, dek)
    return header


def _check(header: Header, dek: bytes) -> None:
    if not hmac.compare_digest(header.seal.encode(), header_file.sealed(header, dek).encode()):
        raise DamagedHeader


def _with_slot(header: Header, slot: Slot) -> Header:
    others = tuple(old for old in header.slots if old.get("kind") != slot["kind"])
    return replace(header, slots=(slot, *others))
