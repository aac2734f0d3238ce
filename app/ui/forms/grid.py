"""A table of questions with the same answers: answers on top, one question a line, a mark where they meet."""

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from app.forms.fields import ControlKind
from app.forms.live import Item
from app.ui import theme
from app.ui.forms.filling import Filling, Second
from app.ui.forms.option import CheckOption, Option, RadioOption
from app.ui.forms.option_face import Bare
from app.ui.forms.part import Budget, Part
from app.ui.forms.question import labelled
from app.ui.forms.sentences import Sentences
from app.ui.override import override
from app.ui.says import mark
from app.ui.widgets.layout import column, plain
from app.ui.widgets.surfaces import Rule
from app.ui.widgets.text import Text

_CLEARING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)


class GridRow(Part):
    """One line of the table. It is one stop of the Tab key; left, right and the digits choose, up and down go on.

    Where several answers may hold, left and right only walk; the space bar and the digits choose.
    """

    def __init__(self, filling: Filling, item: Item) -> None:
        super().__init__(filling)
        self.item = item
        self._revealed, self._wrong = False, ""
        self.state, self.second = filling.state(item), Second()
        box = column(spacing=2)
        self._said = Sentences(box, {"label": "strong", "second": "small", "error": "error"})
        self.words = plain(box)
        control = item.field.control
        self.several = control is not None and control.kind is ControlKind.SELECT
        make = CheckOption if self.several else RadioOption
        self.cells: list[Option] = [make(words, face=Bare()) for _, words in self.state.options]
        self.rule = Rule()
        for cell, (code, _) in zip(self.cells, self.state.options, strict=True):
            cell.clicked.connect(partial(self._press, code))

    def _labelled(self) -> str:
        return labelled(self.state)

    def _press(self, code: str, _checked: bool = False) -> None:
        if self.several:
            pairs = zip(self.cells, self.state.options, strict=True)
            code = " ".join(own for cell, (own, _) in pairs if cell.isChecked())
        self.filling.answer(self.item, code)
        self.refresh(Budget())

    @override
    def is_wanted(self) -> bool:
        return self.item.live and self.item.relevant

    @override
    def refresh(self, _budget: Budget) -> None:
        wanted = self.is_wanted()
        for widget in (self.words, self.rule, *self.cells):
            widget.setVisible(wanted)
        if not wanted:
            return
        self.state, self.second = self.filling.state(self.item), self.filling.heard(self.item)
        missing = self.state.violated is not None and not self.state.value
        self._wrong = "" if missing and not self._revealed else self.filling.message(self.state)
        for name, words in (
            ("label", self._labelled()),
            ("second", self.second.label),
            ("error", self._wrong),
        ):
            self._said.say(name, words)
        self._show_cells()

    def _show_cells(self) -> None:
        stop, picked = self.stop(), self.state.chosen
        for cell, (code, words) in zip(self.cells, self.state.options, strict=False):
            cell.setChecked(code in picked)
            cell.setEnabled(not self.state.readonly)
            cell.setFocusPolicy(Qt.FocusPolicy.StrongFocus if cell is stop else Qt.FocusPolicy.ClickFocus)
            cell.name_as(f"{self._labelled()}: {words}", self._wrong)
            cell.setToolTip(words)

    def stop(self) -> Option | None:
        """Return the cell the Tab key reaches."""
        picked, pairs = self.state.chosen, zip(self.cells, self.state.options, strict=False)
        chosen = [cell for cell, (code, _) in pairs if code in picked]
        return next(iter(chosen or self.cells), None)

    @override
    def questions(self) -> Iterator[Part]:
        if self.is_wanted() and not self.state.readonly:
            yield self

    @override
    def stops(self) -> list[QWidget]:
        stop = self.stop()
        return [*([stop] if stop else []), *(cell for cell in self.cells if cell is not stop)]

    @override
    def holds(self, item: Item) -> bool:
        return item is self.item

    @override
    def reveal(self) -> None:
        self._revealed = True
        self.refresh(Budget())

    @override
    def is_revealed(self) -> bool:
        return self._revealed

    @override
    def has_error(self) -> bool:
        return bool(self._wrong)


