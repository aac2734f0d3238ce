"""The form inside the shell: its keys do not quarrel with the window's, and undoing reaches the window's message."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from app.ui.forms.form_page import FormPage
from app.ui.pages import Notice
from app.ui.places import Place
from app.ui.shell import Shell
from tests.ui.forms.keyboard import House, asked, press

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def in_shell(house: House, settle: Callable[[], None]) -> tuple[Shell, FormPage]:
    page = house.page()
    shell = Shell([Place(id="cases", msgid="Cases", icon="cases")])
    shell.add_page("form", page, place="cases")
    shell.go("form")
    house.qtbot.addWidget(shell)
    house.pages.remove(page)
    shell.resize(1024, 600)
    shell.show()
    shell.activateWindow()
    assert page.view is not None
    page.view.focus_first()
    settle()
    return shell, page


def test_alt_left_turns_pages_until_the_first_and_then_leads_back(
    house: House, settle: Callable[[], None]
) -> None:
    shell, page = in_shell(house, settle)
    asked: list[int] = []
    shell.back_asked.connect(lambda: asked.append(page.book.index))
    press(Qt.Key.Key_Right, ALT)
    assert page.book.index == 1
    press(Qt.Key.Key_Left, ALT)
    assert (page.book.index, asked) == (0, [])
    press(Qt.Key.Key_Left, ALT)
    assert asked == [0]


def test_the_turning_keys_work_on_every_button_of_the_form(house: House, settle: Callable[[], None]) -> None:
    shell, page = in_shell(house, settle)
    assert page.view is not None
    for button in (page.foot.next, page.foot.later, page.head.both, page.head.pages):
        for on, back in (
            ((Qt.Key.Key_Right, ALT), (Qt.Key.Key_Left, ALT)),
            ((Qt.Key.Key_Return, CONTROL), (Qt.Key.Key_PageUp, CONTROL)),
        ):
            button.setFocus()
            press(*on)
            assert (page.book.index, shell.current_page()) == (1, "form")
            button.setFocus()
            press(*back)
            assert page.book.index == 0


def test_tab_stops_once_at_answers_of_which_one_holds(house: House, settle: Callable[[], None]) -> None:
    _shell, page = in_shell(house, settle)
    assert page.filling is not None
    names = []
    for _ in range(4):
        there = asked(page)
        names.append(there.name if there is not None else "")
        press(Qt.Key.Key_Tab)
    assert names == ["visit_date", "visit_date", "found_how", "informant"]
    for _ in range(2):
        press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    there = asked(page)
    assert there is not None
    assert there.name == "found_how"


def test_a_removal_is_told_with_the_way_to_undo_it(house: House) -> None:
    page = house.page()
    assert page.filling is not None
    told: list[Notice] = []
    page.told.connect(told.append)
    path = "/data/child"
    first = page.filling.session.item(f"{path}[1]")
    page.filling.remove(path, first, 0)
    assert page.filling.session.instances(path) == ()
    assert told[-1].undo is not None
    told[-1].undo()
    assert page.filling.session.item(f"{path}[1]") is first


def test_the_page_at_the_smallest_window_needs_no_sideways_scrolling(
    house: House, settle: Callable[[], None]
) -> None:
    shell, page = in_shell(house, settle)
    assert page.view is not None
    assert page.view.horizontalScrollBar().maximum() == 0
    assert page.view.viewport().height() > 300
    assert shell.width() == 1024


def test_large_letters_in_a_low_window_leave_the_turning_buttons_in_sight(
    house: House, settle: Callable[[], None], wear: Callable[..., None]
) -> None:
    shell, page = in_shell(house, settle)
    wear(percent=175, language="ru")
    shell.resize(1023, 600)
    settle()
    lower_edge = page.foot.next.mapTo(shell, page.foot.next.rect().bottomLeft()).y()
    assert lower_edge < shell.status.mapTo(shell, shell.status.rect().topLeft()).y()
    assert page.foot.next.isVisible()
    assert page.book.height() > page.foot.height()


def go_to(page: FormPage, path: str, settle: Callable[[], None]) -> None:
    """Give the keyboard to the question at a path, on its page."""
    assert page.filling is not None
    index = page.filling.navigator.page_of(path)
    assert index is not None
    page.go(index)
    page.book.focus_path(path)
    settle()


def test_in_a_low_window_the_letters_are_there_while_words_are_written(
    house: House, settle: Callable[[], None], wear: Callable[..., None]
) -> None:
    shell, page = in_shell(house, settle)
    wear(percent=175, language="ru")
    shell.resize(1024, 600)
    settle()
    assert page.filling is not None
    (consent,) = (one for one in page.filling.session.root.all_inside if one.name == "consent_assess")
    page.filling.answer(consent, "yes")
    go_to(page, "/data/strengths/coping", settle)
    view = page.view
    assert view is not None
    assert page.foot.letters.isVisible()
    field = QApplication.focusWidget()
    assert field is not None
    top = field.mapTo(view.viewport(), field.rect().topLeft()).y()
    assert 0 <= top < view.viewport().height() - field.fontMetrics().height()
    go_to(page, "/data/meeting/visit_date", settle)
    assert not page.foot.letters.isVisible()
    shell.resize(1366, 1100)
    go_to(page, "/data/meeting/visit_date", settle)
    assert not page.foot.letters.isVisible()  # nobody writes words on this page


def test_in_a_low_window_the_list_of_pages_offers_to_check_and_to_finish_later(
    house: House, settle: Callable[[], None], wear: Callable[..., None]
) -> None:
    shell, page = in_shell(house, settle)
    page.head.menu.aboutToShow.emit()
    pages = len(page.head.menu.actions())
    wear(percent=175)
    shell.resize(1024, 600)
    settle()
    assert not page.foot.later.isVisible()
    page.head.menu.aboutToShow.emit()
    *_, check, later = page.head.menu.actions()
    assert len(page.head.menu.actions()) == pages + 3
    left: list[bool] = []
    page.left.connect(lambda: left.append(True))
    page.go(2)
    check.trigger()
    assert page.book.index == 0  # the first thing that is missing
    later.trigger()
    assert left == [True]
