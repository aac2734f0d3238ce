"""Bundles out and in, how deliveries stand, and who belongs to whom. Every method takes paths; dialogs only find them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import Signal

from app.errors import N_, UserError
from app.i18n import current, tr
from app.models.staff import Role as StaffRole
from app.printing import centre_card
from app.printing.phrase import PaperLanguage
from app.printing.preview import pages
from app.store import audit
from app.store.vault import Vault
from app.sync import enrol, fingerprint, qr
from app.sync.trust import CentreCard, Certificate, DeviceRequest
from app.ui.background import Background, Task
from app.ui.pages import Session, bundle_reading
from app.ui.pages.bundle_body import BundleBody
from app.ui.pages.bundle_reading import Desk, Imported, MadeBundle, read_desk
from app.ui.pages.page import PageWidget
from app.ui.pages.plan_paper import PRINT_DPI, print_pages
from app.ui.widgets.progress import ProgressSheet

T = TypeVar("T")


class BundlesPage(PageWidget):
    """Makes and imports bundles, joins a centre, enrols devices. What was done is told by past-tense signals."""

    shown = Signal()
    bundle_made = Signal(str)
    imported = Signal(object)
    card_read = Signal(str, object)
    centre_joined = Signal(str)
    request_saved = Signal(str)
    certificate_accepted = Signal(str)
    card_saved = Signal(str)
    request_read = Signal(object)
    device_admitted = Signal(str)
    failed = Signal(object)

    def __init__(self, background: Background[Vault], session: Session) -> None:
        super().__init__(background, session)
        self.desk: Desk | None = None
        self._card = b""
        self.body = BundleBody(session)
        self.progress = ProgressSheet(self)
        self._task: Task | None = None
        self.progress.cancelled.connect(lambda: self._task.cancel() if self._task else None)
        self.box.addWidget(self.body, 1)
        self._connect()
        self.refresh()

    def _connect(self) -> None:
        body, join, admit = self.body, self.body.join, self.body.admit
        body.revealed.connect(self.reveal)
        body.folder_chosen.connect(lambda folder, to: self.make_bundle(Path(folder), to or None))
        body.files_chosen.connect(lambda files: self.import_files([Path(one) for one in files]))
        join.card_chosen.connect(lambda path: self.join_centre(Path(path)))
        join.groups_typed.connect(self.confirm_fingerprint)
        join.request_wanted.connect(lambda path: self.save_request(Path(path)))
        join.certificate_chosen.connect(lambda path: self.accept_certificate(Path(path)))
        admit.card_wanted.connect(lambda path: self.save_card(Path(path)))
        admit.paper_wanted.connect(lambda path: self.save_card_paper(Path(path)))
        admit.print_wanted.connect(self.print_card)
        admit.request_chosen.connect(lambda path: self.read_request(Path(path)))
        admit.admitted.connect(self._admit_chosen)

    def _admit_chosen(self, path: str, role: StaffRole, place: str, certificate: str) -> None:
        self.admit_device(Path(path), role, place, Path(certificate))

    def load(self, **where: Any) -> None:
        """Read again how deliveries stand."""
        super().load(**where)
        self.ask(read_desk, self._show)

    def _show(self, desk: Desk) -> None:
        self.desk = desk
        self.body.show_desk(desk)
        self.shown.emit()

    # Out and in

    def make_bundle(self, folder: Path, to: str | None = None) -> None:
        """Write what the other side lacks into a folder: a worker's for the centre, a centre's for the device `to`."""
        self.progress.begin(N_("Writing the bundle and reading it back…"), cancellable=False)
        self._long(lambda vault, _task: bundle_reading.make_bundle(vault, folder, to), self._made)

    def _made(self, made: MadeBundle) -> None:
        self.body.show_made(made)
        self.load()
        self.saved.emit("")
        self.bundle_made.emit(str(made.path))

    def import_files(self, files: Sequence[Path]) -> None:
        """Take bundles in, one after another; each file has its own answer, refused ones change nothing."""
        every = [Path(one) for one in files]
        self.progress.begin(N_("Checking and taking in the bundles…"), cancellable=len(every) > 1)
        self._long(lambda vault, task: bundle_reading.import_all(vault, every, task), self._taken)

    def _taken(self, results: tuple[Imported, ...]) -> None:
        self.body.show_results(results)
        self.load()
        if any(one.taken is not None for one in results):
            self.saved.emit("")
        self.imported.emit(results)

    def _long(self, job: Callable[[Vault, Task], T], done: Callable[[T], object]) -> None:
        def answered(result: T) -> None:
            self.progress.finish()
            self.forget_trouble()
            done(result)

        def failed(error: UserError) -> None:
            self.progress.finish()
            self._fail(error)

        self._task = self.background.run_long(
            job, self._if_here(answered), self._if_here(failed), self.progress.step
        )

    def _fail(self, error: UserError) -> None:
        self.show_trouble(error)
        self.failed.emit(error)

    def _do(self, job: Callable[[Vault], T], done: Callable[[T], object]) -> None:
        def answered(result: T) -> None:
            self.forget_trouble()
            done(result)
            self.load()

        self.background.run(job, self._if_here(answered), self._if_here(self._fail))

    # A worker joins a centre

    def join_centre(self, path: Path) -> None:
        """Read a centre's card and ask for two groups of its printed number. `card_read(name, groups)`."""

        def job(_vault: Vault) -> tuple[bytes, CentreCard]:
            data = bundle_reading.document(path)
            return data, CentreCard.open(data)

        def done(found: tuple[bytes, CentreCard]) -> None:
            self._card = found[0]
            groups = fingerprint.asked()
            self.forget_trouble()
            self.body.join.ask_groups(found[1].name, groups)
            self.card_read.emit(found[1].name, groups)

        self.background.run(job, self._if_here(done), self._if_here(self._fail))

    def confirm_fingerprint(self, groups: Mapping[int, str]) -> None:
        """Trust the card that was read, if the groups typed from paper agree with it. `centre_joined(name)`."""
        data, typed = self._card, dict(groups)

        def done(card: CentreCard) -> None:
            self._card = b""
            self.body.join.show_step(1, card.name)
            self.centre_joined.emit(card.name)

        self._do(lambda vault: bundle_reading.join(vault, data, typed), done)

    def save_request(self, path: Path) -> None:
        """Write the request to be enrolled. `request_saved(path)`."""

        def done(written: Path) -> None:
            self.body.join.show_step(2)
            self.tell(N_("The request is saved. Give it to your centre."))
            self.request_saved.emit(str(written))

        self._do(lambda vault: bundle_reading.write_document(path, enrol.request(vault)), done)

    def accept_certificate(self, path: Path) -> None:
        """Keep the certificate that the centre gave back. `certificate_accepted(last day, ISO)`."""

        def done(certificate: Certificate) -> None:
            until = certificate.valid_until.isoformat()
            self.body.join.show_step(3)
            day = current().date(certificate.valid_until)
            self.tell(lambda: tr("Enrolled until {day}: bundles can be exchanged now.", day=day))
            self.certificate_accepted.emit(until)

        self._do(lambda vault: bundle_reading.accept(vault, path), done)

    # A centre enrols devices

    def save_card(self, path: Path) -> None:
        """Write this centre's card as the file that workers import. `card_saved(path)`."""
        self._do(
            lambda vault: bundle_reading.write_document(path, enrol.card_file(vault)),
            lambda written: self.card_saved.emit(str(written)),
        )

    def save_card_paper(self, path: Path) -> None:
        """Write this centre's card as a PDF to be printed. `card_saved(path)`."""
        today = self.session.today()
        self._do(
            lambda vault: bundle_reading.write_document(path, _paper(vault, today)),
            lambda written: self.card_saved.emit(str(written)),
        )

    def print_card(self) -> None:
        """Print this centre's card on a printer that the person chooses."""
        today = self.session.today()
        self.ask(lambda vault: pages(_paper(vault, today), PRINT_DPI), lambda drawn: print_pages(self, drawn))

    def read_request(self, path: Path) -> None:
        """Read who asks to be enrolled, to be compared with the worker. `request_read(DeviceRequest)`."""

        def done(asked: DeviceRequest) -> None:
            self.forget_trouble()
            self.body.admit.show_request(asked, str(path))
            self.request_read.emit(asked)

        self.background.run(
            lambda _vault: DeviceRequest.open(bundle_reading.document(path)),
            self._if_here(done),
            self._if_here(self._fail),
        )

    def admit_device(self, path: Path, role: StaffRole | str, place: str, certificate_path: Path) -> None:
        """Enrol the device that asks in `path`, write its certificate, take in what waited for it. `device_admitted(name)`."""
        chosen = StaffRole(role)

        def done(found: tuple[DeviceRequest, Sequence[Any]]) -> None:
            asked, retried = found
            self.body.admit.close_request()
            self.tell(lambda: tr("{name} is enrolled. Give the certificate back.", name=asked.name))
            if retried:
                self.body.show_results([Imported(file="", taken=one) for one in retried])
            self.saved.emit("")
            self.device_admitted.emit(asked.name)

        self._do(lambda vault: bundle_reading.admit(vault, path, chosen, place, certificate_path), done)

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.body.retell()


def _paper(vault: Vault, today: date) -> bytes:
    card = enrol.own_card(vault)
    language = current().language
    paper = centre_card.CentreCardPaper(
        centre=card.name,
        fingerprint=card.fingerprint,
        code=qr.text(enrol.card_file(vault)),
        printed_on=today,
        language=PaperLanguage(language),
    )
    audit.note(vault, audit.Event.PRINTED, reason="centre card")
    return centre_card.render(paper)
