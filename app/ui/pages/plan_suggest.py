"""Goals that fit the newest assessment, to be chosen with ticks; nothing is taken that nobody ticked."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QFrame

from app.errors import N_
from app.i18n import ntr, tr
from app.models.suggestion import Suggestion
from app.ui.override import override
from app.ui.pages import plan_words
from app.ui.pages.inputs import Check
from app.ui.pages.plan_goals import clear
from app.ui.says import mark
from app.ui.widgets.buttons import PrimaryButton, QuietButton
from app.ui.widgets.layout import Flow, column, plain, row
from app.ui.widgets.surfaces import Card
from app.ui.widgets.text import Text


class TickRow(QFrame):
    """A suggestion beside its tick; a click anywhere on it ticks it."""

    def __init__(self, one: Suggestion, language: str) -> None:
        super().__init__()
        self._one, self._language = one, language
        mark(self, look="sunken")
        self.tick = Check("")
        self.tick.setAccessibleName(one.goal[language])
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        said = column(
            Text(lambda: one.goal[language], "strong", wrap=True),
            Text(self._details, "small", wrap=True),
            spacing=1,
        )
        laid = row(spacing=10, margin=10)
        laid.addWidget(self.tick, 0, Qt.AlignmentFlag.AlignTop)
        laid.addLayout(said, 1)
        self.setLayout(laid)

    def _details(self) -> str:
        one = self._one
        area = tr(plan_words.DOMAINS.get(one.domain, one.domain))
        return " · ".join(
            (area, one.help[self._language], ntr("within {n} day", "within {n} days", one.days))
        )

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self.rect().contains(event.position().toPoint()):
            self.tick.toggle()


class SuggestCard(Card):
    """Offers suggestions. `taken(list of keys)` when the ticked ones were asked for, `left()`."""

    taken = Signal(object)
    left = Signal()

    def __init__(self) -> None:
        super().__init__(N_("Goals that fit the assessment"))
        self.ticks: dict[str, Check] = {}
        self.told = Text("", "muted", wrap=True)
        self.add(self.told)
        self.rows = column(spacing=8)
        self.add(self.rows)
        self.take = PrimaryButton(self._counted, "plus")
        self.cancel = QuietButton(N_("Cancel"))
        self.take.clicked.connect(lambda: self.taken.emit(self.chosen()))
        self.cancel.clicked.connect(self.left)
        self.add(plain(Flow(self.take, self.cancel, spacing=10)))

    def offer(self, found: Sequence[Suggestion], language: str) -> None:
        """Offer these, the most pressing first, none ticked yet."""
        self.ticks = {}
        clear(self.rows)
        self.told.set_says(
            N_(
                "Read them with the client and tick what he wants to work on. Everything can be changed later."
            )
            if found
            else N_("Every goal that fits the assessment is in the plan already.")
        )
        self.take.setVisible(bool(found))
        for one in found:
            self.rows.addWidget(self._row(one, language))
        self._recount()

    def _row(self, one: Suggestion, language: str) -> "TickRow":
        made = TickRow(one, language)
        made.tick.toggled.connect(lambda _on: self._recount())
        self.ticks[one.key] = made.tick
        return made

    def chosen(self) -> list[str]:
        """Return the keys ticked, in the order shown."""
        return [key for key, tick in self.ticks.items() if tick.value()]

    def _recount(self) -> None:
        self.take.retranslate()
        self.take.setEnabled(bool(self.chosen()))

    def _counted(self) -> str:
        count = len(self.chosen())
        return ntr("Add {n} goal", "Add {n} goals", count) if count else tr("Add the ticked goals")
