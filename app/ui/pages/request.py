"""A new request: one page, three minutes. Only surname, name, sex and age are asked for."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal

from app.errors import N_
from app.i18n import tr
from app.models import kinds
from app.models.case import Case, Source
from app.models.case_number import case_number
from app.models.household import Household, Language, Person, Sex
from app.store import drafts, queries
from app.store.drafts import Draft
from app.store.finding import Hit
from app.store.vault import Vault
from app.ui import shortcuts
from app.ui.background import Background
from app.ui.letters import LetterRow
from app.ui.pages import Session
from app.ui.pages.columns import Panels
from app.ui.pages.continuing import REQUEST
from app.ui.pages.drafting import Drafting, decoded
from app.ui.pages.page import PageWidget, page_header
from app.ui.pages.registered import RegisteredCard
from app.ui.pages.registering import Registered, Request, alike, free_id, member, new_id, register
from app.ui.pages.request_form import RequestForm
from app.ui.widgets.buttons import PrimaryButton, QuietButton
from app.ui.widgets.layout import Flow, column, plain, row


class RequestPage(PageWidget):
    """Registers a person: a new household, or a member of one that is here. Nothing typed is lost before it is saved."""

    case_opened = Signal(str)
    household_opened = Signal(str)
    left = Signal()

    def __init__(self, background: Background[Vault], session: Session) -> None:
        super().__init__(background, session)
        self._case, self._home, self._person = "", "", ""
        self.header = page_header(N_("New request"), self._numbered)
        self.form = RequestForm(session)
        self.form.touched.connect(self._touch)
        self.form.named.connect(self._look_for_same)
        self.form.same.chosen.connect(self._open_same)
        self.register_button = PrimaryButton(N_("Register"), "check")
        self.register_button.clicked.connect(self._register)
        self.later = QuietButton(N_("Finish later"))
        self.later.clicked.connect(self._leave)
        self.result = RegisteredCard()
        self.result.case_opened.connect(self.case_opened)
        self.result.household_opened.connect(self.household_opened)
        self.result.another_asked.connect(lambda: self.load())
        self.drafting = Drafting(background, self._gather, self.show_trouble, self)
        self._lay_out()
        shortcuts.bind(self, {"save": self._register})
        self.setFocusProxy(self.form.surname)
        self.refresh()

    def _lay_out(self) -> None:
        foot = row(LetterRow(), 0)
        foot.addWidget(plain(Flow(self.later, self.register_button, spacing=10)))
        self.writing = plain(column(self.header, self.form, 0, plain(foot), spacing=14))
        self.panels = Panels(self.writing, self.result)
        self.box.addWidget(self.panels, 1)

    def load(self, **where: Any) -> None:
        """Begin a request: of a household that is here (`household`, perhaps its member `person`), or a `draft` again."""
        super().load(**where)
        self.drafting.flush()
        self.drafting.begin("", "")
        self._case, self._home, self._person = (
            "",
            str(where.get("household", "")),
            str(where.get("person", "")),
        )
        self.form.clear()
        self._show_form(True)
        home, person, key = self._home, self._person, str(where.get("draft", ""))
        self.ask(lambda vault: self._begin(vault, home, person, key), lambda found: self._start(*found))

    @staticmethod
    def _begin(
        vault: Vault, home: str, person: str, key: str
    ) -> tuple[str, Household | None, Person | None, Draft | None]:
        file = queries.household_file(vault, home) if home else None
        known = member(vault, home, person) if home and person else None
        return (
            free_id(vault),
            file.household if file else None,
            known,
            drafts.get(vault, key) if key else None,
        )

    def _start(
        self, case: str, household: Household | None, person: Person | None, draft: Draft | None
    ) -> None:
        values = decoded(draft.body) if draft else {}
        self._case = str(values.get("case") or case)
        self._home = str(values.get("home") or self._home or f"{kinds.HOUSEHOLD}:{new_id()}")
        self._person = str(values.get("person") or self._person or new_id())
        self.form.show_home(household)
        if person is not None:
            self.form.show_person(person)
        if values:
            self.form.fill(values)
        self.drafting.begin(f"{REQUEST}:{self._case}", "")
        self.retranslate()
        self.form.surname.setFocus()

    def retranslate(self) -> None:
        """Say the number again."""
        self.header.subtitle.retranslate()

    def flush(self) -> None:
        """Keep what was typed in the last second."""
        self.drafting.flush()

    def _numbered(self) -> str:
        if not self._case:
            return ""
        return tr(
            "Number {number}. Only what is marked is needed now; the rest can wait.",
            number=case_number(self._case),
        )

    def _gather(self) -> Mapping[str, Any]:
        ids = {"case": self._case, "home": self._home, "person": self._person}
        return {**self.form.values(), **ids}

    def _touch(self) -> None:
        self.drafting.touch()

    def _look_for_same(self, surname: str, name: str) -> None:
        besides = self._person
        self.ask(
            lambda vault: alike(vault, surname, name, besides),
            lambda hits: self._show_same(surname, name, hits),
        )

    def _show_same(self, surname: str, name: str, hits: Sequence[Hit]) -> None:
        if self.form.typed_name() == (surname, name):
            self.form.same.show_hits(hits)

    def _open_same(self, stream: str) -> None:
        self.flush()
        (self.case_opened if stream.startswith(f"{kinds.CASE}:") else self.household_opened).emit(stream)

    def _register(self) -> None:
        if not self._case or not self.register_button.isEnabled() or not self.form.check():
            return
        self.register_button.setEnabled(False)
        request = self._request()
        key = self.drafting.key

        def job(vault: Vault) -> Registered:
            made = register(vault, request)
            drafts.drop(vault, key)
            return made

        self.drafting.begin("", "")
        self.background.run(job, self._if_here(self._done), self._if_here(self._failed))

    def _failed(self, error: Any) -> None:
        self.register_button.setEnabled(True)
        self.drafting.begin(f"{REQUEST}:{self._case}", "")
        self.drafting.touch()
        self.show_trouble(error)

    def _done(self, made: Registered) -> None:
        self.forget_trouble()
        self.register_button.setEnabled(True)
        self.result.show_result(made)
        self._show_form(False)
        self.result.open.setFocus()
        self.saved.emit(made.case)

    def _show_form(self, writing: bool) -> None:
        self.panels.show_only(self.writing if writing else self.result)
        self.to_top()

    def _request(self) -> Request:
        values = self.form.values()
        person = Person(
            id=self._person,
            surname=values["surname"],
            name=values["name"],
            patronymic=values["patronymic"],
            sex=Sex(values["sex"]),
            birth=values["birth"],
            estimated=values["estimated"],
            phone=values["phone"],
            language=Language(values["language"]),
        )
        home = Household(
            id=self._home.partition(":")[2],
            place=values["place"],
            address=values["address"],
            phone=values["phone"],
        )
        case = Case(
            id=self._case,
            opened=self.session.today().isoformat(),
            source=Source(values["source"]),
            request=values["request"],
            owner=self.session.staff,
            language=Language(values["language"]),
        )
        return Request(household=home, person=person, case=case)

    def _leave(self) -> None:
        self.flush()
        self.left.emit()
