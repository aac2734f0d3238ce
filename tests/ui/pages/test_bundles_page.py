"""Bundles out and in, joining a centre, enrolling devices: every answer has its sentence, a refusal changes nothing."""

from collections.abc import Iterator
from datetime import date
from functools import partial
from hashlib import shake_256
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.models.edit import Attach, Put
from app.store import attachments, audit
from app.store.header import Role
from app.store.saving import Received
from app.store.shelved import Shelved
from app.store.vault import Vault
from app.sync import enrol, exchange, refusals
from app.sync.exchange import Delivery, TakenIn
from app.ui.pages import bundle_words
from app.ui.pages.bundle_reading import Imported
from app.ui.pages.bundles import BundlesPage
from app.ui.palette import Tone
from tests import factory
from tests.ui.forms.test_versions import form
from tests.ui.pages.two_desks import Window, carry, enrolled

DAY_MS = 86_400_000


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


def tables(window: Window) -> Any:
    return window.do(factory.read_tables)


def test_a_bundle_has_a_neutral_name_and_is_safe_to_take_out(
    worker: Window, centre: Window, tmp_path: Path
) -> None:
    enrolled(worker, centre)
    worker.do(lambda vault: factory.a_case(vault, until="plan"))
    page = worker.page(BundlesPage)
    worker.after(page.shown, page.load)
    assert "not yet delivered" in page.body.state.sentence.text()
    (path,) = worker.after(page.bundle_made, lambda: page.make_bundle(tmp_path))
    name = Path(path).name
    assert name.startswith("goldaw-000001-")
    assert not [word for word in ("Myradowa", "Şirin", "Aýna") if word in name]
    assert "safe to take the stick out" in page.body.result_words()[0]
    worker.rest()
    assert [line.direction for line in page.body.bundles.rows.rows] == ["out"]


def a_photograph(vault: Vault) -> None:
    """Let a case speak of a photograph."""
    made = factory.a_case(vault)
    stored = attachments.put(vault, shake_256(b"a child").digest(600_000), "image/jpeg")
    edit = Attach(record=made.case.id, kind="case", hash=stored.hash, size=stored.size, type=stored.type)
    vault.commit(made.stream, [edit])


