"""One question: its words, a hint, the way to answer, and what is wrong with the answer."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from app.errors import N_
from app.forms.live import Item
from app.forms.state import NodeState
from app.ui.forms.choices import OptionList, illustrate
from app.ui.forms.editor import Editor
from app.ui.forms.filling import Filling, Second
from app.ui.forms.guidance import Guidance
from app.ui.forms.media import Media
from app.ui.forms.part import Budget, Part
from app.ui.forms.sentences import Sentences
from app.ui.override import override
from app.ui.says import mark
from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.layout import column, row
from app.ui.widgets.text import Text

MakeEditor = Callable[[NodeState], Editor]


def labelled(state: NodeState) -> str:
    """Return the label of a question, with a star that never stands alone on a line when an answer is needed."""
    label = state.label or ""
    return f"{label}\u00a0*" if state.required and label else label


class Question(Part):
    """A question on its card. It never moves what is being typed and never complains while one types."""

    def __init__(self, filling: Filling, item: Item, make: MakeEditor) -> None:
        super().__init__(filling)
        self.item = item
        mark(self, look="card")
        self._state, self._second = filling.state(item), Second()
        self._revealed = False
        self._shown: object = None
        self._wrong = ""
        self._make, self._offered = make, len(self._state.options)
        self.editor = make(self._state)
        self.media: Media | None = None
        self.guidance: Guidance | None = None
        self.clear: LinkButton | None = None
        self._lay_out()
        self._connect(self.editor)
        self._half = filling.halves.get(item, "")

    def _lay_out(self) -> None:
        words = column(spacing=3)
        self._above = Sentences(
            words, {"label": "heading", "second": "muted", "hint": "small", "second_hint": "small"}
        )
        self._top = row(spacing=10)
        self._top.addLayout(words, 1)
        below = column(spacing=6)
        self._below = Sentences(below, {"fixed": "small", "error": "error"})
        self._box = column(self._top, self.editor, below, spacing=10, margin=16)
        self.setLayout(self._box)

    def _connect(self, editor: Editor) -> None:
        editor.answered.connect(self._answer)
        editor.left.connect(self._show)
        editor.done.connect(lambda: self.filling.passed.emit(self.item))
        editor.removed.connect(lambda before: self.filling.offer_back(self.item, before))

    @property
    def label(self) -> Text:
        """The words of the question."""
        return self._above.text("label")

    @property
    def second(self) -> Text:
        """The question in the other language."""
        return self._above.text("second")

    @property
    def error(self) -> Text:
        """What is wrong with the answer."""
        return self._below.text("error")

    def _answer(self, value: str) -> None:
        self.filling.answer(self.item, value)
        self._note_half()

    def _note_half(self) -> None:
        if not self._half:  # what was half typed before has to be shown first
            self.filling.note_half(self.item, self.editor.half())

    @override
    def is_wanted(self) -> bool:
        return self.item.live and self.item.relevant

    # -- showing -------------------------------------------------------------------------------------------

    @override
    def refresh(self, _budget: Budget) -> None:
        self._show()

    def _show(self) -> None:
        if not self.is_wanted():
            return
        self._state, self._second = self.filling.state(self.item), self.filling.heard(self.item)
        if self._half:
            half, self._half = self._half, ""
            self.editor.show_state(self._state, self._second)
            self.editor.take_half(half)
        self._wrong = self._find_wrong()
        shown = (self._state, self._second, self._wrong, self.filling.words.language)
        if shown == self._shown:
            return
        self._shown = shown
        self._refit()
        self.editor.show_state(self._state, self._second)
        self._say()
        self._show_extras()
        self.editor.show_trouble(bool(self._wrong))
        said = (self._state.hint or "", self._wrong, self._find_fixed())
        described = ". ".join(part for part in said if part)
        self.editor.name_as(labelled(self._state), described)
        self._note_half()

    def _say(self) -> None:
        self._above.say("label", labelled(self._state))
        self._above.say("second", self._second.label)
        self._above.say("hint", self._state.hint or "")
        self._above.say("second_hint", self._second.hint)
        self._below.say("error", self._wrong)
        self._below.say("fixed", self._find_fixed())

    def _find_fixed(self) -> str:
        if self._state.type == "select" and not self._state.options:
            return self.filling.words.tr(N_("There is nothing to choose from yet."))
        fixed = self._state.readonly
        return self.filling.words.tr(N_("This answer cannot be changed here.")) if fixed else ""

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

    def _show_extras(self) -> None:
        """Show what few questions have: pictures, an explanation, the link that clears, the look of what is fixed."""
        state = self._state
        mark(self, look="sunken" if state.readonly else "card")
        if state.guidance and self.guidance is None:
            self.guidance = Guidance()
            self._box.insertWidget(1, self.guidance)
        if self.guidance is not None:
            self.guidance.say(state.guidance or "", self._second.guidance)
        if state.media and self.media is None:
            self.media = Media(self.filling.pictures)
            self._box.insertWidget(1, self.media)
        if self.media is not None:
            self.media.show_media(state.media, state.label or "")
        if isinstance(self.editor, OptionList):
            illustrate(self.filling, self.item, self.editor)
        self._show_clear(
            bool(state.value) and not state.required and not state.readonly and self.editor.clearable
        )

    def _show_clear(self, wanted: bool) -> None:
        if wanted and self.clear is None:
            self.clear = LinkButton(N_("Clear the answer"))
            self.clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # the Delete key does the same
            self.clear.clicked.connect(lambda: self.filling.answer(self.item, ""))
            self._top.addWidget(self.clear, 0, Qt.AlignmentFlag.AlignTop)
        if self.clear is not None:
            self.clear.setVisible(wanted)

    def _find_wrong(self) -> str:
        if self.editor.is_typing() and not self._revealed:
            return self._wrong if self._wrong and self._state.violated else ""
        if trouble := self.editor.trouble():
            return self.filling.words.tr(trouble, **self.editor.fields)
        missing = self._state.violated is not None and not self._state.value
        return "" if missing and not self._revealed else self.filling.message(self._state)

    # -- the keyboard --------------------------------------------------------------------------------------

    @override
    def questions(self) -> Iterator[Part]:
        if not self._state.readonly:
            yield self

    @override
    def stops(self) -> list[QWidget]:
        above = [part for part in (self.media, self.guidance) if part is not None]
        return [*(stop for part in above for stop in part.stops()), *self.editor.stops()]

    @override
    def focus(self) -> None:
        if (home := self.editor.home()) is not None:
            home.setFocus()

    @override
    def holds(self, item: Item) -> bool:
        return item is self.item

    @override
    def reveal(self) -> None:
        self._revealed = True
        self._show()

    @override
    def is_revealed(self) -> bool:
        return self._revealed

    @override
    def has_error(self) -> bool:
        return bool(self._wrong)
