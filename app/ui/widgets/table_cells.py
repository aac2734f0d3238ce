"""Painting of table cells: words, two lines, pills and progress, on a row that shows hover, choice and focus."""

from functools import lru_cache
from typing import Any

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QHelpEvent, QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QToolTip

from app.ui import theme
from app.ui.override import override
from app.ui.palette import Mode, Tone
from app.ui.widgets.surfaces import paint_pill
from app.ui.widgets.table_model import Cell, Column, Index, Rows

PADDING = 12
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class CellPainter(QStyledItemDelegate):
    """Paints every cell of a `DataTable`. `hovered` is the row under the pointer, -1 for none."""

    hovered = -1

    @override
    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        column, row = _cell(index)
        wide = QFontMetrics(_font(column)).horizontalAdvance(column.text(row)) + 2 * theme.px(PADDING)
        return QSize(wide, row_height(index.model()))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        column, row = _cell(index)
        painter.save()
        self._paint_ground(painter, option, index)
        inside = _rect(option).adjusted(theme.px(PADDING), 0, -theme.px(PADDING), 0)
        _PAINTERS.get(column.cell, _paint_text)(painter, inside, column, row)
        painter.restore()

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, rect, state = theme.look(), _rect(option), _state(option)
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, look.colour("selected"))
        elif index.row() == self.hovered:
            painter.fillRect(rect, look.colour("hover"))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, look.colour("line"))
        view = self.parent()
        if (
            isinstance(view, QAbstractItemView)
            and view.hasFocus()
            and view.currentIndex().row() == index.row()
        ):
            self._paint_focus(painter, rect, index)

    def _paint_focus(self, painter: QPainter, rect: QRect, index: Index) -> None:
        ring = theme.look().colour("focus")
        painter.fillRect(rect.left(), rect.top(), rect.width(), 2, ring)
        painter.fillRect(rect.left(), rect.bottom() - 1, rect.width(), 2, ring)
        if index.column() == 0:
            painter.fillRect(rect.left(), rect.top(), 2, rect.height(), ring)
        if index.column() == index.model().columnCount() - 1:
            painter.fillRect(rect.right() - 1, rect.top(), 2, rect.height(), ring)

    @override
    def helpEvent(
        self, event: QHelpEvent, view: QAbstractItemView, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        column, row = _cell(index)
        short = view.visualRect(_plain(index)).width() < self.sizeHint(option, index).width()
        QToolTip.showText(event.globalPos(), column.text(row) if short else "", view)
        return True


def row_height(model: Any) -> int:
    """Return the height of a row in pixels: taller when a column has two lines."""
    tall = isinstance(model, Rows) and any(column.cell is Cell.TWO_LINE for column in model.columns)
    return theme.px(34) + theme.gap(24) if tall else theme.px(22) + theme.gap(20)


def _cell(index: Index) -> tuple[Column[Any], Any]:
    model = index.model()
    assert isinstance(model, Rows)  # noqa: S101 - the painter is only ever given our own model
    return model.columns[index.column()], model.rows[index.row()]


def _plain(index: Index) -> Any:
    return index


def _rect(option: QStyleOptionViewItem) -> QRect:
    return option.rect  # type: ignore[attr-defined,no-any-return]  # missing from Qt's stubs


def _state(option: QStyleOptionViewItem) -> QStyle.StateFlag:
    return option.state  # type: ignore[attr-defined,no-any-return]  # missing from Qt's stubs


def _font(column: Column[Any]) -> QFont:
    return _face(column.cell, theme.look().percent)


@lru_cache(maxsize=64)
def _face(cell: Cell, _percent: int) -> QFont:
    """Return the font of a kind of cell; made once per text size, for a large screen paints hundreds of cells at a time."""
    strong = cell in (Cell.STRONG, Cell.TWO_LINE, Cell.PILL)
    weight = QFont.Weight.DemiBold if strong else QFont.Weight.Normal
    made = theme.font(15 if cell is Cell.PILL else 16, weight)
    made.setFeature(QFont.Tag("tnum"), 1)  # figures of one width stand in columns
    return made


def _write(painter: QPainter, rect: QRect, text: str, font: QFont, colour: str) -> None:
    painter.setFont(font)
    painter.setPen(theme.look().colour(colour))
    shown = QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, _LEFT, shown)


def _ink(column: Column[Any], row: Any) -> str:
    tone = column.tone(row) if column.tone else Tone.NEUTRAL
    return {Tone.DANGER: "danger", Tone.ACCENT: "link"}.get(tone, "text")


def _paint_text(painter: QPainter, rect: QRect, column: Column[Any], row: Any) -> None:
    _write(painter, rect, column.text(row), _font(column), _ink(column, row))


def _paint_two_lines(painter: QPainter, rect: QRect, column: Column[Any], row: Any) -> None:
    detail = column.detail(row) if column.detail else ""
    if not detail:
        return _paint_text(painter, rect, column, row)
    half, together = rect.height() // 2, theme.px(2)
    upper = QRect(rect.left(), rect.top() + together * 2, rect.width(), half - together)
    lower = QRect(rect.left(), rect.top() + half, rect.width(), half - together * 2)
    _write(painter, upper, column.text(row), _font(column), _ink(column, row))
    return _write(painter, lower, detail, theme.font(14), "muted")


def _paint_pill_cell(painter: QPainter, rect: QRect, column: Column[Any], row: Any) -> None:
    text, font = column.text(row), _font(column)
    if not text:
        return
    room, tone = theme.px(10), column.tone(row) if column.tone else Tone.NEUTRAL
    metrics = QFontMetrics(font)
    wide = min(metrics.horizontalAdvance(text) + 2 * room, rect.width())
    high = metrics.height() + theme.px(4)
    pill = QRectF(rect.left(), rect.center().y() - high / 2 + 0.5, wide, high)
    paint_pill(painter, pill, tone)
    inside = QRect(rect.left() + room, rect.top(), wide - 2 * room + 1, rect.height())
    _write(painter, inside, text, font, f"on_{tone}_soft")


def _paint_progress(painter: QPainter, rect: QRect, column: Column[Any], row: Any) -> None:
    share = min(1.0, max(0.0, column.share(row) if column.share else 0.0))
    font, look, high = _font(column), theme.look(), theme.px(8)
    words = QFontMetrics(font).horizontalAdvance("100 %") + theme.px(10)
    track = QRectF(rect.left(), rect.center().y() - high / 2 + 0.5, max(0, rect.width() - words), high)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(look.colour("edge") if look.mode is Mode.CONTRAST else Qt.PenStyle.NoPen)
    painter.setBrush(look.colour("neutral_soft"))
    painter.drawRoundedRect(track, high / 2, high / 2)
    painter.setBrush(look.colour("accent"))
    if share > 0:
        painter.drawRoundedRect(
            QRectF(track.topLeft(), track.size()).adjusted(0, 0, -track.width() * (1 - share), 0),
            high / 2,
            high / 2,
        )
    left = round(track.right()) + theme.px(8)
    _write(
        painter,
        QRect(left, rect.top(), rect.right() - left + 1, rect.height()),
        column.text(row),
        font,
        "muted",
    )


_PAINTERS = {Cell.PILL: _paint_pill_cell, Cell.PROGRESS: _paint_progress, Cell.TWO_LINE: _paint_two_lines}
