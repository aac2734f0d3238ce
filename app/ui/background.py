"""One worker owns the vault: jobs go to its thread one after another, results come home to the window's thread."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Event
from typing import Any, Generic, Protocol, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from app.errors import UserError
from app.ui import crash


class Owned(Protocol):
    """What the worker owns: something that can be closed."""

    def close(self) -> None: ...


V = TypeVar("V", bound=Owned)
T = TypeVar("T")
Failed = Callable[[UserError], object]


class Cancelled(Exception):
    """The person stopped this job; nobody needs to be told again."""


class Task(QObject):
    """One long job: report with `step`, look at `cancelled`, or let `step` stop the job by raising `Cancelled`."""

    stepped = Signal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._stop = Event()

    @property
    def cancelled(self) -> bool:
        """Whether the person asked to stop."""
        return self._stop.is_set()

    def cancel(self) -> None:
        """Ask the job to stop at its next step."""
        self._stop.set()

    def step(self, done: int, total: int) -> None:
        """Say how far the job is (from the worker's thread). Raises: Cancelled when it is to stop."""
        if self.cancelled:
            raise Cancelled
        self.stepped.emit(done, total)


class Background(QObject, Generic[V]):
    """Runs jobs on the vault's own thread. `open` is called there once, by `start`, and gives what jobs are given.

    `done` and `failed` are called on the thread that made this object. Every job gets exactly one answer: `done(result)`,
    or `failed(error)`; a job that was cancelled calls `cancelled` if one is given, else nothing. An error that no person
    can act on is reported without its words, and `failed` gets `crash.Unexpected`.
    """

    _home = Signal(object)

    def __init__(self, open: Callable[[], V], report: Callable[[BaseException], None] = crash.report) -> None:
        super().__init__()
        self._open, self._report = open, report
        self._vault: V | None = None
        self._waiting = 0
        self._closed = False
        self._worker = ThreadPoolExecutor(max_workers=1, thread_name_prefix="vault")
        self._home.connect(self._arrive, Qt.ConnectionType.QueuedConnection)

    @property
    def busy(self) -> bool:
        """Whether a job is running or waiting."""
        return self._waiting > 0

    @property
    def closed(self) -> bool:
        """Whether new jobs are refused."""
        return self._closed

    def start(self, done: Callable[[], object], failed: Failed) -> None:
        """Open the vault on its thread. After `failed` it may be tried again."""
        self._send(self._open_vault, lambda _vault: done(), failed)

    def run(self, job: Callable[[V], T], done: Callable[[T], object], failed: Failed) -> None:
        """Run a short job: `run(lambda vault: vault.cases(), self.show_cases, self.show_error)`."""
        self._send(lambda: job(self._owned()), done, failed)

    def run_long(
        self,
        job: Callable[[V, Task], T],
        done: Callable[[T], object],
        failed: Failed,
        progress: Callable[[int, int], object] | None = None,
        cancelled: Callable[[], object] | None = None,
    ) -> Task:
        """Run a job that reports `task.step(done, total)`; the returned task can be cancelled."""
        task = Task()
        if progress is not None:
            task.stepped.connect(progress, Qt.ConnectionType.QueuedConnection)
        self._send(lambda: job(self._owned(), task), done, failed, cancelled, task)
        return task

    def close(self, closed: Callable[[], object] = lambda: None) -> None:
        """Finish every waiting job, close the vault, then call `closed`. New jobs are refused from now on."""
        if self._closed:
            return
        self._send(self._close_vault, lambda _nothing: closed(), lambda _error: closed())
        self._closed = True
        self._worker.shutdown(wait=False)

    def drain(self) -> None:
        """Wait until every job is finished and the vault closed, for the very end of the program."""
        self.close()
        self._worker.shutdown(wait=True)

    def _open_vault(self) -> None:
        self._vault = self._open()

    def _close_vault(self) -> None:
        vault, self._vault = self._vault, None
        if vault is not None:
            vault.close()

    def _owned(self) -> V:
        if self._vault is None:
            raise RuntimeError("no vault is open")
        return self._vault

    def _send(
        self,
        job: Callable[[], T],
        done: Callable[[T], object],
        failed: Failed,
        cancelled: Callable[[], object] | None = None,
        kept: Task | None = None,
    ) -> None:
        if self._closed:
            raise RuntimeError("closed")
        self._waiting += 1
        self._worker.submit(self._work, job, done, failed, cancelled, kept)

    def _work(
        self, job: Callable[[], Any], done: Any, failed: Failed, cancelled: Any, kept: Task | None
    ) -> None:
        """On the worker's thread: run the job and send home what to call there."""
        try:
            result = job()
        except Cancelled:
            answer = cancelled or (lambda: None)
        except UserError as error:
            kept_error = error
            answer = lambda: failed(kept_error)  # noqa: E731
        except BaseException as error:  # noqa: BLE001 - the last place that can say what went wrong
            self._report(error)
            answer = lambda: failed(crash.Unexpected())  # noqa: E731
        else:
            answer = lambda: done(result)  # noqa: E731
        self._home.emit((answer, kept))

    def _arrive(self, home: tuple[Callable[[], object], Task | None]) -> None:
        self._waiting -= 1
        home[0]()
