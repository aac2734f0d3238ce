"""A date that may be known only to the month or the year."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtWidgets import QCalendarWidget, QFrame, QLineEdit, QWidget

from app.errors import N_
from app.i18n import current, tr
from app.ui.override import override
from app.ui.says import Worded, mark
from app.ui.widgets.buttons import IconButton, LinkButton
from app.ui.widgets.date_text import read, written
from app.ui.widgets.layout import column, row

_LOCALES = {
    "tk": QLocale(QLocale.Language.Turkmen, QLocale.Country.Turkmenistan),
    "ru": QLocale(QLocale.Language.Russian, QLocale.Country.Russia),
    "en": QLocale(QLocale.Language.English, QLocale.Country.UnitedKingdom),
}


class DateEdit(Worded, QWidget):
    """A date typed as dd.mm.yyyy (or mm.yyyy, or yyyy where `partial`) or picked from a calendar.

    `value()` is "1961-05-07", "1961-05", "1961" or ""; `is_valid()` is False while the text is no date. `changed(value)`
    fires when the value became another valid one.
    """

    changed = Signal(str)

    def __init__(self, partial: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._partial, self._value = partial, ""
        self._popup: CalendarPopup | None = None
        self.line = QLineEdit()
        self.line.setMaxLength(10)
        self.pick = IconButton(N_("Choose from the calendar"), "calendar")
        self.setLayout(row(self.line, self.pick, spacing=6))
        self.setFocusProxy(self.line)
        self.line.textEdited.connect(self._read)
        self.line.editingFinished.connect(self._tidy)
        self.pick.clicked.connect(self._open_calendar)
        self.refresh()

    def value(self) -> str:
        """Return the last valid date typed, as ISO text known as far as the person knows it."""
        return self._value

    def is_valid(self) -> bool:
        """Return whether the text is a date or empty."""
        return read(self.line.text(), self._partial) is not None

    def set_value(self, value: str) -> None:
        """Show a date without telling anybody."""
        self._value = value
        self.line.setText(written(value))
        mark(self.line, trouble=False)

    @override
    def retranslate(self) -> None:
        self.line.setPlaceholderText(tr("dd.mm.yyyy, mm.yyyy or yyyy") if self._partial else tr("dd.mm.yyyy"))
        if not self.accessibleName():
            self.setAccessibleName(tr("Date"))

    @override
    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    @override
    def setAccessibleDescription(self, description: str) -> None:
        super().setAccessibleDescription(description)
        self.line.setAccessibleDescription(description)

    def _read(self, typed: str) -> None:
        value = read(typed, self._partial)
        if value is not None and value != self._value:
            self._value = value
            self.changed.emit(value)
        if value is not None:
            mark(self.line, trouble=False)

    def _tidy(self) -> None:
        value = read(self.line.text(), self._partial)
        mark(self.line, trouble=value is None)
        if value is not None:
            self.line.setText(written(value))

    def _take(self, value: str) -> None:
        self.line.setText(written(value))
        self._read(self.line.text())
        self._tidy()
        self.line.setFocus()

    def _open_calendar(self) -> None:
        if self._popup is None:
            self._popup = CalendarPopup(self)
            self._popup.picked.connect(self._take)
        self._popup.open_at(self.mapToGlobal(QPoint(0, self.height())), self._value, self._partial)


class CalendarPopup(QFrame):
    """A month to pick a day from, and the ways to say that less is known. `picked(value)`."""

    picked = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("sheet")
        self._value = ""
        self.calendar = QCalendarWidget()
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setAccessibleName(tr("Calendar"))
        self.no_day = LinkButton(N_("The day is not known"))
        self.only_year = LinkButton(N_("Only the year is known"))
        self.setLayout(column(self.calendar, self.no_day, self.only_year, spacing=4, margin=8))
        self.calendar.clicked.connect(self._pick_day)
        self.calendar.activated.connect(self._pick_day)
        self.no_day.clicked.connect(lambda: self._pick(self._value[:7]))
        self.only_year.clicked.connect(lambda: self._pick(self._value[:4]))

    def open_at(self, corner: QPoint, value: str, partial: bool) -> None:
        """Open below a field that holds `value`."""
        self._value = value
        self.calendar.setLocale(_LOCALES[current().language])
        self.calendar.setSelectedDate(_shown_day(value))
        self.no_day.setVisible(partial and value.count("-") == 2)
        self.only_year.setVisible(partial and "-" in value)
        self.adjustSize()
        self.move(corner)
        self.show()
        self.calendar.setFocus()

    def _pick_day(self, day: QDate) -> None:
        self._pick(f"{day.year():04d}-{day.month():02d}-{day.day():02d}")

    def _pick(self, value: str) -> None:
        self.hide()
        self.picked.emit(value)


def _shown_day(value: str) -> QDate:
    if not value:
        today = date.today()  # noqa: DTZ011 - the calendar opens on the day of this laptop
        return QDate(today.year, today.month, today.day)
    year, month, day = [*value.split("-"), "1", "1"][:3]
    return QDate(int(year), int(month), int(day))
