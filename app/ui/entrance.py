"""What stands before the work: the first run where there is no case file yet, else the password."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.errors import N_, UserError
from app.i18n import current
from app.models.place import PlaceTable
from app.store import WrongPassword, passwords
from app.store.argon import Cost
from app.store.vault import Vault
from app.ui import opening
from app.ui.background import Background
from app.ui.pages import Session
from app.ui.unlock import Unlock, VaultChoice
from app.ui.widgets.layout import column
from app.ui.wizard import FirstRunWizard
from app.ui.wizard_steps import FirstRun


class Entrance(QWidget):
    """Opens a vault. `entered(background, session)` when it is open; `language_chosen(code)`; `print_asked(code, name)`."""

    entered = Signal(object, object)
    language_chosen = Signal(str)
    print_asked = Signal(str, str)

    def __init__(
        self,
        folders: Sequence[Path],
        places: PlaceTable,
        today: Callable[[], date],
        cost: Cost | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._folders, self._places, self._today, self._cost = tuple(folders), places, today, cost
        self._background: Background[Vault] | None = None
        self._code = ""
        self.stack = QStackedWidget()
        self.setLayout(column(self.stack, spacing=0))
        self.unlock: Unlock | None = None
        self.wizard: FirstRunWizard | None = None
        if opening.is_vault(self._folders[0]):
            self._show_unlock()
        else:
            self._show_wizard()

    def _show_unlock(self) -> None:
        there = [folder for folder in self._folders if opening.is_vault(folder)]
        names = (N_("My cases"), N_("Practice village"))
        choices = [
            VaultChoice(path=str(folder), title=current().tr(name), practice=False)
            for folder, name in zip(self._folders, names, strict=False)
            if folder in there
        ]
        self.unlock = page = Unlock(choices)
        page.unlock_asked.connect(self._unlock)
        page.recovery_asked.connect(self._recover)
        page.language_chosen.connect(self.language_chosen)
        self.stack.addWidget(page)
        self.setFocusProxy(page)
        page.setFocus()
        page.wait(opening.seconds_to_wait(self._folders[0]))

    def _show_wizard(self) -> None:
        self.wizard = page = FirstRunWizard(
            opening.place_options(self._places), opening.strength, passwords.generated, current().language
        )
        page.create_asked.connect(self._create)
        page.language_chosen.connect(self.language_chosen)
        page.print_asked.connect(lambda: self.print_asked.emit(self._code, self._name))
        page.finished.connect(lambda _answers: self._enter())
        self.stack.addWidget(page)
        page.setFocus()

    def wait_for_close(self) -> None:
        """Nothing can be opened until the last vault is closed; `may_open` says when."""
        if self.unlock is not None:
            self.unlock.busy(True)

    def may_open(self) -> None:
        """The last vault is closed."""
        # The window may have been closed for good meanwhile.
        if shiboken6.isValid(self) and self.unlock is not None:
            self.unlock.busy(False)
            self.unlock.setFocus()

    def _unlock(self, path: str, password: str) -> None:
        folder = Path(path)
        self._open(lambda: opening.with_password(folder, password), folder)

    def _recover(self, path: str, code: str, new_password: str) -> None:
        folder = Path(path)
        self._open(lambda: opening.with_recovery(folder, code, new_password), folder)

    def _open(self, how: Callable[[], Vault], folder: Path) -> None:
        page = self.unlock
        if page is None:
            return
        page.busy(True)
        background = Background(how)
        self._background = background

        def failed(error: UserError) -> None:
            background.drain()
            page.show_error(lambda: current().sentence(error))
            if isinstance(error, WrongPassword):
                page.wait(opening.seconds_to_wait(folder))

        background.start(self._enter, failed)

    def _create(self, answers: FirstRun) -> None:
        folder, cost = self._folders[0], self._cost
        self._name = answers.name

        def make() -> Vault:
            new = opening.made(folder, answers, cost)
            self._code = new.code
            return new.vault

        background = Background(make)
        self._background = background
        background.start(self._show_code, lambda error: self._not_made(background, error))

    _name = ""

    def _show_code(self) -> None:
        if self.wizard is not None:
            self.wizard.show_recovery(self._code)

    def _not_made(self, background: Background[Vault], error: UserError) -> None:
        background.drain()
        if self.wizard is not None:
            self.wizard.show_error(lambda: current().sentence(error))

    def _enter(self) -> None:
        background, places, today = self._background, self._places, self._today
        if background is None:
            return
        self._code = ""

        def arrive(session: Session) -> None:
            self.entered.emit(background, session)

        background.run(
            lambda vault: opening.session_of(vault, places, today), arrive, lambda error: self._refuse(error)
        )

    def _refuse(self, error: UserError) -> None:
        if self.unlock is not None:
            self.unlock.show_error(lambda: current().sentence(error))
