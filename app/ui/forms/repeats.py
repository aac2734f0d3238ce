"""What is asked more than once: a card for each, a way to add one and to take one away, which can be undone."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.errors import N_
from app.forms import live
from app.forms.fields import Control, Field
from app.forms.live import Item, path_of
from app.i18n import tr
from app.ui.forms.filling import Filling
from app.ui.forms.part import ENDLESS, Budget, Column, Part, Slot
from app.ui.override import override
from app.ui.says import mark
from app.ui.widgets.buttons import DangerButton, QuietButton
from app.ui.widgets.layout import column, row
from app.ui.widgets.text import Text

Inside = Callable[[Item], list[Slot]]


class Instance(Column):
    """One of them, with its number and the button that takes it away."""

    def __init__(self, repeating: "Repeating", item: Item, inner: list[Slot]) -> None:
        super().__init__(repeating.filling)
        self.item = item
        self.number = 0
        mark(self, look="sunken")
        margin = self.box.spacing()
        self.box.setContentsMargins(margin, margin, margin, margin)
        self.title = Text(lambda: f"{repeating.name()} — {self.number}", "heading", wrap=True)
        self.remove = DangerButton(N_("Remove"), "trash", tip=lambda: self.title.text())
        self.remove.clicked.connect(lambda: repeating.remove(self))
        top = row(spacing=10)
        top.addWidget(self.title, 1)
        top.addWidget(self.remove)
        self.box.insertLayout(0, top)
        self._lead = 1
        self.set_slots(inner)

    @override
    def stops(self) -> list[QWidget]:
        return [self.remove, *super().stops()]

    def show_number(self, number: int, removable: bool) -> None:
        """Say which one this is."""
        self.number = number
        self.title.retranslate()
        self.remove.setVisible(removable)
        self.remove.setAccessibleName(tr("Remove: {what}", what=self.title.text()))


class Repeating(Part):
    """All instances of one repeat, and the button that adds another."""

    def __init__(self, filling: Filling, control: Control, parent: Item, inside: Inside) -> None:
        super().__init__(filling)
        self._control, self._parent, self._inside = control, parent, inside
        self._cards: dict[Item, Instance] = {}
        self.add_button = QuietButton(lambda: tr("Add: {what}", what=self.name()), "plus")
        self.add_button.clicked.connect(self._add)
        self.cards = column(spacing=14)
        self.setLayout(column(self.cards, spacing=14))
        box = self.layout()
        assert box is not None  # noqa: S101 - just set
        box.addWidget(self.add_button)
        box.setAlignment(self.add_button, Qt.AlignmentFlag.AlignLeft)

    @property
    def _field(self) -> Field:
        field = self._control.field
        assert field is not None  # noqa: S101 - a repeat has a node
        return field

    @property
    def path(self) -> str:
        """The path of the repeat."""
        return f"{path_of(self._parent)}/{self._field.name}"

    def name(self) -> str:
        """Return what one of them is called."""
        return self.filling.title(self._control, self._parent) or tr("Entry")

    def _items(self) -> list[Item]:
        return live.instances(self._parent, self._field)

    def shown(self) -> list[Instance]:
        """Return the cards in their order."""
        return [self._cards[item] for item in self._items() if item in self._cards and item.relevant]

    @override
    def refresh(self, budget: Budget) -> None:
        items, open_ = self._items(), self.filling.session.can_change_count(self.path)
        for item, card in self._cards.items():
            if item not in items:
                card.hide()
        for at, item in enumerate(items):
            if item not in self._cards:
                if budget.is_spent():
                    break
                self._cards[item] = Instance(self, item, self._inside(item))
            card = self._cards[item]
            if self.cards.indexOf(card) != at:
                self.cards.insertWidget(at, card)
            card.show_number(at + 1, open_)
            card.setVisible(item.relevant)
            card.refresh(budget)
        self.add_button.setVisible(open_)
        self.add_button.retranslate()

    def _add(self) -> None:
        self.filling.add(self.path)
        self.refresh(Budget(ENDLESS))  # somebody waits for this one
        if shown := self.shown():
            first = next(shown[-1].questions(), None)
            if first is not None:
                first.focus()

    def remove(self, card: Instance) -> None:
        """Take one away; it can be put back for a while."""
        if card.item in self._items():
            self.filling.remove(self.path, card.item, self._items().index(card.item))
            self.add_button.setFocus()

    @override
    def questions(self) -> Iterator[Part]:
        for card in self.shown():
            yield from card.questions()

    @override
    def stops(self) -> list[QWidget]:
        cards = [stop for card in self.shown() for stop in card.stops()]
        return [*cards, *([self.add_button] if not self.add_button.isHidden() else [])]
