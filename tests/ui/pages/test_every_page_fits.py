"""Every page of the real window on a small old laptop: 1024 × 600, the largest text, a practice village in the vault."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

from app.practice import village
from app.store import queries
from app.store.vault import Vault
from app.ui.widgets.stops import is_stop, stops_of

PASSWORD = "garly dag ak atlar"
TODAY = date(2026, 5, 20)
Where = list[tuple[str, dict[str, str]]]
Found = Callable[[QWidget], list[str]]


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, ...]:
    """The vaults of a centre and of its workers."""
    at = tmp_path_factory.mktemp("fits") / "village"
    return village.build(at, cases=6, seed=7, password=PASSWORD, today=TODAY).folders


def _about_one_case(vault: Vault) -> Where:
    """Return the pages that show one record, with an open case that may be shown to whoever this is."""
    cases = queries.cases(vault, queries.Wanted(), order=queries.Order.NUMBER)
    own = [one for one in cases if one.owner == vault.owner.staff] or cases
    stream, home = own[0].stream, queries.households(vault, limit=1)[0].stream
    pages: Where = [("case", {"stream": stream}), ("household", {"stream": home})]
    if own is not cases:
        pages += [("plan", {"stream": stream}), ("request", {})]
        pages.append(("form", {"stream": stream, "form": "initial_assessment"}))
    return pages


def _every_page(room: Any) -> Where:
    listed: Where = [(page_id, {}) for page_id in room.work.shell.side.buttons]
    about: Where = room.read(_about_one_case)
    return listed + about


def _sideways(area: QWidget) -> int:
    """Return how many pixels of a page are hidden at its side."""
    assert isinstance(area, QScrollArea)
    return area.horizontalScrollBar().maximum()


@pytest.mark.parametrize("language", ["tk", "ru"])
@pytest.mark.parametrize("who", ["centre", "worker-1"])
def test_every_page_is_whole_and_named_in_the_smallest_window_with_the_largest_text(
    who: str,
    language: str,
    folders: tuple[Path, ...],
    make_room: Any,
    wear: Any,
    clipped: Found,
    nameless: Found,
) -> None:
    folder = next(one for one in folders if one.name == who)
    room = make_room(folders=(folder,)).enter()
    shell = room.work.shell
    wear(percent=175, language=language, practice=True)
    room.window.resize(1024, 600)
    troubles = []
    for page_id, where in _every_page(room):
        room.go(page_id, **where)
        found = {
            "clipped": clipped(room.window),
            "nameless": nameless(room.window),
            "sideways": _sideways(shell.stack.currentWidget()),
        }
        troubles += [(page_id, what, which) for what, which in found.items() if which]
        assert shell.current_page() == page_id
    assert room.window.size().toTuple() == (1024, 600)
    assert troubles == []


def _said(part: QWidget) -> str:
    return f"{type(part).__name__} {part.accessibleName()}"


def _tab() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None
    QTest.keyClick(focused, Qt.Key.Key_Tab)
    focused = QApplication.focusWidget()
    assert focused is not None
    return focused


def _goes_back(one: QWidget, other: QWidget, page: QWidget) -> bool:
    """Tell whether Tab led up in the page without leading to the right: against the order of reading."""
    here, there = (part.mapTo(page, QPoint(0, 0)) for part in (one, other))
    return there.y() + other.height() <= here.y() and there.x() <= here.x()


def _walk(page: QWidget) -> list[str]:
    """Press Tab until the keyboard has come into the page and left it again; return the steps that lead nobody on."""
    met: list[QWidget] = []
    troubles: list[str] = []
    for _ in range(300):
        focused = _tab()
        inside = page.isAncestorOf(focused)
        if met and (not inside or focused in met):
            there = [one for one in stops_of(page) if one.isVisible() and one.isEnabled()]
            missed = [one for one in there if is_stop(one) and one not in met]
            return troubles + [f"Tab does not come to {_said(one)}" for one in missed]
        if inside and focused.visibleRegion().isEmpty():
            troubles.append(f"{_said(focused)} has the keyboard out of sight")
        if inside and met and _goes_back(met[-1], focused, page):
            troubles.append(f"{_said(met[-1])} → {_said(focused)}")
        if inside:
            met.append(focused)
    raise AssertionError("Tab never leaves the page")


@pytest.mark.parametrize("who", ["centre", "worker-1"])
def test_tab_walks_through_every_page_as_one_reads_it(
    who: str, folders: tuple[Path, ...], make_room: Any
) -> None:
    folder = next(one for one in folders if one.name == who)
    room = make_room(folders=(folder,)).enter()
    troubles = []
    for page_id, where in _every_page(room):
        page = room.go(page_id, **where)
        room.work.shell.side.buttons["help"].setFocus()
        troubles += [(page_id, trouble) for trouble in _walk(page)]
    assert troubles == []
