"""A field that two people wrote: both values, who wrote them and when, and a button to choose one."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QWidget

from app.errors import N_
from app.i18n import tr
from app.models.place import PlaceTable
from app.store.queries import Conflict, Version
from app.ui import shown
from app.ui.field_words import field_name, value_shown
from app.ui.palette import Tone
from app.ui.says import mark
from app.ui.widgets.buttons import QuietButton
from app.ui.widgets.layout import SideBySide, column, plain, row
from app.ui.widgets.text import Picture, Text


class ConflictNote(QFrame):
    """Shows a conflict; `settled(conflict, value)` when one of its values was chosen."""

    settled = Signal(object, object)

    def __init__(
        self, conflict: Conflict, places: PlaceTable, people: Mapping[str, str], named: bool = False
    ) -> None:
        super().__init__()
        self._conflict, self._places, self._people, self._named = conflict, places, people, named
        mark(self, look="banner", tone=Tone.DANGER.value)
        head = row(Picture("conflicts", "on_danger_soft", size=20), spacing=10)
        head.addWidget(Text(self._question, wrap=True), 1)
        versions = [self._version(version) for version in conflict.versions]
        self.setLayout(column(head, *versions, spacing=10, margin=12))

    def _question(self) -> str:
        if not self._named:
            return tr("Two people wrote different things here. Which is right?")
        name = field_name(self._conflict.kind, self._conflict.field)
        return tr("{field}: two people wrote different things. Which is right?", field=name)

    def _version(self, version: Version) -> QWidget:
        take = QuietButton(N_("Take this"), "check")
        take.clicked.connect(lambda: self.settled.emit(self._conflict, version.value))
        value = Text(lambda: self._value(version), "strong", wrap=True)
        author = Text(lambda: self._author(version), "small", wrap=True)
        said = plain(column(value, author, spacing=0))
        return SideBySide(said, take, least=140)

    def _value(self, version: Version) -> str:
        conflict = self._conflict
        return value_shown(conflict.kind, conflict.field, version.value, self._places, self._people)

    def _author(self, version: Version) -> str:
        name = self._people.get(version.actor, tr("somebody else"))
        return tr("{name}, {when}", name=name, when=shown.moment(version.wall_ms))
