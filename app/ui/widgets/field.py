"""A field as people read it: label above, hint, the control, and below it what is wrong and how to put it right."""

from PySide6.QtWidgets import QWidget

from app.i18n import tr
from app.ui.override import override
from app.ui.says import Says, Worded, mark, say
from app.ui.widgets.layout import column
from app.ui.widgets.text import Text


class FieldRow(Worded, QWidget):
    """A labelled control. The label, hint and error are also the control's name and description for screen readers."""

    def __init__(
        self,
        label: Says,
        control: QWidget,
        hint: Says = "",
        required: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._label, self._hint, self._required = label, hint, required
        self._error: Says = ""
        self.control = control
        self.label = Text(self._labelled, "label", wrap=True)
        self.hint = Text(hint, "small", wrap=True)
        self.error = Text("", "error", wrap=True)
        self.label.setBuddy(control)
        self.setLayout(column(self.label, self.hint, control, self.error, spacing=4))
        self.refresh()

    def _labelled(self) -> str:
        words = say(self._label)
        return tr("{label} (required)", label=words) if self._required else words

    def set_error(self, error: Says = "") -> None:
        """Say what is wrong below the control; empty when all is well."""
        self._error = error
        self.error.set_says(error)
        mark(getattr(self.control, "line", self.control), trouble=error != "")
        self.retranslate()

    def has_error(self) -> bool:
        """Return whether an error is shown."""
        return self._error != ""

    def set_required(self, required: bool) -> None:
        """Show or take away the required mark."""
        self._required = required
        self.retranslate()

    @override
    def retranslate(self) -> None:
        self.label.retranslate()
        self.hint.setVisible(self._hint != "")
        self.error.setVisible(self._error != "")
        described = " ".join(part for part in (say(self._hint), say(self._error)) if part)
        self.control.setAccessibleName(self._labelled())
        self.control.setAccessibleDescription(described)
