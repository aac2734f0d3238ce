"""One form checked beside the window: in a process of its own, followed on a thread of its own, stopped at any moment."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal

from app.errors import UserError
from app.forms.attached import Folder
from app.forms.authoring.report import Report, Stage
from app.forms.authoring.worker import Checking, Stopped
from app.ui import crash


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """A file, what came of its check, and the attached files that lie beside it."""

    path: Path
    report: Report
    media: Mapping[str, bytes] = field(default_factory=dict, repr=False)


class FormCheck(QObject):
    """Checks one file at a time: `staged(Stage)`, then `checked(Checked)`, `failed(UserError)` or `stopped()`."""

    staged = Signal(object)
    checked = Signal(object)
    failed = Signal(object)
    stopped = Signal()

    _home = Signal(object, object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._checking: Checking | None = None
        self._thread: threading.Thread | None = None
        self._home.connect(self._arrive, Qt.ConnectionType.QueuedConnection)

    @property
    def is_busy(self) -> bool:
        """Whether a check is under way."""
        return self._checking is not None

    def begin(self, path: Path) -> None:
        """Check a file; one that is under way is stopped first."""
        self.stop()
        self._checking = checking = Checking(path)
        self._thread = threading.Thread(target=self._work, args=(checking,), name="form check", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Stop the check that is under way, and come back when its process is gone."""
        checking, thread = self._checking, self._thread
        self._checking = self._thread = None
        if checking is not None and thread is not None:
            checking.stop()
            thread.join()
            self.stopped.emit()

    def _work(self, checking: Checking) -> None:
        """On the thread of the check: follow it and send home what comes."""
        try:
            report = checking.run(lambda stage: self._home.emit(checking, stage))
            beside = Folder(checking.file.resolve().parent)
            media = {name: beside[name] for name in report.media if name in beside}
            came: object = Checked(path=checking.file, report=report, media=media)
        except Stopped:
            return
        except UserError as error:
            came = error
        except Exception as error:  # noqa: BLE001 - the last place that can say what went wrong
            crash.report(error)
            came = crash.Unexpected()
        self._home.emit(checking, came)

    def _arrive(self, checking: Checking, came: object) -> None:
        if checking is not self._checking:
            return  # stopped, or another file since
        if isinstance(came, Stage):
            self.staged.emit(came)
            return
        self._checking = self._thread = None
        if isinstance(came, UserError):
            self.failed.emit(came)
        else:
            self.checked.emit(came)
