"""The fields of a new request, and who is perhaps the same person."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from app.errors import N_
from app.i18n import ntr
from app.models.household import Household, Person
from app.store.finding import Hit
from app.ui import shown, words
from app.ui.pages import Session
from app.ui.pages.birth import BirthInput
from app.ui.pages.inputs import Buttons, Choice, Line, Paragraph, PlaceChoice, abreast
from app.ui.palette import Tone
from app.ui.says import mark
from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.field import FieldRow
from app.ui.widgets.layout import Tiles, column, row
from app.ui.widgets.surfaces import Card
from app.ui.widgets.text import Picture, Text

PAUSE_MS = 400
_SHOWN = 3


class SamePerson(QFrame):
    """Warns that the person may be here already; never stands in the way. `chosen(stream)` opens a file."""

    chosen = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._hits: Sequence[Hit] = ()
        mark(self, look="banner", tone=Tone.WARN.value)
        self.words = Text(self._sentence, wrap=True)
        self._links: QVBoxLayout = column(spacing=0)
        head = row(Picture("duplicates", "on_warn_soft", size=22), spacing=12)
        head.addWidget(self.words, 1)
        self.setLayout(column(head, self._links, spacing=4, margin=12))
        self._buttons: list[LinkButton] = []
        self.hide()

    def show_hits(self, hits: Sequence[Hit]) -> None:
        """Show who is here already; nobody hides the warning."""
        self._hits = tuple(hits)
        for old in self._buttons:
            self._links.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._buttons = [self._link(hit) for hit in self._hits[:_SHOWN]]
        for new in self._buttons:
            self._links.addWidget(new)
        self.words.retranslate()
        self.setVisible(bool(hits))

    def _link(self, hit: Hit) -> LinkButton:
        made = LinkButton(lambda: self._described(hit), "person")
        made.clicked.connect(lambda: self.chosen.emit(hit.stream))
        return made

    def _described(self, hit: Hit) -> str:
        place = shown.place(self._session.places, hit.place)
        return " · ".join(part for part in (hit.name, shown.day(hit.birth), place, hit.number) if part)

    def _sentence(self) -> str:
        return ntr(
            "{n} person with such a name is here already. If it is the same person, open that file instead.",
            "{n} people with such a name are here already. If one is the same person, open that file instead.",
            len(self._hits),
        )


class RequestForm(QWidget):
    """Who, where and how found. `touched()` on every change, `named(surname, name)` when a name was typed."""

    touched = Signal()
    named = Signal(str, str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.surname, self.name, self.patronymic, self.phone = Line(), Line(), Line(), Line()
        self.sex, self.birth = Buttons(words.SEXES), BirthInput(session.today)
        self.language = Buttons(words.LANGUAGES)
        self.place, self.address = PlaceChoice(session.places), Line()
        self.source = Choice(words.SOURCES, empty=N_("Not chosen"))
        self.request = Paragraph(3)
        self.same = SamePerson(session)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(lambda: self.named.emit(*self.typed_name()))
        self._make_rows()
        self._lay_out()
        self._connect()

    def _make_rows(self) -> None:
        self.rows = {
            "surname": FieldRow(N_("Surname"), self.surname, required=True),
            "name": FieldRow(N_("Name"), self.name, required=True),
            "patronymic": FieldRow(N_("Father's name"), self.patronymic),
            "sex": FieldRow(N_("Sex"), self.sex, required=True),
            "birth": FieldRow(N_("Date of birth"), self.birth, required=True),
            "phone": FieldRow(N_("Phone"), self.phone),
            "language": FieldRow(N_("Language"), self.language),
            "place": FieldRow(N_("Place"), self.place),
            "address": FieldRow(N_("Address"), self.address),
            "source": FieldRow(N_("How the person was found"), self.source),
            "request": FieldRow(N_("Request in the client's words"), self.request),
        }

    def _lay_out(self) -> None:
        rows = self.rows
        who = Card(N_("Who"), self.same)
        who.add(abreast(rows["surname"], rows["name"], least=190))
        who.add(abreast(rows["patronymic"], rows["sex"], least=190))
        who.add(rows["birth"])
        who.box.addStretch(1)
        where = Card(N_("Where, and what for"))
        where.add(rows["place"])
        where.add(abreast(rows["address"], rows["phone"], least=190))
        where.add(abreast(rows["source"], rows["language"], least=190))
        where.add(rows["request"])
        where.box.addStretch(1)
        self.setLayout(column(Tiles(who, where, least=400)))

    def _connect(self) -> None:
        for control in (self.surname, self.name):
            control.changed.connect(lambda _value: self._pause.start())
        for control in self._controls().values():
            control.changed.connect(self._touch)

    def _controls(self) -> Mapping[str, Any]:
        return {name: row.control for name, row in self.rows.items()}

    def _touch(self) -> None:
        for row_ in self.rows.values():
            if row_.has_error():
                row_.set_error()
        self.touched.emit()

    def typed_name(self) -> tuple[str, str]:
        """Return the surname and the name typed so far."""
        return self.surname.value(), self.name.value()

    def values(self) -> dict[str, Any]:
        """Return everything that is filled in."""
        found = {name: control.value() for name, control in self._controls().items()}
        return {**found, "estimated": self.birth.estimated()}

    def fill(self, values: Mapping[str, Any]) -> None:
        """Show values as `values` returned them."""
        for name, control in self._controls().items():
            if name == "birth":
                self.birth.set_value(str(values.get(name) or ""), bool(values.get("estimated")))
            else:
                control.set_value(str(values.get(name) or ""))

    def clear(self) -> None:
        """Empty every field; the place is this worker's until another is chosen."""
        self.fill({"place": self._session.place})
        self.same.show_hits(())
        self.rows["place"].show()
        self.rows["address"].show()

    def show_home(self, household: Household | None) -> None:
        """Of a household that is here, place and address are not asked again."""
        for name in ("place", "address"):
            self.rows[name].setVisible(household is None)
        if household is not None:
            self.place.set_value(household.place)
            self.address.set_value(household.address)

    def show_person(self, person: Person) -> None:
        """Show a member of the household as the one the request is about."""
        for name in ("surname", "name", "patronymic", "sex", "phone", "language"):
            self._controls()[name].set_value(str(getattr(person, name)))
        self.birth.set_value(person.birth, person.estimated)

    def check(self) -> bool:
        """Say what is missing, go to the first of it, and return whether all is there."""
        troubles = {
            "surname": "" if self.surname.value() else N_("Please write the surname."),
            "name": "" if self.name.value() else N_("Please write the name."),
            "sex": "" if self.sex.value() else N_("Please choose one."),
            "birth": self._birth_trouble(),
        }
        for name, trouble in troubles.items():
            self.rows[name].set_error(trouble)
        first = next((name for name, trouble in troubles.items() if trouble), "")
        if first:
            self.rows[first].control.setFocus()
        return not first

    def _birth_trouble(self) -> str:
        if not self.birth.is_valid():
            return N_("This is no date of birth. Write it like 07.05.1961, or only the year.")
        return "" if self.birth.value() else N_("Please write the date of birth, the year, or the age.")
