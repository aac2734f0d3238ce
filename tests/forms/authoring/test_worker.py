"""A check in a process of its own: it tells how far it is, can be stopped, and leaves nothing behind."""

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.forms.authoring import checking, worker
from app.forms.authoring.errors import NoCompiler
from app.forms.authoring.report import Report, Stage
from app.forms.authoring.worker import Checking, CheckStopped, Stopped
from tests.forms.authoring.books import block, survey

SMALL = (
    ("type", "name", "label"),
    ("text", "who", "Name"),
    ("select_one_from_file places.csv", "where", "Where?"),
)
WAIT_S = 30.0


@pytest.fixture
def swept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder for all that is written for a moment; nothing may be left in it."""
    folder = tmp_path / "moment"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    yield folder
    assert list(folder.iterdir()) == []


@pytest.fixture
def form(tmp_path: Path, swept: Path) -> Path:
    """A form with its attached table."""
    del swept
    path = tmp_path / "small.xlsx"
    path.write_bytes(survey(*SMALL))
    (tmp_path / "places.csv").write_text("name,label\na,Ahal\n", encoding="utf-8")
    return path


@pytest.fixture
def endless(tmp_path: Path, swept: Path) -> Path:
    """A form that nobody can check within seconds."""
    del swept
    path = tmp_path / "endless.csv"
    rows = "".join(f",text,q{number},Q\n" for number in range(15_000))
    path.write_text(f"survey,,,\n,type,name,label\n{rows}", encoding="utf-8")
    return path


def test_the_report_is_the_one_that_a_check_here_would_give(form: Path) -> None:
    media = {"places.csv": (form.parent / "places.csv").read_bytes()}
    stages: list[Stage] = []
    report = Checking(form).run(stages.append)
    assert report == checking.check(form.read_bytes(), form.name, media=media)
    assert report.media == ("places.csv",)
    assert stages == list(Stage)


def test_a_file_that_is_not_there_is_refused_in_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CheckStopped, match=r"gone\.xlsx could not be read"):
        Checking(tmp_path / "gone.xlsx").run()


class Run:
    """A check on a thread of its own, as the window runs it."""

    def __init__(self, check: Checking) -> None:
        self.check = check
        self.stages: list[Stage] = []
        self.came: Report | Exception | None = None
        self.begun = threading.Event()
        self.thread = threading.Thread(target=self._work)
        self.thread.start()

    def _work(self) -> None:
        try:
            self.came = self.check.run(self._hear)
        except Exception as error:  # noqa: BLE001 - what came is what the test asks
            self.came = error

    def _hear(self, stage: Stage) -> None:
        self.stages.append(stage)
        self.begun.set()

    def end(self) -> Report | Exception | None:
        self.thread.join(WAIT_S)
        assert not self.thread.is_alive()
        return self.came


def process_of(check: Checking) -> subprocess.Popen[str]:
    process = check._process
    assert process is not None
    return process


def test_a_check_that_is_stopped_ends_at_once_with_its_process(endless: Path) -> None:
    run = Run(Checking(endless))
    assert run.begun.wait(WAIT_S)
    before = time.monotonic()
    run.check.stop()
    assert isinstance(run.end(), Stopped)
    assert time.monotonic() - before < 5
    assert process_of(run.check).returncode is not None


def test_a_check_stopped_before_it_began_never_begins(form: Path) -> None:
    check = Checking(form)
    check.stop()
    with pytest.raises(Stopped):
        check.run()


def test_a_check_that_takes_too_long_is_ended_and_that_is_said(endless: Path) -> None:
    check = Checking(endless, seconds=0.3)
    with pytest.raises(CheckStopped, match="The check took longer than 0 seconds"):
        check.run()
    assert process_of(check).returncode is not None


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux holds a process to its memory")
def test_a_check_that_needs_too_much_memory_is_ended_and_that_is_said(endless: Path) -> None:
    with pytest.raises(CheckStopped, match=r"needed more memory than it may have|ended unexpectedly"):
        Checking(endless, memory=70 * 1024 * 1024).run()


def test_a_check_whose_process_dies_is_told_in_one_sentence(endless: Path) -> None:
    run = Run(Checking(endless))
    assert run.begun.wait(WAIT_S)
    os.kill(process_of(run.check).pid, signal.SIGTERM)
    came = run.end()
    assert isinstance(came, CheckStopped)
    assert "ended unexpectedly" in str(came)


def test_the_process_ends_when_the_program_that_asked_is_gone(endless: Path) -> None:
    process = subprocess.Popen(
        worker.command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert process.stdin is not None
    assert process.stdout is not None
    process.stdin.write(f'{{"file": "{endless}"}}\n')
    process.stdin.flush()
    assert "reading" in process.stdout.readline()
    process.stdin.close()
    assert process.wait(WAIT_S) != 0
    process.stdout.close()


def test_without_pyxform_the_window_is_told_in_one_sentence(
    form: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    block(monkeypatch, "pyxform")
    assert not worker.is_there()
    with pytest.raises(NoCompiler, match="is not part of this build"):
        Checking(form).run()


def test_a_frozen_program_starts_itself_as_the_one_that_checks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert worker.command() == [sys.executable, "form", "worker"]
