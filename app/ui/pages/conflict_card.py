"""One field in conflict: what it is, whose case, every value side by side with who wrote it and when, and a way to choose."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.errors import N_
from app.i18n import tr
from app.models.case import RISK_ORDER, Case
from app.models.kinds import RECORDS, family
from app.models.place import PlaceTable
from app.models.record import hints
from app.store.queries import Conflict, Version
from app.ui import field_words, shown
from app.ui.pages.inputs import Line
from app.ui.pages.plan_goals import notice
from app.ui.pages.plan_words import DOMAINS, service_name
from app.ui.palette import Tone
from app.ui.says import mark
from app.ui.widgets.buttons import LinkButton, PrimaryButton, QuietButton
from app.ui.widgets.field import FieldRow
from app.ui.widgets.layout import Flow, Tiles, column, plain
from app.ui.widgets.surfaces import Card
from app.ui.widgets.text import Text

# Fields of a plan, which the shared words of fields do not name.
PLAN_FIELDS: Mapping[tuple[str, str], str] = {
    ("plan", "start"): N_("From"),
    ("plan", "until"): N_("Until"),
    ("plan", "words"): N_("In the client's own words"),
    ("plan", "next_visit"): N_("Next visit"),
    ("plan", "next_review"): N_("Next review"),
    ("goal", "domain"): N_("Area of life"),
    ("goal", "text_tk"): N_("Goal in Turkmen"),
    ("goal", "text_ru"): N_("Goal in Russian"),
    ("goal", "indicator_tk"): N_("How we will see it, in Turkmen"),
    ("goal", "indicator_ru"): N_("How we will see it, in Russian"),
    ("goal", "position"): N_("Place among the goals"),
    ("service", "code"): N_("Service"),
    ("service", "what_tk"): N_("What will be done, in Turkmen"),
    ("service", "what_ru"): N_("What will be done, in Russian"),
    ("service", "who"): N_("Who does it"),
    ("service", "by"): N_("By when"),
}
_PLAN_DAYS = frozenset({"start", "until", "next_visit", "next_review", "by"})


def name_of(conflict: Conflict) -> str:
    """Return the name of a field in conflict in the language in use."""
    own = PLAN_FIELDS.get((conflict.kind, conflict.field))
    return tr(own) if own else field_words.field_name(conflict.kind, conflict.field)


def value_of(conflict: Conflict, version: Version, places: PlaceTable, people: Mapping[str, str]) -> str:
    """Return one of the values in the language in use."""
    where, value = (conflict.kind, conflict.field), version.value
    if value and conflict.kind in ("plan", "service") and conflict.field in _PLAN_DAYS:
        return shown.day(str(value))
    if where == ("goal", "domain"):
        return tr(DOMAINS.get(str(value), str(value)))
    if where == ("service", "code"):
        return service_name(str(value))
    return field_words.value_shown(conflict.kind, conflict.field, value, places, people)


def takes_words(conflict: Conflict) -> bool:
    """Tell whether another value may be typed: only in fields of free text, where any word fits."""
    kind: Any = RECORDS.get(family(conflict.stream), {}).get(conflict.kind)
    coded = (conflict.kind, conflict.field) in field_words._CODES
    day = conflict.field in field_words._DAYS or conflict.field in _PLAN_DAYS
    named = conflict.field in ("place", "owner", "client", "household", "code", "domain")
    return kind is not None and hints(kind).get(conflict.field) is str and not (coded or day or named)


def higher_risk(conflict: Conflict) -> Version | None:
    """Return the value in force while a risk is in conflict: the higher one; None of other fields."""
    if (conflict.kind, conflict.field) != (Case.KIND, "risk"):
        return None
    order = {str(risk): at for at, risk in enumerate(RISK_ORDER)}
    return min(conflict.versions, key=lambda one: order.get(str(one.value), len(order)))


class ConflictCard(Card):
    """Shows a conflict. `chosen(conflict, value)`, `opened(stream)`."""

    chosen = Signal(object, object)
    opened = Signal(str)

    def __init__(self, conflict: Conflict, whose: str, places: PlaceTable, people: Mapping[str, str]) -> None:
        super().__init__()
        self.conflict, self._places, self._people = conflict, places, people
        where = LinkButton(lambda: whose or tr("Open"), "next")
        where.clicked.connect(lambda: self.opened.emit(conflict.stream))
        self.add(
            column(
                Text(lambda: tr("{field}: which is right?", field=name_of(conflict)), "heading", wrap=True),
                plain(Flow(where)),
                spacing=2,
            )
        )
        self.buttons = [QuietButton(N_("Take this"), "check") for _ in conflict.versions]
        tiles = [
            self._candidate(version, button)
            for version, button in zip(conflict.versions, self.buttons, strict=True)
        ]
        self.add(Tiles(*tiles, least=260))
        force = higher_risk(conflict)
        if force is not None:
            self.add(notice(lambda: self._in_force(force), Tone.INFO, "shield"))
        if takes_words(conflict):
            self._offer_words()

    def _candidate(self, version: Version, button: QuietButton) -> QFrame:
        frame = QFrame()
        mark(frame, look="sunken")
        value = Text(lambda: self._value(version), "strong", wrap=True)
        author = Text(lambda: self._author(version), "small", wrap=True)
        button.clicked.connect(lambda: self.chosen.emit(self.conflict, version.value))
        laid = column(value, author, spacing=4, margin=14)
        laid.addStretch(1)
        laid.addWidget(plain(Flow(button)))
        frame.setLayout(laid)
        return frame

    def _offer_words(self) -> None:
        self.other = QuietButton(N_("Neither: write it anew"), "edit")
        self.line = Line()
        self.field = FieldRow(lambda: name_of(self.conflict), self.line)
        keep = PrimaryButton(N_("Take what is written here"), "check")
        keep.clicked.connect(self._give)
        self.line.returnPressed.connect(self._give)
        self.writing: QWidget = plain(column(self.field, plain(Flow(keep)), spacing=10))
        self.writing.hide()
        self.other.clicked.connect(self._write)
        self.add(plain(Flow(self.other)))
        self.add(self.writing)

    def _write(self) -> None:
        self.writing.show()
        self.line.setFocus()

    def _give(self) -> None:
        if self.line.value():
            self.chosen.emit(self.conflict, self.line.value())

    def _value(self, version: Version) -> str:
        return value_of(self.conflict, version, self._places, self._people)

    def _author(self, version: Version) -> str:
        name = self._people.get(version.actor, tr("somebody else"))
        return tr("{name}, {when}", name=name, when=shown.moment(version.wall_ms))

    def _in_force(self, version: Version) -> str:
        return tr("Until this is settled the more careful value counts: {value}.", value=self._value(version))
