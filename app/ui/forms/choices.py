"""Choosing from what is in sight: a list of radio fields, and a list of check fields."""

from collections.abc import Sequence
from functools import partial
from typing import Any, Generic, TypeVar

import shiboken6
from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QWidget

from app.forms.live import Item
from app.forms.state import NodeState
from app.ui import theme
from app.ui.forms.editor import Editor
from app.ui.forms.filling import Filling, Second
from app.ui.forms.looks import Looks, Spread
from app.ui.forms.option import CheckOption, Option, RadioOption
from app.ui.forms.option_face import Face, Upright
from app.ui.forms.option_layout import OptionLayout
from app.ui.override import override

O = TypeVar("O", bound=Option)  # noqa: E741 - the option's kind

FORWARD = (Qt.Key.Key_Down, Qt.Key.Key_Right)
BACKWARD = (Qt.Key.Key_Up, Qt.Key.Key_Left)
CLEARING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
TILE_WIDE, TILE_HIGH = 180, 130


class OptionList(Editor, Generic[O]):
    """Fields spread as the form wants them; the arrow keys go through them, the digits 1–9 choose."""

    clearable = True

    def __init__(self, looks: Looks | None = None) -> None:
        super().__init__()
        self.looks = looks or Looks()
        self.options: list[O] = []
        self.codes: list[str] = []
        self._box = OptionLayout(self.looks)
        self.setLayout(self._box)

    def make(self, words: str, digit: str, face: Face) -> O:
        """Return one field."""
        raise NotImplementedError

    def chosen(self, code: str) -> None:
        """A field was pressed."""
        raise NotImplementedError

    @override
    def show_state(self, state: NodeState, second: Second) -> None:
        codes = [code for code, _ in state.options]
        if codes != self.codes:
            self._rebuild(state.options)
        picked = state.chosen
        for option, (code, words) in zip(self.options, state.options, strict=True):
            option.set_words(words, second.options.get(code, ""))
            option.setChecked(code in picked)
            option.setEnabled(not state.readonly)

    def show_picture(self, code: str, picture: QPixmap) -> None:
        """Show a picture with an answer that is still offered."""
        if code in self.codes:
            self.options[self.codes.index(code)].set_picture(picture)

    def _rebuild(self, options: Sequence[tuple[str, str]]) -> None:
        for old in self.options:
            self._box.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.codes, self.options = [code for code, _ in options], []
        for at, (code, words) in enumerate(options):
            face = Upright() if self.looks.spread is Spread.SCALE else Face()
            option = self.make(words, str(at + 1) if at < 9 else "", face)
            option.clicked.connect(partial(self._press, code))
            self.options.append(option)
            self._box.addWidget(option)

    def _press(self, code: str, _checked: bool = False) -> None:
        self.chosen(code)

    @override
    def name_as(self, name: str, description: str) -> None:
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)
        spoken = f"{name}. {description}" if description else name
        for option in self.options:
            option.setAccessibleDescription(spoken)

    @override
    def show_trouble(self, wrong: bool) -> None:
        """A list has no frame of its own: its question says what is wrong."""

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        digit = event.text()
        if held:
            event.ignore()
        elif event.key() in (*FORWARD, *BACKWARD):
            self.step(1 if event.key() in FORWARD else -1)
        elif digit in tuple("123456789") and int(digit) <= len(self.options):
            self.options[int(digit) - 1].setFocus(Qt.FocusReason.OtherFocusReason)
            self.options[int(digit) - 1].click()
        elif event.key() in CLEARING:
            self.answered.emit("")
        else:
            event.ignore()

    def focused(self) -> int:
        """Return the place of the field that has the keyboard, 0 when none has."""
        return next((at for at, option in enumerate(self.options) if option.hasFocus()), 0)

    def step(self, by: int) -> None:
        """Go to the next or previous field."""
        if self.options:
            at = (self.focused() + by) % len(self.options)
            self.options[at].setFocus(Qt.FocusReason.OtherFocusReason)


class RadioList(OptionList[RadioOption]):
    """One answer of a few. It is one stop of the Tab key: the chosen answer, or the first."""

    _stepping = False

    @override
    def make(self, words: str, digit: str, face: Face) -> RadioOption:
        return RadioOption(words, digit, face)

    @override
    def show_state(self, state: NodeState, second: Second) -> None:
        super().show_state(state, second)
        for option in self.options:
            stop = option is self._stop()
            option.setFocusPolicy(Qt.FocusPolicy.StrongFocus if stop else Qt.FocusPolicy.ClickFocus)

    def _stop(self) -> RadioOption | None:
        return next(
            (one for one in self.options if one.isChecked()), self.options[0] if self.options else None
        )

    @override
    def stops(self) -> list[QWidget]:
        stop = self._stop()
        rest = [one for one in self.options if one is not stop]
        return [*([stop] if stop else []), *rest]

    @override
    def chosen(self, code: str) -> None:
        for option, own in zip(self.options, self.codes, strict=True):
            option.setChecked(own == code)
        self.answered.emit(code)
        if self.looks.goes_on and not self._stepping:
            self.done.emit()

    @override
    def step(self, by: int) -> None:
        super().step(by)
        if self.options and self.options[self.focused()].isEnabled():
            self._stepping = True  # who walks through the answers has not chosen yet
            self.options[self.focused()].click()
            self._stepping = False


class CheckList(OptionList[CheckOption]):
    """Any number of answers; every field is a stop of the Tab key."""

    @override
    def make(self, words: str, digit: str, face: Face) -> CheckOption:
        return CheckOption(words, digit, face)

    @override
    def stops(self) -> list[QWidget]:
        return list(self.options)

    @override
    def chosen(self, _code: str) -> None:
        pairs = zip(self.options, self.codes, strict=True)
        self.answered.emit(" ".join(own for option, own in pairs if option.isChecked()))


def illustrate(filling: Filling, item: Item, answers: "OptionList[Any]") -> None:
    """Show the pictures of answers, each when it is there; the words stay what is read aloud."""
    for code, address in filling.pictures_of_choices(item).items():

        def show(picture: QPixmap, code: str = code) -> None:
            if shiboken6.isValid(answers):
                answers.show_picture(code, picture)

        filling.pictures.ask(address, QSize(theme.px(TILE_WIDE), theme.px(TILE_HIGH)), show)
