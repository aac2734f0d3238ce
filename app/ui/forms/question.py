"""One question: its words, a hint, the way to answer, and what is wrong with the answer."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QWidget

from app.errors import N_
from app.forms.live import Item
from app.forms.state import NodeState
from app.ui.forms.editor import Editor
from app.ui.forms.filling import Filling, Second
from app.ui.forms.guidance import Guidance
from app.ui.forms.part import Budget, Part
from app.ui.override import override
from app.ui.says import mark
from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.layout import column, row
from app.ui.widgets.text import Text

_FIXED = N_("This answer cannot be changed here.")
_NOTHING = N_("There is nothing to choose from yet.")


def labelled(state: NodeState) -> str:
    """Return the label of a question, with a star that never stands alone on a line when an answer is needed."""
    label = state.label or ""
    return f"{label}\u00a0*" if state.required and label else label


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
        self._make, self._offered = make, len(state.options)
        self.editor = make(state)
        self.label = Text(self._labelled, "heading", wrap=True)
        self.second = Text(lambda: self._second.label, "muted", wrap=True)
        self.hint = Text(lambda: self._state.hint or "", "small", wrap=True)
        self.second_hint = Text(lambda: self._second.hint, "small", wrap=True)
        self.error = Text(lambda: self._wrong, "error", wrap=True)
        self.guidance = Guidance()
        self.fixed = Text(_FIXED, "small", wrap=True)
        self.clear = LinkButton(N_("Clear the answer"))
        self.clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the Delete key does the same
        self.clear.clicked.connect(lambda: self.filling.answer(self.item, ""))
        self._lay_out()
        self._connect(self.editor)

    def _connect(self, editor: Editor) -> None:
        editor.answered.connect(self._answer)
        editor.left.connect(self._show)
        editor.done.connect(lambda: self.filling.passed.emit(self.item))
        editor.removed.connect(lambda before: self.filling.offer_back(self.item, before))

    def _refit(self) -> None:
        """Take another way of answering when so many more or fewer answers are offered that it fits better."""
        if len(self._state.options) == self._offered:
            return
        self._offered = len(self._state.options)
        new, old = self._make(self._state), self.editor
        if type(new) is type(old):
            new.deleteLater()
            return
        held = old.isAncestorOf(QApplication.focusWidget() or self)
        self._box.replaceWidget(old, new)
        old.hide()
        old.deleteLater()
        self.editor = new
        self._connect(new)
        if held:
            self.focus()

    def _lay_out(self) -> None:
        words = column(self.label, self.second, self.hint, self.second_hint, spacing=3)
        top = row(spacing=10)
        top.addLayout(words, 1)
        top.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignTop)
        self.setLayout(column(top, self.guidance, self.editor, self.fixed, self.error, spacing=10, margin=16))
        for text in (
            self.second,
            self.hint,
            self.second_hint,
            self.guidance,
            self.error,
            self.fixed,
            self.clear,
        ):
            text.hide()

    def _labelled(self) -> str:
        return labelled(self._state)

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
        self._refit()
        self.editor.show_state(self._state, self._second)
        for text in (self.label, self.second, self.hint, self.second_hint, self.error):
            text.retranslate()
            text.setVisible(bool(text.text()))
        self.guidance.say(self._state.guidance or "", self._second.guidance)
        self._show_readonly()
        self.editor.show_trouble(bool(self._wrong))
        described = ". ".join(part for part in (self._state.hint or "", self._wrong) if part)
        self.editor.name_as(self._labelled(), described)

    def _show_readonly(self) -> None:
        readonly = self._state.readonly
        mark(self, look="sunken" if readonly else "card")
        empty = self._state.type == "select" and not self._state.options
        self.fixed.set_says(_NOTHING if empty else _FIXED)
        self.fixed.setVisible(readonly or empty)
        clearable = bool(self._state.value) and not self._state.required and not readonly
        self.clear.setVisible(clearable and self.editor.clearable)

    def _find_wrong(self) -> str:
        if self.editor.is_typing() and not self._revealed:
            return self._wrong if self._wrong and self._state.violated else ""
        if trouble := self.editor.trouble():
            return self.filling.words.tr(trouble, **self.editor.fields)
        missing = self._state.violated is not None and not self._state.value
        return "" if missing and not self._revealed else self.filling.message(self._state)

    @override
    def questions(self) -> Iterator[Part]:
        if not self._state.readonly:
            yield self

    @override
    def stops(self) -> list[QWidget]:
        return [*self.guidance.stops(), *self.editor.stops()]

    @override
    def focus(self) -> None:
        if stops := self.editor.stops():
            stops[0].setFocus()

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

    @override
    def is_half_typed(self) -> bool:
        return bool(self.editor.trouble())
