"""A place typed as latitude and longitude: there is no map and no satellite in a laptop without internet."""

import re
from collections.abc import Callable

from PySide6.QtWidgets import QLineEdit, QWidget

from app.errors import N_
from app.forms.state import NodeState
from app.i18n import tr
from app.ui import theme
from app.ui.forms import coordinates
from app.ui.forms.coordinates import MOST_LATITUDE, MOST_LONGITUDE, Point
from app.ui.forms.editor import Editor
from app.ui.forms.filling import Second
from app.ui.override import override
from app.ui.says import Worded, mark
from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.layout import Flow, column, plain
from app.ui.widgets.text import Text

_METRES = re.compile(r"[-−]?\d{1,5}(?:[.,]\d{1,3})?")
Reader = Callable[[str], str | None]


def metres(typed: str) -> str | None:
    """Return a typed height or distance as a decimal, None when it is none; "" stays ""."""
    text = typed.strip()
    if not text:
        return ""
    return text.replace("−", "-").replace(",", ".") if _METRES.fullmatch(text) else None


class _Number(Worded, QWidget):
    """A short line with its name above it."""

    def __init__(self, name: str, read: Reader, example: str) -> None:
        super().__init__()
        self._name, self._read, self._question = name, read, ""
        self.line = QLineEdit()
        self.line.setMaxLength(60)
        self.line.setFixedWidth(theme.px(170))
        self.line.setPlaceholderText(example)
        self.setLayout(column(Text(name, "label"), self.line, spacing=3))
        mark(self, look="plain")
        self.refresh()

    @override
    def restyle(self) -> None:
        self.line.setFixedWidth(theme.px(170))

    @override
    def retranslate(self) -> None:
        self.line.setAccessibleName(": ".join(part for part in (self._question, tr(self._name)) if part))

    def name_as(self, question: str, description: str) -> None:
        """Say the question before the name of the number."""
        self._question = question
        self.line.setAccessibleDescription(description)
        self.retranslate()

    def value(self) -> str | None:
        """Return the number typed, "" for none, None for what is none."""
        return self._read(self.line.text())


class PlaceEntry(Editor):
    """A point: latitude and longitude, and behind a link the altitude and how accurate all that is."""

    wrong = N_("Write latitude and longitude in degrees, such as 38.95 and 58.38.")

    def __init__(self) -> None:
        super().__init__()
        self.latitude = _Number(
            N_("Latitude"), lambda typed: coordinates.degrees(typed, MOST_LATITUDE), "38.95"
        )
        self.longitude = _Number(
            N_("Longitude"), lambda typed: coordinates.degrees(typed, MOST_LONGITUDE), "58.38"
        )
        self.altitude = _Number(N_("Altitude in metres"), metres, "")
        self.accuracy = _Number(N_("Accuracy in metres"), metres, "")
        self._length = 0
        self.more = LinkButton(N_("Altitude and accuracy"), "plus")
        self._extra = plain(Flow(self.altitude, self.accuracy, spacing=14))
        self._extra.hide()
        self.more.clicked.connect(self._unfold)
        first = plain(Flow(self.latitude, self.longitude, spacing=14))
        self.setLayout(column(first, self.more, self._extra, spacing=8))
        for number in self._numbers():
            number.line.textEdited.connect(self._edit)
            number.line.editingFinished.connect(self._leave)

    def _numbers(self) -> list[_Number]:
        return [self.latitude, self.longitude, self.altitude, self.accuracy]

    def _unfold(self) -> None:
        self.more.hide()
        self._extra.show()
        self.altitude.line.setFocus()

    def _edit(self, typed: str) -> None:
        pasted, self._length = len(typed) - self._length > 1, len(typed)
        if pasted:
            self._part()
        self.answered.emit(self.value())

    def _both(self) -> tuple[str, str] | None:
        """Return both numbers when they stand in the first line: they are often copied or typed together."""
        alone = not self.longitude.line.text()
        return coordinates.pair(self.latitude.line.text()) if alone else None

    def _part(self) -> None:
        if both := self._both():
            self.latitude.line.setText(both[0])
            self.longitude.line.setText(both[1])

    def _leave(self) -> None:
        self._part()
        self._length = 0
        self.left.emit()

    def _told(self) -> list[str | None]:
        """Return the four numbers typed, "" for none, None for what is none."""
        told = [number.value() for number in self._numbers()]
        return [*(self._both() or told[:2]), *told[2:]]

    def value(self) -> str:
        """Return the place as a form keeps it, "" until both of its numbers are there and none is wrong."""
        latitude, longitude, altitude, accuracy = self._told()
        if not latitude or not longitude or altitude is None or accuracy is None:
            return ""
        return str(Point(latitude, longitude, altitude, accuracy))

    @override
    def show_state(self, state: NodeState, _second: Second) -> None:
        points, own = coordinates.points_of(state.value), coordinates.points_of(self.value())
        if not coordinates.same(points, own):
            point = points[0] if points else Point("", "")
            told = (point.latitude, point.longitude, point.altitude, point.accuracy)
            for number, text in zip(self._numbers(), told, strict=True):
                number.line.setText(text)
        known = bool(self.altitude.line.text() or self.accuracy.line.text())
        if known and self._extra.isHidden():
            self._extra.show()
            self.more.hide()
        self.more.setVisible(self._extra.isHidden() and not state.readonly)
        for number in self._numbers():
            number.line.setReadOnly(state.readonly)

    @override
    def name_as(self, name: str, description: str) -> None:
        for number in self._numbers():
            number.name_as(name, description)

    @override
    def stops(self) -> list[QWidget]:
        extra = [self.altitude.line, self.accuracy.line]
        folded = [] if self.more.isHidden() else [self.more]
        return [self.latitude.line, self.longitude.line, *(folded if self._extra.isHidden() else extra)]

    @override
    def is_typing(self) -> bool:
        return any(stop.hasFocus() for stop in self.stops())

    @override
    def trouble(self) -> str:
        said = self._told()
        return self.wrong if (any(said) and not self.value()) or None in said else ""

    @override
    def half(self) -> str:
        return "\t".join(number.line.text() for number in self._numbers()) if self.trouble() else ""

    @override
    def take_half(self, half: str) -> None:
        for number, text in zip(self._numbers(), half.split("\t"), strict=False):
            number.line.setText(text)

    @override
    def show_trouble(self, wrong: bool) -> None:
        for number in self._numbers():
            mark(number.line, trouble=wrong and (number.value() is None or not self.value()))
