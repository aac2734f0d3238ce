"""When somebody was born: a date known as far as it is known, or just an age."""

from collections.abc import Callable
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QLineEdit, QWidget

from app.errors import N_
from app.i18n import tr
from app.ui import shown, theme
from app.ui.override import override
from app.ui.says import Worded
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.layout import row
from app.ui.widgets.text import Text

OLDEST = 120


class BirthInput(Worded, QWidget):
    """A date of birth, or an age from which its year is guessed. `value()` is the partial date, `estimated()` if guessed."""

    changed = Signal(str)

    def __init__(self, today: Callable[[], date], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self._estimated = False
        self.date = DateEdit(partial=True)
        self.age = QLineEdit()
        self.age.setMaxLength(3)
        self.age.setValidator(QIntValidator(0, OLDEST, self.age))
        self.age.setFixedWidth(theme.px(74))
        self.either = Text(N_("or age"), "muted")
        laid = row(spacing=8)
        laid.addWidget(self.date, 1)
        laid.addWidget(self.either)
        laid.addWidget(self.age)
        self.setLayout(laid)
        self.setFocusProxy(self.date)
        self.date.changed.connect(self._take_date)
        self.age.textEdited.connect(self._take_age)
        self.refresh()

    @override
    def retranslate(self) -> None:
        self.age.setAccessibleName(tr("Age in years"))

    def value(self) -> str:
        """Return the partial date, "" for none."""
        return self.date.value()

    def estimated(self) -> bool:
        """Return whether the date is a guess from the age."""
        return self._estimated

    def is_valid(self) -> bool:
        """Return whether what is typed is a date that is not in the future, or nothing."""
        return self.date.is_valid() and self.value() <= self._today().isoformat()

    def set_value(self, value: str, estimated: bool = False) -> None:
        """Show a date without telling anybody."""
        self._estimated = estimated
        if value != self.date.value():
            self.date.set_value(value)
        self.age.setText(shown.age(value, self._today()))

    def _take_date(self, value: str) -> None:
        self._estimated = False
        self.age.setText(shown.age(value, self._today()))
        self.changed.emit(value)

    def _take_age(self, typed: str) -> None:
        years = int(typed) if typed.isdecimal() else -1
        value = shown.birth_of(years, self._today()) if 0 <= years <= OLDEST else ""
        self._estimated = bool(value)
        self.date.set_value(value)
        self.changed.emit(value)
