"""Nothing is clipped and nothing is nameless on any page of the real form, with the largest text, in both languages."""

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QWidget

from app.ui.forms.form_page import FormPage
from app.ui.palette import Mode
from tests.ui.forms.keyboard import House
from tests.ui.forms.said import ANSWERS

Found = Callable[[QWidget], list[str]]
Wear = Callable[..., None]


def fill(page: FormPage) -> None:
    """Answer everything the form asks, without a keyboard."""
    assert page.filling is not None
    for _ in range(2):
        for item in list(page.filling.session.root.all_inside):
            wanted = ANSWERS.get(item.name)
            if wanted and item.field.control and item.relevant and not item.text:
                page.filling.answer(item, wanted)


@pytest.mark.parametrize("second", [False, True])
@pytest.mark.parametrize("language", ["tk", "ru"])
def test_every_page_is_whole_with_the_largest_text(
    house: House, wear: Wear, clipped: Found, nameless: Found, language: str, second: bool
) -> None:
    wear(percent=175, language=language)
    page = house.page()
    assert page.filling is not None
    page.resize(930, 480)
    fill(page)
    page.head.both.setChecked(second)
    wrong = []
    for line in page.filling.outline(range(99)):
        page.go(line.index)
        assert page.view is not None
        page.view.complete()
        page.view.reveal()
        wrong += [f"{line.index}: {text}" for text in (*clipped(page), *nameless(page))]
        assert page.view.horizontalScrollBar().maximum() == 0, line.title
    assert wrong == []


@pytest.mark.parametrize("mode", list(Mode))
def test_a_change_of_look_reaches_an_open_page(house: House, wear: Wear, mode: Mode) -> None:
    page = house.page()
    wear(mode=mode, percent=125)
    QApplication.processEvents()
    assert page.view is not None
    assert not page.grab().isNull()