class Table(Part):
    """The table: `heading` is the question whose answers stand on top (or None), `items` are its lines.

    All lines offer the same answers. `needed()` is the width below which words of it would be cut or crowded.
    """

    def __init__(self, filling: Filling, heading: Item | None, items: Sequence[Item]) -> None:
        super().__init__(filling)
        self.heading = heading
        mark(self, look="card")
        self._top, self._top_second = "", ""
        self.title = Text(lambda: self._top, "heading", wrap=True)
        self.second_title = Text(lambda: self._top_second, "small", wrap=True)
        self._items = list(items)
        self.rows: list[GridRow] = []
        self.tops: list[Text] = []
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(theme.gap(8))
        self._grid.setVerticalSpacing(theme.gap(6))
        self._grid.addWidget(plain(column(self.title, self.second_title, spacing=2)), 0, 0)
        self._grid.setColumnStretch(0, 3)
        self.setLayout(column(self._grid, margin=16))

    def _add_row(self) -> None:
        """Build the next line, the words on top with the first."""
        line, place = GridRow(self.filling, self._items[len(self.rows)]), len(self.rows)
        self.rows.append(line)
        for at, cell in enumerate(line.cells):
            if place == 0:
                self._add_top(at)
            self._grid.addWidget(cell, 2 * place + 2, at + 1)
        self._grid.addWidget(line.rule, 2 * place + 1, 0, 1, -1)
        self._grid.addWidget(line.words, 2 * place + 2, 0)

    def _add_top(self, at: int) -> None:
        top = Text(partial(self._answer_name, at), "label", wrap=True)
        top.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.tops.append(top)
        self._grid.addWidget(top, 0, at + 1)
        self._grid.setColumnStretch(at + 1, 1)

    def _answer_name(self, at: int) -> str:
        line = self.rows[0]
        if at >= len(line.state.options):
            return ""
        code, words = line.state.options[at]
        other = line.second.options.get(code, "")
        return f"{words}\n{other}" if other else words

    @override
    def is_wanted(self) -> bool:
        return any(item.live and item.relevant for item in self._items)

    @override
    def refresh(self, budget: Budget) -> None:
        while len(self.rows) < len(self._items) and not budget.is_spent():
            self._add_row()
        if self.heading is not None:
            self._top = self.filling.state(self.heading).label or ""
            self._top_second = self.filling.heard(self.heading).label
        for line in self.rows:
            line.refresh(budget)
        for text in (self.title, self.second_title, *self.tops):
            text.retranslate()
        self.second_title.setVisible(bool(self.second_title.text()))

    @override
    def questions(self) -> Iterator[Part]:
        for line in self.rows:
            yield from line.questions()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        found = [(line, cell) for line in self.rows for cell in line.cells if cell.hasFocus()]
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if not found or held or not self._obey(event, found[0][0], found[0][0].cells.index(found[0][1])):
            event.ignore()

    def _obey(self, event: QKeyEvent, line: GridRow, at: int) -> bool:
        key, digit, cells = event.key(), event.text(), line.cells
        if key in (Qt.Key.Key_Right, Qt.Key.Key_Left):
            cell = cells[(at + (1 if key == Qt.Key.Key_Right else -1)) % len(cells)]
            cell.setFocus() if line.several else self._choose(cell)
        elif key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            wanted = [row for row in self.rows if row.is_wanted()]
            place = wanted.index(line) + (1 if key == Qt.Key.Key_Down else -1)
            if 0 <= place < len(wanted):
                wanted[place].cells[min(at, len(wanted[place].cells) - 1)].setFocus()
        elif digit in tuple("123456789") and int(digit) <= len(cells):
            self._choose(cells[int(digit) - 1])
        elif key in _CLEARING:
            self.filling.answer(line.item, "")
        else:
            return False
        return True

    @staticmethod
    def _choose(cell: Option) -> None:
        cell.setFocus()
        cell.click()
