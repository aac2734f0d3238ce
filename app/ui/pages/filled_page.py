"""A finished form to read: every question beside its answer, in the version it was filled in; and the way to correct it."""

from typing import Any

from PySide6.QtCore import Signal

from app.errors import N_
from app.forms import reading
from app.i18n import tr
from app.models.filled import Filled
from app.store.vault import Vault
from app.ui import shown, words
from app.ui.background import Background
from app.ui.forms.answer_sheet import AnswerSheet
from app.ui.forms.filling import Filling
from app.ui.forms.kept_files import KeptFiles
from app.ui.override import override
from app.ui.pages import Session
from app.ui.pages.filled_reading import ReadForm, read_filled
from app.ui.pages.page import PageWidget, page_header
from app.ui.palette import Tone
from app.ui.widgets.buttons import LinkButton, QuietButton
from app.ui.widgets.page_parts import Banner


class FilledPage(PageWidget):
    """Shows one finished form: `load(stream=…, name=…)`. `correction_asked(stream, form, name)`, `left()`."""

    filled_asked = Signal(str, str)
    correction_asked = Signal(str, str, str)
    left = Signal()

    def __init__(self, background: Background[Vault], session: Session) -> None:
        super().__init__(background, session)
        self.read: ReadForm | None = None
        self.back = QuietButton(N_("Back to the case"), "back")
        self.correct = QuietButton(N_("Correct…"), "edit")
        self.header = page_header(self._title, self._told, [self.back, self.correct])
        self.other = LinkButton("")
        self.note = Banner("", Tone.INFO, self.other)
        self.sheet = AnswerSheet()
        for part in (self.header, self.note, self.sheet):
            self.box.addWidget(part)
        self.box.addStretch(1)
        self.back.clicked.connect(self.left)
        self.correct.clicked.connect(self._correct)
        self.other.clicked.connect(self._show_other)
        self.setFocusProxy(self.back)
        self._show(None)
        self.refresh()

    @override
    def load(self, **where: Any) -> None:
        """Read a finished form (`stream`, `name`), or the one shown again."""
        wanted = {name: str(where.get(name) or self.where.get(name, "")) for name in ("stream", "name")}
        if wanted != self.where:
            self._show(None)
            self.to_top()
        super().load(**wanted)
        self.forget_trouble()
        stream, name, session = wanted["stream"], wanted["name"], self.session
        if name:
            self.ask(lambda vault: read_filled(vault, stream, name, session, session.today), self._arrive)

    def _arrive(self, read: ReadForm) -> None:
        if read.form.hash.hex() == self.where.get("name"):
            self._show(read)

    def _show(self, read: ReadForm | None) -> None:
        self.read = read
        self.header.title.retranslate()
        self.header.subtitle.retranslate()
        self.note.setVisible(read is not None and (read.after or read.before) is not None)
        self.correct.setVisible(read is not None and read.may_correct and read.after is None)
        if read is None:
            self.sheet.clear()
            return
        self._show_note(read)
        filling = Filling(read.session, self)
        filling.files = files = KeptFiles(self.background.run)
        self.sheet.show_parts(reading.parts(read.session), filling, files)

    def _show_note(self, read: ReadForm) -> None:
        if read.after is not None:
            after = read.after
            self.note.set_state(lambda: self._corrected(after, read.names.get(after.by, "")), Tone.WARN)
            self.other.set_says(N_("Show the corrected form"))
        elif read.before is not None:
            self.note.set_state(
                lambda: tr("This form corrects an earlier one: {why}", why=read.form.why), Tone.INFO
            )
            self.other.set_says(N_("Show how it was"))

    @staticmethod
    def _corrected(after: Filled, who: str) -> str:
        if who:
            return tr("This form was corrected later by {name}: {why}", name=who, why=after.why)
        return tr("This form was corrected later: {why}", why=after.why)

    def _title(self) -> str:
        if self.read is None:
            return tr("Form")
        return tr(words.quiet_form(self.read.form.form, self.read.title))

    def _told(self) -> str:
        read = self.read
        if read is None:
            return ""
        version = tr("Version {number}", number=read.form.version) if read.form.version else ""
        return " · ".join(part for part in (read.number, shown.day(read.form.on), read.by, version) if part)

    def _correct(self) -> None:
        if self.read is not None:
            form = self.read.form
            self.correction_asked.emit(self.where["stream"], form.form, form.hash.hex())

    def _show_other(self) -> None:
        if self.read is not None and (other := self.read.after or self.read.before) is not None:
            self.filled_asked.emit(self.where["stream"], other.hash.hex())

    @override
    def retranslate(self) -> None:
        """Read it in the other language too."""
        if self.read is not None:
            self.load()
