"""Joining a centre in three calm steps (worker), and enrolling devices (centre). The page does the work; these ask for it."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal, SignalInstance
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from app.errors import N_
from app.i18n import tr
from app.models.staff import Role as StaffRole
from app.sync.trust import DeviceRequest
from app.ui import shown, words
from app.ui.pages import Session
from app.ui.pages.columns import Panels
from app.ui.pages.inputs import Choice, Line, PlaceChoice
from app.ui.palette import Tone
from app.ui.widgets.buttons import Button, PrimaryButton, QuietButton
from app.ui.widgets.field import FieldRow
from app.ui.widgets.layout import Flow, Tiles, column, plain, row
from app.ui.widgets.steps import Step, StepBar, StepState
from app.ui.widgets.surfaces import Card, Rule
from app.ui.widgets.text import Picture, Text

CARD_NAME, REQUEST_NAME, CERTIFICATE_NAME = "centre.card", "device.request", "device.certificate"
_ROLES = (StaffRole.WORKER, StaffRole.SENIOR, StaffRole.SUPERVISOR)


def spoken_device(device: str) -> str:
    """Return the first digits of a device's id in groups, as two people compare them over the telephone."""
    return " ".join(device[at : at + 4] for at in range(0, 16, 4))


class JoinCard(Card):
    """The worker's three steps. It asks with paths and groups; `show_step` and `ask_groups` say where one stands."""

    card_chosen = Signal(str)
    groups_typed = Signal(object)
    request_wanted = Signal(str)
    certificate_chosen = Signal(str)

    STEPS = (N_("Centre's card"), N_("Laptop's request"), N_("Certificate"))

    def __init__(self) -> None:
        super().__init__(N_("Join the centre"))
        self._name, self._device = "", ""
        self._groups: tuple[int, int] = (1, 2)
        self.steps = StepBar()
        self.lines = (Line(), Line())
        self.rows = [
            FieldRow(lambda at=at: tr("Group {number} of the printed card", number=self._groups[at]), line)  # type: ignore[misc]
            for at, line in enumerate(self.lines)
        ]
        self.parts = (self._first(), self._compare(), self._second(), self._third(), self._done())
        self.panels = Panels(*self.parts)
        self.add(self.steps)
        self.add(self.panels)
        self.show_step(0)

    def _step(self, sentence: str, *parts: QWidget) -> QWidget:
        return plain(column(Text(sentence, wrap=True), *parts, spacing=12))

    def _first(self) -> QWidget:
        choose = PrimaryButton(N_("Choose the centre's card"), "upload")
        choose.clicked.connect(self._choose_card)
        return self._step(
            N_("Ask your centre for its card: a small file and a printed sheet. Choose the file here."),
            plain(Flow(choose)),
        )

    def _compare(self) -> QWidget:
        confirm, other = PrimaryButton(N_("The numbers agree"), "check"), QuietButton(N_("Another card"))
        confirm.clicked.connect(self._confirm)
        other.clicked.connect(lambda: self.show_step(0))
        for line in self.lines:
            line.returnPressed.connect(self._confirm)
        self.centre = Text(lambda: self._name, "heading", wrap=True)
        return plain(
            column(
                self.centre,
                Text(
                    N_(
                        "Type these two groups from the printed card, so that nobody can pass off a false one."
                    ),
                    wrap=True,
                ),
                Tiles(*self.rows, least=220),
                plain(Flow(confirm, other, spacing=10)),
                spacing=12,
            )
        )

    def _second(self) -> QWidget:
        save = PrimaryButton(N_("Save the request"), "save")
        onward = QuietButton(N_("I have the certificate"), "next")
        save.clicked.connect(self._choose_request)
        onward.clicked.connect(lambda: self.show_step(2))
        self.device = Text(lambda: spoken_device(self._device), "code")
        return self._step(
            N_(
                "Save the request on a stick and give it to the centre. The centre compares this number with you:"
            ),
            self.device,
            plain(Flow(save, onward, spacing=10)),
        )

    def _third(self) -> QWidget:
        choose = PrimaryButton(N_("Choose the certificate"), "upload")
        back = QuietButton(N_("Save the request again"), "back")
        choose.clicked.connect(self._choose_certificate)
        back.clicked.connect(lambda: self.show_step(1))
        return self._step(
            N_(
                "The centre gives back a certificate. Choose it here. Bundles can be made meanwhile: they wait."
            ),
            plain(Flow(choose, back, spacing=10)),
        )

    def _done(self) -> QWidget:
        said = row(Picture("check", size=22, tone=Tone.OK), spacing=14)
        said.addWidget(Text(lambda: tr("This laptop belongs to {name}.", name=self._name), wrap=True), 1)
        renew = QuietButton(N_("Import a new certificate"), "upload")
        renew.clicked.connect(self._choose_certificate)
        return plain(column(plain(said), plain(Flow(renew)), spacing=12))

    def show_step(self, step: int, name: str = "", device: str = "") -> None:
        """Show a step: 0 the card, 1 the request, 2 the certificate, 3 done."""
        self._name, self._device = name or self._name, device or self._device
        states = [
            StepState.DONE if at < step else StepState.CURRENT if at == step else StepState.OPEN
            for at in range(3)
        ]
        self.steps.show_steps(
            [Step(id=str(at), title=self.STEPS[at], state=state) for at, state in enumerate(states)]
        )
        focused = QApplication.focusWidget()
        had = focused is not None and self.isAncestorOf(focused)
        self.steps.setVisible(step < 3)
        self.panels.show_only((self.parts[0], self.parts[2], self.parts[3], self.parts[4])[step])
        if had and (first := self.panels.current().findChild(Button)) is not None:
            first.setFocus()  # the keyboard goes on with the next step
        self.retell()

    def ask_groups(self, name: str, groups: tuple[int, int]) -> None:
        """Show the name on a card and ask for two groups of its fingerprint."""
        self._name, self._groups = name, groups
        for line, field in zip(self.lines, self.rows, strict=True):
            line.clear()
            field.set_error()
        self.panels.show_only(self.parts[1])
        self.retell()
        self.lines[0].setFocus()

    def retell(self) -> None:
        """Say the names and numbers again."""
        for part in (self.centre, self.device, *self.rows):
            part.retranslate()
        for text in self.parts[4].findChildren(Text):
            text.retranslate()

    def _confirm(self) -> None:
        missing = [not line.value() for line in self.lines]
        for field, empty in zip(self.rows, missing, strict=True):
            field.set_error(N_("Type the five digits of this group.") if empty else "")
        if not any(missing):
            typed = zip(self._groups, (line.value() for line in self.lines), strict=True)
            self.groups_typed.emit(dict(typed))

    def _choose_card(self) -> None:
        self._open(tr("Choose the centre's card"), self.card_chosen)

    def _choose_certificate(self) -> None:
        self._open(tr("Choose the certificate"), self.certificate_chosen)

    def _open(self, title: str, chosen: SignalInstance) -> None:
        path, _filter = QFileDialog.getOpenFileName(self, title)
        if path:
            chosen.emit(path)

    def _choose_request(self) -> None:
        path, _filter = QFileDialog.getSaveFileName(self, tr("Save the request"), REQUEST_NAME)
        if path:
            self.request_wanted.emit(path)


