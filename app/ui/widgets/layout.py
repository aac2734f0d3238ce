"""Ways of placing things that survive large text and small windows."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import QEvent, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QLayout,
    QLayoutItem,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from app.ui import theme
from app.ui.override import override
from app.ui.says import mark

B = TypeVar("B", bound=QBoxLayout)
Part = QWidget | QLayout | int
_WIDEST = 1 << 20


def column(*parts: Part, spacing: int = 12, margin: int = 0) -> QVBoxLayout:
    """Return a vertical layout of widgets and layouts; a number is empty room, 0 a spring."""
    return _filled(QVBoxLayout(), parts, spacing, margin)


def row(*parts: Part, spacing: int = 12, margin: int = 0) -> QHBoxLayout:
    """Return a horizontal layout of widgets and layouts; a number is empty room, 0 a spring."""
    return _filled(QHBoxLayout(), parts, spacing, margin)


def _filled(box: B, parts: Sequence[Part], spacing: int, margin: int) -> B:
    box.setSpacing(theme.gap(spacing))
    room = theme.gap(margin)
    box.setContentsMargins(room, room, room, room)
    for part in parts:
        if isinstance(part, QWidget):
            box.addWidget(part)
        elif isinstance(part, QLayout):
            box.addLayout(part)
        elif part:
            box.addSpacing(theme.gap(part))
        else:
            box.addStretch(1)
    return box


def plain(layout: QLayout, parent: QWidget | None = None) -> QWidget:
    """Return a widget that only carries a layout."""
    made = QWidget(parent)
    mark(made, look="plain")
    made.setLayout(layout)
    return made


def scrolling(inside: QWidget) -> QScrollArea:
    """Return `inside` in a frameless area that scrolls up and down; for every page that may grow tall."""
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
    area.viewport().setAutoFillBackground(False)
    inside.setAutoFillBackground(False)
    area.setWidget(inside)
    return area


class Flow(QLayout):
    """Places widgets side by side and goes on below when the line is full: pills, actions, letters."""

    def __init__(self, *parts: QWidget, spacing: int = 8) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = theme.gap(spacing)
        self.setContentsMargins(0, 0, 0, 0)
        for part in parts:
            self.addWidget(part)

    @override
    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    @override
    def count(self) -> int:
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:  # type: ignore[override]  # Qt allows no item
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), really=False).height()

    @override
    def sizeHint(self) -> QSize:
        return self._place(QRect(0, 0, _WIDEST, 0), really=False)

    @override
    def minimumSize(self) -> QSize:
        size = QSize(0, 0)
        for item in self._items:
            if not item.isEmpty():
                size = size.expandedTo(item.minimumSize())
        return size

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, really=True)

    def _place(self, rect: QRect, really: bool) -> QSize:
        top = widest = 0
        for line in self._lines(rect.width()):
            high = max(size.height() for _, size in line)
            left = 0
            for item, size in line:
                if really:
                    corner = QPoint(left, top + (high - size.height()) // 2)
                    item.setGeometry(QRect(rect.topLeft() + corner, size))
                left += size.width() + self._gap
            widest, top = max(widest, left - self._gap), top + high + self._gap
        return QSize(widest, max(0, top - self._gap))

    def _lines(self, width: int) -> list[list[tuple[QLayoutItem, QSize]]]:
        """Return the items with their sizes, line by line."""
        lines: list[list[tuple[QLayoutItem, QSize]]] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            size = item.sizeHint()
            size.setWidth(min(size.width(), max(width, item.minimumSize().width())))
            if not lines or used + size.width() > width:
                lines.append([])
                used = 0
            lines[-1].append((item, size))
            used += size.width() + self._gap
        return lines


class Tiles(QWidget):
    """Places equal tiles in as many columns as fit, never narrower than `least` pixels (at 100 % text)."""

    def __init__(self, *tiles: QWidget, least: int = 210, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles = list(tiles)
        self._least = least
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(theme.gap(14))
        self._columns = 0
        self._arrange(len(tiles) or 1)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        for at in range(max(columns, self._columns)):
            self._grid.setColumnStretch(at, 1 if at < columns else 0)
        self._columns = columns
        for at, tile in enumerate(self._tiles):
            self._grid.addWidget(tile, at // columns, at % columns)

    @override
    def minimumSizeHint(self) -> QSize:
        widest = max((tile.minimumSizeHint().width() for tile in self._tiles), default=0)
        return QSize(widest, super().minimumSizeHint().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        least = max((tile.minimumSizeHint().width() for tile in self._tiles), default=1)
        fit = (self.width() + self._grid.spacing()) // (
            max(theme.px(self._least), least) + self._grid.spacing()
        )
        self._arrange(_even(len(self._tiles), max(1, fit)))


def _even(tiles: int, fit: int) -> int:
    """Return how many columns give rows of like length: 4 tiles in 3 columns become 2 and 2."""
    if tiles <= fit:
        return max(1, tiles)
    rows = -(-tiles // fit)
    return -(-tiles // rows)


class SideBySide(QWidget):
    """Puts `right` beside `left` when there is room for `left` to be `least` pixels wide (at 100 %), else below it."""

    def __init__(
        self, left: QWidget, right: QWidget, least: int = 260, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._left, self._right, self._least = left, right, least
        self._box = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(theme.gap(12))
        self._box.addWidget(left, 1)
        self._box.addWidget(right)

    @override
    def minimumSizeHint(self) -> QSize:
        left, right = self._left.minimumSizeHint(), self._right.minimumSizeHint()
        return QSize(max(left.width(), right.width()), self._box.minimumSize().height())

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._arrange()  # one of the two has become wider or narrower
        return super().event(event)

    def _arrange(self) -> None:
        need = max(theme.px(self._least), self._left.minimumSizeHint().width())
        fits = self._right.sizeHint().width() + need + self._box.spacing() <= self.width()
        way = QBoxLayout.Direction.LeftToRight if fits else QBoxLayout.Direction.TopToBottom
        if way != self._box.direction():
            self._box.setDirection(way)
