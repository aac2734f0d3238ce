"""Papers that go straight to the printer: drawn in memory, never written to a file."""

from datetime import date

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from app.i18n import current
from app.printing import recovery_sheet
from app.printing.phrase import PaperLanguage
from app.printing.preview import Page, pages

DPI = 200


def print_recovery_sheet(window: QWidget, code: str, keeper: str, today: date) -> None:
    """Let the person choose a printer and print the recovery sheet."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("Goldaw")
    if QPrintDialog(printer, window).exec() != QPrintDialog.DialogCode.Accepted:
        return
    paper = recovery_sheet.RecoverySheetPaper(
        groups=tuple(code.replace("-", " ").split()),
        keeper=keeper,
        printed_on=today,
        language=PaperLanguage(current().language),
    )
    draw(printer, pages(recovery_sheet.render(paper), DPI))


def draw(printer: QPrinter, drawn: list[Page]) -> None:
    """Draw pages on a printer, each filling its sheet."""
    painter = QPainter(printer)
    for at, page in enumerate(drawn):
        if at:
            printer.newPage()
        picture = QImage(page.rgba, page.width, page.height, 4 * page.width, QImage.Format.Format_RGBA8888)
        sheet = QRectF(painter.viewport())
        share = min(sheet.width() / page.width, sheet.height() / page.height)
        painter.drawImage(QRectF(0, 0, page.width * share, page.height * share), picture)
    painter.end()
