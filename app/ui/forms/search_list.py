"""Choosing among many: a line to search in, the answers that fit below it, and what is chosen above."""

from collections.abc import Sequence

from PySide6.QtCore import (
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    QRectF,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFocusEvent, QKeyEvent, QPainter, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.errors import N_
from app.forms.state import NodeState
from app.i18n import tr
from app.ui import icons, theme
from app.ui.forms.choice_model import ChoiceModel
from app.ui.forms.editor import Editor
from app.ui.forms.filling import Second
from app.ui.forms.looks import Looks
from app.ui.override import override
from app.ui.says import Worded, mark
from app.ui.widgets.layout import column
from app.ui.widgets.text import Picture, Text

Index = QModelIndex | QPersistentModelIndex
_CLEARING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
LINE, LINES, LEAST_LINES = 36, 7, 3


class _Marked(QStyledItemDelegate):
    """Draws a line with its mark: a disc where one answer holds, a tick where several may."""

    def __init__(self, several: bool, parent: QWidget) -> None:
        super().__init__(parent)
        self._several = several

    @override
    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(1, theme.px(LINE))

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        look, chosen = theme.look(), index.data(Qt.ItemDataRole.CheckStateRole) == Qt.CheckState.Checked
        state, rect = option.state, option.rect  # type: ignore[attr-defined]  # Qt's stubs omit them
        here = bool(state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(look.colour("selected" if here else "accent_soft" if chosen else "surface"))
        painter.drawRoundedRect(rect.adjusted(2, 1, -2, -1), theme.px(6), theme.px(6))
        side = theme.px(18)
        box = QRect(rect.left() + theme.px(10), rect.center().y() - side // 2, side, side)
        painter.setPen(QPen(look.colour("accent" if chosen else "edge"), 2))
        painter.setBrush(look.colour("accent" if chosen else "surface"))
        corner = theme.px(5) if self._several else side / 2
        painter.drawRoundedRect(box, corner, corner)
        if chosen and self._several:
            painter.drawPixmap(box.topLeft() + QPoint(2, 2), icons.pixmap("check", "on_accent", side - 4))
        elif chosen:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(look.colour("on_accent"))
            painter.drawEllipse(QRectF(box).center(), side / 5, side / 5)
        painter.setPen(look.colour("text"))
        painter.setFont(theme.font())
        room = rect.adjusted(box.right() - rect.left() + theme.px(10), 0, -theme.px(8), 0)
        words = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft), words)
        painter.restore()


class _Line(Worded, QLineEdit):
    """The search line. Enter takes the first answer that fits; with nothing typed it goes on as everywhere."""

    down = Signal()
    taken = Signal()

    def __init__(self) -> None:
        super().__init__()
        mark(self, look="search")
        self._picture = Picture("search", "muted", size=18, parent=self)
        self.refresh()

    @override
    def retranslate(self) -> None:
        self.setPlaceholderText(tr(N_("Type to find an answer")))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._picture.move(theme.gap(11), (self.height() - self._picture.height()) // 2)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        elif event.key() in _ENTER and self.text().strip() and not event.modifiers():
            self.taken.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self.textEdited.emit("")
        else:
            super().keyPressEvent(event)


class _List(QListView):
    """The answers. Space chooses; letters go to the search line; Up from the first line leads back to it."""

    pressed_code = Signal(str)
    up = Signal()
    lettered = Signal(str)
    cleared = Signal()

    def __init__(self, model: ChoiceModel, several: bool) -> None:
        super().__init__()
        self._choices = model
        self.setModel(model)
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setItemDelegate(_Marked(several, self))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setMouseTracking(True)
        self.clicked.connect(lambda index: self.pressed_code.emit(model.code(index.row())))

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid():
            self.setCurrentIndex(self.model().index(0, 0))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        here = self.currentIndex()
        if event.key() == Qt.Key.Key_Space:
            if here.isValid():
                self.pressed_code.emit(self._choices.code(here.row()))
        elif event.key() in _CLEARING:
            self.cleared.emit()
        elif event.key() in _ENTER:
            event.ignore()
        elif event.key() == Qt.Key.Key_Up and here.row() <= 0:
            self.up.emit()
        elif event.text().strip() and event.text().isprintable() and not _held(event):
            self.lettered.emit(event.text())
        else:
            super().keyPressEvent(event)


def _held(event: QKeyEvent) -> bool:
    usual = Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
    return bool(event.modifiers() & ~usual)


class SearchList(Editor):
    """One answer or `several` of many. What was searched for is forgotten when it was found."""

    clearable = True

    def __init__(self, several: bool, looks: Looks | None = None) -> None:
        super().__init__()
        self._several, self._goes_on = several, looks is not None and looks.goes_on
        self._codes: Sequence[str] = ()
        self.model = ChoiceModel(parent=self)
        self.line, self.list = _Line(), _List(self.model, several)
        self.picked = Text(self._said, "strong", wrap=True)
        self.nothing = Text(N_("Nothing found. Try fewer letters."), "muted", wrap=True)
        self.setLayout(column(self.picked, self.line, self.list, self.nothing, spacing=6))
        self.nothing.hide()
        self.setFocusProxy(self.line)
        self._warming = QTimer(self)
        self._warming.setInterval(0)
        self._warming.timeout.connect(self._warm)
        self._connect()

    def _connect(self) -> None:
        self.line.textEdited.connect(self._search)
        self.line.down.connect(self._enter_list)
        self.line.taken.connect(self._take)
        self.list.pressed_code.connect(self._choose)
        self.list.up.connect(self.line.setFocus)
        self.list.lettered.connect(self._type)
        self.list.cleared.connect(lambda: self.answered.emit(""))

    def _said(self) -> str:
        return ", ".join(map(self.model.offer.words_of, self._codes))

    def _warm(self) -> None:
        if self.model.offer.index.warm():
            self._warming.stop()
            if self.line.text().strip():
                self._search(self.line.text())

    def _search(self, typed: str) -> None:
        rows = self.model.offer.index.matching(typed) if typed.strip() else None
        if not self.model.offer.index.warm(0):
            self._warming.start()
        self.model.keep(rows)
        self.nothing.setVisible(rows == [])
        self.list.setVisible(rows != [])
        if rows:
            self.list.setCurrentIndex(self.model.index(0, 0))

    def _enter_list(self) -> None:
        if self.model.rowCount():
            self.list.setFocus()

    def _type(self, letters: str) -> None:
        self.line.setFocus()
        self.line.insert(letters)
        self._search(self.line.text())

    def _take(self) -> None:
        if self.line.text().strip() and self.model.rowCount():
            self._choose(self.model.code(max(0, self.list.currentIndex().row())))
            self.line.clear()
            self._search("")

    def _choose(self, code: str) -> None:
        if self._several:
            left = [one for one in self._codes if one != code]
            self.answered.emit(" ".join(left if code in self._codes else [*left, code]))
            return
        self.answered.emit(code)
        if self._goes_on:
            self.done.emit()

    @override
    def show_state(self, state: NodeState, second: Second) -> None:
        if self.model.show(state.options, second.options) and self.line.text().strip():
            self._search(self.line.text())
        self._codes = list(state.chosen)
        self.model.pick(frozenset(self._codes))
        self.picked.retranslate()
        self.picked.setVisible(bool(self._codes))
        for part in (self.line, self.list):
            part.setEnabled(not state.readonly)
        line = theme.px(LINE)
        seen = self.window().height() * 4 // 10 // line  # a list higher than the page would swallow it
        lines = max(LEAST_LINES, min(LINES, len(state.options), seen))
        self.list.setFixedHeight(lines * line + theme.px(4))
        if not self.model.offer.index.warm(0):
            self._warming.start()

    @override
    def name_as(self, name: str, description: str) -> None:
        spoken = ". ".join(part for part in (self._said(), description) if part)
        for part in (self.line, self.list):
            part.setAccessibleName(name)
            part.setAccessibleDescription(spoken)

    @override
    def stops(self) -> list[QWidget]:
        return [self.line, self.list]

    @override
    def is_typing(self) -> bool:
        return self.line.hasFocus() and bool(self.line.text())

    @override
    def show_trouble(self, wrong: bool) -> None:
        mark(self.line, trouble=wrong)
