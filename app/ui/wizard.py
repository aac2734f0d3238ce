"""The first run in a window: six short pages from the language to the first day of work."""

from collections.abc import Callable, Sequence
from secrets import SystemRandom

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from app.errors import N_
from app.i18n import tr
from app.ui import theme
from app.ui.override import override
from app.ui.palette import Tone
from app.ui.says import Says, Worded, mark
from app.ui.topbar import Languages
from app.ui.widgets.buttons import PrimaryButton, QuietButton
from app.ui.widgets.layout import column, plain, row, scrolling
from app.ui.widgets.page_parts import Banner
from app.ui.widgets.steps import Step, StepBar, StepState
from app.ui.widgets.surfaces import Card, Rule
from app.ui.widgets.text import Picture, Text
from app.ui.wizard_pages import (
    LanguagePage,
    PasswordPage,
    PersonPage,
    PlaceOption,
    PracticePage,
    RecoveryPage,
    RolePage,
    WizardPage,
)
from app.ui.wizard_steps import STEPS, FirstRun, Recovery, Wizard, WizardStep

_TITLES = {
    WizardStep.LANGUAGE: N_("Language"),
    WizardStep.ROLE: N_("Computer"),
    WizardStep.PERSON: N_("You"),
    WizardStep.PASSWORD: N_("Password"),
    WizardStep.RECOVERY: N_("Recovery"),
    WizardStep.PRACTICE: N_("Practice"),
}


class FirstRunWizard(Worded, QWidget):
    """Asks what the first run must know.

    Order: `language_chosen(code)` at once; `create_asked(FirstRun)` after the password: make the vault, then call
    `show_recovery(code)` (or `show_error(sentence)`); `print_asked()` when the sheet is to be printed;
    `finished(FirstRun)` at the end, without the password.

    `places` is the tree of welaýats and etraps; `strength(password)` gives a msgid in words; `suggest()` four words.
    """

    language_chosen = Signal(str)
    create_asked = Signal(object)
    print_asked = Signal()
    finished = Signal(object)

    def __init__(
        self,
        places: Sequence[PlaceOption],
        strength: Callable[[str], str],
        suggest: Callable[[], str],
        language: str = "tk",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        mark(self, look="page")
        self.state = Wizard(answers=FirstRun(language=language))
        self.password_page, self.recovery_page = PasswordPage(strength, suggest), RecoveryPage()
        self.pages: dict[WizardStep, WizardPage] = {
            WizardStep.LANGUAGE: LanguagePage(),
            WizardStep.ROLE: RolePage(),
            WizardStep.PERSON: PersonPage(places),
            WizardStep.PASSWORD: self.password_page,
            WizardStep.RECOVERY: self.recovery_page,
            WizardStep.PRACTICE: PracticePage(),
        }
        self.bar, self.stack, self.error = StepBar(), QStackedWidget(), Banner("", Tone.DANGER)
        self.languages = Languages()
        self.back_button = QuietButton(N_("Back"), "back")
        self.next_button = PrimaryButton(N_("Continue"), "next")
        self._lay_out()
        self._connect()
        self._show()
        self.refresh()

    def _lay_out(self) -> None:
        for page in self.pages.values():
            self.stack.addWidget(page)
        top = row(Picture("goldaw", "accent", size=30), Text(lambda: "Goldaw", "heading"), 0, self.languages)
        buttons = row(self.back_button, 0, self.next_button)
        card = Card("", margin=26)
        for part in (self.bar, Rule(), self.error, self.stack, buttons):
            card.add(part)
        card.box.setStretch(3, 1)
        self._card = card
        self.error.hide()
        middle = row(spacing=0)
        middle.addStretch(1)
        middle.addWidget(card, 1000)
        middle.addStretch(1)
        inside = column(top, spacing=16, margin=24)
        inside.addLayout(middle, 1)
        whole = column(spacing=0)
        whole.addWidget(scrolling(plain(inside)))
        self.setLayout(whole)

    def _connect(self) -> None:
        for page in self.pages.values():
            page.told.connect(self._tell)
        self.recovery_page.retyped.connect(self._retype)
        self.recovery_page.print_asked.connect(self.print_asked)
        self.languages.chosen.connect(lambda code: self._tell({"language": code}))
        self.next_button.clicked.connect(self.go_on)
        self.back_button.clicked.connect(self._go_back)

    def show_recovery(self, code: str) -> None:
        """Show the recovery code of the vault just made."""
        count = len(code.replace("-", " ").split())
        first, second = sorted(SystemRandom().sample(range(count), 2))
        recovery = Recovery(code=code, asked=(first, second))
        self.state = self.state.made(recovery)
        self.password_page.clear()
        self.recovery_page.show_recovery(recovery)
        self._show()

    def show_error(self, sentence: Says) -> None:
        """Say why the vault was not made; the person can try again."""
        self._set_busy(False)
        self._say(sentence)

    def wait_for_village(self) -> None:
        """Show that the practice village is being made."""
        self.setEnabled(False)
        self.next_button.set_says(N_("Making the practice village…"))

    def without_village(self, sentence: Says) -> None:
        """Say why there is no practice village, and let the person begin without it."""
        self._set_busy(False)
        self.next_button.set_says(N_("Begin"))
        self.state = self.state.told(practice=False)
        self._say(sentence)

    def go_on(self) -> None:
        """Go to the next page, or say what is missing on this one."""
        trouble = self.state.trouble()
        if trouble:
            self._say(trouble)
        elif self.state.makes_vault_next():
            self._set_busy(True)
            self.create_asked.emit(self.state.answers)
        elif self.state.is_last():
            self.finished.emit(self.state.answers)
        else:
            self.state = self.state.on()
            self._show()

    def _go_back(self) -> None:
        self.state = self.state.back()
        self._show()

    def _tell(self, answers: dict[str, object]) -> None:
        language = answers.get("language")
        self.state = self.state.told(**answers)
        self.error.hide()
        if isinstance(language, str):
            self.language_chosen.emit(language)

    def _retype(self, first: str, second: str) -> None:
        self.state = self.state.retyped(first, second)
        self.error.hide()

    def _say(self, sentence: Says) -> None:
        self.error.set_state(sentence, Tone.DANGER)
        self.error.show()

    def _set_busy(self, busy: bool) -> None:
        self.setEnabled(not busy)
        self.next_button.set_says(N_("Making the vault…") if busy else N_("Continue"))

    def _show(self) -> None:
        self._set_busy(False)
        self.error.hide()
        at = STEPS.index(self.state.step)
        self.bar.show_steps([_shown(step, number, at) for number, step in enumerate(STEPS)])
        page = self.pages[self.state.step]
        self.stack.setCurrentWidget(page)
        self.back_button.setVisible(self.state.may_go_back())
        if self.state.is_last():
            self.next_button.set_says(N_("Begin"))
        page.setFocus()

    @override
    def restyle(self) -> None:
        self._card.setMaximumWidth(theme.px(760))

    @override
    def retranslate(self) -> None:
        self.setWindowTitle(tr("Goldaw"))
        language_page = self.pages[WizardStep.LANGUAGE]
        if isinstance(language_page, LanguagePage):
            language_page.choices.buttons[self.state.answers.language].setChecked(True)


def _shown(step: WizardStep, number: int, at: int) -> Step:
    state = StepState.DONE if number < at else StepState.CURRENT if number == at else StepState.OPEN
    return Step(id=step.value, title=_TITLES[step], state=state)
