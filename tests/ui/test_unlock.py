"""The unlock page emits what was typed, forgets it, waits when told, and finds the way back in."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.ui.unlock import Unlock, VaultChoice

Found = Callable[[QWidget], list[str]]
Typing = Callable[[QWidget, str], None]
VAULTS = [
    VaultChoice(path="/v/a", title="Aýna Ňazarowa"),
    VaultChoice(path="/v/p", title="Oba", practice=True),
]


@pytest.fixture
def page(qtbot: QtBot) -> Unlock:
    made = Unlock(VAULTS)
    qtbot.addWidget(made)
    made.resize(1024, 600)
    made.show()
    return made


def test_enter_emits_the_password_once_and_forgets_it(page: Unlock, type_text: Typing) -> None:
    asked: list[tuple[str, str]] = []
    page.unlock_asked.connect(lambda path, password: asked.append((path, password)))
    page.vault.setCurrentIndex(1)
    type_text(page.opening.password, "şahyr ýüzük")
    QTest.keyClick(page.opening.password.line, Qt.Key.Key_Return)
    QTest.keyClick(page.opening.password.line, Qt.Key.Key_Return)
    assert asked == [("/v/p", "şahyr ýüzük")]
    assert page.opening.password.text() == ""


def test_one_vault_needs_no_choice(qtbot: QtBot) -> None:
    page = Unlock(VAULTS[:1])
    qtbot.addWidget(page)
    page.show()
    assert not page.vault.isVisible()
    assert page.path() == "/v/a"


def test_a_busy_page_takes_no_second_try(page: Unlock, qtbot: QtBot, type_text: Typing) -> None:
    type_text(page.opening.password, "şahyr ýüzük")
    page.busy(True)
    with qtbot.assertNotEmitted(page.unlock_asked):
        page.opening.open_button.click()
    page.show_error("That was not the password.")
    assert page.error.isVisible()
    assert page.opening.isEnabled()


def test_after_a_wrong_password_the_page_counts_down_and_opens_again(page: Unlock, qtbot: QtBot) -> None:
    page.show_error("That was not the password.")
    page.wait(1)
    assert not page.opening.isEnabled()
    assert "1 s" in page.error.sentence.text()
    qtbot.waitUntil(page.opening.isEnabled, timeout=4000)
    assert not page.error.isVisible()


def test_the_recovery_code_sets_a_new_password(page: Unlock, qtbot: QtBot, type_text: Typing) -> None:
    page.opening.forgot.click()
    form = page.recovering
    assert form.isVisible()
    type_text(form.code, "AB3D-7KQ2")
    type_text(form.first, "täze parol bar")
    type_text(form.second, "täze parol")
    with qtbot.assertNotEmitted(page.recovery_asked):
        form.open_button.click()
    assert form.second_row.has_error()
    form.second.clear()
    type_text(form.second, "täze parol bar")
    with qtbot.waitSignal(page.recovery_asked, timeout=1000) as asked:
        form.open_button.click()
    assert asked.args == ["/v/a", "AB3D-7KQ2", "täze parol bar"]
    assert (form.code.text(), form.first.text(), form.second.text()) == ("", "", "")
    form.back.click()
    assert page.opening.isVisible()


def test_a_new_language_keeps_the_chosen_vault(page: Unlock, wear: Callable[..., None]) -> None:
    page.vault.setCurrentIndex(1)
    for language in ("ru", "tk"):
        wear(language=language)
        assert page.path() == "/v/p"


@pytest.mark.parametrize("percent", [100, 175])
@pytest.mark.parametrize("language", ["tk", "ru"])
def test_nothing_is_clipped_or_nameless(
    qtbot: QtBot, wear: Callable[..., None], clipped: Found, nameless: Found, language: str, percent: int
) -> None:
    wear(percent=percent, language=language)
    page = Unlock(VAULTS)
    qtbot.addWidget(page)
    page.resize(1024, 600)
    page.show()
    page.show_error("That was not the password.")
    assert clipped(page) == []
    assert nameless(page) == []
    page.opening.forgot.click()
    assert clipped(page) == []
    assert nameless(page) == []
