"""Typing numbers: plain, parted by thousands, counted up and down, and the bearing of a compass."""

import re

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import N_
from app.forms.casts import MOST_INT
from app.forms.state import NodeState
from app.i18n import current
from app.ui import theme
from app.ui.forms.entries import LineEntry
from app.ui.forms.filling import Second
from app.ui.override import override
from app.ui.says import Worded, mark
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.text import Text

_WHOLE = re.compile(r"[-−]?\d{1,10}")
_DECIMAL = re.compile(r"[-−]?\d{1,15}(?:[.,]\d{1,9})?")
_BETWEEN = re.compile(r"[\s\u00a0\u202f]")
_GROUP = re.compile(r"(?<=\d)(?=(?:\d{3})+$)")
_NARROW = "\u202f"


class NumberEntry(Worded, LineEntry):
    """A number with the decimal mark of the language; a point and a comma are both understood."""

    widest = 180
    wrong = N_("Write a number here, please.")

    def __init__(self, whole: bool, grouped: bool = False) -> None:
        self._whole, self._grouped = whole, grouped
        super().__init__()
        self.line.setInputMethodHints(Qt.InputMethodHint.ImhFormattedNumbersOnly)
        self.line.setMaxLength(24)
        self.refresh()

    @override
    def read(self, typed: str) -> str | None:
        bare = _BETWEEN.sub("", typed)
        if not bare:
            return ""
        if not (_WHOLE if self._whole else _DECIMAL).fullmatch(bare):
            return None
        value = bare.replace("−", "-").replace(",", ".")
        return None if self._whole and abs(int(value)) >= MOST_INT else value

    @override
    def written(self, value: str) -> str:
        whole, point, part = value.partition(".")
        if self._grouped:
            whole = _GROUP.sub(_NARROW, whole)
        return whole + (decimal_mark() if point else "") + part

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


def decimal_mark() -> str:
    """Return the sign before the decimals in the language in use."""
    return "," if current().language in ("tk", "ru") else "."


def _same(one: str, other: str) -> bool:
    try:
        return one == other or float(one) == float(other)
    except ValueError:
        return False


class CounterEntry(NumberEntry):
    """A whole number with buttons that count it up and down; the arrow keys do the same."""

    def __init__(self) -> None:
        super().__init__(whole=True)
        self.line.setFixedWidth(theme.px(96))
        self.line.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.less, self.more = IconButton(N_("One less"), "minus"), IconButton(N_("One more"), "plus")
        self.less.clicked.connect(lambda: self._count(-1))
        self.more.clicked.connect(lambda: self._count(1))
        box = self.layout()
        assert isinstance(box, QHBoxLayout)  # noqa: S101 - made above
        box.insertWidget(0, self.less)
        box.insertWidget(2, self.more)
        box.setSpacing(theme.gap(4))

    def _count(self, by: int) -> None:
        before = self.value()
        if before or not self.line.text():
            self.answered.emit(str(max(0, int(before or 0) + by)))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down) and self.line.hasFocus():
            self._count(1 if event.key() == Qt.Key.Key_Up else -1)
        else:
            event.ignore()

    @override
    def show_state(self, state: NodeState, second: Second) -> None:
        super().show_state(state, second)
        for button in (self.less, self.more):
            button.setEnabled(not state.readonly)

    @override
    def stops(self) -> list[QWidget]:
        return [self.less, self.line, self.more]

    @override
    def home(self) -> QWidget:
        return self.line

    @override
    def show_trouble(self, wrong: bool) -> None:
        mark(self.line, trouble=wrong)


class BearingEntry(NumberEntry):
    """The direction of a compass in degrees, from 0 up to 360."""

    wrong = N_("Write degrees from 0 to 360.")

    def __init__(self) -> None:
        super().__init__(whole=False)
        box = self.layout()
        assert isinstance(box, QHBoxLayout)  # noqa: S101 - made above
        box.insertSpacing(1, theme.gap(6))
        box.insertWidget(2, Text(lambda: "°", "muted"))

    @override
    def read(self, typed: str) -> str | None:
        value = super().read(typed)
        return value if not value or 0 <= float(value) <= 360 else None
