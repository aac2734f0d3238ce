"""One page of a form: its parts in a column that scrolls, built a little at a time so that the window never waits."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QFrame, QPlainTextEdit, QScrollArea, QWidget

from app.forms.fields import Control, ControlKind
from app.forms.live import Item
from app.ui import theme
from app.ui.forms.filling import Filling
from app.ui.forms.keys import order
from app.ui.forms.option import Option
from app.ui.forms.part import ENDLESS, Budget, Column, Part
from app.ui.forms.sections import slots_of
from app.ui.override import override
from app.ui.says import mark
from app.ui.widgets.layout import column

WIDEST = 900


class _Sheet(QWidget):
    """What scrolls. It is as high as its words need at the width it has, and never higher."""

    def __init__(self) -> None:
        super().__init__()
        mark(self, look="plain")
        self.setAutoFillBackground(False)

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), 0)


class PageView(QScrollArea):
    """The questions of one page. `ended()` follows Enter after the last question; `built()` when nothing is left to build.

    `passed()` follows a last answer after which the form goes on by itself.
    """

    ended = Signal()
    built = Signal()
    passed = Signal()

    def __init__(self, filling: Filling, controls: Sequence[Control]) -> None:
        super().__init__()
        self.filling = filling
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.viewport().setAutoFillBackground(False)
        self.body = Column(filling)
        self.body.set_slots(slots_of(filling, _inside(controls), filling.session.root))
        # A margin, not a greatest width: heights are worked out for the width that is really there.
        self._column = column(self.body, 0)
        self._laid = _Sheet()
        self._laid.setLayout(self._column)
        self.setWidget(self._laid)
        self._stale, self._revealed = True, False
        self._sought: tuple[Item, Part | None] | None = None
        self._later, self._near = QTimer(self), QTimer(self)
        for timer, then in ((self._later, self.refresh), (self._near, self._show_near)):
            timer.setSingleShot(True)
            timer.setInterval(0)
            timer.timeout.connect(then)
        filling.passed.connect(self._pass)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        self._column.setContentsMargins(0, 0, max(0, self.viewport().width() - theme.px(WIDEST)), 0)
        super().resizeEvent(event)
        if event.size().height() < event.oldSize().height():
            self._near.start()

    def _show_near(self) -> None:
        """Keep in sight what has the keyboard when the page has become lower."""
        part = self.part_of(QApplication.focusWidget())
        if part is not None:
            self.show_part(part)

    # -- showing -------------------------------------------------------------------------------------------

    def refresh(self) -> None:
        """Show what the session says now; go on building in the next turn when it takes long."""
        self._build(Budget())

    def complete(self) -> None:
        """Build everything at once, before going to a question that may not be there yet."""
        self._build(Budget(ENDLESS))

    def _build(self, budget: Budget) -> None:
        self._later.stop()
        self._stale = False
        self.body.refresh(budget)
        if self._revealed:
            self._reveal_new(budget)
        self._order_stops()
        if budget.cut:
            self._later.start()
        self._find_sought()
        if not budget.cut:
            self.built.emit()

    def mark_stale(self) -> None:
        """Remember to refresh before this page is shown again."""
        self._stale = True

    def leave(self) -> None:
        """From now on say what is missing here; it is said when the page is seen again."""
        self._revealed = self._stale = True

    def refresh_if_stale(self) -> None:
        """Refresh a page that was out of sight while answers changed."""
        if self._stale:
            self.refresh()

    def speak(self) -> None:
        """Say everything in the language now chosen; what the eye rests on stays where it is."""
        held = self._held()
        before = held.mapTo(self.viewport(), QPoint(0, 0)).y() if held else 0
        if self._later.isActive():
            self.refresh()  # what is not built yet is built in the other language
        else:
            self.complete()
        if held is not None and not held.isVisible():
            held = self._held()  # the words of another language can turn a table into questions, and back
        if held is None:
            return
        for widget in (self.body, self._laid):
            if (layout := widget.layout()) is not None:
                layout.activate()
        self._laid.resize(self.viewport().width(), max(self._laid.heightForWidth(self.viewport().width()), 1))
        moved = held.mapTo(self.viewport(), QPoint(0, 0)).y() - before
        self.verticalScrollBar().setValue(self.verticalScrollBar().value() + moved)

    def _held(self) -> QWidget | None:
        """Return what has the keyboard, whole if it can be, else the topmost part in sight."""
        focused = self.part_of(QApplication.focusWidget())
        if focused is not None:
            # A line of a table is no widget.
            return focused if focused.isVisible() else QApplication.focusWidget()
        in_sight = (p for p in self.body.shown() if p.mapTo(self.viewport(), p.rect().bottomLeft()).y() > 0)
        return next(in_sight, None)

    def reveal(self) -> None:
        """Say of every question on this page whether its answer is missing or wrong."""
        self._revealed = True
        self._reveal_new(Budget(ENDLESS))

    def reveal_soon(self) -> None:
        """Say so as well, a little at a time."""
        self._revealed = True
        self._later.start()

    def _reveal_new(self, budget: Budget) -> None:
        for question in self.body.questions():
            if question.is_revealed():
                continue
            if budget.is_spent():
                return
            question.reveal()

    def has_error(self) -> bool:
        """Tell whether a question on this page shows that something is wrong."""
        return any(question.has_error() for question in self.body.questions())

    # -- the keyboard --------------------------------------------------------------------------------------

    def _order_stops(self) -> None:
        order(self.stops())

    def stops(self) -> list[QWidget]:
        """Return what the Tab key reaches, in the order of the eye."""
        return [stop for part in self.body.shown() for stop in part.stops()]

    def part_of(self, widget: QWidget | None) -> Part | None:
        """Return the question a widget belongs to."""
        if widget is None or not self.isAncestorOf(widget):
            return None
        return next((one for one in self.body.questions() if widget in one.stops()), None)

    def focus_first(self) -> bool:
        """Give the keyboard to the first question; tell whether there is one."""
        first = next(self.body.questions(), None)
        while first is None and self._later.isActive() and self.body.will_ask():
            self.refresh()
            first = next(self.body.questions(), None)
        if first is not None:
            first.focus()
        self.verticalScrollBar().setValue(0)
        return first is not None

    def focus_item(self, item: Item) -> bool:
        """Give the keyboard to the question about `item`, as soon as it is built; tell whether it is here or may come."""
        self._sought = (item, self.part_of(QApplication.focusWidget()))
        return self._find_sought() or self.is_seeking

    @property
    def is_seeking(self) -> bool:
        """Whether the question that gets the keyboard is still to be built."""
        return self._sought is not None

    def _find_sought(self) -> bool:
        """Give the keyboard to the question that was asked for, unless somebody went to another one meanwhile."""
        if self._sought is None:
            return False
        item, before = self._sought
        now = self.part_of(QApplication.focusWidget())
        moved = now is not None and now is not before
        found = next((one for one in self.body.questions() if one.holds(item)), None)
        if found is not None or moved or not self._later.isActive():
            self._sought = None
        if found is None or moved:
            return False
        if self._revealed:
            found.reveal()
        found.focus()
        self.show_part(found)
        return True

    def focus_error(self) -> bool:
        """Give the keyboard to the first question that shows an error; tell whether there is one."""
        self.complete()
        found = next((one for one in self.body.questions() if one.has_error()), None)
        if found is not None:
            found.focus()
            self.show_part(found)
        return found is not None

    def show_part(self, part: Part) -> None:
        """Scroll so that a question is in sight whole, or from its beginning when it is higher than the page."""
        shown: QWidget = part if part.isVisible() else (part.stops() or [part])[0]
        card = shown if shown is part else shown.parentWidget() or shown
        top = card.mapTo(self._laid, QPoint(0, 0)).y() if self._laid.isAncestorOf(card) else 0
        room, bar = theme.gap(8), self.verticalScrollBar()
        high = card.height() if card.height() < self.viewport().height() else 0
        if top - room < bar.value():
            bar.setValue(top - room)
        elif top + high + room > bar.value() + self.viewport().height():
            bar.setValue(top + high + room - self.viewport().height() if high else top - room)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not _held_keys(event):
            self._enter(QApplication.focusWidget())
        elif event.key() in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) and not _held_keys(event):
            super().keyPressEvent(event)
        else:
            event.ignore()

    def _enter(self, focused: QWidget | None) -> None:
        if isinstance(focused, QPlainTextEdit):
            return
        if isinstance(focused, QAbstractButton) and not isinstance(focused, Option):
            focused.click()
            return
        if not self._go_on(self.part_of(focused)):
            self.ended.emit()

    def _go_on(self, here: Part | None) -> bool:
        """Give the keyboard to the question after `here`; tell whether there is one."""
        if self._later.isActive():
            self.complete()
        questions = list(self.body.questions())
        place = questions.index(here) + 1 if here in questions else 0
        if place < len(questions):
            questions[place].focus()
            self.show_part(questions[place])
        return place < len(questions)

    def _pass(self, item: Item) -> None:
        here = next((one for one in self.body.questions() if one.holds(item)), None)
        if here is not None and self.isVisible() and not self._go_on(here):
            self.passed.emit()


def _held_keys(event: QKeyEvent) -> bool:
    return bool(event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier)


def _inside(controls: Sequence[Control]) -> Sequence[Control]:
    """Return what a page shows of its controls: its lone group's title stands in the head of the page already."""
    if len(controls) == 1 and controls[0].kind is ControlKind.GROUP:
        field = controls[0].field
        if field is None or field.repeat is None or controls[0].children:
            return controls[0].children
    return controls
