"""Things that float over a page inside its window and follow its size."""

from PySide6.QtCore import QEvent, QObject, QSize
from PySide6.QtWidgets import QFrame, QWidget

from app.ui import theme
from app.ui.override import override


class Overlay(QFrame):
    """A frame kept in its place over `host` when the host is resized. Subclasses say where in `place`."""

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self._host = host
        host.installEventFilter(self)
        self.hide()

    def place(self) -> None:
        """Sit at the bottom, in the middle."""
        size = self.fitting()
        self.resize(size)
        left = (self._host.width() - size.width()) // 2
        self.move(left, self._host.height() - size.height() - theme.gap(16))

    def fitting(self) -> QSize:
        """Return the size that shows all words within the host."""
        room = max(1, self._host.width() - 2 * theme.gap(24))
        wide = min(self.sizeHint().width(), room)
        high = self.heightForWidth(wide) if self.hasHeightForWidth() else self.sizeHint().height()
        return QSize(wide, max(high, self.minimumSizeHint().height()))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._host and event.type() == QEvent.Type.Resize and self.isVisible():
            self.place()
        return super().eventFilter(watched, event)
