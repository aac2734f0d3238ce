"""A real window on a real vault, and how a test works in it."""

import gc
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import settings as kept
from app.models import kinds
from app.models.case import Case, Source
from app.models.household import Household, Kinship, Person, Sex
from app.models.record import difference
from app.settings import Settings
from app.store import queries
from app.store import vault as vaults
from app.store.argon import Cost
from app.store.header_file import Role
from app.store.vault import Vault
from app.ui.main_window import MainWindow, Surroundings
from app.ui.workplace import Workplace

T = TypeVar("T")
CHEAP = Cost(memory_kib=19456, time=2, parallelism=1)
PASSWORD = "garly dag ak atlar"
TODAY = date(2026, 5, 20)


def a_case(vault: Vault, **words: Any) -> str:
    """Save a household of one person with a case; return the case's stream. `words` change the case or the person."""
    person_words: dict[str, Any] = {"surname": "Myradowa", "name": "Jemal", "birth": "1958-03-04"}
    person_words |= {name: words.pop(name) for name in ("surname", "name", "birth") if name in words}
    at = f"{queries.count_households(vault):032x}"
    home = Household(id=f"a{at[1:]}", place="TM-A-01", address="Bitarap Türkmenistan köçesi 3")
    person = Person(id=f"b{at[1:]}", sex=Sex.FEMALE, kinship=Kinship.HEAD, **person_words)
    vault.commit(f"{kinds.HOUSEHOLD}:{home.id}", difference(None, home) + difference(None, person))
    filled = {"opened": "2026-05-01", "source": Source.SELF, "owner": vault.owner.staff} | words
    case = Case(id=f"c{at[1:]}", client=person.id, household=home.id, **filled)
    stream = f"{kinds.CASE}:{case.id}"
    vault.commit(stream, difference(None, case))
    return stream


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """The window and what a test does with it."""

    window: MainWindow
    bot: QtBot
    folder: Path

    @property
    def work(self) -> Workplace:
        """The pages, once the vault is open."""
        assert self.window.workplace is not None
        return self.window.workplace

    def page(self, page_id: str) -> Any:
        """Return a page."""
        return self.work.page(page_id)

    def settle(self) -> None:
        """Wait until every job is home and Qt has laid everything out."""
        for _ in range(4):
            self.bot.waitUntil(self._is_idle, timeout=10_000)
            for _ in range(6):
                QApplication.processEvents()

    def _is_idle(self) -> bool:
        return self.window.background is None or not self.window.background.busy

    def go(self, page_id: str, **where: Any) -> Any:
        """Show a page and wait until it has read what it shows."""
        self.work.go(page_id, **where)
        self.settle()
        return self.page(page_id)

    def read(self, job: Callable[[Vault], T]) -> T:
        """Return what a job on the vault's thread returns."""
        found: list[T] = []
        assert self.window.background is not None
        self.window.background.run(job, found.append, _fail)
        self.settle()
        return found[0]

    def unlock(self, password: str = PASSWORD) -> None:
        """Type the password and press Enter, as a person does."""
        entrance = self.window.entrance
        assert entrance is not None
        assert entrance.unlock is not None
        page = entrance.unlock
        self.bot.waitUntil(page.opening.isEnabled, timeout=10_000)
        page.opening.password.line.setText(password)
        page.opening.open_button.click()

    def enter(self) -> "Room":
        """Unlock and wait for the first page."""
        self.unlock()
        self.bot.waitUntil(lambda: self.window.workplace is not None, timeout=10_000)
        self.settle()
        return self


def _fail(error: Exception) -> None:
    raise AssertionError(type(error).__name__)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder of an empty worker's vault."""
    made = vaults.create(
        tmp_path / "cases", PASSWORD, role=Role.WORKER, name="Orazowa Aýna", place="TM-A-01", cost=CHEAP
    )
    made.vault.close()
    return tmp_path / "cases"


@pytest.fixture
def make_case() -> Callable[..., str]:
    """Save a household of one person with a case: `make_case(vault, surname="…", owner="…")` returns the case's stream."""
    return a_case


@pytest.fixture
def filled(folder: Path) -> Callable[[Callable[[Vault], T]], T]:
    """Put something into the vault before the window opens it."""

    def fill(job: Callable[[Vault], T]) -> T:
        vault = vaults.unlock(folder, PASSWORD)
        try:
            return job(vault)
        finally:
            vault.close()

    return fill


@pytest.fixture
def make_room(qtbot: QtBot, tmp_path: Path, folder: Path) -> Iterator[Callable[..., Room]]:
    """Open a window: `make_room(idle_ms=50, folders=(…,))`; it is closed in the end."""
    rooms: list[Room] = []

    def make(idle_ms: int | None = 3_600_000, folders: Sequence[Path] = (), language: str = "en") -> Room:
        file = tmp_path / "settings.json"
        if not file.exists():
            kept.save(Settings(language=language), file)
        around = Surroundings(
            settings_file=file,
            folders=tuple(folders) or (folder,),
            today=lambda: TODAY,
            cost=CHEAP,
            idle_ms=idle_ms,
        )
        window = MainWindow(around)
        window.show()
        window.activateWindow()
        room = Room(window=window, bot=qtbot, folder=around.folders[0])
        rooms.append(room)
        return room

    yield make
    for room in rooms:
        room.window.close()
        room.window.deleteLater()
    QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QApplication.processEvents()
    gc.collect()


@pytest.fixture
def room(make_room: Callable[..., Room]) -> Room:
    """A window whose vault is open."""
    return make_room().enter()
