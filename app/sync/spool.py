"""Room for one bundle's clear content while it is made or read, which never lies in clear on a disk.

Up to 8 MiB stays in memory; beyond, an unnamed temporary file. Either way the bytes are ChaCha20 under a key that lives
in this object alone, so neither the file, nor swap, nor a crash can give them away: without the object they are noise.
An anonymous memory file (memfd) would hold up to 600 MB of a 4 GB laptop's memory, could be swapped out in clear, and does
not exist on Windows. No MAC is needed: whatever is read back is checked against a signed hash before it is believed.
"""

import io
import secrets
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

from cryptography.hazmat.primitives.ciphers import Cipher, CipherContext
from cryptography.hazmat.primitives.ciphers.algorithms import ChaCha20

from app.sync import limits

_IN_MEMORY = 8 * limits.MIB
_BLOCK = 64
_PIECE = 256 * limits.KIB


class Spool:
    """Bytes that are written once, in order, and read back from any place. Close it, or use it in a `with`."""

    def __init__(self, scratch: Path | None = None) -> None:
        """Open an empty spool; `scratch` is the folder for what does not fit in memory (default: the system's)."""
        folder = str(scratch) if scratch else None
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY, dir=folder)  # noqa: SIM115
        self._key = secrets.token_bytes(32)
        self._nonce = secrets.token_bytes(8)
        self._cipher = self._cipher_at(0)
        self._pending = bytearray()
        self._stored = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Forget the content."""
        self._file.close()

    @property
    def size(self) -> int:
        """How many bytes were written."""
        return self._stored + len(self._pending)

    def write(self, data: bytes) -> int:
        """Add `data` at the end. Raises: OSError when the scratch disk is full."""
        if len(data) >= _PIECE:
            self._store(data)
            return len(data)
        self._pending += data
        if len(self._pending) >= _PIECE:
            self._store()
        return len(data)

    def read_at(self, offset: int, size: int) -> bytes:
        """Return up to `size` bytes from `offset`; fewer only at the end."""
        self._store()
        before = offset % _BLOCK
        self._file.seek(offset - before)
        return self._cipher_at(offset).update(self._file.read(size + before))[before:]

    def reader(self) -> io.BufferedReader:
        """Return everything from the start as a stream."""
        return io.BufferedReader(_Stream(self), _PIECE)

    def _store(self, data: bytes = b"") -> None:
        """Lock what waits, and `data`, and put it behind what is stored: small pieces are gathered for the disk."""
        self._file.seek(self._stored)
        for piece in (self._pending, data):
            self._file.write(self._cipher.update(piece))
            self._stored += len(piece)
        self._pending.clear()

    def _cipher_at(self, offset: int) -> CipherContext:
        counter = (offset // _BLOCK).to_bytes(8, "little")
        return Cipher(ChaCha20(self._key, counter + self._nonce), mode=None).encryptor()


class _Stream(io.RawIOBase):
    """A spool from its start to its end."""

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._offset = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        data = self._spool.read_at(self._offset, len(buffer))
        buffer[: len(data)] = data
        self._offset += len(data)
        return len(data)
