"""Sentences below each other, each made when it first has words: most questions have no hint and nothing wrong."""

from collections.abc import Mapping

from PySide6.QtWidgets import QVBoxLayout

from app.ui.widgets.text import Rank, Text


class Sentences:
    """The sentences of one box in their order; `at` is the place of the first."""

    def __init__(self, box: QVBoxLayout, ranks: Mapping[str, Rank], at: int = 0) -> None:
        self._box, self._ranks, self._at = box, ranks, at
        self._made: dict[str, Text] = {}

    def say(self, name: str, words: str) -> None:
        """Say a sentence; without words it is not there."""
        if words or name in self._made:
            text = self.text(name)
            if text.text() != words:
                text.set_says(lambda: words)
            if text.isHidden() == bool(words):
                text.setVisible(bool(words))

    def text(self, name: str) -> Text:
        """Return the label of a sentence."""
        made = self._made.get(name)
        if made is None:
            made = self._made[name] = Text(lambda: "", self._ranks[name], wrap=True)
            made.hide()
            names = list(self._ranks)
            before = sum(other in self._made for other in names[: names.index(name)])
            self._box.insertWidget(self._at + before, made)
        return made
