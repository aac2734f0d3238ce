"""One process per vault: a lock of the operating system, so the lock of a dead process is free by itself.

The file's content is a note for the next one: process number and a digest of the machine, wiped on a clean end. A note
left behind tells that the last session ended badly (power cut, kill), which is the time for a thorough check.
"""

import json
import os
import platform
import sys
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from app.store import VaultError, VaultInUse, durable

NAME = "lock"
_NOTE = 128
_AT = 1024  # Windows locks bytes, and a locked byte cannot be read: lock one behind the note


@dataclass(frozen=True, slots=True, kw_only=True)
class Lock:
    """A held lock; `unclean_end` when the session before did not close, `other_machine` when it ran elsewhere."""

    unclean_end: bool
    other_machine: bool
    file: BinaryIO = field(repr=False)

    def release(self) -> None:
        """Wipe the note and let the next one in."""
        if self.file.closed:
            return
        _note(self.file, b"")
        _unlock(self.file)
        self.file.close()

    def __enter__(self) -> "Lock":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def hold(directory: Path) -> Lock:
    """Take the vault for this process.

    Raises:
        VaultInUse, DiskTrouble
    """
    with durable.told_apart():
        file = os.fdopen(os.open(directory / NAME, os.O_RDWR | os.O_CREAT, 0o600), "r+b", buffering=0)
    if not _lock(file):
        file.close()
        raise VaultInUse
    left = file.read(_AT).strip()
    try:
        _note(file, json.dumps({"machine": _machine(), "process": os.getpid()}).encode("ascii"))
    except VaultError:
        file.close()
        raise
    return Lock(
        unclean_end=bool(left), other_machine=bool(left) and _machine().encode() not in left, file=file
    )


def _note(file: BinaryIO, content: bytes) -> None:
    with durable.told_apart():
        file.seek(0)
        file.write(content.ljust(_NOTE))  # always the same room, so a full disk does not keep anybody out
        os.fsync(file.fileno())


def _machine() -> str:
    return sha256(f"goldaw {platform.node()}".encode()).hexdigest()[:16]  # the name itself may be a person's


if sys.platform == "win32":
    import msvcrt

    def _lock(file: BinaryIO) -> bool:
        file.seek(_AT)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        file.seek(0)
        return True

    def _unlock(file: BinaryIO) -> None:
        file.seek(_AT)
        msvcrt.locking(file.fileno(), msvcrt.LK_UNLCK, 1)
else:
    import fcntl

    def _lock(file: BinaryIO) -> bool:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _unlock(file: BinaryIO) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_UN)
