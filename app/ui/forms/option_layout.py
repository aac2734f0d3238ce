"""Places answers in as many columns as their words allow, read downwards: the next answer is below, never to the right."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem

from app.ui import theme
from app.ui.forms.option import Option
from app.ui.override import override

MOST_IN_A_LINE = 3
_SHORT = 200


class OptionLayout(QLayout):
    """A layout of `Option` widgets whose height follows its width."""

    def __init__(self) -> None:
        super().__init__()
        self._items: list[QLayoutItem] = []
        self._gap = theme.gap(8)
        self.setContentsMargins(0, 0, 0, 0)

    def _options(self) -> list[Option]:
        return [one for item in self._items if isinstance(one := item.widget(), Option)]

    def columns(self, width: int) -> int:
        """Return how many columns fit a width: all in one line when they are few, else at most two, three when many."""
        options = self._options()
        if not options:
            return 1
        widest = max(theme.px(_SHORT), *(one.natural_width() for one in options))
        fit = max(1, (width + self._gap) // (widest + self._gap))
        most = len(options) if len(options) <= MOST_IN_A_LINE else 3 if len(options) > 8 else 2
        if len(options) <= MOST_IN_A_LINE and fit < len(options):
            return 1
        return min(fit, most)

    def _place(self, rect: QRect, *, really: bool) -> int:
        options = self._options()
        if not options:
            return 0
        columns = self.columns(rect.width())
        rows = -(-len(options) // columns)
        width = (rect.width() - (columns - 1) * self._gap) // columns
        if columns > 1 and len(options) <= MOST_IN_A_LINE:
            width = min(width, max(theme.px(_SHORT), *(one.natural_width() for one in options)))
        heights = [max(one.heightForWidth(width) for one in options[row::rows]) for row in range(rows)]
        if really:
            for at, one in enumerate(options):
                row, column = at % rows, at // rows
                top = rect.top() + sum(heights[:row]) + row * self._gap
                one.setGeometry(rect.left() + column * (width + self._gap), top, width, heights[row])
        return sum(heights) + (rows - 1) * self._gap

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
        return Qt.Orientation.Horizontal

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._place(QRect(0, 0, width, 0), really=False)

    @override
    def sizeHint(self) -> QSize:
        return self.minimumSize()

    @override
    def minimumSize(self) -> QSize:
        options = self._options()
        width = max((one.least_width() for one in options), default=0)
        return QSize(width, max((one.heightForWidth(one.natural_width()) for one in options), default=0))

    @override
    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._place(rect, really=True)
