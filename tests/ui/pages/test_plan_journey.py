"""From suggestions to an approved plan: worker and centre, each with their own pages, over real bundles."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from app.models.staff import Role as StaffRole
from app.store import audit
from app.store.header import Role
from app.sync import enrol
from app.sync.trust import CentreCard
from app.ui.pages.bundles import BundlesPage
from app.ui.pages.inbox import InboxPage
from app.ui.pages.plan_draft import PlanState, state_of
from app.ui.pages.plan_page import PlanPage
from tests import factory
from tests.ui.pages.two_desks import Window

Found = Callable[[QWidget], list[str]]


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


def enrol_by_pages(worker: Window, centre: Window, folder: Path) -> tuple[BundlesPage, BundlesPage]:
    desk, office = worker.page(BundlesPage), centre.page(BundlesPage)
    centre.after(office.card_saved, lambda: office.save_card(folder / "centre.card"))
    name, groups = worker.after(desk.card_read, lambda: desk.join_centre(folder / "centre.card"))
    assert name == "Merkez"
    digits = CentreCard.open((folder / "centre.card").read_bytes()).fingerprint
    typed = {group: digits[group - 1] for group in groups}
    worker.after(desk.centre_joined, lambda: desk.confirm_fingerprint(typed))
    worker.after(desk.request_saved, lambda: desk.save_request(folder / "device.request"))
    (asked,) = centre.after(office.request_read, lambda: office.read_request(folder / "device.request"))
    assert asked.card.device == worker.device
    centre.after(
        office.device_admitted,
        lambda: office.admit_device(
            folder / "device.request", StaffRole.WORKER, "TM-M-03", folder / "device.certificate"
        ),
    )
    worker.after(desk.certificate_accepted, lambda: desk.accept_certificate(folder / "device.certificate"))
    return desk, office


def test_a_plan_made_of_suggestions_is_finished_carried_approved_and_carried_back(
    worker: Window, centre: Window, tmp_path: Path
) -> None:
    desk, office = enrol_by_pages(worker, centre, tmp_path)
    made = worker.do(lambda vault: factory.a_case(vault, until="need"))
    page = worker.page(PlanPage)
    worker.after(page.shown, lambda: page.load(stream=made.stream))
    (offered,) = worker.after(page.suggested, page.suggest)
    assert offered >= 1
    worker.after(page.goals_added, page.take_suggestions)
    worker.after(page.version_finished, page.finish)
    worker.rest()
    assert page.file is not None
    assert state_of(page.file) is PlanState.WAITING

    (path,) = worker.after(desk.bundle_made, lambda: desk.make_bundle(tmp_path))
    inbox = centre.page(InboxPage)
    centre.after(inbox.shown, inbox.load)
    (results,) = centre.after(inbox.imported, lambda: inbox.import_files([Path(path)]))
    assert results[0].error is None
    centre.rest()
    assert [item.stream for item in inbox.table.rows.rows] == [made.stream]
    centre.after(inbox.plan_opened, lambda: inbox.open_plan(made.stream))
    assert centre.after(inbox.decided, inbox.approve) == [made.stream, "approved"]
    approvals = centre.do(lambda vault: audit.entries(vault, stream=made.stream))
    assert [one.what for one in approvals] == ["approved"]

    (back,) = centre.after(office.bundle_made, lambda: office.make_bundle(tmp_path, worker.device))
    (results,) = worker.after(desk.imported, lambda: desk.import_files([Path(back)]))
    assert results[0].taken is not None
    assert results[0].taken.receipt is not None
    worker.after(page.shown, page.load)
    assert state_of(page.file) is PlanState.APPROVED
    page.add_goal("health")
    assert state_of(page.file) is PlanState.CHANGED_SINCE_APPROVAL
    worker.rest()
    assert worker.do(enrol.centre_of).name == "Merkez"
