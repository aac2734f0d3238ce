"""The foot of a form: back, look for what is missing, leave, go on."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.errors import N_
from app.ui.letters import LetterRow, takes_words
from app.ui.widgets.buttons import LinkButton, PrimaryButton, QuietButton
from app.ui.widgets.layout import Flow, SideBySide, column, plain
from app.ui.widgets.surfaces import Rule


class FormFoot(QWidget):
    """`back_asked()`, `check_asked()`, `later_asked()`, `next_asked()`."""

    back_asked = Signal()
    check_asked = Signal()
    later_asked = Signal()
    next_asked = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._low = self._offered = self._writing = False
        self.letters = LetterRow()
        self.later = LinkButton(N_("Finish later"))
        self.check = LinkButton(N_("Check now"), "check")
        self.back = QuietButton(N_("Back"), "back", tip=lambda: "Alt+Left")
        self.next = PrimaryButton(N_("Next"), "next", tip=lambda: "Alt+Right, Ctrl+Enter")
        for button, signal in (
            (self.back, self.back_asked),
            (self.check, self.check_asked),
            (self.later, self.later_asked),
            (self.next, self.next_asked),
        ):
            button.clicked.connect(signal)
        left = plain(Flow(self.back, self.next, self.letters, spacing=10))
        right = plain(Flow(self.check, self.later, spacing=8))
        self.setLayout(column(Rule(), SideBySide(left, right, least=200), spacing=8))

    def set_low(self, low: bool) -> None:
        """Keep to turning pages where a window is low for its letters: the menu of pages offers the rest."""
        self._low = low
        self.check.setVisible(not low)
        self.later.setVisible(not low)
        self._fit_letters()

    def offer_letters(self, offered: bool) -> None:
        """Offer the letters where words are written; in a low window only while they are."""
        self._offered = offered
        self._fit_letters()

    def follow(self, focused: QWidget | None) -> None:
        """Know which field has the keyboard; while no field of this window has it, the letters stay as they are."""
        if focused is not None:
            self._writing = takes_words(focused)
            self._fit_letters()

    def _fit_letters(self) -> None:
        self.letters.setVisible(self._offered and (self._writing or not self._low))

    def show_place(self, *, has_back: bool, ends: bool) -> None:
        """Offer going back where there is something before, and finishing at the end."""
        self.back.setEnabled(has_back)
        self.next.set_says(N_("Finish") if ends else N_("Next"))
        self.next.set_icon("check" if ends else "next")

    def stops(self) -> list[QWidget]:
        """Return what the Tab key reaches."""
        return [self.back, self.next, self.check, self.later]
