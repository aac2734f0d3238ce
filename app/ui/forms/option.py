"""One answer to choose: a large field with its words, a mark, and the digit that chooses it. Click it anywhere."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QRadioButton, QSizePolicy

from app.ui import icons, theme
from app.ui.forms.option_face import WRAP, Bare, Face, Places
from app.ui.forms.pictures import paint_picture
from app.ui.override import override
from app.ui.says import Worded

_ROUND = 9
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

if TYPE_CHECKING:
    _Button = QAbstractButton
else:
    _Button = object


class Option(Worded, _Button):
    """What radio and check fields share. Its words wrap, so its height follows its width; `face` says where they stand."""

    def prepare(self, words: str, digit: str, face: Face) -> None:
        """Dress the field; called once by the two kinds below."""
        self.face, self._picture = face, QPixmap()
        self.bare = isinstance(face, Bare)
        face.digit = digit
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(not self.bare)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.set_words(words)
        self.refresh()

    @property
    def words(self) -> str:
        """The answer as it is read."""
        return self.face.words

    @property
    def second(self) -> str:
        """The same in the other language, "" when only one is shown."""
        return self.face.second

    @property
    def digit(self) -> str:
        """The digit that chooses it."""
        return self.face.digit

    def set_words(self, words: str, second: str = "") -> None:
        """Say the answer in another language, or in two."""
        if (words, second) == (self.face.words, self.face.second):
            return
        self.face.words, self.face.second = words, second
        self.setAccessibleName(words)
        if not self.bare:
            self.setText(words.replace("&", "&&"))
        self._measure()

    def set_picture(self, picture: QPixmap) -> None:
        """Show a picture above the words; its words stay what is read aloud."""
        if picture.cacheKey() == self._picture.cacheKey():
            return
        self._picture = picture
        self.face.picture = picture.deviceIndependentSize().toSize()
        self._measure()

    def _measure(self) -> None:
        self.face.forget()
        self.updateGeometry()
        self.update()

    def name_as(self, name: str, description: str = "") -> None:
        """Set what is read aloud."""
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)

    @override
    def restyle(self) -> None:
        self.face.restyle()
        self._measure()

    # -- sizes ---------------------------------------------------------------------------------------------

    def natural_width(self) -> int:
        """Return the width at which nothing wraps."""
        return self.face.natural_width()

    def least_width(self) -> int:
        """Return the width below which a word would be cut."""
        return self.face.least_width()

    @override
    def hasHeightForWidth(self) -> bool:
        return not self.bare

    @override
    def heightForWidth(self, width: int) -> int:
        return self.face.height(width)

    @override
    def sizeHint(self) -> QSize:
        # Told for the width it has: a field that wraps is whole when it is as high as its words need.
        least = self.face.least_width()
        return QSize(least, self.face.height(max(self.width(), least)))

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

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
        self.paint_field(painter)
        places = self.face.places(self.width(), self.height())
        if not places.picture.isEmpty():
            paint_picture(painter, places.picture, self._picture)
        self._paint_mark(painter, QRectF(places.mark))
        if not self.bare:
            self._paint_words(painter, places)

    def _paint_words(self, painter: QPainter, places: Places) -> None:
        face, lit = self.face, self.isChecked() and self.isEnabled()
        along = Qt.AlignmentFlag.AlignHCenter if face.centred else Qt.AlignmentFlag.AlignLeft
        plain = "text" if self.isEnabled() or self.isChecked() else "muted"
        quiet = "on_accent_soft" if lit else "muted"
        self._write(painter, places.words, face.font, face.words, "on_accent_soft" if lit else plain, along)
        if not places.second.isEmpty():
            self._write(painter, places.second, face.small, face.second, quiet, along)
        if not places.digit.isEmpty() and self.isEnabled():
            painter.setFont(face.small)
            painter.setPen(theme.look().colour(quiet))
            at = int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            painter.drawText(places.digit, at, face.digit)

    def _write(
        self, painter: QPainter, room: QRect, font: QFont, words: str, ink: str, along: Qt.AlignmentFlag
    ) -> None:
        painter.setFont(font)
        painter.setPen(theme.look().colour(ink))
        painter.drawText(room, WRAP | int(along), words)

    def paint_field(self, painter: QPainter) -> None:
        """Paint the ground and the edge of the field."""
        look, chosen, focused = theme.look(), self.isChecked(), self.hasFocus()
        if self.bare and not focused and not (self.underMouse() and self.isEnabled()):
            return
        wide = 2 if focused or chosen else 1
        if self.isEnabled():
            over = self.underMouse()
            edge = "focus" if focused else "accent" if chosen or over else "line"
            ground = "accent_soft" if chosen else "hover" if over else "surface"
        else:  # it only says what the answer is
            edge, ground = "edge" if chosen else "line", "sunken"
        painter.setPen(QPen(look.colour(edge), wide))
        painter.setBrush(look.colour(ground))
        inside = QRectF(self.rect()).adjusted(wide / 2, wide / 2, -wide / 2, -wide / 2)
        painter.drawRoundedRect(inside, theme.px(_ROUND), theme.px(_ROUND))

    def _paint_mark(self, painter: QPainter, box: QRectF) -> None:
        look, chosen, radio = theme.look(), self.isChecked(), isinstance(self, QRadioButton)
        inside = box.adjusted(1, 1, -1, -1)
        full, empty = ("accent", "surface") if self.isEnabled() else ("muted", "sunken")
        painter.setPen(QPen(look.colour(full if chosen else "edge"), 2))
        painter.setBrush(look.colour(full if chosen else empty))
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

    def __init__(self, words: str, digit: str = "", face: Face | None = None) -> None:
        super().__init__()
        self.setAutoExclusive(False)
        self.prepare(words, digit, face or Face())

    @override
    def nextCheckState(self) -> None:
        self.setChecked(True)


class CheckOption(Option, QCheckBox):
    """One of several answers of which any number may hold."""

    def __init__(self, words: str, digit: str = "", face: Face | None = None) -> None:
        super().__init__()
        self.prepare(words, digit, face or Face())
