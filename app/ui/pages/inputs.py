"""Inputs that pages share: words for stored codes to choose from, tidy lines of text, and places."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from app import text
from app.errors import N_
from app.i18n import current, tr
from app.models.place import Level, PlaceTable
from app.ui import theme
from app.ui.override import override
from app.ui.says import Says, Worded, say
from app.ui.widgets.buttons import QuietButton
from app.ui.widgets.layout import Flow, Tiles, column, plain

LONGEST_LINE = 200
LONGEST_TEXT = 4000


class Line(QLineEdit):
    """One line of text; `value()` is cleaned as it is kept."""

    changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setMaxLength(LONGEST_LINE)
        self.textEdited.connect(lambda _text: self.changed.emit(self.value()))

    def value(self) -> str:
        """Return what is typed, cleaned."""
        return text.clean(self.text())

    def set_value(self, value: str) -> None:
        """Show a text without telling anybody; one that is shown already keeps its cursor."""
        if value != self.value():
            self.setText(value)


class Paragraph(QPlainTextEdit):
    """A few lines of text; Tab goes to the next control."""

    changed = Signal(str)

    def __init__(self, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lines = lines
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._tell)
        self.setFixedHeight(self.fontMetrics().lineSpacing() * lines + theme.px(26))

    def _tell(self) -> None:
        self.changed.emit(self.value())

    def value(self) -> str:
        """Return what is typed, cleaned."""
        return text.clean(self.toPlainText())[:LONGEST_TEXT]

    def set_value(self, value: str) -> None:
        """Show a text without telling anybody."""
        if value != self.value():
            self.blockSignals(True)
            self.setPlainText(value)
            self.blockSignals(False)


class Choice(Worded, QComboBox):
    """A list of words for codes; `value()` is the code, "" while `empty` (or nothing) is chosen."""

    changed = Signal(str)

    def __init__(
        self, options: Mapping[str, Says], empty: Says | None = None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._options: dict[str, Says] = {}
        self._empty = empty
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.currentIndexChanged.connect(lambda _at: self.changed.emit(self.value()))
        self.set_options(options)
        self.refresh()

    def set_options(self, options: Mapping[str, Says]) -> None:
        """Offer other options; what is chosen stays chosen if it is still among them."""
        chosen = self.value()
        head: dict[str, Says] = {} if self._empty is None else {"": self._empty}
        self._options = {**head, **options}
        self.blockSignals(True)
        self.clear()
        for code, says in self._options.items():
            self.addItem(say(says), code)
        self.setCurrentIndex(self.findData(chosen))
        if self._empty is not None and self.currentIndex() < 0:
            self.setCurrentIndex(0)
        self.blockSignals(False)

    def value(self) -> str:
        """Return the code chosen."""
        return str(self.currentData() or "")

    def set_value(self, code: str) -> None:
        """Show a code without telling anybody; one that is not offered is added, so that nothing is lost."""
        self.blockSignals(True)
        if code and self.findData(code) < 0:
            self._options[code] = lambda: code
            self.addItem(code, code)
        self.setCurrentIndex(self.findData(code))
        self.blockSignals(False)

    @override
    def retranslate(self) -> None:
        for at, says in enumerate(self._options.values()):
            self.setItemText(at, say(says))


class Toggle(QuietButton):
    """A button that stays pressed."""

    def __init__(self, says: Says, icon: str = "", parent: QWidget | None = None) -> None:
        super().__init__(says, icon, parent=parent)
        self.setCheckable(True)


class Buttons(QWidget):
    """Few answers side by side, one of which can be pressed; the arrow keys and Tab reach them all."""

    changed = Signal(str)

    def __init__(self, options: Mapping[str, Says], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = {code: Toggle(says) for code, says in options.items()}
        for code, button in self.buttons.items():
            button.clicked.connect(lambda _=False, code=code: self._press(code))
        self.setLayout(Flow(*self.buttons.values(), spacing=8))
        first = next(iter(self.buttons.values()))
        self.setFocusProxy(first)

    def _press(self, code: str) -> None:
        self.set_value(code)
        self.changed.emit(code)

    def value(self) -> str:
        """Return the code pressed, "" for none."""
        return next((code for code, button in self.buttons.items() if button.isChecked()), "")

    def set_value(self, value: str) -> None:
        """Show a code as pressed without telling anybody."""
        for code, button in self.buttons.items():
            button.setChecked(code == value)


class Many(QWidget):
    """Answers of which several can be pressed; `value()` is the set of their codes."""

    changed = Signal(object)

    def __init__(self, options: Mapping[str, Says], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = {code: Check(says) for code, says in options.items()}
        self._others: frozenset[str] = frozenset()
        for button in self.buttons.values():
            button.changed.connect(lambda _on: self.changed.emit(self.value()))
        self.setLayout(column(Tiles(*self.buttons.values(), least=180)))
        self.setFocusProxy(next(iter(self.buttons.values())))

    def value(self) -> frozenset[str]:
        """Return the codes ticked, and those this version has no words for."""
        return self._others | {code for code, button in self.buttons.items() if button.value()}

    def set_value(self, value: frozenset[str]) -> None:
        """Tick these codes without telling anybody."""
        self._others = frozenset(value) - set(self.buttons)
        for code, button in self.buttons.items():
            button.set_value(code in value)


class Check(Worded, QCheckBox):
    """A statement to tick."""

    changed = Signal(bool)

    def __init__(self, says: Says, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._says = says
        self.toggled.connect(self.changed)
        self.refresh()

    @override
    def retranslate(self) -> None:
        self.setText(say(self._says))

    def value(self) -> bool:
        """Return whether it is ticked."""
        return self.isChecked()

    def set_value(self, value: bool) -> None:
        """Tick or untick without telling anybody."""
        self.blockSignals(True)
        self.setChecked(value)
        self.blockSignals(False)


def abreast(*rows: QWidget, least: int = 170) -> Tiles:
    """Return fields side by side, each at the top of its place, as many as fit in a line."""
    return Tiles(*(plain(column(row, 0, spacing=0)) for row in rows), least=least)


def named(places: PlaceTable, code: str) -> Callable[[], str]:
    """Return how to say the name of a place."""
    return lambda: places.name(code, current().language)


def welayats(places: PlaceTable) -> dict[str, Says]:
    """Return the welaýats and the capital, as options."""
    top = {place.code for place in places.all() if place.level is Level.COUNTRY}
    return {place.code: named(places, place.code) for place in places.all() if place.parent in top}


def etraps(places: PlaceTable, welayat: str) -> dict[str, Says]:
    """Return the etraps and towns within a welaýat, towns of an etrap included, as options."""
    return {
        place.code: named(places, place.code)
        for place in places.all()
        if place.code != welayat and welayat in {above.code for above in places.path(place.code)}
    }


class PlaceChoice(QWidget):
    """Welaýat, then etrap; `value()` is the code of the etrap, or of the welaýat while no etrap is chosen."""

    changed = Signal(str)

    def __init__(self, places: PlaceTable, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places = places
        self.welayat = Choice(welayats(places), empty=N_("Choose the welaýat"))
        self.etrap = Choice({}, empty=N_("Choose the etrap or town"))
        self.setLayout(column(Tiles(self.welayat, self.etrap, least=170)))
        self.setFocusProxy(self.welayat)
        self.welayat.changed.connect(self._take_welayat)
        self.etrap.changed.connect(lambda _code: self.changed.emit(self.value()))
        self._name()

    def _name(self) -> None:
        self.welayat.setAccessibleName(tr("Welaýat"))
        self.etrap.setAccessibleName(tr("Etrap or town"))

    def _take_welayat(self, code: str) -> None:
        self.etrap.set_options(etraps(self._places, code))
        self.changed.emit(self.value())

    def value(self) -> str:
        """Return the code chosen."""
        return self.etrap.value() or self.welayat.value()

    def set_value(self, code: str) -> None:
        """Show a place without telling anybody."""
        if code == self.value():
            return
        path = [place.code for place in self._places.path(code)]
        welayat = path[1] if len(path) > 1 else ""
        self.welayat.set_value(welayat)
        self.etrap.set_options(etraps(self._places, welayat))
        self.etrap.set_value(code if code != welayat else "")
