"""A short message that goes by itself, with Undo where something can be taken back."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QEnterEvent
from PySide6.QtWidgets import QWidget

from app.errors import N_
from app.ui import theme
from app.ui.override import override
from app.ui.says import Says, say
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.layout import row
from app.ui.widgets.overlay import Overlay
from app.ui.widgets.text import Text

STAYS_MS = 8000


class _ToastButton(Button):
    look = "toast"
    ink = "toast_link"


class _ToastClose(IconButton):
    look = "toast"
    ink = "on_toast"


class Toast(Overlay):
    """One message at the bottom of the window. It stays while the pointer or the keyboard is on it."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setObjectName("toast")
        self._undo: Callable[[], None] | None = None
        self.words = Text("", wrap=True)
        self.undo = _ToastButton(N_("Undo"), "undo")
        self.close_button = _ToastClose(N_("Close this message"), "close")
        laid = row(spacing=10, margin=10)
        laid.addWidget(self.words, 1)
        laid.addWidget(self.undo)
        laid.addWidget(self.close_button)
        self.setLayout(laid)
        self.undo.clicked.connect(self._take_back)
        self.close_button.clicked.connect(self.hide)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(STAYS_MS)
        self._timer.timeout.connect(self._leave)

    def say(self, says: Says, undo: Callable[[], None] | None = None) -> None:
        """Show a message; `undo` is called when the person takes it back."""
        self._undo = undo
        self.words.set_says(says)
        self.words.setMinimumWidth(
            min(theme.px(420), self.words.fontMetrics().horizontalAdvance(say(says)) + 4)
        )
        self.undo.setVisible(undo is not None)
        self.setAccessibleName(say(says))
        self.show()
        self.place()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    def _take_back(self) -> None:
        undo, self._undo = self._undo, None
        self.hide()
        if undo is not None:
            undo()

    def _leave(self) -> None:
        if self.undo.hasFocus() or self.close_button.hasFocus() or self.underMouse():
            self._timer.start()
        else:
            self.hide()

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._timer.stop()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._timer.start()
