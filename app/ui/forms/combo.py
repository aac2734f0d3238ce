"""Choosing from a list that is folded away: it finds answers as one types them, in any script."""

from time import monotonic

from PySide6.QtCore import QStringListModel, Qt, QTimer
from PySide6.QtGui import QFocusEvent, QKeyEvent, QWheelEvent
from PySide6.QtWidgets import QComboBox, QListView, QWidget

from app.forms.state import NodeState
from app.i18n import tr
from app.ui import theme
from app.ui.forms.editor import Editor
from app.ui.forms.filling import Second
from app.ui.forms.looks import Looks
from app.ui.forms.offer import Offer
from app.ui.override import override
from app.ui.says import Worded
from app.ui.widgets.layout import row

_CLEARING = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_FORGETS_AFTER = 1.2
_MEASURED = 40
WIDEST = 560


class _Popup(QListView):
    """The open list of a combo; typed letters look for an answer."""

    def __init__(self, combo: "FoldingCombo") -> None:
        super().__init__(combo)
        self._combo = combo
        self.setUniformItemSizes(True)
        self.setLayoutMode(QListView.LayoutMode.Batched)

    @override
    def keyboardSearch(self, search: str) -> None:
        at = self._combo.find_typed(search)
        if at >= 0:
            self.setCurrentIndex(self.model().index(at, 0))


class FoldingCombo(Worded, QComboBox):
    """A combo whose typed letters find answers in any script, with or without diacritics. Line 0 says to choose."""

    def __init__(self) -> None:
        super().__init__()
        self._typed, self._at = "", 0.0
        self.by_key = False
        self.offer = Offer()
        self._lines = QStringListModel([""], self)  # Qt asks for every line when the list opens
        self.setModel(self._lines)
        self.setView(_Popup(self))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(24)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._warming = QTimer(self)
        self._warming.setInterval(0)
        self._warming.timeout.connect(self._warm)
        self.refresh()

    @override
    def retranslate(self) -> None:
        self._lines.setData(self._lines.index(0, 0), tr("Choose…"))

    def show_offer(self, state: NodeState, second: Second) -> None:
        """Offer these answers and show the chosen one."""
        if self.offer.change(state.options, second.options):
            self._lines.setStringList([tr("Choose…"), *self.offer.all_words()])
        self.setCurrentIndex(self.offer.place(state.value) + 1)

    def code(self, line: int) -> str:
        """Return the code of a line, "" for the first."""
        return self.offer.code(line - 1) if line > 0 else ""

    def _warm(self) -> None:
        if self.offer.index.warm():
            self._warming.stop()

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self._warming.start()

    def find_typed(self, letters: str) -> int:
        """Return the line of the first answer that has words beginning like all that was typed lately, or -1."""
        now = monotonic()
        self._typed = letters if now - self._at > _FORGETS_AFTER else self._typed + letters
        self._at = now
        at = self.offer.index.best(self._typed)
        return at + 1 if at >= 0 else -1

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.by_key = True
        self._press(event)
        self.by_key = False

    def _press(self, event: QKeyEvent) -> None:
        plain = not event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier | Qt.KeyboardModifier.KeypadModifier
        )
        if event.key() in _CLEARING:
            self.setCurrentIndex(0)
            self.activated.emit(0)
        elif plain and event.text().strip() and event.text().isprintable():
            if (at := self.find_typed(event.text())) >= 0:
                self.setCurrentIndex(at)
                self.activated.emit(at)
        else:
            super().keyPressEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()  # the wheel scrolls the page; it must not change an answer on its way

    @override
    def showPopup(self) -> None:
        metrics = self.view().fontMetrics()
        widest = max(map(metrics.horizontalAdvance, self.offer.longest(_MEASURED)), default=0)
        room = self.window().width() - theme.gap(48)
        self.view().setMinimumWidth(min(max(self.width(), widest + theme.px(56)), room))
        super().showPopup()


class ChoiceCombo(Editor):
    """One answer of many, folded away until it is opened; typing finds it."""

    clearable = True

    def __init__(self, looks: Looks | None = None) -> None:
        super().__init__()
        self._goes_on = looks is not None and looks.goes_on
        self.combo = FoldingCombo()
        self.combo.setMaximumWidth(theme.px(WIDEST))
        box = row(self.combo, spacing=0)
        box.addStretch(0)
        self.setLayout(box)
        self.setFocusProxy(self.combo)
        self.combo.activated.connect(self._choose)

    def _choose(self, at: int) -> None:
        self.answered.emit(self.combo.code(at))
        if self._goes_on and at and not self.combo.by_key:  # who types or steps has not chosen yet
            self.done.emit()

    @override
    def show_state(self, state: NodeState, second: Second) -> None:
        combo = self.combo
        combo.blockSignals(True)
        combo.show_offer(state, second)
        combo.setEnabled(not state.readonly)
        combo.blockSignals(False)

    @override
    def name_as(self, name: str, description: str) -> None:
        self.combo.setAccessibleName(name)
        self.combo.setAccessibleDescription(description)

    @override
    def stops(self) -> list[QWidget]:
        return [self.combo]
