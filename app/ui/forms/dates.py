"""Days, months, years and clock times, and dates of which only a part is known."""

import re

from PySide6.QtWidgets import QWidget

from app.errors import N_
from app.forms.state import NodeState
from app.i18n import tr
from app.ui import theme
from app.ui.forms.editor import Editor
from app.ui.forms.entries import LineEntry
from app.ui.forms.filling import Second
from app.ui.override import override
from app.ui.says import Worded, mark
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.date_text import read, written
from app.ui.widgets.layout import column, row
from app.ui.widgets.text import Text

_CLOCK = re.compile(r"([01]?\d|2[0-3])[:. ]?([0-5]\d)")


class TimeEntry(Worded, LineEntry):
    """A clock time, typed as 14:05 or 1405."""

    widest = 180
    wrong = N_("Write the time as hh:mm.")

    def __init__(self) -> None:
        super().__init__()
        self.line.setMaxLength(5)
        self.refresh()

    @override
    def read(self, typed: str) -> str | None:
        if not typed.strip():
            return ""
        found = _CLOCK.fullmatch(typed.strip())
        return f"{int(found[1]):02d}:{found[2]}:00.000+05:00" if found else None

    @override
    def written(self, value: str) -> str:
        return value[:5]

    @override
    def show_state(self, state: NodeState, _second: Second) -> None:
        if state.value[:5] != self.value()[:5]:
            self.line.setText(self.written(state.value))
        self.line.setReadOnly(state.readonly)

    @override
    def retranslate(self) -> None:
        self.line.setPlaceholderText(tr("hh:mm"))


class PartEntry(Worded, LineEntry):
    """A part of a date, typed as people write it; it is kept as the first day of that part."""

    letters = 0  # how many of yyyy-mm-dd are known
    placeholder = ""

    def __init__(self) -> None:
        super().__init__()
        self.line.setMaxLength(10)
        self.refresh()

    @override
    def read(self, typed: str) -> str | None:
        found = read(typed)
        if not found:
            return found
        return found[: self.letters] + "0000-01-01"[self.letters :] if len(found) >= self.letters else None

    @override
    def written(self, value: str) -> str:
        return written(value[: self.letters])

    @override
    def retranslate(self) -> None:
        self.line.setPlaceholderText(tr(self.placeholder))


class MonthEntry(PartEntry):
    """A month of a year, typed as mm.yyyy."""

    widest = 180
    wrong = N_("Write the month and the year as mm.yyyy.")
    letters = len("1961-05")
    placeholder = N_("mm.yyyy")


class YearEntry(PartEntry):
    """A year."""

    widest = 120
    wrong = N_("Write the year with four digits.")
    letters = len("1961")
    placeholder = N_("yyyy")


