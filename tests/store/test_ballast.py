"""Room kept aside for the last save."""

from pathlib import Path

import pytest

from app.store import DiskFull, ballast


def test_the_ballast_is_made_once_and_given_back_once(tmp_path: Path) -> None:
    ballast.keep(tmp_path)
    made = (tmp_path / ballast.NAME).stat()
    assert made.st_size == ballast.SIZE
    ballast.keep(tmp_path)
    assert (tmp_path / ballast.NAME).stat().st_mtime_ns == made.st_mtime_ns
    assert ballast.free(tmp_path)
    assert not ballast.free(tmp_path)


def test_half_a_ballast_is_made_whole(tmp_path: Path) -> None:
    (tmp_path / ballast.NAME).write_bytes(b"half")
    ballast.keep(tmp_path)
    assert (tmp_path / ballast.NAME).stat().st_size == ballast.SIZE


def test_free_room_is_known(tmp_path: Path) -> None:
    assert ballast.room(tmp_path) > 0
    assert ballast.is_short(tmp_path) == (ballast.room(tmp_path) < 200 * 1024 * 1024)


def test_a_save_that_finds_no_room_is_made_once_more_in_the_room_of_the_ballast(tmp_path: Path) -> None:
    def save() -> str:
        if (tmp_path / ballast.NAME).exists():
            raise DiskFull
        return "kept"

    ballast.keep(tmp_path)
    assert ballast.once_more(tmp_path, save) == "kept"


def test_without_ballast_a_full_disk_is_told(tmp_path: Path) -> None:
    def save() -> None:
        raise DiskFull

    ballast.keep(tmp_path)
    for _ in range(2):
        with pytest.raises(DiskFull):
            ballast.once_more(tmp_path, save)
        assert not (tmp_path / ballast.NAME).exists()
