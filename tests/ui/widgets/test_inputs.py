"""Fields for dates, passwords, letters and searching obey the keyboard and tell only what is right."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.ui.letters import LetterRow
from app.ui.widgets import DateEdit, Hit, PasswordField, SearchBox, column, plain
from app.ui.widgets.date_edit import CalendarPopup
from app.ui.widgets.password import warning_for

Rounds = Callable[[], None]
Typing = Callable[[QWidget, str], None]


def test_a_date_is_typed_and_told_as_far_as_it_is_known(qtbot: QtBot, type_text: Typing) -> None:
    edit = DateEdit(partial=True)
    qtbot.addWidget(edit)
    told: list[str] = []
    edit.changed.connect(told.append)
    type_text(edit, "05.1961")
    assert edit.value() == "1961-05"
    assert told[-1] == "1961-05"
    edit.set_value("1961-05-07")
    assert edit.line.text() == "07.05.1961"


def test_a_wrong_date_is_marked_and_never_becomes_the_value(qtbot: QtBot, type_text: Typing) -> None:
    edit = DateEdit()
    qtbot.addWidget(edit)
    edit.set_value("2026-05-12")
    edit.line.clear()
    type_text(edit, "31.02.2026")
    edit.line.editingFinished.emit()
    assert not edit.is_valid()
    assert edit.line.property("trouble") is True
    assert edit.value() != "2026-02-31"


def test_the_calendar_opens_on_the_date_and_can_forget_the_day(qtbot: QtBot, settle: Rounds) -> None:
    edit = DateEdit(partial=True)
    qtbot.addWidget(edit)
    edit.set_value("1961-05-07")
    edit.show()
    edit.pick.click()
    settle()
    popup = edit.findChild(CalendarPopup)
    assert popup is not None
    assert popup.calendar.selectedDate().toString(Qt.DateFormat.ISODate) == "1961-05-07"
    popup.no_day.click()
    assert edit.value() == "1961-05"
    edit.pick.click()
    popup.calendar.clicked.emit(QDate(1961, 5, 9))
    assert edit.value() == "1961-05-09"
    assert not popup.isVisible()


def test_a_password_is_hidden_shown_and_taken_once(qtbot: QtBot, type_text: Typing) -> None:
    field = PasswordField()
    qtbot.addWidget(field)
    type_text(field, "şahyr ýüzük")
    assert field.line.echoMode() is QLineEdit.EchoMode.Password
    field.eye.click()
    assert field.line.echoMode() is QLineEdit.EchoMode.Normal
    assert field.eye.accessibleName() == "Hide the password"
    assert field.take() == "şahyr ýüzük"
    assert field.text() == ""
    assert field.line.echoMode() is QLineEdit.EchoMode.Password


@pytest.mark.parametrize(
    ("letter", "shift", "warning"),
    [
        ("A", False, "Caps Lock"),
        ("a", True, "Caps Lock"),
        ("A", True, ""),
        ("a", False, ""),
        ("1", True, ""),
        ("ж", False, "Cyrillic"),
    ],
)
def test_the_password_field_notices_the_keyboard(letter: str, shift: bool, warning: str) -> None:
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    given = warning_for(letter, held)
    assert (warning in given) if warning else given == ""


def test_letters_go_into_the_field_that_has_the_keyboard(qtbot: QtBot, settle: Rounds) -> None:
    line, text, letters = QLineEdit(), QPlainTextEdit(), LetterRow()
    page = plain(column(line, text, letters))
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    for field in (line, text):
        field.setFocus()
        settle()
        for button in letters.buttons:
            button.click()
        letters.capitals.click()
        letters.buttons[3].click()
        letters.capitals.click()
    assert line.text() == "äçžňöşüýŇ"
    assert text.toPlainText() == "äçžňöşüýŇ"


def test_search_asks_after_a_pause_and_the_arrows_choose(qtbot: QtBot, type_text: Typing) -> None:
    box = SearchBox("Search")
    page = plain(column(box, 0))
    qtbot.addWidget(page)
    page.resize(500, 400)
    page.show()
    with qtbot.waitSignal(box.asked, timeout=2000) as asked:
        type_text(box, "aý")
    assert asked.args == ["aý"]
    box.offer([Hit(id="1", title="Aýna"), Hit(id="2", title="Aýgül", detail="Tejen")])
    QTest.keyClick(box, Qt.Key.Key_Down)
    with qtbot.waitSignal(box.chosen, timeout=1000) as chosen:
        QTest.keyClick(box, Qt.Key.Key_Return)
    assert chosen.args == ["2"]
    assert box.text() == ""
    assert not box.hits.isVisible()


def test_search_says_when_nothing_is_found_and_escape_clears_it(qtbot: QtBot, type_text: Typing) -> None:
    box = SearchBox("Search")
    page = plain(column(box, 0))
    qtbot.addWidget(page)
    page.show()
    type_text(box, "zz")
    box.offer([])
    assert box.hits.nothing.isVisible()
    QTest.keyClick(box, Qt.Key.Key_Escape)
    assert box.text() == ""
    assert not box.hits.isVisible()
