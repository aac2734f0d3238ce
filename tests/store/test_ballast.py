"""Room kept aside for the last save."""

from pathlib import Path

from app.store import ballast


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
