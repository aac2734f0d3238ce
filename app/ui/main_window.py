"""The window: what stands before the work, the work itself, and the lock between them. It alone connects pages."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QDeadlineTimer, QEvent, QEventLoop, QObject, QTimer
from PySide6.QtGui import QCloseEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget

from app import settings as kept
from app.i18n import LANGUAGES, current
from app.settings import Settings
from app.store.argon import Cost
from app.ui import doorstep, qt_words, theme
from app.ui.background import Background
from app.ui.collector import Collector
from app.ui.entrance import Entrance
from app.ui.override import override
from app.ui.pages import Session
from app.ui.palette import Mode

if TYPE_CHECKING:  # what lies behind the password is loaded when it opens
    from app.store.vault import Vault
    from app.ui.workplace import Workplace

LONGEST_WAIT_MS = 5_000
_ACTIVITY = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a test or a tour gives otherwise: the settings' file, the day, the cost of a password, the idle time."""

    settings_file: Path = field(default_factory=kept.config_file)
    folders: Sequence[Path] = ()
    today: Callable[[], date] = date.today
    cost: Cost | None = None
    idle_ms: int | None = None


class MainWindow(QMainWindow):
    """Goldaw. Its title never says more than the name."""

    def __init__(self, surroundings: Surroundings | None = None) -> None:
        super().__init__()
        self.surroundings = surroundings or Surroundings()
        self.settings: Settings = kept.load(self.surroundings.settings_file)
        usual = (self.settings.vault_folder, self.settings.practice_folder)
        self.folders = tuple(self.surroundings.folders) or usual
        self.places = doorstep.place_table()
        self.background: Background[Vault] | None = None
        self.workplace: Workplace | None = None
        self.entrance: Entrance | None = None
        self._warned = False
        self._stood: tuple[str, dict[str, Any]] | None = None
        self._idle = QTimer(self)
        self._idle.setSingleShot(True)
        self._idle.timeout.connect(self.lock)
        self.collector = Collector(self)
        self.collector.start()
        self.setWindowTitle("Goldaw")
        self._dress(practice=False)
        self._speak(self.settings.language)
        self._stand_before()
        self.resize(1366, 768)

    def lock(self) -> None:
        """Keep what is being typed, close the vault, take every client's word off the screen."""
        background, workplace = self.background, self.workplace
        if background is None or workplace is None:
            return
        self._idle.stop()
        self._stood = workplace.stands_at()
        workplace.leave()
        background.run(_note_lock, _nothing, _nothing)
        self.background = self.workplace = None
        self._dress(practice=False)
        entrance = self._stand_before()
        entrance.wait_for_close()
        background.close(entrance.may_open)

    def _stand_before(self) -> Entrance:
        around = self.surroundings
        self.entrance = entrance = Entrance(self.folders, self.places, around.today, around.cost)
        entrance.entered.connect(self._enter)
        entrance.language_chosen.connect(self._choose_language)
        entrance.print_asked.connect(lambda code, name: self._print_sheet(code, name))
        self._show_only(entrance)
        entrance.setFocus()
        return entrance

    def _print_sheet(self, code: str, name: str) -> None:
        from app.ui.paper import print_recovery_sheet

        print_recovery_sheet(self, code, name, self.surroundings.today())

    def _enter(self, background: "Background[Vault]", session: Session) -> None:
        from app.ui.workplace import Workplace

        self.background = background
        self._dress(practice=session.practice)
        self.workplace = work = Workplace(background, session)
        shell = work.shell
        shell.language_chosen.connect(self._choose_language)
        shell.theme_chosen.connect(self._choose_mode)
        shell.text_size_chosen.connect(self._choose_text_size)
        shell.lock_asked.connect(self.lock)
        shell.quit_asked.connect(self.close)
        self.entrance = None
        self._show_only(shell)
        self.activateWindow()
        work.begin(self._stood)
        self._stood = None
        self._idle.setInterval(self._idle_ms())
        self._idle.start()

    def _show_only(self, inside: QWidget) -> None:
        old = self.takeCentralWidget()
        self.setCentralWidget(inside)
        inside.show()  # now, not with the next event: only what is shown can take the keyboard
        if old is not None:
            old.hide()
            old.deleteLater()

    def _idle_ms(self) -> int:
        given = self.surroundings.idle_ms
        return self.settings.idle_minutes * 60_000 if given is None else given

    def _choose_language(self, language: str) -> None:
        self._keep(replace(self.settings, language=language))
        self._speak(language)

    def _choose_mode(self, mode: str) -> None:
        self._keep(replace(self.settings, mode=mode))
        self._dress(practice=self._is_practice())

    def _choose_text_size(self, percent: int) -> None:
        self._keep(replace(self.settings, text_percent=percent))
        self._dress(practice=self._is_practice())

    def _is_practice(self) -> bool:
        return self.workplace is not None and self.workplace.session.practice

    def _keep(self, settings: Settings) -> None:
        self.settings = settings
        kept.save(settings, self.surroundings.settings_file)

    def _dress(self, *, practice: bool) -> None:
        known = self.settings.mode in Mode._value2member_map_
        mode = Mode(self.settings.mode) if known else Mode.LIGHT
        theme.apply(_application(), mode, self.settings.text_percent, practice)

    @staticmethod
    def _speak(language: str) -> None:
        qt_words.speak(_application(), language if language in LANGUAGES else "tk")

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        # Only the window's own handle is watched: every other event passes without a detour through Python.
        if (handle := self.windowHandle()) is not None:
            handle.installEventFilter(self)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _ACTIVITY and self._idle.isActive():
            self._idle.start()
        return super().eventFilter(watched, event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if self.background is not None and self.workplace is not None:
            if not self._may_close(self.background, self.workplace):
                event.ignore()
                return
            self.workplace.leave()
            self.background.run(_note_lock, _nothing, _nothing)
            self.background.drain()
            self.background = self.workplace = None
        self.collector.stop()
        event.accept()

    def _may_close(self, background: "Background[Vault]", workplace: "Workplace") -> bool:
        """Keep what was typed; when the disk refuses it, say so and stay open: who closes again means it."""
        workplace.flush()
        until = QDeadlineTimer(LONGEST_WAIT_MS)
        while background.busy and not until.hasExpired():
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.ExcludeUserInputEvents, 50)
        refused = workplace.refused()
        if refused is None or self._warned:
            return True
        self._warned = True
        workplace.shell.toast(lambda: current().sentence(refused))
        return False


def _note_lock(vault: "Vault") -> None:
    from app.store import audit

    audit.note(vault, audit.Event.LOCKED)


def _nothing(_result: object) -> None:
    """What to do with an answer nobody waits for."""


def _application() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)  # noqa: S101 - a window needs one
    return app
