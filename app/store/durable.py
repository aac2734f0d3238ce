"""Files that are whole after a power cut: written beside, synced, then renamed into place."""

import errno
import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from app.store import DiskFull, DiskTrouble


@contextmanager
def told_apart() -> Iterator[None]:
    """Turn the system's complaints about the disk into sentences a person can act on.

    Raises:
        DiskFull, DiskTrouble
    """
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull from error
        raise DiskTrouble from error


def sync_file(path: Path) -> None:
    """Return when the content of `path` is on the disk."""
    descriptor = os.open(path, os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Return when the names in `folder` are on the disk (Windows does this by itself)."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def write_synced(path: Path, content: bytes) -> None:
    """Write a file of its own, readable by its owner only, and sync it."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def replace(path: Path, content: bytes) -> None:
    """Put `content` at `path` so that a power cut leaves the old or the new, never half of either."""
    replace_each([path], content)


def replace_each(paths: Sequence[Path], content: bytes) -> None:
    """Put the same content at several paths; when the disk is full, none of them changes."""
    fresh = [path.with_name(path.name + ".new") for path in paths]
    try:
        for staged in fresh:
            write_synced(staged, content)
    except BaseException:
        for staged in fresh:
            staged.unlink(missing_ok=True)
        raise
    for staged, path in zip(fresh, paths, strict=True):
        staged.replace(path)
        sync_folder(path.parent)


def overwrite(path: Path) -> None:
    """Write zeros over a small file in place, as far as the disk lets us reach the old bytes."""
    if not path.exists():
        return
    with path.open("r+b") as file:
        file.write(bytes(path.stat().st_size))
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def fresh_folder(work: Path) -> Iterator[None]:
    """Work in a new, empty folder, which is gone again when the work fails.

    Raises:
        DiskFull, DiskTrouble
    """
    with told_apart():
        shutil.rmtree(work, ignore_errors=True)
        work.mkdir(mode=0o700)
    try:
        yield
    except BaseException:
        shutil.rmtree(work, ignore_errors=True)
        raise
