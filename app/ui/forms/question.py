"""One question: its words, a hint, the way to answer, and what is wrong with the answer."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from app.errors import N_
from app.forms.live import Item
from app.forms.state import NodeState
from app.ui.forms.editor import Editor
from app.ui.forms.filling import Filling, Second
from app.ui.forms.part import Budget, Part
from app.ui.override import override
from app.ui.says import mark
from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.layout import column, row
from app.ui.widgets.text import Text

MakeEditor = Callable[[NodeState], Editor]


class Question(Part):
    """A question on its card. It never moves what is being typed and never complains while one types."""

    touched = Signal()

    def __init__(self, filling: Filling, item: Item, make: MakeEditor) -> None:
        super().__init__(filling)
        self.item = item
        mark(self, look="card")
        state = filling.state(item)
        self._state, self._second = state, Second()
        self._revealed = False
        self._shown: object = None
        self._wrong = ""
        self.editor = make(state)
        self.label = Text(self._labelled, "heading", wrap=True)
        self.second = Text(lambda: self._second.label, "muted", wrap=True)
        self.hint = Text(lambda: self._state.hint or "", "small", wrap=True)
        self.second_hint = Text(lambda: self._second.hint, "small", wrap=True)
        self.error = Text(lambda: self._wrong, "error", wrap=True)
        self.clear = LinkButton(N_("Clear the answer"))
        self.clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the Delete key does the same
        self.clear.clicked.connect(lambda: self.filling.answer(self.item, ""))
        self._lay_out()
        self.editor.answered.connect(self._answer)
        self.editor.left.connect(self._show)

    def _lay_out(self) -> None:
        words = column(self.label, self.second, self.hint, self.second_hint, spacing=3)
        top = row(spacing=10)
        top.addLayout(words, 1)
        top.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(top, self.editor, self.error, spacing=10, margin=16))
        for text in (self.second, self.hint, self.second_hint, self.error, self.clear):
            text.hide()

    def _labelled(self) -> str:
        label = self._state.label or ""
        return f"{label} *" if self._state.required and label else label

    def _answer(self, value: str) -> None:
        self.filling.answer(self.item, value)

    @override
    def is_wanted(self) -> bool:
        return self.item.live and self.item.relevant

    @override
    def refresh(self, _budget: Budget) -> None:
        self._show()

    def _show(self) -> None:
        if not self.is_wanted():
            return
        self._state, self._second = self.filling.state(self.item), self.filling.heard(self.item)
        self._wrong = self._find_wrong()
        shown = (self._state, self._second, self._wrong)
        if shown == self._shown:
            return
        self._shown = shown
        self.editor.show_state(self._state, self._second)
        for text in (self.label, self.second, self.hint, self.second_hint, self.error):
            text.retranslate()
            text.setVisible(bool(text.text()))
        clearable = bool(self._state.value) and not self._state.required and not self._state.readonly
        self.clear.setVisible(clearable and bool(self._state.options))
        self.editor.show_trouble(bool(self._wrong))
        described = ". ".join(part for part in (self._state.hint or "", self._wrong) if part)
        self.editor.name_as(self._labelled(), described)

    def _find_wrong(self) -> str:
        if self.editor.is_typing() and not self._revealed:
            return self._wrong if self._wrong and self._state.violated else ""
        if trouble := self.editor.trouble():
            return self.filling.words.tr(trouble)
        missing = self._state.violated is not None and not self._state.value
        return "" if missing and not self._revealed else self.filling.message(self._state)

    @override
    def questions(self) -> Iterator[Part]:
        if not self._state.readonly:
            yield self

    @override
    def stops(self) -> list[QWidget]:
        return self.editor.stops()

    @override
    def holds(self, item: Item) -> bool:
        return item is self.item

    @override
    def reveal(self) -> None:
        self._revealed = True
        self._show()

    @override
    def has_error(self) -> bool:
        return bool(self._wrong)
