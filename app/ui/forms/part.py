"""What a page of a form is made of: parts that show one thing each, are built when they are needed, and stay."""

from collections.abc import Callable, Iterator, Sequence
from time import perf_counter

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.forms.live import Item
from app.ui.forms.filling import Filling
from app.ui.override import override
from app.ui.says import Says, mark
from app.ui.widgets.layout import column, plain
from app.ui.widgets.text import Text

ENDLESS = 3600.0


class Budget:
    """How long building may go on before the window gets its turn again; `cut` says that something was left.

    One thing is built in every turn, however long the others took to show: else a full page would never be whole.
    """

    def __init__(self, seconds: float = 0.008) -> None:
        self._until = perf_counter() + seconds
        self._begun = self.cut = False

    def is_spent(self) -> bool:
        """Tell whether to stop, and remember that something was left."""
        if self._begun:
            self.cut = self.cut or perf_counter() > self._until
        self._begun = True
        return self.cut


class Part(QFrame):
    """One thing on a page. `refresh` brings it to what the session says now."""

    def __init__(self, filling: Filling) -> None:
        super().__init__()
        self.filling = filling
        mark(self, look="plain")

    def is_wanted(self) -> bool:
        """Tell whether the form shows this now."""
        return True

    def refresh(self, budget: Budget) -> None:
        """Show what the session says now; build what has become needed while the budget lasts."""

    def questions(self) -> Iterator["Part"]:
        """Yield what can be answered, in the order of the eye."""
        yield from ()

    def stops(self) -> list[QWidget]:
        """Return what the Tab key reaches, in the order of the eye."""
        return [stop for one in self.questions() for stop in one.stops()]

    def holds(self, _item: Item) -> bool:
        """Tell whether this part is where `item` is answered."""
        return False

    def focus(self) -> None:
        """Give the keyboard to this part."""
        if stops := self.stops():
            stops[0].setFocus()

    def reveal(self) -> None:
        """From now on say that an answer is missing."""

    def is_revealed(self) -> bool:
        """Tell whether it says that an answer is missing."""
        return False

    def has_error(self) -> bool:
        """Tell whether it shows that something is wrong."""
        return False


class Slot:
    """The place of a part that may not be built yet; `asks` says whether there will be something to answer in it."""

    def __init__(
        self, make: Callable[[], Part], wanted: Callable[[], bool], asks: Callable[[], bool] = lambda: True
    ) -> None:
        self.make, self.wanted, self.asks = make, wanted, asks
        self.part: Part | None = None


class Column(Part):
    """Parts below each other, each built when the form first shows it."""

    def __init__(self, filling: Filling, spacing: int = 14) -> None:
        super().__init__(filling)
        self.slots: list[Slot] = []
        self.box: QVBoxLayout = column(spacing=spacing)
        self.setLayout(self.box)
        self._lead = 0

    def head(self, widget: QWidget) -> None:
        """Put a widget above all parts."""
        self.box.insertWidget(self._lead, widget)
        self._lead += 1

    def set_slots(self, slots: Sequence[Slot]) -> None:
        """Give the parts their places, before the first refresh."""
        self.slots = list(slots)

    def refresh(self, budget: Budget) -> None:
        """Show, build and hide the parts in their order."""
        place = self._lead
        for slot in self.slots:
            wanted = slot.wanted()
            if slot.part is None and wanted and not budget.is_spent():
                slot.part = slot.make()
                self.box.insertWidget(place, slot.part)
            if slot.part is not None:
                place += 1
                if wanted:
                    slot.part.refresh(budget)
                if slot.part.isHidden() == wanted:
                    slot.part.setVisible(wanted)

    def will_ask(self) -> bool:
        """Tell whether there is something to answer, built or not."""
        return any(slot.wanted() and slot.asks() for slot in self.slots)

    def shown(self) -> list[Part]:
        """Return the parts that are there and wanted, in order."""
        return [slot.part for slot in self.slots if slot.part is not None and slot.wanted()]

    def questions(self) -> Iterator[Part]:
        """Yield what can be answered."""
        for part in self.shown():
            yield from part.questions()


class Titled(Column):
    """A `Column` under a title, and the same title in the second language; an empty one takes no room."""

    def __init__(self, filling: Filling, title: Says, second: Says, spacing: int = 14) -> None:
        super().__init__(filling, spacing)
        self.title, self.second_title = Text(title, "heading", wrap=True), Text(second, "small", wrap=True)
        self.head(plain(column(self.title, self.second_title, spacing=2)))

    @override
    def refresh(self, budget: Budget) -> None:
        for text in (self.title, self.second_title):
            text.retranslate()
            text.setVisible(bool(text.text()))
        super().refresh(budget)
