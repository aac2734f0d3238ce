"""The lists of a household's page: members, relations, papers, cases."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.errors import N_
from app.i18n import tr
from app.models.household import Document, Person, Relation
from app.store.queries import CaseItem, HouseholdFile
from app.ui import shown, words
from app.ui.pages import Session
from app.ui.pages.case_columns import LockPainter, duty_column, number_column, when_column
from app.ui.pages.fit_table import FitTable
from app.ui.pages.household_forms import full_name
from app.ui.says import Says
from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.layout import column, row
from app.ui.widgets.surfaces import Card
from app.ui.widgets.table_model import Cell, Column
from app.ui.widgets.text import Text


class ListCard(Card):
    """A titled list with one thing to do, and what it says while it is empty."""

    def __init__(
        self, title: Says, table: FitTable[Any], empty: Says, action: LinkButton | None = None
    ) -> None:
        super().__init__(margin=4)
        self.table = table
        head = row(spacing=8, margin=10)
        head.addWidget(Text(title, "heading", wrap=True), 1)
        if action is not None:
            head.addWidget(action)
        self.empty = Text(empty, "muted", wrap=True)
        self.empty.setContentsMargins(12, 0, 12, 12)
        self.box.setSpacing(0)
        self.add(head)
        self.add(table)
        self.add(self.empty)
        self.show_rows(())

    def show_rows(self, rows: Sequence[Any]) -> None:
        """Show these rows."""
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.empty.setVisible(not rows)


class HouseholdTables(QWidget):
    """Members first, then cases, relations and papers."""

    paper_asked = Signal()
    relation_asked = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._people: dict[str, Person] = {}
        self.people: FitTable[Person] = FitTable(self._person_columns(), N_("Members"))
        self.cases: FitTable[CaseItem] = FitTable(self._case_columns(), N_("Cases of this household"))
        self._locks = LockPainter(self.cases)
        self.cases.cells = self._locks
        self.cases.setItemDelegate(self._locks)
        self.relations: FitTable[Relation] = FitTable(self._relation_columns(), N_("Relations"))
        self.papers: FitTable[Document] = FitTable(self._paper_columns(), N_("Papers"))
        add_relation, add_paper = LinkButton(N_("Add a relation")), LinkButton(N_("Add a paper"))
        add_relation.clicked.connect(self.relation_asked)
        add_paper.clicked.connect(self.paper_asked)
        self._cards = (
            ListCard(N_("Members"), self.people, N_("No member is written down yet.")),
            ListCard(N_("Cases of this household"), self.cases, N_("No case is open here.")),
            ListCard(
                N_("Relations"),
                self.relations,
                N_("Write down who is what to whom, where it matters."),
                add_relation,
            ),
            ListCard(N_("Papers"), self.papers, N_("No paper is written down yet."), add_paper),
        )
        self.setLayout(column(*self._cards, spacing=14))

    def show_home(self, file: HouseholdFile, cases: Sequence[CaseItem]) -> None:
        """Show what a household holds."""
        self._people = {one.id: one for one in file.people}
        ordered = sorted(file.people, key=lambda one: (one.kinship != "head", one.birth, one.id))
        for card, rows in zip(self._cards, (ordered, cases, file.relations, file.documents), strict=True):
            card.show_rows(tuple(rows))

    def _name(self, person: str) -> str:
        known = self._people.get(person)
        return full_name(known) if known else "—"

    def _person_columns(self) -> list[Column[Person]]:
        today = self._session.today
        return [
            Column(id="name", title=N_("Name"), text=full_name, cell=Cell.STRONG, width=150, stretch=3),
            Column(
                id="kinship",
                title=N_("Relation to the head"),
                text=lambda one: tr(words.word(words.KINSHIPS, one.kinship)),
                width=130,
                stretch=2,
            ),
            Column(id="age", title=N_("Age"), text=lambda one: shown.age(one.birth, today()), width=80),
            Column(
                id="state",
                title=N_("Remarks"),
                text=self._remarks,
                width=100,
                stretch=2,
                drop_below=520,
            ),
        ]

    @staticmethod
    def _remarks(one: Person) -> str:
        disability = "" if one.disability in ("none", "not_known") else one.disability
        parts = (
            tr("died") if one.died else "",
            tr("moved out") if one.moved_out else "",
            tr(words.word(words.DISABILITIES, disability)),
            tr(words.word(words.BENEFITS, one.benefit)),
        )
        return ", ".join(part for part in parts if part)

    def _case_columns(self) -> list[Column[CaseItem]]:
        return [
            number_column(),
            Column(
                id="client",
                title=N_("Client"),
                text=lambda item: "" if item.restricted else item.name,
                width=130,
                stretch=2,
            ),
            duty_column(),
            when_column(self._session),
        ]

    def _relation_columns(self) -> list[Column[Relation]]:
        return [
            Column(id="person", title=N_("Person"), text=lambda one: self._name(one.person), stretch=2),
            Column(
                id="kinship",
                title=N_("is the"),
                text=lambda one: tr(words.word(words.KINSHIPS, one.kinship)),
                stretch=2,
            ),
            Column(id="other", title=N_("of"), text=lambda one: self._name(one.other), stretch=2),
        ]

    def _paper_columns(self) -> list[Column[Document]]:
        return [
            Column(
                id="type",
                title=N_("Document"),
                text=lambda one: tr(words.word(words.DOCUMENTS, one.type)),
                stretch=2,
            ),
            Column(id="person", title=N_("Whose paper"), text=lambda one: self._name(one.person), stretch=2),
            Column(id="number", title=N_("Number"), text=lambda one: one.number, stretch=1),
            Column(id="issued", title=N_("Date of issue"), text=lambda one: shown.day(one.issued), width=120),
        ]
