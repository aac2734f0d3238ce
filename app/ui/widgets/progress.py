"""What long work shows: a sheet over the page, how far it is, and a way to stop it."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QWidget

from app.errors import N_
from app.i18n import tr
from app.ui import theme
from app.ui.override import override
from app.ui.says import Says
from app.ui.widgets.buttons import QuietButton
from app.ui.widgets.layout import column
from app.ui.widgets.overlay import Overlay
from app.ui.widgets.text import Text

APPEARS_AFTER_MS = 500


class ProgressSheet(Overlay):
    """Covers `host` once work lasts longer than half a second: `begin`, `step`, `finish`; `cancelled` fires once at most."""

    cancelled = Signal()

    def __init__(self, host: QWidget) -> None:
        super().__init__(host)
        self.setObjectName("cover")
        self.words, self.figures = Text("", "heading", wrap=True), Text("", "muted")
        self._done, self._total = 0, 0
        self.figures.set_says(self._figures)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.cancel = QuietButton(N_("Cancel"))
        self.cancel.clicked.connect(self._stop)
        self.sheet = QFrame(self)
        self.sheet.setObjectName("sheet")
        box = column(self.words, self.bar, self.figures, spacing=14, margin=24)
        box.addWidget(self.cancel, 0, Qt.AlignmentFlag.AlignRight)
        self._box = box
        self.sheet.setLayout(box)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(APPEARS_AFTER_MS)
        self._soon.timeout.connect(self._appear)

    def begin(self, says: Says, cancellable: bool = True) -> None:
        """Say what is being done; the sheet appears if it is not finished soon."""
        self.words.set_says(says)
        self.bar.setAccessibleName(self.words.text())
        self.cancel.setVisible(cancellable)
        self.cancel.setEnabled(True)
        self.step(0, 0)
        self._soon.start()

    def step(self, done: int, total: int) -> None:
        """Show how far the work is; `total` 0 means that nobody knows."""
        self._done, self._total = done, total
        self.bar.setRange(0, total)
        self.bar.setValue(done)
        self.figures.retranslate()

    def finish(self) -> None:
        """Go away."""
        self._soon.stop()
        self.hide()

    def _figures(self) -> str:
        return tr("{done} of {total}", done=self._done, total=self._total) if self._total else ""

    def _appear(self) -> None:
        self.show()
        self.place()
        self.raise_()
        (self.cancel if self.cancel.isVisible() else self).setFocus()

    def _stop(self) -> None:
        self.cancel.setEnabled(False)
        self.words.set_says(N_("Stopping…"))
        self.cancelled.emit()

    @override
    def place(self) -> None:
        self.setGeometry(self._host.rect())
        wide = min(theme.px(440), self.width() - 2 * theme.gap(16))
        self.sheet.setFixedWidth(max(1, wide))
        high = self._box.totalHeightForWidth(wide)
        self.sheet.resize(QSize(wide, high))
        self.sheet.move((self.width() - wide) // 2, max(0, (self.height() - high) // 2))

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        QPainter(self).fillRect(self.rect(), QColor(10, 24, 34, 150))
