"""A number on a scale: a slider, and the number itself for those who know it."""

from math import isnan

from PySide6.QtCore import Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QSlider, QWidget

from app.forms.state import NodeState
from app.i18n import current
from app.ui import theme
from app.ui.forms.editor import Editor
from app.ui.forms.entries import NumberEntry
from app.ui.forms.filling import Second
from app.ui.override import override
from app.ui.widgets.layout import row
from app.ui.widgets.text import Text


class _Slider(QSlider):
    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the wheel scrolls the page; it must not change an answer on its way


class RangeEntry(Editor):
    """A number between two ends: a slider and the number itself. Without an answer the number is empty."""

    def __init__(self, start: float, end: float, step: float, whole: bool) -> None:
        super().__init__()
        self._start, self._step = start, (abs(step) or 1) * (1 if end >= start else -1)
        self._whole = whole
        self.slider = _Slider(Qt.Orientation.Horizontal)
        self.slider.setRange(0, max(0, round((end - start) / self._step)))
        self.slider.setMaximumWidth(theme.px(420))
        self.number = NumberEntry(whole)
        self.number.line.setMaximumWidth(theme.px(110))
        self.ends = (Text(lambda: _short(start), "muted"), Text(lambda: _short(end), "muted"))
        self.setLayout(row(self.ends[0], self.slider, self.ends[1], self.number, spacing=10))
        self.setFocusProxy(self.slider)
        self.slider.valueChanged.connect(self._slide)
        self.number.answered.connect(self.answered)
        self.number.left.connect(self.left)

    def _slide(self, at: int) -> None:
        self.answered.emit(
            _short(self._start + at * self._step, ".")
            if not self._whole
            else str(round(self._start + at * self._step))
        )

    @override
    def show_state(self, state: NodeState, second: Second) -> None:
        self.number.show_state(state, second)
        try:
            at = round((float(state.value) - self._start) / self._step)
        except ValueError:
            at = 0
        self.slider.blockSignals(True)
        self.slider.setValue(at)
        self.slider.blockSignals(False)
        self.slider.setEnabled(not state.readonly)

    @override
    def name_as(self, name: str, description: str) -> None:
        self.slider.setAccessibleName(name)
        self.slider.setAccessibleDescription(description)
        self.number.name_as(name, description)

    @override
    def stops(self) -> list[QWidget]:
        return [self.slider, *self.number.stops()]

    @override
    def is_typing(self) -> bool:
        return self.number.is_typing()

    @override
    def trouble(self) -> str:
        return self.number.trouble()

    @override
    def show_trouble(self, wrong: bool) -> None:
        self.number.show_trouble(wrong)


def _short(number: float, mark_: str = "") -> str:
    if isnan(number):
        return ""
    written = f"{number:.9f}".rstrip("0").rstrip(".") if number != int(number) else str(int(number))
    return written.replace(".", mark_ or ("," if current().language in ("tk", "ru") else "."))