class DateEntry(Editor):
    """A day, typed as dd.mm.yyyy or taken from the calendar; a `partial` one may be known to the month or the year only."""

    def __init__(self, *, partial: bool = False, calendar: bool = True) -> None:
        super().__init__()
        self._partial, self._calendar = partial, calendar
        self.date = DateEdit(partial=partial)
        self.date.setMaximumWidth(theme.px(400 if partial else 230 if calendar else 180))
        self.date.pick.setVisible(calendar)
        self.how = Text(
            N_("If the day is not known, write only the month and year, or only the year."),
            "small",
            wrap=True,
        )
        box = row(self.date, spacing=0)
        box.addStretch(0)
        box.setStretch(0, 1)
        self.setLayout(column(box, self.how, spacing=4))
        self.how.setVisible(partial)
        self.setFocusProxy(self.date.line)
        self._typing = False
        self.date.changed.connect(self._pick)
        self.date.line.textEdited.connect(self._edit)
        self.date.line.editingFinished.connect(self._leave)

    def value(self) -> str:
        """Return the day typed, "" while the text is none."""
        return self.date.value() if self.date.is_valid() else ""

    def _pick(self, value: str) -> None:
        if self.date.is_valid():
            self.answered.emit(value)

    def _edit(self) -> None:
        self._typing = True
        self.answered.emit(self.value())

    def _leave(self) -> None:
        self._typing = False
        self.left.emit()

    @override
    def show_state(self, state: NodeState, _second: Second) -> None:
        if state.value != self.value():
            self.date.set_value(state.value if self._partial else state.value[:10])
        self.set_readonly(state.readonly)

    def set_readonly(self, readonly: bool) -> None:
        """Let the day be read only."""
        self.date.line.setReadOnly(readonly)
        self.date.pick.setVisible(self._calendar and not readonly)
        self.how.setVisible(self._partial and not readonly)

    @override
    def name_as(self, name: str, description: str) -> None:
        self.date.setAccessibleName(name)
        self.date.setAccessibleDescription(description)

    @override
    def stops(self) -> list[QWidget]:
        return [self.date.line, *([] if self.date.pick.isHidden() else [self.date.pick])]

    @override
    def is_typing(self) -> bool:
        return self._typing and self.date.line.hasFocus()

    @override
    def trouble(self) -> str:
        if self.date.is_valid():
            return ""
        return (
            N_("Write the date as dd.mm.yyyy, mm.yyyy or yyyy.")
            if self._partial
            else N_("Write the date as dd.mm.yyyy.")
        )

    @override
    def half(self) -> str:
        return self.date.line.text() if self.trouble() else ""

    @override
    def take_half(self, half: str) -> None:
        self.date.line.setText(half)

    @override
    def show_trouble(self, wrong: bool) -> None:
        mark(self.date.line, trouble=wrong)


class DateTimeEntry(Editor):
    """A day and a clock time; one without the other is no answer yet, and says so."""

    def __init__(self, *, calendar: bool = True) -> None:
        super().__init__()
        self.day, self.time = DateEntry(calendar=calendar), TimeEntry()
        box = row(self.day, self.time, spacing=10)
        box.addStretch(0)
        box.setStretch(0, 1)
        box.setStretch(1, 2)
        self.day.setMaximumWidth(theme.px(230))
        self.setLayout(box)
        self.setFocusProxy(self.day)
        for part in (self.day, self.time):
            part.answered.connect(self._tell)
            part.left.connect(self.left)

    def value(self) -> str:
        """Return the moment in the form's zone, "" until both parts are there."""
        day, time = self.day.value(), self.time.value()
        return f"{day}T{time}" if day and time else ""

    def _tell(self) -> None:
        self.answered.emit(self.value())

    @override
    def show_state(self, state: NodeState, _second: Second) -> None:
        self.day.set_readonly(state.readonly)
        self.time.line.setReadOnly(state.readonly)
        if state.value[:16] == self.value()[:16]:
            return
        day, _, time = state.value.partition("T")
        self.day.date.set_value(day)
        self.time.line.setText(time[:5])

    @override
    def name_as(self, name: str, description: str) -> None:
        self.day.name_as(name, description)
        self.time.name_as(name, description)

    @override
    def stops(self) -> list[QWidget]:
        return [*self.day.stops(), *self.time.stops()]

    @override
    def is_typing(self) -> bool:
        return any(stop.hasFocus() for stop in self.stops())

    @override
    def trouble(self) -> str:
        half = bool(self.day.value()) != bool(self.time.value())
        said = self.day.trouble() or self.time.trouble()
        return said or (N_("Write both the day and the time.") if half else "")

    @override
    def half(self) -> str:
        return f"{self.day.date.line.text()}\t{self.time.line.text()}" if self.trouble() else ""

    @override
    def take_half(self, half: str) -> None:
        day, _, time = half.partition("\t")
        self.day.date.set_value(read(day, partial=False) or "")
        self.day.date.line.setText(day)
        self.time.line.setText(time)

    @override
    def show_trouble(self, wrong: bool) -> None:
        self.day.show_trouble(wrong)
        self.time.show_trouble(wrong)
