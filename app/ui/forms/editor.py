"""What every way of answering keeps to: it shows a state, tells an answer, and says its name."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.forms.state import NodeState
from app.ui.forms.filling import Second
from app.ui.says import mark


class Editor(QWidget):
    """Answers one question. `answered(value)` carries the XForms text; `left()` follows when typing has ended.

    `done()` says that the form wants to go on by itself after this answer. `removed(before)` says that something was taken
    away that can be put back. `clearable`: a mouse alone could not take the
    answer back. `fields` fill the sentence of `trouble`.
    """

    answered = Signal(str)
    left = Signal()
    done = Signal()
    removed = Signal(str)
    clearable = False

    def __init__(self) -> None:
        super().__init__()
        self.fields: Mapping[str, object] = {}
        mark(self, look="plain")

    def show_state(self, state: NodeState, second: Second) -> None:
        """Show what the session holds; what is being typed stays as it is when it means the same."""

    def name_as(self, name: str, description: str) -> None:
        """Set what is read aloud of the question and of what is wrong with it."""

    def stops(self) -> list[QWidget]:
        """Return what the Tab key reaches, in order."""
        return []

    def home(self) -> QWidget | None:
        """Return where the keyboard goes first."""
        return next(iter(self.stops()), None)

    def is_typing(self) -> bool:
        """Tell whether an answer is half typed, so that nobody interrupts with a message."""
        return False

    def trouble(self) -> str:
        """Return the msgid of what is wrong with a text that is no answer yet; "" when nothing is."""
        return ""

    def half(self) -> str:
        """Return a text that is no answer yet as it stands, "" when there is none; it is kept with the draft."""
        return ""

    def take_half(self, half: str) -> None:
        """Show again what `half` gave before the page was put away or the window locked."""

    def show_trouble(self, wrong: bool) -> None:
        """Colour the field that holds a wrong answer."""
        for stop in self.stops():
            mark(stop, trouble=wrong)
