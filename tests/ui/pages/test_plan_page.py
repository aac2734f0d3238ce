"""The plan of a case: goals and help, two languages, gates, versions, paper."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.i18n import current
from app.models import fact
from app.models.case import Risk
from app.store import audit, queries
from app.ui.pages.plan_draft import PlanState, state_of
from app.ui.pages.plan_page import PlanPage
from app.ui.pages.plans import PlansPage
from tests import factory
from tests.ui.pages.two_desks import Window

RED = {"level_health": 4, "level_housing": 4, "level_safety": 1}


@pytest.fixture
def worker(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    window = Window(qtbot, tmp_path / "worker")
    yield window
    window.close()


def assessed(worker: Window, need: str = "needs_services") -> str:
    def make(vault: Any) -> str:
        made = factory.a_case(vault, until="consent", risk=Risk.HIGH)
        done = fact.assessment(
            answers={"data": RED},
            form="initial_assessment",
            version="1",
            sha256="0" * 64,
            on="2026-11-20",
            by=worker.staff,
            urgency="high",
            need=need,
            reasons=["no_medicines", "house_danger"],
        )
        vault.commit(made.stream, [done])
        return made.stream

    stream: str = worker.do(make)
    return stream


def opened(worker: Window, stream: str) -> Any:
    page = worker.page(PlanPage)
    worker.after(page.shown, lambda: page.load(stream=stream))
    return page


def stored(worker: Window, stream: str) -> Any:
    worker.rest()
    found = worker.do(lambda vault: queries.open_case(vault, stream))
    assert found is not None
    return found.file


def test_a_new_plan_has_dates_that_follow_from_how_often_the_worker_comes(worker: Window) -> None:
    page = opened(worker, assessed(worker))
    assert (page.file.plan.start, page.file.plan.next_visit) == ("2026-11-22", "2026-11-29")
    assert page.file.plan.next_review == "2027-02-21"
    assert state_of(page.file) is PlanState.EMPTY


def test_looking_at_a_plan_writes_nothing(worker: Window) -> None:
    stream = assessed(worker)
    opened(worker, stream)
    assert stored(worker, stream).plan is None


def test_only_ticked_suggestions_become_goals_with_help_in_both_languages(worker: Window) -> None:
    stream = assessed(worker)
    page = opened(worker, stream)
    page.suggest()
    card = page.body.suggestions
    assert not card.take.isEnabled()
    card.ticks["safe_house"].toggle()
    assert card.chosen() == ["safe_house"]
    worker.after(page.goals_added, card.take.click)
    file = stored(worker, stream)
    (goal,), (line,) = file.goals, file.services
    assert (goal.text_tk, goal.text_ru, goal.domain) == ("Öýüm howpsuz.", "Мой дом безопасен.", "housing")
    assert line.what_tk
    assert line.what_ru
    assert line.who == "Aýna Tejenowa"
    assert line.by == "2026-12-06"
    assert file.plan is not None
    assert file.plan.id == goal.plan


def test_a_red_area_without_a_goal_is_named(worker: Window) -> None:
    page = opened(worker, assessed(worker))
    page.take_suggestions(["safe_house"])
    assert not page.body.red.isHidden()
    assert "Health and functioning" in page.body.red.sentence.text()
    page.take_suggestions(["medicines"])
    assert page.body.red.isHidden()


def test_words_typed_in_one_language_leave_the_other(worker: Window) -> None:
    stream = assessed(worker)
    page = opened(worker, stream)
    page.take_suggestions(["safe_house"])
    worker.rest()
    goal = page.file.goals[0].id
    page.body.open_goal(goal)
    form = page.body.cards[goal].form
    assert form.slots["text_ru"].isHidden()
    assert not form.slots["text_tk"].isHidden()
    form.control("text_tk").setPlainText("Öýüm ýyly.")
    page.flush()
    kept = stored(worker, stream).goals[0]
    assert (kept.text_tk, kept.text_ru) == ("Öýüm ýyly.", "Мой дом безопасен.")
    page.body.both.click()
    assert not page.body.cards[goal].form.slots["text_ru"].isHidden()


def test_what_is_typed_is_saved_within_two_seconds(worker: Window, qtbot: QtBot) -> None:
    stream = assessed(worker)
    page = opened(worker, stream)
    with qtbot.waitSignal(page.saved, timeout=2000):
        page.body.frame.control("words").setPlainText("Öýümde ýaşasym gelýär.")
    assert stored(worker, stream).plan.words == "Öýümde ýaşasym gelýär."


def test_goals_change_places_by_keyboard_and_stay_there(worker: Window, settle: Callable[[], None]) -> None:
    stream = assessed(worker)
    page = opened(worker, stream)
    page.take_suggestions(["medicines", "safe_house"])
    worker.rest()
    first, second = (goal.id for goal in page.file.goals)
    page.show()
    page.activateWindow()
    settle()
    page.body.cards[second].edit.setFocus()
    QTest.keyClick(page.body.cards[second].edit, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert QApplication.focusWidget() is page.body.cards[second].edit
    page.flush()
    assert [goal.id for goal in stored(worker, stream).goals] == [second, first]


def test_a_goal_removed_comes_back_with_its_help(worker: Window) -> None:
    stream = assessed(worker)
    page = opened(worker, stream)
    page.take_suggestions(["safe_house"])
    worker.rest()
    (notice,) = worker.after(page.told, lambda: page.remove(page.file.goals[0]))
    file = stored(worker, stream)
    assert not file.goals
    assert not file.services
    notice.undo()
    file = stored(worker, stream)
    assert len(file.goals) == len(file.services) == 1


def test_a_service_is_found_by_any_part_of_its_name_and_fills_the_empty_words(worker: Window) -> None:
    stream = assessed(worker)
    page = opened(worker, stream)
    goal = page.add_goal("health")
    line = page.add_help(goal)
    form = page.body.cards[goal].line_boxes[line].form
    pick = form.control("code")
    assert pick.found("visit nurs") == ["family doctor and visiting nurse"]
    pick.setText("family doctor and visiting nurse")
    pick.editingFinished.emit()
    page.flush()
    kept = stored(worker, stream).services[0]
    assert kept.code == "u08"
    assert kept.what_tk
    assert kept.what_ru


def test_a_second_level_service_says_at_its_line_that_the_assessment_is_not_approved(worker: Window) -> None:
    page = opened(worker, assessed(worker))
    goal = page.add_goal("daily")
    line = page.add_help(goal)
    page.change(replace(page.file.services[0], code="s10", what_tk="Kömek"))
    box = page.body.cards[goal].line_boxes[line]
    assert "second-level" in " ".join(label.text() for label in box.findChildren(type(page.body.count)))
    page.change(replace(page.file.goals[0], text_tk="Özüm edýärin."))
    worker.after(page.version_finished, page.finish)


def test_a_second_level_service_without_any_need_keeps_the_plan_unfinished(worker: Window) -> None:
    page = opened(worker, assessed(worker, need="no_need"))
    goal = page.add_goal("daily")
    page.add_help(goal)
    page.change(replace(page.file.goals[0], text_tk="Özüm edýärin."))
    page.change(replace(page.file.services[0], code="s10", what_tk="Kömek"))
    (found,) = worker.after(page.refused, page.finish)
    assert "second-level" in found[0].sentence
    assert not page.body.trouble.isHidden()


def test_a_third_level_service_asks_for_its_paper(worker: Window) -> None:
    stream = assessed(worker)
    page = opened(worker, stream)
    goal = page.add_goal("family")
    line = page.add_help(goal)
    page.change(replace(page.file.goals[0], text_tk="Maşgalada ýaşaýar."))
    page.change(replace(page.file.services[0], code="t02", what_tk="Hossarlyk"))
    assert not page.body.cards[goal].line_boxes[line].form.paper.isHidden()
    (found,) = worker.after(page.refused, page.finish)
    assert "court decision" in found[0].sentence
    paper = {"document_type": "court_decision", "document_number": "12-K", "document_date": "2026-11-02"}
    page.change(replace(page.file.services[0], **paper))
    worker.after(page.version_finished, page.finish)
    assert stored(worker, stream).version.services[0]["document_number"] == "12-K"


def test_a_plan_without_goals_is_not_finished(worker: Window) -> None:
    stream = assessed(worker)
    page = opened(worker, stream)
    worker.after(page.refused, page.finish)
    assert stored(worker, stream).version is None


def test_a_change_after_finishing_is_shown_and_finished_as_the_next_version(worker: Window) -> None:
    stream = assessed(worker)
    page = opened(worker, stream)
    page.take_suggestions(["safe_house"])
    worker.after(page.version_finished, page.finish)
    worker.rest()
    assert state_of(page.file) is PlanState.WAITING
    page.change(replace(page.file.goals[0], text_tk="Öýüm ýyly."))
    assert state_of(page.file) is PlanState.CHANGED
    assert worker.after(page.version_finished, page.finish) == [stream, 2]
    assert [one.number for one in stored(worker, stream).versions] == [1, 2]


def test_the_paper_is_seen_before_it_is_printed_and_saved_as_a_pdf(worker: Window, tmp_path: Path) -> None:
    stream = assessed(worker)
    page = opened(worker, stream)
    page.take_suggestions(["safe_house"])
    (shown,) = worker.after(page.previewed, lambda: page.show_preview("both", large=True))
    assert shown >= 2
    assert page.panels.current() is page.paper
    target = tmp_path / "plan.pdf"
    worker.after(page.pdf_saved, lambda: page.save_pdf(target))
    assert target.read_bytes().startswith(b"%PDF")
    assert [one.what for one in worker.do(lambda vault: audit.entries(vault))] == ["printed"]
    assert page.paper._name == page._read_plan.opened.number


def test_a_pdf_that_cannot_be_written_is_told(worker: Window, tmp_path: Path, qtbot: QtBot) -> None:
    page = opened(worker, assessed(worker))
    page.save_pdf(tmp_path / "nowhere" / "plan.pdf")
    qtbot.waitUntil(lambda: not page.trouble.isHidden())


def test_the_plan_speaks_the_language_of_the_screen(worker: Window, wear: Any) -> None:
    page = opened(worker, assessed(worker))
    page.take_suggestions(["safe_house"])
    card = page.body.cards[page.file.goals[0].id]
    wear(language="ru")
    assert current().language == "ru"
    assert "Мой дом безопасен." in [label.text() for label in card.findChildren(type(page.body.count))]


def test_the_list_of_plans_sorts_cases_by_the_state_of_their_plan(worker: Window) -> None:
    worker.do(lambda vault: factory.a_case(vault, seed=1, until="request"))
    waiting = worker.do(lambda vault: factory.a_case(vault, seed=2, until="plan"))
    page = worker.page(PlansPage)
    page.load(filter="waiting")
    worker.rest()
    assert [item.stream for item in page.table.rows.rows] == [waiting.stream]
    page.load(filter="none")
    worker.rest()
    assert len(page.table.rows.rows) == 1
    assert worker.after(page.plan_asked, lambda: page.table.opened.emit(page.table.rows.rows[0]))
