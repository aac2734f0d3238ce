"""The frame around every page: sidebar, top bar, pages, status bar, practice ribbon and toasts."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QFrame, QSizePolicy, QStackedWidget, QWidget

from app.errors import N_
from app.i18n import LANGUAGES, current, tr
from app.ui import shortcuts, theme
from app.ui.help_sheet import ShortcutSheet
from app.ui.override import override
from app.ui.palette import Tone
from app.ui.places import Place
from app.ui.says import Says, Worded, mark
from app.ui.sidebar import Sidebar
from app.ui.statusbar import Status, StatusBar
from app.ui.toast import Toast
from app.ui.topbar import TopBar
from app.ui.widgets.layout import column, plain, row, scrolling
from app.ui.widgets.search import Hit
from app.ui.widgets.stops import next_stop, reveal
from app.ui.widgets.text import Picture, Text

WIDE_FROM, TALL_FROM = 1100, 700
_PRACTICE = N_("Practice village: nobody here is real, and nothing leaves this laptop.")


class Ribbon(Worded, QFrame):
    """Says above everything that this is the practice village: in a sentence where one line holds it, else by name."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("ribbon")
        self.words = Text(_PRACTICE)
        self.words.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        laid = row(Picture("info", "on_ribbon", size=18), spacing=10)
        laid.addWidget(self.words, 1)
        laid.setContentsMargins(theme.gap(24), theme.gap(5), theme.gap(24), theme.gap(5))
        self.setLayout(laid)
        self.refresh()

    @override
    def retranslate(self) -> None:
        self.words.setAccessibleName(tr(_PRACTICE))
        self.words.setToolTip(tr(_PRACTICE))
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        room = self.width() - theme.px(18) - theme.gap(10 + 2 * 24)
        fits = self.words.fontMetrics().horizontalAdvance(tr(_PRACTICE)) <= room
        self.words.set_says(_PRACTICE if fits else N_("Practice village"))


