"""A line or an area on the earth: its points one below the other, to add, change and take away."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from app.errors import N_
from app.forms.state import NodeState
from app.i18n import tr
from app.ui import theme
from app.ui.forms import coordinates
from app.ui.forms.coordinates import Point
from app.ui.forms.editor import Editor
from app.ui.forms.filling import Second
from app.ui.override import override
from app.ui.says import mark
from app.ui.widgets.buttons import IconButton, QuietButton
from app.ui.widgets.layout import column, row
from app.ui.widgets.text import Text

MOST_POINTS = 500


class _PointLine(QWidget):
    """One point, typed as "38.95, 58.38". What a phone knew beyond that stays as long as the line is not changed."""

    def __init__(self, number: int, point: Point | None) -> None:
        super().__init__()
        mark(self, look="plain")
        self._point = point
        self.line = QLineEdit(point.shown() if point is not None else "")
        self.line.setMaxLength(60)
        self.line.setMaximumWidth(theme.px(320))
        self.line.setPlaceholderText("38.95, 58.38")
        self.number = number
        self.remove = IconButton(lambda: tr("Remove point {number}", number=self.number), "trash")
        self._shown = Text(lambda: f"{self.number}.", "strong")
        self._shown.setFixedWidth(theme.px(34))
        laid = row(self._shown, spacing=8)
        laid.addWidget(self.line, 1)
        laid.addWidget(self.remove)
        laid.addStretch(0)
        self.setLayout(laid)
        self.show_number(number)

    def show_number(self, number: int) -> None:
        """Say the how manieth point this is."""
        self.number = number
        self._shown.retranslate()
        self.remove.retranslate()

    def point(self) -> Point | None:
        """Return the point typed, None when the text is none."""
        if self._point is not None and self.line.text() == self._point.shown():
            return self._point
        both = coordinates.pair(self.line.text())
        return Point(*both) if both is not None else None

    def is_wrong(self) -> bool:
        """Tell whether something is typed that is no point."""
        return bool(self.line.text().strip()) and self.point() is None


class RouteEntry(Editor):
    """The points of a line, or of an area that closes by itself."""

    wrong = N_("Write each point as latitude and longitude, such as 38.95, 58.38.")

    def __init__(self, *, closed: bool) -> None:
        super().__init__()
        self._closed, self._readonly, self._name = closed, False, ""
        self.lines: list[_PointLine] = []
        self._box: QVBoxLayout = column(spacing=6)
        self.add = QuietButton(N_("Add a point"), "plus")
        self.add.clicked.connect(self._add)
        laid = column(self._box, self.add, spacing=8)
        laid.setAlignment(self.add, Qt.AlignmentFlag.AlignLeft)
        self.setLayout(laid)

    def points(self) -> list[Point]:
        """Return the points typed so far, without what is none."""
        return [point for line in self.lines if (point := line.point()) is not None]

    def value(self) -> str:
        """Return the points as a form keeps them."""
        return coordinates.value_of(self.points(), closed=self._closed)

    def _add(self) -> None:
        if len(self.lines) < MOST_POINTS:
            self._append(None)
            self._name_lines()
            self.lines[-1].line.setFocus()

    def _append(self, point: Point | None) -> None:
        line = _PointLine(len(self.lines) + 1, point)
        line.line.textEdited.connect(lambda _text: self.answered.emit(self.value()))
        line.line.editingFinished.connect(self.left)
        line.remove.clicked.connect(partial(self._remove, line))
        self.lines.append(line)
        self._box.addWidget(line)

    def _remove(self, line: _PointLine, _checked: bool = False) -> None:
        before = self.value()
        at = self.lines.index(line)
        self.lines.remove(line)
        self._put_away(line)
        for number, rest in enumerate(self.lines, 1):
            rest.show_number(number)
        self._name_lines()
        (self.lines[min(at, len(self.lines) - 1)].line if self.lines else self.add).setFocus()
        self.answered.emit(self.value())
        if before != self.value():
            self.removed.emit(before)

    def _put_away(self, line: _PointLine) -> None:
        self._box.removeWidget(line)
        line.hide()
        line.deleteLater()

    def _kept(self, value: str) -> list[Point]:
        points = coordinates.points_of(value)
        return coordinates.opened(points) if self._closed else points

    @override
    def show_state(self, state: NodeState, _second: Second) -> None:
        points = self._kept(state.value)
        if not coordinates.same(points, self.points()):
            for line in self.lines:
                self._put_away(line)
            self.lines = []
            for point in points:
                self._append(point)
        for line in self.lines:
            line.line.setReadOnly(state.readonly)
            line.remove.setVisible(not state.readonly)
        self.add.setVisible(not state.readonly)

    @override
    def name_as(self, name: str, description: str) -> None:
        self._name = name
        self.add.setAccessibleDescription(name)
        for line in self.lines:
            line.line.setAccessibleDescription(description)
        self._name_lines()

    def _name_lines(self) -> None:
        for line in self.lines:
            said = tr("Point {number}", number=line.number)
            line.line.setAccessibleName(f"{self._name}: {said}" if self._name else said)
            line.remove.retranslate()

    @override
    def stops(self) -> list[QWidget]:
        found = [*(one for line in self.lines for one in (line.line, line.remove)), self.add]
        return [one for one in found if not one.isHidden()]

    @override
    def is_typing(self) -> bool:
        return any(stop.hasFocus() for stop in self.stops())

    @override
    def trouble(self) -> str:
        if any(line.is_wrong() for line in self.lines):
            return self.wrong
        least = 3 if self._closed else 2
        if not 0 < len(self.points()) < least:
            return ""
        return (
            N_("An area needs at least three points.")
            if self._closed
            else N_("A line needs at least two points.")
        )

    @override
    def half(self) -> str:
        wrong = any(line.is_wrong() for line in self.lines)
        return "\n".join(line.line.text() for line in self.lines) if wrong else ""

    @override
    def take_half(self, half: str) -> None:
        known = {point.shown(): point for point in self.points()}
        for line in self.lines:
            self._put_away(line)
        self.lines = []
        for text in half.split("\n"):
            self._append(known.get(text))
            self.lines[-1].line.setText(text)
        self._name_lines()

    @override
    def show_trouble(self, wrong: bool) -> None:
        for line in self.lines:
            mark(line.line, trouble=wrong and line.is_wrong())
