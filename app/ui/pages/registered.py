"""What is shown when a request was registered: its number, and what can be done next."""

from PySide6.QtCore import Qt, Signal

from app.errors import N_
from app.ui.pages.registering import Registered
from app.ui.palette import Tone
from app.ui.widgets.buttons import PrimaryButton, QuietButton
from app.ui.widgets.layout import Flow, plain, row
from app.ui.widgets.surfaces import Card
from app.ui.widgets.text import Picture, Text


class RegisteredCard(Card):
    """Shows the case's number."""

    case_opened = Signal(str)
    household_opened = Signal(str)
    another_asked = Signal()

    def __init__(self) -> None:
        super().__init__(margin=30)
        self._made = Registered(case="", household="", number="")
        head = row(Picture("check", size=26, tone=Tone.OK), spacing=16)
        head.addWidget(Text(N_("The request is registered"), "title", wrap=True), 1)
        self.number = Text(lambda: self._made.number, "code")
        self.number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.open = PrimaryButton(N_("Open the case"), "next")
        self.members = QuietButton(N_("Add the other members of the household"), "households")
        self.another = QuietButton(N_("Register another person"), "plus")
        self.open.clicked.connect(lambda: self.case_opened.emit(self._made.case))
        self.members.clicked.connect(lambda: self.household_opened.emit(self._made.household))
        self.another.clicked.connect(self.another_asked)
        self.add(head)
        self.add(
            Text(N_("This is the number of the case. You can write it on every paper."), "muted", wrap=True)
        )
        self.add(self.number)
        self.add(plain(Flow(self.open, self.members, self.another, spacing=10)))
        self.box.addStretch(1)

    def show_result(self, made: Registered) -> None:
        """Show what a request became."""
        self._made = made
        self.number.retranslate()
