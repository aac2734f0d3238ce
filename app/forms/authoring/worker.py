"""Check a form in a process of its own, which can be stopped at any moment and leaves nothing behind.

The parent writes one JSON line (what to check) and keeps the pipe open; the child answers with JSON lines: its stages, then
the report or why there is none. When the parent is gone the pipe closes, and the child ends itself.
"""

import json
import os
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TextIO

from app.errors import N_, UserError
from app.forms.attached import Folder
from app.forms.authoring import sentences, telling
from app.forms.authoring.errors import AuthoringError, NoCompiler
from app.forms.authoring.report import Report, Stage, Staged

SECONDS = 180.0
MEMORY = 1_500 * 1024 * 1024
MOST_BYTES = 64 * 1024 * 1024

_NO_COMPILER = N_("Checking spreadsheets is not part of this build. The forms you have were kept.")
_TOO_LONG = N_("The check took longer than {seconds} seconds and was stopped. Try the form in smaller parts.")
_TOO_LARGE = N_(
    "The check needed more memory than it may have and was stopped. Try the form in smaller parts."
)
_BROKE = N_("The check ended unexpectedly, so nothing is known of the form. Try again.")


class CheckStopped(AuthoringError):
    """A check that ended before its report."""


class Stopped(Exception):
    """The person stopped the check; nobody needs to be told again."""


def is_there() -> bool:
    """Tell whether this build can make forms of spreadsheets."""
    try:
        return find_spec("pyxform") is not None
    except ImportError:
        return False


def command() -> list[str]:
    """Return how this very program is started as the process that checks."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "form", "worker"]
    return [sys.executable, "-m", "app.forms.authoring.worker"]


class Checking:
    """One check of one file. `run` on any thread, `stop` from any other."""

    def __init__(self, file: Path, *, seconds: float = SECONDS, memory: int = MEMORY) -> None:
        self.file, self._seconds, self._memory = file, seconds, memory
        self._process: subprocess.Popen[str] | None = None
        self._lock = threading.Lock()
        self._stopped = self._late = False

    def run(self, staged: Staged = lambda _stage: None) -> Report:
        """Check the file and return its report; `staged` hears how far it is, on this thread.

        Raises:
            NoCompiler: this build cannot make forms of spreadsheets.
            CheckStopped: it took too long, needed too much memory, or broke.
            Stopped: `stop` was called.
        """
        if not is_there():
            raise NoCompiler(_NO_COMPILER)
        with tempfile.TemporaryDirectory(prefix="goldaw-form-") as folder:
            process = self._started(folder)
            watch = threading.Timer(self._seconds, self._give_up)
            watch.daemon = True
            watch.start()
            try:
                return self._heard(process, staged)
            finally:
                watch.cancel()
                _end(process)

    def stop(self) -> None:
        """End the check at once."""
        with self._lock:
            self._stopped = True
            if self._process is not None:
                self._process.kill()

    def _give_up(self) -> None:
        with self._lock:
            self._late = True
            if self._process is not None:
                self._process.kill()

    def _started(self, folder: str) -> subprocess.Popen[str]:
        with self._lock:
            if self._stopped:
                raise Stopped
            self._process = subprocess.Popen(
                command(),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                encoding="utf-8",
                env=_surroundings(folder),
                creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            )
            return self._process

    def _heard(self, process: subprocess.Popen[str], staged: Staged) -> Report:
        assert process.stdin is not None  # noqa: S101 - both are pipes
        assert process.stdout is not None  # noqa: S101
        with suppress(OSError):  # it may have ended already; what it leaves behind is read below
            process.stdin.write(json.dumps({"file": str(self.file), "memory": self._memory}) + "\n")
            process.stdin.flush()
        for line in process.stdout:
            answer = _answer(line)
            if "stage" in answer:
                staged(Stage(answer["stage"]))
            elif "report" in answer:
                return telling.unpacked(answer["report"])
            elif "refused" in answer:
                raise CheckStopped(answer["refused"], **answer["fields"])
        raise self._reason()

    def _reason(self) -> Exception:
        if self._stopped:
            return Stopped()
        if self._late:
            return CheckStopped(_TOO_LONG, seconds=round(self._seconds))
        return CheckStopped(_BROKE)


def _answer(line: str) -> dict[str, Any]:
    try:
        answer = json.loads(line)
    except ValueError:
        return {}
    return answer if isinstance(answer, dict) else {}


def _surroundings(folder: str) -> dict[str, str]:
    """Return the child's environment: what it writes for a moment goes where it is swept away with it."""
    ours = str(Path(__file__).resolve().parents[3])
    path = os.pathsep.join(filter(None, (ours, os.environ.get("PYTHONPATH", ""))))
    there = {"TMPDIR": folder, "TEMP": folder, "TMP": folder, "PYTHONPATH": path, "PYTHONIOENCODING": "utf-8"}
    return {name: value for name, value in os.environ.items() if not name.startswith("GOLDAW_")} | there


def _end(process: subprocess.Popen[str]) -> None:
    process.kill()
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with suppress(OSError):  # it may have ended before it read everything
                pipe.close()
    process.wait()


# -- the child -------------------------------------------------------------------------------------------------


def main(given: TextIO | None = None, answers: TextIO | None = None) -> int:
    """Be the process that checks: read what to check, answer in JSON lines."""
    given, answers = given or sys.stdin, answers or sys.stdout

    def tell(answer: dict[str, Any]) -> None:
        answers.write(json.dumps(answer) + "\n")
        answers.flush()

    asked = _answer(given.readline())
    threading.Thread(target=_follow, args=(given,), daemon=True).start()
    _limit(int(asked.get("memory", 0)))
    try:
        tell({"report": telling.packed(_checked(Path(str(asked.get("file", ""))), tell))})
    except UserError as refused:
        tell({"refused": refused.sentence, "fields": dict(refused.fields)})
    except MemoryError:
        tell({"refused": _TOO_LARGE, "fields": {}})
    return 0


def _checked(path: Path, tell: Callable[[dict[str, Any]], None]) -> Report:
    from app.forms.authoring import checking

    try:
        if path.stat().st_size > MOST_BYTES:
            raise CheckStopped(sentences.TOO_LARGE, file=path.name, most=MOST_BYTES // 1024 // 1024)
        data = path.read_bytes()
    except OSError:
        raise CheckStopped(sentences.UNREADABLE, file=path.name) from None
    media = Folder(path.resolve().parent)
    return checking.check(data, path.name, media=media, staged=lambda stage: tell({"stage": stage.value}))


def _follow(given: TextIO) -> None:
    """Wait until the parent lets go of the pipe, which it does when it ends, and end as well."""
    given.read()
    os._exit(1)


def _limit(memory: int) -> None:
    """Take no more memory than was allowed, where the system can see to that."""
    try:
        import resource
    except ImportError:
        return  # Windows has no such limit for a process
    if memory > 0:
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main())
