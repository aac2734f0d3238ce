"""What goes into a vault's saves and what comes of received ones; `vault` does both."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from app.models.edit import Edit

Clock = Callable[[], int]


def wall_clock() -> int:
    """Return now in UTC milliseconds."""
    return time.time_ns() // 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Save:
    """Edits that belong together, with their author and time where these are not the vault's own and now."""

    edits: Sequence[Edit]
    actor: str | None = None
    wall_ms: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """One stream's part of a save of several; `seen` as for `commit`."""

    stream: str
    edits: Sequence[Edit]
    seen: Sequence[bytes] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whose vault this is: staff identifier, name, place code."""

    staff: str
    name: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What came of received changes: applied, here before, still waiting for parents; and the streams touched."""

    applied: int
    known: int
    waiting: int
    streams: tuple[str, ...]
