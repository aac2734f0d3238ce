"""Small files that are whole or not there."""

import errno
from pathlib import Path

import pytest

from app.store import DiskFull, DiskTrouble, durable


def test_a_replaced_file_is_the_new_one_and_leaves_nothing_beside(tmp_path: Path) -> None:
    durable.replace(tmp_path / "a", b"one")
    durable.replace(tmp_path / "a", b"two")
    assert (tmp_path / "a").read_bytes() == b"two"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_when_one_of_several_cannot_be_written_none_changes(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"old")
    with pytest.raises(DiskTrouble), durable.told_apart():
        durable.replace_each([tmp_path / "a", tmp_path / "missing" / "b"], b"new")
    assert (tmp_path / "a").read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["a"]


def test_an_overwritten_file_keeps_its_length_and_nothing_else(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"secret")
    durable.overwrite(tmp_path / "a")
    durable.overwrite(tmp_path / "missing")
    assert (tmp_path / "a").read_bytes() == bytes(6)
    assert not (tmp_path / "missing").exists()


@pytest.mark.parametrize(
    ("number", "kind"), [(errno.ENOSPC, DiskFull), (errno.EDQUOT, DiskFull), (errno.EIO, DiskTrouble)]
)
def test_a_full_disk_is_told_apart_from_a_failing_one(number: int, kind: type[Exception]) -> None:
    with pytest.raises(kind), durable.told_apart():
        raise OSError(number, "the system's word")


def test_a_folder_of_failed_work_is_gone(tmp_path: Path) -> None:
    work = tmp_path / "work"
    work.mkdir()
    (work / "left").write_bytes(b"from last time")

    def fail() -> None:
        with durable.fresh_folder(work):
            assert list(work.iterdir()) == []
            (work / "half").write_bytes(b"half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        fail()
    assert not work.exists()
