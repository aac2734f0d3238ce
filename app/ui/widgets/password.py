"""The password field: can be shown, warns of Caps Lock and of a keyboard in other letters."""

import unicodedata

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QWidget

from app.errors import N_
from app.i18n import tr
from app.ui.override import override
from app.ui.says import Worded
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.layout import column, row
from app.ui.widgets.text import Text


class PasswordField(Worded, QWidget):
    """A hidden line with an eye to show it. `take()` returns the password and forgets it. Signals: `entered` (Enter)."""

    entered = Signal()
    changed = Signal()

    def __init__(self, name: str = N_("Password"), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self._warning = ""
        self.line = QLineEdit()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.line.setMaxLength(128)
        self.eye = IconButton(N_("Show the password"), "eye")
        self.eye.setCheckable(True)
        self.eye.toggled.connect(self._show)
        self.warning = Text(lambda: tr(self._warning), "small", wrap=True)
        self.warning.hide()
        self.setLayout(column(row(self.line, self.eye, spacing=6), self.warning, spacing=4))
        self.setFocusProxy(self.line)
        self.line.installEventFilter(self)
        self.line.returnPressed.connect(self.entered)
        self.line.textChanged.connect(lambda _text: self.changed.emit())
        self.refresh()

    def text(self) -> str:
        """Return what is typed."""
        return self.line.text()

    def take(self) -> str:
        """Return what is typed and empty the field, so that nobody reads it later."""
        typed = self.line.text()
        self.clear()
        return typed

    def clear(self) -> None:
        """Empty the field and hide it again."""
        self.line.clear()
        self.eye.setChecked(False)
        self._warn("")

    @override
    def retranslate(self) -> None:
        self.setAccessibleName(tr(self._name))

    @override
    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    @override
    def setAccessibleDescription(self, description: str) -> None:
        super().setAccessibleDescription(description)
        self.line.setAccessibleDescription(description)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.line and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            self._warn(warning_for(event.text(), event.modifiers()))
        return super().eventFilter(watched, event)

    def _warn(self, warning: str) -> None:
        self._warning = warning
        self.warning.retranslate()
        self.warning.setVisible(bool(warning))

    def _show(self, shown: bool) -> None:
        mode = QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password
        self.line.setEchoMode(mode)
        self.eye.set_icon("eye-off" if shown else "eye")
        self.eye.set_says(N_("Hide the password") if shown else N_("Show the password"))


def warning_for(typed: str, modifiers: Qt.KeyboardModifier) -> str:
    """Return the msgid of a warning about the key just pressed: Caps Lock, or letters of another script; "" for none."""
    if len(typed) != 1 or not typed.isalpha():
        return ""
    shift = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
    if typed.isupper() != shift and typed.lower() != typed.upper():
        return N_("Caps Lock seems to be on.")
    if unicodedata.name(typed, "").startswith("CYRILLIC"):
        return N_("The keyboard writes Cyrillic letters now.")
    return ""
