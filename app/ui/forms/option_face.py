"""Where the parts of an answer stand in its field: the mark, the words in one or two languages, the digit, a picture."""

from dataclasses import dataclass, field

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QFontMetrics

from app.ui import theme

MARK, PAD, GAP, DIGIT, PADDING, LOWEST = 20, 11, 11, 16, 9, 42
WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignTop)
_HIGH = 1 << 14
_NOTHING = QRect()


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Rectangles inside the field; an empty one for what is not there. `height` is what the words need."""

    height: int
    mark: QRect
    words: QRect = field(default_factory=QRect)
    second: QRect = field(default_factory=QRect)
    digit: QRect = field(default_factory=QRect)
    picture: QRect = field(default_factory=QRect)


class Face:
    """The usual face: the mark before the words, a picture above both. It is asked again whenever its words change."""

    centred = False

    def __init__(self) -> None:
        self.words, self.second, self.digit = "", "", ""
        self.picture = QSize()
        self.restyle()

    def restyle(self) -> None:
        """Take the fonts again from the look in use."""
        self.font, self.small = theme.font(17), theme.font(14)
        self.forget()

    def forget(self) -> None:
        """Measure anew: the words have changed."""
        self._heights: dict[int, tuple[int, int]] = {}
        self._widths: tuple[int, int] | None = None

    def beside(self) -> int:
        """Return the room left and right of the words."""
        digit = theme.px(DIGIT) if self.digit else 0
        return theme.px(PAD) * 2 + theme.px(MARK) + theme.px(GAP) + digit

    def natural_width(self) -> int:
        """Return the width at which nothing wraps."""
        return self._measured()[0]

    def least_width(self) -> int:
        """Return the width below which a word would be cut."""
        return self._measured()[1]

    def _measured(self) -> tuple[int, int]:
        if self._widths is None:
            pairs = [
                (QFontMetrics(self.font), self.words),
                (QFontMetrics(self.small), self.second),
            ]
            whole = max(metrics.horizontalAdvance(words) for metrics, words in pairs)
            longest = max(
                (metrics.horizontalAdvance(word) for metrics, words in pairs for word in words.split()),
                default=0,
            )
            beside, picture = self.beside() + 4, self._picture_width()
            self._widths = max(whole + beside, picture), max(longest + beside, picture)
        return self._widths

    def _picture_width(self) -> int:
        return self.picture.width() + 2 * theme.px(PAD) if not self.picture.isEmpty() else 0

    def _picture_height(self) -> int:
        return self.picture.height() + theme.gap(PADDING) if not self.picture.isEmpty() else 0

    def _high(self, width: int) -> tuple[int, int]:
        """Return how high the words and the words of the other language are at a width."""
        if width not in self._heights:
            room = QRect(0, 0, max(1, width - self.beside()), _HIGH)
            first = QFontMetrics(self.font).boundingRect(room, WRAP, self.words).height()
            second = QFontMetrics(self.small).boundingRect(room, WRAP, self.second).height()
            self._heights[width] = first if self.words else 0, second if self.second else 0
        return self._heights[width]

    def height(self, width: int) -> int:
        """Return the height that shows everything at a width."""
        return max(sum(self._high(width)) + self._picture_height() + 2 * theme.gap(PADDING), theme.px(LOWEST))

    def places(self, width: int, height: int) -> Places:
        """Return where everything stands in a field of this size."""
        first, second = self._high(width)
        above, side = self._picture_height(), theme.px(MARK)
        line = QFontMetrics(self.font).height()
        top = max(0, (height - above - max(first, side) - second) // 2)
        below = top + above
        left, room = theme.px(PAD) + side + theme.px(GAP), width - self.beside()
        digit = theme.px(DIGIT)
        return Places(
            height=self.height(width),
            mark=QRect(theme.px(PAD), below + (line - side) // 2, side, side),
            words=QRect(left, below, room, first + 2),
            second=QRect(left, below + first, room, second + 2) if second else _NOTHING,
            digit=QRect(width - theme.px(PAD) - digit, below, digit, line) if self.digit else _NOTHING,
            picture=self._picture_at(width, top),
        )

    def _picture_at(self, width: int, top: int) -> QRect:
        if self.picture.isEmpty():
            return _NOTHING
        left = (width - self.picture.width()) // 2
        return QRect(left, top, self.picture.width(), self.picture.height())


class Bare(Face):
    """The mark alone, in the middle: a cell of a table whose words stand on top."""

    def natural_width(self) -> int:
        """Return the width of the mark with its room."""
        return theme.px(MARK) + 2 * theme.px(PAD)

    def least_width(self) -> int:
        """Return the same."""
        return self.natural_width()

    def height(self, _width: int) -> int:
        """Return the height of the mark with its room."""
        return self.natural_width()

    def places(self, width: int, height: int) -> Places:
        """Return the middle of the field."""
        side = theme.px(MARK)
        mark = QRect((width - side) // 2, (height - side) // 2, side, side)
        return Places(height=self.natural_width(), mark=mark)


class Upright(Face):
    """The mark above the words, everything in the middle: a step of a scale. Lying down it is a usual face."""

    def __init__(self) -> None:
        super().__init__()
        self.centred = True

    def lay(self, lying: bool) -> None:
        """Lie down where the scale has no room to stand, or stand up again."""
        if self.centred == lying:
            self.centred = not lying
            self.forget()

    def beside(self) -> int:
        """Return the room left and right of the words."""
        return 2 * theme.px(PAD) if self.centred else super().beside()

    def _above(self) -> int:
        return theme.px(MARK) + theme.gap(6)

    def height(self, width: int) -> int:
        """Return the height that shows everything at a width."""
        if not self.centred:
            return super().height(width)
        return sum(self._high(width)) + self._above() + self._picture_height() + 2 * theme.gap(PADDING)

    def places(self, width: int, height: int) -> Places:
        """Return where everything stands: from the top, so that the marks of a scale are in one line."""
        if not self.centred:
            return super().places(width, height)
        first, second = self._high(width)
        side, top = theme.px(MARK), theme.gap(PADDING)
        below = top + self._picture_height()
        at, room = below + self._above(), width - self.beside()
        return Places(
            height=self.height(width),
            mark=QRect((width - side) // 2, below, side, side),
            words=QRect(theme.px(PAD), at, room, first + 2),
            second=QRect(theme.px(PAD), at + first, room, second + 2) if second else _NOTHING,
            picture=self._picture_at(width, top),
        )
