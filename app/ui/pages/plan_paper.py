"""The paper of a plan before it is printed: its pages in the window, the language, large letters, PDF and printer."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from app.errors import N_
from app.i18n import tr
from app.printing.preview import Page
from app.ui import theme
from app.ui.override import override
from app.ui.pages.inputs import Buttons, Check
from app.ui.pages.page import page_header
from app.ui.pages.plan_goals import clear
from app.ui.pages.plan_reading import Wish
from app.ui.paper import draw
from app.ui.says import Worded, mark
from app.ui.widgets.buttons import PrimaryButton, QuietButton
from app.ui.widgets.layout import Flow, column, plain

SCREEN_DPI = 110
PRINT_DPI = 200
_WIDTH = 660
PAPER_LANGUAGES = {"tk": N_("Turkmen"), "ru": N_("Russian"), "both": N_("Both languages")}


class PaperPage(Worded, QLabel):
    """One page of a paper as it will be printed."""

    def __init__(self, page: Page, number: int) -> None:
        super().__init__()
        self._number = number
        self._picture = QPixmap.fromImage(
            QImage(page.rgba, page.width, page.height, 4 * page.width, QImage.Format.Format_RGBA8888).copy()
        )
        self._room = self._picture.width()
        mark(self, look="plain")
        self.refresh()

    def fit(self, room: int) -> None:
        """Be no wider than the window has room."""
        self._room = room
        self.restyle()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(160), super().minimumSizeHint().height())

    @override
    def restyle(self) -> None:
        """Fit the page to the size of the text."""
        wide = max(1, min(theme.px(_WIDTH), self._picture.width(), self._room))
        self.setPixmap(self._picture.scaledToWidth(wide, Qt.TransformationMode.SmoothTransformation))

    def retranslate(self) -> None:
        """Name the page for screen readers."""
        self.setAccessibleName(tr("Page {number}", number=self._number))


class PaperView(QWidget):
    """Shows a paper. `asked(Wish)` when it shall be drawn another way, `saving(str path)`, `printing()`, `left()`."""

    asked = Signal(object)
    saving = Signal(str)
    printing = Signal()
    left = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._name = "plan"
        self.back = QuietButton(N_("Back to the plan"), "back")
        self.save = QuietButton(N_("Save as PDF"), "download")
        self.print = PrimaryButton(N_("Print"), "print")
        self.header = page_header(
            N_("This is how the plan is printed"), "", [self.back, self.save, self.print]
        )
        self.language = Buttons(PAPER_LANGUAGES)
        self.large = Check(N_("Large letters"))
        self.back.clicked.connect(self.left)
        self.save.clicked.connect(self._choose_file)
        self.print.clicked.connect(self.printing)
        self.language.changed.connect(lambda _language: self.asked.emit(self.wish()))
        self.large.changed.connect(lambda _on: self.asked.emit(self.wish()))
        self.pages = column(spacing=16)
        self.pages.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        body = column(self.header, plain(Flow(self.language, self.large, spacing=18)), spacing=14)
        body.addLayout(self.pages)
        body.addStretch(1)
        self.setLayout(body)

    def wish(self) -> Wish:
        """Return how the paper shall be."""
        return Wish(language=self.language.value() or "tk", large=self.large.value())

    def set_wish(self, wish: Wish, name: str) -> None:
        """Show how the paper shall be; `name` is the neutral name of its file."""
        self._name = name
        self.language.set_value(wish.language)
        self.large.set_value(wish.large)

    def show_pages(self, drawn: Sequence[Page]) -> None:
        """Show these pages."""
        clear(self.pages)
        for number, page in enumerate(drawn, 1):
            self.pages.addWidget(PaperPage(page, number), 0, Qt.AlignmentFlag.AlignHCenter)
        self._fit_pages()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_pages()

    def _fit_pages(self) -> None:
        for at in range(self.pages.count()):
            page = self.pages.itemAt(at).widget()
            if isinstance(page, PaperPage):
                page.fit(self.width())

    def _choose_file(self) -> None:
        path, _filter = QFileDialog.getSaveFileName(
            self, tr("Save as PDF"), f"{self._name}.pdf", "PDF (*.pdf)"
        )
        if path:
            self.saving.emit(path)


def print_pages(window: QWidget, drawn: list[Page]) -> bool:
    """Let the person choose a printer and print; tell whether it was printed. The print job's name tells nothing."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("Goldaw")
    if QPrintDialog(printer, window).exec() != QPrintDialog.DialogCode.Accepted:
        return False
    draw(printer, drawn)
    return True
