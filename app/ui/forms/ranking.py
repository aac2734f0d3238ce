"""Putting answers in order: each line moves up and down, by button or with Alt and the arrow keys."""

from functools import partial

from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import N_
from app.forms.state import NodeState
from app.i18n import tr
from app.ui.forms.editor import Editor
from app.ui.forms.filling import Second
from app.ui.override import override
from app.ui.widgets.buttons import IconButton, LinkButton
from app.ui.widgets.layout import column, plain, row
from app.ui.widgets.text import Text


class RankList(Editor):
    """The first line is the most important. Until something is moved or confirmed there is no answer."""

    clearable = True

    def __init__(self) -> None:
        super().__init__()
        self._order: list[str] = []
        self._readonly = False
        self._name, self._labels = "", {"": ""}
        self._lines: list[QWidget] = []
        self._stops: list[QWidget] = []
        self._box: QVBoxLayout = column(spacing=4)
        self.confirm = LinkButton(N_("This order is right"), "check")
        self.confirm.clicked.connect(lambda: self.answered.emit(" ".join(self._order)))
        self.setLayout(column(self._box, self.confirm, spacing=6))

    @override
    def show_state(self, state: NodeState, second: Second) -> None:
        codes = [code for code, _ in state.options]
        labels = {c: f"{w} · {o}" if (o := second.options.get(c, "")) else w for c, w in state.options}
        answered = state.value.split()
        order = [*answered, *(code for code in codes if code not in answered)]
        self.confirm.setVisible(not state.value and bool(codes) and not state.readonly)
        if (order, labels, state.readonly) != (self._order, self._labels, self._readonly):
            self._order, self._labels, self._readonly = order, labels, state.readonly
            self._rebuild()

    def _rebuild(self) -> None:
        held = next((at for at, stop in enumerate(self._stops) if stop.hasFocus()), -1)
        for old in self._lines:
            self._box.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._lines, self._stops = [], []
        for at, code in enumerate(self._order):
            self._lines.append(self._line(at, code))
            self._box.addWidget(self._lines[-1])
        if 0 <= held < len(self._stops):
            self._stops[held].setFocus()

    def _line(self, at: int, code: str) -> QWidget:
        words = self._labels[code]
        up = IconButton(lambda: tr("Move up: {answer}", answer=words), "up")
        down = IconButton(lambda: tr("Move down: {answer}", answer=words), "down")
        up.clicked.connect(partial(self._move, at, -1))
        down.clicked.connect(partial(self._move, at, 1))
        up.setEnabled(at > 0)
        down.setEnabled(at < len(self._order) - 1)
        self._stops += [up, down]
        if self._readonly:
            up.hide()
            down.hide()
        line = row(Text(lambda: f"{at + 1}.", "strong"), spacing=8)
        line.addWidget(Text(lambda: words, wrap=True), 1)
        line.addWidget(up)
        line.addWidget(down)
        return plain(line)

    def _move(self, at: int, by: int, _checked: bool = False) -> None:
        order = list(self._order)
        order[at], order[at + by] = order[at + by], order[at]
        self.answered.emit(" ".join(order))

    @override
    def name_as(self, name: str, description: str) -> None:
        self.setAccessibleName(name)
        self.setAccessibleDescription(description)

    @override
    def stops(self) -> list[QWidget]:
        return [*self._stops, self.confirm]

    @override
    def show_trouble(self, wrong: bool) -> None:
        """The question itself says what is wrong."""
