"""The head of a form: which page this is, how far one is, whether it is saved, and the languages."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QMenu, QProgressBar, QWidget

from app.errors import N_
from app.i18n import tr
from app.ui import icons, shown, theme
from app.ui.forms.filling import Doing, Filling, Line, code_of, name_of
from app.ui.override import override
from app.ui.says import Worded, mark
from app.ui.topbar import SHORT
from app.ui.widgets.buttons import QuietButton, SegmentButton
from app.ui.widgets.layout import Flow, SideBySide, column, plain, row
from app.ui.widgets.text import Text

_MARKS = {Doing.DONE: ("check", "accent"), Doing.WRONG: ("warning", "danger"), Doing.OPEN: ("right", "edge")}
_STATES = {Doing.DONE: N_("done"), Doing.WRONG: N_("something is missing"), Doing.OPEN: N_("still to do")}


class _Folding(QuietButton):
    """A button that shows its icon alone where the room is short; its words stay what is read aloud."""

    folded = False

    def fold(self, folded: bool) -> None:
        """Show the icon alone, or the words again."""
        self.folded = folded
        self.refresh()

    @override
    def restyle(self) -> None:
        super().restyle()
        if self.folded:
            size = theme.px(20)
            self.setIcon(icons.icon(self._icon, self.ink, size))
            self.setIconSize(QSize(size, size))

    @override
    def retranslate(self) -> None:
        super().retranslate()
        if self.folded:
            self.setToolTip(self.accessibleName())
            self.setText("")


class FormHead(Worded, QWidget):
    """`language_chosen(name)`, `second_chosen(bool)`, `page_chosen(index)`; it changes nothing by itself.

    Where a window is low, its menu also holds what the foot has no room for: `check_asked()`, `later_asked()`.
    """

    language_chosen = Signal(str)
    second_chosen = Signal(bool)
    page_chosen = Signal(int)
    pages_asked = Signal()
    check_asked = Signal()
    later_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._title, self._about, self._saved_at, self._saving = "", "", 0, False
        self._low = False
        self._place = (0, 0)
        self.title = Text(lambda: self._title, "title", wrap=True)
        self.about = Text(self._said, "small", wrap=True)
        self.kept = Text(self._said_kept, "small")
        self.segments = QFrame()
        mark(self.segments, look="segments")
        self._languages = row(spacing=2, margin=3)
        self.segments.setLayout(self._languages)
        self.buttons: dict[str, SegmentButton] = {}
        self.both = _Folding(N_("Both languages"), "language")
        self.both.setCheckable(True)
        self.both.toggled.connect(self.second_chosen)
        self.pages = _Folding(N_("Pages"), "menu")
        self.menu = QMenu(self.pages)
        self.menu.aboutToShow.connect(self.pages_asked)
        self.pages.setMenu(self.menu)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self._lay_out()
        self.refresh()

    def _lay_out(self) -> None:
        words = plain(column(self.title, self.about, spacing=0))
        choices = plain(Flow(self.segments, self.both, self.pages, spacing=8))
        # The state of saving changes all the time: it has a place where it moves nothing else.
        below = row(self.bar, self.kept, spacing=12)
        below.setStretch(0, 1)
        self.setLayout(column(SideBySide(words, choices, least=220), below, spacing=6))

    @override
    def retranslate(self) -> None:
        self.about.retranslate()
        self.kept.retranslate()
        self.bar.setAccessibleName(tr("Page {page} of {pages}", page=self._place[0], pages=self._place[1]))

    def set_low(self, low: bool) -> None:
        """Give the questions the room of the quieter lines where a window is low for its letters."""
        for part in (self.about, self.bar, self.kept):
            part.setVisible(not low)
        if low != self._low:
            self._low = low
            self.both.fold(low)
            self.pages.fold(low)
            for button in self.buttons.values():
                button.retranslate()

    def show_about(self, about: str) -> None:
        """Say which form and case this is."""
        self._about = about
        self.about.retranslate()

    def _said(self) -> str:
        pages = self._place[1]
        page = tr("Page {page} of {pages}", page=self._place[0], pages=pages) if pages else ""
        return "  ·  ".join(part for part in (self._about, page) if part)

    def _said_kept(self) -> str:
        if self._saving:
            return tr("Saving…")
        return tr("Saved at {time}", time=shown.clock(self._saved_at)) if self._saved_at else ""

    def show_form(self, filling: Filling, about: str) -> None:
        """Show the languages of a form that was opened."""
        self._about, self._saved_at, self._saving = about, 0, False
        for old in self.buttons.values():
            self._languages.removeWidget(old)
            old.deleteLater()
        self.buttons = {}
        for language in filling.languages:
            button = SegmentButton(partial(self._spoken, language), tip=partial(name_of, language))
            button.clicked.connect(partial(self._choose, language))
            self.buttons[language] = button
            self._languages.addWidget(button)
        several = len(filling.languages) > 1
        self.segments.setVisible(several)
        self.both.setVisible(several)
        self.show_language(filling)

    def _spoken(self, language: str) -> str:
        code = code_of(language)
        return SHORT.get(code, code.upper()) if self._low else name_of(language)

    def _choose(self, language: str, _checked: bool = False) -> None:
        self.language_chosen.emit(language)

    def show_language(self, filling: Filling) -> None:
        """Mark the language in use."""
        for language, button in self.buttons.items():
            button.setChecked(language == filling.language)
        self.both.blockSignals(True)
        self.both.setChecked(filling.second)
        self.both.blockSignals(False)

    def show_place(self, title: str, page: int, pages: int) -> None:
        """Say which page this is, of how many."""
        self._title, self._place = title, (page, pages)
        self.title.retranslate()
        self.bar.setRange(0, max(1, pages))
        self.bar.setValue(page)
        self.retranslate()

    def show_saving(self) -> None:
        """Say that something is on its way into the vault."""
        self._saving = True
        self.kept.retranslate()

    def show_saved(self, utc_ms: int) -> None:
        """Say that everything is in the vault."""
        self._saving, self._saved_at = False, utc_ms
        self.kept.retranslate()

    def show_pages(self, lines: Sequence[Line], here: int) -> None:
        """Fill the menu with the pages of the form; `here` is the one now shown."""
        self.menu.clear()
        for line in lines:
            icon, colour = _MARKS[line.state]
            words = f"{line.title} — {tr(_STATES[line.state])}".replace("&", "&&")
            action = self.menu.addAction(icons.icon(icon, colour, theme.px(18)), words)
            font = action.font()
            font.setBold(line.index == here)
            action.setFont(font)
            action.triggered.connect(partial(self._go, line.index))
        if self._low:
            self.menu.addSeparator()
            for words, asked in ((N_("Check now"), self.check_asked), (N_("Finish later"), self.later_asked)):
                self.menu.addAction(tr(words)).triggered.connect(asked)

    def _go(self, index: int, _checked: bool = False) -> None:
        self.page_chosen.emit(index)

    def stops(self) -> list[QWidget]:
        """Return what the Tab key reaches."""
        found: list[QWidget] = [*self.buttons.values(), self.both, self.pages]
        return [one for one in found if not one.isHidden() and one.focusPolicy() != Qt.FocusPolicy.NoFocus]
