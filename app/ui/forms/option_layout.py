"""Places answers as the form wants them spread: in columns read downwards, packed in lines, or as a scale."""

from collections.abc import Sequence

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem

from app.ui import theme
from app.ui.forms.looks import Looks, Spread
from app.ui.forms.option import Option
from app.ui.forms.option_face import Upright
from app.ui.override import override

MOST_IN_A_LINE = 3
_SHORT = 200


class OptionLayout(QLayout):
    """A layout of `Option` widgets whose height follows its width. In columns the next answer is below, never to the right."""

    def __init__(self, looks: Looks | None = None) -> None:
        super().__init__()
        self._looks = looks or Looks()
        self._items: list[QLayoutItem] = []
        self._gap = theme.gap(8)
        self.setContentsMargins(0, 0, 0, 0)

    def _options(self) -> list[Option]:
        return [one for item in self._items if isinstance(one := item.widget(), Option)]

    def columns(self, width: int) -> int:
        """Return how many columns fit a width, by what the form wants and by what the words need."""
        options = self._options()
        if not options:
            return 1
        if self._looks.spread is Spread.COUNTED:
            least = max(one.least_width() for one in options)
            return max(1, min(self._looks.columns, len(options), self._fit(width, least)))
        fit = self._fit(width, max(theme.px(_SHORT), *(one.natural_width() for one in options)))
        if self._looks.spread is Spread.FITTING or any(not one.face.picture.isEmpty() for one in options):
            fit = self._fit(width, max(one.natural_width() for one in options))
            return max(1, min(fit, len(options)))
        most = len(options) if len(options) <= MOST_IN_A_LINE else 3 if len(options) > 8 else 2
        if len(options) <= MOST_IN_A_LINE and fit < len(options):
            return 1
        return max(1, min(fit, most))

    def _fit(self, width: int, one: int) -> int:
        return max(1, (width + self._gap) // (one + self._gap))

    def _place(self, rect: QRect, *, really: bool) -> int:
        options = self._options()
        if not options:
            return 0
        if self._looks.spread is Spread.PACKED:
            return self._place_packed(options, rect, really=really)
        if self._looks.spread is Spread.SCALE and self._stands(options, rect.width()):
            return self._place_columns(options, len(options), rect, really=really)
        columns = 1 if self._looks.spread is Spread.SCALE else self.columns(rect.width())
        return self._place_columns(options, columns, rect, really=really)

    def _stands(self, options: Sequence[Option], width: int) -> bool:
        """Let the steps of a scale stand beside each other when each has the room, else lie below each other."""
        faces = [one.face for one in options if isinstance(one.face, Upright)]
        room = (width - (len(options) - 1) * self._gap) // len(options)
        for face in faces:
            face.lay(False)
        stands = all(face.least_width() <= room for face in faces)
        if not stands:
            for face in faces:
                face.lay(True)
        return stands

    def _place_columns(self, options: Sequence[Option], columns: int, rect: QRect, *, really: bool) -> int:
        rows = -(-len(options) // columns)
        width = (rect.width() - (columns - 1) * self._gap) // columns
        if self._looks.spread is Spread.USUAL and columns > 1 and len(options) <= MOST_IN_A_LINE:
            width = min(width, max(theme.px(_SHORT), *(one.natural_width() for one in options)))
        heights = [max(one.heightForWidth(width) for one in options[row::rows]) for row in range(rows)]
        if really:
            for at, one in enumerate(options):
                row, column = at % rows, at // rows
                top = rect.top() + sum(heights[:row]) + row * self._gap
                one.setGeometry(rect.left() + column * (width + self._gap), top, width, heights[row])
        return sum(heights) + (rows - 1) * self._gap

    def _place_packed(self, options: Sequence[Option], rect: QRect, *, really: bool) -> int:
        left = top = high = 0
        for one in options:
            width = min(one.natural_width(), max(rect.width(), one.least_width()))
            if left and left + width > rect.width():
                left, top, high = 0, top + high + self._gap, 0
            height = one.heightForWidth(width)
            if really:
                one.setGeometry(rect.left() + left, rect.top() + top, width, height)
            left, high = left + width + self._gap, max(high, height)
        return top + high

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
