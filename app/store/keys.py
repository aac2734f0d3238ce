"""The keys of a vault: one random data key, and one key per purpose derived from it."""

import secrets
from collections.abc import Callable
from typing import Literal, cast, get_args

import nacl.bindings as sodium
import nacl.exceptions
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

Purpose = Literal["db", "attachments", "audit", "ident", "backup", "drafts", "header"]
PURPOSES: tuple[Purpose, ...] = get_args(Purpose)
KEY_BYTES = 32
NONCE_BYTES: int = sodium.crypto_aead_xchacha20poly1305_ietf_NPUBBYTES


def new_dek() -> bytes:
    """Make the data key of a new vault: 32 random bytes."""
    return secrets.token_bytes(KEY_BYTES)


def derive(dek: bytes, purpose: Purpose) -> bytes:
    """Return the 32-byte key of one purpose: HKDF-SHA256 (RFC 5869), no salt, info "goldaw vault 1 " + purpose."""
    if len(dek) != KEY_BYTES or purpose not in PURPOSES:
        raise ValueError("a 32-byte key and a known purpose are needed")
    return stretch(dek, salt=None, info=f"goldaw vault 1 {purpose}".encode())


def stretch(secret: bytes, *, salt: bytes | None, info: bytes) -> bytes:
    """Return 32 bytes of HKDF-SHA256 over `secret`."""
    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt, info=info).derive(secret)


class Unopened(Exception):
    """A seal did not open: another key, another place, or a changed byte."""


def seal(key: bytes, content: bytes, associated: bytes) -> bytes:
    """Return 24 bytes of nonce and XChaCha20-Poly1305 of `content`, bound to `associated`."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    encrypt = cast("Callable[..., bytes]", sodium.crypto_aead_xchacha20poly1305_ietf_encrypt)
    return nonce + encrypt(content, associated, nonce, key)


def unseal(key: bytes, sealed: bytes, associated: bytes) -> bytes:
    """Return what `seal` hid, or raise `Unopened`."""
    decrypt = cast("Callable[..., bytes]", sodium.crypto_aead_xchacha20poly1305_ietf_decrypt)
    try:
        return decrypt(sealed[NONCE_BYTES:], associated, sealed[:NONCE_BYTES], key)
    except (nacl.exceptions.CryptoError, ValueError) as error:
        raise Unopened from error
