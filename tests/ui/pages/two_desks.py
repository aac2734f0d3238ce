"""A worker's and a centre's window on real vaults, for tests of pages: `from ui.pages.two_desks import Desk`."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from PySide6.QtCore import SignalInstance
from pytestqt.qtbot import QtBot

from app import resources
from app.models.place import PlaceTable
from app.models.staff import Role as StaffRole
from app.store.header import Role
from app.store.vault import Vault
from app.sync import enrol, exchange
from app.ui.background import Background
from app.ui.pages import Session
from app.ui.pages.page import PageWidget
from tests import factory

PLACES = PlaceTable.parse(resources.text("places.csv"))
TODAY = date(2026, 11, 22)
WAIT_MS = 20_000


class Window:
    """One vault on its own thread, and the pages on it. Close it before its vault is opened otherwise."""

    def __init__(
        self, qtbot: QtBot, folder: Path, role: Role = Role.WORKER, name: str = "Aýna Tejenowa"
    ) -> None:
        self.qtbot, self.folder = qtbot, folder
        folder.mkdir(parents=True, exist_ok=True)
        vault = factory.a_vault(folder, name=name, role=role)
        self.staff, self.device = vault.owner.staff, vault.device_id
        vault.close()
        self.background: Background[Vault] = Background(self._unlock)
        started: list[Any] = []
        self.background.start(lambda: started.append(True), started.append)
        qtbot.waitUntil(lambda: bool(started), timeout=WAIT_MS)
        assert started == [True]
        stored = StaffRole.WORKER if role is Role.WORKER else StaffRole.SUPERVISOR
        self.session = Session(
            role=stored,
            staff=self.staff,
            name=name,
            place="TM-M-03",
            practice=False,
            places=PLACES,
            today=lambda: TODAY,
        )

    def _unlock(self) -> Vault:
        from app.store import vault as vaults

        return vaults.unlock(self.folder / "vault", factory.PASSWORD, clock=factory.Clock())

    def do(self, job: Callable[[Vault], Any]) -> Any:
        """Run a job on the vault's thread and return its result."""
        results: list[Any] = []
        errors: list[Any] = []
        self.background.run(job, results.append, errors.append)
        self.qtbot.waitUntil(lambda: bool(results or errors), timeout=WAIT_MS)
        assert not errors, errors
        return results[0]

    def page(self, kind: Callable[[Background[Vault], Session], Any]) -> Any:
        """Return a page of this window."""
        page: PageWidget = kind(self.background, self.session)
        self.qtbot.addWidget(page)
        page.resize(1040, 640)
        return page

    def after(self, signal: SignalInstance, act: Callable[[], object]) -> list[Any]:
        """Do something and return what the signal then carried."""
        with self.qtbot.waitSignal(signal, timeout=WAIT_MS) as heard:
            act()
        return list(heard.args or [])

    def rest(self) -> None:
        """Wait until every job is done and every answer home."""
        self.qtbot.waitUntil(lambda: not self.background.busy, timeout=WAIT_MS)

    def close(self) -> None:
        """Close the vault when everything is at home."""
        self.rest()
        self.background.drain()


def enrolled(worker: Window, centre: Window) -> None:
    """Let a worker and a centre know each other, without their pages."""
    card = centre.do(enrol.card_file)
    worker.do(lambda vault: enrol.join(vault, card, None))
    asked = worker.do(enrol.request)
    certificate = centre.do(lambda vault: enrol.admit(vault, asked))
    worker.do(lambda vault: enrol.accept(vault, certificate))


def carry(giver: Window, taker: Window, path: Path) -> exchange.TakenIn:
    """Carry a bundle from one to the other, without their pages."""
    to = None if giver.session.role is StaffRole.WORKER else taker.device
    giver.do(lambda vault: exchange.export(vault, path, to=to))
    taken: exchange.TakenIn = taker.do(lambda vault: exchange.take_in(vault, path))
    return taken
