"""The parts that most pages begin with: header, figures, banners, and what an empty list says."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QWidget

from app.errors import N_
from app.ui.override import override
from app.ui.palette import Tone
from app.ui.says import Says, Worded, dress, mark, say
from app.ui.widgets.buttons import Button, IconButton
from app.ui.widgets.layout import Flow, SideBySide, column, plain, row
from app.ui.widgets.text import Picture, Text

_BANNER_ICONS = {
    Tone.DANGER: "danger",
    Tone.WARN: "warning",
    Tone.OK: "check",
    Tone.INFO: "info",
    Tone.NEUTRAL: "info",
    Tone.ACCENT: "info",
}


class StatTile(Worded, QFrame):
    """A figure with its name and an icon. With `door`, it can be pressed: `clicked` on mouse, Enter and Space."""

    clicked = Signal()

    def __init__(
        self,
        icon: str,
        figure: Says,
        label: Says,
        tone: Tone = Tone.ACCENT,
        door: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.figure, self.label = Text(figure, "figure"), Text(label, "muted", wrap=True)
        self.picture = Picture(icon, size=22, tone=tone)
        self._says = (figure, label)
        self.figure.setAlignment(
            Qt.AlignmentFlag.AlignBottom
        )  # together in the middle of a taller neighbour's row
        self.label.setAlignment(Qt.AlignmentFlag.AlignTop)
        words = column(self.figure, self.label, spacing=0)
        laid = row(self.picture, spacing=14, margin=16)
        laid.setAlignment(self.picture, Qt.AlignmentFlag.AlignVCenter)
        laid.addLayout(words, 1)
        self.setLayout(laid)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        mark(self, look="door" if door else "card")
        if door:
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.refresh()

    @override
    def retranslate(self) -> None:
        self.setAccessibleName(" ".join(say(words) for words in self._says))

    def set_figure(self, figure: Says) -> None:
        """Show another figure."""
        self._says = (figure, self._says[1])
        self.figure.set_says(figure)
        self.retranslate()

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._is_door() and self.rect().contains(event.position().toPoint()):
            self.clicked.emit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self._is_door() and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.clicked.emit()
        else:
            super().keyPressEvent(event)

    def _is_door(self) -> bool:
        return self.focusPolicy() != Qt.FocusPolicy.NoFocus


class PageHeader(QWidget):
    """What page this is, a quieter second line, and what can be done here (put below when the window is narrow)."""

    def __init__(
        self, title: Says, subtitle: Says = "", actions: Sequence[QWidget] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.title = Text(title, "title", wrap=True)
        self.subtitle = Text(subtitle, "muted", wrap=True)
        self.subtitle.setVisible(subtitle != "")
        words = plain(column(self.title, self.subtitle, spacing=2))
        laid = row()
        if actions:
            laid.addWidget(SideBySide(words, plain(Flow(*actions, spacing=10)), least=240))
        else:
            laid.addWidget(words)
        self.setLayout(laid)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    @override
    def sizeHint(self) -> QSize:
        # Never higher than its words and actions need, but as high as that where they wrap.
        hint = super().sizeHint()
        return QSize(hint.width(), max(hint.height(), self.heightForWidth(self.width())))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self.updateGeometry()

    def set_title(self, title: Says, subtitle: Says | None = None) -> None:
        """Show another title (and second line)."""
        self.title.set_says(title)
        if subtitle is not None:
            self.subtitle.set_says(subtitle)
            self.subtitle.setVisible(subtitle != "")


class EmptyState(QWidget):
    """What a list says when nothing is in it: a picture, one kind sentence, and the way on."""

    def __init__(
        self, icon: str, sentence: Says, action: Button | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.sentence = Text(sentence, "muted", wrap=True)
        self.sentence.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        self.sentence.setMinimumWidth(self.sentence.fontMetrics().averageCharWidth() * 24)
        box = column(0, Picture(icon, size=30, tone=Tone.ACCENT), self.sentence, spacing=14, margin=24)
        box.setAlignment(box.itemAt(1).widget(), Qt.AlignmentFlag.AlignHCenter)
        if action is not None:
            box.addWidget(action, 0, Qt.AlignmentFlag.AlignHCenter)
        box.addStretch(1)
        self.setLayout(box)


class Banner(QFrame):
    """A sentence that must be seen (a conflict, an old backup), with its way out; `dismissed` when it may be closed."""

    dismissed = Signal()

    def __init__(
        self,
        sentence: Says,
        tone: Tone = Tone.WARN,
        action: Button | None = None,
        closable: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.sentence = Text(sentence, wrap=True)
        self.picture = Picture(_BANNER_ICONS[tone], f"on_{tone}_soft", size=22)
        laid = row(spacing=12, margin=12)
        laid.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignVCenter)
        if action is not None:
            laid.addWidget(SideBySide(self.sentence, action, least=320), 1)
        else:
            laid.addWidget(self.sentence, 1)
        if closable:
            close = IconButton(N_("Close this message"), "close")
            close.clicked.connect(self._dismiss)
            laid.addWidget(close)
        self.setLayout(laid)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.set_state(sentence, tone)

    def set_state(self, sentence: Says, tone: Tone) -> None:
        """Say something else, in another tone."""
        self.sentence.set_says(sentence)
        self.picture.set_look(_BANNER_ICONS[tone], f"on_{tone}_soft")
        mark(self, look="banner", tone=tone.value)
        dress(self.sentence)

    def _dismiss(self) -> None:
        self.hide()
        self.dismissed.emit()
