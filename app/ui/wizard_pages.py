"""The pages of the first run. Each emits `told(dict)` with what was answered, and nothing else."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QComboBox, QGridLayout, QLineEdit, QWidget

from app.errors import N_
from app.i18n import LANGUAGES, tr
from app.ui import theme
from app.ui.letters import LetterRow
from app.ui.override import override
from app.ui.says import Says, Worded
from app.ui.topbar import NAMES
from app.ui.widgets.buttons import ChoiceButton, QuietButton
from app.ui.widgets.field import FieldRow
from app.ui.widgets.layout import Flow, Tiles, column, plain
from app.ui.widgets.password import PasswordField
from app.ui.widgets.surfaces import Card
from app.ui.widgets.text import Text
from app.ui.wizard_steps import Recovery, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceOption:
    """A welaýat or an etrap: `name` gives its name in the language in use; `inside` are the etraps of a welaýat."""

    code: str
    name: Callable[[], str]
    inside: tuple["PlaceOption", ...] = ()


class Choices(QWidget):
    """Large buttons, one of which is chosen; `chosen(value)`."""

    chosen = Signal(object)

    def __init__(self, choices: Sequence[tuple[object, Says, str]]) -> None:
        super().__init__()
        self.buttons = {value: ChoiceButton(says, icon) for value, says, icon in choices}
        self._group = QButtonGroup(self)
        for value, button in self.buttons.items():
            self._group.addButton(button)
            button.clicked.connect(lambda _=False, value=value: self.chosen.emit(value))
        self.setLayout(column(*self.buttons.values(), spacing=12))


class WizardPage(QWidget):
    """A question with what belongs to it."""

    told = Signal(dict)

    def __init__(self, title: Says, sentence: Says, *parts: QWidget) -> None:
        super().__init__()
        self.title = Text(title, "title", wrap=True)
        laid = column(self.title, Text(sentence, "muted", wrap=True), 4, *parts, 0, spacing=12)
        self.setLayout(laid)


class LanguagePage(WizardPage):
    """Which language the program speaks; it can be changed at any moment."""

    def __init__(self) -> None:
        self.choices = Choices([(code, _as_it_is(NAMES[code]), "language") for code in LANGUAGES])
        super().__init__(
            N_("Choose the language"), N_("You can change it at any moment, in the bar above."), self.choices
        )
        self.choices.chosen.connect(lambda code: self.told.emit({"language": code}))


class RolePage(WizardPage):
    """Whether this computer goes to families or stands in a centre."""

    def __init__(self) -> None:
        self.choices = Choices(
            [
                (Role.WORKER, N_("I visit families: a worker's laptop"), "visits"),
                (Role.CENTRE, N_("I receive bundles: a centre's computer"), "inbox"),
            ]
        )
        super().__init__(
            N_("What is this computer for?"),
            N_("A centre collects the bundles of its workers."),
            self.choices,
        )
        self.choices.chosen.connect(lambda role: self.told.emit({"role": role}))


class PersonPage(WizardPage):
    """The worker's name and where the work is."""

    def __init__(self, places: Sequence[PlaceOption]) -> None:
        self.name = QLineEdit()
        self.name.setMaxLength(120)
        self.place = PlaceChooser(places)
        super().__init__(
            N_("Who are you, and where do you work?"),
            N_("Your name stands on plans and letters that you print."),
            FieldRow(N_("Your name"), self.name, required=True),
            LetterRow(),
            self.place,
        )
        self.setFocusProxy(self.name)
        self.name.textChanged.connect(lambda name: self.told.emit({"name": name.strip()}))
        self.place.chosen.connect(lambda code: self.told.emit({"place": code}))


class PlaceChooser(Worded, QWidget):
    """A welaýat and then, where it has them, an etrap; `chosen(code)` of the smaller one, "" while it is missing."""

    chosen = Signal(str)

    def __init__(self, places: Sequence[PlaceOption]) -> None:
        super().__init__()
        self._places = tuple(places)
        self.welayat, self.etrap = QComboBox(), QComboBox()
        self.etrap_row = FieldRow(N_("Etrap or town"), self.etrap, required=True)
        self.setLayout(
            column(FieldRow(N_("Welaýat"), self.welayat, required=True), self.etrap_row, spacing=12)
        )
        self.welayat.currentIndexChanged.connect(self._show_etraps)
        self.etrap.currentIndexChanged.connect(lambda _at: self.chosen.emit(self.code()))
        self.refresh()

    def code(self) -> str:
        """Return the code chosen, "" while it is missing."""
        chosen = self._chosen_welayat()
        if chosen is None:
            return ""
        return str(self.etrap.currentData() or "") if chosen.inside else chosen.code

    @override
    def retranslate(self) -> None:
        before = (self.welayat.currentIndex(), self.etrap.currentIndex())
        _fill(self.welayat, self._places, max(0, before[0]))
        self._show_etraps(max(0, before[0]), max(0, before[1]))

    def _chosen_welayat(self) -> PlaceOption | None:
        at = self.welayat.currentIndex() - 1
        return self._places[at] if 0 <= at < len(self._places) else None

    def _show_etraps(self, _welayat: int, etrap: int = 0) -> None:
        chosen = self._chosen_welayat()
        _fill(self.etrap, chosen.inside if chosen else (), etrap)
        self.etrap_row.setVisible(chosen is None or bool(chosen.inside))
        self.etrap.setEnabled(chosen is not None)
        self.chosen.emit(self.code())


