"""The sheet of keyboard shortcuts, made from the action table."""

from collections.abc import Sequence
from itertools import groupby

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from app.errors import N_
from app.i18n import tr
from app.ui import theme
from app.ui.actions import ACTIONS, LIST_KEYS, Action
from app.ui.override import override
from app.ui.places import Place
from app.ui.says import Says, Worded
from app.ui.widgets.buttons import QuietButton
from app.ui.widgets.layout import column, plain, scrolling
from app.ui.widgets.text import Text


def keys_for(places: Sequence[Place]) -> list[Action]:
    """Return every key there is, places first, grouped."""
    going = [
        Action(id=place.id, msgid=place.msgid, shortcut=f"Alt+{number}", group=N_("Places"))
        for number, place in enumerate(places, 1)
    ]
    return [*going, *ACTIONS, *LIST_KEYS]


class ShortcutSheet(Worded, QDialog):
    """All keys on one sheet; Escape closes it."""

    def __init__(self, places: Sequence[Place], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        listed = plain(column(_grid(keys_for(places)), 0))
        close = QuietButton(N_("Close"))
        close.clicked.connect(self.accept)
        whole = column(Text(N_("Keyboard shortcuts"), "title"), spacing=14, margin=24)
        whole.addWidget(scrolling(listed), 1)
        whole.addWidget(close, 0, Qt.AlignmentFlag.AlignRight)
        self.setLayout(whole)
        self.refresh()

    @override
    def retranslate(self) -> None:
        self.setWindowTitle(tr("Keyboard shortcuts"))

    @override
    def restyle(self) -> None:
        parent = self.parentWidget()
        room = parent.size() if parent is not None else self.size()
        self.resize(min(theme.px(560), room.width()), min(theme.px(640), room.height()))


def _grid(actions: Sequence[Action]) -> QGridLayout:
    grid = QGridLayout()
    grid.setHorizontalSpacing(theme.gap(16))
    grid.setVerticalSpacing(theme.gap(8))
    grid.setColumnStretch(1, 1)
    for group, inside in groupby(actions, key=lambda action: action.group):
        heading = Text(group, "heading")
        heading.setContentsMargins(0, theme.gap(10), 0, 0)
        grid.addWidget(heading, grid.rowCount(), 0, 1, 2)
        for action in inside:
            at = grid.rowCount()
            native = QKeySequence(action.shortcut).toString(QKeySequence.SequenceFormat.NativeText)
            grid.addWidget(Text(_as_it_is(native), "key"), at, 0, Qt.AlignmentFlag.AlignLeft)
            grid.addWidget(Text(action.msgid, wrap=True), at, 1)
    return grid


def _as_it_is(words: str) -> Says:
    return lambda: words
