"""Registering a request in the real window."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from app.models.case_number import case_number, tidy
from app.store import drafts, queries
from app.store.queries import Wanted

Type = Callable[[QWidget, str], None]


def _focus() -> QWidget:
    control = QApplication.focusWidget()
    assert control is not None
    return control


def _tab(times: int = 1) -> None:
    for _ in range(times):
        QTest.keyClick(_focus(), Qt.Key.Key_Tab)


def test_a_person_registered_by_the_keyboard_alone_stands_in_the_list_of_cases(
    room: Any, type_text: Type
) -> None:
    QTest.keyClick(room.window, Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    room.settle()
    page = room.page("request")
    assert room.work.shell.current_page() == "request"
    assert _focus() is page.form.surname
    type_text(_focus(), "Öwezowa")
    _tab()
    type_text(_focus(), "Gülşat")
    _tab(2)
    QTest.keyClick(_focus(), Qt.Key.Key_Space)
    assert page.form.sex.value() == "f"
    page.form.birth.age.setFocus()
    QTest.keyClicks(_focus(), "68")
    number = case_number(page._case)
    QTest.keyClick(_focus(), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    room.settle()
    assert page.result.number.text() == number
    assert tidy(number) == number
    cases = room.go("cases")
    (item,) = cases.table.rows.rows
    assert (item.number, item.name, item.birth, item.sex) == (number, "Öwezowa Gülşat", "1958", "f")
    cases.table.selectRow(0)
    QTest.keyClick(cases.table, Qt.Key.Key_Return)
    room.settle()
    assert room.work.shell.current_page() == "case"
    assert room.page("case").body.header.title.text() == "Öwezowa Gülşat"


def test_what_is_missing_is_said_at_its_field_and_nothing_is_saved(room: Any, type_text: Type) -> None:
    page = room.go("request")
    type_text(page.form.surname, "Öwezowa")
    page.register_button.click()
    room.settle()
    missing = {name for name, row in page.form.rows.items() if row.has_error()}
    assert missing == {"name", "sex", "birth"}
    assert _focus() is page.form.name
    assert room.read(lambda vault: queries.count_cases(vault, Wanted())) == 0


def test_a_person_who_is_perhaps_here_already_is_shown_and_blocks_nothing(room: Any, qtbot: Any) -> None:
    for surname in ("Myradowa", "Мурадова"):
        page = room.go("request")
        page.form.fill({"surname": surname, "name": "Jemal", "sex": "f", "birth": "1958"})
        page.form.named.emit(*page.form.typed_name())
        room.settle()
        if surname == "Myradowa":
            assert page.form.same.isHidden()
        else:
            qtbot.waitUntil(lambda page=page: not page.form.same.isHidden())
        page.register_button.click()
        room.settle()
    assert room.read(lambda vault: queries.count_cases(vault, Wanted())) == 2


def test_a_request_left_half_way_waits_on_today_and_goes_on_where_it_was(room: Any, type_text: Type) -> None:
    page = room.go("request")
    case = page._case
    type_text(page.form.surname, "Ýazmyradow")
    type_text(page.form.address, "Magtymguly köçesi 7")
    page.later.click()
    room.settle()
    today = room.go("today")
    assert not today.continuing.isHidden()
    (draft,) = room.read(drafts.of)
    today.continuing.chosen.emit(draft.key, draft.stream)
    room.settle()
    assert page.form.typed_name() == ("Ýazmyradow", "")
    assert page.form.address.value() == "Magtymguly köçesi 7"
    assert page._case == case


def test_another_language_in_the_middle_of_typing_loses_nothing(room: Any, type_text: Type) -> None:
    page = room.go("request")
    type_text(page.form.surname, "Öwezow")
    page.form.source.set_value("hotline")
    page.form.sex.buttons["m"].click()
    page.form.request.setPlainText("Kömek gerek")
    label = page.form.rows["surname"].label
    for language in ("tk", "ru", "en"):
        room.work.shell.language_chosen.emit(language)
        room.settle()
        assert page.form.typed_name() == ("Öwezow", "")
        assert page.form.source.value() == "hotline"
        assert page.form.sex.value() == "m"
        assert page.form.request.value() == "Kömek gerek"
    assert label.text() == "Surname (required)"


def test_a_full_disk_keeps_what_was_typed_and_says_so(room: Any) -> None:
    page = room.go("request")
    room.read(_fill_disk)
    words = "Kömek gerek. " * 300
    page.form.fill({"surname": "Öwezowa", "name": "Aýna", "sex": "f", "birth": "1990", "request": words})
    page.register_button.click()
    room.settle()
    assert not page.trouble.isHidden()
    assert page.form.typed_name() == ("Öwezowa", "Aýna")
    room.read(_free_disk)
    page.register_button.click()
    room.settle()
    assert page.trouble.isHidden()
    assert room.read(lambda vault: queries.count_cases(vault, Wanted())) == 1


def _fill_disk(vault: Any) -> None:
    pages = vault.connection.execute("PRAGMA page_count").fetchone()[0]
    vault.connection.execute(f"PRAGMA max_page_count = {pages}")


def _free_disk(vault: Any) -> None:
    vault.connection.execute("PRAGMA max_page_count = 1073741823")
