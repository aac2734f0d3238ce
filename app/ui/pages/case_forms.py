"""What is written down in a case: a consent, a visit, the decision about need, the closing."""

from collections.abc import Mapping
from datetime import date

from app.errors import N_
from app.models import fact
from app.models.case import Case, Consent, Manner, Need, Purpose
from app.models.edit import Edit, Put, Submit
from app.models.household import Language
from app.models.record import difference
from app.models.service import may_recognise
from app.ui import words
from app.ui.letters import LetterRow
from app.ui.pages import Session
from app.ui.pages.inputs import Buttons, Check, Choice, Line, Paragraph, abreast
from app.ui.pages.registering import new_id
from app.ui.pages.section import EntryForm
from app.ui.says import Says
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.field import FieldRow

NO_DAY = N_("Please write the day, like 07.05.2026.")
NOT_YET = N_("This day has not come yet.")
CHOOSE = N_("Please choose one.")


def day_trouble(control: DateEdit, today: date, *, past: bool = False) -> str:
    """Return what is wrong with a day that must be there; with `past` it must not lie ahead."""
    if not control.is_valid() or not control.value():
        return NO_DAY
    return NOT_YET if past and control.value() > today.isoformat() else ""


class ConsentForm(EntryForm):
    """The client's word, for one purpose."""

    def __init__(self, session: Session) -> None:
        self._session = session
        super().__init__(
            {
                "purpose": FieldRow(N_("Purpose"), Choice(words.PURPOSES), required=True),
                "recipient": FieldRow(N_("Recipient"), Line()),
                "given_by": FieldRow(N_("Who gave it"), Choice(words.GIVERS), required=True),
                "manner": FieldRow(N_("How it was given"), Choice(words.MANNERS), required=True),
                "given": FieldRow(N_("Given on"), DateEdit(), required=True),
                "expires": FieldRow(N_("Valid until"), DateEdit()),
                "witness": FieldRow(N_("Witness"), Line()),
                "assent": FieldRow(N_("The child"), Check(N_("The child agrees too"))),
                "exception": FieldRow(N_("Why there is no consent"), Paragraph(2)),
                "approver": FieldRow(N_("Who approved the exception"), Line()),
            },
            N_("Save the consent"),
        )
        rows = self.rows
        for part in (
            abreast(rows["purpose"], rows["recipient"], least=170),
            abreast(rows["given_by"], rows["manner"], least=170),
            abreast(rows["given"], rows["expires"], least=170),
            abreast(rows["witness"], rows["assent"], least=170),
            rows["exception"],
            rows["approver"],
        ):
            self.fields.addWidget(part)
        purpose = rows["purpose"].control
        assert isinstance(purpose, Choice)  # noqa: S101 - it was made six lines above
        purpose.changed.connect(lambda _code: self._fit())
        self.clear(child=False)

    def clear(self, *, child: bool) -> None:
        """Begin again; a child is asked for its own word too."""
        for name in ("recipient", "expires", "witness", "exception", "approver"):
            self.set_value(name, "")
        usual = {
            "purpose": "assessment",
            "given_by": "representative" if child else "self",
            "manner": "signed",
        }
        for name, value in usual.items():
            self.set_value(name, value)
        self.set_value("given", self._session.today().isoformat())
        self.set_value("assent", False)
        self.rows["assent"].setVisible(child)
        self._fit()

    def _fit(self) -> None:
        self.rows["recipient"].setVisible(self.value("purpose") in (Purpose.SHARING, Purpose.SERVICES))

    def troubles(self) -> Mapping[str, str]:
        """An exception stands for the client's word, and needs who approved it."""
        excepted = bool(self.value("exception"))
        spoken = self.value("manner") == Manner.SPOKEN
        expires = self.rows["expires"].control
        assert isinstance(expires, DateEdit)  # noqa: S101 - it was made above
        sharing = self.value("purpose") == Purpose.SHARING
        day = self.rows["given"].control
        assert isinstance(day, DateEdit)  # noqa: S101 - it was made above
        return {
            "recipient": N_("Please write who receives the data.")
            if sharing and not self.value("recipient")
            else "",
            "given": day_trouble(day, self._session.today(), past=True),
            "expires": "" if expires.is_valid() else NO_DAY,
            "witness": N_("A spoken consent needs a witness.")
            if spoken and not self.value("witness") and not excepted
            else "",
            "approver": N_("Please write who approved the exception.")
            if excepted and not self.value("approver")
            else "",
        }

    def edits(self, language: Language) -> list[Edit]:
        """Return what is to be saved."""
        found = self.values()
        consent = Consent(
            id=new_id(),
            purpose=Purpose(found["purpose"]),
            recipient=found["recipient"],
            given_by=found["given_by"],
            manner=Manner(found["manner"]),
            language=language,
            given=found["given"],
            expires=found["expires"],
            witness=found["witness"],
            assent=found["assent"],
            exception=found["exception"],
            approver=found["approver"],
        )
        return difference(None, consent)


