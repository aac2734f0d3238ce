"""The page on which a form is filled: one page of questions at a time, every answer kept, in either language."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from app.errors import N_, UserError
from app.forms.session import Changed
from app.i18n import current, tr
from app.store.vault import Vault
from app.ui import theme, words
from app.ui.background import Background
from app.ui.forms.book import Book
from app.ui.forms.filling import Filling
from app.ui.forms.finishing import finishing
from app.ui.forms.foot import FormFoot
from app.ui.forms.head import FormHead
from app.ui.forms.keeping import DraftKeeper, Keeper
from app.ui.forms.kept_files import KeptFiles
from app.ui.forms.keys import Turn, TurnKeys
from app.ui.forms.opening import Opened, Place, draft_body, key_of, open_form
from app.ui.forms.page_view import PageView
from app.ui.forms.pictures import FormPictures
from app.ui.forms.turning import Turner
from app.ui.override import override
from app.ui.pages import Session
from app.ui.pages.page import PageWidget

LOW = 560  # the window's height, at 100 % text, below which questions need every line


class FormPage(PageWidget):
    """A form about one case. `finished(stream)`, `left()`, `saved(utc_ms)`; nothing it shows reaches a log or a title."""

    finished = Signal(str)
    left = Signal()
    saved = Signal(object)

    def __init__(self, background: Background[Vault], session: Session) -> None:
        super().__init__(background, session)
        self.opened: Opened | None = None
        self.filling: Filling | None = None
        self._question = ""
        self._busy = False
        self.head, self.book, self.foot = FormHead(), Book(), FormFoot()
        self.turner = Turner(self.head, self.book, self.foot, self)
        self.keys = TurnKeys(self, self._way)
        self.keeper = self.make_keeper()
        for part in (self.head, self.book, self.foot):
            self.box.addWidget(part, 1 if part is self.book else 0)
        self._connect()
        self._show_parts(False)
        self.refresh()

    def make_keeper(self) -> Keeper:
        """Return what keeps every answer while the form is filled."""
        return DraftKeeper(self.background, self._gather, self.show_trouble, self)

    def _connect(self) -> None:
        self.head.language_chosen.connect(self._speak)
        self.head.second_chosen.connect(self._show_second)
        self.head.page_chosen.connect(self.go)
        self.book.ended.connect(self.foot.next.setFocus)
        self.book.passed.connect(self._pass)
        self.foot.back_asked.connect(self.go_back)
        self.foot.next_asked.connect(self.go_on)
        self.foot.check_asked.connect(self.check)
        self.foot.later_asked.connect(self._leave)
        self.keeper.kept.connect(self._note_kept)
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 - a widget needs one
        app.focusChanged.connect(self._follow_focus)

    def open(self, stream: str, form_id: str) -> None:
        """Open a form for a case, fresh or exactly where it was left.

        While the disk refuses the answers of the form shown now, that form stays: its trouble says why.
        """
        if not self._keep_all():
            return
        self._close()
        self.forget_trouble()
        today = self.session.today
        self.ask(lambda vault: open_form(vault, stream, form_id, today), self._start)

    @override
    def load(self, **where: Any) -> None:
        super().load(**where)
        self.open(str(where.get("stream", "")), str(where.get("form", "")))

    def _close(self) -> None:
        self.keeper.stop()
        self.turner.begin(None)
        self.opened = self.filling = None
        self._show_parts(False)

    def _start(self, opened: Opened) -> None:
        self.opened, self._busy = opened, False
        self.filling = filling = self._hear(Filling(opened.session, self))
        place = opened.place or Place(page=filling.begin_in(current().language))
        filling.second = place.second
        filling.restore(place.half)
        self.keeper.begin(key_of(opened.stream, opened.form_id), opened.stream)
        self.head.show_form(filling, self._about())
        self.turner.begin(filling, place.seen)
        self._show_parts(True)
        self._show(filling.page_near(place.page))
        self.book.focus_path(place.question)
        if opened.other_version:
            self.tell(N_("The form has changed since you began it. Your answers were kept."))

    def _hear(self, filling: Filling) -> Filling:
        filling.pictures = FormPictures(filling.session.form.media, self.background.run)
        filling.files = KeptFiles(self.background.run)
        filling.failed.connect(self.show_trouble)
        filling.changed.connect(self._follow)
        filling.typed.connect(self._touch)
        filling.spoken.connect(self._follow_language)
        filling.removed.connect(lambda undo: self.tell(N_("Removed."), undo))
        return filling

    def _about(self) -> str:
        if self.opened is None:
            return ""
        name = words.FORMS.get(self.opened.form_id, "")
        return "  ·  ".join(part for part in (tr(name), self.opened.number) if part)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = self.window().height() < theme.px(LOW)
        self.head.set_low(low)
        self.foot.set_low(low)

    def _show_parts(self, shown: bool) -> None:
        for part in (self.head, self.book, self.foot):
            part.setVisible(shown)

    @property
    def view(self) -> PageView | None:
        """The page of questions now shown."""
        return self.book.view

    def go(self, index: int) -> None:
        """Show a page and give the keyboard to its first question."""
        if self.view is not None:
            self.view.leave()
        self._show(index)
        if self.view is not None and not self.view.focus_first():
            self.foot.next.setFocus()
        self._touch()

    def go_on(self) -> None:
        """Go to the next page; at the end, finish."""
        if self.filling is None or self._busy:
            return
        if (following := self.turner.following()) is not None:
            self.go(following)
        else:
            self.finish()

    def _pass(self) -> None:
        """The form goes on by itself after an answer, but it never finishes by itself."""
        if self.turner.following() is not None:
            self.go_on()
        else:
            self.foot.next.setFocus()

    def go_back(self) -> None:
        """Go to the page before."""
        if (before := self.turner.before()) is not None:
            self.go(before)

    def _show(self, index: int) -> None:
        self._question = ""
        self.turner.show(index)

    def _follow(self, _changed: Changed) -> None:
        self.book.refresh()
        self.turner.show_place_soon()
        self._touch()

    def _touch(self) -> None:
        self.keeper.touch()
        self.head.show_saving()

    def _speak(self, language: str) -> None:
        if self.filling is not None:
            self.filling.speak(language)
            self.head.show_language(self.filling)

    def _show_second(self, second: bool) -> None:
        if self.filling is not None:
            self.filling.show_second(second)

    def _follow_language(self) -> None:
        self.book.speak()
        self.turner.show_place()
        self._touch()

    def _follow_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        self.keys.follow(new)
        self._question = self.book.follow(new) or self._question

    @override
    def retranslate(self) -> None:
        self.head.show_about(self._about())

    def _gather(self) -> bytes:
        filling = self.filling
        assert filling is not None  # noqa: S101 - nothing is kept before a form is open
        place = Place(
            page=self.book.index,
            question=self._question,
            second=filling.second,
            seen=tuple(self.turner.seen),
            half=filling.half_typed(),
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
        if not self.keeper.is_waiting:
            self.head.show_saved(utc_ms)
        self.forget_trouble()
        self.saved.emit(utc_ms)

    def _leave(self) -> None:
        self.flush()
        self.left.emit()

    def check(self) -> bool:
        """Go to the first thing that is missing or wrong; tell whether there is none."""
        if self.filling is None:
            return False
        if self.book.go_to_problem():
            self.turner.show_place()
            return False
        self.tell(N_("Nothing is missing."))
        return True

    def finish(self) -> None:
        """Finish the form when nothing is missing; else go to the first thing that is."""
        opened, filling = self.opened, self.filling
        if opened is None or filling is None or self._busy or not self.check():
            return
        if filling.is_keeping:
            self.tell(N_("A file is still being kept. Finish when it is there."))
            return
        self._set_busy(True)
        self.keeper.stop()
        self.hand_over(opened)

    def hand_over(self, opened: Opened) -> None:
        """Bring the finished form to its case, then leave."""
        job = finishing(opened, self.session.today().isoformat(), self.session.staff)
        self.background.run(
            job, self._if_here(lambda _nothing: self._end(opened.stream)), self._if_here(self._fail)
        )

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self.foot.next.setEnabled(not busy)

    def _end(self, stream: str) -> None:
        self._set_busy(False)
        self._close()
        self.finished.emit(stream)

    def _fail(self, error: UserError) -> None:
        self._set_busy(False)
        if self.opened is not None:
            self.keeper.begin(key_of(self.opened.stream, self.opened.form_id), self.opened.stream)
            self._touch()
        self.show_trouble(error)

    def _way(self, turn: Turn) -> Callable[[], None] | None:
        if self.filling is None:
            return None
        if turn is Turn.ON:
            return self.go_on
        return self.go_back if self.turner.before() is not None else None

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        focused = QApplication.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(focused, QAbstractButton):
            focused.click()
        else:
            super().keyPressEvent(event)
