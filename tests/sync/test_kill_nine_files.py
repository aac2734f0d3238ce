"""A process killed at any moment loses no file it said was kept, and never has a change whose file it had and dropped."""

import os
import random
import select
import subprocess
import sys
import time
from hashlib import shake_256
from pathlib import Path

import pytest

from app import store
from app.models.case import Case
from app.models.edit import Attach
from app.store import attached, attachments, checking
from app.store import vault as vaults
from app.store.header import Role
from app.sync import enrol, exchange
from tests import factory

ROOT = Path(store.__file__).parents[2]
OPEN = """
import os, pathlib, sys
from app.store import attachments, vault
from app.sync import exchange
from app.sync.refusals import ReplayedBundle
held = vault.unlock(pathlib.Path(sys.argv[1]), sys.argv[2])
def say(word):
    os.write(1, word.encode() + b"\\n")
"""
PUTTING = (
    OPEN
    + """
number = 0
while True:
    number += 1
    say(attachments.put(held, os.urandom(number * 7919 % 300_000 + 1), "image/jpeg").hash)
"""
)
IMPORTING = (
    OPEN
    + """
say("begun")
for path in sorted(pathlib.Path(sys.argv[3]).glob("*.etb")):
    try:
        exchange.take_in(held, path)
    except ReplayedBundle:
        pass
    say(path.name)
say("done")
"""
)


def run_and_kill(script: str, *words: str, seconds: float) -> list[str]:
    """Let a child work for a while after its first word, kill it, and return the words it said whole."""
    command = [sys.executable, "-c", script, *words]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, env=dict(os.environ, PYTHONPATH=str(ROOT))
    ) as child:
        assert child.stdout is not None
        heard = os.read(child.stdout.fileno(), 65536)
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0 and not heard.endswith(b"done\n"):
            if select.select([child.stdout], [], [], left)[0]:
                heard += os.read(child.stdout.fileno(), 65536)
        child.kill()
        heard += child.stdout.read()
    return heard[: heard.rindex(b"\n")].decode().split("\n")


def survive_putting(folder: Path, kills: int) -> None:
    chance, said = random.Random(kills), list[str]()
    factory.a_vault(folder).close()
    for _ in range(kills):
        said += run_and_kill(PUTTING, str(folder), factory.PASSWORD, seconds=chance.uniform(0.0, 0.2))
        opened = vaults.unlock(folder, factory.PASSWORD)
        try:
            assert checking.problems(opened) == [], "every file that is there is whole"
            kept = {row[0].hex() for row in opened.files.execute("SELECT h FROM file")}
        finally:
            opened.close()
        assert set(said) <= kept, "a file said to be kept was lost"
        assert len(kept) <= len(said) + kills
    assert len(said) > kills


def survive_importing(folder: Path, kills: int, *, bundles: int = 6) -> None:
    stick = folder / "stick"
    stick.mkdir(parents=True)
    centre = factory.a_vault(folder / "centre", name="Merkez", role=Role.CENTRE)
    worker = factory.a_vault(folder / "worker")
    enrol.join(worker, enrol.card_file(centre), None)
    enrol.accept(worker, enrol.admit(centre, enrol.request(worker)))
    made = factory.a_case(worker)
    for number in range(bundles):
        for part in range(3):
            content = shake_256(f"{number} {part}".encode()).digest(150_000)
            stored = attachments.put(worker, content, "image/jpeg")
            edit = Attach(
                record=f"v{number}", kind=Case.KIND, hash=stored.hash, size=stored.size, type=stored.type
            )
            worker.commit(made.stream, [edit])
        exchange.export(worker, stick / f"{number}.etb")
    worker.close()
    place = centre.directory
    centre.close()
    chance = random.Random(kills)
    words: list[str] = []
    for turn in range(10_000):
        # At first killed; when that has been done often enough, let it come to its end.
        seconds = chance.uniform(0.0, 0.15) if turn < kills else 60.0
        words = run_and_kill(IMPORTING, str(place), factory.PASSWORD, str(stick), seconds=seconds)
        opened = vaults.unlock(place, factory.PASSWORD)
        try:
            files = attached.of(opened, made.stream)
            assert checking.problems(opened) == []
            assert all(one.here for one in files), "a change is here whose file came with it and is not"
            assert len(files) >= 3 * sum(word.endswith(".etb") for word in words)
        finally:
            opened.close()
        if words[-1] == "done":
            break
    assert words[-1] == "done"
    assert len(files) == 3 * bundles


def test_no_file_said_to_be_kept_is_lost_to_six_kills(tmp_path: Path) -> None:
    survive_putting(tmp_path / "v", 6)


def test_an_import_killed_again_and_again_has_every_file_its_changes_speak_of(tmp_path: Path) -> None:
    survive_importing(tmp_path, 5)


@pytest.mark.soak
def test_no_file_is_lost_to_five_hundred_kills(tmp_path: Path) -> None:
    for turn in range(10):
        survive_putting(tmp_path / f"v{turn}", 25)
        survive_importing(tmp_path / f"i{turn}", 25, bundles=12)
