"""What happened, newest first: a line of dated events."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.ui import theme
from app.ui.override import override
from app.ui.palette import Tone
from app.ui.says import Says
from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.layout import column, row
from app.ui.widgets.text import Picture, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One event: `when` and `title` in a line, `text` below. With `action`, a link; its press gives back `id`."""

    id: str
    when: Says
    title: Says
    text: Says = ""
    icon: str = "edit"
    tone: Tone = Tone.NEUTRAL
    action: Says = ""


class Timeline(QWidget):
    """Shows events; `pressed(id)` when an event's link was pressed. Give it pages of at most a few hundred."""

    pressed = Signal(str)

    def __init__(self, events: Sequence[Event] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._box: QVBoxLayout = column(spacing=16)
        self.setLayout(self._box)
        self._rows: list[EventRow] = []
        self.show_events(events)

    def show_events(self, events: Sequence[Event]) -> None:
        """Show these events and no others."""
        for old in self._rows:
            self._box.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows = []
        self.append(events)

    def append(self, events: Sequence[Event]) -> None:
        """Show more events below."""
        for event in events:
            shown = EventRow(event)
            if shown.link is not None:
                shown.link.clicked.connect(lambda _=False, event_id=event.id: self.pressed.emit(event_id))
            self._rows.append(shown)
            self._box.addWidget(shown)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        if len(self._rows) < 2:
            return
        first, last = self._rows[0].picture, self._rows[-1].picture
        top = first.mapTo(self, first.rect().center())
        bottom = last.mapTo(self, last.rect().center())
        painter = QPainter(self)
        painter.fillRect(top.x() - 1, top.y(), 2, bottom.y() - top.y(), theme.look().colour("line"))


class EventRow(QWidget):
    """One event of a timeline."""

    def __init__(self, event: Event) -> None:
        super().__init__()
        self.picture = Picture(event.icon, size=16, tone=event.tone)
        self.link = LinkButton(event.action) if event.action != "" else None
        words = column(
            Text(event.when, "small", wrap=True), Text(event.title, "strong", wrap=True), spacing=0
        )
        if event.text != "":
            text = Text(event.text, wrap=True)
            text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            words.addWidget(text)
        if self.link is not None:
            words.addWidget(self.link, 0, Qt.AlignmentFlag.AlignLeft)
        laid = row(spacing=12)
        laid.addWidget(self.picture, 0, Qt.AlignmentFlag.AlignTop)
        laid.addLayout(words, 1)
        self.setLayout(laid)
