"""Locking and unlocking with age: the one place that calls pyrage, and that says in our words what went wrong.

`encrypt_io` and `decrypt_io` let the window breathe; pyrage's other calls hold the interpreter's lock for the whole file.
Clear bytes of a bundle go into a `Spool` and nowhere else.
"""

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Protocol

import pyrage

from app.sync import age_header, limits, medium
from app.sync.age_header import AgeHeader
from app.sync.refusals import (
    BundleRefused,
    ChangedBundle,
    ForeignBundle,
    TooLarge,
    TruncatedBundle,
    UnreadableFile,
)
from app.sync.spool import Spool

_NONCE = 16
_TAG = 16
_CHUNK = 64 * limits.KIB
_PIECE = 256 * limits.KIB


class Readable(Protocol):
    """Anything with `read(size)`."""

    def read(self, size: int, /) -> bytes:
        """Return up to `size` bytes, none at the end."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlocked:
    """What age gave back: its header, the file's size, and why it stopped (None when the file is whole).

    The bytes in the spool are authentic in either case: age checks each 64 KiB before it hands them out.
    """

    header: AgeHeader
    file_size: int
    failure: BundleRefused | None


def encrypt(source: Readable, write: Callable[[bytes], int], recipients: Sequence[str]) -> None:
    """Read `source` to its end and `write` it locked to all `recipients` ("age1…"). Raises: what `write` raises, OSError."""
    sink = _Sink(write)
    keys = [pyrage.x25519.Recipient.from_str(name) for name in recipients]
    try:
        pyrage.encrypt_io(source, sink, keys)
    except (pyrage.EncryptError, OSError) as error:
        raise sink.error or OSError(str(error)) from error


def decrypt(path: Path, spool: Spool, identities: Sequence[str]) -> Unlocked:
    """Unlock the file into `spool` with any of `identities` ("AGE-SECRET-KEY-1…").

    Raises: UnreadableFile, TooLarge, NotABundle, PasswordBundle, TruncatedBundle inside the header, ForeignBundle,
    NoRoom when the scratch disk is full.
    """
    try:
        with path.open("rb") as file:
            size = os.fstat(file.fileno()).st_size
            return _decrypt(file, size, spool, identities)
    except OSError as error:
        raise UnreadableFile from error


def header(file: BinaryIO, size: int) -> AgeHeader:
    """Check size and header of an age file and go back to its start. Raises: as `decrypt`."""
    if size > limits.FILE:
        raise TooLarge(limit="600 MB")
    found = age_header.check(file.read(limits.HEADER + 1))
    file.seek(0)
    return found


def expected_size(header_length: int, clear_size: int) -> int:
    """Return how long an age file with this header and clear size is: a nonce, and a tag for each 64 KiB."""
    chunks = max(1, -(-clear_size // _CHUNK))
    return header_length + _NONCE + clear_size + chunks * _TAG


def _decrypt(file: BinaryIO, size: int, spool: Spool, identities: Sequence[str]) -> Unlocked:
    head = header(file, size)
    if size < expected_size(head.length, 0):
        raise TruncatedBundle
    source, sink = _Source(file), _Gathering(_capped(spool))
    keys = [pyrage.x25519.Identity.from_str(identity) for identity in identities]
    failure: BundleRefused | None = None
    try:
        pyrage.decrypt_io(source, sink, keys)
    except (pyrage.DecryptError, OSError) as error:
        failure = _told(error, source.error, sink.error)
    with medium.told():
        sink.finish()
    return Unlocked(header=head, file_size=size, failure=failure)


def _told(error: Exception, read: OSError | None, written: Exception | None) -> BundleRefused:
    """Return the refusal for what pyrage raised, or raise what has another cause than the file's bytes."""
    if isinstance(written, BundleRefused):
        raise written
    if written is not None:
        with medium.told():
            raise written
    if read is not None:
        raise UnreadableFile from read
    words = str(error)
    if "No matching keys" in words:
        raise ForeignBundle from error
    refusal = TruncatedBundle() if "truncated" in words else ChangedBundle()
    refusal.__cause__ = error
    return refusal


def _capped(spool: Spool) -> Callable[[bytes], int]:
    def write(data: bytes) -> int:
        if spool.size + len(data) > limits.FILE:
            raise TooLarge(limit="600 MB")
        return spool.write(data)

    return write


class _Sink:
    """Writes on, and keeps what went wrong: pyrage gives other people's errors back as mere words."""

    def __init__(self, write: Callable[[bytes], int]) -> None:
        self._write = write
        self.error: Exception | None = None

    def write(self, data: bytes) -> int:
        try:
            return self._write(data)
        except Exception as error:
            self.error = error
            raise

    def flush(self) -> None:
        """Nothing waits here."""


class _Gathering(_Sink):
    """Writes on in large pieces: age hands out 8 KiB at a time."""

    def __init__(self, write: Callable[[bytes], int]) -> None:
        super().__init__(write)
        self._gathered = bytearray()

    def write(self, data: bytes) -> int:
        self._gathered += data
        if len(self._gathered) >= _PIECE:
            self._pass_on()
        return len(data)

    def finish(self) -> None:
        """Write on what is left."""
        self._pass_on()

    def _pass_on(self) -> None:
        held, self._gathered = bytes(self._gathered), bytearray()
        super().write(held)


class _Source:
    """Reads on in large pieces, never more than a bundle may hold, and keeps what went wrong."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._left = limits.FILE
        self.error: OSError | None = None

    def read(self, size: int = -1) -> bytes:
        try:
            data = self._file.read(min(size, self._left) if size >= 0 else self._left)
        except OSError as error:
            self.error = error
            raise
        self._left -= len(data)
        return data
