"""Which page of a form is shown, which lie before and after it, and what head and foot say of that."""

from PySide6.QtCore import QObject, QTimer

from app.ui.forms.book import Book
from app.ui.forms.filling import Filling
from app.ui.forms.foot import FormFoot
from app.ui.forms.head import FormHead
from app.ui.forms.keys import order
from app.ui.letters import takes_words

SOON_MS = 40


class Turner(QObject):
    """Turns the pages of the form that `begin` gave it. `seen` are the pages somebody has been on."""

    def __init__(self, head: FormHead, book: Book, foot: FormFoot, parent: QObject) -> None:
        super().__init__(parent)
        self._head, self._book, self._foot = head, book, foot
        self._filling: Filling | None = None
        self.seen: list[int] = []
        # How far one is need not be known before the answer is on the screen.
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SOON_MS)
        self._soon.timeout.connect(self.show_place)
        head.pages_asked.connect(self._offer_pages)
        book.built.connect(self._order_stops)

    def begin(self, filling: Filling | None, seen: tuple[int, ...] = ()) -> None:
        """Turn the pages of another form, or of none."""
        self._filling, self.seen = filling, list(seen)
        self._book.begin(filling)

    def following(self) -> int | None:
        """Return the page after the one shown, None at the end."""
        return self._filling.navigator.next(self._book.index) if self._filling else None

    def before(self) -> int | None:
        """Return the page before the one shown, None at the beginning."""
        return self._filling.navigator.previous(self._book.index) if self._filling else None

    def show(self, index: int) -> None:
        """Show a page."""
        self._book.show_page(index)
        self.show_place()

    def show_place_soon(self) -> None:
        """Say a little later how far one is."""
        self._soon.start()

    def show_place(self) -> None:
        """Say which page this is, how far one is, and whether this is the end."""
        filling, index = self._filling, self._book.index
        if filling is None:
            return
        if index not in self.seen:
            self.seen.append(index)
        progress = filling.navigator.progress(index)
        self._head.show_place(filling.page_title(index), progress.page, progress.pages)
        ends = self.following() is None and not filling.session.validate()
        self._foot.show_place(has_back=self.before() is not None, ends=ends)

    def _order_stops(self) -> None:
        view = self._book.view
        if view is not None:
            stops = [*self._head.stops(), *view.stops(), *self._foot.stops()]
            order(stops)
            self._foot.offer_letters(any(map(takes_words, stops)))

    def _offer_pages(self) -> None:
        if self._filling is not None:
            self._head.show_pages(self._filling.outline(self.seen), self._book.index)
