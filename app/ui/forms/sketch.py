"""A signature, a drawing, or marks on a photograph: drawn on a pad, kept after every stroke."""

from functools import partial

import shiboken6
from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QWidget

from app.errors import N_
from app.forms.live import Item
from app.i18n import tr
from app.ui.forms import documents, pad
from app.ui.forms.documents import Prepared
from app.ui.forms.filling import Filling
from app.ui.forms.kept_files import KeptFiles
from app.ui.forms.pad import Pad, Stroke
from app.ui.forms.photo import PhotoEntry
from app.ui.override import override
from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.layout import Flow

_BASE = QSize(documents.LONGEST, documents.LONGEST)


class SketchEntry(PhotoEntry):
    """A pad. A picture chosen from a disk lies under what is drawn; with `on_picture` there is nothing to draw on before."""

    choosing = replacing = N_("Choose a picture instead…")
    quiet = True

    def __init__(
        self, filling: Filling, item: Item, files: KeptFiles, sheet: QSize, *, on_picture: bool = False
    ) -> None:
        self._sheet, self._on_picture = sheet, on_picture
        super().__init__(filling, item, files)
        if on_picture:
            self.choosing, self.replacing = PhotoEntry.choosing, PhotoEntry.replacing
            self.choose.retranslate()

    @override
    def parts(self) -> list[QWidget]:
        above = super().parts()
        self.pad = Pad(self._sheet)
        self.pad.drawn.connect(self._keep_drawing)
        self.back = LinkButton(N_("Take the last stroke back"), "undo")
        self.back.clicked.connect(self._take_back)
        return [*above, self.pad]

    @override
    def buttons(self) -> Flow:
        if not self._on_picture:
            self.remove.set_says(N_("Clear the sheet"))
        return Flow(self.back, self.choose, self.remove, spacing=10)

    def _keep_drawing(self) -> None:
        drawn = partial(_made, self.pad.base, tuple(self.pad.strokes), self._sheet, self.pad.on_picture)
        self.begin(drawn, own=True)

    def _take_back(self) -> None:
        if self.pad.take_back():
            if self.pad.strokes or self.pad.base is not None:
                self._keep_drawing()
            else:
                self.take_away()
        if self.back.isHidden():
            self.choose.setFocus()

    @override
    def take_away(self) -> None:
        self.pad.show_sheet(None, open_=not self._on_picture)
        super().take_away()

    @override
    def load(self) -> None:
        name = self.name
        self.files.look(name, _BASE, lambda image: self._lay_under(name, image), self.missing)

    def _lay_under(self, name: str, image: QImage) -> None:
        if shiboken6.isValid(self) and name == self.name:
            photo = self.name.endswith(".jpg")
            self.pad.show_sheet(image, open_=not self._readonly, on_picture=photo)
            self.show_kept()

    @override
    def show_kept(self) -> None:
        super().show_kept()
        if not self.name and self.pad.base is not None:
            self.pad.show_sheet(None, open_=True)
        for part in (self.shown, self.larger):
            part.hide()
        self.pad.setVisible(not (self._on_picture and self.pad.base is None))
        self.back.setVisible(bool(self.pad.strokes) and not self._readonly)

    @override
    def name_as(self, name: str, description: str) -> None:
        super().name_as(name, description)
        self.pad.setAccessibleName(name)
        self.pad.setAccessibleDescription(tr("Draw here with the mouse, a pen or a finger."))

    @override
    def stops(self) -> list[QWidget]:
        return [one for one in (self.back, self.choose, self.remove) if not one.isHidden()]


def _made(base: QImage | None, strokes: tuple[Stroke, ...], sheet: QSize, photo: bool) -> Prepared:
    image = pad.rendered(base, strokes, sheet, on_picture=photo)
    return documents.photographed(image) if photo else documents.drawing(image)
