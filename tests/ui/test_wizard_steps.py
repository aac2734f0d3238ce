"""The first run without a window: its order, its conditions, and what it forgets."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.wizard_steps import FirstRun, Recovery, Role, Wizard, WizardStep, is_long_enough

CODE = "AB3D-7KQ2-M9XZ-PT4V-H8NC-R5WJ-E6GS-1F0Y"
PASSWORD = "bag çyra deňiz nar"
ANSWERS: dict[WizardStep, dict[str, object]] = {
    WizardStep.LANGUAGE: {"language": "ru"},
    WizardStep.ROLE: {"role": Role.WORKER},
    WizardStep.PERSON: {"name": "Aýna", "place": "TM-A-01"},
    WizardStep.PASSWORD: {"password": PASSWORD},
    WizardStep.PRACTICE: {"practice": False},
}


def at_password() -> Wizard:
    wizard = Wizard()
    while wizard.step is not WizardStep.PASSWORD:
        wizard = wizard.told(**ANSWERS[wizard.step]).on()
    return wizard


def test_no_step_can_be_skipped_without_its_answer() -> None:
    wizard = Wizard().on()
    assert wizard.on() == wizard
    assert wizard.trouble() == "Choose one of the two."
    assert wizard.told(role=Role.CENTRE).on().step is WizardStep.PERSON


@pytest.mark.parametrize("answers", [{}, {"name": "  ", "place": "TM-A"}, {"name": "Aýna"}])
def test_a_name_and_a_place_are_needed(answers: dict[str, object]) -> None:
    wizard = Wizard(step=WizardStep.PERSON).told(**answers)
    assert wizard.trouble()


@pytest.mark.parametrize(
    ("password", "enough"),
    [
        ("", False),
        ("elevenchars", False),
        ("twelve chars", True),
        ("a b c d", True),
        ("a b c", False),
        ("x" * 129, False),
    ],
)
def test_a_password_has_twelve_letters_or_four_words(password: str, enough: bool) -> None:
    assert is_long_enough(password) is enough


def test_the_vault_is_made_before_the_recovery_page_and_the_password_is_forgotten() -> None:
    wizard = at_password().told(password=PASSWORD)
    assert wizard.makes_vault_next()
    assert wizard.on() == wizard
    made = wizard.made(Recovery(code=CODE, asked=(1, 6)))
    assert made.step is WizardStep.RECOVERY
    assert made.answers.password == ""
    assert not made.may_go_back()


def test_two_groups_must_be_typed_before_the_end() -> None:
    wizard = at_password().made(Recovery(code=CODE, asked=(1, 7)))
    assert wizard.on() == wizard
    assert wizard.retyped("7KQ2", "wrong").on().step is WizardStep.RECOVERY
    last = wizard.retyped(" 7kq2 ", "if0y").on()
    assert last.step is WizardStep.PRACTICE
    assert last.trouble()
    assert not last.told(practice=True).trouble()
    assert last.is_last()


def test_secrets_never_show_in_a_repr() -> None:
    wizard = at_password().told(password=PASSWORD).made(Recovery(code=CODE, asked=(0, 1)))
    assert PASSWORD not in repr(at_password().told(password=PASSWORD))
    assert CODE not in repr(wizard)
    assert PASSWORD not in repr(FirstRun(password=PASSWORD))


@given(st.lists(st.sampled_from(["on", "back", "answer"]), max_size=40))
def test_whatever_is_pressed_the_vault_is_never_unmade_nor_steps_jumped(presses: list[str]) -> None:
    wizard, order = Wizard(), list(WizardStep)
    for press in presses:
        before = wizard
        if press == "answer" and wizard.step in ANSWERS:
            wizard = wizard.told(**ANSWERS[wizard.step])
        elif press == "on":
            wizard = wizard.on()
        else:
            wizard = wizard.back()
        assert abs(order.index(wizard.step) - order.index(before.step)) <= 1
        assert order.index(wizard.step) <= order.index(WizardStep.PASSWORD)
