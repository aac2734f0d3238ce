"""What is being typed and not yet saved: kept in the vault every second, so that no crash and no lock loses it."""

import json
from collections.abc import Callable, Mapping
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QTimer

from app.errors import UserError
from app.store import drafts
from app.store.vault import Vault
from app.ui.background import Background

PAUSE_MS = 1000


class Drafting(QObject):
    """Keeps the values that `gather` returns under one key, a second after `touch`, at once on `flush`.

    `refused` is why what was typed could not be kept; None when it is.
    """

    def __init__(
        self,
        background: Background[Vault],
        gather: Callable[[], Mapping[str, Any]],
        failed: Callable[[UserError], object],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._background, self._gather, self._failed = background, gather, failed
        self.key, self.stream = "", ""
        self.refused: UserError | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self._keep)

    def begin(self, key: str, stream: str) -> None:
        """Keep from now on under this key; what waited for an older key is kept first."""
        self.flush()
        self.key, self.stream = key, stream

    def touch(self) -> None:
        """Something was typed."""
        if self.key:
            self._timer.start()

    def flush(self) -> None:
        """Keep now what would be kept in a second."""
        if self._timer.isActive():
            self._keep()

    def drop(self) -> None:
        """Throw the draft away: it is saved, or given up on purpose."""
        self._timer.stop()
        key = self.key
        if key:
            self._background.run(lambda vault: drafts.drop(vault, key), lambda _nothing: None, self._failed)

    def _keep(self) -> None:
        self._timer.stop()
        if self._background.closed:
            return  # the vault is closed: what was typed before was kept before
        key, stream, body = self.key, self.stream, encoded(self._gather())

        def failed(error: UserError) -> None:
            if shiboken6.isValid(self):
                self._failed(error)
                if self.key == key:
                    self.refused = error
                    self.touch()  # it is still on the screen: tried again in a second

        def home(_at: int) -> None:
            self.refused = None

        self._background.run(lambda vault: drafts.keep(vault, key, stream, body), home, failed)


def encoded(values: Mapping[str, Any]) -> bytes:
    """Return the body of a draft."""
    return json.dumps(dict(values), ensure_ascii=False).encode()


def decoded(body: bytes) -> dict[str, Any]:
    """Return the values of a draft's body; nothing of one that cannot be read."""
    try:
        values = json.loads(body)
    except ValueError:
        return {}
    return values if isinstance(values, dict) else {}
