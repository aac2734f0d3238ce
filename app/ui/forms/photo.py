"""A photograph as an answer."""

from pathlib import Path

import shiboken6
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage, QPixmap
from PySide6.QtWidgets import QWidget

from app.errors import N_
from app.forms.live import Item
from app.i18n import tr
from app.ui import theme
from app.ui.forms import documents
from app.ui.forms.documents import Prepared
from app.ui.forms.media import HIGH, WIDE, LargePicture, Shown
from app.ui.forms.pictures import screen_ratio
from app.ui.forms.upload import UploadEntry
from app.ui.override import override
from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.layout import Flow

_PICTURES = "*.jpg *.jpeg *.png *.webp *.bmp *.tif *.tiff *.gif"


class PhotoEntry(UploadEntry):
    """A photograph: upright, small, and without a word about where it was taken."""

    choosing = N_("Choose a picture…")
    replacing = N_("Choose another picture…")

    @override
    def parts(self) -> list[QWidget]:
        self.shown = Shown()
        self.larger = LinkButton(N_("Show larger"), "search")
        self.larger.clicked.connect(self._enlarge)
        return [self.shown]

    @override
    def buttons(self) -> Flow:
        return Flow(self.choose, self.larger, self.remove, spacing=10)

    @override
    def filters(self) -> str:
        return f"{tr('Pictures')} ({_PICTURES})"

    @override
    def prepare(self, path: Path) -> Prepared:
        data = documents.read(path, documents.MOST_PICTURE)
        return documents.photograph(data, longest_of(self.item))

    @override
    def load(self) -> None:
        name = self.name
        self.shown.show_picture(QPixmap())
        room = QSize(theme.px(WIDE), theme.px(HIGH))
        self.files.look(name, room, lambda image: self._show(name, image), self.missing, screen_ratio())

    def _show(self, name: str, image: QImage) -> None:
        if shiboken6.isValid(self) and name == self.name:
            self.shown.show_picture(QPixmap.fromImage(image))
            self.show_kept()

    def _enlarge(self) -> None:
        around = QSize(theme.gap(60), theme.px(110))
        self.files.look(self.name, self.window().size() - around, self._open, self.missing, screen_ratio())

    def _open(self, image: QImage) -> None:
        if shiboken6.isValid(self):
            name = self.shown.accessibleName() or tr("Picture")
            LargePicture(name, QPixmap.fromImage(image), self.window()).open()

    @override
    def show_kept(self) -> None:
        super().show_kept()
        seen = bool(self.name) and not self.shown.is_empty()
        self.shown.setVisible(seen)
        self.larger.setVisible(seen)

    @override
    def name_as(self, name: str, description: str) -> None:
        super().name_as(name, description)
        self.shown.setAccessibleName(name)
        self.larger.setAccessibleDescription(name)

    @override
    def stops(self) -> list[QWidget]:
        return [one for one in (self.choose, self.larger, self.remove) if not one.isHidden()]


def longest_of(item: Item) -> int:
    """Return the longest side a form wants of a picture, never more than what is kept at all."""
    control = item.field.control
    said = control.attributes.get("max-pixels", "") if control is not None else ""
    wanted = said or item.field.binding.max_pixels
    return int(wanted) if wanted.isdecimal() and int(wanted) > 0 else documents.LONGEST