class Shell(Worded, QWidget):
    """The window's inside. Pages are added by id; `go(id)` shows one and `went(id)` says that it happened.

    Signals: `went(page_id)`, `search_asked(text)`, `hit_chosen(hit_id)`, `language_chosen(code)`, `theme_chosen(mode)`,
    `text_size_chosen(percent)`, `lock_asked()`, `bundles_asked()`, `help_asked(page_id)`, `back_asked()`,
    `quit_asked()`. It changes nothing by itself: the window obeys.
    """

    went = Signal(str)
    search_asked = Signal(str)
    hit_chosen = Signal(str)
    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    text_size_chosen = Signal(int)
    lock_asked = Signal()
    bundles_asked = Signal()
    help_asked = Signal(str)
    back_asked = Signal()
    quit_asked = Signal()

    def __init__(
        self, places: Sequence[Place], practice: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        mark(self, look="page")
        self.side, self.top, self.status = Sidebar(places), TopBar(), StatusBar()
        self.ribbon = Ribbon()
        self.ribbon.setVisible(practice)
        self.stack = QStackedWidget()
        self._pages: dict[str, QWidget] = {}
        self._areas: dict[str, QWidget] = {}
        self._place_of: dict[str, str] = {}
        self._current = ""
        self._lay_out()
        self._toast = Toast(self.room)
        self._connect()
        self._bind_keys()
        self.refresh()

    def _lay_out(self) -> None:
        room = row(spacing=0)
        room.addWidget(self.stack)
        inner = column(self.ribbon, self.top, spacing=0)
        self._margins = room
        self.room = plain(room)
        inner.addWidget(self.room, 1)
        inner.addWidget(self.status)
        whole = row(self.side, spacing=0)
        whole.addLayout(inner, 1)
        self.setLayout(whole)

    def _connect(self) -> None:
        self.side.went.connect(self.go)
        self.top.search.asked.connect(self.search_asked)
        self.top.search.chosen.connect(self.hit_chosen)
        for name in ("language_chosen", "theme_chosen", "text_size_chosen", "lock_asked", "bundles_asked"):
            getattr(self.top, name).connect(getattr(self, name))

    def _bind_keys(self) -> None:
        doing: dict[str, Callable[[], object]] = {
            "search": self.focus_search,
            "lock": self.lock_asked.emit,
            "help": lambda: self.help_asked.emit(self._current),
            "shortcuts": self.show_shortcuts,
            "back": self.back_asked.emit,
            "text_larger": lambda: self._step_text(1),
            "text_smaller": lambda: self._step_text(-1),
            "text_normal": lambda: self.text_size_chosen.emit(100),
            "next_language": self._next_language,
            "quit": self.quit_asked.emit,
        }
        shortcuts.bind(self, doing, everywhere=True)
        for number, place_id in enumerate(self.side.buttons, 1):
            shortcuts.key(self, f"Alt+{number}", partial(self.go, place_id))

    def add_page(self, page_id: str, page: QWidget, place: str = "") -> None:
        """Add a page; `place` is the sidebar place it belongs to when it has none of its own (a case to "cases").

        The shell gives it margins and scrolls it when the window is too small for it.
        """
        self._pages[page_id] = page
        self._areas[page_id] = scrolling(page)
        self._place_of[page_id] = place or page_id
        self.stack.addWidget(self._areas[page_id])

    def go(self, page_id: str) -> None:
        """Show a page. Raises: KeyError for one that was not added."""
        self.stack.setCurrentWidget(self._areas[page_id])
        self.side.set_current(self._place_of[page_id])
        if page_id != self._current:
            self._current = page_id
            self.went.emit(page_id)

    def current_page(self) -> str:
        """Return the id of the page shown, "" before the first."""
        return self._current

    def page(self, page_id: str) -> QWidget:
        """Return a page by its id. Raises: KeyError."""
        return self._pages[page_id]

    def set_person(self, name: str, where: str) -> None:
        """Show whose vault this is, in the sidebar."""
        self.side.set_person(name, where)

    def set_status(self, status: Status) -> None:
        """Show what is saved, backed up and delivered."""
        self.status.set_status(status)

    def set_bundles(self, words: Says, short: Says = "", tone: Tone = Tone.NEUTRAL) -> None:
        """Show the state of bundles in the top bar; `short` (a number) is for narrow windows."""
        self.top.set_bundles(words, short, tone)

    def set_badge(self, place_id: str, count: int) -> None:
        """Show how many things wait at a place."""
        self.side.set_badge(place_id, count)

    def set_practice(self, practice: bool) -> None:
        """Show or hide the practice ribbon."""
        self.ribbon.setVisible(practice)

    def toast(self, says: Says, undo: Callable[[], None] | None = None) -> None:
        """Say something short; with `undo`, it can be taken back for some seconds."""
        self._toast.say(says, undo)

    def offer_hits(self, hits: Sequence[Hit]) -> None:
        """Show what the search found, below the search box."""
        self.top.search.offer(hits)

    def focus_search(self) -> None:
        """Give the keyboard to the search box."""
        self.top.search.setFocus()
        self.top.search.selectAll()

    def show_shortcuts(self) -> None:
        """Open the sheet of keyboard shortcuts."""
        ShortcutSheet([button.place for button in self.side.buttons.values()], self).open()

    def _step_text(self, by: int) -> None:
        steps, now = theme.TEXT_STEPS, theme.look().percent
        nearest = min(range(len(steps)), key=lambda at: abs(steps[at] - now))
        self.text_size_chosen.emit(steps[max(0, min(len(steps) - 1, nearest + by))])

    def _next_language(self) -> None:
        at = LANGUAGES.index(current().language)
        self.language_chosen.emit(LANGUAGES[(at + 1) % len(LANGUAGES)])

    @override
    def restyle(self) -> None:
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    @override
    def focusNextPrevChild(self, onward: bool) -> bool:
        # Qt's own order knows neither parts that were made late nor what stands before a page's first field.
        found = next_stop(self, QApplication.focusWidget(), onward, [self._toast])
        if found is None:
            return super().focusNextPrevChild(onward)
        reason = Qt.FocusReason.TabFocusReason if onward else Qt.FocusReason.BacktabFocusReason
        found.setFocus(reason)
        reveal(found)
        return True

    def _fit(self) -> None:
        # Large text needs the room, so the words of the sidebar and the air around pages go earlier.
        self.side.set_narrow(self.width() < theme.gap(WIDE_FROM))
        tall = self.height() >= theme.gap(TALL_FROM)
        above, below = (20, 16) if tall else (10, 8)
        self._margins.setContentsMargins(theme.gap(24), theme.gap(above), theme.gap(24), theme.gap(below))
        self.top.set_tall(tall)
