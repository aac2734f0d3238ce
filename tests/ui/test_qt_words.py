"""Qt's own words follow the language, and switching loses nothing."""

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from app import i18n, resources
from app.ui import qt_words
from app.ui.qt_words import TurkmenQtWords, read_words


def cancel() -> str:
    return QCoreApplication.translate("QPlatformTheme", "Cancel")


def test_russian_comes_from_qt_itself(qapp: QApplication) -> None:
    qt_words.speak(qapp, "ru")
    assert cancel() == "Отмена"
    qt_words.speak(qapp, "en")
    assert cancel() == "Cancel"


def test_the_table_is_read_by_context_and_an_empty_context_stands_for_all() -> None:
    table = "context,source,tk\nQPlatformTheme,Cancel,Ýatyr\n,OK,Bolýar\nQPlatformTheme,Help,\n"
    assert read_words(table) == {("QPlatformTheme", "Cancel"): "Ýatyr", ("", "OK"): "Bolýar"}


def test_turkmen_words_come_from_our_table_and_the_rest_stays_qts(qapp: QApplication) -> None:
    qt_words.speak(qapp, "tk")
    assert QCoreApplication.translate("QPlatformTheme", "A word nobody has") == "A word nobody has"
    if resources.path("qt_tk.csv").exists():
        for (context, source), turkmen in read_words(resources.text("qt_tk.csv")).items():
            assert QCoreApplication.translate(context or "QPlatformTheme", source) == turkmen


def test_a_missing_table_leaves_english(qapp: QApplication) -> None:
    empty = TurkmenQtWords(qapp)
    empty._words = {}
    assert empty.isEmpty()
    assert empty.translate("QPlatformTheme", "Cancel") is None


def test_switching_keeps_what_is_typed_and_where_the_keyboard_is(qapp: QApplication, qtbot: QtBot) -> None:
    line = QLineEdit()
    qtbot.addWidget(line)
    line.show()
    line.activateWindow()
    line.setFocus()
    line.setText("Aýna Ňaz")
    line.setCursorPosition(4)
    qtbot.waitUntil(line.hasFocus, timeout=2000)
    for language in ("tk", "ru", "en") * 5:
        qt_words.speak(qapp, language)
        assert i18n.current().language == language
    assert (line.text(), line.cursorPosition(), line.hasFocus()) == ("Aýna Ňaz", 4, True)


def test_an_unknown_language_is_refused(qapp: QApplication) -> None:
    with pytest.raises(ValueError, match="xx"):
        qt_words.speak(qapp, "xx")
