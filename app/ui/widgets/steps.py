"""The steps of a case or a wizard as a row: done, current, still open."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QWidget

from app.i18n import tr
from app.ui import icons, theme
from app.ui.override import override
from app.ui.says import Says, Worded, say

_DISC, _TITLE = 30, 14
_CENTRED = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop
_WRAPPED = _CENTRED | Qt.TextFlag.TextWordWrap
_MOST_LINES = 2


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


class StepBar(Worded, QWidget):
    """Shows the steps; with `clickable`, `chosen(id)` says which was pressed. It is as high as its words need.

    Titles wrap under their discs. Where a word has no room there, only the title of the present step is shown.
    """

    chosen = Signal(str)

    def __init__(
        self, steps: Sequence[Step] = (), clickable: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._clickable = clickable
        self.crowded = False
        self._box = QHBoxLayout(self)
        self._box.setContentsMargins(0, 0, 0, 0)
        self._box.setSpacing(0)
        self.buttons: list[StepDisc] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_steps(steps)
        self.refresh()

    def show_steps(self, steps: Sequence[Step]) -> None:
        """Show these steps."""
        for old in self.buttons:
            self._box.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.buttons = [StepDisc(step, at, len(steps), self._clickable) for at, step in enumerate(steps)]
        for button in self.buttons:
            button.clicked.connect(lambda _=False, button=button: self.chosen.emit(button.step.id))
            self._box.addWidget(button, 1, Qt.AlignmentFlag.AlignTop)
        self._fit()

    @override
    def retranslate(self) -> None:
        self._fit()

    @override
    def restyle(self) -> None:
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() // max(1, len(self.buttons))
        lines = max((button.lines(room) for button in self.buttons), default=1)
        self.crowded = lines > _MOST_LINES
        line = QFontMetrics(theme.font(_TITLE, QFont.Weight.Bold)).height()
        high = theme.px(_DISC + 10) + (1 if self.crowded else lines) * line + theme.px(2)
        for button in self.buttons:
            button.titled = not self.crowded
            button.setFixedHeight(theme.px(_DISC + 8) if self.crowded else high)
        self.setFixedHeight(high)
        self.update()

    def _present(self) -> "StepDisc | None":
        """Return the step one is at: the last one done when none is."""
        at = [one for one in self.buttons if one.step.state is StepState.CURRENT]
        done = [one for one in self.buttons if one.step.state is StepState.DONE]
        return at[0] if at else done[-1] if done else None

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        present = self._present()
        if not self.crowded or present is None:
            return
        font, title = theme.font(_TITLE, QFont.Weight.Bold), say(present.step.title)
        wide = QFontMetrics(font).horizontalAdvance(title) + theme.px(4)
        left = max(0, min(present.geometry().center().x() - wide // 2, self.width() - wide))
        painter = QPainter(self)
        painter.setFont(font)
        painter.setPen(theme.look().colour("text"))
        top = theme.px(_DISC + 10)
        room = QRect(left, top, wide, self.height() - top)
        painter.drawText(room, _CENTRED, title)


class StepDisc(Worded, QAbstractButton):
    """One step: a disc with its number or a tick, its title below, and the line to its neighbours."""

    def __init__(self, step: Step, at: int, of: int, clickable: bool) -> None:
        super().__init__()
        self.step, self._at, self._of = step, at, of
        self.titled = True
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
        return theme.font(_TITLE, QFont.Weight.Bold if current else QFont.Weight.Normal)

    def lines(self, width: int) -> int:
        """Return how many lines the title takes in a step so wide; more than there can be when a word has no room."""
        metrics, title = QFontMetrics(self._font()), say(self.step.title)
        room = width - 2 * theme.px(4)
        if any(metrics.horizontalAdvance(word) > room for word in title.split()):
            return _MOST_LINES + 1
        high = metrics.boundingRect(QRect(0, 0, room, 10_000), _WRAPPED, title).height()
        return max(1, round(high / metrics.lineSpacing()))

    @override
    def sizeHint(self) -> QSize:
        return QSize(theme.px(110), theme.px(_DISC + 12) + QFontMetrics(self._font()).height())

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
        if not self.titled:
            return
        top = theme.px(_DISC + 9)
        painter.setFont(self._font())
        painter.setPen(theme.look().colour("muted" if self.step.state is StepState.OPEN else "text"))
        room = self.rect().adjusted(theme.px(4), top, -theme.px(4), 0)
        painter.drawText(room, _WRAPPED, say(self.step.title))

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
