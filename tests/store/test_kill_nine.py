"""A process killed at any moment loses no save it acknowledged."""

import os
import random
import select
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from app.store import database, witness
from app.store.database import open_encrypted

KEY = bytes(range(32))
ROOT = Path(database.__file__).parents[2]

# each save is two rows that belong together, acknowledged with its number only after COMMIT returned
CHILD = """
import pathlib, sys
from app.store.database import open_encrypted
connection = open_encrypted(pathlib.Path(sys.argv[1]), bytes(range(32)), create=False)
connection.execute("PRAGMA wal_autocheckpoint = 20")
number = connection.execute("SELECT ifnull(max(id), 0) FROM save").fetchone()[0]
while True:
    number += 1
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO save VALUES (?, zeroblob(?))", (number, number * 37 % 900))
    connection.execute("INSERT INTO trace VALUES (?, hex(randomblob(100)))", (number,))
    connection.execute("COMMIT")
    sys.stdout.buffer.write(b"%d\\n" % number)
    sys.stdout.buffer.flush()
"""


def run_and_kill(path: Path, seconds: float) -> int:
    """Let a child save for a while after its first acknowledgement, kill it, and return the last number acknowledged."""
    environment = dict(os.environ, PYTHONPATH=str(ROOT))
    with subprocess.Popen(
        [sys.executable, "-c", CHILD, str(path)], stdout=subprocess.PIPE, env=environment
    ) as child:
        assert child.stdout is not None
        heard = os.read(child.stdout.fileno(), 65536)
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            if select.select([child.stdout], [], [], left)[0]:
                heard += os.read(child.stdout.fileno(), 65536)
        child.kill()
        heard += child.stdout.read()
    return int(heard[: heard.rindex(b"\n")].split(b"\n")[-1])


def saved(path: Path) -> int:
    """Return the last save after reopening; every earlier one is there, each with both its rows."""
    connection = open_encrypted(path, KEY, create=False)
    try:
        assert database.problems(connection) == []
        count, last = connection.execute("SELECT count(*), ifnull(max(id), 0) FROM save").fetchone()
        pairs = connection.execute("SELECT count(*) FROM save JOIN trace USING (id)").fetchone()[0]
    finally:
        connection.close()
    assert count == last == pairs
    return int(last)


def witnessed(path: Path) -> int:
    """Return the last save as the independent reader finds it in the files the killed process left."""
    plain = path.with_suffix(".plain")
    witness.write_plain(path, KEY, plain)
    connection = sqlite3.connect(plain)
    last = connection.execute("SELECT ifnull(max(id), 0) FROM save").fetchone()[0]
    connection.close()
    plain.unlink()
    return int(last)


def survive(path: Path, kills: int, *, seed: int = 0) -> None:
    chance = random.Random(seed)
    connection = open_encrypted(path, KEY, create=True)
    connection.execute("CREATE TABLE save (id INTEGER PRIMARY KEY, blob BLOB)")
    connection.execute("CREATE TABLE trace (id INTEGER PRIMARY KEY, said TEXT)")
    connection.close()
    acknowledged = 0
    for _ in range(kills):
        acknowledged = run_and_kill(path, chance.uniform(0.0, 0.06))
        seen = witnessed(path)
        last = saved(path)
        assert acknowledged <= last <= acknowledged + 1, "a save said to be kept was lost"
        assert seen == last
    assert acknowledged > kills


def test_no_acknowledged_save_is_lost_to_thirty_kills(tmp_path: Path) -> None:
    survive(tmp_path / "cases.db", 30)


@pytest.mark.soak
def test_no_acknowledged_save_is_lost_to_two_thousand_kills(tmp_path: Path) -> None:
    for turn in range(20):  # a fresh file each time, so that checking it stays quick
        survive(tmp_path / f"{turn}.db", 100, seed=turn)
