"""Backups that make themselves."""

from datetime import timedelta
from pathlib import Path

import pytest

from app.store import backup, header, routine, vault
from app.store.argon import FLOOR
from app.store.backup_set import Reason, listed
from app.store.header import Role

DAY_MS = 86_400_000


class Clock:
    """A clock that a test sets, in UTC milliseconds."""

    def __init__(self) -> None:
        self.now = 1_795_000_000_000

    def __call__(self) -> int:
        """Return the time."""
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


def test_a_backup_is_made_once_a_day_and_opens_again(tmp_path: Path, clock: Clock) -> None:
    new = vault.create(
        tmp_path / "v",
        "dört sany söz gerek",
        role=Role.WORKER,
        name="Maral",
        place="TM-A",
        cost=FLOOR,
        clock=clock,
    )
    held = new.vault
    assert routine.last(held) is None
    first = routine.if_older(held, routine.NIGHTLY, Reason.NIGHTLY)
    assert first is not None
    assert routine.if_older(held, routine.NIGHTLY, Reason.NIGHTLY) is None
    clock.now += DAY_MS
    assert routine.if_older(held, routine.NIGHTLY, Reason.NIGHTLY) is not None
    assert len(listed(routine.place(held))) == 2
    dek = header.unlock(first.path.parent, "dört sany söz gerek").dek
    held.close()
    restored = backup.restore(first, dek, tmp_path / "back")
    again = vault.unlock(restored.directory, "dört sany söz gerek", clock=clock)
    assert again.owner.name == "Maral"
    again.close()


def test_a_clock_that_went_back_makes_a_backup_rather_than_none(tmp_path: Path, clock: Clock) -> None:
    new = vault.create(
        tmp_path / "v",
        "dört sany söz gerek",
        role=Role.WORKER,
        name="Maral",
        place="TM-A",
        cost=FLOOR,
        clock=clock,
    )
    routine.if_older(new.vault, timedelta(hours=1), Reason.NIGHTLY)
    clock.now -= 3 * DAY_MS
    assert routine.if_older(new.vault, timedelta(hours=1), Reason.NIGHTLY) is not None
    new.vault.close()
