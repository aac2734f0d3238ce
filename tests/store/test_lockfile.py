"""One process per vault, and no lock that outlives its process."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from app.store import VaultInUse, lockfile

HOLDER = """
import sys, pathlib
from app.store import lockfile
lock = lockfile.hold(pathlib.Path(sys.argv[1]))
print("held", flush=True)
sys.stdin.read()
"""


def holder(folder: Path) -> "subprocess.Popen[str]":
    """Another process that holds the vault until its input ends."""
    root = str(Path(lockfile.__file__).parents[2])
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDER, str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=dict(os.environ, PYTHONPATH=root),
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_a_second_window_is_refused_until_the_first_closes(tmp_path: Path) -> None:
    with lockfile.hold(tmp_path) as first:
        assert not first.unclean_end
        with pytest.raises(VaultInUse):
            lockfile.hold(tmp_path)
    with lockfile.hold(tmp_path) as second:
        assert not second.unclean_end


def test_another_process_is_refused(tmp_path: Path) -> None:
    with holder(tmp_path) as process:
        with pytest.raises(VaultInUse):
            lockfile.hold(tmp_path)
        process.communicate("")


def test_the_lock_of_a_killed_process_is_free_and_its_end_is_told(tmp_path: Path) -> None:
    with holder(tmp_path) as process:
        process.kill()
        process.communicate()
    with lockfile.hold(tmp_path) as lock:
        assert (lock.unclean_end, lock.other_machine) == (True, False)
    with lockfile.hold(tmp_path) as lock:
        assert not lock.unclean_end


def test_a_note_left_by_another_machine_is_told_and_does_not_keep_anybody_out(tmp_path: Path) -> None:
    (tmp_path / lockfile.NAME).write_text('{"machine": "0000000000000000", "process": 1}')
    with lockfile.hold(tmp_path) as lock:
        assert (lock.unclean_end, lock.other_machine) == (True, True)


def test_the_note_names_nobody(tmp_path: Path) -> None:
    with lockfile.hold(tmp_path):
        note = (tmp_path / lockfile.NAME).read_text()
    assert os.uname().nodename not in note if hasattr(os, "uname") else True
    assert str(tmp_path) not in note


def test_releasing_twice_is_harmless(tmp_path: Path) -> None:
    lock = lockfile.hold(tmp_path)
    lock.release()
    lock.release()
    lockfile.hold(tmp_path).release()
