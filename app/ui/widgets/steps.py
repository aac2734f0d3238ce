"""The steps of a case or a wizard as a row: done, current, still open."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from app.i18n import tr
from app.ui import icons, theme
from app.ui.override import override
from app.ui.says import Says, Worded, say

_DISC = 30


class StepState(StrEnum):
    """Where a step stands."""

    DONE = "done"
    CURRENT = "current"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step: its `id` comes back in `chosen`."""

    id: str
    title: Says
    state: StepState


class StepBar(QWidget):
    """Shows the steps; with `clickable`, `chosen(id)` says which was pressed. Titles wrap under their discs."""

    chosen = Signal(str)

    def __init__(
        self, steps: Sequence[Step] = (), clickable: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._clickable = clickable
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self.buttons: list[StepDisc] = []
        self.show_steps(steps)

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show these steps."""
        for old in self.buttons:
            self._box.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons = [StepDisc(step, at, len(steps), self._clickable) for at, step in enumerate(steps)]
        for button in self.buttons:
            button.clicked.connect(lambda _=False, button=button: self.chosen.emit(button.step.id))
            self._box.addWidget(button, 1)


class StepDisc(Worded, QAbstractButton):
    """One step: a disc with its number or a tick, its title below, and the line to its neighbours."""

    def __init__(self, step: Step, at: int, of: int, clickable: bool) -> None:
        super().__init__()
        self.step, self._at, self._of = step, at, of
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus if clickable else Qt.FocusPolicy.NoFocus)
        self.setEnabled(True)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not clickable)
        if clickable:
            self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.refresh()

    @override
    def retranslate(self) -> None:
        state = {
            StepState.DONE: tr("done"),
            StepState.CURRENT: tr("now"),
            StepState.OPEN: tr("still to do"),
        }[self.step.state]
        self.setAccessibleName(
            tr(
                "Step {number} of {count}: {title}, {state}",
                number=self._at + 1,
                count=self._of,
                title=say(self.step.title),
                state=state,
            )
        )
        self.setToolTip(say(self.step.title))
        self.updateGeometry()

    def _font(self) -> QFont:
        current = self.step.state is StepState.CURRENT
        return theme.font(14, QFont.Weight.Bold if current else QFont.Weight.Normal)

    def _words(self, width: int) -> str:
        """Return the title, in one shortened line if a word of it is wider than the step."""
        title, metrics = say(self.step.title), QFontMetrics(self._font())
        widest = max((metrics.horizontalAdvance(word) for word in title.split()), default=0)
        return title if widest <= width else metrics.elidedText(title, Qt.TextElideMode.ElideRight, width)

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(110), theme.px(_DISC) + 2 * QFontMetrics(self._font()).height() + theme.px(12))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(_DISC + 10), self.sizeHint().height())

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = theme.px(_DISC)
        disc = QRectF((self.width() - side) / 2, theme.px(3), side, side)
        self._paint_line(painter, disc)
        self._paint_disc(painter, disc)
        top = int(disc.bottom()) + theme.px(6)
        painter.setFont(self._font())
        painter.setPen(theme.look().colour("muted" if self.step.state is StepState.OPEN else "text"))
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap
        room = self.rect().adjusted(theme.px(4), top, -theme.px(4), 0)
        painter.drawText(room, flags, self._words(room.width()))

    def _paint_line(self, painter: QPainter, disc: QRectF) -> None:
        look, high, middle = theme.look(), max(2, theme.px(2)), disc.center().y()
        behind = "edge" if self.step.state is StepState.OPEN else "accent"
        ahead = "accent" if self.step.state is StepState.DONE else "edge"
        if self._at:
            painter.fillRect(
                QRectF(0, middle - high / 2, disc.left() - theme.px(4), high), look.colour(behind)
            )
        if self._at < self._of - 1:
            left = disc.right() + theme.px(4)
            painter.fillRect(QRectF(left, middle - high / 2, self.width() - left, high), look.colour(ahead))

    def _paint_disc(self, painter: QPainter, disc: QRectF) -> None:
        look, state = theme.look(), self.step.state
        filled = state is not StepState.OPEN
        painter.setBrush(look.colour("accent" if filled else "surface"))
        painter.setPen(look.colour("accent" if filled else "edge"))
        painter.drawEllipse(disc.adjusted(0.5, 0.5, -0.5, -0.5))
        if self.hasFocus():
            painter.setBrush(Qt.BrushStyle.NoBrush)
            pen = painter.pen()
            pen.setWidth(2)
            pen.setColor(look.colour("focus"))
            painter.setPen(pen)
            painter.drawEllipse(disc.adjusted(-2, -2, 2, 2))
        if state is StepState.DONE:
            size = theme.px(18)
            picture = icons.pixmap("check", "on_accent", size)
            corner = disc.center().toPoint()
            painter.drawPixmap(corner.x() - size // 2, corner.y() - size // 2, picture)
            return
        painter.setFont(theme.font(15, QFont.Weight.Bold))
        painter.setPen(look.colour("on_accent" if filled else "muted"))
        painter.drawText(disc, Qt.AlignmentFlag.AlignCenter, str(self._at + 1))
