"""The table shows frozen rows, asks for sorting and for more, and obeys the keyboard."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from PySide6.QtCore import QAbstractItemModel, QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from app.ui.palette import Tone
from app.ui.widgets import Cell, Column, DataTable, Rows

Rounds = Callable[[], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    number: str
    name: str
    share: float


def cases(count: int, first: int = 0) -> list[Case]:
    return [
        Case(number=f"{at:04d}", name=f"Aýna {at}", share=at % 11 / 10) for at in range(first, first + count)
    ]


COLUMNS = [
    Column[Case](
        id="name",
        title="Name",
        text=lambda case: case.name,
        detail=lambda case: case.number,
        cell=Cell.TWO_LINE,
        stretch=1,
        sortable=True,
    ),
    Column[Case](
        id="state", title="State", text=lambda _case: "Open", tone=lambda _case: Tone.INFO, cell=Cell.PILL
    ),
    Column[Case](
        id="share",
        title="Done",
        text=lambda case: f"{case.share:.0%}",
        share=lambda case: case.share,
        cell=Cell.PROGRESS,
        drop_below=500,
    ),
    Column[Case](id="age", title="Age", text=lambda _case: "61", cell=Cell.NUMBER, sortable=True),
]


@pytest.fixture
def table(qtbot: QtBot) -> DataTable[Case]:
    made = DataTable(COLUMNS, "Cases")
    qtbot.addWidget(made)
    made.resize(900, 400)
    made.show()
    return made


def test_the_model_keeps_every_rule_of_qt_through_its_life(qtmodeltester: ModelTester) -> None:
    rows = Rows(COLUMNS)
    tested: QAbstractItemModel = rows
    qtmodeltester.check(tested)  # type: ignore[no-untyped-call]
    rows.show(cases(5), total=9)
    rows.append(cases(4, first=5))
    rows.retranslate()
    rows.show(cases(2))
    rows.show([])
    qtmodeltester.check(tested)  # type: ignore[no-untyped-call]


def test_more_rows_are_asked_for_once_until_they_come() -> None:
    rows = Rows(COLUMNS)
    asked: list[int] = []
    rows.more_asked.connect(asked.append)
    rows.show(cases(200), total=450)
    for _ in range(3):
        rows.fetchMore(rows.index(-1, -1))
    assert asked == [200]
    rows.append(cases(200, first=200))
    rows.fetchMore(rows.index(-1, -1))
    assert asked == [200, 400]


def test_an_empty_page_ends_the_asking() -> None:
    rows = Rows(COLUMNS)
    rows.show(cases(3), total=9)
    rows.fetchMore(rows.index(-1, -1))
    rows.append([])
    assert not rows.canFetchMore(rows.index(-1, -1))


def test_scrolling_to_the_end_asks_for_the_next_page(table: DataTable[Case], settle: Rounds) -> None:
    asked: list[int] = []
    table.more_asked.connect(asked.append)
    table.show_rows(cases(200), total=400)
    settle()
    table.scrollToBottom()
    settle()
    assert asked == [200]


def test_enter_opens_the_chosen_row(table: DataTable[Case]) -> None:
    opened: list[object] = []
    table.opened.connect(opened.append)
    table.show_rows(cases(3))
    table.setFocus()
    table.selectRow(0)
    QTest.keyClick(table, Qt.Key.Key_Down)
    QTest.keyClick(table, Qt.Key.Key_Return)
    assert opened == [cases(3)[1]]
    assert table.current() == cases(3)[1]


def test_tab_leaves_the_table(table: DataTable[Case]) -> None:
    assert not table.tabKeyNavigation()


def test_a_title_asks_for_sorting_first_up_then_down(table: DataTable[Case]) -> None:
    asked: list[tuple[str, bool]] = []
    table.sort_asked.connect(lambda column, descending: asked.append((column, descending)))
    header = table.horizontalHeader()
    for section in (0, 0, 0, 1, 3):
        header.sectionClicked.emit(section)
    assert asked == [("name", False), ("name", True), ("name", False), ("age", False)]


def test_the_menu_key_offers_sorting(table: DataTable[Case], settle: Rounds) -> None:
    asked: list[str] = []
    table.sort_asked.connect(lambda column, _descending: asked.append(column))
    table.customContextMenuRequested.emit(QPoint(5, 5))
    settle()
    menu = table.findChild(QMenu)
    assert menu is not None
    menu.actions()[1].trigger()
    menu.close()
    assert asked == ["age"]


def test_a_narrow_table_drops_what_matters_least(table: DataTable[Case], settle: Rounds) -> None:
    table.show_rows(cases(3))
    settle()
    assert not table.isColumnHidden(2)
    table.resize(420, 400)
    settle()
    assert table.isColumnHidden(2)
    assert not table.isColumnHidden(0)


def test_every_cell_says_its_title_and_both_lines_aloud(table: DataTable[Case]) -> None:
    table.show_rows(cases(1))
    spoken = table.model().index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken == "Name: Aýna 0, 0000"


def test_every_kind_of_cell_is_painted(table: DataTable[Case], settle: Rounds) -> None:
    empty = table.grab().toImage()
    table.show_rows(cases(12))
    table.selectRow(1)
    table.setFocus()
    settle()
    assert table.grab().toImage() != empty
