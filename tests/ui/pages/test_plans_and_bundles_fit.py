"""Every control of the plan, bundle, inbox and conflict pages is named, and nothing is clipped in large text."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.models import fact
from app.models.edit import Put
from app.models.staff import Role as StaffRole
from app.store.header import Role
from app.store.vault import Vault
from app.sync import enrol
from app.sync.trust import DeviceRequest
from app.ui.pages.bundles import BundlesPage
from app.ui.pages.conflicts import ConflictsPage
from app.ui.pages.inbox import InboxPage
from app.ui.pages.plan_page import PlanPage
from app.ui.pages.plans import PlansPage
from app.ui.widgets import scrolling
from tests import factory
from tests.ui.pages.two_desks import Window, carry, enrolled

Wear = Callable[..., None]
Found = Callable[[QWidget], list[str]]
LANGUAGES = pytest.mark.parametrize("language", ["tk", "ru"])


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
def fits(
    wear: Wear, clipped: Found, nameless: Found, settle: Callable[[], None], qtbot: QtBot
) -> Callable[[QWidget, str], None]:
    """Dress a page in 175 %, put it into an area as wide as a small screen's, and look at it."""

    def look(page: QWidget, language: str) -> None:
        wear(percent=175, language=language)
        area = scrolling(page)
        qtbot.addWidget(area)
        area.resize(936, 1600)
        area.show()
        settle()
        page.setFocus()  # a button with the keyboard has a thicker edge, which is no clipping
        assert clipped(page) == []
        assert nameless(page) == []
        assert area.horizontalScrollBar().maximum() == 0
        area.takeWidget()

    return look


def a_written_plan(vault: Any) -> str:
    made = factory.a_case(vault, until="consent")
    done = fact.assessment(
        answers={"level_health": 4, "level_housing": 4, "level_daily": 4},
        form="initial_assessment",
        version="1",
        sha256="0" * 64,
        on="2026-11-20",
        by=vault.owner.staff,
        urgency="urgent",
        need="needs_services",
        reasons=["no_medicines", "house_danger", "care_gap"],
    )
    vault.commit(made.stream, [done])
    return made.stream


def _commit(stream: str, edit: Put, vault: Vault) -> None:
    vault.commit(stream, [edit])


def plan_of(worker: Window) -> Any:
    stream = worker.do(a_written_plan)
    page = worker.page(PlanPage)
    worker.after(page.shown, lambda: page.load(stream=stream))
    return page


@LANGUAGES
def test_a_plan_being_written_fits(worker: Window, fits: Callable[..., None], language: str) -> None:
    page = plan_of(worker)
    page.suggest()
    fits(page, language)
    page.take_suggestions(["help_every_day", "safe_house"])
    fits(page, language)
    page.body.both.click()
    page.body.open_goal(page.file.goals[0].id)
    fits(page, language)


@LANGUAGES
def test_the_paper_and_the_list_of_plans_fit(
    worker: Window, fits: Callable[..., None], language: str
) -> None:
    page = plan_of(worker)
    page.take_suggestions(["safe_house"])
    worker.after(page.previewed, lambda: page.show_preview("tk"))
    fits(page, language)
    plans = worker.page(PlansPage)
    plans.load()
    worker.rest()
    fits(plans, language)


@LANGUAGES
def test_bundles_and_joining_fit(
    worker: Window, centre: Window, fits: Callable[..., None], language: str, tmp_path: Path
) -> None:
    page = worker.page(BundlesPage)
    worker.after(page.shown, page.load)
    fits(page, language)
    page.body.join.ask_groups("Mary welaýatynyň durmuş goldaw merkezi", (3, 7))
    fits(page, language)
    page.body.join.show_step(1, "Mary", worker.device)
    fits(page, language)
    enrolled(worker, centre)
    worker.after(page.bundle_made, lambda: page.make_bundle(tmp_path))
    (tmp_path / "text.etb").write_text("salam")
    worker.after(page.imported, lambda: page.import_files([tmp_path / "text.etb"]))
    worker.rest()
    fits(page, language)


@LANGUAGES
def test_the_pages_of_a_centre_fit(
    worker: Window, centre: Window, fits: Callable[..., None], language: str, tmp_path: Path
) -> None:
    enrolled(worker, centre)
    made = worker.do(lambda vault: factory.a_case(vault, until="plan"))
    carry(worker, centre, tmp_path / "1.etb")
    for window, risk in ((worker, "urgent"), (centre, "low")):
        edit = Put(record=made.case.id, kind="case", field="risk", value=risk)
        window.do(partial(_commit, made.stream, edit))
    carry(worker, centre, tmp_path / "2.etb")
    inbox, conflicts, bundles = (centre.page(kind) for kind in (InboxPage, ConflictsPage, BundlesPage))
    centre.after(inbox.shown, inbox.load)
    centre.after(inbox.plan_opened, lambda: inbox.open_plan(made.stream))
    fits(inbox, language)
    centre.after(conflicts.shown, conflicts.load)
    fits(conflicts, language)
    centre.after(bundles.shown, bundles.load)
    asked = DeviceRequest.open(worker.do(enrol.request))
    assert asked.role is StaffRole.WORKER
    bundles.body.admit.show_request(asked, str(tmp_path / "request"))
    fits(bundles, language)
