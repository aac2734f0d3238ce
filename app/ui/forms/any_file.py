"""Any file as an answer that is no picture: a sound, a video, a paper."""

from pathlib import Path

import shiboken6
from PySide6.QtWidgets import QFileDialog, QFrame, QWidget

from app.errors import N_
from app.i18n import tr
from app.store.attachments import Stored
from app.ui.forms.upload import UploadEntry
from app.ui.override import override
from app.ui.pages.bundle_words import size as size_words
from app.ui.palette import Tone
from app.ui.says import mark
from app.ui.widgets.buttons import LinkButton, QuietButton
from app.ui.widgets.layout import Flow, column, plain, row
from app.ui.widgets.text import Picture, Text

_KINDS = {
    "image": N_("Picture"),
    "audio": N_("Sound"),
    "video": N_("Video"),
    "text": N_("Text document"),
    "application/pdf": N_("PDF document"),
}
_WRITTEN = ("word", "opendocument.text", "rtf")
_TABLES = ("sheet", "excel", "csv")


def kind_words(media_type: str) -> str:
    """Return the msgid of what a file is."""
    if any(part in media_type for part in _TABLES):
        return N_("Table")
    if any(part in media_type for part in _WRITTEN):
        return N_("Text document")
    return _KINDS.get(media_type) or _KINDS.get(media_type.partition("/")[0]) or N_("File")


class FileEntry(UploadEntry):
    """Any other file: kept as it is, told by its kind and size, copied out only after a plain warning."""

    @override
    def parts(self) -> list[QWidget]:
        self._facts: Stored | None = None
        self.facts = Text(self._described, "strong", wrap=True)
        self._icon = Picture("document", "muted", size=22)
        line = row(self._icon, spacing=10)
        line.addWidget(self.facts, 1)
        self.line = plain(line)
        self.warning = Text(
            N_("A copy outside Goldaw is not protected: whoever finds it can read it."), wrap=True
        )
        self.copy = LinkButton(N_("Save a copy…"), "download")
        self.copy.clicked.connect(lambda: self._warn(True))
        self.anyway = QuietButton(N_("Choose where to save"), "download")
        self.anyway.clicked.connect(self._save)
        self.rather_not = LinkButton(N_("Cancel"))
        self.rather_not.clicked.connect(lambda: self._warn(False))
        self.ground = QFrame()
        mark(self.ground, look="banner", tone=Tone.WARN.value)
        doing = plain(Flow(self.anyway, self.rather_not, spacing=10))
        self.ground.setLayout(column(self.warning, doing, spacing=8, margin=12))
        self.ground.hide()
        return [self.line, self.ground]

    @override
    def buttons(self) -> Flow:
        return Flow(self.choose, self.copy, self.remove, spacing=10)

    def _described(self) -> str:
        if self._facts is None:
            return ""
        return f"{tr(kind_words(self._facts.type))}, {size_words(self._facts.size)}"

    @override
    def load(self) -> None:
        name = self.name
        self._facts = None
        self.files.describe(name, lambda facts: self._show(name, facts), self.missing)

    def _show(self, name: str, facts: Stored | None) -> None:
        if not shiboken6.isValid(self) or name != self.name:
            return
        self._facts = facts
        self.facts.retranslate()
        if facts is None:
            self.say(N_("This file has not arrived on this laptop yet. The answer stays as it is."))
        self.show_kept()

    def _warn(self, shown: bool) -> None:
        self.ground.setVisible(shown)
        self.copy.setVisible(not shown)
        (self.anyway if shown else self.copy).setFocus()

    def _save(self) -> None:
        self._warn(False)
        ending = self.name.rpartition(".")[2]
        path, _filter = QFileDialog.getSaveFileName(self, tr("Save a copy"), f"{tr('copy')}.{ending}")
        if path:
            self.files.copy(self.name, Path(path), lambda _nothing: self._copied(), self._fail)

    def _copied(self) -> None:
        if shiboken6.isValid(self):
            self.say(N_("The copy is written. It is not protected."))

    @override
    def show_kept(self) -> None:
        super().show_kept()
        there = bool(self.name) and self._facts is not None
        self.line.setVisible(there)
        self.copy.setVisible(there and self.ground.isHidden())
        if not there:
            self.ground.hide()

    @override
    def stops(self) -> list[QWidget]:
        warned = [] if self.ground.isHidden() else [self.anyway, self.rather_not]
        return [*warned, *(one for one in (self.choose, self.copy, self.remove) if not one.isHidden())]
