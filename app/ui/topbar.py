"""The bar above every page: search, the state of bundles, language, text size, look, lock."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QPoint, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QFrame, QMenu, QSizePolicy, QWidget

from app.errors import N_
from app.i18n import LANGUAGES, current, tr
from app.ui import theme
from app.ui.override import override
from app.ui.palette import Mode, Tone
from app.ui.says import Says, Worded, mark, say
from app.ui.widgets.buttons import ChipButton, IconButton, SegmentButton
from app.ui.widgets.layout import row
from app.ui.widgets.search import SearchBox

SHORT = {"tk": "TM", "ru": "RU", "en": "EN"}
NAMES = {"tk": "Türkmençe", "ru": "Русский", "en": "English"}
MODES = {Mode.LIGHT: N_("Light"), Mode.DARK: N_("Dark"), Mode.CONTRAST: N_("High contrast")}
_ROOMY = 760


class Languages(Worded, QFrame):
    """One button per language; `chosen(code)`."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        mark(self, look="segments")
        self.buttons = {code: self._button(code) for code in LANGUAGES}
        self._group = QButtonGroup(self)
        laid = row(spacing=2, margin=2)
        for code, button in self.buttons.items():
            self._group.addButton(button)
            laid.addWidget(button)
            button.clicked.connect(lambda _=False, code=code: self.chosen.emit(code))
        self.setLayout(laid)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.refresh()

    @staticmethod
    def _button(code: str) -> SegmentButton:
        return SegmentButton(lambda: SHORT[code], tip=lambda: NAMES[code])

    @override
    def retranslate(self) -> None:
        self.setAccessibleName(tr("Language"))
        self.buttons[current().language].setChecked(True)


class TopBar(QFrame):
    """Past-tense signals of what the person asked for; it changes nothing itself."""

    language_chosen = Signal(str)
    theme_chosen = Signal(str)
    text_size_chosen = Signal(int)
    lock_asked = Signal()
    bundles_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("top")
        self._chip_long: Says = ""
        self._chip_short: Says = ""
        self._roomy = False
        self.search = SearchBox(N_("Search people, cases and commands  (Ctrl+K)"))
        self.search.setMaximumWidth(theme.px(520))
        self.chip = ChipButton(self._chip_words, "bundles", Tone.NEUTRAL)
        self.chip.hide()
        self.languages = Languages()
        self.language_menu = IconButton(N_("Language"), "language")
        self.text_size = IconButton(N_("Text size"), "text-size")
        self.mode = IconButton(N_("Light or dark"), "sun")
        self.lock = IconButton(N_("Lock"), "lock", tip=lambda: tr("Lock (Ctrl+L)"))
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        laid = row(spacing=6)
        laid.addWidget(self.search, 10)
        laid.addStretch(1)
        laid.addWidget(self.chip)
        laid.addSpacing(theme.gap(4))
        for part in (self.languages, self.language_menu, self.text_size, self.mode, self.lock):
            laid.addWidget(part)
        self._box = laid
        self.set_tall(True)
        self.setLayout(laid)
        self.languages.hide()

    def _connect(self) -> None:
        self.chip.clicked.connect(self.bundles_asked)
        self.lock.clicked.connect(self.lock_asked)
        self.languages.chosen.connect(self.language_chosen)
        self.language_menu.clicked.connect(self._offer_languages)
        self.text_size.clicked.connect(self._offer_sizes)
        self.mode.clicked.connect(self._offer_modes)

    def set_bundles(self, words: Says, short: Says, tone: Tone) -> None:
        """Show the state of bundles: `words` where there is room, `short` (a number) where there is not."""
        self._chip_long, self._chip_short = words, short
        self.chip.set_tone(tone)
        self.chip.setVisible(words != "")
        self._word_chip()

    def set_tall(self, tall: bool) -> None:
        """Give the bar air, or keep it for the page in a low window."""
        air = theme.gap(10 if tall else 5)
        self._box.setContentsMargins(theme.gap(24), air, theme.gap(18), air)

    def _chip_words(self) -> str:
        return say(self._chip_long if self._roomy else self._chip_short)

    def _word_chip(self) -> None:
        self.chip.retranslate()
        self.chip.setAccessibleName(say(self._chip_long))
        self.chip.setToolTip(say(self._chip_long))

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        roomy = self.width() >= theme.px(_ROOMY)
        self.search.setMaximumWidth(theme.px(520))
        if roomy != self._roomy:
            self._roomy = roomy
            self.languages.setVisible(roomy)
            self.language_menu.setVisible(not roomy)
            self._word_chip()

    def _offer_languages(self) -> None:
        choices = ((NAMES[code], code == current().language, code) for code in LANGUAGES)
        self._offer(self.language_menu, choices, self.language_chosen.emit)

    def _offer_sizes(self) -> None:
        now = theme.look().percent
        choices = ((f"{size} %", size == now, size) for size in theme.TEXT_STEPS)
        self._offer(self.text_size, choices, self.text_size_chosen.emit)

    def _offer_modes(self) -> None:
        now = theme.look().mode
        choices = ((tr(name), mode is now, mode.value) for mode, name in MODES.items())
        self._offer(self.mode, choices, self.theme_chosen.emit)

    def _offer(
        self, under: QWidget, choices: Iterable[tuple[str, bool, object]], take: Callable[..., None]
    ) -> None:
        menu = QMenu(self)
        group = QActionGroup(menu)
        for words, checked, value in choices:
            choice = QAction(words, menu, checkable=True, checked=checked)
            choice.triggered.connect(lambda _=False, value=value: take(value))
            group.addAction(choice)
            menu.addAction(choice)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(under.mapToGlobal(QPoint(0, under.height())))
