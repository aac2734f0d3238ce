"""A table that is as tall as its rows, for pages that scroll as a whole."""

from collections.abc import Sequence
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent

from app.ui import theme
from app.ui.override import override
from app.ui.says import Says
from app.ui.widgets.table import DataTable
from app.ui.widgets.table_model import Column

R = TypeVar("R")


class FitTable(DataTable[R]):
    """A `DataTable` without a scroll bar of its own; one that may have only so many lines scrolls beyond them."""

    fewest, most = 0, 10_000  # lines

    def __init__(self, columns: Sequence[Column[R]], name: Says) -> None:
        super().__init__(columns, name)
        self._fit()

    @override
    def show_rows(self, rows: Sequence[R], total: int | None = None) -> None:
        super().show_rows(rows, total)
        self._fit()

    @override
    def restyle(self) -> None:
        super().restyle()
        self._fit()

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        if len(self.rows.rows) > self.most:
            super().wheelEvent(event)
        else:
            event.ignore()  # the page scrolls, not the table

    def _fit(self) -> None:
        rows = len(self.rows.rows)
        scrolls = rows > self.most
        shown = Qt.ScrollBarPolicy.ScrollBarAsNeeded if scrolls else Qt.ScrollBarPolicy.ScrollBarAlwaysOff
        self.setVerticalScrollBarPolicy(shown)
        high = max(self.fewest, min(self.most, rows)) * self.verticalHeader().defaultSectionSize()
        self.setFixedHeight(high + self.horizontalHeader().sizeHint().height() + theme.px(4))
