"""Typing words: a line, several lines, digits that are a name, and what nobody shall read over one's shoulder."""

import re

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QWidget

from app import text
from app.errors import N_
from app.forms.state import NodeState
from app.ui import theme
from app.ui.forms.editor import Editor
from app.ui.forms.filling import Second
from app.ui.letters import take_words
from app.ui.override import override
from app.ui.says import Worded, mark
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.layout import row

_DIGITS = re.compile(r"[\d+\-−.,()/ ]*")
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

    @override
    def half(self) -> str:
        return self.line.text() if self.trouble() else ""

    @override
    def take_half(self, half: str) -> None:
        self.line.setText(half)


class TextEntry(LineEntry):
    """A name, a word, a short sentence."""

    def __init__(self) -> None:
        super().__init__()
        self.line.setMaxLength(MOST_LETTERS)
        take_words(self.line)


class DigitsEntry(TextEntry):
    """A number that is a name: a telephone, a document. Letters are none of it."""

    widest = 300
    wrong = N_("Only digits belong here.")

    def __init__(self) -> None:
        super().__init__()
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        take_words(self.line, wanted=False)

    @override
    def read(self, typed: str) -> str | None:
        said = text.clean(typed)
        return said if _DIGITS.fullmatch(said) else None


class HiddenEntry(TextEntry):
    """A word that nobody who looks on shall read; an eye shows it."""

    def __init__(self) -> None:
        super().__init__()
        self.line.setEchoMode(QLineEdit.EchoMode.Password)
        self.eye = IconButton(N_("Show the answer"), "eye")
        self.eye.setCheckable(True)
        self.eye.toggled.connect(self._show)
        box = self.layout()
        assert isinstance(box, QHBoxLayout)  # noqa: S101 - made above
        box.insertSpacing(1, theme.gap(6))
        box.insertWidget(2, self.eye)

    def _show(self, shown: bool) -> None:
        self.line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        self.eye.set_icon("eye-off" if shown else "eye")
        self.eye.set_says(N_("Hide the answer") if shown else N_("Show the answer"))

    @override
    def stops(self) -> list[QWidget]:
        return [self.line, self.eye]

    @override
    def show_trouble(self, wrong: bool) -> None:
        mark(self.line, trouble=wrong)


class AreaEntry(Editor):
    """Several lines in somebody's own words; Tab goes on to the next question, Enter begins a new line."""

    def __init__(self) -> None:
        super().__init__()
        self.area = _Area()
        self.setLayout(row(self.area, spacing=0))
        self.setFocusProxy(self.area)
        self.area.textChanged.connect(self._edit)
        self._showing = False
        self.fields = {"most": MOST_LETTERS}

    def _edit(self) -> None:
        if not self._showing:
            self.answered.emit(self.value())

    def value(self) -> str:
        """Return what is kept of the text as it stands."""
        return text.clean(self.area.toPlainText())[:MOST_LETTERS]

    @override
    def show_state(self, state: NodeState, _second: Second) -> None:
        if state.value != self.value():
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
        return self.area.hasFocus() and not self.trouble()

    @override
    def trouble(self) -> str:
        long = len(text.clean(self.area.toPlainText())) > MOST_LETTERS
        return N_("This text is too long: only its first {most} letters are kept.") if long else ""


class _Area(Worded, QPlainTextEdit):
    """A text field that is as high as its words, between three lines and ten."""

    def __init__(self) -> None:
        super().__init__()
        self.setTabChangesFocus(True)
        take_words(self)
        self.textChanged.connect(self._fit)
        self.refresh()

    @override
    def restyle(self) -> None:
        self._fit()

    def _fit(self) -> None:
        lines = max(3, min(10, self.document().size().height() + 1))
        self.setFixedHeight(round(self.fontMetrics().lineSpacing() * lines) + theme.gap(20))
