"""The centre's forms: a spreadsheet is checked, tried and published here; below stand the forms in use."""

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from app.errors import N_, UserError
from app.forms.authoring import worker
from app.forms.authoring.report import STAGES, Stage
from app.i18n import tr
from app.models.staff import DECIDERS
from app.store.shelved import Shelved
from app.store.vault import Vault
from app.ui import shown
from app.ui.background import Background
from app.ui.pages import Session, form_shelf
from app.ui.pages.bundle_body import ActionCard
from app.ui.pages.fit_table import FitTable
from app.ui.pages.form_check import Checked, FormCheck
from app.ui.pages.form_report import ReportBody
from app.ui.pages.form_shelf import Beside, hindrance
from app.ui.pages.page import PageWidget, page_header
from app.ui.says import Says
from app.ui.widgets.buttons import PrimaryButton, QuietButton
from app.ui.widgets.progress import ProgressSheet
from app.ui.widgets.surfaces import Card
from app.ui.widgets.table_model import Cell, Column
from app.ui.widgets.text import Text

KINDS = "*.xlsx *.xlsm *.xls *.csv *.md *.xml"


class FormsPage(PageWidget):
    """Checks a form's file, lets it be tried (`trial_asked(xml, media)`) and publishes it (`published(form_id)`)."""

    shown = Signal()
    checked = Signal(object)
    compared = Signal(object)
    failed = Signal(object)
    trial_asked = Signal(object, object)
    published = Signal(str)

    def __init__(self, background: Background[Vault], session: Session) -> None:
        super().__init__(background, session)
        self.another = QuietButton(N_("Check another form"), "upload")
        self.another.hide()
        self.header = page_header(
            N_("Forms"), N_("What is asked in the villages, and how it is prepared here"), [self.another]
        )
        self.choose = PrimaryButton(N_("Choose a file"), "upload")
        self.begin = ActionCard(
            "forms",
            N_("Check a form"),
            N_(
                "Forms are written in a spreadsheet (XLSForm). Every problem is told with its sheet, row and column."
            ),
            self.choose,
        )
        self.unable = Text(
            N_("Checking spreadsheets is not part of this build. The forms you have were kept."), wrap=True
        )
        self.body = ReportBody()
        self.body.hide()
        self._make_list()
        self.progress = ProgressSheet(self)
        self.check = FormCheck(self)
        for part in (self.header, self.begin, self.unable, self.body, self.listed):
            self.box.addWidget(part)
        self.box.addStretch(1)
        self.unable.setVisible(not worker.is_there())
        self.begin.setVisible(worker.is_there())
        self._connect()
        self.refresh()

    def _make_list(self) -> None:
        self.forms: FitTable[Shelved] = FitTable(_columns(), N_("Forms in use"))
        self.listed = Card(N_("Forms in use"), self.forms)

    def _connect(self) -> None:
        for button in (self.choose, self.another):
            button.clicked.connect(self._choose_file)
        self.progress.cancelled.connect(self.check.stop)
        self.check.staged.connect(self._show_stage)
        self.check.checked.connect(self._show_checked)
        self.check.failed.connect(self._fail)
        self.check.stopped.connect(self.progress.finish)
        self.body.again_asked.connect(self.check_again)
        self.body.open_asked.connect(self._open_file)
        self.body.trial_asked.connect(self.try_form)
        self.body.publish_asked.connect(self.publish)
        self.body.copied.connect(self.tell)

    def load(self, **where: Any) -> None:
        """Read again which forms are in use; what was checked stays on the page."""
        super().load(**where)
        self.ask(form_shelf.read_forms, self._show_forms)

    def _show_forms(self, lines: tuple[Shelved, ...]) -> None:
        self.forms.show_rows(lines)
        self.shown.emit()

    def flush(self) -> None:
        """The window locks or closes: a check that is under way ends with it."""
        self.check.stop()

    # Checking

    def check_file(self, path: Path) -> None:
        """Check a form's file. `checked(Checked)`, then `compared(Beside)`; or `failed(UserError)`."""
        self.forget_trouble()
        self.progress.begin(N_("Checking the form…"))
        self.check.begin(Path(path))

    def check_again(self) -> None:
        """Check the same file once more, as it is now."""
        if self.body.checked is not None:
            self.check_file(self.body.checked.path)

    def _show_stage(self, stage: Stage) -> None:
        self.progress.words.set_says(STAGES[stage])
        self.progress.step(list(Stage).index(stage), len(Stage))

    def _show_checked(self, checked: Checked) -> None:
        self.progress.finish()
        self.begin.hide()
        self.another.show()
        self.body.show_checked(checked)
        self.body.show()
        self.reveal(self.body)
        self.checked.emit(checked)

        def done(found: Beside) -> None:
            if self.body.checked is checked:
                may = self.session.role in DECIDERS
                self.body.show_beside(found, hindrance(checked.report, found, may=may))
            self.compared.emit(found)

        self.ask(lambda vault: form_shelf.beside(vault, checked), done)

    def _fail(self, error: UserError) -> None:
        self.progress.finish()
        self.show_trouble(error)
        self.to_top()
        self.failed.emit(error)

    # Trying and publishing

    def try_form(self) -> None:
        """Show the form as a worker will see it. `trial_asked(xml, media)`."""
        checked = self.body.checked
        if checked is not None and checked.report.usable:
            self.trial_asked.emit(checked.report.xml.encode(), dict(checked.media))

    def publish(self) -> None:
        """Sign the form and give it to the next bundles. `published(form_id)`."""
        checked, on = self.body.checked, self.session.today().isoformat()
        if checked is None or checked.report.about is None:
            return
        form_id = checked.report.about.form_id
        self.body.send.setEnabled(False)

        def failed(error: UserError) -> None:
            self.body.send.setEnabled(True)
            self.show_trouble(error)

        def done(_nothing: None) -> None:
            self.forget_trouble()
            self.tell(N_("The form is signed and goes out with the next bundles."))
            self.load()
            self._show_checked(checked)
            self.saved.emit("")
            self.published.emit(form_id)

        job = partial(form_shelf.publish, checked=checked, on=on)
        self.background.run(job, self._if_here(done), self._if_here(failed))

    # Small things

    def _choose_file(self) -> None:
        file, _filter = QFileDialog.getOpenFileName(self, tr("Check a form"), "", f"{tr('Forms')} ({KINDS})")
        if file:
            self.check_file(Path(file))

    def _open_file(self) -> None:
        if self.body.checked is not None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(self.body.checked.path)))

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        self.body.retell()


def _columns() -> list[Column[Shelved]]:
    def came(line: Shelved) -> str:
        return shown.day(line.on) if line.on else tr("came with the program")

    title: Says = N_("Form")
    return [
        Column(
            id="title",
            title=title,
            text=lambda line: line.title or line.form_id,
            detail=lambda line: line.form_id,
            cell=Cell.TWO_LINE,
            width=240,
            stretch=3,
        ),
        Column(id="version", title=N_("Version"), text=lambda line: line.version or "—", width=130),
        Column(id="on", title=N_("In use since"), text=came, width=190, stretch=1, drop_below=560),
        Column(
            id="by", title=N_("Published by"), text=lambda line: line.by or "—", width=150, drop_below=760
        ),
    ]