class VisitForm(EntryForm):
    """A visit that took place. The date of the next one is part of it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._key = new_id()
        super().__init__(
            {
                "done": FieldRow(N_("What was done"), Paragraph(4), required=True),
                "kind": FieldRow(N_("Kind"), Choice(words.VISIT_KINDS), required=True),
                "on": FieldRow(N_("Day of the visit"), DateEdit(), required=True),
                "next_visit": FieldRow(N_("Next visit"), DateEdit(), required=True),
            },
            N_("Save the visit"),
        )
        rows = self.rows
        self.fields.addWidget(abreast(rows["kind"], rows["on"], rows["next_visit"], least=150))
        self.fields.addWidget(rows["done"])
        self.fields.addWidget(LetterRow())
        self.clear("")

    def clear(self, proposed: str) -> None:
        """Begin again; `proposed` is when the next visit should be."""
        self._key = new_id()
        self.fill({"on": self._session.today().isoformat(), "kind": "home", "next_visit": proposed})

    def fill(self, found: Mapping[str, str]) -> None:
        """Show what a draft kept."""
        for name in self.rows:
            self.set_value(name, str(found.get(name) or ""))

    def troubles(self) -> Mapping[str, str]:
        """Every visit says what was done, and when the next one is."""
        today, on, following = self._session.today(), self.rows["on"].control, self.rows["next_visit"].control
        assert isinstance(on, DateEdit)  # noqa: S101 - both were made above
        assert isinstance(following, DateEdit)  # noqa: S101 - both were made above
        late = following.value() <= on.value()
        return {
            "kind": "" if self.value("kind") else CHOOSE,
            "on": day_trouble(on, today, past=True),
            "next_visit": day_trouble(following, today)
            or (N_("The next visit comes after this one.") if late else ""),
            "done": "" if self.value("done") else N_("Please write in a few words what was done."),
        }

    def edit(self) -> Submit:
        """Return what is to be saved."""
        found = self.values()
        return fact.visit(
            on=found["on"],
            by=self._session.staff,
            kind=found["kind"],
            done=found["done"],
            next_visit=found["next_visit"],
            key=self._key,
        )


class NeedForm(EntryForm):
    """Whether the person needs services, who decided it, when and on which ground."""

    def __init__(self, session: Session) -> None:
        self._session = session
        needs: dict[str, Says] = {code: words.NEEDS[code] for code in (Need.NEEDS, Need.DOES_NOT)}
        super().__init__(
            {
                "need": FieldRow(N_("Decision"), Buttons(needs), required=True),
                "ground": FieldRow(N_("Ground"), Choice(words.GROUNDS), required=True),
                "on": FieldRow(N_("Decided on"), DateEdit(), required=True),
            },
            N_("Save the decision"),
        )
        self.fields.addWidget(self.rows["need"])
        self.fields.addWidget(abreast(self.rows["ground"], self.rows["on"], least=150))
        self.clear(Need.UNKNOWN)

    def clear(self, proposed: str) -> None:
        """Begin again; `proposed` is what the last assessment came to."""
        self.set_value("need", proposed)
        self.set_value("ground", "initial")
        self.set_value("on", self._session.today().isoformat())

    def troubles(self) -> Mapping[str, str]:
        """Who, when and on which ground: the law asks for all three."""
        on = self.rows["on"].control
        assert isinstance(on, DateEdit)  # noqa: S101 - it was made above
        wrong = day_trouble(on, self._session.today(), past=True)
        day = None if wrong else date.fromisoformat(on.value())
        refused = may_recognise(by=self._session.staff, on=day, ground=self.value("ground"))
        return {
            "need": "" if self.value("need") else CHOOSE,
            "ground": refused.sentence if refused is not None and not wrong else "",
            "on": wrong,
        }

    def edits(self, case: Case) -> list[Edit]:
        """Return what is to be saved: the decision, and the case's need by it."""
        found = self.values()
        made: Edit = fact.recognition(
            need=found["need"], ground=found["ground"], on=found["on"], by=self._session.staff
        )
        return [made, Put(record=case.id, kind=Case.KIND, field="need", value=found["need"])]


CLOSINGS: Mapping[str, str] = {
    "goals_achieved": N_("Goals achieved"),
    "client_refused": N_("The client refused"),
    "client_moved": N_("The client moved away"),
    "client_died": N_("The client died"),
    "transferred": N_("Handed over to another agency"),
}


class ClosingForm(EntryForm):
    """Why and with what outcome the case is closed. A closed case can be opened again; its history stays."""

    def __init__(self, session: Session) -> None:
        self._session = session
        super().__init__(
            {
                "reason": FieldRow(N_("Reason"), Choice(CLOSINGS, empty=N_("Not chosen")), required=True),
                "outcome": FieldRow(N_("Outcome"), Paragraph(3), required=True),
            },
            N_("Close the case"),
        )
        for one in self.rows.values():
            self.fields.addWidget(one)

    def troubles(self) -> Mapping[str, str]:
        """Both are asked for."""
        return {
            "reason": "" if self.value("reason") else CHOOSE,
            "outcome": "" if self.value("outcome") else N_("Please write what has changed for the client."),
        }

    def edits(self, case: Case) -> list[Edit]:
        """Return what is to be saved."""
        found, today = self.values(), self._session.today().isoformat()
        body = {
            "on": today,
            "by": self._session.staff,
            "reason": found["reason"],
            "outcome": found["outcome"],
        }
        fields = {"closed": today, "closure_reason": found["reason"], "outcome": found["outcome"]}
        puts = [Put(record=case.id, kind=Case.KIND, field=name, value=fields[name]) for name in fields]
        return [Submit(kind="closure", body=body), *puts]
