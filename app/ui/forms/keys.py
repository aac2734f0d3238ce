"""The keys that turn the pages of a form."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from itertools import pairwise

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from app.ui.override import override


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


def order(stops: Sequence[QWidget]) -> None:
    """Let the Tab key go through these widgets in this order."""
    for one, other in pairwise(stops):
        QWidget.setTabOrder(one, other)


class TurnKeys(QObject):
    """Hears the turning keys before the widget of the page that has the keyboard: a button takes arrows for itself.

    `way(turn)` gives what a turn does now, or None: then the key goes its usual way.
    """

    def __init__(self, page: QWidget, way: Callable[[Turn], Callable[[], None] | None]) -> None:
        super().__init__(page)
        self._page, self._way = page, way
        self._watched: QWidget | None = None

    def follow(self, new: QWidget | None) -> None:
        """Listen where the keyboard is now, as long as it is on the page."""
        if self._watched is not None and shiboken6.isValid(self._watched):
            self._watched.removeEventFilter(self)
        here = new is not None and (new is self._page or self._page.isAncestorOf(new))
        self._watched = new if here else None
        if self._watched is not None:
            self._watched.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() not in _PRESSED or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        turn = turn_of(event)
        way = self._way(turn) if turn is not Turn.NONE else None
        if way is None:
            return False
        # Alt+Left also leads the window back; here it goes to the page before as long as there is one.
        event.accept()
        if event.type() == QEvent.Type.KeyPress:
            way()
        return True


_PRESSED = (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress)
