"""The row of Turkmen letters for keyboards that lack them; a press writes into the field that has the keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QTextEdit, QWidget

from app.errors import N_
from app.i18n import tr
from app.ui.override import override
from app.ui.says import Worded
from app.ui.widgets.buttons import Button
from app.ui.widgets.layout import Flow

LETTERS = "äçžňöşüý"
_CAPITALS = "Aa"
_WORDS = "takesWords"


class LetterButton(Button):
    """One letter; it never takes the keyboard away from the field."""

    look = "letter"

    def __init__(self, letter: str, parent: QWidget | None = None) -> None:
        self.letter = letter
        super().__init__(
            lambda: self.letter, tip=lambda: tr("Write {letter}", letter=self.letter), parent=parent
        )
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)


class LetterRow(Worded, QWidget):
    """The letters ä ç ž ň ö ş ü ý and a switch to capitals (holding Shift does the same)."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.buttons = [LetterButton(letter) for letter in LETTERS]
        self.capitals = LetterButton(_CAPITALS)
        self.capitals.setCheckable(True)
        self.capitals.toggled.connect(self._change_case)
        self.setLayout(Flow(*self.buttons, self.capitals, spacing=4))
        for button in self.buttons:
            button.clicked.connect(lambda _=False, button=button: self._write(button.letter))
        self.refresh()

    @override
    def retranslate(self) -> None:
        self.setAccessibleName(tr("Turkmen letters"))
        self.capitals.setAccessibleName(tr(N_("Capital letters")))
        self.capitals.setToolTip(tr(N_("Capital letters")))

    def _change_case(self, capitals: bool) -> None:
        for button in self.buttons:
            button.letter = button.letter.upper() if capitals else button.letter.lower()
            button.retranslate()

    def _write(self, letter: str) -> None:
        shift = bool(QApplication.keyboardModifiers() & Qt.KeyboardModifier.ShiftModifier)
        write_letter(letter.upper() if shift else letter)


def take_words(field: QWidget, wanted: bool = True) -> None:
    """Remember of a field whether words are written into it."""
    field.setProperty(_WORDS, wanted)


def takes_words(field: QWidget | None) -> bool:
    """Tell whether words are written into a field: then the row is of use there."""
    return field is not None and bool(field.property(_WORDS))


def write_letter(letter: str) -> bool:
    """Write a letter into the text field that has the keyboard; return whether there was one."""
    field = QApplication.focusWidget()
    if isinstance(field, QLineEdit):
        writable = not field.isReadOnly()
        if writable:
            field.insert(letter)
        return writable
    if isinstance(field, QTextEdit | QPlainTextEdit) and not field.isReadOnly():
        field.textCursor().insertText(letter)
        return True
    if field is not None and field.inherits("QAbstractSpinBox"):
        return False
    if field is not None:
        return QApplication.sendEvent(field, _key(letter))
    return False


def _key(letter: str) -> QKeyEvent:
    return QKeyEvent(QKeyEvent.Type.KeyPress, Qt.Key.Key_unknown, Qt.KeyboardModifier.NoModifier, letter)
