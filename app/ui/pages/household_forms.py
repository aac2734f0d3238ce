"""The forms of a household's records: the household itself, a member, a paper, a relation."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.errors import N_
from app.models.household import Document, Household, Person, Relation
from app.ui import words
from app.ui.letters import LetterRow
from app.ui.pages import Session
from app.ui.pages.birth import BirthInput
from app.ui.pages.inputs import Buttons, Choice, Line, Many, Paragraph, PlaceChoice, abreast
from app.ui.pages.record_form import RecordForm
from app.ui.says import Says
from app.ui.widgets.buttons import DangerButton, IconButton, QuietButton
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.field import FieldRow
from app.ui.widgets.layout import Flow, column, plain, row
from app.ui.widgets.surfaces import Card
from app.ui.widgets.text import Text


class HomeForm(RecordForm):
    """Where the household lives and what its members share."""

    def __init__(self, session: Session) -> None:
        self.informant = Choice({}, empty=N_("Not chosen"))
        super().__init__(
            Household,
            {
                "place": FieldRow(N_("Place"), PlaceChoice(session.places)),
                "address": FieldRow(N_("Address"), Line()),
                "landmark": FieldRow(N_("Landmark"), Line()),
                "phone": FieldRow(N_("Phone"), Line()),
                "informant": FieldRow(N_("Who told us"), self.informant),
                "benefits": FieldRow(N_("Benefits the household receives"), Many(words.BENEFITS)),
                "income": FieldRow(N_("Where the income comes from"), Many(words.INCOMES)),
                "note": FieldRow(N_("Note"), Paragraph(3)),
            },
        )
        slots = self.slots
        self.setLayout(
            column(
                slots["place"],
                slots["address"],
                abreast(slots["landmark"], slots["phone"], least=180),
                slots["informant"],
                slots["benefits"],
                slots["income"],
                slots["note"],
                spacing=14,
            )
        )

    def offer_people(self, people: Sequence[Person]) -> None:
        """Offer the members as those who told us."""
        self.informant.set_options(names_of(people))


class PersonForm(RecordForm):
    """A member of the household."""

    def __init__(self, session: Session) -> None:
        super().__init__(
            Person,
            {
                "surname": FieldRow(N_("Surname"), Line()),
                "name": FieldRow(N_("Name"), Line()),
                "patronymic": FieldRow(N_("Father's name"), Line()),
                "former_surname": FieldRow(N_("Former surname"), Line()),
                "sex": FieldRow(N_("Sex"), Buttons(words.SEXES)),
                "language": FieldRow(N_("Language"), Buttons(words.LANGUAGES)),
                "birth": FieldRow(N_("Date of birth"), BirthInput(session.today)),
                "kinship": FieldRow(
                    N_("Relation to the head"), Choice(words.KINSHIPS, empty=N_("Not chosen"))
                ),
                "phone": FieldRow(N_("Phone"), Line()),
                "disability": FieldRow(N_("Disability"), Choice(words.DISABILITIES, empty=N_("Not chosen"))),
                "benefit": FieldRow(N_("Benefit"), Choice(words.BENEFITS, empty=N_("None, or not known"))),
                "moved_out": FieldRow(N_("Moved out on"), DateEdit()),
                "died": FieldRow(N_("Died on"), DateEdit()),
            },
        )
        pairs = (
            ("surname", "name"),
            ("patronymic", "former_surname"),
            ("sex", "language"),
            ("kinship", "phone"),
            ("disability", "benefit"),
            ("moved_out", "died"),
        )
        rows: list[QWidget] = [abreast(*(self.slots[one] for one in pair)) for pair in pairs]
        rows.insert(3, self.slots["birth"])
        self.setLayout(column(*rows, spacing=14))
        self.setFocusProxy(self.control("surname"))


class PaperForm(RecordForm):
    """A paper of a member."""

    def __init__(self) -> None:
        self.person = Choice({}, empty=N_("Choose the person"))
        super().__init__(
            Document,
            {
                "person": FieldRow(N_("Whose paper"), self.person),
                "type": FieldRow(N_("Document"), Choice(words.DOCUMENTS, empty=N_("Choose the document"))),
                "number": FieldRow(N_("Number"), Line()),
                "issued": FieldRow(N_("Date of issue"), DateEdit(partial=True)),
                "issuer": FieldRow(N_("Issued by"), Line()),
            },
        )
        slots = self.slots
        self.setLayout(
            column(
                slots["person"],
                slots["type"],
                abreast(slots["number"], slots["issued"], least=170),
                slots["issuer"],
                spacing=14,
            )
        )
        self.setFocusProxy(self.person)

    def offer_people(self, people: Sequence[Person]) -> None:
        """Offer the members as those whose paper it is."""
        self.person.set_options(names_of(people))


class RelationForm(RecordForm):
    """Who is what to whom."""

    def __init__(self) -> None:
        self.person = Choice({}, empty=N_("Choose the person"))
        self.other = Choice({}, empty=N_("Choose the person"))
        super().__init__(
            Relation,
            {
                "person": FieldRow(N_("This person"), self.person),
                "kinship": FieldRow(N_("is the"), Choice(words.KINSHIPS, empty=N_("Not chosen"))),
                "other": FieldRow(N_("of this person"), self.other),
            },
        )
        self.setLayout(column(*self.slots.values(), spacing=14))
        self.setFocusProxy(self.person)

    def offer_people(self, people: Sequence[Person]) -> None:
        """Offer the members on both sides."""
        for choice in (self.person, self.other):
            choice.set_options(names_of(people))


class SidePanel(Card):
    """A form at the side of a page: its title, its way out, and what can be done with the record."""

    closed = Signal()
    trashed = Signal()

    def __init__(
        self, title: Says, form: RecordForm, closable: bool = True, actions: Sequence[QuietButton] = ()
    ) -> None:
        super().__init__()
        self.form = form
        self.title = Text(title, "heading", wrap=True)
        head = row(spacing=8)
        head.addWidget(self.title, 1)
        if closable:
            close = IconButton(N_("Close"), "close")
            close.clicked.connect(self.closed)
            head.addWidget(close)
        self.add(head)
        self.add(form)
        self.add(LetterRow())
        if closable:
            self.trash = DangerButton(N_("Move to the trash"), "trash")
            self.trash.clicked.connect(self.trashed)
            self.add(plain(Flow(*actions, self.trash, spacing=10)))
        self.box.addStretch(1)


def full_name(person: Person) -> str:
    """Return a person's name as lists show it."""
    return " ".join(part for part in (person.surname, person.name, person.patronymic) if part)


def names_of(people: Sequence[Person]) -> Mapping[str, Says]:
    """Return the names of people by identifier, as options."""

    def named(person: Person) -> Says:
        return lambda: full_name(person) or "—"

    return {person.id: named(person) for person in people}
