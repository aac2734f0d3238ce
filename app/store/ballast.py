"""8 MB kept aside: on a full disk even a checkpoint fails, and giving these back lets the last save through."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from app.store import DiskFull, durable

T = TypeVar("T")

NAME = "ballast"
SIZE = 8 * 1024 * 1024
SHORT_BYTES = 200 * 1024 * 1024


def keep(directory: Path) -> None:
    """Make sure the ballast lies there, with bytes no file system can squeeze.

    Raises:
        DiskFull, DiskTrouble
    """
    path = directory / NAME
    if path.exists() and path.stat().st_size == SIZE:
        return
    with durable.told_apart():
        try:
            durable.write_synced(path, os.urandom(SIZE))
        except OSError:
            path.unlink(missing_ok=True)  # half a ballast only makes the disk fuller
            raise


def free(directory: Path) -> bool:
    """Give the ballast's room back; return whether there was any. Then repeat the save that failed."""
    path = directory / NAME
    if not path.exists():
        return False
    with durable.told_apart():
        path.unlink()
        durable.sync_folder(directory)
    return True


def once_more(directory: Path, save: Callable[[], T]) -> T:
    """Return what `save` returns; when the disk is full, give the ballast's room back and save once more.

    Raises:
        DiskFull: also without the ballast; and whatever else `save` raises.
    """
    try:
        return save()
    except DiskFull:
        if not free(directory):
            raise
        return save()


def room(directory: Path) -> int:
    """Return the free bytes of the disk under `directory`."""
    return shutil.disk_usage(directory).free


def is_short(directory: Path) -> bool:
    """Return whether it is time to warn: less than 200 MB are free."""
    return room(directory) < SHORT_BYTES
