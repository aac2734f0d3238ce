"""The search box: asks while one types, shows what was found below itself, and obeys the arrow keys."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QMoveEvent, QResizeEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from app.i18n import tr
from app.ui import icons, theme
from app.ui.override import override
from app.ui.says import Says, Worded, mark, say
from app.ui.widgets.layout import column
from app.ui.widgets.text import Picture, Text

_PAUSE_MS = 180
_SHOWN = 8
_ID = int(Qt.ItemDataRole.UserRole) + 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Something found: `id` comes back in `chosen`; `title` and `detail` are shown as they are."""

    id: str
    title: str
    detail: str = ""
    icon: str = "person"


class SearchBox(Worded, QLineEdit):
    """Asks with `asked(text)` after a short pause (at once on Enter). `offer(hits)` shows a list; `chosen(id)` answers."""

    asked = Signal(str)
    chosen = Signal(str)

    def __init__(self, hint: Says, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._hint = hint
        mark(self, look="search")
        self.setClearButtonEnabled(False)
        self._picture = Picture("search", "muted", size=18, parent=self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._pause.timeout.connect(self._ask)
        self.textEdited.connect(lambda _text: self._pause.start())
        self.hits = HitList()
        self.hits.chosen.connect(self._choose)
        self.refresh()

    @override
    def retranslate(self) -> None:
        self.setPlaceholderText(say(self._hint))
        self.setAccessibleName(say(self._hint))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._picture.move(theme.gap(11), (self.height() - self._picture.height()) // 2)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        if self.hits.isVisible() and key in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            self.hits.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.hits.press() if self.hits.isVisible() else self._ask()
        elif key == Qt.Key.Key_Escape and (self.hits.isVisible() or self.text()):
            self.clear()
            self.hits.hide()
        else:
            super().keyPressEvent(event)

    def offer(self, hits: Sequence[Hit]) -> None:
        """Show what was found below the box; says so when nothing was."""
        if self.text().strip() and self.isVisible():
            self.hits.offer(self, hits)

    def _ask(self) -> None:
        self._pause.stop()
        if not self.text().strip():
            self.hits.hide()
        self.asked.emit(self.text().strip())

    def _choose(self, hit_id: str) -> None:
        self.clear()
        self.hits.hide()
        self.chosen.emit(hit_id)


class _OneLine(QStyledItemDelegate):
    """Asks for no width, so that a long line ends in … at the list's edge."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(1, super().sizeHint(option, index).height())


class HitList(QFrame):
    """The list below a search box; floats over the window and goes when the keyboard leaves."""

    chosen = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("hits")
        self._box: SearchBox | None = None
        self._model = QStandardItemModel(self)
        self.view = QListView()
        self.view.setModel(self._model)
        self.view.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.view.setItemDelegate(_OneLine(self.view))
        self.view.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.view.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.view.clicked.connect(self._click)
        self.nothing = Text(lambda: tr("Nothing found. Try fewer letters."), "muted", wrap=True)
        self.nothing.setMargin(theme.px(10))
        self.setLayout(column(self.view, self.nothing, spacing=0, margin=4))
        self.hide()

    def offer(self, box: SearchBox, hits: Sequence[Hit]) -> None:
        """Show the hits right below the box."""
        self._attach(box)
        self._model.clear()
        for hit in hits:
            words = f"{hit.title}   {hit.detail}" if hit.detail else hit.title
            item = QStandardItem(icons.icon(hit.icon, "muted", theme.px(18)), words)
            item.setData(hit.id, _ID)
            self._model.appendRow(item)
        self.view.setVisible(bool(hits))
        self.nothing.setVisible(not hits)
        if hits:
            self.view.setCurrentIndex(self._model.index(0, 0))
        self._place(len(hits))

    def step(self, rows: int) -> None:
        """Move the choice down or up."""
        at = max(0, min(self._model.rowCount() - 1, self.view.currentIndex().row() + rows))
        self.view.setCurrentIndex(self._model.index(at, 0))

    def press(self) -> None:
        """Take the chosen hit."""
        self._click(self.view.currentIndex())

    def _click(self, index: QModelIndex) -> None:
        if index.isValid():
            self.chosen.emit(str(index.data(_ID)))

    def _attach(self, box: SearchBox) -> None:
        if self._box is not box:
            self._box = box
            self.setParent(box.window())
            box.installEventFilter(self)

    def _place(self, hits: int) -> None:
        box = self._box
        if box is None:
            return
        line = self.view.sizeHintForRow(0) if hits else 0
        corner, window = box.mapTo(box.window(), QPoint(0, box.height() + theme.px(4))), box.window()
        least = max(line, theme.px(34))
        fit = max(1, (window.height() - corner.y() - theme.gap(24)) // least)
        self.view.setFixedHeight(min(hits, _SHOWN, fit) * least + theme.px(6))
        self.setFixedWidth(max(box.width(), min(theme.px(560), window.width() - corner.x() - theme.gap(18))))
        self.move(corner)
        self.adjustSize()
        self.show()
        self.raise_()

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut or isinstance(event, QMoveEvent):
            self.hide()
        return super().eventFilter(watched, event)
