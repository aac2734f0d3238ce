"""No page of any national form is clipped or nameless, with the largest text, in both languages, on a small screen."""

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app import resources
from app.forms.definition import Form, load
from app.forms.session import Session
from app.ui.forms.filling import Filling
from app.ui.forms.page_view import PageView
from tests.forms_content.conftest import FOLDERS
from tests.forms_content.filled import NOON, described, given
from tests.ui.forms.keyboard import FORM

Found = Callable[[QWidget], list[str]]
Wear = Callable[..., None]
LANGUAGES = {"tk": "Türkmen (tk)", "ru": "Русский (ru)"}
OTHERS = [folder for folder in FOLDERS if folder.name != FORM]  # the initial assessment has a test of its own
SMALL = (870, 420)  # what a page has of a window of 1024×600


@cache
def form_of(form_id: str) -> Form:
    """Return a form that came with the program."""
    return load(resources.path("forms", form_id, "form.xml").read_bytes())


def _filling(form_id: str, told: dict[str, Any], language: str) -> Filling:
    """Return a form filled as on a quiet day but for what is told, in the real window's own way."""
    form = form_of(form_id)
    tables = given(told)
    offered = {name: list(tables.get(name, ())) for name in form.sources}
    filling = Filling(Session(form, clock=lambda: NOON, language=LANGUAGES[language], instances=offered))
    answers = {**described(form_id)["quiet_answers"], **told["answers"]}
    for _ in range(2):
        for item in list(filling.session.root.all_inside):
            wanted = answers.get(item.name)
            if wanted and item.field.control and item.relevant and not item.text:
                filling.answer(item, wanted)
    return filling


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("folder", OTHERS, ids=lambda one: one.name)
def test_every_page_is_whole_with_the_largest_text(
    qtbot: QtBot, wear: Wear, clipped: Found, nameless: Found, folder: Path, language: str
) -> None:
    wear(percent=175, language=language)
    wrong: dict[str, list[str]] = {}
    seen = set()
    for name, told in described(folder.name)["people"].items():
        filling = _filling(folder.name, told, language)
        for page in filling.navigator.pages():
            asked = tuple(path for path in page.paths if filling.session.item(path).relevant)
            if page.relevant and asked not in seen:  # a page that asks the same again looks the same
                seen.add(asked)
                view = _shown(qtbot, filling, page.index)
                sideways = ["it scrolls sideways"] if view.horizontalScrollBar().maximum() else []
                wrong[f"{name}: {page.title}"] = [*clipped(view), *nameless(view), *sideways]
                view.hide()
    assert seen
    assert {where: found for where, found in wrong.items() if found} == {}


def _shown(qtbot: QtBot, filling: Filling, index: int) -> PageView:
    view = PageView(filling, filling.navigator.controls(index))
    qtbot.addWidget(view)
    view.resize(*SMALL)
    view.show()
    view.complete()
    view.reveal()
    QApplication.processEvents()
    return view