def _fill(box: QComboBox, places: Sequence[PlaceOption], at: int) -> None:
    box.blockSignals(True)
    box.clear()
    box.addItem(tr("Choose…"), "")
    for place in places:
        box.addItem(place.name(), place.code)
    box.setCurrentIndex(at if at < box.count() else 0)
    box.blockSignals(False)


class PasswordPage(WizardPage):
    """The password twice, how strong it is in words, and four words made by chance for who wants them."""

    def __init__(self, strength: Callable[[str], str], suggest: Callable[[], str]) -> None:
        self.first, self.second = PasswordField(N_("Password")), PasswordField(N_("Password again"))
        self._strength, self._suggest = strength, suggest
        self.verdict = Text(
            lambda: tr(self._strength(self.first.text())) if self.first.text() else "", "small", True
        )
        self.offer = QuietButton(N_("Give me four words"), "key")
        self.second_row = FieldRow(N_("Password again"), self.second, required=True)
        super().__init__(
            N_("Choose a password"),
            N_("At least 12 letters, or four words. Nobody can look it up: not we, not the centre."),
            FieldRow(N_("Password"), self.first, required=True),
            self.verdict,
            self.second_row,
            plain(Flow(self.offer)),
        )
        self.setFocusProxy(self.first)
        self.first.changed.connect(self._tell)
        self.second.changed.connect(self._tell)
        self.offer.clicked.connect(self._make)

    def clear(self) -> None:
        """Forget what was typed."""
        self.first.clear()
        self.second.clear()

    def _tell(self) -> None:
        self.verdict.retranslate()
        same = self.first.text() == self.second.text()
        self.second_row.set_error(
            "" if same or not self.second.text() else N_("The two passwords are not the same.")
        )
        self.told.emit({"password": self.first.text() if same else ""})

    def _make(self) -> None:
        words = self._suggest()
        for field in (self.first, self.second):
            field.line.setText(words)
        self.first.eye.setChecked(True)
        self._tell()


class RecoveryPage(WizardPage):
    """The recovery code, large, to be printed or written down; two of its groups are typed again as proof."""

    retyped = Signal(str, str)
    print_asked = Signal()

    def __init__(self) -> None:
        self.card = Card()
        self._grid = QGridLayout()
        self._grid.setSpacing(theme.gap(12))
        self.card.add(self._grid)
        self.print_button = QuietButton(N_("Print the recovery sheet"), "print")
        self.first, self.second = QLineEdit(), QLineEdit()
        self._asked = (0, 1)
        self.rows = [
            FieldRow(lambda: tr("Group {number}", number=self._asked[0] + 1), self.first, required=True),
            FieldRow(lambda: tr("Group {number}", number=self._asked[1] + 1), self.second, required=True),
        ]
        super().__init__(
            N_("Keep the recovery code"),
            N_(
                "It is the only way back in if you forget the password. Print it, or write it down, "
                "and keep it apart from this laptop."
            ),
            self.card,
            plain(Flow(self.print_button)),
            Text(N_("It is shown only now. Type two of its groups from your paper:"), "strong", wrap=True),
            Tiles(*self.rows, least=200),
        )
        self.print_button.clicked.connect(self.print_asked)
        for line in (self.first, self.second):
            line.textChanged.connect(lambda _text: self.retyped.emit(self.first.text(), self.second.text()))

    def show_recovery(self, recovery: Recovery) -> None:
        """Show the code, and ask for two of its groups."""
        self._asked = recovery.asked
        for at, group in enumerate(recovery.groups):
            self._grid.addWidget(_group(at, group), at // 4, at % 4)
        for field in self.rows:
            field.retranslate()


class PracticePage(WizardPage):
    """Whether to look around in the practice village first."""

    def __init__(self) -> None:
        self.choices = Choices(
            [
                (True, N_("Yes, make a practice village to learn in"), "households"),
                (False, N_("No, start with real work"), "cases"),
            ]
        )
        super().__init__(
            N_("Practice first?"),
            N_(
                "The practice village is a vault of its own, in another colour, with invented families. "
                "It never mixes with real work."
            ),
            self.choices,
        )
        self.choices.chosen.connect(lambda practice: self.told.emit({"practice": practice}))


def _group(at: int, group: str) -> QWidget:
    number = Text(_as_it_is(str(at + 1)), "small")
    code = Text(_as_it_is(group), "code")
    code.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    code.setAccessibleName(" ".join(group))
    return plain(column(number, code, spacing=0))


def _as_it_is(words: str) -> Says:
    return lambda: words
