"""A date that may be known only to the month or the year."""

from datetime import date

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal
from PySide6.QtWidgets import QCalendarWidget, QLineEdit, QMenu, QWidget, QWidgetAction

from app.errors import N_
from app.i18n import current, tr
from app.ui.override import override
from app.ui.says import Worded, mark
from app.ui.widgets.buttons import IconButton
from app.ui.widgets.date_text import read, written
from app.ui.widgets.layout import row

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
        self.line.setAccessibleName(self.accessibleName() or tr("Date"))

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

    def _take_day(self, day: QDate) -> None:
        self._take(f"{day.year():04d}-{day.month():02d}-{day.day():02d}")

    def _open_calendar(self) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        calendar = QCalendarWidget(menu)
        calendar.setLocale(_LOCALES[current().language])
        calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        calendar.setSelectedDate(_shown_day(self._value))
        for picked in (calendar.activated, calendar.clicked):
            picked.connect(self._take_day)
            picked.connect(menu.close)
        action = QWidgetAction(menu)
        action.setDefaultWidget(calendar)
        menu.addAction(action)
        self._offer_less(menu)
        menu.popup(self.mapToGlobal(QPoint(0, self.height())))
        calendar.setFocus()

    def _offer_less(self, menu: QMenu) -> None:
        year, _, rest = self._value.partition("-")
        if not self._partial or not year:
            return
        if rest.count("-"):
            menu.addAction(tr("The day is not known"), lambda: self._take(self._value[:7]))
        if rest:
            menu.addAction(tr("Only the year is known"), lambda: self._take(year))


def _shown_day(value: str) -> QDate:
    if not value:
        today = date.today()  # noqa: DTZ011 - the calendar opens on the day of this laptop
        return QDate(today.year, today.month, today.day)
    year, month, day = [*value.split("-"), "1", "1"][:3]
    return QDate(int(year), int(month), int(day))
