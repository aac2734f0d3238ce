"""What all files as answers share: chosen from a disk into the vault, replaced, removed with a way back."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import shiboken6
from PySide6.QtWidgets import QFileDialog, QWidget

from app.errors import N_, UserError
from app.forms.live import Item
from app.forms.state import NodeState
from app.i18n import tr
from app.ui.forms import documents
from app.ui.forms.documents import Prepared
from app.ui.forms.editor import Editor
from app.ui.forms.filling import Filling, Second
from app.ui.forms.kept_files import KeptFiles
from app.ui.override import override
from app.ui.says import Says
from app.ui.widgets.buttons import LinkButton, QuietButton
from app.ui.widgets.layout import Flow, column, plain
from app.ui.widgets.text import Text


class UploadEntry(Editor):
    """What all files share: choose, replace, remove with a way back, and say how it goes (`quiet` ones only what failed)."""

    choosing = N_("Choose a file…")
    replacing = N_("Choose another file…")
    quiet = False

    def __init__(self, filling: Filling, item: Item, files: KeptFiles) -> None:
        super().__init__()
        self.filling, self.item, self.files = filling, item, files
        self.name, self._readonly, self._busy, self._taken = "", False, False, 0
        self._said: Says = ""
        self._error: UserError | None = None
        self.said = Text(lambda: self._words(self._said), "small", wrap=True)
        self.error = Text(lambda: self._sentence(), "error", wrap=True)
        self.choose = QuietButton(lambda: tr(self.replacing if self.name else self.choosing), "upload")
        self.remove = LinkButton(N_("Remove"), "trash")
        self.choose.clicked.connect(self._choose)
        self.remove.clicked.connect(self.take_away)
        parts = self.parts()
        self.setLayout(column(*parts, plain(self.buttons()), self.said, self.error, spacing=8))
        self.show_kept()

    def parts(self) -> list[QWidget]:
        """Return what stands above the buttons."""
        return []

    def buttons(self) -> Flow:
        """Return the row of buttons."""
        return Flow(self.choose, self.remove, spacing=10)

    def _words(self, says: Says) -> str:
        return says() if callable(says) else tr(says)

    def _sentence(self) -> str:
        return self.filling.words.sentence(self._error) if self._error is not None else ""

    def say(self, says: Says) -> None:
        """Say how it goes, or what is kept."""
        self._said = says
        self.said.retranslate()
        self.said.setVisible(bool(self.said.text()))

    # -- in and out ----------------------------------------------------------------------------------------

    def filters(self) -> str:
        """Return which files the dialog offers."""
        return ""

    def prepare(self, path: Path) -> Prepared:
        """Return what is kept of a chosen file; called on the vault's thread."""
        control = self.item.field.control
        return documents.file(path, control.attributes.get("mediatype", "") if control is not None else "")

    def _choose(self) -> None:
        path, _filter = QFileDialog.getOpenFileName(self, tr(self.choosing), "", self.filters())
        if path:
            self.begin(partial(self.prepare, Path(path)))

    def begin(self, prepare: Callable[[], Prepared], *, own: bool = False) -> None:
        """Keep a file; the answer follows when it is in the vault. An `own` one is shown already."""
        self._error, self._busy = None, True
        self.say("" if self.quiet else N_("Being kept…"))
        self.show_kept()
        self.files.keep(prepare, partial(self._keep, own, self._taken), self._fail)

    def _keep(self, own: bool, taken: int, name: str) -> None:
        # The page may have been put away meanwhile: the answer belongs to the form, not to what shows it.
        there, wanted = shiboken6.isValid(self), taken == self._taken
        if there:
            self._busy = False
            self.say("")
        if there and own and wanted:
            self.name = name
        if wanted:  # nobody has taken it away while it was on its way
            self.filling.answer(self.item, name)
        if there and shiboken6.isValid(self):
            self.show_kept()

    def _fail(self, error: UserError) -> None:
        if not shiboken6.isValid(self):
            self.filling.failed.emit(error)
            return
        self._error, self._busy = error, False
        self.say("")
        self.show_kept()

    def take_away(self) -> None:
        """Take the file away from the answer; for a while it can be put back."""
        before = self.name
        self._taken += 1
        self.answered.emit("")
        if before:
            self.removed.emit(before)
        self.choose.setFocus()

    # -- showing -------------------------------------------------------------------------------------------

    @override
    def show_state(self, state: NodeState, _second: Second) -> None:
        self._readonly = state.readonly
        if state.value != self.name:
            self.name, self._error = state.value, None
            self.say("")
            if documents.hash_of(self.name):
                self.load()
            elif self.name:
                self.say(N_("This file is not on this laptop. The answer stays as it is."))
        self.show_kept()

    def load(self) -> None:
        """Show the kept file."""

    def missing(self, error: UserError) -> None:
        """Say why the kept file cannot be shown."""
        if shiboken6.isValid(self):
            self.say(lambda: self.filling.words.sentence(error))

    def show_kept(self) -> None:
        """Show the buttons that fit what there is."""
        self.choose.retranslate()
        self.choose.setVisible(not self._readonly)
        self.choose.setEnabled(not self._busy)
        self.remove.setVisible(bool(self.name) and not self._readonly and not self._busy)
        self.error.retranslate()
        self.error.setVisible(self._error is not None)

    @override
    def name_as(self, name: str, description: str) -> None:
        self.setAccessibleName(name)
        said = ". ".join(part for part in (name, self.said.text(), description) if part)
        for stop in (self.choose, self.remove):
            stop.setAccessibleDescription(said)

    @override
    def stops(self) -> list[QWidget]:
        return [one for one in (self.choose, self.remove) if not one.isHidden()]

    @override
    def show_trouble(self, wrong: bool) -> None:
        """The question itself says what is wrong."""
