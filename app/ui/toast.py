"""A short message that goes by itself, with Undo where something can be taken back."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QPoint, QRect, QTimer
from PySide6.QtGui import QAccessible, QAccessibleEvent, QEnterEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from app.errors import N_
from app.ui import theme
from app.ui.override import override
from app.ui.says import Says, say
from app.ui.widgets.buttons import Button, IconButton, PrimaryButton
from app.ui.widgets.layout import row
from app.ui.widgets.overlay import Overlay
from app.ui.widgets.text import Text

STAYS_MS = 6000


class _ToastButton(Button):
    look = "toast"
    ink = "toast_link"


class _ToastClose(IconButton):
    look = "toast"
    ink = "on_toast"


class Toast(Overlay):
    """One message at the bottom of the window. It stays while the pointer or the keyboard is on it.

    It never lies on the page's main button or on what has the keyboard, and on other buttons only for want of room.
    """

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
        self.undo.setVisible(undo is not None)
        self.setAccessibleName(say(says))
        self.show()
        self.place()
        self.raise_()
        self._timer.start()
        QAccessible.updateAccessibility(QAccessibleEvent(self, QAccessible.Event.Alert))

    @override
    def place(self) -> None:
        buttons = [one.sizeHint().width() for one in (self.undo, self.close_button) if not one.isHidden()]
        beside = sum(buttons) + theme.gap(10) * (len(buttons) + 2) + theme.gap(24) * 2
        words = self.words.fontMetrics().horizontalAdvance(self.words.text()) + 4
        self.words.setMinimumWidth(max(1, min(theme.px(420), words, self._host.width() - beside)))
        super().place()
        lowest, sacred, others = self.geometry(), self._in_use(), self._buttons()
        upper = [lowest.translated(0, -up) for up in range(0, max(1, lowest.top()), theme.gap(8))]
        near = upper[: max(1, len(upper) // 2)]
        free = next((at for at in near if not _covers(at, sacred + others)), None)
        free = free or next((at for at in upper if not _covers(at, sacred)), lowest)
        self.move(free.topLeft())

    def _in_use(self) -> list[QRect]:
        """Return where the main button and the widget with the keyboard are."""
        used: list[QWidget] = list(self._host.findChildren(PrimaryButton))
        focused = QApplication.focusWidget()
        if focused is not None and self._host.isAncestorOf(focused) and not self.isAncestorOf(focused):
            used.append(focused)
        # A table or a long note with the keyboard may fill the page: it can be under a message, a field cannot.
        return [at for at in map(self._seen, used) if at.height() < self._host.height() // 3]

    def _buttons(self) -> list[QRect]:
        own = (self.undo, self.close_button)
        return [self._seen(one) for one in self._host.findChildren(QAbstractButton) if one not in own]

    def _seen(self, part: QWidget) -> QRect:
        """Return where a part of the page is seen in the host; an empty place when it is not."""
        if not part.isVisible():
            return QRect()
        seen = part.visibleRegion().boundingRect()
        return seen.translated(part.mapTo(self._host, QPoint(0, 0)))

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


def _covers(place: QRect, parts: list[QRect]) -> bool:
    return any(place.intersects(part) for part in parts)
