"""One quiet line below: what is saved, how old the backup is, what is not yet delivered."""

from dataclasses import dataclass

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from app.ui import theme
from app.ui.override import override
from app.ui.palette import Tone
from app.ui.says import Says, mark
from app.ui.widgets.layout import row
from app.ui.widgets.text import Elided, Picture


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """What the line says; a part whose tone is `Tone.DANGER` turns red. Empty parts are not shown."""

    saved: Says = ""
    saving: bool = False
    backup: Says = ""
    bundle: Says = ""
    backup_tone: Tone = Tone.NEUTRAL
    bundle_tone: Tone = Tone.NEUTRAL


class StatusBar(QFrame):
    """Shows a `Status`."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status")
        self.saved = StatusPart("check")
        self.backup = StatusPart("shield")
        self.bundle = StatusPart("bundles")
        laid = row(self.saved, self.backup, 0, self.bundle, spacing=18)
        laid.setContentsMargins(theme.gap(24), theme.gap(6), theme.gap(24), theme.gap(6))
        self.setLayout(laid)

    def set_status(self, status: Status) -> None:
        """Show another state."""
        self.saved.set_icon("clock" if status.saving else "check")
        self.saved.set_state(status.saved, Tone.NEUTRAL)
        self.backup.set_state(status.backup, status.backup_tone)
        self.bundle.set_state(status.bundle, status.bundle_tone)
        self._show_what_fits()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_what_fits()

    def _show_what_fits(self) -> None:
        # The top bar says how the bundles stand too, so that part goes first.
        parts = [part for part in (self.saved, self.backup, self.bundle) if part.has_words()]
        need = sum(part.sizeHint().width() + theme.gap(18) for part in parts) + theme.gap(48)
        self.bundle.setVisible(self.bundle.has_words() and need <= self.width())


class StatusPart(QWidget):
    """A small picture and its words; hidden while it has none."""

    def __init__(self, icon: str) -> None:
        super().__init__()
        self._icon = icon
        self._says: Says = ""
        self.picture, self.words = Picture(icon, "muted", size=15), Elided()
        self.setLayout(row(self.picture, self.words, spacing=6))
        self.hide()

    def set_icon(self, icon: str) -> None:
        """Stand for something else from the next state on."""
        self._icon = icon

    def set_state(self, says: Says, tone: Tone) -> None:
        """Show words in a tone; danger is red and has a warning sign."""
        bad = tone is Tone.DANGER
        self.words.set_says(says)
        mark(self.words, tone=tone.value)
        self.picture.set_look("warning" if bad else self._icon, "danger" if bad else "muted")
        self._says = says
        self.setVisible(says != "")

    def has_words(self) -> bool:
        """Return whether there is something to say."""
        return self._says != ""
