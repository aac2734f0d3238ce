"""Sentences below each other, each made when it first has words: most questions have no hint and nothing wrong."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from app.ui.widgets.text import Rank, Text


class Sentences:
    """The sentences of one box in their order, before everything else in it; `copied` ones can be marked with the mouse."""

    def __init__(self, box: QVBoxLayout, ranks: Mapping[str, Rank], *, copied: bool = False) -> None:
        self._box, self._ranks, self._copied = box, ranks, copied
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
            if self._copied:
                made.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            names = list(self._ranks)
            before = sum(other in self._made for other in names[: names.index(name)])
            self._box.insertWidget(before, made)
        return made
