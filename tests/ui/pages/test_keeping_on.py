"""A save that the disk refuses is tried again where it belongs, and never in another file."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from app.store import DiskFull, drafts, queries
from app.store.vault import Vault
from app.ui.forms.form_page import FormPage
from app.ui.pages.autosave import Autosave
from app.ui.pages.drafting import Drafting, decoded
from app.ui.pages.plan_page import PlanPage
from tests import factory
from tests.ui.pages.two_desks import Window


@pytest.fixture
def worker(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    window = Window(qtbot, tmp_path / "worker")
    yield window
    window.close()


@pytest.fixture
def two_cases(worker: Window) -> tuple[str, str]:
    first = worker.do(lambda vault: factory.a_case(vault, until="consent").stream)
    second = worker.do(lambda vault: factory.a_case(vault, seed=2, until="consent").stream)
    return first, second


def limit(pages: int) -> Callable[[Vault], Any]:
    """Return a job that lets the database grow no further than that: SQLite then says that the disk is full."""
    return lambda vault: vault.connection.execute(f"PRAGMA max_page_count = {pages}").fetchone()


def read(worker: Window, stream: str) -> Any:
    return worker.do(lambda vault: queries.open_case(vault, stream))


def test_what_a_full_disk_refused_is_saved_later_into_its_own_case(
    worker: Window, two_cases: tuple[str, str]
) -> None:
    owner, troubles = QObject(), list[Any]()
    autosave = Autosave(worker.background, troubles.append, owner)
    first, second = (read(worker, stream) for stream in two_cases)
    autosave.begin(first.stream, first.heads, [first.file.case])
    worker.do(limit(1))
    long = replace(first.file.case, request="uzyn söz " * 2000)
    autosave.put(long)
    autosave.flush()
    autosave.begin(second.stream, second.heads, [second.file.case])
    worker.qtbot.waitUntil(lambda: bool(troubles), timeout=10_000)
    assert isinstance(troubles[0], DiskFull)
    assert autosave.waits
    worker.do(limit(1_000_000))
    autosave.flush()
    worker.qtbot.waitUntil(lambda: not worker.background.busy, timeout=10_000)
    assert read(worker, first.stream).file.case.request == long.request
    kept = worker.do(lambda vault: list(vault.state(second.stream).records))
    assert long.id not in kept
    assert not autosave.waits


def test_a_draft_that_a_full_disk_refused_is_kept_once_there_is_room(worker: Window) -> None:
    owner, troubles, typed = QObject(), list[Any](), {"surname": "uzyn söz " * 2000}
    drafting = Drafting(worker.background, lambda: typed, troubles.append, owner)
    drafting.begin("request:1", "")
    worker.do(limit(1))
    drafting.touch()
    drafting.flush()
    worker.qtbot.waitUntil(lambda: bool(troubles), timeout=10_000)
    worker.do(limit(1_000_000))
    drafting.flush()
    found = worker.do(lambda vault: drafts.get(vault, "request:1"))
    assert decoded(found.body) == typed


def test_a_goal_taken_back_after_another_plan_was_opened_returns_into_its_own(
    worker: Window, two_cases: tuple[str, str]
) -> None:
    first, second = two_cases
    page: Any = worker.page(PlanPage)
    worker.after(page.shown, lambda: page.load(stream=first))
    goal = page.add_goal("health")
    worker.after(page.saved, page.flush)
    told: list[Any] = []
    page.told.connect(told.append)
    (mine,) = page.file.goals
    worker.after(page.saved, lambda: page.remove(mine))
    worker.after(page.shown, lambda: page.load(stream=second))
    worker.after(page.saved, told[0].undo)
    assert [one.id for one in read(worker, first).file.goals] == [goal]
    assert worker.do(lambda vault: goal not in vault.state(second).records)
    assert page.file.goals == ()


def test_the_window_does_not_close_over_words_that_the_disk_refuses(room: Any, make_case: Any) -> None:
    stream = room.read(make_case)
    page = room.go("case", stream=stream)
    room.read(limit(1))
    case = room.read(lambda vault: queries.open_case(vault, stream)).file.case
    page.autosave.put(replace(case, request="uzyn söz " * 2000))
    assert not room.window.close()
    assert room.window.background is not None
    assert isinstance(room.work.refused(), DiskFull)
    room.read(limit(1_000_000))
    page.flush()
    room.settle()
    assert room.work.refused() is None
    assert room.read(lambda vault: queries.open_case(vault, stream)).file.case.request == "uzyn söz " * 2000
    assert room.window.close()


def test_who_closes_again_leaves_without_what_the_disk_refuses(room: Any, make_case: Any) -> None:
    stream = room.read(make_case)
    page = room.go("case", stream=stream)
    room.read(limit(1))
    case = room.read(lambda vault: queries.open_case(vault, stream)).file.case
    page.autosave.put(replace(case, request="uzyn söz " * 2000))
    assert not room.window.close()
    assert room.window.close()
    assert room.window.background is None


def test_a_form_whose_answers_the_disk_refuses_is_not_left_for_another(
    worker: Window, two_cases: tuple[str, str]
) -> None:
    first, second = two_cases
    page: Any = worker.page(FormPage)
    page.open(first, "initial_assessment")
    worker.qtbot.waitUntil(lambda: page.opened is not None, timeout=20_000)
    worker.do(lambda vault: vault.connection.execute("PRAGMA query_only = ON").fetchone())
    page.keeper.touch()
    page.open(second, "initial_assessment")
    worker.qtbot.waitUntil(lambda: page.keeper.refused is not None, timeout=10_000)
    assert page.opened.stream == first
    assert not page.trouble.isHidden()
    worker.do(lambda vault: vault.connection.execute("PRAGMA query_only = OFF").fetchone())
    page.open(second, "initial_assessment")
    worker.qtbot.waitUntil(lambda: page.opened is not None and page.opened.stream == second, timeout=20_000)
    assert worker.do(lambda vault: drafts.of(vault, first))


def test_a_draft_whose_vault_was_closed_meanwhile_asks_for_nothing(worker: Window) -> None:
    owner, troubles = QObject(), list[Any]()
    drafting = Drafting(worker.background, lambda: {"surname": "M"}, troubles.append, owner)
    drafting.begin("request:1", "")
    drafting.touch()
    worker.background.drain()
    drafting.flush()
    assert troubles == []
