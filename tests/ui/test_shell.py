"""The shell shows pages, tells what was asked for, and fits every window, text size and language."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

from app.i18n import tr
from app.ui.help_sheet import ShortcutSheet
from app.ui.palette import Mode, Tone
from app.ui.places import Place
from app.ui.shell import Shell
from app.ui.statusbar import Status
from app.ui.widgets import FieldRow, Hit, PageHeader, column, plain

Rounds = Callable[[], None]
Found = Callable[[QWidget], list[str]]
NAMES = ("Today", "Cases", "Households", "Visits", "Plans", "Bundles", "Reports", "Help")
PLACES = [Place(id=name.lower(), msgid=name, icon=name.lower()) for name in NAMES]
CONTROL = Qt.KeyboardModifier.ControlModifier


def a_shell(qtbot: QtBot, practice: bool = False) -> Shell:
    shell = Shell(PLACES, practice=practice)
    for place in PLACES:
        shell.add_page(
            place.id, plain(column(PageHeader(place.msgid, "25 active"), FieldRow("Name", QLineEdit()), 0))
        )
    shell.add_page("case", plain(column(PageHeader(lambda: "AH-2026-0417"), 0)), place="cases")
    shell.set_person("Çary Ňuryýew", "Ak bugdaý etraby")
    shell.set_status(
        Status(saved="Saved 01:52", backup="Backup: 3 days old", bundle="12 changes not yet delivered")
    )
    shell.set_bundles("12 changes not yet delivered", lambda: "12", Tone.WARN)
    shell.go("today")
    qtbot.addWidget(shell)
    return shell


@pytest.fixture
def shell(qtbot: QtBot, settle: Rounds) -> Shell:
    made = a_shell(qtbot)
    made.resize(1366, 768)
    made.show()
    made.activateWindow()
    settle()
    return made


def test_alt_and_a_number_goes_to_a_place(shell: Shell) -> None:
    went: list[str] = []
    shell.went.connect(went.append)
    QTest.keyClick(shell, Qt.Key.Key_2, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(shell, Qt.Key.Key_8, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(shell, Qt.Key.Key_8, Qt.KeyboardModifier.AltModifier)
    assert went == ["cases", "help"]
    assert shell.current_page() == "help"


def test_a_case_belongs_to_the_cases(shell: Shell) -> None:
    shell.go("case")
    assert shell.side.buttons["cases"].isChecked()
    assert shell.page("case").isVisible()


def test_no_more_than_nine_places_fit() -> None:
    with pytest.raises(ValueError, match="10"):
        Shell([Place(id=str(at), msgid="Today", icon="today") for at in range(10)])


def test_keys_tell_what_was_asked_for(shell: Shell, qtbot: QtBot, settle: Rounds) -> None:
    QTest.keyClick(shell, Qt.Key.Key_K, CONTROL)
    settle()
    assert shell.top.search.hasFocus()
    for key, held, signal in (
        (Qt.Key.Key_L, CONTROL, shell.lock_asked),
        (Qt.Key.Key_F1, Qt.KeyboardModifier.NoModifier, shell.help_asked),
        (Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier, shell.back_asked),
        (Qt.Key.Key_Q, CONTROL, shell.quit_asked),
    ):
        with qtbot.waitSignal(signal, timeout=1000):
            QTest.keyClick(shell, key, held)


def test_help_names_the_page_it_is_asked_on(shell: Shell, qtbot: QtBot) -> None:
    shell.go("visits")
    with qtbot.waitSignal(shell.help_asked, timeout=1000) as asked:
        QTest.keyClick(shell, Qt.Key.Key_F1)
    assert asked.args == ["visits"]


def test_the_shortcut_sheet_opens_and_escape_closes_it(shell: Shell, settle: Rounds) -> None:
    shell.show_shortcuts()
    settle()
    sheet = shell.findChild(ShortcutSheet)
    assert sheet is not None
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    settle()
    assert not shell.findChildren(ShortcutSheet) or not sheet.isVisible()


def test_text_size_goes_step_by_step_and_stops_at_the_ends(shell: Shell, wear: Callable[..., None]) -> None:
    asked: list[int] = []
    shell.text_size_chosen.connect(asked.append)
    for percent in (100, 125, 175):
        wear(percent=percent)
        QTest.keyClick(shell, Qt.Key.Key_Plus, CONTROL)
        QTest.keyClick(shell, Qt.Key.Key_Minus, CONTROL)
    assert asked == [125, 100, 150, 100, 175, 150]


def test_the_menus_of_the_top_bar_tell_what_was_chosen(shell: Shell, settle: Rounds) -> None:
    told: list[object] = []
    shell.theme_chosen.connect(told.append)
    shell.text_size_chosen.connect(told.append)
    for button in (shell.top.mode, shell.top.text_size):
        button.click()
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        menu.actions()[1].trigger()
        menu.close()
        settle()
    assert told == [Mode.DARK.value, 125]


def test_a_language_is_one_press_away(shell: Shell, qtbot: QtBot) -> None:
    with qtbot.waitSignal(shell.language_chosen, timeout=1000) as chosen:
        shell.top.languages.buttons["ru"].click()
    assert chosen.args == ["ru"]


def test_search_is_told_and_its_hits_come_back(
    shell: Shell, qtbot: QtBot, type_text: Callable[[QWidget, str], None]
) -> None:
    shell.focus_search()
    with qtbot.waitSignal(shell.search_asked, timeout=2000) as asked:
        type_text(shell.top.search, "ňazar")
    assert asked.args == ["ňazar"]
    shell.offer_hits([Hit(id="case:7", title="Aýna Ňazarowa")])
    with qtbot.waitSignal(shell.hit_chosen, timeout=1000) as chosen:
        QTest.keyClick(shell.top.search, Qt.Key.Key_Return)
    assert chosen.args == ["case:7"]


def test_a_badge_is_read_aloud(shell: Shell) -> None:
    shell.set_badge("bundles", 12)
    assert shell.side.buttons["bundles"].accessibleName() == "Bundles, 12 waiting"
    shell.set_badge("bundles", 0)
    assert shell.side.buttons["bundles"].accessibleName() == "Bundles"


def test_the_status_line_turns_red_when_bundles_are_late(shell: Shell) -> None:
    shell.set_status(Status(bundle="Last receipt 40 days ago", bundle_tone=Tone.DANGER))
    assert shell.status.bundle.words.property("tone") == "danger"


def test_a_narrow_window_shows_icons_that_keep_their_names(shell: Shell, settle: Rounds) -> None:
    wide = shell.side.width()
    shell.resize(1024, 600)
    settle()
    assert shell.side.width() < wide / 2
    assert {button.accessibleName() for button in shell.side.buttons.values()} == set(NAMES)


@pytest.mark.parametrize("size", [QSize(1024, 600), QSize(1366, 768), QSize(3840, 2160)])
@pytest.mark.parametrize("percent", [100, 125, 150, 175])
@pytest.mark.parametrize("language", ["tk", "ru"])
def test_every_window_fits_and_clips_nothing(
    qtbot: QtBot,
    wear: Callable[..., None],
    clipped: Found,
    nameless: Found,
    language: str,
    percent: int,
    size: QSize,
) -> None:
    wear(percent=percent, language=language)
    shell = a_shell(qtbot, practice=True)
    shell.resize(size)
    shell.show()
    assert clipped(shell) == []
    assert nameless(shell) == []
    assert shell.size() == size


def test_an_open_window_changes_look_and_language_without_loss(
    shell: Shell, wear: Callable[..., None], clipped: Found, settle: Rounds
) -> None:
    shell.top.search.setText("Ňaz")
    for mode in Mode:
        for percent in (175, 100):
            for language in ("ru", "tk", "en"):
                wear(percent=percent, language=language, mode=mode)
                assert clipped(shell) == []
    settle()
    assert shell.top.search.text() == "Ňaz"
    assert shell.side.buttons["cases"].text() == tr("Cases")
    assert shell.current_page() == "today"


def test_the_tab_key_reaches_every_place_in_order(shell: Shell, settle: Rounds) -> None:
    first = next(iter(shell.side.buttons.values()))
    first.setFocus()
    reached = []
    for _ in PLACES:
        settle()
        focused = QApplication.focusWidget()
        assert focused is not None
        reached.append(focused.accessibleName())
        QTest.keyClick(focused, Qt.Key.Key_Tab)
    assert reached == list(NAMES)
