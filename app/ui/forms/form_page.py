"""The page on which a form is filled for a case: every answer kept, in either language, until it is finished."""

from typing import Any

from PySide6.QtCore import Signal

from app.errors import N_, UserError
from app.i18n import current, tr
from app.store import shelf
from app.store.vault import Vault
from app.ui import words
from app.ui.background import Background
from app.ui.forms.begun import NewerVersion, WhyForm
from app.ui.forms.filling import Filling
from app.ui.forms.finishing import finishing
from app.ui.forms.form_sheet import FormSheet
from app.ui.forms.keeping import DraftKeeper
from app.ui.forms.kept_files import KeptFiles
from app.ui.forms.opening import Opened, open_form
from app.ui.forms.place import Place, draft_body
from app.ui.override import override
from app.ui.pages import Session


class FormPage(FormSheet):
    """A form about one case. `finished(stream)`, `left()`; nothing it shows reaches a log or a title.

    `saving()` says that something is not yet on disk, `saved(utc_ms)` that all of it is.
    """

    finished = Signal(str)
    saving = Signal()
    saved = Signal(object)

    def __init__(self, background: Background[Vault], session: Session) -> None:
        super().__init__(background, session)
        self.opened: Opened | None = None
        self.keeper = DraftKeeper(background, self._gather, self.show_trouble, self)
        self.newer, self.why = NewerVersion(), WhyForm()
        self.box.insertWidget(self.box.indexOf(self.book), self.newer)
        self.box.insertWidget(self.box.indexOf(self.foot), self.why)
        self.keeper.kept.connect(self._note_kept)
        self.newer.wanted.connect(self._move)
        self.newer.agreed.connect(self._take)
        self.why.given.connect(self._end_with_reason)
        self.why.left.connect(self._go_on_filling)
        self.why.touched.connect(self.touched)
        self.refresh()

    # -- opening -------------------------------------------------------------------------------------------

    @override
    def load(self, **where: Any) -> None:
        super().load(**where)
        stream, form_id, corrects = (str(where.get(name, "")) for name in ("stream", "form", "corrects"))
        self.open(stream, form_id, corrects)

    def open(self, stream: str, form_id: str, corrects: str = "") -> None:
        """Open a form for a case, fresh or exactly where it was left; `corrects` names a finished one (its hash in hex).

        While the disk refuses the answers of the form shown now, that form stays: its trouble says why.
        """
        if not self._keep_all():
            return
        self.put_away()
        self.forget_trouble()
        today = self.session.today
        self.ask(lambda vault: open_form(vault, stream, form_id, today, corrects=corrects), self._start)

    def _start(self, opened: Opened) -> None:
        self.opened = opened
        filling = Filling(opened.session, self)
        filling.files = KeptFiles(self.background.run)
        place = opened.place or Place(page=filling.begin_in(current().language))
        self.keeper.begin(opened.key, opened.stream)
        self.newer.offer(opened)
        self.why.begin(place.why)
        self.show_filling(filling, place)
        # What is begun can be gone on with after an update of the program, in the version it was begun in.
        self.ask(lambda vault: shelf.keep(vault, filling.session.form.sha256), lambda _nothing: None)
        if opened.lost:
            self.tell(N_("The form has changed since you began it. Your answers were kept."))

    @override
    def put_away(self) -> None:
        self.keeper.stop()
        self.opened = None
        self.newer.hide()
        self.why.hide()
        super().put_away()

    @override
    def about(self) -> str:
        opened = self.opened
        if opened is None:
            return ""
        name = tr(words.quiet_form(opened.form_id, opened.title))
        what = tr("Correction: {form}", form=name) if opened.corrects is not None else name
        return "  ·  ".join(part for part in (what, opened.number) if part)

    # -- a newer version -----------------------------------------------------------------------------------

    def _move(self) -> None:
        """Go on in the version in use, once it is known what would be left out."""
        opened, today = self.opened, self.session.today
        if opened is not None and self._keep_all():
            self.ask(
                lambda vault: open_form(vault, opened.stream, opened.form_id, today, newest=True),
                lambda moved: self.newer.ask(moved) if moved.left_out else self._take(moved),
            )

    def _take(self, moved: Opened) -> None:
        self.put_away()
        self._start(moved)
        self.touched()  # the draft goes on in that version too

    # -- keeping -------------------------------------------------------------------------------------------

    @override
    def touched(self) -> None:
        self.keeper.touch()
        self.head.show_saving()
        self.saving.emit()

    def _gather(self) -> bytes:
        filling = self.filling
        assert filling is not None  # noqa: S101 - nothing is kept before a form is open
        place = Place(
            page=self.book.index,
            question=self.question,
            second=filling.second,
            seen=tuple(self.turner.seen),
            half=filling.half_typed(),
            why=self.why.reason,
        )
        return draft_body(filling.session, place)

    def flush(self) -> None:
        """Keep what was answered in the last second, and come back when it is in the vault."""
        self._keep_all()

    def _keep_all(self) -> bool:
        """Keep files and answers on their way; tell whether the disk took them."""
        if self.filling is not None and not self.background.closed:
            self.filling.settle()
        return self.keeper.flush()

    def _note_kept(self, utc_ms: int) -> None:
        self.forget_trouble()
        if not self.keeper.is_waiting:
            self.head.show_saved(utc_ms)
            self.saved.emit(utc_ms)

    @override
    def leave(self) -> None:
        self.flush()
        super().leave()

    # -- finishing -----------------------------------------------------------------------------------------

    @override
    def end(self) -> None:
        if self.opened is not None and self.opened.corrects is not None:
            self.foot.hide()  # one thing at a time, and a low window has no room for both
            self.why.ask()
            self.reveal(self.why)
        else:
            self._end()

    def _go_on_filling(self) -> None:
        self.foot.show()
        self.foot.next.setFocus()

    def _end_with_reason(self) -> None:
        if self.filling is not None and not self._busy and self.is_whole():
            self._end()

    def _end(self) -> None:
        opened = self.opened
        assert opened is not None  # noqa: S101 - it is being finished
        self.set_busy(True)
        self.keeper.stop()
        job = finishing(opened, self.session.today().isoformat(), self.session.staff, self.why.reason)
        self.background.run(
            job, self._if_here(lambda _nothing: self._ended(opened.stream)), self._if_here(self._fail)
        )

    def _ended(self, stream: str) -> None:
        self.set_busy(False)
        self.put_away()
        self.finished.emit(stream)

    def _fail(self, error: UserError) -> None:
        self.set_busy(False)
        if self.opened is not None:
            self.keeper.begin(self.opened.key, self.opened.stream)
            self.touched()
        self.show_trouble(error)
