"""What the page of bundles shows: the delivery, two large buttons, results, what came and went, devices, enrolment."""

from collections.abc import Sequence

from PySide6.QtCore import QStandardPaths, Signal
from PySide6.QtWidgets import QFileDialog, QVBoxLayout, QWidget

from app.errors import N_
from app.i18n import current, tr
from app.store.vault import wall_clock
from app.sync.bundle import SUFFIX
from app.sync.exchange import BundleLine
from app.ui import shown, words
from app.ui.pages import Session
from app.ui.pages.bundle_reading import Desk, DeviceLine, Imported, MadeBundle
from app.ui.pages.bundle_words import (
    delivery_sentence,
    delivery_tone,
    import_sentence,
    import_tone,
    sent_sentence,
    size,
)
from app.ui.pages.enrolment import AdmitCard, JoinCard
from app.ui.pages.page import page_header
from app.ui.pages.plan_goals import clear, notice
from app.ui.palette import Tone
from app.ui.says import Says
from app.ui.widgets.buttons import PrimaryButton, QuietButton
from app.ui.widgets.layout import Flow, Tiles, column, plain, row
from app.ui.widgets.page_parts import Banner, EmptyState
from app.ui.widgets.surfaces import Card
from app.ui.widgets.table import DataTable
from app.ui.widgets.table_model import Cell, Column
from app.ui.widgets.text import Picture, Text

_ICONS = {Tone.OK: "check", Tone.INFO: "info", Tone.WARN: "warning", Tone.DANGER: "danger"}


class ActionCard(Card):
    """One large thing to do: a picture, what it is, a sentence, and its button."""

    def __init__(self, icon: str, title: Says, sentence: Says, button: PrimaryButton | QuietButton) -> None:
        super().__init__(margin=20)
        self.button = button
        head = row(Picture(icon, size=26, tone=Tone.ACCENT), spacing=14)
        said = column(Text(title, "heading", wrap=True), Text(sentence, "muted", wrap=True), spacing=2)
        head.addLayout(said, 1)
        self.add(head)
        self.box.addStretch(1)
        self.add(plain(Flow(button)))


