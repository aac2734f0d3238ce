"""Rows of frozen dataclasses as a Qt model, and what each column shows of them. Sorting is the asker's (SQL's) work."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Generic, TypeVar

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from app.i18n import tr
from app.ui.override import override
from app.ui.palette import Tone
from app.ui.says import Says, say

R = TypeVar("R")
Index = QModelIndex | QPersistentModelIndex


class Cell(StrEnum):
    """How a cell is painted."""

    TEXT = "text"
    STRONG = "strong"
    NUMBER = "number"
    PILL = "pill"
    PROGRESS = "progress"
    TWO_LINE = "two_line"


@dataclass(frozen=True, kw_only=True)  # no slots: `Column[Row](…)` could not be called before Python 3.12
class Column(Generic[R]):
    """One column: its title (a msgid) and what it takes from a row.

    `text(row)` is the words (also read aloud); `detail(row)` the second line of a TWO_LINE cell; `tone(row)` the colour
    of a PILL or of a cell's text; `share(row)` 0…1 for PROGRESS. `width` in pixels at 100 % text; `stretch` shares the
    room left over; `drop_below` hides the column when the table is narrower (pixels at 100 %). Give `sortable` columns
    an `id` your query understands.
    """

    id: str
    title: Says
    text: Callable[[R], str]
    cell: Cell = Cell.TEXT
    detail: Callable[[R], str] | None = None
    tone: Callable[[R], Tone] | None = None
    share: Callable[[R], float] | None = None
    width: int = 120
    stretch: int = 0
    sortable: bool = False
    drop_below: int = 0


class Rows(QAbstractTableModel, Generic[R]):
    """The rows now shown. `show` replaces them, `append` adds the next page; `more_asked(offset)` asks for it."""

    more_asked = Signal(int)

    def __init__(self, columns: Sequence[Column[R]], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.rows: tuple[R, ...] = ()
        self.total = 0
        self._asked = False

    def show(self, rows: Sequence[R], total: int | None = None) -> None:
        """Show these rows; `total` is how many there are in the vault when this is only the first page."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.total = len(self.rows) if total is None else total
        self._asked = False
        self.endResetModel()

    def append(self, rows: Sequence[R]) -> None:
        """Show the next page below; an empty page means there is no more."""
        self._asked = False
        if not rows:
            self.total = len(self.rows)
            return
        first = len(self.rows)
        self.beginInsertRows(QModelIndex(), first, first + len(rows) - 1)
        self.rows += tuple(rows)
        self.total = max(self.total, len(self.rows))
        self.endInsertRows()

    def retranslate(self) -> None:
        """Ask every cell and title for its words again."""
        if self.rows:
            last = self.index(len(self.rows) - 1, len(self.columns) - 1)
            self.dataChanged.emit(self.index(0, 0), last)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    @override
    def canFetchMore(self, parent: Index) -> bool:
        return not parent.isValid() and not self._asked and len(self.rows) < self.total

    @override
    def fetchMore(self, parent: Index) -> None:
        if self.canFetchMore(parent):
            self._asked = True
            self.more_asked.emit(len(self.rows))

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.rows)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self.rows):
            return None
        column, row = self.columns[index.column()], self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return column.text(row)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return tr("{title}: {value}", title=say(column.title), value=spoken(column, row))
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation != Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return say(self.columns[section].title)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)
        return None


def spoken(column: Column[R], row: R) -> str:
    """Return what a cell says aloud: its words and its second line."""
    detail = column.detail(row) if column.detail else ""
    return f"{column.text(row)}, {detail}" if detail else column.text(row)
