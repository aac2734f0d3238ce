"""A sheet to draw or sign on, with the mouse, a pen or a finger."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from app.ui import theme
from app.ui.override import override
from app.ui.says import mark

WIDE, HIGH = 720, 400
SIGNATURE, SHEET = QSize(900, 300), QSize(1200, 900)  # pixels of what is kept
_INK, _RED, _HALO = QColor("#12324a"), QColor("#d3202f"), QColor(255, 255, 255, 190)
_PEN = 1 / 260  # of the width of the sheet
_TOUCHES = (QEvent.Type.TouchBegin, QEvent.Type.TouchUpdate, QEvent.Type.TouchEnd, QEvent.Type.TouchCancel)


@dataclass(frozen=True, slots=True)
class Stroke:
    """One line drawn without lifting: places from 0 to 1 across and down, and how wide it is."""

    places: tuple[QPointF, ...]
    wide: float = 1.0


def draw(painter: QPainter, strokes: Sequence[Stroke], size: QSize, *, on_picture: bool = False) -> None:
    """Draw strokes on a sheet of a size: in ink on paper, in red with a light edge on a picture."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pens = ((_HALO, 2.2), (_RED, 1.3)) if on_picture else ((_INK, 1.0),)
    for stroke in strokes:
        places = [QPointF(one.x() * size.width(), one.y() * size.height()) for one in stroke.places]
        line = QPolygonF(places if len(places) > 1 else [*places, *places])
        for colour, times in pens:
            pen = QPen(colour, max(1.2, size.width() * _PEN * stroke.wide) * times)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
            painter.setPen(pen)
            painter.drawPolyline(line)


def rendered(
    base: QImage | None, strokes: Sequence[Stroke], size: QSize, *, on_picture: bool = False
) -> QImage:
    """Return the picture of what was drawn, on a picture or on white paper. Fit for any thread."""
    image = QImage(base.size() if base is not None else size, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    if base is not None:
        painter.drawImage(0, 0, base)
    draw(painter, strokes, image.size(), on_picture=on_picture)
    painter.end()
    return image


class Pad(QWidget):
    """The sheet. `drawn()` follows every stroke."""

    drawn = Signal()

    def __init__(self, sheet: QSize) -> None:
        super().__init__()
        mark(self, look="plain")
        self.sheet = sheet
        self.base: QImage | None = None
        self.on_picture = False
        self.strokes: list[Stroke] = []
        self._points: list[QPointF] = []
        self._wide = 1.0
        self._open = True
        self._under = QPixmap()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def show_sheet(self, base: QImage | None, *, open_: bool, on_picture: bool = False) -> None:
        """Begin anew on a picture or on white paper; what is not `open_` is only looked at."""
        self.on_picture = on_picture
        self.base, self.strokes, self._points, self._open = base, [], [], open_
        self._under = QPixmap.fromImage(base) if base is not None else QPixmap()
        self.setCursor(Qt.CursorShape.CrossCursor if open_ else Qt.CursorShape.ArrowCursor)
        self.updateGeometry()
        self.update()

    def take_back(self) -> bool:
        """Take the last stroke back; tell whether there was one."""
        if self.strokes:
            self.strokes.pop()
            self.update()
            return True
        return False

    # -- sizes ---------------------------------------------------------------------------------------------

    def _fitted(self, width: int) -> QSize:
        shape = self.base.size() if self.base is not None else self.sheet
        # Never higher than half the window: somebody signs without scrolling.
        high = min(theme.px(HIGH), max(theme.px(110), self.window().height() // 2))
        room = QSize(max(1, min(width, theme.px(WIDE))), high)
        return shape.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        return self._fitted(width).height()

    @override
    def sizeHint(self) -> QSize:
        return self._fitted(theme.px(WIDE))

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), 1)

    # -- drawing -------------------------------------------------------------------------------------------

    def _begin(self, at: QPointF, wide: float = 1.0) -> None:
        if self._open:
            self._points, self._wide = [self._place(at)], wide
            self.update()

    def _go_on(self, at: QPointF) -> None:
        if self._points:
            self._points.append(self._place(at))
            self.update()

    def _end(self) -> None:
        if self._points:
            self.strokes.append(Stroke(tuple(self._points), self._wide))
            self._points = []
            self.update()
            self.drawn.emit()

    def _place(self, at: QPointF) -> QPointF:
        size = self._fitted(self.width())
        return QPointF(min(1.0, max(0.0, at.x() / size.width())), min(1.0, max(0.0, at.y() / size.height())))

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._begin(event.position())

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go_on(event.position())

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._end()

    @override
    def tabletEvent(self, event: QTabletEvent) -> None:
        if event.type() == QEvent.Type.TabletPress:
            self._begin(event.position(), 0.5 + event.pressure())
        elif event.type() == QEvent.Type.TabletMove:
            self._go_on(event.position())
        elif event.type() == QEvent.Type.TabletRelease:
            self._end()
        event.accept()  # so that Qt makes no mouse of the pen

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() in _TOUCHES and isinstance(event, QTouchEvent):
            self._touch(event)
            return True
        return super().event(event)

    def _touch(self, event: QTouchEvent) -> None:
        points = event.points()
        if event.type() == QEvent.Type.TouchBegin and points:
            self._begin(points[0].position())
        elif event.type() == QEvent.Type.TouchUpdate and points:
            self._go_on(points[0].position())
        else:
            self._end()
        event.accept()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter, look, size = QPainter(self), theme.look(), self._fitted(self.width())
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(QPen(look.colour("edge"), 1))
        painter.setBrush(Qt.GlobalColor.white)
        sheet = QRectF(0.5, 0.5, size.width() - 1, size.height() - 1)
        painter.drawRoundedRect(sheet, theme.px(6), theme.px(6))
        if not self._under.isNull():
            painter.drawPixmap(QRect(1, 1, size.width() - 2, size.height() - 2), self._under)
        running = [Stroke(tuple(self._points), self._wide)] if self._points else []
        draw(painter, [*self.strokes, *running], size, on_picture=self.on_picture)
