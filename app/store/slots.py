"""Slots: each holds the vault's data key, sealed under something the worker or the centre has.

A slot is a flat JSON object. `sealed` is a nonce and XChaCha20-Poly1305 of the 32-byte data key; its associated data is
the vault id, the format number and every other field of the slot: with any parameter changed, the slot does not open.
"""

import json
import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import cast

import pyrage

from app.store import DamagedHeader, KeyfileNeeded, WrongPassword, keys
from app.store.argon import FLOOR, Cost, password_key

Slot = dict[str, str | int | bool]
SALT_BYTES = 16


def password(dek: bytes, typed: str, *, place: bytes, cost: Cost, keyfile: bytes | None = None) -> Slot:
    """Seal `dek` under a password (already normalised) and, if given, the content of a key file.

    `place` names the vault and format (`header.place`). Raises ValueError for a cost below the floor.
    """
    if not cost.at_least(FLOOR):
        raise ValueError("Argon2id below 19 MiB/2/1")
    salt = secrets.token_bytes(SALT_BYTES)
    slot: Slot = {
        "kind": "password",
        "kdf": "argon2id",
        "memory_kib": cost.memory_kib,
        "time": cost.time,
        "parallelism": cost.parallelism,
        "salt": _text(salt),
        "keyfile": keyfile is not None,
    }
    return _sealed(slot, password_key(typed, salt, cost, keyfile), dek, place)


def recovery(dek: bytes, secret: bytes, *, place: bytes) -> Slot:
    """Seal `dek` under the 160 random bits of a recovery code; they need no slow derivation."""
    salt = secrets.token_bytes(SALT_BYTES)
    slot: Slot = {"kind": "recovery", "kdf": "hkdf-sha256", "salt": _text(salt)}
    return _sealed(slot, _recovery_key(secret, salt), dek, place)


def escrow(dek: bytes, recipient: str, *, place: bytes) -> Slot:
    """Seal `dek` under a fresh key that only the centre's age identity can unwrap; `recipient` is shown to the worker."""
    key = secrets.token_bytes(keys.KEY_BYTES)
    wrapped = pyrage.encrypt(key, [pyrage.x25519.Recipient.from_str(recipient)])
    slot: Slot = {"kind": "escrow", "recipient": recipient, "wrapped": _text(wrapped)}
    return _sealed(slot, key, dek, place)


def open_password(slot: Slot, typed: str, *, place: bytes, keyfile: bytes | None = None) -> bytes:
    """Return the data key.

    Raises:
        WrongPassword, KeyfileNeeded, DamagedHeader (parameters no honest vault has), NotEnoughMemory
    """
    cost = Cost.read(slot)
    if slot.get("keyfile") is True and keyfile is None:
        raise KeyfileNeeded
    used = keyfile if slot.get("keyfile") is True else None
    return _opened(slot, password_key(typed, _bytes(slot, "salt"), cost, used), place)


def open_recovery(slot: Slot, secret: bytes, *, place: bytes) -> bytes:
    """Return the data key, or raise `WrongPassword`."""
    return _opened(slot, _recovery_key(secret, _bytes(slot, "salt")), place)


def open_escrow(slot: Slot, identity: str, *, place: bytes) -> bytes:
    """Return the data key with the centre's age identity, or raise `WrongPassword`."""
    try:
        key = pyrage.decrypt(_bytes(slot, "wrapped"), [pyrage.x25519.Identity.from_str(identity)])
    except (pyrage.DecryptError, pyrage.IdentityError) as error:
        raise WrongPassword from error
    return _opened(slot, key, place)


def associated(slot: Mapping[str, object], place: bytes) -> bytes:
    """Return what a slot's seal binds: the vault, the format, and every field but the seal itself."""
    rest = {name: value for name, value in slot.items() if name != "sealed"}
    return place + json.dumps(rest, sort_keys=True, separators=(",", ":")).encode()


def _recovery_key(secret: bytes, salt: bytes) -> bytes:
    return keys.stretch(secret, salt=salt, info=b"goldaw vault 1 recovery slot")


def _sealed(slot: Slot, key: bytes, dek: bytes, place: bytes) -> Slot:
    return {**slot, "sealed": _text(keys.seal(key, dek, associated(slot, place)))}


def _opened(slot: Slot, key: bytes, place: bytes) -> bytes:
    try:
        return keys.unseal(key, _bytes(slot, "sealed"), associated(slot, place))
    except keys.Unopened as error:
        raise WrongPassword from error


def _text(content: bytes) -> str:
    return b64encode(content).decode("ascii")


def _bytes(slot: Slot, name: str) -> bytes:
    try:
        return b64decode(cast("str", slot[name]), validate=True)
    except (KeyError, TypeError, ValueError) as error:
        raise DamagedHeader from error
