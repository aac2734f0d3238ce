"""The answers of a long list as Qt's views read them: thousands cost nothing until they are looked at."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from app.ui.forms.word_index import WordIndex
from app.ui.override import override

Index = QModelIndex | QPersistentModelIndex
Pairs = Sequence[tuple[str, str]]
_NOWHERE = QModelIndex()


class ChoiceModel(QAbstractListModel):
    """Codes with their words, perhaps in two languages; `lead` lines of one's own stand before them.

    `keep(rows)` shows some of them only, such as those that were searched for.
    """

    def __init__(self, lead: int = 0, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lead = [""] * lead
        self._pairs: Pairs = ()
        self._second: Mapping[str, str] = {}
        self._places: dict[str, int] = {}
        self._shown: Sequence[int] | None = None
        self.index_of_words = WordIndex()
        self.picked: frozenset[str] = frozenset()

    def show(self, pairs: Pairs, second: Mapping[str, str]) -> bool:
        """Show other answers, or the same in another language; tell whether anything changed."""
        if (pairs, second) == (self._pairs, self._second):
            return False
        self.beginResetModel()
        self._pairs, self._second, self._shown = tuple(pairs), dict(second), None
        self._places = {code: at for at, (code, _) in reversed(list(enumerate(pairs)))}
        self.index_of_words = WordIndex([self.words(at) for at in range(len(pairs))])
        self.endResetModel()
        return True

    def say_lead(self, row: int, words: str) -> None:
        """Say one of the lines before the answers."""
        self._lead[row] = words
        self.dataChanged.emit(self.index(row, 0), self.index(row, 0))

    def keep(self, rows: Sequence[int] | None) -> None:
        """Show only these answers, in this order; None shows all again."""
        self.beginResetModel()
        self._shown = rows
        self.endResetModel()

    def pick(self, codes: frozenset[str]) -> None:
        """Mark answers as chosen."""
        if codes != self.picked:
            self.picked = codes
            if self.rowCount():
                self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, 0))

    # -- what is where -------------------------------------------------------------------------------------

    def words(self, at: int) -> str:
        """Return the words of an answer by its place among all answers."""
        code, words = self._pairs[at]
        other = self._second.get(code, "")
        return f"{words} · {other}" if other else words

    def words_of(self, code: str) -> str:
        """Return the words of an answer by its code; a code that is not offered stands for itself."""
        return self.words(self._places[code]) if code in self._places else code

    def code(self, row: int) -> str:
        """Return the code of a shown line, "" for a line before the answers."""
        at = row - len(self._lead)
        if at < 0:
            return ""
        place = self._shown[at] if self._shown is not None else at
        return self._pairs[place][0]

    def row(self, code: str) -> int:
        """Return the line of an answer, -1 when it is not shown."""
        at = self._places.get(code, -1)
        if at < 0 or self._shown is None:
            return at + len(self._lead) if at >= 0 else -1
        return list(self._shown).index(at) + len(self._lead) if at in self._shown else -1

    # -- for Qt --------------------------------------------------------------------------------------------

    @override
    def rowCount(self, parent: Index = _NOWHERE) -> int:
        if parent.isValid():
            return 0
        return len(self._lead) + len(self._pairs if self._shown is None else self._shown)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            at = index.row() - len(self._lead)
            if at < 0:
                return self._lead[index.row()]
            return self.words(self._shown[at] if self._shown is not None else at)
        if role == Qt.ItemDataRole.UserRole:
            return self.code(index.row())
        if role == Qt.ItemDataRole.CheckStateRole and not self._lead:
            chosen = self.code(index.row()) in self.picked
            return Qt.CheckState.Checked if chosen else Qt.CheckState.Unchecked
        return None
