"""A new data key for an old vault, when the old one may be known: everything is encrypted anew into another folder."""

from dataclasses import replace
from pathlib import Path

from app.store import (
    DamagedDatabase,
    backup,
    database,
    durable,
    header_file,
    identity,
    keys,
    passwords,
    recovery,
    slots,
)
from app.store.argon import Cost, calibrated
from app.store.database import Connection, open_encrypted
from app.store.header import Created
from app.store.slots import Slot


def rotate(
    vault: Path,
    dek: bytes,
    password: str,
    directory: Path,
    *,
    cost: Cost | None = None,
    keyfile: bytes | None = None,
) -> Created:
    """Write the vault anew under a fresh data key to `directory`: new slots, same device, same vault id.

    The old folder is left as it was: put the new one in its place, then destroy the old slots; old backups keep the old key.
    The audit chain's key changes too: the caller writes its MACs anew and anchors them. `password` may be the old one.

    Raises:
        WeakPassword, DamagedHeader, DamagedDatabase, FileExistsError, DiskFull, DiskTrouble
    """
    typed, old = passwords.accepted(password), header_file.read(vault).header
    device = identity.unseal(old.identity or {}, dek, old.place)
    fresh, secret = keys.new_dek(), recovery.generate()
    made: list[Slot] = [
        slots.password(fresh, typed, place=old.place, cost=cost or calibrated(), keyfile=keyfile),
        slots.recovery(fresh, secret, place=old.place),
        *(
            slots.escrow(fresh, str(slot["recipient"]), place=old.place)
            for slot in old.slots
            if "recipient" in slot
        ),
    ]
    renewed = replace(old, slots=tuple(made), identity=identity.seal(device, fresh, old.place))
    work = directory.with_name(directory.name + ".partial")
    if directory.exists():
        raise FileExistsError(directory.name)
    with durable.fresh_folder(work), durable.told_apart():
        for name, purpose in backup.DATABASES.items():
            if (vault / name).exists():
                _again(vault / name, work / name, keys.derive(dek, purpose), keys.derive(fresh, purpose))
        header_file.write_sealed(work, renewed, fresh, anchor=None)
        work.rename(directory)
        durable.sync_folder(directory.parent)
    code = recovery.written(secret)
    return Created(vault_id=old.vault_id, role=old.role, dek=fresh, recovery_code=code, identity=device)


def _again(source: Path, target: Path, old: bytes, new: bytes) -> None:
    """Copy a database and change the copy's key; a cut-off copy is thrown away with its folder."""
    connection = open_encrypted(source, old, create=False)
    try:
        with database.told_apart(), database.attach_allowed(connection):
            connection.execute("VACUUM INTO ?", (str(target),))
    finally:
        connection.close()
    with database.told_apart():
        database.change_key(target, old, new)
    _whole(open_encrypted(target, new, create=False))
    durable.sync_file(target)


def _whole(connection: Connection) -> None:
    """Close a copy that was checked. Raises `DamagedDatabase`."""
    try:
        if database.problems(connection):
            raise DamagedDatabase
    finally:
        connection.close()
