"""Each widget does its work by mouse and keyboard, says it in every language, and clips nothing at 175 %."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QComboBox, QLineEdit, QWidget
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
    IconButton,
    LinkButton,
    PageHeader,
    PasswordField,
    Pill,
    PrimaryButton,
    ProgressSheet,
    QuietButton,
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

Rounds = Callable[[], None]
Found = Callable[[QWidget], list[str]]
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
    assert line.accessibleDescription() == "As in the passport. Write a name."
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


def test_a_message_lies_on_no_button(qtbot: QtBot, settle: Rounds) -> None:
    leading, quiet = PrimaryButton("Save"), QuietButton("Back")
    page = plain(column(0, leading, quiet, margin=4))
    qtbot.addWidget(page)
    page.resize(600, 400)
    page.show()
    settle()
    toast = Toast(page)
    toast.say("The visit note was deleted.", lambda: None)
    assert not any(toast.geometry().intersects(button.geometry()) for button in (leading, quiet))
    assert page.rect().contains(toast.geometry())


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


def test_steps_without_room_for_their_titles_show_the_present_one_alone(
    qtbot: QtBot, wear: Callable[..., None], settle: Rounds
) -> None:
    titles = ("Обращение", "Согласие", "Оценка", "Нуждаемость", "План", "Утверждение", "Закрытие")
    bar = StepBar([Step(id=one, title=one, state=StepState.CURRENT) for one in titles])
    qtbot.addWidget(bar)
    bar.show()
    heights = []
    for width, percent, crowded in ((1200, 100, False), (700, 175, True), (1200, 100, False)):
        wear(percent=percent)
        bar.resize(width, bar.height())
        settle()
        assert bar.crowded is crowded
        heights.append(bar.height())
    assert heights[0] == heights[2] < 75


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
