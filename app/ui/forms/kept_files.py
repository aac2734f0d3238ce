"""The files of a form on their way into the vault and out of it: nothing of them ever lies on the disk in clear."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage

from app.errors import UserError
from app.store import attachments
from app.store.attachments import Stored
from app.store.vault import Vault
from app.ui.forms import decoding, documents
from app.ui.forms.documents import Prepared

T = TypeVar("T")
Failed = Callable[[UserError], object]
LONGEST_WAIT_S = 3.0


class Run(Protocol):
    """Runs a job on the vault's thread and brings its result home, as `Background.run` does."""

    def __call__(self, job: Callable[[Vault], T], done: Callable[[T], object], failed: Failed) -> object: ...


@dataclass(slots=True, eq=False)
class _OnWay:
    """One file that is being kept: who waits for it, and what has become of it."""

    done: Callable[[str], object]
    there: Event = field(default_factory=Event)
    name: str = ""


class KeptFiles:
    """Keeps files and reads them again. An answer knows a file by its neutral name (`documents.name_of`)."""

    def __init__(self, run: Run) -> None:
        self._run = run
        self._on_way: list[_OnWay] = []

    @property
    def is_waiting(self) -> bool:
        """Whether a file is on its way into the vault."""
        return bool(self._on_way)

    # -- where they lie ------------------------------------------------------------------------------------

    def _put(self, vault: Vault, prepared: Prepared) -> Stored:
        return attachments.put(vault, prepared.data, prepared.type)

    def _get(self, vault: Vault, name: str) -> bytes:
        return attachments.get(vault, documents.hash_of(name))

    def _find(self, vault: Vault, name: str) -> Stored | None:
        return attachments.find(vault, bytes.fromhex(documents.hash_of(name)))

    # -- in and out ----------------------------------------------------------------------------------------

    def keep(self, prepare: Callable[[], Prepared], done: Callable[[str], object], failed: Failed) -> None:
        """Prepare and keep a file; `done(name)` follows when it is durable. Nothing was kept when `failed` follows."""
        one = _OnWay(done)
        self._on_way.append(one)

        def job(vault: Vault) -> None:
            try:
                prepared = prepare()
                stored = self._put(vault, prepared)
                one.name = documents.name_of(stored.hash, stored.type)
            finally:
                one.there.set()

        def fail(error: UserError) -> None:
            self._arrive(one)
            failed(error)

        self._run(job, lambda _nothing: self._arrive(one), fail)

    def _arrive(self, one: _OnWay) -> None:
        if one in self._on_way:
            self._on_way.remove(one)
            if one.name:
                one.done(one.name)

    def settle(self) -> None:
        """Wait until every file on its way is in the vault, and tell those who wait: the window is about to lock."""
        for one in list(self._on_way):
            one.there.wait(LONGEST_WAIT_S)
            if one.name:
                self._arrive(one)

    def look(
        self, name: str, room: QSize, done: Callable[[QImage], object], failed: Failed, ratio: float = 1.0
    ) -> None:
        """Give a kept picture no larger than `room`, as sharp as a screen of that `ratio` shows it."""

        def job(vault: Vault) -> QImage:
            return decoding.decoded(self._get(vault, name), room, ratio)

        self._run(job, done, failed)

    def describe(self, name: str, done: Callable[[Stored | None], object], failed: Failed) -> None:
        """Give size and kind of a kept file, None when it has not arrived here."""
        self._run(lambda vault: self._find(vault, name), done, failed)

    def copy(self, name: str, path: Path, done: Callable[[Any], object], failed: Failed) -> None:
        """Write an unprotected copy of a kept file to a place that somebody chose."""

        def job(vault: Vault) -> None:
            data = self._get(vault, name)
            try:
                path.write_bytes(data)
            except OSError:
                raise documents.UnwritableFile from None

        self._run(job, done, failed)