class AdmitCard(Card):
    """The centre's side: its card, and a device's request to be compared and answered."""

    card_wanted = Signal(str)
    paper_wanted = Signal(str)
    print_wanted = Signal()
    request_chosen = Signal(str)
    admitted = Signal(str, object, str, str)

    def __init__(self, session: Session) -> None:
        super().__init__(N_("Enrol laptops"))
        self._session = session
        self._fingerprint: Sequence[str] = ()
        self._asked: DeviceRequest | None = None
        self._path = ""
        self.add(self._card_part())
        self.request = self._request_part()
        self.add(self.request)
        self.request.hide()

    def _card_part(self) -> QWidget:
        save, paper = QuietButton(N_("Save the card"), "save"), QuietButton(N_("Save as PDF"), "download")
        print_, choose = (
            QuietButton(N_("Print the card"), "print"),
            PrimaryButton(N_("Import a request"), "upload"),
        )
        save.clicked.connect(lambda: self._save(CARD_NAME, self.card_wanted))
        paper.clicked.connect(lambda: self._save("centre-card.pdf", self.paper_wanted))
        print_.clicked.connect(self.print_wanted)
        choose.clicked.connect(self._choose)
        self.digits = Text(lambda: " ".join(self._fingerprint), "code", wrap=True)
        self.digits.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return plain(
            column(
                Text(
                    N_(
                        "Give every worker the card of this centre, as a file and on paper. Its printed number:"
                    ),
                    "muted",
                    wrap=True,
                ),
                self.digits,
                plain(Flow(choose, save, print_, paper, spacing=10)),
                spacing=12,
            )
        )

    def _request_part(self) -> QWidget:
        self.who = Text(self._who, "heading", wrap=True)
        self.device = Text(lambda: spoken_device(self._asked.card.device) if self._asked else "", "code")
        self.role = Choice({role: words.ROLES[role] for role in _ROLES})
        self.place = PlaceChoice(self._session.places)
        admit, leave = PrimaryButton(N_("Enrol and save the certificate"), "key"), QuietButton(N_("Cancel"))
        admit.clicked.connect(self._admit)
        leave.clicked.connect(lambda: self.request.hide())
        return plain(
            column(
                Rule(),
                self.who,
                Text(N_("Compare this number with the one on the worker's laptop:"), wrap=True),
                self.device,
                Tiles(FieldRow(N_("Role"), self.role), FieldRow(N_("Place"), self.place), least=230),
                plain(Flow(admit, leave, spacing=10)),
                spacing=12,
            )
        )

    def show_fingerprint(self, groups: Sequence[str]) -> None:
        """Show the printed number of this centre's card."""
        self._fingerprint = groups
        self.digits.retranslate()

    def show_request(self, asked: DeviceRequest, path: str) -> None:
        """Show who asks to be enrolled."""
        self._asked, self._path = asked, path
        self.role.set_value(str(asked.role))
        self.place.set_value(asked.place)
        self.request.show()
        self.who.retranslate()
        self.device.retranslate()

    def close_request(self) -> None:
        """Put an answered request away."""
        self._asked = None
        self.request.hide()

    def _who(self) -> str:
        if self._asked is None:
            return ""
        place = shown.place(self._session.places, self._asked.place)
        return " · ".join(part for part in (self._asked.name, place) if part)

    def _save(self, name: str, wanted: SignalInstance) -> None:
        path, _filter = QFileDialog.getSaveFileName(self, tr("Save the card"), name)
        if path:
            wanted.emit(path)

    def _choose(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(self, tr("Import a request"))
        if path:
            self.request_chosen.emit(path)

    def _admit(self) -> None:
        name = str(Path(self._path).with_name(CERTIFICATE_NAME))
        path, _filter = QFileDialog.getSaveFileName(self, tr("Enrol and save the certificate"), name)
        if path:
            self.admitted.emit(self._path, StaffRole(self.role.value()), self.place.value(), path)
