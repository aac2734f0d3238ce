"""The way out of the format: reads SQLCipher 4 pages without SQLCipher and writes a plain SQLite file.

It shares no code with the library that wrote them, so it bears witness in the tests that what was saved is what was meant.
`docs/vault-format.md` says the same in words. The plain file is client data in clear: whoever asks for it must mean it.
"""

import hmac
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import pbkdf2_hmac
from pathlib import Path
from typing import IO

from cryptography.hazmat.primitives.ciphers import Cipher
from cryptography.hazmat.primitives.ciphers.algorithms import AES
from cryptography.hazmat.primitives.ciphers.modes import CBC

from app.store import DamagedDatabase

PAGE, RESERVE, SALT, IV, MAC = 4096, 80, 16, 16, 64
MAGIC = b"SQLite format 3\x00"
_SALT_MASK = 0x3A
_WAL_HEADER, _FRAME_HEADER = 32, 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """The two keys that open every page of one file."""

    key: bytes = field(repr=False)
    mac_key: bytes = field(repr=False)

    def page(self, number: int, page: bytes) -> bytes:
        """Return page `number` (from 1) in clear, its last 80 bytes zero. Raises `DamagedDatabase`."""
        if page.count(0) == PAGE:
            return page  # never written: the database's end was moved over it
        start = SALT if number == 1 else 0
        body, vector, mac = page[start : PAGE - RESERVE], page[-RESERVE:-MAC], page[-MAC:]
        expected = hmac.digest(self.mac_key, body + vector + struct.pack("<I", number), "sha512")
        if not hmac.compare_digest(mac, expected):
            raise DamagedDatabase
        opener = Cipher(AES(self.key), CBC(vector)).decryptor()
        clear = opener.update(body) + opener.finalize()
        return (MAGIC if number == 1 else b"") + clear + bytes(RESERVE)


def write_plain(database: Path, key: bytes, plain: Path) -> int:
    """Write what `database` (and its -wal file, up to the last commit) says to `plain`; return the pages written.

    `key` is the raw 32-byte key. The database must not be written meanwhile.

    The file is its owner's alone, and it is gone again when it could not be written to its end.

    Raises:
        DamagedDatabase, FileExistsError, OSError
    """
    descriptor = os.open(plain, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    try:
        with os.fdopen(descriptor, "wb") as target:
            return _written(database, key, target)
    except BaseException:
        plain.unlink(missing_ok=True)
        raise


def _written(database: Path, key: bytes, target: IO[bytes]) -> int:
    log = Path(f"{database}-wal")
    size, newest = _wal_pages(log.read_bytes() if log.exists() else b"")
    with database.open("rb") as source:
        salt = source.read(SALT)
        reader = _reader(key, salt)
        count = size or database.stat().st_size // PAGE
        for number in range(1, count + 1):
            source.seek((number - 1) * PAGE)
            page = newest.get(number) or source.read(PAGE)
            if len(page) != PAGE:
                raise DamagedDatabase
            clear = reader.page(number, page)
            target.write(_rollback_mode(clear) if number == 1 else clear)
    return count


def _reader(key: bytes, salt: bytes) -> Reader:
    if len(key) != 32 or len(salt) != SALT:
        raise DamagedDatabase
    masked = bytes(byte ^ _SALT_MASK for byte in salt)
    return Reader(key=key, mac_key=pbkdf2_hmac("sha512", key, masked, 2, 32))


def _rollback_mode(first: bytes) -> bytes:
    """Page 1 with file format versions 1: the plain file has no WAL beside it."""
    if first[16:18] != struct.pack(">H", PAGE) or first[20] != RESERVE:
        raise DamagedDatabase
    return first[:18] + b"\x01\x01" + first[20:]


def _wal_pages(log: bytes) -> tuple[int, dict[int, bytes]]:
    """Return the database's size in pages after the last commit in the log (0: none) and the newest copy of each page."""
    size, committed, waiting = 0, dict[int, bytes](), dict[int, bytes]()
    for number, pages_after, page in _frames(log):
        waiting[number] = page
        if pages_after:
            committed |= waiting
            size, waiting = pages_after, {}
    return size, committed


def _frames(log: bytes) -> Iterator[tuple[int, int, bytes]]:
    """Yield (page number, size after commit or 0, page) up to the first frame whose salts or checksum do not hold."""
    if len(log) < _WAL_HEADER or struct.unpack(">I", log[:4])[0] & ~1 != 0x377F0682:
        return
    order = ">" if log[3] & 1 else "<"
    salts, sums = log[16:24], _sums((0, 0), log[:24], order)
    if struct.pack(">II", *sums) != log[24:32]:
        return
    for start in range(_WAL_HEADER, len(log) - _FRAME_HEADER - PAGE + 1, _FRAME_HEADER + PAGE):
        head, page = log[start : start + _FRAME_HEADER], log[start + _FRAME_HEADER :][:PAGE]
        sums = _sums(_sums(sums, head[:8], order), page, order)
        if head[8:16] != salts or struct.pack(">II", *sums) != head[16:24]:
            return
        number, pages_after = struct.unpack(">II", head[:8])
        yield number, pages_after, page


def _sums(sums: tuple[int, int], content: bytes, order: str) -> tuple[int, int]:
    """SQLite's WAL checksum over pairs of 32-bit words (file format document, section 4.2)."""
    first, second = sums
    for one, two in struct.iter_unpack(f"{order}II", content):
        first = (first + one + second) & 0xFFFFFFFF
        second = (second + two + first) & 0xFFFFFFFF
    return first, second
