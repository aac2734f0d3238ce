"""The pages of an open form: the one that is read, and two more that were read just before."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QWidget

from app.forms.errors import FormError
from app.forms.live import Item, path_of
from app.ui.forms.filling import Filling
from app.ui.forms.page_view import PageView

MOST_ALIVE = 3


class Book(QStackedWidget):
    """Shows one page at a time. `ended()` follows Enter after its last question, `built()` each time it is whole.

    `passed()` follows a last answer after which the form goes on by itself.
    """

    ended = Signal()
    passed = Signal()
    built = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.filling: Filling | None = None
        self.index = 0
        self._views: dict[int, PageView] = {}

    def begin(self, filling: Filling | None) -> None:
        """Show the pages of another form, or of none."""
        for view in self._views.values():
            self._drop(view)
        self._views, self.filling, self.index = {}, filling, 0

    @property
    def view(self) -> PageView | None:
        """The page now shown."""
        return self._views.get(self.index)

    def show_page(self, index: int) -> PageView:
        """Show a page; the ones read longest ago are put away."""
        assert self.filling is not None  # noqa: S101 - a form is open
        view = self._views.pop(index, None) or self._make(self.filling, index)
        self._views[index] = view  # the last one is the newest
        for old in list(self._views)[:-MOST_ALIVE]:
            self._drop(self._views.pop(old))
        self.index = index
        view.refresh_if_stale()
        self.setCurrentWidget(view)
        return view

    def _make(self, filling: Filling, index: int) -> PageView:
        view = PageView(filling, filling.navigator.controls(index))
        view.ended.connect(self.ended)
        view.passed.connect(self.passed)
        view.built.connect(lambda: self.built.emit() if view is self.view else None)
        self.addWidget(view)
        return view

    def _drop(self, view: PageView) -> None:
        self.removeWidget(view)
        view.hide()
        view.deleteLater()

    def refresh(self) -> None:
        """Show on the page in sight what the session says now; the others follow when they are seen."""
        for index, view in self._views.items():
            view.refresh() if index == self.index else view.mark_stale()

    def speak(self) -> None:
        """Say the page in sight in the language now chosen."""
        for index, view in self._views.items():
            view.speak() if index == self.index else view.mark_stale()

    def follow(self, focused: QWidget | None) -> str:
        """Bring the question that got the keyboard into sight; return its path, "" when it is none of this page."""
        view = self.view
        part = view.part_of(focused) if view is not None else None
        if view is None or part is None:
            return ""
        if QApplication.mouseButtons() == Qt.MouseButton.NoButton:
            view.show_part(part)  # what the mouse points at must not move away from it
        item = getattr(part, "item", None)
        return path_of(item) if isinstance(item, Item) and item.live else ""

    def focus_path(self, path: str) -> None:
        """Give the keyboard to the question at `path` of the page in sight, else to its first question."""
        item, view = self._item(path), self.view
        if view is not None and (item is None or not view.focus_item(item)):
            view.focus_first()

    def _item(self, path: str) -> Item | None:
        if not path or self.filling is None:
            return None
        try:
            return self.filling.session.item(path)
        except FormError:
            return None

    def go_to_problem(self) -> bool:
        """Show the first thing of the whole form that is missing or wrong; tell whether there is one."""
        assert self.filling is not None  # noqa: S101 - a form is open
        wrong = [problem.path for problem in self.filling.session.validate()]
        for path in [*wrong, *self.filling.half_typed()]:
            index = self.filling.navigator.page_of(path)
            if index is not None:
                self.show_page(index).reveal_soon()
                self.focus_path(path)
                return True
        return self._go_to_trouble()

    def _go_to_trouble(self) -> bool:
        """What else is wrong, such as a text that is too long, is said on the pages that are alive."""
        for index, view in list(self._views.items()):
            view.reveal()
            if view.has_error():
                self.show_page(index)
                return view.focus_error()
        return False
