"""What belongs to a question besides words: a picture, larger when it is asked for, and the sign of a recording."""

from collections.abc import Mapping

import shiboken6
from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QDialog, QSizePolicy, QWidget

from app.errors import N_
from app.i18n import tr
from app.ui import theme
from app.ui.forms.pictures import FormPictures, paint_picture
from app.ui.override import override
from app.ui.says import mark
from app.ui.widgets.buttons import LinkButton, QuietButton
from app.ui.widgets.layout import column, row
from app.ui.widgets.text import Picture, Text

WIDE, HIGH = 640, 300
LARGEST = QSize(1800, 1200)
_RECORDED = ("audio", "video")


class Shown(QWidget):
    """A picture as large as it is, smaller where the room is short. Its name is what is read aloud."""

    def __init__(self) -> None:
        super().__init__()
        mark(self, look="plain")
        self._picture = QPixmap()
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_picture(self, picture: QPixmap) -> None:
        """Show another picture."""
        self._picture = picture
        self.updateGeometry()
        self.update()

    def natural(self) -> QSize:
        """Return how large the picture is in the layout."""
        return self._picture.deviceIndependentSize().toSize()

    def is_empty(self) -> bool:
        """Tell whether there is no picture."""
        return self._picture.isNull()

    @override
    def hasHeightForWidth(self) -> bool:
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        own = self.natural()
        if own.isEmpty():
            return 0
        # Never higher than what is seen of the page.
        high = own.height() if width >= own.width() else own.height() * width // own.width()
        return max(1, min(high, self.window().height() * 6 // 10))

    @override
    def sizeHint(self) -> QSize:
        return self.natural()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.natural().width(), theme.px(80)), 1)

    @override
    def paintEvent(self, _event: QPaintEvent) -> None:
        if self._picture.isNull():
            return
        fitted = self.natural()
        if fitted.width() > self.width() or fitted.height() > self.height():
            fitted = fitted.scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        paint_picture(QPainter(self), QRect(0, 0, fitted.width(), fitted.height()), self._picture)


class LargePicture(QDialog):
    """A picture over the whole window; Escape or Enter closes it."""

    def __init__(self, name: str, picture: QPixmap, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle("Goldaw")  # a title is read by others too: it says nothing of the question
        self.shown = Shown()
        self.shown.setAccessibleName(name)
        self.shown.show_picture(picture)
        self.close_button = QuietButton(N_("Close"), "close")
        self.close_button.clicked.connect(self.accept)
        whole = column(spacing=12, margin=14)
        whole.addWidget(self.shown, 1, Qt.AlignmentFlag.AlignCenter)
        whole.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignRight)
        self.setLayout(whole)
        self.resize(self.shown.natural() + QSize(theme.gap(40), theme.px(80)))
        self.close_button.setFocus()


class Media(QWidget):
    """The picture of a question and what is said of its recordings; made only where a form has such things."""

    def __init__(self, pictures: FormPictures) -> None:
        super().__init__()
        mark(self, look="plain")
        self._pictures, self._name, self._large = pictures, "", ""
        self._addresses: Mapping[str, str] = {}
        self.shown = Shown()
        self.larger = LinkButton(N_("Show larger"), "search")
        self.larger.clicked.connect(self._enlarge)
        self.missing = Text(
            N_("A picture belongs here; it cannot be shown on this laptop."), "small", wrap=True
        )
        self.recorded = Text(
            N_("A recording belongs to this question; it cannot be played here."), "small", wrap=True
        )
        self._sound = Picture("sound", "muted", size=18)
        sound = row(self._sound, spacing=8)
        sound.addWidget(self.recorded, 1)
        laid = column(self.shown, self.larger, self.missing, sound, spacing=6)
        laid.setAlignment(self.larger, Qt.AlignmentFlag.AlignLeft)
        self.setLayout(laid)
        for part in (self.shown, self.larger, self.missing):
            part.hide()

    def show_media(self, addresses: Mapping[str, str], name: str) -> None:
        """Show what belongs to a question; `name` is the question as it is read."""
        self._name = name
        self.shown.setAccessibleName(name)
        self.larger.setAccessibleDescription(name)
        if addresses == self._addresses:
            return
        self._addresses = addresses
        recorded = any(kind in addresses for kind in _RECORDED)
        self.recorded.setVisible(recorded)
        self._sound.setVisible(recorded)
        small = addresses.get("image", addresses.get("big-image", ""))
        self._large = addresses.get("big-image", small)
        self.shown.setVisible(bool(small))
        if small:
            self._pictures.ask(small, QSize(theme.px(WIDE), theme.px(HIGH)), self._show)

    def _show(self, picture: QPixmap) -> None:
        if not shiboken6.isValid(self):
            return  # the page was put away before the picture came
        self.shown.show_picture(picture)
        self.shown.setVisible(not picture.isNull())
        self.missing.setVisible(picture.isNull())
        natural = self.shown.natural()
        reduced = natural.width() >= theme.px(WIDE) or natural.height() >= theme.px(HIGH)
        self.larger.setVisible(not picture.isNull() and ("big-image" in self._addresses or reduced))

    def _enlarge(self) -> None:
        around = QSize(theme.gap(60), theme.px(110))
        self._pictures.ask(self._large, LARGEST.boundedTo(self.window().size() - around), self._open)

    def _open(self, picture: QPixmap) -> None:
        if shiboken6.isValid(self) and not picture.isNull():
            LargePicture(self._name or tr("Picture"), picture, self.window()).open()

    def stops(self) -> list[QWidget]:
        """Return what the Tab key reaches."""
        return [self.larger] if not self.larger.isHidden() else []
