"""Putting a file on a disk or stick so that it is there whole or not at all, and was read back before anyone trusts it.

Temporary name, fsync, read back and compare, rename, fsync of the folder. Whatever fails, no half file keeps the name.
"""

import errno
import os
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from app.sync import limits
from app.sync.refusals import BadMedium, NameTaken, NoRoom

_BINARY = getattr(os, "O_BINARY", 0)
_BLOCK = 1 * limits.MIB


def place(target: Path, fill: Callable[[Callable[[bytes], int]], None]) -> int:
    """Let `fill` write a file that then appears at `target`; return its size.

    Raises: NameTaken, NoRoom, BadMedium, and what `fill` raises. In each case no new file is at `target`.
    """
    with told():
        taken = target.exists()
    if taken:
        raise NameTaken
    fresh = target.with_name(target.name + ".part")
    try:
        with told():
            sums = _written(fresh, fill)
            _compare(fresh, sums)
            os.replace(fresh, target)  # noqa: PTH105 — the system call is what the fault tests stand in for
    except BaseException:
        with suppress(OSError):
            os.unlink(fresh)  # noqa: PTH108
        raise
    with suppress(OSError):
        _sync_folder(target.parent)
    return sums.size


@contextmanager
def told() -> Iterator[None]:
    """Turn the system's complaints into sentences. Raises: NoRoom, BadMedium."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
            raise NoRoom from error
        raise BadMedium from error


class _Sums:
    """Size and CRC-32 of each MiB that goes by: enough to find what a failing stick got wrong (age guards the rest)."""

    def __init__(self) -> None:
        self.size = 0
        self.sums = [0]

    def add(self, data: bytes) -> None:
        """Take in the next bytes."""
        view = memoryview(data)
        while view:
            room = _BLOCK - self.size % _BLOCK
            self.sums[-1] = zlib.crc32(view[:room], self.sums[-1])
            self.size += len(view[:room])
            if self.size % _BLOCK == 0:
                self.sums.append(0)
            view = view[room:]


def _written(fresh: Path, fill: Callable[[Callable[[bytes], int]], None]) -> _Sums:
    sums = _Sums()
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | _BINARY, 0o666)
    try:

        def write(data: bytes) -> int:
            view = memoryview(data)
            while view:
                view = view[os.write(descriptor, view) :]
            sums.add(data)
            return len(data)

        fill(write)
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
    return sums


def _compare(fresh: Path, expected: _Sums) -> None:
    """Read the file back, past the system's memory of it where it lets us. Raises: BadMedium."""
    found = _Sums()
    descriptor = os.open(fresh, os.O_RDONLY | _BINARY)
    try:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(descriptor, 0, 0, os.POSIX_FADV_DONTNEED)
        while data := os.read(descriptor, _BLOCK):
            found.add(data)
    finally:
        os.close(descriptor)
    if (found.size, found.sums) != (expected.size, expected.sums):
        raise BadMedium


def _sync_folder(folder: Path) -> None:
    """Make the new name last; the file itself is whole either way, so a stick that cannot do this is no failure."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
