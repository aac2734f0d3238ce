"""Choosing: a list of radio fields, a list of check fields, and a combo that finds answers as one types them."""

from collections.abc import Sequence
from functools import partial
from time import monotonic
from typing import Generic, TypeVar

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView, QWidget

from app import text
from app.errors import N_
from app.forms.state import NodeState
from app.i18n import tr
from app.ui import theme
from app.ui.forms.editor import Editor
from app.ui.forms.filling import Second
from app.ui.forms.option import CheckOption, Option, RadioOption
from app.ui.forms.option_layout import OptionLayout
from app.ui.override import override
from app.ui.says import Worded
from app.ui.widgets.layout import row

O = TypeVar("O", bound=Option)  # noqa: E741 - the option's kind

_FORWARD = (Qt.Key.Key_Down, Qt.Key.Key_Right)
_BACKWARD = (Qt.Key.Key_Up, Qt.Key.Key_Left)
_CLEARING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_FORGETS_AFTER = 1.2


class OptionList(Editor, Generic[O]):
    """Fields one below the other; the arrow keys go through them, the digits 1–9 choose."""

    def __init__(self) -> None:
        super().__init__()
        self.options: list[O] = []
        self.codes: list[str] = []
        self._box = OptionLayout()
        self.setLayout(self._box)

    def make(self, words: str, digit: str) -> O:
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
        picked = state.value.split()
        for option, (code, words) in zip(self.options, state.options, strict=True):
            option.set_words(words, second.options.get(code, ""))
            option.setChecked(code in picked)
            option.setEnabled(not state.readonly)

    def _rebuild(self, options: Sequence[tuple[str, str]]) -> None:
        for old in self.options:
            self._box.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.codes, self.options = [code for code, _ in options], []
        for at, (code, words) in enumerate(options):
            option = self.make(words, str(at + 1) if at < 9 else "")
            option.set_words(words)
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
        elif event.key() in (*_FORWARD, *_BACKWARD):
            self.step(1 if event.key() in _FORWARD else -1)
        elif digit in tuple("123456789") and int(digit) <= len(self.options):
            self.options[int(digit) - 1].setFocus(Qt.FocusReason.OtherFocusReason)
            self.options[int(digit) - 1].click()
        elif event.key() in _CLEARING:
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

    @override
    def make(self, words: str, digit: str) -> RadioOption:
        return RadioOption(words, digit)

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

    @override
    def step(self, by: int) -> None:
        super().step(by)
        if self.options and self.options[self.focused()].isEnabled():
            self.options[self.focused()].click()


class CheckList(OptionList[CheckOption]):
    """Any number of answers; every field is a stop of the Tab key."""

    @override
    def make(self, words: str, digit: str) -> CheckOption:
        return CheckOption(words, digit)

    @override
    def stops(self) -> list[QWidget]:
        return list(self.options)

    @override
    def chosen(self, _code: str) -> None:
        pairs = zip(self.options, self.codes, strict=True)
        self.answered.emit(" ".join(own for option, own in pairs if option.isChecked()))


class _Popup(QListView):
    """The open list of a combo; typed letters look for an answer."""

    def __init__(self, combo: "_FoldingCombo") -> None:
        super().__init__(combo)
        self._combo = combo

    @override
    def keyboardSearch(self, search: str) -> None:
        at = self._combo.find_typed(search)
        if at >= 0:
            self.setCurrentIndex(self.model().index(at, 0))


class _FoldingCombo(Worded, QComboBox):
    """A combo whose typed letters find answers in any script, with or without diacritics."""

    def __init__(self) -> None:
        super().__init__()
        self._typed, self._at = "", 0.0
        self.setView(_Popup(self))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(24)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.refresh()

    @override
    def retranslate(self) -> None:
        if self.count():
            self.setItemText(0, tr("Choose…"))

    def find_typed(self, letters: str) -> int:
        """Return the place of the first answer that has words beginning like all that was typed lately, or -1."""
        now = monotonic()
        self._typed = letters if now - self._at > _FORGETS_AFTER else self._typed + letters
        self._at = now
        wanted = text.search_tokens(self._typed)
        places = [at for at in range(1, self.count()) if _fits(wanted, self.itemText(at))]
        return min(places, key=lambda at: (not _begins(wanted, self.itemText(at)), at), default=-1)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if event.key() in _CLEARING:
            self.setCurrentIndex(0)
            self.activated.emit(0)
        elif plain and event.text().strip() and event.text().isprintable():
            if (at := self.find_typed(event.text())) >= 0:
                self.setCurrentIndex(at)
                self.activated.emit(at)
        else:
            super().keyPressEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the wheel scrolls the page; it must not change an answer on its way

    @override
    def showPopup(self) -> None:
        metrics = self.view().fontMetrics()
        widest = max((metrics.horizontalAdvance(self.itemText(at)) for at in range(self.count())), default=0)
        room = self.window().width() - theme.gap(48)
        self.view().setMinimumWidth(min(max(self.width(), widest + theme.px(56)), room))
        super().showPopup()


def _fits(wanted: Sequence[str], words: str) -> bool:
    have = text.search_tokens(words)
    return bool(wanted) and all(any(one.startswith(part) for one in have) for part in wanted)


def _begins(wanted: Sequence[str], words: str) -> bool:
    have = text.search_tokens(words)
    return bool(have) and bool(wanted) and have[0].startswith(wanted[0])


class ChoiceCombo(Editor):
    """One answer of many, folded away until it is opened; typing finds it."""

    def __init__(self) -> None:
        super().__init__()
        self.codes: list[str] = [""]
        self.combo = _FoldingCombo()
        self.combo.addItem("")
        self.combo.retranslate()
        self.combo.setMaximumWidth(theme.px(560))
        box = row(self.combo, spacing=0)
        box.addStretch(0)
        self.setLayout(box)
        self.setFocusProxy(self.combo)
        self.combo.activated.connect(lambda at: self.answered.emit(self.codes[at]))

    @override
    def show_state(self, state: NodeState, second: Second) -> None:
        codes = ["", *(code for code, _ in state.options)]
        self.combo.blockSignals(True)
        if codes != self.codes:
            self.codes = codes
            self.combo.clear()
            self.combo.addItems([tr(N_("Choose…")), *("" for _ in state.options)])
        for at, (code, words) in enumerate(state.options, 1):
            other = second.options.get(code, "")
            self.combo.setItemText(at, f"{words} · {other}" if other else words)
        self.combo.setCurrentIndex(codes.index(state.value) if state.value in codes else 0)
        self.combo.setEnabled(not state.readonly)
        self.combo.blockSignals(False)

    @override
    def name_as(self, name: str, description: str) -> None:
        self.combo.setAccessibleName(name)
        self.combo.setAccessibleDescription(description)

    @override
    def stops(self) -> list[QWidget]:
        return [self.combo]
