"""Every way in which a form can word a question is answered by keyboard, says its name, and is whole at every size."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.forms.fields import ControlKind, DataType
from app.forms.live import Item
from app.forms.session import Session
from app.forms.xpath.calendar import ASHGABAT
from app.ui.forms.choices import CheckList, RadioList
from app.ui.forms.combo import ChoiceCombo
from app.ui.forms.entries import MOST_LETTERS, AreaEntry
from app.ui.forms.filling import Filling
from app.ui.forms.fitted_grid import Apart, FittedGrid
from app.ui.forms.grid import Table
from app.ui.forms.media import Media
from app.ui.forms.notes import Note, Unknown, written
from app.ui.forms.page_view import PageView
from app.ui.forms.question import Question
from app.ui.forms.route import RouteEntry
from app.ui.forms.search_list import SearchList
from app.ui.palette import Mode
from tests.ui.forms import national
from tests.ui.forms.keyboard import press, write
from tests.ui.forms.sheet import RU, TK

Found = Callable[[QWidget], list[str]]
Wear = Callable[..., None]
PAGE = {page.name: at for at, page in enumerate(national.PAGES)}


@pytest.fixture
def filled() -> Filling:
    moment = datetime(2026, 11, 22, 10, tzinfo=ASHGABAT)
    return Filling(Session(national.form(), clock=lambda: moment, language=TK))


@pytest.fixture
def open_page(qtbot: QtBot, filled: Filling) -> Callable[..., PageView]:
    def show(name: str, wide: int = 900, high: int = 700) -> PageView:
        view = PageView(filled, filled.navigator.controls(PAGE[name]))
        filled.changed.connect(lambda _changed: view.refresh())
        filled.spoken.connect(view.speak)
        qtbot.addWidget(view)
        view.resize(wide, high)
        view.show()
        view.activateWindow()
        view.complete()
        QApplication.processEvents()
        return view

    return show


def item(filled: Filling, name: str) -> Item:
    return next(one for one in filled.session.root.all_inside if one.name == name)


def question(view: PageView, name: str) -> Question:
    parts = [one for one in view.body.shown() if isinstance(one, Question)]
    return next(one for one in parts if one.item.name == name)


def kind_of_editor(asks: Question) -> type[QWidget]:
    return type(asks.editor)


def grid(view: PageView) -> FittedGrid:
    return next(one for one in view.body.shown() if isinstance(one, FittedGrid))


# -- numbers, dates and places are typed -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "name", "typed", "kept"),
    [
        ("yazuw", "tel", "+993 65 12-34-56", "+993 65 12-34-56"),
        ("yazuw", "tel", "adres", ""),
        ("yazuw", "salgy", "saglyk.gov.tm", "saglyk.gov.tm"),
        ("yazuw", "gizlin", "ŞÇü 12", "ŞÇü 12"),
        ("yazuw", "san", "7", "7"),
        ("yazuw", "san", "99999999999", ""),
        ("yazuw", "girdeji", "1 250 000", "1250000"),
        ("yazuw", "ugur", "359,5", "359.5"),
        ("yazuw", "ugur", "361", ""),
        ("yazuw", "basga", "söz", "söz"),
        ("senesi", "senesiz", "7.5.1961", "1961-05-07"),
        ("senesi", "ayyl", "5.1961", "1961-05-01"),
        ("senesi", "ayyl", "1961", ""),
        ("senesi", "yyl", "1961", "1961-01-01"),
        ("senesi", "doglan", "1961", "1961"),
        ("senesi", "doglan", "05.1961", "1961-05"),
        ("senesi", "doglan", "31.02.1961", ""),
        ("senesi", "yer", "38.95, 58.38", "38.95 58.38 0.0 0.0"),
        ("senesi", "yer", "91, 58.38", ""),
        ("olceg", "saylaw", "30", "30"),
        ("olceg", "yyldyz", "4", "4"),
    ],
)
def test_an_answer_is_typed(
    open_page: Callable[..., PageView], filled: Filling, page: str, name: str, typed: str, kept: str
) -> None:
    question(open_page(page), name).focus()
    write(typed)
    assert item(filled, name).text == kept


@pytest.mark.parametrize(
    ("page", "name", "typed", "said"),
    [
        ("yazuw", "tel", "adres", "Only digits"),
        ("yazuw", "ugur", "400", "0 to 360"),
        ("senesi", "ayyl", "61", "mm.yyyy"),
        ("senesi", "doglan", "31.02.1961", "mm.yyyy or yyyy"),
        ("senesi", "yer", "38.95", "latitude and longitude"),
    ],
)
def test_what_is_no_answer_stays_in_sight_and_is_explained(
    open_page: Callable[..., PageView], filled: Filling, page: str, name: str, typed: str, said: str
) -> None:
    filled.session.language = TK
    view = open_page(page)
    asks = question(view, name)
    asks.focus()
    write(typed)
    assert not asks.has_error(), "nobody is interrupted while typing"
    view.reveal()
    assert asks.has_error()
    assert list(filled.half_typed()) == [f"/data/{page}/{name}"]
    trouble = asks.editor.trouble()
    assert said in trouble
    assert asks.error.text() == filled.words.tr(trouble, **asks.editor.fields)
    assert typed in [line.text() for line in asks.editor.findChildren(QLineEdit)]


def test_thousands_are_parted_when_one_goes_on(open_page: Callable[..., PageView], filled: Filling) -> None:
    asks = question(open_page("yazuw"), "girdeji")
    asks.focus()
    write("1250000")
    press(Qt.Key.Key_Return)
    line = asks.editor.findChild(QLineEdit)
    assert isinstance(line, QLineEdit)
    assert line.text().split() == ["1", "250", "000"]
    assert item(filled, "girdeji").text == "1250000"


def test_a_counter_counts_by_keys_and_buttons_and_never_below_nothing(
    open_page: Callable[..., PageView], filled: Filling
) -> None:
    asks = question(open_page("yazuw"), "san")
    asks.focus()
    for _ in range(3):
        press(Qt.Key.Key_Up)
    assert item(filled, "san").text == "3"
    for _ in range(5):
        QTest.mouseClick(asks.editor.stops()[0], Qt.MouseButton.LeftButton)
    assert item(filled, "san").text == "0"


def test_a_hidden_answer_is_shown_by_the_eye_only(open_page: Callable[..., PageView]) -> None:
    asks = question(open_page("yazuw"), "gizlin")
    line, eye = asks.editor.stops()
    assert isinstance(line, QLineEdit)
    assert line.echoMode() == QLineEdit.EchoMode.Password
    eye.setFocus()
    press(Qt.Key.Key_Space)
    assert line.echoMode() == QLineEdit.EchoMode.Normal


def test_a_day_without_its_time_is_said_when_one_looks_for_what_is_missing(
    open_page: Callable[..., PageView], filled: Filling
) -> None:
    view = open_page("senesi")
    asks = question(view, "pursat")
    asks.focus()
    write("22.11.2026")
    view.reveal()
    assert "both" in asks.editor.trouble()
    asks.editor.stops()[-1].setFocus()
    write("0930")
    assert item(filled, "pursat").text == "2026-11-22T09:30:00.000+05:00"
    assert not asks.has_error()


def test_two_numbers_pasted_into_the_first_line_part_by_themselves(
    open_page: Callable[..., PageView],
) -> None:
    asks = question(open_page("senesi"), "yer")
    asks.focus()
    QApplication.clipboard().setText("38,95; 58,38")
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    lines = [line for line in asks.editor.stops() if isinstance(line, QLineEdit)]
    assert [line.text() for line in lines] == ["38.95", "58.38"]


def test_altitude_and_accuracy_wait_behind_a_link(
    open_page: Callable[..., PageView], filled: Filling
) -> None:
    asks = question(open_page("senesi"), "yer")
    asks.focus()
    write("38.95, 58.38")
    QTest.mouseClick(asks.editor.stops()[-1], Qt.MouseButton.LeftButton)
    write("219,5")
    press(Qt.Key.Key_Tab)
    write("8")
    assert item(filled, "yer").text == "38.95 58.38 219.5 8.0"


def test_points_of_a_way_are_added_changed_and_removed_with_a_way_back(
    open_page: Callable[..., PageView], filled: Filling
) -> None:
    undoes: list[Callable[[], None]] = []
    filled.removed.connect(undoes.append)
    asks = question(open_page("senesi"), "yol")
    entry = asks.editor
    assert isinstance(entry, RouteEntry)
    for typed in ("38.95, 58.38", "38.96, 58.39", "38.97, 58.40"):
        entry.add.click()
        write(typed)
    whole = item(filled, "yol").text
    assert whole.count(";") == 2
    entry.lines[1].remove.click()
    assert item(filled, "yol").text == "38.95 58.38 0.0 0.0;38.97 58.4 0.0 0.0"
    assert [line.number for line in entry.lines] == [1, 2]
    undoes[-1]()
    assert item(filled, "yol").text == whole
    assert [line.line.text() for line in entry.lines] == ["38.95, 58.38", "38.96, 58.39", "38.97, 58.4"]


def test_an_area_closes_by_itself_and_asks_for_three_corners(
    open_page: Callable[..., PageView], filled: Filling
) -> None:
    view = open_page("senesi")
    asks = question(view, "meydan")
    entry = asks.editor
    assert isinstance(entry, RouteEntry)
    for typed in ("38, 58", "39, 58"):
        entry.add.click()
        write(typed)
    view.reveal()
    assert "three" in entry.trouble()
    entry.add.click()
    write("39, 59")
    assert entry.trouble() == ""
    assert item(filled, "meydan").text.split(";")[0] == item(filled, "meydan").text.split(";")[-1]
    assert len(entry.lines) == 3


def test_a_text_longer_than_what_is_kept_says_so_at_once(
    open_page: Callable[..., PageView], filled: Filling
) -> None:
    asks = question(open_page("yazuw"), "kop")
    assert isinstance(asks.editor, AreaEntry)
    asks.focus()
    QApplication.clipboard().setText("ş" * (MOST_LETTERS + 5))
    press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    assert len(item(filled, "kop").text) == MOST_LETTERS
    assert asks.has_error()
    assert str(MOST_LETTERS) in asks.error.text()


@pytest.mark.parametrize(
    ("kind", "value", "read"),
    [
        (DataType.DATE, "1961-05-07", "07.05.1961"),
        (DataType.DATE_TIME, "2026-11-22T10:05:00.000+05:00", "22.11.2026 10:05"),
        (DataType.TIME, "09:30:00.000+05:00", "09:30"),
        (DataType.DECIMAL, "3.5", "3.5"),
        (DataType.STRING, "2026-11-22", "2026-11-22"),
        (DataType.DATE, "", ""),
    ],
)
def test_a_value_the_form_works_out_is_written_as_people_write_it(
    filled: Filling, kind: DataType, value: str, read: str
) -> None:
    state = filled.state(item(filled, "soz"))
    assert written(replace(state, data_type=kind, value=value)) == read


# -- scales ------------------------------------------------------------------------------------------------------


def test_a_scale_takes_every_number_it_offers_and_explains_the_others(
    open_page: Callable[..., PageView], filled: Filling
) -> None:
    view = open_page("olceg")
    asks = question(view, "dik")
    line = asks.editor.stops()[1]
    line.setFocus()
    write("0,75")
    assert item(filled, "dik").text == "0.75"
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    write("0,8")
    view.reveal()
    assert item(filled, "dik").text == ""
    assert asks.error.text() == filled.words.tr(asks.editor.trouble(), start="0", end="1", step="0.25")


def test_a_number_of_two_digits_can_be_typed_though_its_first_digit_is_none(
    open_page: Callable[..., PageView], filled: Filling
) -> None:
    line = question(open_page("olceg"), "agyry").editor.stops()[1]
    line.setFocus()
    write("10")
    assert item(filled, "agyry").text == "10"


def test_the_first_place_of_a_slider_can_be_meant(
    open_page: Callable[..., PageView], filled: Filling
) -> None:
    asks = question(open_page("olceg"), "agyry")
    asks.focus()
    assert item(filled, "agyry").text == ""
    press(Qt.Key.Key_Left)
    assert item(filled, "agyry").text == "0"
    press(Qt.Key.Key_Right)
    assert item(filled, "agyry").text == "1"


def test_stars_are_read_aloud_as_so_many_of_so_many(
    open_page: Callable[..., PageView], filled: Filling
) -> None:
    asks = question(open_page("olceg"), "yyldyz")
    names = [star.accessibleName() for star in asks.editor.findChildren(QWidget) if star.accessibleName()]
    assert "3 of 5" in names
    asks.focus()
    press(Qt.Key.Key_Right)
    assert item(filled, "yyldyz").text == "2"
    press(Qt.Key.Key_Delete)
    assert item(filled, "yyldyz").text == ""


# -- choosing ----------------------------------------------------------------------------------------------------


def test_answers_are_spread_as_the_form_says(
    open_page: Callable[..., PageView], settle: Callable[[], None]
) -> None:
    view = open_page("gornus")
    settle()

    def lines(name: str) -> int:
        editor = question(view, name).editor
        assert isinstance(editor, RadioList | CheckList)
        return len({option.y() for option in editor.options})

    assert lines("razy") == 1, "a scale stands in one line"
    assert lines("gun") == 3, "seven answers in three columns"
    assert lines("gun2") < 7
    view.resize(420, 700)
    settle()
    assert lines("razy") == 5, "where the room is short a scale lies down"
    assert lines("gun") > 3


def test_a_quick_question_goes_on_by_itself_but_not_while_one_walks(
    open_page: Callable[..., PageView], filled: Filling
) -> None:
    view = open_page("gornus")
    question(view, "tiz").focus()
    press(Qt.Key.Key_Down)
    assert item(filled, "tiz").text == "yok"
    assert view.part_of(QApplication.focusWidget()) is question(view, "tiz")
    write("1")
    assert item(filled, "tiz").text == "hawa"
    assert view.part_of(QApplication.focusWidget()) is question(view, "egri")


def test_a_folded_list_is_told_by_minimal(open_page: Callable[..., PageView], filled: Filling) -> None:
    asks = question(open_page("gornus"), "egri")
    assert isinstance(asks.editor, ChoiceCombo)
    asks.focus()
    write("ýok")
    assert item(filled, "egri").text == "yok"


def test_a_list_that_hangs_on_another_answer_changes_its_kind_with_its_length(
    open_page: Callable[..., PageView], filled: Filling
) -> None:
    view = open_page("uzyn")
    assert question(view, "oba").stops() == []
    assert question(view, "oba")._below.text("fixed").isVisible()
    filled.answer(item(filled, "welayat"), "ahal")
    asks = question(view, "oba")
    assert kind_of_editor(asks) is SearchList
    filled.answer(item(filled, "welayat"), "mary")
    assert kind_of_editor(asks) is ChoiceCombo
    asks.focus()
    write("шор")
    assert item(filled, "oba").text in {code for code, _, group in national.VILLAGES if group == "mary"}


def test_a_long_list_is_searched_in_any_letters_and_answered_by_keyboard(
    open_page: Callable[..., PageView], filled: Filling
) -> None:
    asks = question(open_page("uzyn"), "gozle")
    editor = asks.editor
    assert isinstance(editor, SearchList)
    asks.focus()
    write("онгалды 14")
    assert 0 < editor.model.rowCount() < 12
    press(Qt.Key.Key_Return)
    assert item(filled, "gozle").text == "o14"
    assert editor.line.text() == ""
    assert editor.picked.text() == "Öňaldy 14"
    write("zzz")
    assert editor.nothing.isVisible()
    press(Qt.Key.Key_Escape)
    assert editor.model.rowCount() == len(national.VILLAGES)


def test_many_answers_are_ticked_one_after_the_other(
    open_page: Callable[..., PageView], filled: Filling
) -> None:
    asks = question(open_page("uzyn"), "obalar")
    editor = asks.editor
    assert isinstance(editor, SearchList)
    asks.focus()
    for typed in ("gok 5", "sor 1"):
        write(typed)
        press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Down)
    assert editor.list.hasFocus()
    press(Qt.Key.Key_Space)
    assert item(filled, "obalar").text == "o0 o1 o5", "in the order of the form"
    press(Qt.Key.Key_Space)
    assert item(filled, "obalar").text == "o1 o5"
    press(Qt.Key.Key_Up)
    assert editor.line.hasFocus()
    assert "Şor oba 1, Gökdepe 5" in (editor.line.accessibleDescription(), editor.picked.text())


def test_the_lists_models_keep_qts_rules(open_page: Callable[..., PageView], qtmodeltester: object) -> None:
    view = open_page("uzyn")
    for name in ("gozle", "obalar"):
        editor = question(view, name).editor
        assert isinstance(editor, SearchList)
        qtmodeltester.check(editor.model)  # type: ignore[attr-defined]  # pytest-qt's fixture has no type
        editor.model.keep([3, 1, 2])
        qtmodeltester.check(editor.model)  # type: ignore[attr-defined]


# -- tables ------------------------------------------------------------------------------------------------------


def test_a_table_falls_apart_where_the_window_is_narrow_and_comes_together_again(
    open_page: Callable[..., PageView], filled: Filling, settle: Callable[[], None]
) -> None:
    view = open_page("jedwel", wide=940)
    table = grid(view)
    assert isinstance(table.shown, Table)
    view.focus_item(item(filled, "esit"))
    write("3")
    view.resize(420, 700)
    settle()
    assert isinstance(table.shown, Apart)
    there = view.part_of(QApplication.focusWidget())
    assert isinstance(there, Question)
    assert there.item.name == "esit"
    assert isinstance(there.editor, RadioList)
    assert there.editor.options[2].isChecked()
    assert view.horizontalScrollBar().maximum() == 0
    view.resize(940, 700)
    settle()
    assert isinstance(table.shown, Table)
    assert item(filled, "esit").text == "3"
    assert getattr(view.part_of(QApplication.focusWidget()), "item", None) is item(filled, "esit")


def test_a_table_that_fell_apart_still_says_what_is_missing(
    open_page: Callable[..., PageView], settle: Callable[[], None]
) -> None:
    view = open_page("jedwel", wide=940)
    view.reveal()
    assert view.has_error()
    view.resize(420, 700)
    settle()
    assert sum(part.has_error() for part in view.body.questions()) == 6


def test_a_change_of_language_leaves_the_keyboard_in_its_line_of_a_table(
    open_page: Callable[..., PageView], filled: Filling
) -> None:
    view = open_page("jedwel", wide=940)
    view.focus_item(item(filled, "esit"))
    for language in (RU, TK):
        filled.speak(language)
        there = view.part_of(QApplication.focusWidget())
        assert getattr(there, "item", None) is item(filled, "esit")


def test_each_line_on_top_begins_a_table_of_its_own(
    open_page: Callable[..., PageView], filled: Filling
) -> None:
    view = open_page("jedwel", wide=940)
    tables = [one for one in view.body.shown() if isinstance(one, FittedGrid)]
    assert [len(one.items) for one in tables] == [6, 2]
    view.focus_item(item(filled, "sowad"))
    write("1")
    write("3")
    assert item(filled, "sowad").text == "hawa bilemok"
    press(Qt.Key.Key_Left)
    assert item(filled, "sowad").text == "hawa bilemok", "walking chooses nothing where several may hold"


# -- pictures, explanations, what is only read -------------------------------------------------------------------


def test_pictures_of_a_question_and_of_its_answers_are_shown_with_the_words_as_names(
    open_page: Callable[..., PageView],
) -> None:
    view = open_page("gornus")
    asks = question(view, "suwlar")
    assert asks.media is not None
    assert asks.media.shown.isVisible()
    assert asks.media.shown.accessibleName() == "Suwy nireden alýarsyňyz?"
    assert asks.media.shown.height() <= view.viewport().height()
    editor = asks.editor
    assert isinstance(editor, RadioList)
    assert all(not option.face.picture.isEmpty() for option in editor.options)
    assert editor.options[0].accessibleName() == "Öýde kran"


def test_a_large_picture_opens_over_the_window_and_closes_with_escape(
    open_page: Callable[..., PageView],
) -> None:
    view = open_page("gornus")
    media = question(view, "suwlar").media
    assert media is not None
    media.larger.setFocus()
    press(Qt.Key.Key_Space)
    sheet = QApplication.activeModalWidget()
    assert sheet is not None
    assert sheet.windowTitle() == "Goldaw"
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    assert QApplication.activeModalWidget() is None


def test_what_cannot_be_shown_or_played_is_named(open_page: Callable[..., PageView]) -> None:
    view = open_page("bellik")
    note = next(one for one in view.body.shown() if isinstance(one, Note))
    assert isinstance(note.media, Media)
    assert note.media.recorded.isVisible()
    lost = question(view, "yitik").media
    assert lost is not None
    assert lost.missing.isVisible()
    assert not lost.shown.isVisible()


def test_an_explanation_is_folded_until_it_is_asked_for(
    open_page: Callable[..., PageView], filled: Filling
) -> None:
    asks = question(open_page("gornus"), "suwlar")
    folded = asks.guidance
    assert folded is not None
    assert folded.fold is not None
    assert folded.words is not None
    assert not folded.words.isVisible()
    folded.fold.setFocus()
    press(Qt.Key.Key_Space)
    assert folded.words.isVisible()
    assert folded.words.text().startswith("Ilki sowaly")
    filled.speak(RU)
    assert folded.words.text().startswith("Сначала")


def test_what_cannot_be_changed_is_seen_as_such_and_reached_by_no_key(
    open_page: Callable[..., PageView], filled: Filling
) -> None:
    view = open_page("bellik")
    fixed = [one for one in view.body.shown() if isinstance(one, Question) and one.item.name.startswith("r")]
    assert len(fixed) == 13
    before = {one.item.name: one.item.text for one in fixed}
    for asks in fixed:
        assert asks._below.text("fixed").isVisible(), asks.item.name
        assert not list(asks.questions())
        for stop in (one for one in asks.editor.stops() if one.isEnabled()):
            QTest.mouseClick(stop, Qt.MouseButton.LeftButton, pos=QPoint(3, 3))
            QTest.keyClick(stop, Qt.Key.Key_1)
            QTest.keyClick(stop, Qt.Key.Key_Up)
    assert {one.item.name: one.item.text for one in fixed} == before
    filled.session.set("/data/yazuw/soz", "x")


def test_without_a_vault_a_file_cannot_be_an_answer(open_page: Callable[..., PageView]) -> None:
    view = open_page("fayl")
    unknown = [one for one in view.body.shown() if isinstance(one, Unknown)]
    assert len(unknown) == sum(
        one.item.field.control.kind is ControlKind.UPLOAD for one in unknown if one.item.field.control
    )
    assert len(unknown) == 6


# -- whole at every size -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("language", "mode"), [(TK, Mode.LIGHT), (RU, Mode.DARK)])
@pytest.mark.parametrize("second", [False, True])
def test_every_page_is_whole_with_the_largest_text(
    open_page: Callable[..., PageView],
    filled: Filling,
    wear: Wear,
    clipped: Found,
    nameless: Found,
    language: str,
    mode: Mode,
    second: bool,
) -> None:
    wear(percent=175, language="tk" if language == TK else "ru", mode=mode)
    filled.session.language = language
    filled.show_second(second)
    filled.answer(item(filled, "welayat"), "ahal")
    filled.answer(item(filled, "owuz"), "3")
    filled.answer(item(filled, "yol"), "38.95 58.38 0 0;38.96 58.39 0 0")
    wrong = []
    for name in PAGE:
        view = open_page(name, wide=840, high=380)
        view.reveal()
        wrong += [f"{name}: {text}" for text in (*clipped(view), *nameless(view))]
        assert view.horizontalScrollBar().maximum() == 0, name
        view.hide()
    assert wrong == []


def test_the_tab_key_goes_down_every_page(open_page: Callable[..., PageView], filled: Filling) -> None:
    filled.answer(item(filled, "welayat"), "ahal")
    for name in PAGE:
        view = open_page(name)
        stops = [one for one in view.stops() if one.isVisible()]
        pairs = [(part, stop) for stop in stops if (part := view.part_of(stop)) is not None]
        seen = [part if part.isVisible() else stop for part, stop in pairs]
        tops = [one.mapTo(view.body, QPoint(0, 0)).y() for one in seen]
        assert tops == sorted(tops), name
        view.hide()


def test_a_state_is_not_changed_by_being_shown(open_page: Callable[..., PageView], filled: Filling) -> None:
    for name in PAGE:
        open_page(name).hide()
    states = [filled.state(one) for one in filled.session.root.all_inside if one.field.leaf]
    assert all(replace(state) == state for state in states)
