"""A slider in the colours of the window, with ticks, and without a handle as long as there is no answer."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSlider, QStyle, QStyleOptionSlider

from app.ui import theme
from app.ui.override import override

_GROOVE, _HANDLE, _TICK = 6, 9, 5


class Slider(QSlider):
    """`valueChanged` as in Qt; `taken()` when somebody means the very place at which it waits without an answer."""

    taken = Signal()

    def __init__(self, way: Qt.Orientation) -> None:
        super().__init__(way)
        self.answered = False
        self.ticks = 0
        self.actionTriggered.connect(lambda _action: self._take())
        self.sliderReleased.connect(self._take)

    def _take(self) -> None:
        if not self.answered and self.sliderPosition() == self.value():
            self.taken.emit()

    def show_place(self, at: int, answered: bool) -> None:
        """Show an answer, or wait at a place without one."""
        self.blockSignals(True)
        self.answered = answered
        self.setValue(at)
        self.blockSignals(False)
        self.update()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the wheel scrolls the page; it must not change an answer on its way

    @override
    def sizeHint(self) -> QSize:
        across, along = theme.px(34), theme.px(180)
        return QSize(along, across) if self._lies() else QSize(across, along)

    @override
    def minimumSizeHint(self) -> QSize:
        across, along = theme.px(34), theme.px(90)
        return QSize(along, across) if self._lies() else QSize(across, along)

    def _lies(self) -> bool:
        return self.orientation() == Qt.Orientation.Horizontal

    def _handle(self, at: int) -> QPointF:
        """Return the middle of the handle at a place: where Qt looks for it when the mouse presses."""
        option = QStyleOptionSlider()
        self.initStyleOption(option)
        option.sliderPosition = at  # type: ignore[attr-defined]  # Qt's stubs omit it
        control, part = QStyle.ComplexControl.CC_Slider, QStyle.SubControl.SC_SliderHandle
        middle = QRectF(self.style().subControlRect(control, option, part, self)).center()
        return (
            QPointF(middle.x(), self.height() / 2) if self._lies() else QPointF(self.width() / 2, middle.y())
        )

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look = QPainter(self), theme.look()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        first, last = self._handle(self.minimum()), self._handle(self.maximum())
        here = self._handle(self.sliderPosition())
        shown = self.answered or self.isSliderDown()
        full = "accent" if self.isEnabled() else "muted"
        self._line(painter, first, last, "edge", 3)
        painter.setPen(QPen(look.colour("edge"), 1))
        for at in range(self.minimum(), self.maximum() + 1, self.ticks) if self.ticks else ():
            self._tick(painter, self._handle(at))
        if shown:
            self._line(painter, first, here, full, _GROOVE)
        if shown or self.hasFocus():
            radius = theme.px(_HANDLE)
            painter.setPen(
                QPen(look.colour("focus" if self.hasFocus() else full), 3 if self.hasFocus() else 2)
            )
            painter.setBrush(look.colour(full if shown else "surface"))
            painter.drawEllipse(here, radius, radius)

    def _line(self, painter: QPainter, one: QPointF, other: QPointF, colour: str, wide: int) -> None:
        pen = QPen(theme.look().colour(colour), theme.px(wide))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.drawLine(one, other)

    def _tick(self, painter: QPainter, at: QPointF) -> None:
        away, long = theme.px(_HANDLE + 1), theme.px(_TICK)
        step = QPointF(0, 1) if self._lies() else QPointF(1, 0)
        painter.drawLine(at + step * away, at + step * (away + long))
