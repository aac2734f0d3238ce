"""Every kind of question can be answered by keyboard, says its name, and keeps what is being typed."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app.forms import answers, live
from app.ui.forms.filling import Filling
from app.ui.forms.notes import Unknown
from app.ui.forms.page_view import PageView
from app.ui.forms.question import Question
from app.ui.forms.repeats import Repeating
from tests.ui.forms.every_kind import RU, TK, filling, item, shown
from tests.ui.forms.keyboard import press, write

Found = Callable[[QWidget], list[str]]


@pytest.fixture
def filled() -> Filling:
    return filling()


@pytest.fixture
def view(qtbot: QtBot, filled: Filling) -> PageView:
    return shown(qtbot, filled)


def question(view: PageView, name: str) -> Question:
    found = [one for one in view.body.shown() if isinstance(one, Question) and one.item.name == name]
    return found[0]


@pytest.mark.parametrize(
    ("name", "typed", "kept"),
    [
        ("line", "  Şirin  Мурадова ", "Şirin Мурадова"),
        ("area", "goňşy", "goňşy"),
        ("whole", "7", "7"),
        ("part", "3,5", "3.5"),
        ("day", "7.5.1961", "1961-05-07"),
        ("day", "07051961", "1961-05-07"),
        ("clock", "905", "09:05:00.000+05:00"),
        ("one", "2", "yok"),
        ("many", "13", "hawa bilemok"),
        ("long", "sow", "sowuk"),
        ("long", "lukm", "lukman"),
    ],
)
def test_an_answer_is_typed(view: PageView, filled: Filling, name: str, typed: str, kept: str) -> None:
    question(view, name).focus()
    write(typed)
    assert item(filled, name).text == kept


def test_a_combo_finds_turkmen_words_typed_in_russian_letters(view: PageView, filled: Filling) -> None:
    question(view, "long").focus()
    write("шов")
    assert item(filled, "long").text == "sowuk"
    press(Qt.Key.Key_Delete)
    assert item(filled, "long").text == ""


def test_a_moment_needs_its_day_and_its_time(view: PageView, filled: Filling) -> None:
    question(view, "moment").focus()
    write("22.11.2026")
    assert item(filled, "moment").text == ""
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Tab)
    write("10:30")
    assert item(filled, "moment").text.startswith("2026-11-22T10:30")


def test_what_is_no_number_stays_in_sight_and_is_said_when_one_goes_on(
    view: PageView, filled: Filling
) -> None:
    asks = question(view, "whole")
    asks.focus()
    write("12a")
    assert not asks.has_error(), "nobody is interrupted while typing"
    press(Qt.Key.Key_Return)
    assert asks.has_error()
    assert asks.editor.stops()[0].property("text") == "12a"
    assert item(filled, "whole").text == ""


def test_a_rule_of_the_form_speaks_the_language_of_the_questions(view: PageView, filled: Filling) -> None:
    asks = question(view, "whole")
    asks.focus()
    write("12")
    press(Qt.Key.Key_Return)
    assert asks.error.text() == "Ondan az bolmaly"
    filled.speak(RU)
    assert asks.error.text() == "Должно быть меньше десяти"


def test_a_missing_answer_is_said_only_when_it_is_looked_for(view: PageView, filled: Filling) -> None:
    asks = question(view, "one")
    assert asks.label.text().endswith("*")
    assert not asks.has_error()
    view.reveal()
    assert asks.error.text() == "Jogap gerek"
    asks.focus()
    write("1")
    assert not asks.has_error()
    assert filled.session.validate() == ()


def test_arrow_keys_choose_and_delete_takes_the_answer_back(view: PageView, filled: Filling) -> None:
    question(view, "one").focus()
    press(Qt.Key.Key_Down)
    assert item(filled, "one").text == "yok"
    press(Qt.Key.Key_Up)
    assert item(filled, "one").text == "hawa"
    press(Qt.Key.Key_Delete)
    assert item(filled, "one").text == ""


def test_a_click_anywhere_on_an_answer_chooses_it(view: PageView, filled: Filling) -> None:
    option = question(view, "one").editor.stops()[1]
    QTest.mouseClick(option, Qt.MouseButton.LeftButton, pos=QPoint(option.width() - 3, 3))
    assert item(filled, "one").text == "yok"


def test_the_wheel_scrolls_the_page_and_changes_no_answer(view: PageView, filled: Filling) -> None:
    filled.answer(item(filled, "long"), "ene")
    filled.answer(item(filled, "scale"), "4")
    for name in ("long", "scale"):
        target = question(view, name).editor.stops()[0]
        wheel = QWheelEvent(
            QPointF(5, 5),
            QPointF(5, 5),
            QPoint(),
            QPoint(0, -120),
            Qt.MouseButton.NoButton,
            Qt.KeyboardModifier.NoModifier,
            Qt.ScrollPhase.NoScrollPhase,
            False,
        )
        QApplication.sendEvent(target, wheel)
    assert (item(filled, "long").text, item(filled, "scale").text) == ("ene", "4")


def test_a_scale_is_moved_or_typed(view: PageView, filled: Filling) -> None:
    question(view, "scale").focus()
    press(Qt.Key.Key_Right)
    assert item(filled, "scale").text == "2"
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    write("8")
    assert item(filled, "scale").text == "8"


def test_an_order_is_made_by_moving_lines(view: PageView, filled: Filling) -> None:
    question(view, "order").focus()
    stops = question(view, "order").editor.stops()
    QTest.keyClick(stops[1], Qt.Key.Key_Space)
    assert item(filled, "order").text == "yok hawa bilemok"


def test_a_sentence_is_acknowledged(view: PageView, filled: Filling) -> None:
    question(view, "ack").focus()
    press(Qt.Key.Key_Space)
    assert item(filled, "ack").text == "OK"


def test_what_cannot_be_asked_here_is_seen_and_keeps_its_answer(view: PageView) -> None:
    unknown = [one for one in view.body.shown() if isinstance(one, Unknown)]
    assert [one.item.name for one in unknown] == ["picture"]
    assert all(one.why.isVisible() for one in unknown)


def test_a_live_value_follows_the_answer(view: PageView) -> None:
    question(view, "whole").focus()
    write("4")
    words = [label.text() for label in view.findChildren(QLabel)]
    assert "2 × 4" in words
    assert "8" in words


def test_a_table_is_answered_with_digits_arrows_and_enter(view: PageView, filled: Filling) -> None:
    view.focus_item(item(filled, "eat"))
    write("3")
    press(Qt.Key.Key_Left)
    assert item(filled, "eat").text == "yok"
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Space)
    assert item(filled, "walk").text == "yok"
    names = [cell.accessibleName() for cell in view.part_of(QApplication.focusWidget()).stops()]  # type: ignore[union-attr]
    assert names[0] == "Sowal walk: Ýok"


def test_one_taken_away_comes_back_where_it_was_with_its_answers(view: PageView, filled: Filling) -> None:
    repeating = next(one for one in view.body.shown() if isinstance(one, Repeating))
    for age in ("3", "5", "9"):
        repeating.add_button.click()
        write(age)
    before = answers.to_document(filled.session, draft=True)
    undoes: list[Callable[[], None]] = []
    filled.removed.connect(undoes.append)
    repeating.shown()[1].remove.click()
    assert [card.number for card in repeating.shown()] == [1, 2]
    filled.answer(item(filled, "line"), "meanwhile")
    undoes[0]()
    after = answers.to_document(filled.session, draft=True)
    assert after["answers"]["all"]["child"] == before["answers"]["all"]["child"]
    ages = live.instances(item(filled, "all"), item(filled, "child").field)
    assert [one.named["age"][0].text for one in ages] == ["3", "5", "9"]
    assert [card.number for card in repeating.shown()] == [1, 2, 3]


def test_a_change_of_language_keeps_focus_place_and_what_is_typed(view: PageView, filled: Filling) -> None:
    asks = question(view, "whole")
    asks.focus()
    view.show_part(asks)
    write("1x")
    top = asks.mapTo(view.viewport(), QPoint(0, 0)).y()
    filled.speak(RU)
    QApplication.processEvents()
    assert asks.label.text() == "Вопрос whole"
    assert QApplication.focusWidget() is asks.editor.stops()[0]
    assert asks.editor.stops()[0].property("text") == "1x"
    assert abs(asks.mapTo(view.viewport(), QPoint(0, 0)).y() - top) <= 2


def test_both_languages_stand_under_each_other(view: PageView, filled: Filling, clipped: Found) -> None:
    filled.show_second(True)
    asks = question(view, "one")
    assert (asks.label.text(), asks.second.text()) == ("Sowal one\u00a0*", "Вопрос one")
    assert asks.editor.stops()[0].property("second") is None
    assert [one.second for one in asks.editor.options] == ["Да", "Нет", "Не знаю"]  # type: ignore[attr-defined]
    combo = question(view, "long").findChild(QComboBox)
    assert combo is not None
    assert combo.itemText(1) == "Ene · Мать"
    assert clipped(view) == []


def test_the_tab_key_goes_through_everything_from_top_to_bottom(view: PageView) -> None:
    view.focus_first()
    tops: list[int] = []
    for _ in range(60):
        focused = QApplication.focusWidget()
        assert focused is not None
        part = view.part_of(focused)
        holder = part if part is not None and part.isVisible() else focused
        tops.append(holder.mapTo(view.body, QPoint(0, 0)).y())
        press(Qt.Key.Key_Tab)
        if QApplication.focusWidget() is view.stops()[0]:
            break
    assert len(tops) > 15
    assert tops == sorted(tops)


def test_every_control_says_its_question(view: PageView, nameless: Found) -> None:
    assert nameless(view) == []
    for name in ("line", "area", "whole", "part", "day", "clock", "long", "scale"):
        asks = question(view, name)
        assert asks.editor.stops()[0].accessibleName() == f"Sowal {name}"


_SAID = st.fixed_dictionaries(
    {},
    optional={
        "line": st.text(st.characters(categories=["Lu", "Ll"]), max_size=8),
        "whole": st.integers(-50, 50).map(str),
        "part": st.decimals(-9, 9, places=2).map(str),
        "day": st.dates().map(lambda day: day.isoformat()),
        "one": st.sampled_from(("hawa", "yok", "bilemok")),
        "many": st.lists(st.sampled_from(("hawa", "yok", "bilemok")), unique=True).map(" ".join),
        "long": st.sampled_from(("ene", "kaka", "lukman")),
        "scale": st.sampled_from(("0", "2", "10")),
        "eat": st.sampled_from(("hawa", "yok")),
    },
)


@settings(max_examples=12, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=_SAID)
def test_no_answer_is_lost_by_a_change_of_language_or_by_showing_both(
    said: dict[str, str], view: PageView, filled: Filling
) -> None:
    for name in ("line", "whole", "part", "day", "one", "many", "long", "scale", "eat"):
        filled.answer(item(filled, name), said.get(name, ""))
    before = answers.to_document(filled.session, draft=True)
    for language, second in ((RU, False), (RU, True), (TK, True), (TK, False)):
        filled.speak(language)
        filled.show_second(second)
        QApplication.processEvents()
        assert view.body.shown()
        assert answers.to_document(filled.session, draft=True) == before
