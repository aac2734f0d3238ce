"""How often the password was wrong since it was last right, so that guessing at the keyboard grows slow."""

from pathlib import Path

from app.store import durable

NAME = "failures"
FREE = 3
LONGEST_SECONDS = 300.0


def delay_after(failures: int) -> float:
    """Return how many seconds to wait before the next try: none for the first three, then 5, 10, 20 … 300."""
    return 0.0 if failures <= FREE else min(LONGEST_SECONDS, 5.0 * 2.0 ** min(failures - FREE - 1, 16))


def failures(directory: Path) -> int:
    """Return how many wrong passwords were counted; an unreadable count is the longest wait, a missing one is none."""
    path = directory / NAME
    try:
        return int(path.read_text(encoding="ascii")) if path.exists() else 0
    except ValueError:
        return FREE + 16


def count_failure(directory: Path) -> int:
    """Count one more wrong password and return how many there are now."""
    now = failures(directory) + 1
    with durable.told_apart():
        durable.replace(directory / NAME, str(now).encode("ascii"))
    return now


def forget(directory: Path) -> None:
    """Begin at none again: the password was right."""
    with durable.told_apart():
        (directory / NAME).unlink(missing_ok=True)
