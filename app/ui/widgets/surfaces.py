"""Cards, rules and pills: the quiet surfaces that pages are made of."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QLayout, QSizePolicy, QVBoxLayout, QWidget

from app.ui import theme
from app.ui.override import override
from app.ui.palette import Mode, Tone
from app.ui.says import Says, Worded, mark, say
from app.ui.widgets.layout import column
from app.ui.widgets.text import Text


class Card(QFrame):
    """A white surface with round corners. Put widgets into `box` (vertical); `title` stands on top."""

    def __init__(
        self, title: Says = "", *parts: QWidget | QLayout, margin: int = 18, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        mark(self, look="card")
        self.box: QVBoxLayout = column(spacing=12, margin=margin)
        self.setLayout(self.box)
        if title != "":
            self.box.addWidget(Text(title, "heading", wrap=True))
        for part in parts:
            self.add(part)

    def add(self, part: QWidget | QLayout, stretch: int = 0) -> None:
        """Put a widget or a layout below the others."""
        if isinstance(part, QWidget):
            self.box.addWidget(part, stretch)
        else:
            self.box.addLayout(part, stretch)


class Rule(QFrame):
    """A thin line between parts."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, look="rule")


class Pill(Worded, QLabel):
    """A short state in its tone: words on a soft round ground. Never the only bearer of a meaning: it has words."""

    def __init__(self, says: Says, tone: Tone = Tone.NEUTRAL, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._says, self.tone = says, tone
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.refresh()

    def set_state(self, says: Says, tone: Tone) -> None:
        """Show another state."""
        self._says, self.tone = says, tone
        self.refresh()

    @override
    def retranslate(self) -> None:
        self.setText(say(self._says))

    @override
    def restyle(self) -> None:
        mark(self, look="pill", tone=self.tone.value)
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_pill(painter, QRectF(self.rect()), self.tone)
        painter.end()
        super().paintEvent(event)


def paint_pill(painter: QPainter, rect: QRectF, tone: Tone) -> None:
    """Paint the soft ground of a pill; in high contrast it has an outline."""
    look = theme.look()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(look.colour(f"{tone}_soft"))
    outlined = look.mode is Mode.CONTRAST
    painter.setPen(look.colour(f"on_{tone}_soft") if outlined else Qt.PenStyle.NoPen)
    inside = rect.adjusted(0.5, 0.5, -0.5, -0.5)
    painter.drawRoundedRect(inside, inside.height() / 2, inside.height() / 2)
