"""A calm table: rows of frozen dataclasses, one choice at a time, keyboard first, pages of rows as you scroll."""

import math
from collections.abc import Mapping, Sequence
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QMenu, QTableView, QWidget

from app.i18n import tr
from app.ui import theme
from app.ui.override import override
from app.ui.says import Says, Worded, mark, say
from app.ui.widgets.table_cells import PADDING, CellPainter, row_height
from app.ui.widgets.table_model import Column, Rows

R = TypeVar("R")
_LEAST_ROWS = 4
_SQUEEZE = 0.6


def _shared(wanted: Mapping[str, tuple[int, int, int]], room: int) -> dict[str, int]:
    """Share a table's room among columns of (usual, narrowest, stretch): what is over or missing goes to all of them."""
    spare = room - sum(usual for usual, _, _ in wanted.values())
    if spare >= 0:
        weights = sum(stretch for _, _, stretch in wanted.values()) or 1
        return {one: usual + spare * stretch // weights for one, (usual, _, stretch) in wanted.items()}
    give = sum(usual - bare for usual, bare, _ in wanted.values()) or 1
    part = min(1.0, -spare / give)
    return {one: usual - math.ceil((usual - bare) * part) for one, (usual, bare, _) in wanted.items()}


class DataTable(Worded, QTableView, Generic[R]):
    """Shows `Column`s of rows. Enter, Space or a double click opens one; the menu key offers sorting.

    Signals: `opened(row)`, `chosen(row or None)`, `sort_asked(column_id, descending)`: fetch again and `show`;
    `more_asked(offset)`: fetch the next page and `append`.
    """

    opened = Signal(object)
    chosen = Signal(object)
    sort_asked = Signal(str, bool)
    more_asked = Signal(int)

    def __init__(self, columns: Sequence[Column[R]], name: Says, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.rows: Rows[R] = Rows(columns, self)
        self.cells = CellPainter(self)
        self.setModel(self.rows)
        self.setItemDelegate(self.cells)
        self._set_up_view()
        self._set_up_header()
        self.rows.more_asked.connect(self.more_asked)
        self.selectionModel().currentRowChanged.connect(self._choose)
        self.doubleClicked.connect(self._open)
        self.customContextMenuRequested.connect(self._offer_sorting)
        self.refresh()

    def show_rows(self, rows: Sequence[R], total: int | None = None) -> None:
        """Show these rows; see `Rows.show`."""
        self.rows.show(rows, total)

    def append_rows(self, rows: Sequence[R]) -> None:
        """Show the next page below; see `Rows.append`."""
        self.rows.append(rows)

    def current(self) -> R | None:
        """Return the chosen row."""
        at = self.currentIndex().row()
        return self.rows.rows[at] if 0 <= at < len(self.rows.rows) else None

    def show_sorting(self, column_id: str, descending: bool) -> None:
        """Draw the sorting arrow without asking for anything."""
        at = next(at for at, column in enumerate(self.rows.columns) if column.id == column_id)
        header, order = self.horizontalHeader(), Qt.SortOrder
        header.blockSignals(True)
        header.setSortIndicator(at, order.DescendingOrder if descending else order.AscendingOrder)
        header.blockSignals(False)
        header.viewport().update()

    @override
    def retranslate(self) -> None:
        self.setAccessibleName(say(self._name))
        self.rows.retranslate()
        self._share_room()

    @override
    def restyle(self) -> None:
        high = row_height(self.rows)
        self.verticalHeader().setDefaultSectionSize(high)
        self.setMinimumHeight(self.horizontalHeader().sizeHint().height() + _LEAST_ROWS * high)
        self._share_room()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if (
            event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
            and self.current() is not None
        ):
            self._open(self.currentIndex())
        else:
            super().keyPressEvent(event)

    @override
    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()).row())

    @override
    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._hover(-1)

    def _hover(self, row: int) -> None:
        if row != self.cells.hovered:
            self.cells.hovered = row
            self.viewport().update()

    def _set_up_view(self) -> None:
        mark(self, look="rows")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.verticalHeader().hide()

    def _set_up_header(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(True)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSortIndicatorShown(True)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        header.sectionClicked.connect(self._sort_section)
        header.setMinimumSectionSize(theme.px(40))

    def _sort_section(self, section: int) -> None:
        column, header = self.rows.columns[section], self.horizontalHeader()
        sorted_now = getattr(self, "_sorted", ("", False))
        if column.sortable:
            descending = sorted_now[0] == column.id and not sorted_now[1]
            self._sorted = (column.id, descending)
            self.sort_asked.emit(column.id, descending)
            self.show_sorting(column.id, descending)
        else:
            header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def _offer_sorting(self, at: QPoint) -> None:
        menu = QMenu(self)
        for section, column in enumerate(self.rows.columns):
            if column.sortable:
                action = QAction(tr("Sort by: {column}", column=say(column.title)), menu)
                action.triggered.connect(lambda _=False, section=section: self._sort_section(section))
                menu.addAction(action)
        if not menu.isEmpty():
            menu.popup(self.viewport().mapToGlobal(at))

    def _share_room(self) -> None:
        room, header = self.viewport().width(), self.horizontalHeader()
        shown = [c for c in self.rows.columns if theme.px(c.drop_below) <= room]
        wide = _shared({c.id: (self._least(c), self._bare(c), c.stretch) for c in shown}, room)
        for at, c in enumerate(self.rows.columns):
            self.setColumnHidden(at, c.id not in wide)
            if c.id in wide:
                header.resizeSection(at, wide[c.id])

    def _least(self, column: Column[R]) -> int:
        """Return how wide a column is at least, when the table has room."""
        return max(theme.px(column.width), self._title(column))

    def _bare(self, column: Column[R]) -> int:
        """Return how narrow a column may become before one has to scroll sideways."""
        return max(round(theme.px(column.width) * _SQUEEZE), self._title(column))

    def _title(self, column: Column[R]) -> int:
        title = self.horizontalHeader().fontMetrics().horizontalAdvance(say(column.title))
        return title + (theme.px(16) if column.sortable else 0) + 2 * theme.px(PADDING) + 4

    def _choose(self, current: QModelIndex, _previous: QModelIndex) -> None:
        row: Any = self.rows.rows[current.row()] if current.isValid() else None
        self.chosen.emit(row)

    def _open(self, index: QModelIndex) -> None:
        if index.isValid():
            self.opened.emit(self.rows.rows[index.row()])
