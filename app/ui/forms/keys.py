"""The keys that turn the pages of a form."""

from enum import StrEnum

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent


class Turn(StrEnum):
    """Which way a key turns."""

    ON = "on"
    BACK = "back"
    NONE = ""


_ALT, _CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
_TURNS = {
    (_ALT, Qt.Key.Key_Right): Turn.ON,
    (_ALT, Qt.Key.Key_Left): Turn.BACK,
    (_CONTROL, Qt.Key.Key_Return): Turn.ON,
    (_CONTROL, Qt.Key.Key_Enter): Turn.ON,
    (_CONTROL, Qt.Key.Key_PageDown): Turn.ON,
    (_CONTROL, Qt.Key.Key_PageUp): Turn.BACK,
}


def turn_of(event: QKeyEvent) -> Turn:
    """Return which way a pressed key turns the pages."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    return _TURNS.get((held, Qt.Key(event.key())), Turn.NONE)
