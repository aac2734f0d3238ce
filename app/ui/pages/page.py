"""What our own pages are made of: a worded widget that asks the worker and shows trouble where it happened."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import shiboken6
from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QApplication, QScrollArea, QVBoxLayout, QWidget

from app.errors import UserError
from app.i18n import current
from app.store.vault import Vault
from app.ui import theme
from app.ui.background import Background
from app.ui.pages import Notice, Session
from app.ui.palette import Tone
from app.ui.says import Says, Worded, mark
from app.ui.widgets.layout import column
from app.ui.widgets.page_parts import Banner, PageHeader

T = TypeVar("T")


def page_header(title: Says, subtitle: Says = "", actions: Sequence[QWidget] = ()) -> PageHeader:
    """Return a page's header; its second line is given when it has its place, never shown as a window of its own."""
    made = PageHeader(title, actions=actions)
    made.set_title(title, subtitle)
    return made


class PageWidget(Worded, QWidget):
    """A page; put its parts into `box`. `ask` runs a job and brings its result home if the page is still there."""

    told = Signal(object)
    saved = Signal(str)

    def __init__(self, background: Background[Vault], session: Session) -> None:
        super().__init__()
        self.background, self.session = background, session
        mark(self, look="page")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.trouble = Banner("", Tone.DANGER, closable=True)
        self.trouble.hide()
        self.box: QVBoxLayout = column(self.trouble, spacing=14)
        self.setLayout(self.box)
        self.where: dict[str, Any] = {}

    def load(self, **where: Any) -> None:
        """Read again what the page shows; pages about one record take `stream`."""
        self.where = where

    def ask(self, job: Callable[[Vault], T], done: Callable[[T], object]) -> None:
        """Run a job on the vault's thread; its trouble is shown on top of the page."""
        self.background.run(job, self._if_here(done), self._if_here(self.show_trouble))

    def _if_here(self, answer: Callable[[T], object]) -> Callable[[T], None]:
        # The window may have locked, and this page gone, before the answer came.
        def call(result: T) -> None:
            if shiboken6.isValid(self):
                answer(result)

        return call

    def show_trouble(self, error: UserError) -> None:
        """Show what went wrong until it is closed or put right."""
        self.trouble.set_state(lambda: current().sentence(error), Tone.DANGER)
        self.trouble.show()

    def reveal(self, part: QWidget) -> None:
        """Scroll the page so that a part of it is seen, its top first."""
        # What was shown just now has its place only when Qt has laid the page out.
        QTimer.singleShot(0, lambda: self._scroll_to(part) if shiboken6.isValid(self) else None)

    def _scroll_to(self, part: QWidget) -> None:
        area = self._area()
        if area is None or not shiboken6.isValid(part):
            return
        bar, high = area.verticalScrollBar(), area.viewport().height()
        top = part.mapTo(self, QPoint(0, 0)).y()
        if top < bar.value() or top + part.height() > bar.value() + high:
            bar.setValue(max(0, top - theme.gap(14)))

    def show_list(self, table: QWidget, empty: QWidget, filled: bool) -> None:
        """Show a list or what stands there while it is empty; the keyboard stays on the page."""
        before = QApplication.focusWidget()
        had = before is not None and self.isAncestorOf(before)
        table.setVisible(filled)
        empty.setVisible(not filled)
        self.setFocusProxy(table if filled else None)  # type: ignore[arg-type]  # None takes the proxy away
        if had and not self.isAncestorOf(QApplication.focusWidget() or self.window()):
            self.setFocus()

    def to_top(self) -> None:
        """Show the beginning of the page."""
        area = self._area()
        if area is not None:
            area.verticalScrollBar().setValue(0)

    def _area(self) -> QScrollArea | None:
        above = self.parentWidget()
        while above is not None and not isinstance(above, QScrollArea):
            above = above.parentWidget()
        return above

    def forget_trouble(self) -> None:
        """Take the trouble away: the thing has worked since."""
        self.trouble.hide()

    def tell(self, says: Says, undo: Callable[[], None] | None = None) -> None:
        """Say something short at the bottom of the window."""
        self.told.emit(Notice(says=says, undo=undo))
