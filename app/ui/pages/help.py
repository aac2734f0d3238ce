"""The manual, without a network, and the way to the sheet of keyboard shortcuts."""

from typing import Any

from PySide6.QtCore import Signal

from app.errors import N_
from app.store.vault import Vault
from app.ui.background import Background
from app.ui.manual import CHAPTERS, Chapter
from app.ui.pages import Session
from app.ui.pages.page import PageWidget, page_header
from app.ui.palette import Tone
from app.ui.widgets.buttons import QuietButton
from app.ui.widgets.layout import Tiles, row
from app.ui.widgets.surfaces import Card
from app.ui.widgets.text import Picture, Text


class HelpPage(PageWidget):
    """Every chapter on one page; `load(page=…)` scrolls to the one about that page."""

    shortcuts_asked = Signal()

    def __init__(self, background: Background[Vault], session: Session) -> None:
        super().__init__(background, session)
        keys = QuietButton(N_("Keyboard shortcuts"), "keyboard")
        keys.clicked.connect(self.shortcuts_asked)
        header = page_header(N_("Help"), N_("Short, and without a network."), [keys])
        self.chapters = {chapter: self._card(chapter) for chapter in CHAPTERS}
        self.box.addWidget(header)
        self.box.addWidget(Tiles(*self.chapters.values(), least=420))
        self.box.addStretch(1)
        self.refresh()

    @staticmethod
    def _card(chapter: Chapter) -> Card:
        head = row(Picture(chapter.icon, size=18, tone=Tone.ACCENT), spacing=12)
        head.addWidget(Text(chapter.title, "heading", wrap=True), 1)
        card = Card()
        card.add(head)
        for paragraph in chapter.paragraphs:
            card.add(Text(paragraph, wrap=True))
        card.box.addStretch(1)
        return card

    def load(self, **where: Any) -> None:
        """Show the chapter about a page."""
        super().load(**where)
        about = str(where.get("page", ""))
        for chapter, card in self.chapters.items():
            if about in chapter.pages:
                self.reveal(card)
                return
