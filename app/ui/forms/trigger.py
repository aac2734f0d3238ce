"""A sentence to acknowledge: one field to tick."""

from PySide6.QtWidgets import QWidget

from app.errors import N_
from app.forms.state import NodeState
from app.i18n import tr
from app.ui.forms.editor import Editor
from app.ui.forms.filling import Second
from app.ui.forms.option import CheckOption
from app.ui.forms.option_layout import OptionLayout
from app.ui.override import override

DONE = "OK"


class TriggerEntry(Editor):
    """Ticked means that it was read or done."""

    def __init__(self) -> None:
        super().__init__()
        self.tick = CheckOption("")
        box = OptionLayout()
        box.addWidget(self.tick)
        self.setLayout(box)
        self.setFocusProxy(self.tick)
        self.tick.clicked.connect(lambda: self.answered.emit(DONE if self.tick.isChecked() else ""))

    @override
    def show_state(self, state: NodeState, _second: Second) -> None:
        self.tick.set_words(tr(N_("Read and done")))
        self.tick.setChecked(state.value == DONE)
        self.tick.setEnabled(not state.readonly)

    @override
    def name_as(self, name: str, description: str) -> None:
        self.tick.name_as(name, description)

    @override
    def stops(self) -> list[QWidget]:
        return [self.tick]

    @override
    def show_trouble(self, wrong: bool) -> None:
        """The question itself says what is wrong."""
