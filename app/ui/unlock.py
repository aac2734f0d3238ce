"""The first page of every day: choose the vault, type the password; or take the way back in with the recovery code."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QFrame, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from app.errors import N_
from app.i18n import tr
from app.ui import theme
from app.ui.override import override
from app.ui.palette import Tone
from app.ui.says import Says, Worded, mark
from app.ui.topbar import Languages
from app.ui.widgets.buttons import LinkButton, PrimaryButton, QuietButton
from app.ui.widgets.field import FieldRow
from app.ui.widgets.layout import Flow, column, plain, row, scrolling
from app.ui.widgets.page_parts import Banner
from app.ui.widgets.password import PasswordField
from app.ui.widgets.text import Picture, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class VaultChoice:
    """A vault on this computer: its path, the name it is known by here, and whether it is the practice village."""

    path: str
    title: str
    practice: bool = False


class Unlock(Worded, QWidget):
    """Emits what was typed and opens nothing itself: `unlock_asked(path, password)`,
    `recovery_asked(path, code, new_password)`, `language_chosen(code)`.

    Answer with `show_error`, `wait` or by leaving the page; `busy(True)` while the vault is being opened.
    """

    unlock_asked = Signal(str, str)
    recovery_asked = Signal(str, str, str)
    language_chosen = Signal(str)

    def __init__(self, vaults: Sequence[VaultChoice], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, look="page")
        self._vaults = tuple(vaults)
        self._seconds = 0
        self._second = QTimer(self)
        self._second.setInterval(1000)
        self._second.timeout.connect(self._count_down)
        self.vault = QComboBox()
        self.error = Banner("", Tone.DANGER)
        self.error.hide()
        self.opening = OpeningForm()
        self.recovering = RecoveryForm()
        self.setFocusProxy(self.opening)
        self._lay_out()
        self._connect()
        self.refresh()

    def _lay_out(self) -> None:
        self.vault_row = FieldRow(N_("Vault"), self.vault)
        self.vault_row.setHidden(len(self._vaults) < 2)
        self.recovering.hide()
        self.languages = Languages()
        top = row(Picture("goldaw", "accent", size=40), Text(lambda: "Goldaw", "display"), 0, spacing=12)
        card = QFrame()
        mark(card, look="card")
        inner = column(top, self.vault_row, self.error, self.opening, self.recovering, spacing=16, margin=28)
        card.setLayout(inner)
        self._card = card
        lower = plain(row(0, self.languages, 0))
        inside = QVBoxLayout()
        inside.setSpacing(theme.gap(16))
        inside.addStretch(1)
        inside.addLayout(_centred(card))
        inside.addWidget(lower)
        inside.addStretch(2)
        whole = column(spacing=0)
        whole.addWidget(scrolling(plain(inside)))
        self.setLayout(whole)

    def _connect(self) -> None:
        self.opening.given.connect(lambda password: self.unlock_asked.emit(self.path(), password))
        self.opening.forgotten.connect(lambda: self._show_form(self.recovering))
        self.recovering.given.connect(
            lambda code, password: self.recovery_asked.emit(self.path(), code, password)
        )
        self.recovering.left.connect(lambda: self._show_form(self.opening))
        self.languages.chosen.connect(self.language_chosen)

    @override
    def retranslate(self) -> None:
        chosen = max(0, self.vault.currentIndex())
        self.vault.clear()
        for choice in self._vaults:
            name = tr("{name} (practice)", name=choice.title) if choice.practice else choice.title
            self.vault.addItem(name, choice.path)
        self.vault.setCurrentIndex(chosen)

    @override
    def restyle(self) -> None:
        self._card.setMaximumWidth(theme.px(460))

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._form().setFocus()

    def path(self) -> str:
        """Return the path of the chosen vault, "" when there is none."""
        return str(self.vault.currentData() or "")

    def show_error(self, sentence: Says) -> None:
        """Say why the vault did not open."""
        self.busy(False)
        self.error.set_state(sentence, Tone.DANGER)
        self.error.show()
        self._form().setFocus()

    def wait(self, seconds: int) -> None:
        """Refuse another try for some seconds and count them down in sight."""
        self._seconds = seconds
        self._form().setEnabled(seconds <= 0)
        if seconds > 0:
            self._say_seconds()
            self._second.start()

    def busy(self, busy: bool) -> None:
        """Show that the vault is being opened; nothing can be pressed meanwhile."""
        for form in (self.opening, self.recovering):
            form.set_busy(busy)
        self.vault.setEnabled(not busy)

    def _form(self) -> QWidget:
        return self.opening if self.recovering.isHidden() else self.recovering

    def _show_form(self, form: QWidget) -> None:
        self.error.hide()
        for one in (self.opening, self.recovering):
            one.setVisible(one is form)
        form.setFocus()

    def _count_down(self) -> None:
        self._seconds -= 1
        if self._seconds > 0:
            self._say_seconds()
            return
        self._second.stop()
        self.error.hide()
        self._form().setEnabled(True)
        self._form().setFocus()

    def _say_seconds(self) -> None:
        self.error.set_state(
            lambda: tr("That was not the password. Try again in {seconds} s.", seconds=self._seconds),
            Tone.WARN,
        )
        self.error.show()


class OpeningForm(QWidget):
    """Password and Open. `given(password)`; `forgotten()` leads to the recovery code."""

    given = Signal(str)
    forgotten = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.password = PasswordField()
        self.open_button = PrimaryButton(N_("Open"), "key")
        self.forgot = LinkButton(N_("I forgot my password"))
        laid = column(FieldRow(N_("Password"), self.password), self.open_button, spacing=16)
        laid.addWidget(self.forgot, 0, Qt.AlignmentFlag.AlignLeft)
        laid.addStretch(1)
        self.setLayout(laid)
        self.setFocusProxy(self.password)
        self.password.entered.connect(self._give)
        self.open_button.clicked.connect(self._give)
        self.forgot.clicked.connect(self.forgotten)

    def set_busy(self, busy: bool) -> None:
        """Show that the vault is being opened."""
        self.setEnabled(not busy)
        self.open_button.set_says(N_("Opening…") if busy else N_("Open"))

    def _give(self) -> None:
        if self.password.text() and self.isEnabled():
            self.given.emit(self.password.take())


class RecoveryForm(QWidget):
    """The printed recovery code and a new password, typed twice. `given(code, new_password)`; `left()` goes back."""

    given = Signal(str, str)
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.code = QLineEdit()
        self.code.setMaxLength(80)
        self.first, self.second = PasswordField(N_("New password")), PasswordField(N_("New password again"))
        self.code_row = FieldRow(
            N_("Recovery code"), self.code, N_("The eight groups printed on the recovery sheet.")
        )
        self.second_row = FieldRow(N_("New password again"), self.second)
        self.open_button = PrimaryButton(N_("Set the new password"), "key")
        self.back = QuietButton(N_("Back"), "back")
        actions = plain(Flow(self.open_button, self.back))
        laid = column(
            self.code_row, FieldRow(N_("New password"), self.first), self.second_row, actions, 0, spacing=14
        )
        self.setLayout(laid)
        self.setFocusProxy(self.code)
        self.second.entered.connect(self._give)
        self.open_button.clicked.connect(self._give)
        self.back.clicked.connect(self.left)

    def set_busy(self, busy: bool) -> None:
        """Show that the vault is being opened."""
        self.setEnabled(not busy)

    def _give(self) -> None:
        self.code_row.set_error("" if self.code.text().strip() else N_("Type the recovery code."))
        differ = self.first.text() != self.second.text() or not self.first.text()
        self.second_row.set_error(N_("The two passwords are not the same.") if differ else "")
        if not self.code_row.has_error() and not differ:
            self.second.clear()
            self.given.emit(self.code.text().strip(), self.first.take())
            self.code.clear()


def _centred(card: QWidget) -> QHBoxLayout:
    box = row(spacing=0, margin=16)
    box.addStretch(1)
    box.addWidget(card, 1000)
    box.addStretch(1)
    return box