def test_photographs_that_go_come_or_are_damaged_on_the_way_have_their_sentences(
    worker: Window, centre: Window, tmp_path: Path
) -> None:
    enrolled(worker, centre)
    worker.do(a_photograph)
    page = worker.page(BundlesPage)
    worker.after(page.shown, page.load)
    (path,) = worker.after(page.bundle_made, lambda: page.make_bundle(tmp_path))
    assert "4 changes, 1 file, " in page.body.result_words()[0]
    whole = Path(path).read_bytes()
    Path(path).write_bytes(whole[: len(whole) // 2])
    there = centre.page(BundlesPage)
    centre.after(there.shown, there.load)
    centre.after(there.imported, lambda: there.import_files([Path(path)]))
    (said,) = there.body.result_words()
    assert "4 changes taken in." in said
    assert "Some of its files were damaged on the way; everything else is here." in said
    assert "1 file has not arrived." in said
    back = tmp_path / "back.etb"
    carry(centre, worker, back)
    worker.after(page.shown, page.load)
    assert "1 file is not yet delivered." in page.body.state.sentence.text()
    Path(path).write_bytes(whole)
    centre.after(there.imported, lambda: there.import_files([Path(path)]))
    assert "1 file came with it." in there.body.result_words()[-1]


def test_a_published_form_is_named_where_it_comes_into_use(
    worker: Window, centre: Window, tmp_path: Path
) -> None:
    enrolled(worker, centre)
    centre.do(lambda vault: factory.publish(vault, form("1", ("text", "wood", "Odun"))))
    path = tmp_path / "form.etb"
    centre.do(lambda vault: exchange.export(vault, path, to=worker.device))
    page = worker.page(BundlesPage)
    worker.after(page.shown, page.load)
    worker.after(page.imported, lambda: page.import_files([path]))
    assert "The form “Gyş” is in use now, version 1." in page.body.result_words()[0]


@pytest.mark.parametrize("reason", ["types", "version", "untrusted", "damaged", "unlike", "broken"])
def test_a_form_that_is_not_taken_into_use_says_why(reason: str) -> None:
    refused = Shelved(form_id="gys", version="2", title="Gyş", sha256="", reason=reason)
    received = Received(applied=0, known=0, waiting=0, streams=())
    taken = TakenIn(sender="Merkez", sequence=3, received=received, forms_refused=(refused,))
    said = bundle_words.taken_sentence(taken)
    assert f": {bundle_words.UNFIT_FORM[reason]}. The one before stays in use." in said
    assert bundle_words.import_tone(Imported(file="a.etb", taken=taken)) is Tone.WARN


def test_without_a_centre_no_bundle_can_be_made(worker: Window) -> None:
    page = worker.page(BundlesPage)
    worker.after(page.shown, page.load)
    assert not page.body.make.isEnabled()
    assert "does not know its centre" in page.body.state.sentence.text()


def test_refused_files_show_their_sentence_and_change_nothing(
    worker: Window, centre: Window, tmp_path: Path
) -> None:
    enrolled(worker, centre)
    worker.do(lambda vault: factory.a_case(vault))
    bundle = tmp_path / "good.etb"
    carry(worker, centre, bundle)
    data = bundle.read_bytes()
    (tmp_path / "text.etb").write_text("salam")
    (tmp_path / "short.etb").write_bytes(data[: len(data) // 2])
    before = tables(centre)
    page = centre.page(BundlesPage)
    files = [tmp_path / name for name in ("text.etb", "short.etb", "missing.etb", "good.etb")]
    (results,) = centre.after(page.imported, lambda: page.import_files(files))
    kinds = [type(one.error) for one in results]
    assert kinds[0] is refusals.NotABundle
    assert isinstance(results[1].error, refusals.BundleRefused)
    assert kinds[2:] == [refusals.UnreadableFile, refusals.ReplayedBundle]
    said = page.body.result_words()
    assert said[0].startswith("text.etb: This file is not a data bundle")
    assert said[3] == "good.etb: Bundle number 1 is already here. Nothing had to be done."
    assert tables(centre) == before


def test_a_bundle_of_a_stranger_is_kept_aside_and_taken_in_when_its_device_is_enrolled(
    worker: Window, centre: Window, tmp_path: Path
) -> None:
    card = centre.do(enrol.card_file)
    worker.do(lambda vault: enrol.join(vault, card, None))
    made = worker.do(lambda vault: factory.a_case(vault))
    desk, office = worker.page(BundlesPage), centre.page(BundlesPage)
    (path,) = worker.after(desk.bundle_made, lambda: desk.make_bundle(tmp_path))
    (results,) = centre.after(office.imported, lambda: office.import_files([Path(path)]))
    assert isinstance(results[0].error, refusals.UnknownDevice)
    worker.after(desk.request_saved, lambda: desk.save_request(tmp_path / "request"))
    centre.after(
        office.device_admitted,
        lambda: office.admit_device(tmp_path / "request", "worker", "TM-M-03", tmp_path / "answer"),
    )
    centre.rest()
    assert centre.do(lambda vault: vault.state(made.stream).heads)
    assert [line.name for line in office.body.devices.rows.rows] == ["Aýna Tejenowa"]
    noted = centre.do(lambda vault: audit.entries(vault))
    assert {one.what for one in noted} == {"enrolled", "imported", "backed_up"}


def test_a_mistyped_group_is_told_and_nothing_is_trusted(
    worker: Window, centre: Window, tmp_path: Path
) -> None:
    office, desk = centre.page(BundlesPage), worker.page(BundlesPage)
    centre.after(office.card_saved, lambda: office.save_card(tmp_path / "card"))
    worker.after(desk.card_read, lambda: desk.join_centre(tmp_path / "card"))
    (error,) = worker.after(desk.failed, lambda: desk.confirm_fingerprint({1: "00000", 2: "12345"}))
    assert isinstance(error, refusals.MistypedFingerprint | refusals.OtherCentre)
    assert not desk.trouble.isHidden()
    assert worker.do(lambda vault: vault.meta("centre")) == ""


def test_a_file_that_is_no_card_is_refused(worker: Window, tmp_path: Path) -> None:
    (tmp_path / "card").write_text("{}")
    desk = worker.page(BundlesPage)
    (error,) = worker.after(desk.failed, lambda: desk.join_centre(tmp_path / "card"))
    assert isinstance(error, refusals.DamagedDocument)


def test_the_card_is_also_a_paper(centre: Window, tmp_path: Path) -> None:
    page = centre.page(BundlesPage)
    centre.after(page.card_saved, lambda: page.save_card_paper(tmp_path / "card.pdf"))
    assert (tmp_path / "card.pdf").read_bytes().startswith(b"%PDF")
    centre.rest()
    assert len(page.body.admit._fingerprint) == 8


def test_the_steps_of_joining_follow_what_was_done(worker: Window, centre: Window) -> None:
    page = worker.page(BundlesPage)
    worker.after(page.shown, page.load)
    assert page.body.join.panels.current() is page.body.join.parts[0]
    enrolled(worker, centre)
    worker.after(page.shown, page.load)
    assert page.body.join.panels.current() is page.body.join.parts[4]
    assert "Merkez" in page.body.header.subtitle.text()


def test_numbers_that_never_came_are_listed_at_their_device(
    worker: Window, centre: Window, tmp_path: Path
) -> None:
    enrolled(worker, centre)
    desk, office = worker.page(BundlesPage), centre.page(BundlesPage)
    made = worker.do(lambda vault: factory.a_case(vault))
    paths: list[Path] = []
    for word in ("bir", "iki", "üç"):
        edit = Put(record=made.case.id, kind="case", field="request", value=word)
        worker.do(partial(_commit, made.stream, edit))
        paths += [Path(one) for one in worker.after(desk.bundle_made, lambda: desk.make_bundle(tmp_path))]
    (results,) = centre.after(office.imported, lambda: office.import_files([paths[0], paths[2]]))
    assert all(one.taken is not None for one in results)
    assert "Bundles that have not arrived: 2." in office.body.result_words()[1]
    centre.rest()
    assert office.body.devices.rows.rows[0].missing == (2,)


def _commit(stream: str, edit: Put, vault: Vault) -> None:
    vault.commit(stream, [edit])


def test_deliveries_turn_red_when_no_receipt_came_for_a_fortnight() -> None:
    def tone(undelivered: int, receipt: str) -> Tone:
        stands = Delivery(
            enrolled=True, centre="Merkez", undelivered=undelivered, receipt_up_to=receipt, last_sent_at=0
        )
        now = int(date(2026, 11, 22).toordinal() - date(1970, 1, 1).toordinal()) * DAY_MS
        return bundle_words.delivery_tone(stands, now)

    assert tone(0, "2026-01-01T10:00:00+00:00") is Tone.OK
    assert tone(3, "2026-11-20T10:00:00+00:00") is Tone.WARN
    assert tone(3, "2026-11-01T10:00:00+00:00") is Tone.DANGER
