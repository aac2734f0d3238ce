"""Who a device is: two secret keys it never gives away, and the card that everyone may see."""

import hashlib
import secrets
from dataclasses import dataclass, field

import nacl.exceptions
import nacl.signing
import pyrage

from app.sync import strict

SEED_BYTES = 32
SIGNATURE_BYTES = 64


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceCard:
    """What others need to know of a device: its Ed25519 verify key (32 bytes) and its age recipient ("age1…")."""

    verify_key: bytes
    recipient: str

    @property
    def device(self) -> str:
        """The device's id: BLAKE2b-256 of the verify key, 64 hex digits."""
        return device_id(self.verify_key)

    def to_json(self) -> dict[str, object]:
        """Return the card as it stands in documents."""
        return {
            "device": self.device,
            "recipient": self.recipient,
            "verify_key": strict.spelled(self.verify_key),
        }

    @classmethod
    def from_json(cls, value: object) -> "DeviceCard":
        """Return the card in `value`. Raises: ValueError when the id is not that of the key."""
        found = strict.fields(value, {"device", "recipient", "verify_key"})
        card = cls(verify_key=strict.octets(found["verify_key"]), recipient=recipient(found["recipient"]))
        if found["device"] != card.device:
            raise strict.NotAsAgreed("device id")
        return card


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceKeys:
    """A device's two secrets: an Ed25519 seed (32 bytes) and an X25519 age identity ("AGE-SECRET-KEY-1…")."""

    signing_seed: bytes = field(repr=False)
    age_identity: str = field(repr=False)

    @classmethod
    def generate(cls) -> "DeviceKeys":
        """Return fresh keys from the system's randomness."""
        identity = str(pyrage.x25519.Identity.generate())
        return cls(signing_seed=secrets.token_bytes(SEED_BYTES), age_identity=identity)

    def to_bytes(self) -> bytes:
        """Return the secrets as the vault seals them: seed (32 bytes) then the identity in UTF-8."""
        return self.signing_seed + self.age_identity.encode()

    @classmethod
    def from_bytes(cls, blob: bytes) -> "DeviceKeys":
        """Return the keys in `blob`. Raises: ValueError, which never quotes the blob."""
        try:
            identity = str(pyrage.x25519.Identity.from_str(blob[SEED_BYTES:].decode()))
        except (UnicodeDecodeError, pyrage.IdentityError):
            raise ValueError("these are no device keys") from None
        return cls(signing_seed=blob[:SEED_BYTES], age_identity=identity)

    @property
    def card(self) -> DeviceCard:
        """The public side of these keys."""
        verify_key = bytes(nacl.signing.SigningKey(self.signing_seed).verify_key)
        public = pyrage.x25519.Identity.from_str(self.age_identity).to_public()
        return DeviceCard(verify_key=verify_key, recipient=str(public))

    def sign(self, domain: bytes, message: bytes) -> bytes:
        """Return the Ed25519 signature (64 bytes) over `domain`, a zero byte and `message`."""
        signed = nacl.signing.SigningKey(self.signing_seed).sign(domain + b"\0" + message)
        return bytes(signed.signature)


def device_id(verify_key: bytes) -> str:
    """Return the id of the device with this verify key: BLAKE2b-256, 64 hex digits."""
    return hashlib.blake2b(verify_key, digest_size=32).hexdigest()


def verified(verify_key: bytes, domain: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether `signature` over `domain`, a zero byte and `message` is that of `verify_key`.

    libsodium refuses keys of low order and other spellings of a signature, which other libraries let pass.
    """
    try:
        nacl.signing.VerifyKey(verify_key).verify(domain + b"\0" + message, signature)
    except (nacl.exceptions.BadSignatureError, nacl.exceptions.ValueError):
        return False
    return True


def recipient(value: object) -> str:
    """Return an age X25519 recipient in its one spelling. Raises: ValueError."""
    name = strict.word(value, most=80)
    try:
        canonical = str(pyrage.x25519.Recipient.from_str(name))
    except pyrage.RecipientError:
        raise strict.NotAsAgreed("recipient") from None
    if canonical != name:
        raise strict.NotAsAgreed("recipient")
    return name
