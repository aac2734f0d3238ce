"""Saving as one types: each record a second after its last change, always on top of what the page has shown."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal

from app.errors import UserError
from app.models.edit import Edit
from app.models.record import difference
from app.store.vault import Vault
from app.ui.background import Background

PAUSE_MS = 1000


class Cursor:
    """What a page has seen of a stream. Only jobs on the vault's thread touch it, so one save stands on the other."""

    def __init__(self, stream: str, heads: Sequence[bytes], records: Iterable[Any]) -> None:
        self.stream, self.heads = stream, tuple(heads)
        self.kept: dict[str, Any] = {one.id: one for one in records}

    def save(self, vault: Vault, records: Sequence[Any], edits: Sequence[Edit] = ()) -> "Kept | None":
        """Save what differs and `edits`; return None when nothing does.

        Raises:
            DiskFull, DiskTrouble, DamagedDatabase: nothing was saved.
        """
        every = [edit for one in records for edit in difference(self.kept.get(one.id), one)] + list(edits)
        if not every:
            return None
        change = vault.commit(self.stream, every, seen=self.heads)
        self.heads = (change.hash,)
        self.kept |= {one.id: one for one in records}
        others = vault.state(self.stream).heads != self.heads
        return Kept(stream=self.stream, others=others)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A save that is on disk. `others` says that somebody else's changes stand beside it and must be shown."""

    stream: str
    others: bool


class Autosave(QObject):
    """Keeps records of one stream: `put` waits a second for more, `save` does not. `kept(Kept)` follows each commit.

    `refused` is why something typed could not be kept; None when all of it is.
    """

    kept = Signal(object)

    def __init__(
        self, background: Background[Vault], failed: Callable[[UserError], object], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._background, self._failed = background, failed
        self._cursor = Cursor("", (), ())
        self._waiting: dict[str, Any] = {}
        self._left: list[tuple[Cursor, list[Any]]] = []
        self.refused: UserError | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.flush)

    @property
    def stream(self) -> str:
        """The stream whose records are kept."""
        return self._cursor.stream

    @property
    def waits(self) -> bool:
        """Whether something typed is not yet on its way to the vault."""
        return bool(self._waiting or self._left)

    def begin(self, stream: str, heads: Sequence[bytes], records: Iterable[Any]) -> None:
        """Go on from what was just read of a stream; flush before reading."""
        self._cursor = Cursor(stream, heads, records)

    def put(self, record: Any) -> None:
        """Keep this record soon."""
        self._waiting[record.id] = record
        self._timer.start()

    def flush(self) -> None:
        """Keep now what waits, of a stream that was left with its last save refused too."""
        left, self._left = self._left, []
        for cursor, every in left:
            self._send(cursor, every, (), bool)
        if self._waiting:
            self.save(())

    def save(self, edits: Sequence[Edit], answered: Callable[[bool], object] = bool) -> None:
        """Save edits at once, with whatever waits before them; `answered` hears whether they are on disk."""
        self._timer.stop()
        every = list(self._waiting.values())
        self._waiting = {}
        self._send(self._cursor, every, edits, answered)

    def _send(
        self, cursor: Cursor, every: list[Any], edits: Sequence[Edit], answered: Callable[[bool], object]
    ) -> None:
        def home(kept: Kept | None) -> None:
            if shiboken6.isValid(self):
                self.refused = self.refused if self._left else None
                answered(True)
                if kept is not None:
                    self.kept.emit(kept)

        def failed(error: UserError) -> None:
            if shiboken6.isValid(self):
                self._wait_on(cursor, every)
                self.refused = error if self.waits else None
                answered(False)
                self._failed(error)

        self._background.run(lambda vault: cursor.save(vault, every, edits), home, failed)

    def _wait_on(self, cursor: Cursor, every: list[Any]) -> None:
        """What could not be kept waits on, for the stream it was typed into; the next change tries again."""
        if cursor.stream == self._cursor.stream:
            self._waiting = {one.id: one for one in every} | self._waiting
        elif every:
            self._left.append((cursor, every))
