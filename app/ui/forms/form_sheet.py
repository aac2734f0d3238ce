"""A form on the screen: head, one page of questions at a time, foot; turning, languages, checking. It keeps nothing."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from app.errors import N_
from app.forms.session import Changed
from app.store.vault import Vault
from app.ui import theme
from app.ui.background import Background
from app.ui.forms.book import Book
from app.ui.forms.filling import Filling
from app.ui.forms.foot import FormFoot
from app.ui.forms.head import FormHead
from app.ui.forms.keys import Turn, TurnKeys
from app.ui.forms.page_view import PageView
from app.ui.forms.pictures import FormPictures
from app.ui.forms.place import Place
from app.ui.forms.turning import Turner
from app.ui.override import override
from app.ui.pages import Session
from app.ui.pages.page import PageWidget

LOW = 560  # the window's height, at 100 % text, below which questions need every line


class FormSheet(PageWidget):
    """A form that can be filled. `left()` asks to go on later; pages that are about something override what they know."""

    left = Signal()

    def __init__(self, background: Background[Vault], session: Session) -> None:
        super().__init__(background, session)
        self.filling: Filling | None = None
        self.question = ""
        self._busy = False
        self.head, self.book, self.foot = FormHead(), Book(), FormFoot()
        self.turner = Turner(self.head, self.book, self.foot, self)
        self.keys = TurnKeys(self, self._way)
        for part in (self.head, self.book, self.foot):
            self.box.addWidget(part, 1 if part is self.book else 0)
        self._connect_parts()
        self._show_parts(False)

    def _connect_parts(self) -> None:
        self.head.language_chosen.connect(self._speak)
        self.head.second_chosen.connect(self._show_second)
        self.head.page_chosen.connect(self.go)
        self.head.check_asked.connect(self.check)
        self.head.later_asked.connect(self.leave)
        self.book.ended.connect(self.foot.next.setFocus)
        self.book.passed.connect(self._pass)
        self.foot.back_asked.connect(self.go_back)
        self.foot.next_asked.connect(self.go_on)
        self.foot.check_asked.connect(self.check)
        self.foot.later_asked.connect(self.leave)
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # noqa: S101 - a widget needs one
        app.focusChanged.connect(self._follow_focus)

    # -- what a page of its own knows ----------------------------------------------------------------------

    def about(self) -> str:
        """Return which form this is, and about what."""
        return self.filling.session.form.title if self.filling is not None else ""

    def touched(self) -> None:
        """Something was answered, or the place in the form has changed."""

    def leave(self) -> None:
        """Stop here."""
        self.left.emit()

    def end(self) -> None:
        """The form is whole and was finished."""

    # -- showing -------------------------------------------------------------------------------------------

    def show_filling(self, filling: Filling, place: Place) -> None:
        """Show a form where somebody was."""
        self.filling, self._busy = filling, False
        filling.pictures = FormPictures(filling.session.form.media, self.background.run)
        filling.failed.connect(self.show_trouble)
        filling.changed.connect(self._follow)
        filling.typed.connect(self.touched)
        filling.spoken.connect(self._follow_language)
        filling.removed.connect(lambda undo: self.tell(N_("Removed."), undo))
        filling.second = place.second
        filling.restore(place.half)
        self.head.show_form(filling, self.about())
        self.turner.begin(filling, place.seen)
        self._show_parts(True)
        self._show(filling.page_near(place.page))
        self.book.focus_path(place.question)

    def put_away(self) -> None:
        """Show no form."""
        self.turner.begin(None)
        self.filling = None
        self._show_parts(False)

    def _show_parts(self, shown: bool) -> None:
        for part in (self.head, self.book, self.foot):
            part.setVisible(shown)

    @property
    def view(self) -> PageView | None:
        """The page of questions now shown."""
        return self.book.view

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        low = self.window().height() < theme.px(LOW)
        self.head.set_low(low)
        self.foot.set_low(low)

    @override
    def retranslate(self) -> None:
        self.head.show_about(self.about())

    # -- turning -------------------------------------------------------------------------------------------

    def go(self, index: int) -> None:
        """Show a page and give the keyboard to its first question."""
        if self.view is not None:
            self.view.leave()
        self._show(index)
        if self.view is not None and not self.view.focus_first():
            self.foot.next.setFocus()
        self.touched()

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
        self.question = ""
        self.turner.show(index)

    def _follow(self, _changed: Changed) -> None:
        self.book.refresh()
        self.turner.show_place_soon()
        self.touched()

    def _follow_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        self.keys.follow(new)
        self.foot.follow(new)
        self.question = self.book.follow(new) or self.question

    # -- languages -----------------------------------------------------------------------------------------

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
        self.touched()

    # -- the end -------------------------------------------------------------------------------------------

    def check(self) -> bool:
        """Go to the first thing that is missing or wrong; tell whether there is none."""
        whole = self.is_whole()
        if whole:
            self.tell(N_("Nothing is missing."))
        return whole

    def is_whole(self) -> bool:
        """Go to the first thing that is missing or wrong; tell whether there is none, without a word."""
        if self.filling is None:
            return False
        if self.book.go_to_problem():
            self.turner.show_place()
            return False
        return True

    def finish(self) -> None:
        """Finish the form when nothing is missing; else go to the first thing that is."""
        if self.filling is None or self._busy or not self.is_whole():
            return
        if self.filling.is_keeping:
            self.tell(N_("A file is still being kept. Finish when it is there."))
            return
        self.end()

    def set_busy(self, busy: bool) -> None:
        """While a form is being finished, it is not finished a second time."""
        self._busy = busy
        self.foot.next.setEnabled(not busy)

    # -- keys ----------------------------------------------------------------------------------------------

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
