"""What the form explains to the worker beyond the hint: folded away until it is asked for."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from app.errors import N_
from app.ui.says import mark
from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.layout import column
from app.ui.widgets.text import Text


class Guidance(QWidget):
    """A link that shows and hides the explanation; most questions have none, so it is made when there are words."""

    def __init__(self) -> None:
        super().__init__()
        mark(self, look="plain")
        self._words, self._second = "", ""
        self.fold: LinkButton | None = None
        self.words: Text | None = None
        self.second: Text | None = None

    def say(self, words: str, second: str) -> None:
        """Explain something else; without words there is nothing to unfold."""
        if (words, second) != (self._words, self._second):
            self._words, self._second = words, second
            fold = self.fold or self._make()
            self._unfold(fold.isChecked())
        self.setVisible(bool(words))

    def _make(self) -> LinkButton:
        self.fold = LinkButton(N_("How to ask this"), "help")
        self.fold.setCheckable(True)
        self.words = Text(lambda: self._words, wrap=True)
        self.second = Text(lambda: self._second, "small", wrap=True)
        laid = column(self.fold, self.words, self.second, spacing=4)
        laid.setAlignment(self.fold, Qt.AlignmentFlag.AlignLeft)
        self.setLayout(laid)
        self.fold.toggled.connect(self._unfold)
        return self.fold

    def _unfold(self, shown: bool) -> None:
        assert self.fold and self.words and self.second  # noqa: S101, PT018 - made together
        self.fold.set_says(N_("Hide the explanation") if shown else N_("How to ask this"))
        for text, wanted in ((self.words, shown), (self.second, shown and bool(self._second))):
            text.retranslate()
            text.setVisible(wanted)
        # Read aloud with the link, so that nobody has to look for it.
        self.fold.setAccessibleDescription(self._words if shown else "")

    def stops(self) -> list[QWidget]:
        """Return what the Tab key reaches: the link stands before the answer, but the keyboard goes to the answer first."""
        return [self.fold] if self.fold is not None and not self.isHidden() else []
