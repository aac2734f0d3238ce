"""Typing: a line, several lines, numbers, days and clock times, and a number on a scale."""

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from app import text
from app.errors import N_
from app.forms.state import NodeState
from app.i18n import current
from app.ui import theme
from app.ui.forms.editor import Editor
from app.ui.forms.filling import Second
from app.ui.override import override
from app.ui.says import Worded
from app.ui.widgets.layout import row

_WHOLE = re.compile(r"[-−]?\d{1,10}")
_DECIMAL = re.compile(r"[-−]?\d{1,15}(?:[.,]\d{1,9})?")
_CLOCK = re.compile(r"([01]?\d|2[0-3])[:. ]?([0-5]\d)")
MOST_LETTERS = 10_000


class LineEntry(Editor):
    """One line; the kinds below say how its text is read and written."""

    widest = 560
    wrong = ""

    def __init__(self) -> None:
        super().__init__()
        self.line = QLineEdit()
        self.line.setMaximumWidth(theme.px(self.widest))
        self._typing = False
        box = row(self.line, spacing=0)
        box.addStretch(0)
        self.setLayout(box)
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._edit)
        self.line.editingFinished.connect(self._leave)

    def read(self, typed: str) -> str | None:
        """Return the value of a typed text, None when it is none."""
        return text.clean(typed)

    def written(self, value: str) -> str:
        """Return a value as people type it."""
        return value

    def value(self) -> str:
        """Return the value of the text as it stands, "" when it is none."""
        return self.read(self.line.text()) or ""

    def _edit(self) -> None:
        self._typing = True
        self.answered.emit(self.value())

    def _leave(self) -> None:
        if self._typing:
            self._typing = False
            if not self.trouble():
                self.line.setText(self.written(self.value()))
            self.left.emit()

    @override
    def show_state(self, state: NodeState, _second: Second) -> None:
        if state.value != self.value():
            self.line.setText(self.written(state.value))
        self.line.setReadOnly(state.readonly)

    @override
    def name_as(self, name: str, description: str) -> None:
        self.line.setAccessibleName(name)
        self.line.setAccessibleDescription(description)

    @override
    def stops(self) -> list[QWidget]:
        return [self.line]

    @override
    def is_typing(self) -> bool:
        return self._typing and self.line.hasFocus()

    @override
    def trouble(self) -> str:
        return self.wrong if self.read(self.line.text()) is None else ""


class TextEntry(LineEntry):
    """A name, a word, a short sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.line.setMaxLength(MOST_LETTERS)


class NumberEntry(Worded, LineEntry):
    """A number with the decimal mark of the language; a point and a comma are both understood."""

    widest = 180
    wrong = N_("Write a number here, please.")

    def __init__(self, whole: bool) -> None:
        self._whole = whole
        super().__init__()
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        self.line.setMaxLength(24)
        self.refresh()

    @override
    def read(self, typed: str) -> str | None:
        bare = re.sub(r"[\s\u00a0\u202f]", "", typed)
        if not bare:
            return ""
        fits = (_WHOLE if self._whole else _DECIMAL).fullmatch(bare)
        return bare.replace("−", "-").replace(",", ".") if fits else None

    @override
    def written(self, value: str) -> str:
        return value.replace(".", "," if current().language in ("tk", "ru") else ".")

    @override
    def show_state(self, state: NodeState, _second: Second) -> None:
        if _same(state.value, self.value()):
            self.line.setReadOnly(state.readonly)
        else:
            super().show_state(state, _second)

    @override
    def retranslate(self) -> None:
        if not self.trouble():
            self.line.setText(self.written(self.value()))


def _same(one: str, other: str) -> bool:
    try:
        return one == other or float(one) == float(other)
    except ValueError:
        return False


class AreaEntry(Editor):
    """Several lines in somebody's own words; Tab goes on to the next question, Enter begins a new line."""

    def __init__(self) -> None:
        super().__init__()
        self.area = _Area()
        self.setLayout(row(self.area, spacing=0))
        self.setFocusProxy(self.area)
        self.area.textChanged.connect(self._edit)
        self._showing = False

    def _edit(self) -> None:
        if not self._showing:
            self.answered.emit(text.clean(self.area.toPlainText())[:MOST_LETTERS])

    @override
    def show_state(self, state: NodeState, _second: Second) -> None:
        if state.value != text.clean(self.area.toPlainText()):
            self._showing = True
            self.area.setPlainText(state.value)
            self._showing = False
        self.area.setReadOnly(state.readonly)

    @override
    def name_as(self, name: str, description: str) -> None:
        self.area.setAccessibleName(name)
        self.area.setAccessibleDescription(description)

    @override
    def stops(self) -> list[QWidget]:
        return [self.area]

    @override
    def is_typing(self) -> bool:
        return self.area.hasFocus()


class _Area(Worded, QPlainTextEdit):
    """A text field that is as high as its words, between three lines and ten."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._fit)
        self.refresh()

    @override
    def restyle(self) -> None:
        self._fit()

    def _fit(self) -> None:
        lines = max(3, min(10, self.document().size().height() + 1))
        self.setFixedHeight(round(self.fontMetrics().lineSpacing() * lines) + theme.gap(20))
