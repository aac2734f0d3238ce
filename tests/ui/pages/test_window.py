"""The whole window: entering, locking, languages, names, nothing cut off."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from app import settings as kept
from app.store import attempts, audit, backup, drafts
from app.store.audit import Event
from app.store.queries import PAGE, Order, Wanted
from app.ui import theme
from app.ui.pages.cases import read_page
from app.ui.palette import Mode

Make = Callable[..., str]
Type = Callable[[QWidget, str], None]


def test_a_wrong_password_opens_nothing_and_is_counted(make_room: Any) -> None:
    room = make_room()
    room.unlock("garly dag gara atlar")
    page = room.window.entrance.unlock
    room.bot.waitUntil(lambda: not page.error.isHidden(), timeout=10_000)
    assert room.window.workplace is None
    assert attempts.failures(room.folder) == 1
    room.enter()
    assert attempts.failures(room.folder) == 0
    assert Event.FAILED_UNLOCK in [one.what for one in room.read(audit.entries)]


def test_locking_takes_every_word_off_the_screen_and_gives_it_back(
    make_room: Any, make_case: Make, type_text: Type
) -> None:
    room = make_room().enter()
    stream = room.read(make_case)
    page = room.go("case", stream=stream)
    page.body.visits.open_form()
    type_text(page.body.visits.writing.rows["done"].control, "Ýagdaýy gowulaşdy")
    QTest.keyClick(room.window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert room.window.workplace is None
    for _ in range(20):
        room.settle()
    shown = " ".join(part.windowTitle() for part in room.window.findChildren(QWidget))
    assert "Jemal" not in shown
    assert room.window.windowTitle() == "Goldaw"
    room.enter()
    assert room.work.shell.current_page() == "case"
    page = room.page("case")
    assert page.body.header.title.text() == "Myradowa Jemal"
    assert page.body.visits.writing.value("done") == "Ýagdaýy gowulaşdy"
    assert not page.body.visits.writing.isHidden()
    assert Event.LOCKED in [one.what for one in room.read(audit.entries)]
    page.body.visits.writing.save.click()
    room.settle()
    assert room.read(drafts.of) == []


def test_a_window_nobody_touches_locks_by_itself(make_room: Any) -> None:
    room = make_room(idle_ms=400)
    room.unlock()
    room.bot.waitUntil(lambda: room.window.workplace is not None, timeout=10_000)
    room.bot.waitUntil(lambda: room.window.workplace is None, timeout=10_000)
    assert room.window.entrance.unlock is not None


def test_language_look_and_text_size_are_kept_for_the_next_day(make_room: Any, tmp_path: Path) -> None:
    room = make_room().enter()
    shell = room.work.shell
    shell.language_chosen.emit("ru")
    shell.theme_chosen.emit("dark")
    shell.text_size_chosen.emit(150)
    assert theme.look().mode is Mode.DARK
    room.window.close()
    known = kept.load(tmp_path / "settings.json")
    assert (known.language, known.mode, known.text_percent) == ("ru", "dark", 150)


def test_the_search_finds_people_cases_and_commands_in_any_script(room: Any, make_case: Make) -> None:
    room.read(make_case)
    box = room.work.shell.top.search
    for typed, title in (("мурадова", "Myradowa Jemal"), ("new req", "New request"), ("visits", "Visits")):
        box.setText(typed)
        box.asked.emit(typed)
        room.settle()
        titles = [str(box.hits._model.item(at).text()) for at in range(box.hits._model.rowCount())]
        assert any(one.startswith(title) for one in titles), titles
    box.chosen.emit("go visits")
    assert room.work.shell.current_page() == "visits"


def test_going_back_leads_the_way_one_came(room: Any, make_case: Make) -> None:
    stream = room.read(make_case)
    room.go("cases")
    page = room.go("case", stream=stream)
    page.body.home.click()
    room.settle()
    assert room.work.shell.current_page() == "household"
    room.work.go_back()
    assert room.work.shell.current_page() == "case"
    room.work.go_back()
    assert room.work.shell.current_page() == "cases"


def test_late_work_stands_on_today_the_most_dangerous_first(room: Any, make_case: Make) -> None:
    for risk, opened in (("low", "2026-01-01"), ("urgent", "2026-05-19"), ("medium", "2026-05-01")):
        room.read(lambda vault, risk=risk, opened=opened: make_case(vault, risk=risk, opened=opened))
    page = room.go("today")
    assert [item.risk for item in page.table.rows.rows] == ["urgent", "medium", "low"]
    assert (page.open.figure.text(), page.urgent.figure.text(), page.late.figure.text()) == ("3", "1", "3")
    assert room.work.shell.side.buttons["today"].badge == 3


def test_a_descending_list_is_paged_from_its_end(room: Any, make_case: Make) -> None:
    room.read(lambda vault: [make_case(vault, name=f"A{at:03}") for at in range(PAGE + 5)])

    def both(vault: Any) -> list[str]:
        first, total = read_page(vault, Wanted(), Order.NUMBER, True, 0)
        second, _ = read_page(vault, Wanted(), Order.NUMBER, True, PAGE)
        assert (len(first), len(second), total) == (PAGE, 5, PAGE + 5)
        return [item.number for item in first + second]

    numbers = room.read(both)
    assert numbers == sorted(numbers, reverse=True)
    page = room.go("cases")
    assert len(page.table.rows.rows) == PAGE
    page.table.rows.fetchMore(page.table.rows.index(-1, -1))
    room.settle()
    assert len(page.table.rows.rows) == PAGE + 5


@pytest.mark.parametrize("language", ["tk", "ru"])
def test_no_page_cuts_a_word_off_or_has_a_control_without_a_name(
    language: str, room: Any, make_case: Make, clipped: Any, nameless: Any, wear: Any
) -> None:
    stream = room.read(make_case)
    home = f"h:a{stream[3:]}"  # the household that `make_case` made with it
    places: list[tuple[str, dict[str, str]]] = [
        ("today", {}),
        ("cases", {}),
        ("households", {}),
        ("visits", {}),
        ("help", {}),
        ("request", {}),
        ("household", {"stream": home}),
        ("case", {"stream": stream}),
    ]
    for page_id, where in places:
        wear(percent=100, language=language)
        room.window.resize(1366, 768)
        page = room.go(page_id, **where)
        assert nameless(page) == [], page_id
        assert clipped(page) == [], page_id
        wear(percent=175, language=language)
        room.settle()
        assert clipped(page) == [], f"{page_id} at 175 %"


def test_every_form_of_a_case_is_named_and_whole_in_large_text(
    room: Any, make_case: Make, clipped: Any, nameless: Any, wear: Any
) -> None:
    stream = room.read(lambda vault: make_case(vault, birth="2015"))
    page = room.go("case", stream=stream)
    wear(percent=175, language="ru")
    for section in page.body.sections:
        section.open_form()
        room.settle()
        assert clipped(section) == []
        assert nameless(section) == []


def test_the_first_run_makes_a_vault_and_leads_into_it(make_room: Any, tmp_path: Path) -> None:
    room = make_room(folders=(tmp_path / "new",))
    entrance = room.window.entrance
    wizard = entrance.wizard
    answers = {
        "name": "Orazowa Aýna",
        "place": "TM-A-01",
        "password": "garly dag ak atlar",
        "practice": False,
    }
    wizard._tell({"role": "worker", **answers})
    for _ in range(3):
        wizard.go_on()
    wizard.go_on()
    room.bot.waitUntil(lambda: wizard.state.recovery is not None, timeout=10_000)
    recovery = wizard.state.recovery
    wizard._retype(*(recovery.groups[at] for at in recovery.asked))
    wizard.go_on()
    wizard.go_on()
    room.bot.waitUntil(lambda: room.window.workplace is not None, timeout=10_000)
    room.settle()
    assert room.work.session.name == "Orazowa Aýna"
    assert entrance._code == ""
    room.window.lock()
    room.enter()
    assert room.work.shell.current_page() == "today"


def test_the_line_below_says_what_is_saved_and_backed_up(room: Any, make_case: Make) -> None:
    stream = room.read(make_case)
    room.go("today")
    status = room.work.shell.status
    assert status.backup.words.text() == "No backup yet"
    assert room.work.shell.top.chip.isHidden()
    room.work.back_up()
    room.settle()
    assert status.backup.words.text() == "Backup of today"
    assert len(backup.listed(room.folder / "backups")) == 1
    room.work.back_up()
    room.settle()
    assert len(backup.listed(room.folder / "backups")) == 1
    page = room.go("case", stream=stream)
    page.body.request.control("request").setPlainText("Kömek gerek.")
    page.flush()
    room.settle()
    assert status.saved.words.text().startswith("Saved at ")


def test_the_line_below_never_says_saved_of_an_answer_that_is_not(room: Any, make_case: Make) -> None:
    stream = room.read(make_case)
    page = room.go("form", stream=stream, form="initial_assessment")
    room.settle()
    said = room.work.shell.status.saved.words
    page.filling.answer(page.filling.session.item("/data/meeting/found_how"), "self")
    assert said.text() == "Saving…"
    page.flush()
    room.settle()
    assert said.text().startswith("Saved at ")


def test_a_row_is_opened_where_it_is_double_clicked(room: Any, make_case: Make) -> None:
    room.read(make_case)
    page = room.go("cases")
    at = page.table.visualRect(page.table.rows.index(0, 0)).center()
    QTest.mouseClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at))
    QTest.mouseDClick(page.table.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(at))
    room.settle()
    assert room.work.shell.current_page() == "case"
