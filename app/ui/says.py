"""What a widget says: an English msgid, or a function asked again whenever the language changes.

Mark msgids with `N_` where they are written: `PrimaryButton(N_("Save"), "save")`. With fields, or for data that is not
translated, give a function: `Text(lambda: tr("Case {number}", number=case.number))`, `Text(lambda: person.name)`.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QWidget

from app.i18n import tr

Says = str | Callable[[], str]

if TYPE_CHECKING:
    _Widget = QWidget
else:
    _Widget = object


def say(says: Says) -> str:
    """Return the words now: a string is translated, a function is called (it translates, or returns plain data)."""
    return tr(says) if isinstance(says, str) else says()


class Worded(_Widget):
    """A widget with words: stand it before the Qt class, and `retranslate` and `restyle` come at the right moments.

    `retranslate` is called when the language changes, `restyle` when colours or text size change. Call both (or
    `refresh`) at the end of your own `__init__`.
    """

    _ready = False

    def retranslate(self) -> None:
        """Say everything again in the language in use."""

    def restyle(self) -> None:
        """Take colours, icons and sizes again from `theme.look()`."""

    def refresh(self) -> None:
        """Dress and word the widget for the first time."""
        self._ready = True
        self.restyle()
        self.retranslate()

    def changeEvent(self, event: QEvent) -> None:
        """Notice a new language or a new look."""
        super().changeEvent(event)
        if not self._ready:
            return
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        elif event.type() == QEvent.Type.StyleChange:
            self._ready = False  # a restyle that polishes again must not call itself
            self.restyle()
            self._ready = True


def mark(widget: QWidget, **properties: str | bool) -> None:
    """Set style-sheet properties such as `look="primary"` or `tone="warn"`, and dress the widget again if they changed."""
    changed = [name for name, value in properties.items() if widget.property(name) != value]
    for name in changed:
        widget.setProperty(name, properties[name])
    if changed:
        dress(widget)


def dress(widget: QWidget) -> None:
    """Let the style sheet look at a widget again, because a property it depends on has changed."""
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)
