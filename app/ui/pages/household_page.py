"""One household: its members, their relations and papers, where they live, and the cases among them. Saves as one types."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal

from app.errors import N_
from app.i18n import ntr, tr
from app.models.edit import Delete, Put
from app.models.household import Document, Person, Relation
from app.models.record import defaults, hints, is_list
from app.store import queries
from app.store.queries import CaseItem, Conflict, HouseholdFile, Order, Wanted
from app.store.vault import Vault
from app.ui import shortcuts, shown
from app.ui.background import Background
from app.ui.pages import Session
from app.ui.pages.autosave import Autosave, Kept
from app.ui.pages.columns import Panels, TwoColumns
from app.ui.pages.conflict_note import ConflictNote
from app.ui.pages.household_forms import HomeForm, PaperForm, PersonForm, RelationForm, SidePanel, full_name
from app.ui.pages.household_tables import HouseholdTables
from app.ui.pages.page import PageWidget, page_header
from app.ui.pages.record_form import RecordForm
from app.ui.pages.registering import new_id
from app.ui.widgets.buttons import PrimaryButton, QuietButton
from app.ui.widgets.layout import column, plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """What the page shows of a household, read in one go; `names` are members and staff by identifier."""

    file: HouseholdFile
    cases: tuple[CaseItem, ...]
    names: Mapping[str, str]


def read_home(vault: Vault, stream: str) -> Home | None:
    """Return a household with its cases (closed ones too), or None when it is not here."""
    file = queries.household_file(vault, stream)
    if file is None:
        return None
    household = stream.partition(":")[2]
    cases = [
        one
        for closed in (False, True)
        for one in queries.cases(vault, Wanted(household=household, closed=closed), order=Order.NAME)
    ]
    names = {one.id: one.name for one in queries.staff(vault).values()}
    return Home(file=file, cases=tuple(cases), names=names | {one.id: full_name(one) for one in file.people})


class HouseholdPage(PageWidget):
    """Shows and edits a household. The panel at the side holds the household, or the chosen member, paper or relation."""

    case_opened = Signal(str)
    request_asked = Signal(str)
    person_request_asked = Signal(str, str)

    def __init__(self, background: Background[Vault], session: Session) -> None:
        super().__init__(background, session)
        self._home: Home | None = None
        self.autosave = Autosave(background, self.show_trouble, self)
        self.autosave.kept.connect(self._note_kept)
        self.add_person = PrimaryButton(N_("Add a member"), "plus")
        self.add_person.clicked.connect(lambda: self._edit(Person(id=new_id())))
        self.header = page_header(self._name, self._where, [self.add_person])
        self._make_panels()
        self.tables = HouseholdTables(session)
        self._connect_tables()
        self.others = column(spacing=10)
        left = plain(column(self.tables, 0))
        self.box.addWidget(self.header)
        self.box.addLayout(self.others)
        self.box.addWidget(TwoColumns(left, self.panel, least=980), 1)
        shortcuts.bind(self, {"new": self.add_person.click, "save": self.flush})
        self.setFocusProxy(self.add_person)
        self.refresh()

    def _make_panels(self) -> None:
        self.home, self.person = HomeForm(self.session), PersonForm(self.session)
        self.paper, self.relation = PaperForm(), RelationForm()
        ask = QuietButton(N_("New request for this person"), "plus")
        ask.clicked.connect(self._ask_for_person)
        self.forms: tuple[RecordForm, ...] = (self.home, self.person, self.paper, self.relation)
        self.panels = (
            SidePanel(N_("Household"), self.home, closable=False),
            SidePanel(N_("Member"), self.person, actions=[ask]),
            SidePanel(N_("Paper"), self.paper),
            SidePanel(N_("Relation"), self.relation),
        )
        self.panel = Panels(*self.panels)
        for form, panel in zip(self.forms, self.panels, strict=True):
            form.edited.connect(self.autosave.put)
            form.settled.connect(self._settle)
            panel.closed.connect(self._close_panel)
            panel.trashed.connect(lambda form=form: self._trash(form.record))

    def _connect_tables(self) -> None:
        tables = self.tables
        for table in (tables.people, tables.papers, tables.relations):
            table.opened.connect(self._edit)
        tables.cases.opened.connect(lambda item: self.case_opened.emit(item.stream))
        tables.paper_asked.connect(lambda: self._edit(Document(id=new_id())))
        tables.relation_asked.connect(lambda: self._edit(Relation(id=new_id())))

    def load(self, **where: Any) -> None:
        """Read a household (`stream`; without it, the one shown)."""
        stream = str(where.get("stream") or self.where.get("stream", ""))
        self.flush()
        if stream != self.where.get("stream"):
            self._close_panel()
            self._home = None
            self.to_top()
        super().load(stream=stream)
        if stream:
            self.ask(lambda vault: read_home(vault, stream), self._show)

    def flush(self) -> None:
        """Keep what was typed in the last second."""
        self.autosave.flush()

    def _show(self, home: Home | None) -> None:
        if home is None or home.file.stream != self.where.get("stream"):
            return
        if self.autosave.waits:
            self.load()  # typed meanwhile: save that first, then read again
            return
        self._home = home
        file = home.file
        every: list[Any] = [file.household, *file.people, *file.documents, *file.relations]
        self.autosave.begin(file.stream, file.heads, every)
        for offering in (self.home, self.paper, self.relation):
            offering.offer_people(file.people)
        self._show_forms(file, {one.id: one for one in every})
        self._show_other_conflicts(file.conflicts)
        self.tables.show_home(file, home.cases)
        self.retranslate()

    def _show_forms(self, file: HouseholdFile, every: Mapping[str, Any]) -> None:
        self.home.show_record(file.household)
        for form in self.forms[1:]:
            known = every.get(form.record.id) if form.record is not None else None
            if known is not None:
                form.show_record(known)
        for form in self.forms:
            form.show_conflicts(file.conflicts, self.session.places, self._names())

    def _show_other_conflicts(self, found: Sequence[Conflict]) -> None:
        """Members and papers are shown one at a time; their conflicts stand on top, so that none is hidden."""
        while self.others.count():
            old = self.others.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        at_fields = (
            {(self._home.file.household.id, name) for name in self.home.slots} if self._home else set()
        )
        for conflict in found:
            if (conflict.record, conflict.field) not in at_fields:
                note = ConflictNote(conflict, self.session.places, self._names(), named=True)
                note.settled.connect(self._settle)
                self.others.addWidget(note)

    def _names(self) -> Mapping[str, str]:
        return self._home.names if self._home else {}

    def _edit(self, record: Any) -> None:
        self.flush()
        form, panel = next(
            (form, panel)
            for form, panel in zip(self.forms, self.panels, strict=True)
            if form.kind is type(record)
        )
        form.show_record(record)
        conflicts = self._home.file.conflicts if self._home else ()
        form.show_conflicts(conflicts, self.session.places, self._names())
        self.panel.show_only(panel)
        self.reveal(panel.title)
        form.setFocus()

    def _close_panel(self) -> None:
        self.flush()
        self.panel.show_only(self.panels[0])

    def _trash(self, record: Any) -> None:
        if record is None or self._home is None:
            return
        stream = self._home.file.stream
        self.autosave.save([Delete(record=record.id, kind=record.KIND)])
        self._close_panel()
        self.tell(N_("Moved to the trash."), lambda: self._take_back(stream, record))

    def _take_back(self, stream: str, record: Any) -> None:
        edits = [_touch(record)]
        self.ask(lambda vault: vault.commit(stream, edits), lambda _change: self._reread())

    def _settle(self, conflict: Conflict, value: Any) -> None:
        edit = Put(record=conflict.record, kind=conflict.kind, field=conflict.field, value=value)
        self.autosave.save([edit])

    def _reread(self) -> None:
        self.load()

    def _note_kept(self, kept: Kept) -> None:
        self.forget_trouble()
        self.saved.emit(kept.stream)
        if kept.stream == self.where.get("stream"):
            self._reread()

    def _ask_for_person(self) -> None:
        self.flush()
        if self._home is not None and self.person.record is not None:
            self.person_request_asked.emit(self._home.file.stream, self.person.record.id)

    def _name(self) -> str:
        people = self._home.file.people if self._home else ()
        head = next((one for one in people if one.kinship == "head"), people[0] if people else None)
        return full_name(head) if head else tr("Household")

    def _where(self) -> str:
        if self._home is None:
            return ""
        home = self._home.file.household
        members = ntr("{n} member", "{n} members", len(self._home.file.people))
        place = shown.place(self.session.places, home.place)
        return " · ".join(part for part in (members, place, home.address) if part)

    def retranslate(self) -> None:
        """Say the household's name again."""
        self.header.title.retranslate()
        self.header.subtitle.retranslate()


def _touch(record: Any) -> Put:
    """Return an edit that changes nothing of a record but takes it out of the trash."""
    kind: Any = type(record)
    usual = defaults(kind)
    names = [name for name, hint in hints(kind).items() if not is_list(hint)]
    field = next((name for name in names if getattr(record, name) != usual.get(name)), names[0])
    value = getattr(record, field)
    return Put(
        record=record.id, kind=record.KIND, field=field, value=str(value) if isinstance(value, str) else value
    )
