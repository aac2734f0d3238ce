"""The centre's home: what waits, and decisions bound to one finished version."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.models.edit import Put
from app.models.staff import Role as StaffRole
from app.store import queries
from app.store.header import Role
from app.ui.pages.approval import MayNotDecide, ReasonMissing
from app.ui.pages.inbox import InboxPage
from app.ui.pages.plan_draft import PlanState, assessment_approved, state_of
from app.ui.pages.plan_page import PlanPage
from tests import factory
from tests.ui.pages.two_desks import Window, carry, enrolled


@pytest.fixture
def worker(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    window = Window(qtbot, tmp_path / "worker")
    yield window
    window.close()


@pytest.fixture
def centre(qtbot: QtBot, tmp_path: Path) -> Iterator[Window]:
    window = Window(qtbot, tmp_path / "centre", Role.CENTRE, "Merkez")
    yield window
    window.close()


@pytest.fixture
def stream(worker: Window, centre: Window, tmp_path: Path) -> str:
    """A case with a finished plan that came in a bundle."""
    enrolled(worker, centre)
    made = worker.do(lambda vault: factory.a_case(vault, until="plan"))
    carry(worker, centre, tmp_path / "plan.etb")
    found: str = made.stream
    return found


def opened(centre: Window, stream: str) -> Any:
    page = centre.page(InboxPage)
    centre.after(page.shown, page.load)
    centre.after(page.plan_opened, lambda: page.open_plan(stream))
    return page


def file_of(window: Window, stream: str) -> Any:
    window.rest()
    found = window.do(lambda vault: queries.open_case(vault, stream))
    assert found is not None
    return found.file


def words_of(page: Any) -> str:
    return "\n".join(label.text() for label in page.approval.findChildren(type(page.approval.title)))


def test_what_waits_is_counted_and_listed(centre: Window, stream: str) -> None:
    page = opened(centre, stream)
    assert [page.waiting.figure.text(), page.conflicts.figure.text(), page.week.figure.text()] == [
        "1",
        "0",
        "1",
    ]
    assert [item.stream for item in page.table.rows.rows] == [stream]


def test_the_panel_shows_goals_help_and_why_it_is_needed(centre: Window, stream: str) -> None:
    said = words_of(opened(centre, stream))
    assert "Öz işlerimi mümkin boldugyça özüm edýärin." in said
    assert "Aýna Tejenowa" in said
    assert "Why help is needed:" in said


def test_approving_a_plan_approves_the_assessment_under_it(centre: Window, stream: str) -> None:
    page = opened(centre, stream)
    assert not assessment_approved(file_of(centre, stream))
    centre.after(page.decided, page.approve)
    file = file_of(centre, stream)
    assert state_of(file) is PlanState.APPROVED
    assert assessment_approved(file)
    assert page.approval.isHidden()


def test_a_plan_is_returned_only_with_a_reason_that_the_worker_reads(
    worker: Window, centre: Window, stream: str, tmp_path: Path
) -> None:
    page = opened(centre, stream)
    (error,) = centre.after(page.refused, lambda: page.give_back("  "))
    assert isinstance(error, ReasonMissing)
    assert page.approval.row.has_error()
    assert file_of(centre, stream).decision is None
    page.approval.reason.setPlainText("Sene ýok.")
    assert centre.after(page.decided, page.approval.give_back.click) == [stream, "returned"]
    carry(centre, worker, tmp_path / "back.etb")
    plan = worker.page(PlanPage)
    worker.after(plan.shown, lambda: plan.load(stream=stream))
    assert state_of(plan.file) is PlanState.RETURNED
    assert "Sene ýok." in plan.body.state.sentence.text()


def test_the_decision_is_about_the_version_that_was_read(
    worker: Window, centre: Window, stream: str, tmp_path: Path
) -> None:
    page = opened(centre, stream)
    first = file_of(centre, stream).version
    plan = worker.page(PlanPage)
    worker.after(plan.shown, lambda: plan.load(stream=stream))
    plan.change(replace(plan.file.goals[0], text_tk="Başga maksat."))
    worker.after(plan.version_finished, plan.finish)
    worker.rest()
    carry(worker, centre, tmp_path / "later.etb")
    centre.after(page.decided, page.approve)
    file = file_of(centre, stream)
    assert first.hash in [one.about for one in file.approvals]
    assert file.version.number == 2
    assert file.decision is None


def test_a_change_after_finishing_is_said_to_the_supervisor(
    worker: Window, centre: Window, stream: str, tmp_path: Path
) -> None:
    goal = file_of(worker, stream).goals[0]
    edit = Put(record=goal.id, kind="goal", field="text_tk", value="Başga maksat.")
    worker.do(lambda vault: vault.commit(stream, [edit]))
    carry(worker, centre, tmp_path / "later.etb")
    said = words_of(opened(centre, stream))
    assert "was changed after this version was finished" in said
    assert "Başga maksat." not in said


def test_only_a_supervisor_may_decide(centre: Window, stream: str) -> None:
    centre.session = replace(centre.session, role=StaffRole.STATISTICIAN)
    page = opened(centre, stream)
    assert page.approval.decision.isHidden()
    (error,) = centre.after(page.refused, page.approve)
    assert isinstance(error, MayNotDecide)
    assert file_of(centre, stream).decision is None


def test_a_protected_case_is_decided_without_its_name(
    worker: Window, centre: Window, stream: str, tmp_path: Path
) -> None:
    edit = Put(record=stream[2:], kind="case", field="restricted", value=True)
    worker.do(lambda vault: vault.commit(stream, [edit]))
    carry(worker, centre, tmp_path / "later.etb")
    page = opened(centre, stream)
    assert "Myradowa" not in words_of(page)


def test_what_is_kept_aside_is_explained(worker: Window, centre: Window, tmp_path: Path) -> None:
    enrolled(worker, centre)
    worker.do(lambda vault: factory.a_case(vault, until="approval"))
    carry(worker, centre, tmp_path / "1.etb")
    page = centre.page(InboxPage)
    centre.after(page.shown, page.load)
    assert page.aside.figure.text() == "1"
    (found,) = centre.after(page.aside_shown, page.aside.clicked.emit)
    assert [(one.name, one.reason, one.count) for one in found] == [("Aýna Tejenowa", "may_not_decide", 1)]
    said = [label.text() for label in page.kept.findChildren(type(page.approval.title))]
    assert "Aýna Tejenowa: 1 change, a decision that the sender may not take" in said
