"""Questions with the same answers: one table where the window is wide enough to read it, else question below question."""

from collections.abc import Iterator, Sequence
from functools import partial

from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QFont, QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QApplication, QWidget

from app.forms.live import Item
from app.forms.state import NodeState
from app.ui import theme
from app.ui.forms.filling import Filling
from app.ui.forms.grid import Table
from app.ui.forms.kinds import editor_for
from app.ui.forms.option_face import Bare
from app.ui.forms.part import ENDLESS, Budget, Part, Slot, Titled
from app.ui.forms.question import Question, labelled
from app.ui.override import override
from app.ui.widgets.layout import column

LEAST_LABEL = 200  # pixels at 100 % for the questions of a table: fewer, and they become towers of words
_GAPS, _MARGINS = 8, 2 * 16 + 4


class Apart(Titled):
    """The same questions below each other, under the words that stood on top of the table."""

    def __init__(self, filling: Filling, heading: Item | None, items: Sequence[Item]) -> None:
        super().__init__(
            filling,
            lambda: (filling.state(heading).label or "").strip() if heading else "",
            lambda: filling.heard(heading).label if heading else "",
        )
        self.set_slots([_slot(filling, item) for item in items])


def _slot(filling: Filling, item: Item) -> Slot:
    return Slot(
        partial(Question, filling, item, partial(editor_for, item)), lambda: item.live and item.relevant
    )


class FittedGrid(Part):
    """Chooses between `Table` and `Apart` by the width it really has, also when the window changes."""

    def __init__(self, filling: Filling, heading: Item | None, items: Sequence[Item]) -> None:
        super().__init__(filling)
        self.heading, self.items = heading, items
        self.shown: Table | Apart | None = None
        self._revealed = self._placed = False
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._build)
        self._box = column(spacing=0)
        self.setLayout(self._box)

    # -- which of the two ----------------------------------------------------------------------------------

    def _states(self) -> list[NodeState]:
        return [self.filling.state(item) for item in self.items if item.live and item.relevant]

    def needed(self) -> int:
        """Return the width that the words of the table need; none is enough when its lines offer different answers."""
        states = self._states()
        if len({tuple(code for code, _ in state.options) for state in states}) > 1:
            return 1 << 20
        bold, heads = (QFontMetrics(theme.font(size, QFont.Weight.DemiBold)) for size in (16, 15))
        labels = max((_longest(bold, labelled(state)) for state in states), default=0)
        options = dict(states[0].options) if states else {}
        seconds = self.filling.heard(self.items[0]).options
        columns = [
            max(Bare().natural_width(), _longest(heads, f"{words} {seconds.get(code, '')}"))
            for code, words in options.items()
        ]
        gaps = theme.gap(_GAPS) * len(columns) + theme.gap(_MARGINS)
        return max(labels, theme.px(LEAST_LABEL)) + sum(columns) + gaps

    def _room(self) -> int:
        """Return the width there is: one's own once it was given, before that the one of what is already on the screen."""
        if self._placed:
            return self.width()
        above = self.parentWidget()
        while above is not None and not above.isVisible() and above.parentWidget() is not None:
            above = above.parentWidget()
        return above.width() if above is not None else self.width()

    def _choose(self) -> None:
        wanted = Table if self.needed() <= self._room() else Apart
        if type(self.shown) is wanted:
            return
        held, old = self._held(), self.shown
        self._revealed = old is not None and any(part.is_revealed() for part in old.questions())
        self.shown = wanted(self.filling, self.heading, self.items)
        self._box.addWidget(self.shown)
        if old is not None:
            self._box.removeWidget(old)
            old.hide()
            old.deleteLater()
            self._build()
            self._give_keyboard(held)

    def _build(self) -> None:
        """Show on the other of the two what was shown on the first; what takes long is built in the next turns."""
        assert self.shown is not None  # noqa: S101 - one was chosen
        budget = Budget()
        self.shown.refresh(budget)
        if self._revealed:
            for part in self.shown.questions():
                part.reveal()
        if budget.cut:
            self._later.start()

    def _give_keyboard(self, held: Item | None) -> None:
        """Let the keyboard be at the question where it was; it may have to be built first."""
        assert self.shown is not None  # noqa: S101 - one was chosen
        if held is not None and not any(part.holds(held) for part in self.shown.questions()):
            self.shown.refresh(Budget(ENDLESS))
        for part in self.shown.questions():
            if held is not None and part.holds(held):
                part.focus()

    def _held(self) -> Item | None:
        focused = QApplication.focusWidget()
        if self.shown is None or focused is None or not self.isAncestorOf(focused):
            return None
        parts = [part for part in self.shown.questions() if focused in part.stops()]
        return getattr(parts[0], "item", None) if parts else None

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._placed = True
        if self.shown is not None:
            self._choose()

    @override
    def minimumSizeHint(self) -> QSize:
        # The table must not hold the page wide when the window becomes narrow: then it falls apart.
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), theme.px(LEAST_LABEL)), hint.height())

    # -- as every part -------------------------------------------------------------------------------------

    @override
    def is_wanted(self) -> bool:
        return any(item.live and item.relevant for item in self.items)

    @override
    def refresh(self, budget: Budget) -> None:
        self._choose()
        assert self.shown is not None  # noqa: S101 - just chosen
        self.shown.refresh(budget)

    @override
    def questions(self) -> Iterator[Part]:
        if self.shown is not None:
            yield from self.shown.questions()

    @override
    def stops(self) -> list[QWidget]:
        return self.shown.stops() if self.shown is not None else []


def _longest(metrics: QFontMetrics, words: str) -> int:
    return max((metrics.horizontalAdvance(word) for word in words.split()), default=0)
