"""The answers of a long list as Qt's views read them: those that were searched for, with marks at the chosen ones."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.ui.forms.offer import Offer, Pairs
from app.ui.override import override

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()


class ChoiceModel(QAbstractListModel):
    """Lines of an `Offer`. `keep(places)` shows some of them only, `pick(codes)` marks what is chosen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.offer = Offer()
        self._shown: Sequence[int] = ()
        self._picked: frozenset[str] = frozenset()

    def show(self, pairs: Pairs, second: Mapping[str, str]) -> bool:
        """Show other answers, or the same in another language; tell whether anything changed."""
        if not self.offer.change(pairs, second):
            return False
        self.keep(None)
        return True

    def keep(self, places: Sequence[int] | None) -> None:
        """Show only these answers, in this order; None shows all again."""
        self.beginResetModel()
        self._shown = range(len(self.offer.pairs)) if places is None else places
        self.endResetModel()

    def pick(self, codes: frozenset[str]) -> None:
        """Mark answers as chosen."""
        if codes != self._picked:
            self._picked = codes
            if self._shown:
                self.dataChanged.emit(self.index(0, 0), self.index(len(self._shown) - 1, 0))

    def code(self, row: int) -> str:
        """Return the code of a shown line."""
        return self.offer.code(self._shown[row])

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._shown)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.offer.words(self._shown[index.row()])
        if role == Qt.ItemDataRole.CheckStateRole:
            chosen = self.code(index.row()) in self._picked
            return Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked
        return None
