"""The whole initial assessment by keyboard, in two languages, through a lock and a crash, to the fact on the case."""

import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from app.forms.live import path_of
from app.models.case import Need, Risk
from app.store import drafts, queries
from app.store.drafts import FormKey
from app.store.queries import OpenCase
from app.store.vault import Vault
from app.ui import qt_words
from app.ui.forms.form_page import FormPage
from app.ui.forms.question import Question
from tests.ui.forms import national
from tests.ui.forms.keyboard import FORM, Fingers, House, asked, finish, press, write
from tests.ui.forms.said import ANSWERS

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def lock(house: House, page: FormPage) -> None:
    """What the window does when it locks: flush, close the vault, throw the pages away."""
    page.flush()
    house.close()


def test_the_whole_assessment_by_keyboard_through_a_lock_a_crash_and_a_change_of_language(
    house: House,
) -> None:
    qt_words.speak(QApplication.instance(), "tk")  # type: ignore[arg-type]  # a QApplication
    page = house.page()
    assert page.filling is not None
    assert page.filling.language == "Türkmen (tk)"
    Fingers(page, ANSWERS).go_on(until="wg_walking")
    lock(house, page)

    page = house.page()
    assert page.filling is not None
    there = asked(page)
    assert there is not None
    assert there.name == "wg_walking"
    fingers = Fingers(page, ANSWERS)
    fingers.go_on(until="doctor")
    page.head.buttons["Русский (ru)"].click()
    still = asked(page)
    assert still is not None
    assert still.name == "doctor"
    assert page.head.title.text() == "Здоровье"
    fingers.go_on(until="child_concern")
    with house.qtbot.waitSignal(page.saved, timeout=2000):
        fingers.on_question("")
    house.close()  # the laptop dies: nobody flushes anything

    page = house.page()
    assert page.filling is not None
    assert page.filling.language == "Русский (ru)"
    with house.qtbot.waitSignal(page.finished) as ended:
        finish(Fingers(page, ANSWERS))
    assert ended.args == [house.stream]
    background = house.backgrounds[-1]
    found = house.ask(background, lambda vault: queries.open_case(vault, house.stream))
    assert isinstance(found, OpenCase)
    check_case(found)
    assert house.ask(background, lambda vault: drafts.of(vault)) == []


def check_case(found: OpenCase) -> None:
    """The finished assessment stands on the case as it was answered."""
    assessment = found.file.assessment
    assert assessment is not None
    assert assessment.form == FORM
    assert (assessment.urgency, assessment.need) == ("urgent", "needs_services")
    assert {"no_food", "care_gap", "no_heating", "not_school", "pressure"} <= set(assessment.reasons)
    assert (found.file.case.risk, found.file.case.need) == (Risk.URGENT, Need.NEEDS)
    assert found.file.case.target_group == "low_income"
    assert found.file.case.restricted
    said = json.dumps(assessment.answers, ensure_ascii=False)
    flat = _leaves(dict(assessment.answers))
    for name, value in ANSWERS.items():
        kept = flat[name]
        assert (" ".join(kept) if isinstance(kept, list) else str(kept)) == value, name
    assert "Внуки помогают." in said


def _leaves(answers: dict[str, object]) -> dict[str, object]:
    flat: dict[str, object] = {}
    for name, value in answers.items():
        if isinstance(value, dict):
            flat |= _leaves(value)
        elif isinstance(value, list) and value and isinstance(value[0], dict):
            flat |= _leaves(value[0])
        else:
            flat[name] = value
    return flat


def test_a_form_without_consent_is_short_and_ends_too(house: House) -> None:
    page = house.page()
    said = {
        "found_how": "hotline",
        "informant": "self",
        "consent_assess": "no",
        "seen": "none",
        "agree": "yes",
    }
    fingers = Fingers(page, said)
    finish(fingers)
    assert fingers.met[-1] == "agree"
    assert "wg_seeing" not in fingers.met


def test_finish_goes_to_the_first_thing_that_is_missing(house: House) -> None:
    page = house.page()
    assert page.filling is not None
    Fingers(page, {"found_how": "self", "informant": "self", "consent_assess": "yes"}).go_on(until="food")
    page.finish()
    there = asked(page)
    assert there is not None
    assert there.name == "consent_by"
    part = page.view.part_of(QApplication.focusWidget()) if page.view else None
    assert part is not None
    assert part.has_error()


def test_alt_and_arrows_turn_the_pages_and_ctrl_enter_goes_on(house: House) -> None:
    page = house.page()
    press(Qt.Key.Key_Right, ALT)
    assert page.book.index == 1
    press(Qt.Key.Key_Left, ALT)
    assert page.book.index == 0
    press(Qt.Key.Key_Return, CONTROL)
    assert page.book.index == 1
    press(Qt.Key.Key_PageUp, CONTROL)
    assert page.book.index == 0


def test_a_page_left_with_something_missing_says_so_and_the_list_of_pages_too(house: House) -> None:
    page = house.page()
    press(Qt.Key.Key_Right, ALT)
    press(Qt.Key.Key_Left, ALT)
    assert page.view is not None
    house.qtbot.waitUntil(page.view.has_error)
    page.head.menu.aboutToShow.emit()
    words = [action.text() for action in page.head.menu.actions()]
    assert "something is missing" in words[0]
    page.head.menu.actions()[1].trigger()
    assert page.book.index == 1


