"""Every key is in one table, no key has two meanings, and the sheet shows them all."""

from collections import Counter
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.ui import shortcuts
from app.ui.actions import ACTIONS, LIST_KEYS
from app.ui.help_sheet import ShortcutSheet, keys_for
from app.ui.places import Place
from app.ui.widgets import column, plain

PLACES = [Place(id=name, msgid=name.title(), icon=name) for name in ("today", "cases", "help")]


def test_no_key_means_two_things() -> None:
    keys = Counter(action.shortcut for action in keys_for(PLACES))
    assert [key for key, count in keys.items() if count > 1] == []


def test_every_key_is_one_that_qt_understands() -> None:
    for action in (*ACTIONS, *LIST_KEYS):
        assert QKeySequence(action.shortcut).count() == 1, action.id


def test_the_sheet_shows_every_key(qtbot: QtBot, clipped: Callable[[QWidget], list[str]]) -> None:
    sheet = ShortcutSheet(PLACES)
    qtbot.addWidget(sheet)
    sheet.show()
    shown = {label.text() for label in sheet.findChildren(QLabel)}
    for action in keys_for(PLACES):
        assert {action.msgid, QKeySequence(action.shortcut).toString()} <= shown
    assert clipped(sheet) == []


def test_a_page_binds_its_own_keys(qtbot: QtBot, settle: Callable[[], None]) -> None:
    line, other, saved = QLineEdit(), QLineEdit(), []
    page = plain(column(line))
    window = plain(column(page, other))
    qtbot.addWidget(window)
    shortcuts.bind(page, {"save": lambda: saved.append("saved")})
    window.show()
    window.activateWindow()
    for field in (line, other):
        field.setFocus()
        settle()
        QTest.keyClick(field, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert saved == ["saved"]
