"""The first run as a person walks it, in small windows and large text."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.ui.wizard import FirstRunWizard
from app.ui.wizard_pages import PersonPage, PlaceOption
from app.ui.wizard_steps import FirstRun, Role, WizardStep

Found = Callable[[QWidget], list[str]]
Typing = Callable[[QWidget, str], None]
CODE = "AB3D-7KQ2-M9XZ-PT4V-H8NC-R5WJ-E6GS-1F0Y"
WORDS = "bag çyra deňiz nar"
PLACES = [
    PlaceOption(
        code="TM-A",
        name=lambda: "Ahal welaýaty",
        inside=(PlaceOption(code="TM-A-01", name=lambda: "Ak bugdaý etraby"),),
    ),
    PlaceOption(code="TM-S", name=lambda: "Aşgabat şäheri"),
]


def a_wizard(qtbot: QtBot) -> FirstRunWizard:
    wizard = FirstRunWizard(PLACES, lambda _password: "Strong enough.", lambda: WORDS, language="en")
    qtbot.addWidget(wizard)
    wizard.resize(1024, 600)
    wizard.show()
    return wizard


def person(wizard: FirstRunWizard) -> PersonPage:
    page = wizard.pages[WizardStep.PERSON]
    assert isinstance(page, PersonPage)
    return page


def walk_to_password(wizard: FirstRunWizard, type_text: Typing) -> None:
    wizard.go_on()
    wizard.pages[WizardStep.ROLE].told.emit({"role": Role.WORKER})
    wizard.go_on()
    type_text(person(wizard).name, "Aýna Ňazarowa")
    person(wizard).place.welayat.setCurrentIndex(1)
    person(wizard).place.etrap.setCurrentIndex(1)
    wizard.go_on()


def test_a_person_walks_from_the_language_to_the_first_day(qtbot: QtBot, type_text: Typing) -> None:
    wizard = a_wizard(qtbot)
    walk_to_password(wizard, type_text)
    wizard.password_page.offer.click()
    with qtbot.waitSignal(wizard.create_asked, timeout=1000) as created:
        wizard.next_button.click()
    asked: FirstRun = created.args[0]
    assert (asked.name, asked.place, asked.password, asked.role) == (
        "Aýna Ňazarowa",
        "TM-A-01",
        WORDS,
        Role.WORKER,
    )
    assert not wizard.isEnabled()
    wizard.show_recovery(CODE)
    recovery = wizard.state.recovery
    assert recovery is not None
    for line, at in zip(
        (wizard.recovery_page.first, wizard.recovery_page.second), recovery.asked, strict=True
    ):
        type_text(line, recovery.groups[at].lower())
    wizard.go_on()
    wizard.pages[WizardStep.PRACTICE].told.emit({"practice": True})
    with qtbot.waitSignal(wizard.finished, timeout=1000) as finished:
        wizard.next_button.click()
    assert finished.args[0].practice is True
    assert finished.args[0].password == ""


def test_a_missing_answer_is_told_and_nothing_moves(qtbot: QtBot) -> None:
    wizard = a_wizard(qtbot)
    wizard.go_on()
    wizard.next_button.click()
    assert wizard.error.isVisible()
    assert wizard.state.step is WizardStep.ROLE
    wizard.pages[WizardStep.ROLE].told.emit({"role": Role.CENTRE})
    assert not wizard.error.isVisible()


def test_two_different_passwords_do_not_make_a_vault(qtbot: QtBot, type_text: Typing) -> None:
    wizard = a_wizard(qtbot)
    walk_to_password(wizard, type_text)
    type_text(wizard.password_page.first, WORDS)
    type_text(wizard.password_page.second, WORDS + "x")
    with qtbot.assertNotEmitted(wizard.create_asked):
        wizard.go_on()
    assert wizard.password_page.second_row.has_error()


def test_a_vault_that_could_not_be_made_can_be_tried_again(qtbot: QtBot, type_text: Typing) -> None:
    wizard = a_wizard(qtbot)
    walk_to_password(wizard, type_text)
    wizard.password_page.offer.click()
    wizard.go_on()
    wizard.show_error("The disk is full. Nothing was made. Free some room and try again.")
    assert wizard.error.isVisible()
    with qtbot.waitSignal(wizard.create_asked, timeout=1000):
        wizard.next_button.click()


def test_a_town_without_etraps_is_enough(qtbot: QtBot) -> None:
    wizard = a_wizard(qtbot)
    chooser = person(wizard).place
    told: list[str] = []
    chooser.chosen.connect(told.append)
    chooser.welayat.setCurrentIndex(2)
    assert told[-1] == "TM-S"
    chooser.welayat.setCurrentIndex(1)
    assert told[-1] == ""


def test_the_language_changes_at_once_and_keeps_what_was_typed(
    qtbot: QtBot, wear: Callable[..., None], type_text: Typing
) -> None:
    wizard = a_wizard(qtbot)
    wizard.language_chosen.connect(lambda code: wear(language=code))
    walk_to_password(wizard, type_text)
    wizard.back_button.click()
    wizard.languages.buttons["ru"].click()
    assert person(wizard).name.text() == "Aýna Ňazarowa"
    assert person(wizard).place.code() == "TM-A-01"
    assert wizard.state.answers.language == "ru"


def test_the_recovery_code_is_shown_whole(qtbot: QtBot, type_text: Typing) -> None:
    wizard = a_wizard(qtbot)
    walk_to_password(wizard, type_text)
    wizard.show_recovery(CODE)
    shown = [label.text() for label in wizard.recovery_page.findChildren(QLabel)]
    assert [group for group in CODE.split("-") if group not in shown] == []


@pytest.mark.parametrize("step", list(WizardStep))
@pytest.mark.parametrize("percent", [100, 175])
@pytest.mark.parametrize("language", ["tk", "ru"])
def test_no_page_clips_a_word_or_hides_a_name(
    qtbot: QtBot,
    wear: Callable[..., None],
    clipped: Found,
    nameless: Found,
    language: str,
    percent: int,
    step: WizardStep,
) -> None:
    wear(percent=percent, language=language)
    wizard = a_wizard(qtbot)
    wizard.show_recovery(CODE)
    wizard.stack.setCurrentWidget(wizard.pages[step])
    assert clipped(wizard) == []
    assert nameless(wizard) == []
