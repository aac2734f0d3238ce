"""Labels that know their msgid and their rank in the page."""

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from app.ui import icons, theme
from app.ui.override import override
from app.ui.palette import Mode, Tone
from app.ui.says import Says, Worded, mark, say

Rank = Literal[
    "display",
    "title",
    "heading",
    "strong",
    "label",
    "body",
    "muted",
    "small",
    "error",
    "figure",
    "code",
    "key",
]

_LONGEST = 560


class Text(Worded, QLabel):
    """Words on the page. `rank` sets size and weight; `wrap` lets long sentences take several lines.

    `Text(N_("Support plan"), rank="heading")`, or `Text(lambda: person.name)` for data that is not translated.
    """

    def __init__(
        self, says: Says = "", rank: Rank = "body", wrap: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._says = says
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(wrap)
        if wrap:
            self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        mark(self, look=rank)
        self.refresh()

    @override
    def sizeHint(self) -> QSize:
        hint = super().sizeHint()
        if not self.wordWrap() or self.property("look") != "heading":
            return hint
        # Qt would like a square; a heading stands on one line as long as the room is there.
        margins = self.contentsMargins()
        wide = self.fontMetrics().horizontalAdvance(self.text()) + margins.left() + margins.right() + 2
        return QSize(wide, self.heightForWidth(wide)) if wide <= theme.px(_LONGEST) else hint

    @override
    def retranslate(self) -> None:
        self.setText(say(self._says))

    def set_says(self, says: Says) -> None:
        """Say something else from now on."""
        self._says = says
        self.retranslate()


class Elided(Text):
    """One line that ends in … when the room is short; the whole text is its tooltip."""

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 6, super().minimumSizeHint().height())

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        shown = self.fontMetrics().elidedText(
            self.text(), Qt.TextElideMode.ElideRight, self.contentsRect().width()
        )
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.contentsRect(), self.alignment(), shown)
        self.setToolTip(self.text() if shown != self.text() else "")


class Picture(Worded, QLabel):
    """An icon that is only a picture; `tone` sets it in a soft round field. It tells assistive tools nothing."""

    def __init__(
        self,
        icon: str,
        colour: str = "text",
        size: int = 20,
        tone: Tone | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._icon, self._colour, self._size, self._tone = icon, colour, size, tone
        self.refresh()

    def set_look(self, icon: str, colour: str = "text", tone: Tone | None = None) -> None:
        """Show another icon."""
        self._icon, self._colour, self._tone = icon, colour, tone
        self.restyle()

    @override
    def restyle(self) -> None:
        size = theme.px(self._size)
        colour = f"on_{self._tone}_soft" if self._tone else self._colour
        self.setPixmap(icons.pixmap(self._icon, colour, size))
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        side = size * 2 if self._tone else size
        self.setFixedSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if self._tone:
            painter = QPainter(self)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            look = theme.look()
            outlined = look.mode is Mode.CONTRAST
            painter.setPen(look.colour(f"on_{self._tone}_soft") if outlined else Qt.PenStyle.NoPen)
            painter.setBrush(look.colour(f"{self._tone}_soft"))
            painter.drawEllipse(self.rect().adjusted(0, 0, -1, -1) if outlined else self.rect())
            painter.end()
        super().paintEvent(event)
