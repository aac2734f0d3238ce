"""The device's own keys: Ed25519 to sign what it sends, X25519 (age) to read what is sent to it."""

import secrets
from base64 import b64decode, b64encode
from collections.abc import Mapping
from dataclasses import dataclass, field

import pyrage
from nacl.signing import SigningKey

from app.store import DamagedHeader, keys

SEED_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """Secret keys of one device: an Ed25519 seed (32 bytes) and an age identity (`AGE-SECRET-KEY-1…`)."""

    signing_seed: bytes = field(repr=False)
    age_identity: str = field(repr=False)

    @property
    def verify_key(self) -> bytes:
        """The Ed25519 public key, 32 bytes."""
        return bytes(SigningKey(self.signing_seed).verify_key)

    @property
    def age_recipient(self) -> str:
        """The age recipient, `age1…`."""
        return str(pyrage.x25519.Identity.from_str(self.age_identity).to_public())


def new() -> Identity:
    """Make the keys of a new device."""
    return Identity(
        signing_seed=secrets.token_bytes(SEED_BYTES), age_identity=str(pyrage.x25519.Identity.generate())
    )


def seal(identity: Identity, dek: bytes, place: bytes) -> dict[str, str]:
    """Return the header's `identity` field: public keys open, secret keys sealed under the key "ident"."""
    verify_key, recipient = identity.verify_key.hex(), identity.age_recipient
    secret = identity.signing_seed + identity.age_identity.encode("ascii")
    sealed = keys.seal(keys.derive(dek, "ident"), secret, _associated(place, verify_key, recipient))
    return {
        "verify_key": verify_key,
        "age_recipient": recipient,
        "sealed": b64encode(sealed).decode("ascii"),
    }


def unseal(stored: Mapping[str, object], dek: bytes, place: bytes) -> Identity:
    """Return the device's keys, or raise `DamagedHeader`: the data key was right, so it is not the password."""
    try:
        verify_key, recipient = str(stored["verify_key"]), str(stored["age_recipient"])
        sealed = b64decode(str(stored["sealed"]), validate=True)
        secret = keys.unseal(keys.derive(dek, "ident"), sealed, _associated(place, verify_key, recipient))
    except (KeyError, ValueError, keys.Unopened) as error:
        raise DamagedHeader from error
    return Identity(signing_seed=secret[:SEED_BYTES], age_identity=secret[SEED_BYTES:].decode("ascii"))


def _associated(place: bytes, verify_key: str, recipient: str) -> bytes:
    return place + f"identity {verify_key} {recipient}".encode()
