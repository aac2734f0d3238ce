"""A number on a scale: a slider with the number itself for those who know it, a list of numbers, or stars."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from app.errors import N_
from app.forms.state import NodeState
from app.i18n import tr
from app.ui import icons, theme
from app.ui.forms.choices import RadioList
from app.ui.forms.combo import ChoiceCombo
from app.ui.forms.editor import Editor
from app.ui.forms.filling import Second
from app.ui.forms.looks import Looks
from app.ui.forms.numbers import NumberEntry, decimal_mark
from app.ui.forms.option import RadioOption
from app.ui.forms.option_face import Bare, Face
from app.ui.forms.scale_steps import Steps, plain
from app.ui.forms.slider import Slider
from app.ui.override import override
from app.ui.widgets.layout import column, row
from app.ui.widgets.text import Text

MOST_TICKS = 24
_HIGH, _WIDE, _STAR = 200, 420, 30


class _OnScale(NumberEntry):
    """The number itself; one that the scale does not offer is no answer."""

    wrong = N_("Write a number from {start} to {end} in steps of {step}.")

    def __init__(self, steps: Steps, whole: bool) -> None:
        self._steps = steps
        super().__init__(whole)
        self.line.setMaximumWidth(theme.px(110))
        self.fields = {
            "start": shown(steps.value(0)),
            "end": shown(steps.value(steps.count)),
            "step": shown(plain(abs(steps.step))),
        }

    @override
    def read(self, typed: str) -> str | None:
        value = super().read(typed)
        return value if not value or self._steps.place(value) is not None else None


class RangeEntry(Editor):
    """A number between two ends: a slider and the number itself. Without an answer the number is empty."""

    clearable = True

    def __init__(self, steps: Steps, whole: bool, looks: Looks, every: int = 1) -> None:
        super().__init__()
        self._steps, self._upright = steps, looks.has("vertical")
        self.slider = Slider(Qt.Orientation.Vertical if self._upright else Qt.Orientation.Horizontal)
        self.slider.setRange(0, steps.count)
        self._mark_ticks(looks, max(1, every))
        self.number = _OnScale(steps, whole)
        self._meaning = ""
        self.meaning = Text(lambda: self._meaning, "strong", wrap=True)
        start, end = shown(steps.value(0)), shown(steps.value(steps.count))
        self.ends = (Text(lambda: start, "muted"), Text(lambda: end, "muted"))
        self.setLayout(column(self._laid(), self.meaning, spacing=6))
        self.setFocusProxy(self.slider)
        self.slider.valueChanged.connect(lambda at: self.answered.emit(steps.value(at)))
        self.slider.taken.connect(lambda: self.answered.emit(steps.value(self.slider.value())))
        self.number.answered.connect(self.answered)
        self.number.left.connect(self.left)
        self.fields = self.number.fields

    def _mark_ticks(self, looks: Looks, every: int) -> None:
        if not looks.has("no-ticks"):
            while self._steps.count / every > MOST_TICKS:
                every *= 5 if every % 2 else 2
            self.slider.ticks = every

    def _laid(self) -> QHBoxLayout:
        if not self._upright:
            self.slider.setMaximumWidth(theme.px(_WIDE))
            self.number.setMaximumWidth(theme.px(120))
            laid = row(self.ends[0], self.slider, self.ends[1], spacing=10)
            laid.setStretch(1, 1)
            laid.addWidget(self.number)
            laid.addStretch(0)
            return laid
        self.slider.setFixedHeight(theme.px(_HIGH))
        scale = column(self.ends[1], self.slider, self.ends[0], spacing=4)
        for end in self.ends:
            end.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        scale.setAlignment(self.slider, Qt.AlignmentFlag.AlignHCenter)
        laid = row(spacing=20)
        laid.addLayout(scale)
        laid.addWidget(self.number, 1, Qt.AlignmentFlag.AlignVCenter)
        return laid

    @override
    def show_state(self, state: NodeState, second: Second) -> None:
        self.number.show_state(state, second)
        at, waits = self._steps.place(state.value), self._steps.place(state.parameters.get("placeholder", ""))
        self.slider.show_place(at if at is not None else waits or 0, answered=at is not None)
        self.slider.setEnabled(not state.readonly)
        meanings = {self._steps.place(code): (code, words) for code, words in state.options}
        code, words = meanings.get(at, ("", "")) if at is not None else ("", "")
        self._meaning = " · ".join(part for part in (words, second.options.get(code, "")) if part)
        self.meaning.retranslate()
        self.meaning.setVisible(bool(self._meaning))

    @override
    def name_as(self, name: str, description: str) -> None:
        said = ". ".join(part for part in (self._meaning, description) if part)
        self.slider.setAccessibleName(name)
        self.slider.setAccessibleDescription(said)
        self.number.name_as(name, said)

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
    def half(self) -> str:
        return self.number.half()

    @override
    def take_half(self, half: str) -> None:
        self.number.take_half(half)

    @override
    def show_trouble(self, wrong: bool) -> None:
        self.number.show_trouble(wrong)


class PickerEntry(ChoiceCombo):
    """The numbers of a scale as a list that is folded away."""

    def __init__(self, steps: Steps) -> None:
        super().__init__()
        self._pairs = tuple((value, shown(value)) for value in map(steps.value, range(steps.count + 1)))
        self._steps = steps
        self.combo.setMaximumWidth(theme.px(240))
        self.combo.setMinimumContentsLength(10)

    @override
    def show_state(self, state: NodeState, _second: Second) -> None:
        at = self._steps.place(state.value)
        value = self._steps.value(at) if at is not None else ""
        super().show_state(replace(state, options=self._pairs, value=value), Second())


class _Star(RadioOption):
    """A star; it is full when it or a later one is chosen."""

    def __init__(self, words: str) -> None:
        self.full = False
        super().__init__(words, face=_StarFace())

    def fill(self, full: bool) -> None:
        """Draw the star full or hollow."""
        if full != self.full:
            self.full = full
            self.update()

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.hasFocus() or (self.underMouse() and self.isEnabled()):
            self.paint_field(painter)
        side = theme.px(_STAR)
        colour = ("accent" if self.full else "edge") if self.isEnabled() else "muted"
        star = icons.pixmap("star-full" if self.full else "star", colour, side)
        painter.drawPixmap((self.width() - side) // 2, (self.height() - side) // 2, star)


class _StarFace(Bare):
    """As large as a star with its room."""

    @override
    def natural_width(self) -> int:
        return theme.px(_STAR) + theme.gap(14)


class RatingEntry(RadioList):
    """So many stars. The digits and the arrow keys choose; they are read aloud as "3 of 5"."""

    def __init__(self, steps: Steps) -> None:
        super().__init__(Looks(frozenset({"columns-pack"})))
        self._steps = steps
        self._values = [steps.value(at) for at in range(steps.count + 1)]

    @override
    def make(self, words: str, _digit: str, _face: Face) -> RadioOption:
        return _Star(words)

    @override
    def show_state(self, state: NodeState, _second: Second) -> None:
        last = shown(self._values[-1])
        pairs = tuple((one, tr("{star} of {stars}", star=shown(one), stars=last)) for one in self._values)
        at = self._steps.place(state.value)
        value = self._values[at] if at is not None else ""
        super().show_state(replace(state, options=pairs, value=value), Second())
        for place, star in enumerate(self.options):
            if isinstance(star, _Star):
                star.fill(at is not None and place <= at)

    @override
    def name_as(self, name: str, description: str) -> None:
        super().name_as(name, description)
        for option in self.options:
            option.setToolTip(option.accessibleName())


def shown(value: str) -> str:
    """Return a number as people write it."""
    return value.replace(".", decimal_mark())