def test_saved_is_said_only_after_the_vault_has_it(house: House) -> None:
    page = house.page()
    seen: list[str] = []
    page.saved.connect(lambda _ms: seen.append(page.head.kept.text()))
    Fingers(page, {"found_how": "self"}).go_on(until="informant")
    assert "Saving" in page.head.kept.text()
    house.qtbot.waitUntil(lambda: bool(seen), timeout=2000)
    assert "Saved at" in seen[-1]
    body = house.ask(
        house.backgrounds[-1], lambda vault: drafts.get(vault, str(FormKey(stream=house.stream, form=FORM)))
    )
    assert isinstance(body, drafts.Draft)
    assert json.loads(body.body)["document"]["answers"]["meeting"]["found_how"] == "self"


def test_flush_comes_back_when_the_draft_is_in_the_vault(house: House) -> None:
    page = house.page()
    Fingers(page, {"found_how": "self"}).go_on(until="informant")
    background = house.backgrounds[-1]
    page.flush()
    order: list[bool] = []

    def look(vault: Vault) -> None:
        order.append(drafts.get(vault, str(FormKey(stream=house.stream, form=FORM))) is not None)

    house.ask(background, look)
    assert order == [True]
    page.flush()  # nothing waits: it comes back at once


def test_what_others_wrote_meanwhile_is_not_overwritten(house: House) -> None:
    page = house.page()
    assert page.filling is not None
    said = {
        "found_how": "hotline",
        "informant": "self",
        "consent_assess": "no",
        "seen": "child_danger",
        "agree": "yes",
    }
    background = house.backgrounds[-1]

    def other(vault: Vault) -> None:
        from dataclasses import replace

        from app.models.record import difference

        opened = queries.open_case(vault, house.stream)
        assert opened is not None
        vault.commit(house.stream, difference(opened.file.case, replace(opened.file.case, risk=Risk.HIGH)))

    house.ask(background, other)
    finish(Fingers(page, said))
    found = house.ask(background, lambda vault: queries.conflicts(vault, house.stream))
    assert isinstance(found, list)
    assert [one.field for one in found] == ["risk"]


HALVES = {
    "tel": ("+993 ady", "+993 ady"),
    "gunsan": ("7.5.", "7.5."),
    "pursat": ("22.11.2026", "22.11.2026"),
    "doglan": ("05.19", "05.19"),
    "yer": ("38.95", "38.95"),
    "dik": ("0,3", "0,3"),
}


@pytest.fixture
def national_page(house: House) -> FormPage:
    """The invented form with every way of asking, open on a real vault."""
    house.publish(national.xml(), national.media())
    return house.page(form=national.ID)


def _asks(page: FormPage, name: str) -> Question:
    assert page.filling is not None
    path = next(path_of(one) for one in page.filling.session.root.all_inside if one.name == name)
    index = page.filling.navigator.page_of(path)
    assert index is not None
    page.go(index)
    page.book.focus_path(path)
    view = page.view
    assert view is not None
    while view.is_seeking:
        QApplication.processEvents()
    QApplication.processEvents()
    there = view.part_of(QApplication.focusWidget())
    assert isinstance(there, Question)
    return there


def _texts(asks: Question) -> list[str]:
    return [line.text() for line in asks.editor.findChildren(QLineEdit)]


def test_what_is_half_typed_comes_back_with_its_page_and_after_a_lock(
    house: House, national_page: FormPage
) -> None:
    page = national_page
    for name, (typed, _) in HALVES.items():
        stops = _asks(page, name).editor.stops()
        (stops[1] if name == "dik" else stops[0]).setFocus()
        write(typed)
    for index in range(len(national.PAGES)):  # every page is put away once
        page.go(index)
    for name, (_, shown) in HALVES.items():
        assert shown in _texts(_asks(page, name)), name
    page.flush()
    house.close()
    page = house.page(form=national.ID)
    assert page.filling is not None
    assert len(page.filling.half_typed()) == len(HALVES)
    for name, (_, shown) in HALVES.items():
        asks = _asks(page, name)
        assert shown in _texts(asks), name
        assert asks.item.text == ""


def test_a_form_is_not_finished_over_what_is_half_typed(house: House, national_page: FormPage) -> None:
    page = national_page
    assert page.filling is not None
    for item in page.filling.session.root.all_inside:
        if item.field.binding.required is not None:
            page.filling.answer(item, "1")
    _asks(page, "gunsan").editor.stops()[0].setFocus()
    write("7.5.")
    for index in range(len(national.PAGES)):
        page.go(index)
    page.finish()
    assert not page._busy
    there = asked(page)
    assert there is not None
    assert there.name == "gunsan"
    write("1961")
    assert page.filling.half_typed() == {}
    with house.qtbot.waitSignal(page.finished):
        page.finish()


def test_no_answer_stands_in_the_title_of_the_window(house: House) -> None:
    page = house.page()
    Fingers(page, ANSWERS).go_on(until="food")
    assert page.windowTitle() == ""


def test_a_form_or_a_case_that_is_not_here_is_said_in_a_sentence(house: House) -> None:
    page = house.page()
    page.open("case:nobody", FORM)
    house.qtbot.waitUntil(page.trouble.isVisible)
    page.open(house.stream, "../secrets")
    house.qtbot.waitUntil(lambda: "form is not on this laptop" in page.trouble.sentence.text())
    assert not page.foot.isVisible()