class BundleBody(QWidget):
    """The parts of the page. `folder_chosen(folder, device)`, `files_chosen(list)`."""

    folder_chosen = Signal(str, str)
    files_chosen = Signal(object)
    revealed = Signal(object)

    give: QuietButton
    device_card: Card
    listed: Card

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._desk: Desk | None = None
        self._results: list[tuple[Says, Tone]] = []
        centre = session.is_centre
        self.header = page_header(N_("Bundles"), self._subtitle)
        self.state = Banner(self._state, Tone.INFO)
        self._make_actions()
        self._make_tables()
        self.results = Card(N_("Result"))
        self.result_box = column(spacing=8)
        self.results.add(self.result_box)
        self.results.hide()
        self.join, self.admit = JoinCard(), AdmitCard(session)
        parts = (self.header, self.state, self.big, self.results, self.join, self.admit, self.device_card)
        self.setLayout(column(*parts, self.listed, 0, spacing=16))
        self.state.setVisible(not centre)
        self.join.setVisible(not centre)
        self.admit.setVisible(centre)
        self.device_card.setVisible(centre)

    def _make_actions(self) -> None:
        self.make = PrimaryButton(N_("Make a bundle"), "usb")
        self.take = QuietButton(N_("Import a bundle"), "download")
        self.make.clicked.connect(lambda: self._choose_folder(""))
        self.take.clicked.connect(self._choose_files)
        out = ActionCard(
            "upload",
            N_("To the centre"),
            N_("Choose the stick or folder. Only the centre can open what is written there."),
            self.make,
        )
        come = ActionCard(
            "download",
            N_("From a stick"),
            N_("Choose one or several files whose names end in .etb."),
            self.take,
        )
        if self._session.is_centre:
            out.setParent(self)
            out.hide()
        parts = (come,) if self._session.is_centre else (out, come)
        self.big = Tiles(*parts, least=300)

    def _make_tables(self) -> None:
        self.devices: DataTable[DeviceLine] = DataTable(self._device_columns(), N_("Enrolled laptops"))
        self.devices.opened.connect(lambda line: self._choose_folder(line.device))
        self.devices.chosen.connect(lambda line: self.give.setEnabled(line is not None))
        self.give = QuietButton(N_("Make a bundle for this laptop"), "usb")
        self.give.setEnabled(False)
        self.give.clicked.connect(self._give)
        self.device_card = Card(N_("Enrolled laptops"), self.devices, plain(Flow(self.give)))
        self.bundles: DataTable[BundleLine] = DataTable(self._bundle_columns(), N_("Bundles out and in"))
        self.nothing = EmptyState("bundles", N_("No bundle has gone out or come in yet."))
        self.listed = Card(N_("Bundles out and in"), self.bundles, self.nothing)

    def _device_columns(self) -> list[Column[DeviceLine]]:
        return [
            Column(
                id="name",
                title=N_("Name"),
                text=lambda line: line.name,
                detail=lambda line: tr(words.word(words.ROLES, line.role)),
                cell=Cell.TWO_LINE,
                width=180,
                stretch=2,
            ),
            Column(
                id="place",
                title=N_("Place"),
                text=lambda line: shown.place(self._session.places, line.place),
                width=130,
                stretch=1,
                drop_below=700,
            ),
            Column(
                id="last",
                title=N_("Last bundle"),
                text=lambda line: shown.moment(line.at) if line.at else "—",
                width=190,
            ),
            Column(
                id="missing",
                title=N_("Not arrived"),
                text=lambda line: current().list_and([str(one) for one in line.missing]) or "—",
                tone=lambda line: Tone.WARN if line.missing else Tone.NEUTRAL,
                cell=Cell.PILL,
                width=140,
            ),
        ]

    def _bundle_columns(self) -> list[Column[BundleLine]]:
        return [
            Column(
                id="way",
                title=N_("Way"),
                text=lambda line: tr("Out") if line.direction == "out" else tr("In"),
                tone=lambda line: Tone.ACCENT if line.direction == "out" else Tone.OK,
                cell=Cell.PILL,
                width=90,
            ),
            Column(
                id="number",
                title=N_("Number"),
                text=lambda line: str(line.sequence),
                width=90,
                cell=Cell.NUMBER,
            ),
            Column(id="name", title=N_("With"), text=lambda line: line.name, width=150, stretch=2),
            Column(id="when", title=N_("When"), text=lambda line: shown.moment(line.at), width=190),
            Column(
                id="changes",
                title=N_("Changes"),
                text=lambda line: current().number(line.changes),
                cell=Cell.NUMBER,
                width=110,
            ),
            Column(
                id="size",
                title=N_("Size"),
                text=lambda line: size(line.size),
                cell=Cell.NUMBER,
                width=90,
                drop_below=640,
            ),
        ]

    def show_desk(self, desk: Desk) -> None:
        """Show how this vault stands."""
        self._desk = desk
        self.state.set_state(self._state, delivery_tone(desk.delivery, wall_clock()))
        self.bundles.show_rows(desk.bundles)
        self.bundles.setVisible(bool(desk.bundles))
        self.nothing.setVisible(not desk.bundles)
        self.devices.show_rows(desk.devices)
        self.devices.setVisible(bool(desk.devices))
        self.give.setVisible(bool(desk.devices))
        self.admit.show_fingerprint(desk.fingerprint)
        self.make.setEnabled(desk.joined)
        if self.join.panels.current() is not self.join.parts[1] and not self._session.is_centre:
            known = (3 if desk.enrolled else 1) if desk.joined else 0
            waits = desk.joined and not desk.enrolled and self.join.panels.current() is self.join.parts[3]
            self.join.show_step(2 if waits else known, desk.delivery.centre, desk.device)
            self._place_join(last=known == 3)
        self.retell()

    def _place_join(self, last: bool) -> None:
        """Who is not enrolled yet joins first of all; afterwards the card is a quiet line at the end."""
        laid = self.layout()
        if isinstance(laid, QVBoxLayout):
            laid.removeWidget(self.join)
            laid.insertWidget(laid.count() - 1 if last else 2, self.join)

    def show_made(self, made: MadeBundle) -> None:
        """Say what lies on the stick."""
        self._tell([(lambda: sent_sentence(made.path.name, made.sent), Tone.OK)])

    def show_results(self, results: Sequence[Imported]) -> None:
        """Say what came of each file."""
        self._tell([(_said(one), import_tone(one)) for one in results])

    def _tell(self, said: Sequence[tuple[Says, Tone]]) -> None:
        fill_lines(self.result_box, said)
        self.results.setVisible(bool(said))
        self.revealed.emit(self.results)

    def result_words(self) -> list[str]:
        """Return what the result card says now."""
        return [text.text() for text in self.results.findChildren(Text) if text.wordWrap()][1:]

    def retell(self) -> None:
        """Say everything in the language in use."""
        self.header.subtitle.retranslate()
        self.state.sentence.retranslate()
        self.join.retell()

    def _state(self) -> str:
        return delivery_sentence(self._desk.delivery) if self._desk else ""

    def _subtitle(self) -> str:
        if self._desk is None or self._session.is_centre:
            return tr("Encrypted files by which laptops and centres exchange their records")
        return self._desk.delivery.centre or tr("Encrypted files for the centre")

    def _give(self) -> None:
        line = self.devices.current()
        if line is not None:
            self._choose_folder(line.device)

    def _choose_folder(self, device: str) -> None:
        start = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.HomeLocation)
        folder = QFileDialog.getExistingDirectory(self, tr("Choose the stick or folder"), start)
        if folder:
            self.folder_chosen.emit(folder, device)

    def _choose_files(self) -> None:
        files, _filter = QFileDialog.getOpenFileNames(
            self, tr("Import a bundle"), "", f"{tr('Bundles')} (*{SUFFIX})"
        )
        if files:
            self.files_chosen.emit(files)


def fill_lines(box: QVBoxLayout, said: Sequence[tuple[Says, Tone]]) -> None:
    """Put these sentences into a box, in the place of the older ones."""
    clear(box)
    for says, tone in said:
        box.addWidget(notice(says, tone, _ICONS.get(tone, "info")))


def import_lines(box: QVBoxLayout, results: Sequence[Imported]) -> None:
    """Put what came of each file into a box."""
    fill_lines(box, [(_said(one), import_tone(one)) for one in results])


def _said(result: Imported) -> Says:
    def told() -> str:
        sentence = import_sentence(result)
        return f"{result.file}: {sentence}" if result.file else sentence

    return told
