"""Each widget does its work by mouse and keyboard, says it in every language, and clips nothing at 175 %."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QDate, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from app.i18n import tr
from app.ui.letters import LetterRow
from app.ui.palette import Tone
from app.ui.toast import Toast
from app.ui.widgets import (
    Banner,
    Card,
    ChipButton,
    DangerButton,
    DateEdit,
    EmptyState,
    Event,
    FieldRow,
    Flow,
    Hit,
    IconButton,
    LinkButton,
    PageHeader,
    PasswordField,
    Pill,
    PrimaryButton,
    ProgressSheet,
    QuietButton,
    SearchBox,
    StatTile,
    Step,
    StepBar,
    StepState,
    Text,
    Tiles,
    Timeline,
    column,
    plain,
)
from app.ui.widgets.date_edit import CalendarPopup
from app.ui.widgets.password import warning_for

Rounds = Callable[[], None]
Found = Callable[[QWidget], list[str]]
Typing = Callable[[QWidget, str], None]
SENTENCE = (
    "Gülşat Öwezowanyň öý hojalygy üçin goldaw meýilnamasy heniz tassyklanmady we üç günden möhleti dolýar."
)


def gallery() -> QWidget:
    """Return a page with one of everything."""
    header = PageHeader(
        "Hadysalar", SENTENCE, [QuietButton("Çap etmek", "print"), PrimaryButton("Täze hadysa açmak", "plus")]
    )
    tiles = Tiles(
        StatTile("cases", lambda: "1 204", "Işjeň hadysalar", door=True),
        StatTile("danger", lambda: "6", "Gyssagly — 24 sagat", Tone.DANGER),
        StatTile("visits", lambda: "9", "Bu hepdäki saparlar", Tone.OK),
    )
    banner = Banner(SENTENCE, Tone.DANGER, PrimaryButton("Serediň"), closable=True)
    pills = plain(
        Flow(
            *(Pill(f"Ýagdaý {tone}", tone) for tone in Tone), ChipButton("12 üýtgetme", "bundles", Tone.WARN)
        )
    )
    steps = StepBar(
        [Step(id=str(at), title=title, state=state) for at, (title, state) in enumerate(STEPS)],
        clickable=True,
    )
    fields = [
        FieldRow("Doglan senesi", DateEdit(partial=True), SENTENCE, required=True),
        FieldRow("Parol", PasswordField()),
        FieldRow("Etrap", QComboBox()),
    ]
    fields[0].set_error("Sene dogry däl.")
    history = Timeline(
        [
            Event(id=str(at), when="12.05.2026", title="Sapar", text=SENTENCE, action="Açmak")
            for at in range(3)
        ]
    )
    buttons = plain(
        Flow(DangerButton("Pozmak", "trash"), LinkButton("Ählisini görkez"), IconButton("Ýapmak", "close"))
    )
    parts = [header, banner, tiles, pills, steps, *fields, LetterRow(), buttons, history]
    return plain(
        column(
            *parts,
            EmptyState("cases", SENTENCE, QuietButton("Goşmak", "plus")),
            Card("Bellik", Text(SENTENCE, wrap=True)),
        )
    )


STEPS = [
    ("Ýüztutma", StepState.DONE),
    ("Baha bermek", StepState.CURRENT),
    ("Goldaw meýilnamasy", StepState.OPEN),
]


@pytest.mark.parametrize("width", [440, 720, 1200])
@pytest.mark.parametrize("percent", [100, 175])
@pytest.mark.parametrize("language", ["tk", "ru"])
def test_no_word_is_clipped(
    qtbot: QtBot, wear: Callable[..., None], clipped: Found, language: str, percent: int, width: int
) -> None:
    wear(percent=percent, language=language)
    page = gallery()
    qtbot.addWidget(page)
    page.setFixedWidth(round(width * percent / 100))
    page.show()
    assert clipped(page) == []


def test_a_clipped_word_would_be_found(qtbot: QtBot, clipped: Found) -> None:
    page = plain(column(Text(SENTENCE), PrimaryButton("Täze hadysa açmak"), Text(SENTENCE, wrap=True)))
    qtbot.addWidget(page)
    page.show()
    page.setFixedSize(60, 40)
    assert len(clipped(page)) == 3


def test_every_control_has_a_name(qtbot: QtBot, nameless: Found) -> None:
    page = gallery()
    qtbot.addWidget(page)
    assert nameless(page) == []
    bare = QLineEdit()
    qtbot.addWidget(bare)
    assert nameless(bare) != []


def test_a_field_tells_its_label_hint_and_error_to_screen_readers(qtbot: QtBot) -> None:
    line = QLineEdit()
    field = FieldRow("Name", line, "As in the passport.", required=True)
    qtbot.addWidget(field)
    field.set_error("Write a name.")
    assert line.accessibleName() == "Name (required)"
    assert line.accessibleDescription() == "As in the passport.. Write a name."
    field.set_error()
    assert not field.has_error()


def test_a_tile_that_is_a_door_opens_by_keyboard(qtbot: QtBot) -> None:
    door, wall = StatTile("cases", "6", "Cases", door=True), StatTile("cases", "6", "Cases")
    for tile in (door, wall):
        qtbot.addWidget(tile)
    with qtbot.waitSignal(door.clicked, timeout=1000):
        QTest.keyClick(door, Qt.Key.Key_Space)
    with qtbot.assertNotEmitted(wall.clicked):
        QTest.mouseClick(wall, Qt.MouseButton.LeftButton)


def test_tiles_stand_in_rows_of_like_length(qtbot: QtBot, settle: Rounds) -> None:
    tiles = [StatTile("cases", str(at), "Cases") for at in range(4)]
    row = Tiles(*tiles, least=200)
    qtbot.addWidget(row)
    seen = []
    for width in (1000, 700, 300):
        row.resize(width, 500)
        row.show()
        settle()
        seen.append(len({tile.x() for tile in tiles}))
    assert seen == [4, 2, 1]


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


def test_undo_on_a_toast_takes_back_once(qtbot: QtBot) -> None:
    page, undone = QWidget(), []
    qtbot.addWidget(page)
    page.resize(600, 400)
    page.show()
    toast = Toast(page)
    toast.say("The visit note was deleted.", lambda: undone.append(1))
    assert toast.isVisible()
    toast.undo.click()
    assert undone == [1]
    assert not toast.isVisible()


def test_short_work_shows_no_sheet_and_long_work_can_be_stopped(qtbot: QtBot) -> None:
    page = QWidget()
    qtbot.addWidget(page)
    page.resize(600, 400)
    page.show()
    sheet = ProgressSheet(page)
    sheet.begin("Opening the bundle")
    sheet.finish()
    assert not sheet.isVisible()
    sheet.begin("Opening the bundle")
    qtbot.waitUntil(sheet.isVisible, timeout=3000)
    sheet.step(3, 12)
    assert sheet.figures.text() == "3 of 12"
    with qtbot.waitSignal(sheet.cancelled, timeout=1000):
        sheet.cancel.click()
    assert not sheet.cancel.isEnabled()


def test_steps_say_aloud_where_they_stand(qtbot: QtBot) -> None:
    bar = StepBar(
        [
            Step(id="a", title="Request", state=StepState.DONE),
            Step(id="b", title="Plan", state=StepState.CURRENT),
        ],
        True,
    )
    qtbot.addWidget(bar)
    assert bar.buttons[1].accessibleName() == "Step 2 of 2: Plan, now"
    with qtbot.waitSignal(bar.chosen, timeout=1000) as chosen:
        QTest.keyClick(bar.buttons[0], Qt.Key.Key_Space)
    assert chosen.args == ["a"]


def test_widgets_speak_the_new_language_at_once(
    qtbot: QtBot, wear: Callable[..., None], settle: Rounds
) -> None:
    button = PrimaryButton(lambda: tr("Cancel") + "!")
    page = plain(column(button))
    qtbot.addWidget(page)
    for language in ("tk", "ru", "en"):
        wear(language=language)
        settle()
        assert button.text() == tr("Cancel") + "!"
