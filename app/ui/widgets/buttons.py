"""Buttons: one that leads, quiet ones beside it, a red outline for what takes away, icons with a spoken name."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QIcon, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QPushButton, QStyle, QStyleOptionButton, QStylePainter, QWidget

from app.ui import icons, theme
from app.ui.override import override
from app.ui.palette import Tone
from app.ui.says import Says, Worded, mark, say

_ICON = 18
_GAP = 6
_WRAPPED = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextWordWrap


class Button(Worded, QPushButton):
    """A button with words and perhaps an icon; use its named kinds below. `clicked` is the signal."""

    look = "quiet"
    ink = "text"

    def __init__(self, says: Says, icon: str = "", tip: Says = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._says, self._icon, self._tip = says, icon, tip
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        mark(self, look=self.look)
        self.refresh()

    @override
    def retranslate(self) -> None:
        words = say(self._says)
        self.setText(words.replace("&", "&&"))
        self.setAccessibleName(words)
        self.setToolTip(say(self._tip))

    @override
    def restyle(self) -> None:
        if self._icon:
            size, pad = theme.px(_ICON), theme.px(_GAP)
            self.setIcon(icons.icon(self._icon, self.ink, size, pad))
            self.setIconSize(QSize(size + pad, size))

    def set_says(self, says: Says) -> None:
        """Say something else from now on."""
        self._says = says
        self.retranslate()

    def set_icon(self, icon: str) -> None:
        """Show another icon."""
        self._icon = icon
        self.restyle()


class PrimaryButton(Button):
    """The one thing to do next; at most one on a page."""

    look = "primary"
    ink = "on_accent"


class QuietButton(Button):
    """Everything else there is to do."""


class DangerButton(Button):
    """Takes something away; always offers an Undo afterwards."""

    look = "danger"
    ink = "danger"


class LinkButton(Button):
    """A button that reads like a link inside text or a card."""

    look = "link"
    ink = "link"


class ChoiceButton(Button):
    """A large answer among few; checkable. Its words go on in a second line where the room is short."""

    look = "choice"
    ink = "accent"

    def __init__(self, says: Says, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(says, icon, parent=parent)
        self.setCheckable(True)

    @override
    def restyle(self) -> None:
        super().restyle()
        self._fit()

    @override
    def retranslate(self) -> None:
        super().retranslate()
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def sizeHint(self) -> QSize:
        words = max(map(self.fontMetrics().horizontalAdvance, say(self._says).split()), default=0)
        return QSize(words + self._beside(), self.minimumHeight())

    @override
    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _beside(self) -> int:
        """Return the room that edge, padding and icon take."""
        return 2 * theme.gap(18) + self.iconSize().width() + theme.px(_GAP) + 8

    def _fit(self) -> None:
        room = QRect(0, 0, max(1, self.width() - self._beside()), 10_000)
        high = self.fontMetrics().boundingRect(room, _WRAPPED, say(self._says)).height()
        self.setMinimumHeight(max(theme.px(30), high) + 2 * theme.gap(16) + 4)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, ground = QStylePainter(self), QStyleOptionButton()
        self.initStyleOption(ground)
        ground.text, ground.icon = "", QIcon()  # type: ignore[attr-defined]  # Qt's stubs omit them
        painter.drawControl(QStyle.ControlElement.CE_PushButton, ground)
        left, side = theme.gap(18) + 2, self.iconSize()
        if self._icon:
            painter.drawPixmap(left, (self.height() - side.height()) // 2, self.icon().pixmap(side))
            left += side.width() + theme.px(_GAP)
        painter.setPen(theme.look().colour("on_accent_soft" if self.isChecked() else "text"))
        room = QRect(left, 0, self.width() - theme.gap(18) - 2 - left, self.height())
        painter.drawText(room, _WRAPPED, say(self._says))


class SegmentButton(Button):
    """One of a row of small choices, such as a language; checkable."""

    look = "segment"

    def __init__(self, says: Says, tip: Says = "", parent: QWidget | None = None) -> None:
        super().__init__(says, tip=tip, parent=parent)
        self.setCheckable(True)

    @override
    def retranslate(self) -> None:
        super().retranslate()
        if self._tip:
            self.setAccessibleName(say(self._tip))


class IconButton(Button):
    """A button that shows only an icon; its words are the tooltip and the name that is read aloud."""

    look = "icon"

    @override
    def retranslate(self) -> None:
        words = say(self._says)
        self.setAccessibleName(words)
        self.setToolTip(say(self._tip) or words)

    @override
    def restyle(self) -> None:
        size = theme.px(20)
        self.setIcon(icons.icon(self._icon, self.ink, size))
        self.setIconSize(QSize(size, size))


class ChipButton(Button):
    """A state that can be pressed, in the colours of its tone."""

    look = "chip"

    def __init__(
        self, says: Says, icon: str = "", tone: Tone = Tone.NEUTRAL, parent: QWidget | None = None
    ) -> None:
        self.tone = tone
        super().__init__(says, icon, parent=parent)
        self.set_tone(tone)

    def set_tone(self, tone: Tone) -> None:
        """Change the colours."""
        self.tone = tone
        mark(self, tone=tone.value)
        self.restyle()

    @override
    def restyle(self) -> None:
        self.ink = f"on_{self.tone}_soft"
        super().restyle()
