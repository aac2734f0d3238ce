"""One answer to choose: a large field with its words, a mark, and the digit that chooses it. Click it anywhere."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy

from app.ui import icons, theme
from app.ui.override import override
from app.ui.says import Worded

_MARK, _PAD, _GAP, _ROUND, _DIGIT = 20, 11, 11, 9, 16
_LEFT_TO_THE_LIST = frozenset(
    {
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Return,
        Qt.Key.Key_Enter,
        Qt.Key.Key_Delete,
        Qt.Key.Key_Backspace,
    }
)
_WRAP = int(Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
_HIGH = 1 << 14

if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object


class Option(Worded, _Button):
    """What radio and check fields share. Its words wrap, so its height follows its width; bare ones show the mark only."""

    def prepare(self, words: str, digit: str = "", bare: bool = False) -> None:
        """Dress the field; called once by the two kinds below."""
        self.words, self.second, self.digit, self.bare = "", "", digit, bare
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(not bare)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.refresh()
        self.set_words(words)

    def set_words(self, words: str, second: str = "") -> None:
        """Say the answer in another language, or in two."""
        if (words, second) == (self.words, self.second):
            return
        self.words, self.second = words, second
        self.setAccessibleName(words)
        if not self.bare:
            self.setText(words.replace("&", "&&"))
        self.updateGeometry()
        self.update()

    def name_as(self, name: str, description: str = "") -> None:
        """Set what is read aloud."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)

    @override
    def restyle(self) -> None:
        self._font, self._small = theme.font(17), theme.font(14)
        self.updateGeometry()
        self.update()

    # -- sizes ---------------------------------------------------------------------------------------------

    def _room_beside(self) -> int:
        digit = theme.px(_DIGIT) if self.digit else 0
        return theme.px(_PAD) * 2 + theme.px(_MARK) + theme.px(_GAP) + digit

    def natural_width(self) -> int:
        """Return the width at which nothing wraps."""
        if self.bare:
            return theme.px(_MARK) + 2 * theme.px(_PAD)
        both = ((self.words, self._font), (self.second, self._small))
        return (
            max(QFontMetrics(font).horizontalAdvance(words) for words, font in both) + 4 + self._room_beside()
        )

    def least_width(self) -> int:
        """Return the width below which a word would be cut."""
        if self.bare:
            return self.natural_width()
        widest = max(
            (
                QFontMetrics(font).horizontalAdvance(word)
                for words, font in ((self.words, self._font), (self.second, self._small))
                for word in words.split()
            ),
            default=0,
        )
        return widest + 4 + self._room_beside()

    def _heights(self, width: int) -> tuple[int, int]:
        room = QRect(0, 0, max(1, width - self._room_beside()), _HIGH)
        first = QFontMetrics(self._font).boundingRect(room, _WRAP, self.words).height()
        second = (
            QFontMetrics(self._small).boundingRect(room, _WRAP, self.second).height() if self.second else 0
        )
        return first, second

    @override
    def hasHeightForWidth(self) -> bool:
        return not self.bare

    @override
    def heightForWidth(self, width: int) -> int:
        if self.bare:
            return theme.px(_MARK) + 2 * theme.px(_PAD)
        return max(sum(self._heights(width)) + 2 * theme.gap(9), theme.px(42))

    @override
    def sizeHint(self) -> QSize:
        # Told for the width it has: a field that wraps is whole when it is as high as its words need.
        return QSize(self.least_width(), self.heightForWidth(max(self.width(), self.least_width())))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.least_width(), self.heightForWidth(max(self.width(), self.least_width())))

    # -- keys and mouse ------------------------------------------------------------------------------------

    @override
    def hitButton(self, pos: QPoint) -> bool:
        return self.rect().contains(pos)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _LEFT_TO_THE_LIST:
            event.ignore()
        else:
            super().keyPressEvent(event)

    # -- paint ---------------------------------------------------------------------------------------------

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_field(painter)
        if self.bare:
            side = theme.px(_MARK)
            self._paint_mark(
                painter, QRectF((self.width() - side) / 2, (self.height() - side) / 2, side, side)
            )
            return
        first, second = self._heights(self.width())
        top = max(0, (self.height() - first - second) // 2)
        side, line = theme.px(_MARK), QFontMetrics(self._font).height()
        self._paint_mark(painter, QRectF(theme.px(_PAD), top + (line - side) / 2, side, side))
        left = theme.px(_PAD) + side + theme.px(_GAP)
        width = self.width() - self._room_beside()
        ink = "on_accent_soft" if self.isChecked() else "text"
        self._write(painter, QRect(left, top, width, first + 2), self._font, self.words, ink)
        if self.second:
            quiet = "on_accent_soft" if self.isChecked() else "muted"
            self._write(painter, QRect(left, top + first, width, second + 2), self._small, self.second, quiet)
        if self.digit:
            box = QRect(self.width() - theme.px(_PAD) - theme.px(_DIGIT), top, theme.px(_DIGIT), line)
            painter.setFont(self._small)
            painter.setPen(theme.look().colour("on_accent_soft" if self.isChecked() else "muted"))
            painter.drawText(
                box, int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter), self.digit
            )

    def _write(self, painter: QPainter, room: QRect, font: QFont, words: str, ink: str) -> None:
        painter.setFont(font)
        painter.setPen(theme.look().colour(ink if self.isEnabled() else "muted"))
        painter.drawText(room, _WRAP, words)

    def _paint_field(self, painter: QPainter) -> None:
        look, chosen, focused = theme.look(), self.isChecked(), self.hasFocus()
        if self.bare and not focused and not self.underMouse():
            return
        wide = 2 if focused or chosen else 1
        edge = "focus" if focused else "accent" if chosen or self.underMouse() else "line"
        ground = "accent_soft" if chosen else "hover" if self.underMouse() else "surface"
        painter.setPen(QPen(look.colour(edge), wide))
        painter.setBrush(look.colour(ground))
        inside = QRectF(self.rect()).adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2)
        painter.drawRoundedRect(inside, theme.px(_ROUND), theme.px(_ROUND))

    def _paint_mark(self, painter: QPainter, box: QRectF) -> None:
        look, chosen, radio = theme.look(), self.isChecked(), isinstance(self, QRadioButton)
        inside = box.adjusted(1, 1, -1, -1)
        painter.setPen(QPen(look.colour("accent" if chosen else "edge"), 2))
        painter.setBrush(look.colour("accent" if chosen else "surface"))
        corner = box.width() / 2 if radio else theme.px(5)
        painter.drawRoundedRect(inside, corner, corner)
        if not chosen:
            return
        if radio:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("on_accent"))
            painter.drawEllipse(box.center(), box.width() / 5, box.width() / 5)
        else:
            size = round(box.width() * 0.8)
            at = box.center().toPoint() - QPoint(size // 2, size // 2)
            painter.drawPixmap(at, icons.pixmap("check", "on_accent", size))


class RadioOption(Option, QRadioButton):
    """One of several answers of which one holds; its list takes care that only one does."""

    def __init__(self, words: str, digit: str = "", bare: bool = False) -> None:
        super().__init__()
        self.setAutoExclusive(False)
        self.prepare(words, digit, bare)

    @override
    def nextCheckState(self) -> None:
        self.setChecked(True)


class CheckOption(Option, QCheckBox):
    """One of several answers of which any number may hold."""

    def __init__(self, words: str, digit: str = "") -> None:
        super().__init__()
        self.prepare(words, digit)
