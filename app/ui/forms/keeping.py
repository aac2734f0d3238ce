"""Every answer into the encrypted draft: less than a second after it was given, and before the window locks."""

from collections.abc import Callable
from threading import Event

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import UserError
from app.store import drafts
from app.store.vault import Vault
from app.ui.background import Background

PAUSE_MS = 700
LONGEST_WAIT_S = 2.0


class DraftKeeper(QObject):
    """Keeps what `gather` returns under one key. `kept(utc_ms)` follows only when the worker says that it is on disk.

    The pause runs from the first change, not from the last, so that steady typing is kept too. `refused` is why the
    newest answers could not be kept; None when they are.
    """

    kept = Signal(object)

    def __init__(
        self,
        background: Background[Vault],
        gather: Callable[[], bytes],
        failed: Callable[[UserError], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._background, self._gather, self._failed = background, gather, failed
        self._key, self._stream = "", ""
        self._on_way = 0
        self._sunk = False
        self.refused: UserError | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._keep)

    @property
    def is_waiting(self) -> bool:
        """Whether something is not yet known to be on disk."""
        return self._timer.isActive() or self._on_way > 0

    def begin(self, key: str, stream: str) -> None:
        """Keep from now on under this key."""
        self._key, self._stream = key, stream

    def touch(self) -> None:
        """Something was answered."""
        if self._key and not self._timer.isActive():
            self._timer.start()

    def stop(self) -> None:
        """Keep nothing more: the form is finished."""
        self._timer.stop()
        self._key, self.refused = "", None

    def flush(self) -> bool:
        """Keep what waits and come back when it is on disk (or after two seconds: the vault finishes its jobs anyway).

        Returns False when the disk has refused it.
        """
        if not self.is_waiting or self._background.closed:
            return True
        there, self._sunk = Event(), False
        if self._timer.isActive():
            self._keep(there)
        else:
            self._background.run(lambda _vault: there.set(), lambda _nothing: None, lambda _error: None)
        there.wait(LONGEST_WAIT_S)
        return not self._sunk

    def _keep(self, there: Event | None = None) -> None:
        self._timer.stop()
        if self._background.closed:
            return  # the vault is closed: what was answered before was kept before
        key, stream, body = self._key, self._stream, self._gather()
        self._on_way += 1

        def job(vault: Vault) -> int:
            try:
                return drafts.keep(vault, key, stream, body)
            except UserError:
                self._sunk = True
                raise
            finally:
                if there is not None:
                    there.set()

        self._background.run(job, self._done, self._trouble)

    def _done(self, utc_ms: int) -> None:
        if shiboken6.isValid(self):
            self._on_way -= 1
            self.refused = None
            self.kept.emit(utc_ms)

    def _trouble(self, error: UserError) -> None:
        if shiboken6.isValid(self):
            self._on_way -= 1
            self.refused = error if self._key else None
            self._failed(error)
            self.touch()
