"""What stands before the work: the first run where there is no case file yet, else the password."""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.errors import UserError
from app.i18n import current
from app.models.place import PlaceTable
from app.store import WrongPassword, passwords
from app.store.argon import Cost
from app.ui import doorstep
from app.ui.background import Background
from app.ui.pages import Session
from app.ui.unlock import Unlock, VaultChoice
from app.ui.widgets.layout import column
from app.ui.wizard import FirstRunWizard
from app.ui.wizard_steps import FirstRun

if TYPE_CHECKING:  # SQLCipher and all that hangs on it come with the first password
    from app.store.vault import Vault


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
        self._places, self._today, self._cost = places, today, cost
        self._folders = (folders[0], folders[1] if len(folders) > 1 else folders[0].with_name("practice"))
        self._background: Background[Vault] | None = None
        self._code = ""
        self.stack = QStackedWidget()
        self.setLayout(column(self.stack, spacing=0))
        self.unlock: Unlock | None = None
        self.wizard: FirstRunWizard | None = None
        if doorstep.is_vault(self._folders[0]):
            self._show_unlock()
        else:
            self._show_wizard()

    def _show_unlock(self) -> None:
        choices = [
            VaultChoice(path=str(folder), title=current().tr(title), practice=practice)
            for folder, title, practice in doorstep.vaults_of(*self._folders)
        ]
        self.unlock = page = Unlock(choices)
        page.unlock_asked.connect(self._unlock)
        page.recovery_asked.connect(self._recover)
        page.language_chosen.connect(self.language_chosen)
        self.stack.addWidget(page)
        self.setFocusProxy(page)
        page.setFocus()
        page.wait(doorstep.seconds_to_wait(self._folders[0]))

    def _show_wizard(self) -> None:
        self.wizard = page = FirstRunWizard(
            doorstep.place_options(self._places), doorstep.strength, passwords.generated, current().language
        )
        page.create_asked.connect(self._create)
        page.language_chosen.connect(self.language_chosen)
        page.print_asked.connect(lambda: self.print_asked.emit(self._code, self._name))
        page.finished.connect(self._finish)
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

        def how() -> "Vault":
            from app.ui import opening

            return opening.with_password(folder, password)

        self._open(how, folder)

    def _recover(self, path: str, code: str, new_password: str) -> None:
        folder = Path(path)

        def how() -> "Vault":
            from app.ui import opening

            return opening.with_recovery(folder, code, new_password)

        self._open(how, folder)

    def _open(self, how: Callable[[], "Vault"], folder: Path) -> None:
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
                page.wait(doorstep.seconds_to_wait(folder))

        background.start(self._enter, failed)

    def _create(self, answers: FirstRun) -> None:
        folder, cost = self._folders[0], self._cost
        self._name, self._password = answers.name, answers.password

        def make() -> "Vault":
            from app.ui import opening

            new = opening.made(folder, answers, cost)
            self._code = new.code
            return new.vault

        background = Background(make)
        self._background = background
        background.start(self._show_code, lambda error: self._not_made(background, error))

    _name = _password = ""

    def _finish(self, answers: FirstRun) -> None:
        """Make the practice village if it was wished for, with the password just chosen, then begin."""
        password, self._password = self._password, ""
        background = self._background
        if not answers.practice or background is None:
            self._enter()
            return
        root = self._folders[1]

        def build(_vault: "Vault") -> None:
            from app.ui import opening

            opening.make_practice(root, password)

        if self.wizard is not None:
            self.wizard.wait_for_village()
        background.run(build, lambda _nothing: self._enter(), self._without_village)

    def _without_village(self, error: UserError) -> None:
        """Say why there is no village; pressing the button again goes on without it."""
        if self.wizard is not None:
            self.wizard.without_village(lambda: current().sentence(error))

    def _show_code(self) -> None:
        if self.wizard is not None:
            self.wizard.show_recovery(self._code)

    def _not_made(self, background: "Background[Vault]", error: UserError) -> None:
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

        def who(vault: "Vault") -> Session:
            from app.ui import opening

            return opening.session_of(vault, places, today)

        background.run(who, arrive, self._refuse)

    def _refuse(self, error: UserError) -> None:
        if self.unlock is not None:
            self.unlock.show_error(lambda: current().sentence(error))
