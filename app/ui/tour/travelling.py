"""The tour's way to the centre and back: enrolment, bundles, a conflict that shows itself and is settled, the approval."""

from functools import partial
from pathlib import Path

from app.models.case import Case
from app.models.edit import Put
from app.store import queries
from app.store.vault import Vault
from app.sync import enrol as enrolment
from app.sync import exchange
from app.ui.pages.bundles import BundlesPage
from app.ui.pages.conflicts import ConflictsPage
from app.ui.pages.inbox import InboxPage
from app.ui.tour.arriving import Desk, show_case
from app.ui.tour.hand import Hand


def _bundles(hand: Hand, desk: Desk) -> BundlesPage:
    page = desk.page("bundles")
    assert isinstance(page, BundlesPage)  # noqa: S101 - that is its name in the window
    hand.heard(page.shown, lambda: desk.work.go("bundles"), "the page of bundles")
    hand.settle(desk.background)
    return page


def enrol(hand: Hand, worker: Desk, centre: Desk, stick: Path) -> None:
    """Carry the centre's card, the request and the certificate on a stick."""
    card, request, certificate = stick / "centre.card", stick / "request.gdr", stick / "certificate.gdc"
    desk = _bundles(hand, centre)
    hand.heard(desk.card_saved, lambda: desk.save_card(card), "the centre's card")
    paper = stick.parent / "centre-card.pdf"
    hand.heard(desk.card_saved, lambda: desk.save_card_paper(paper), "the centre's card on paper")
    hand.picture(centre.window, "centre-enrolment")
    groups = hand.asked(centre.background, _fingerprint, "the card's number")
    laptop = _bundles(hand, worker)
    hand.picture(worker.window, "bundles-not-enrolled")
    _, asked = hand.heard(laptop.card_read, lambda: laptop.join_centre(card), "two groups to type")
    hand.picture(worker.window, "enrolment-fingerprint")
    typed = {place: groups[place - 1] for place in asked}
    hand.heard(laptop.centre_joined, lambda: laptop.confirm_fingerprint(typed), "a trusted centre")
    hand.heard(laptop.request_saved, lambda: laptop.save_request(request), "the request")
    hand.heard(desk.request_read, lambda: desk.read_request(request), "the request at the centre")
    hand.picture(centre.window, "centre-request")
    hand.heard(
        desk.device_admitted,
        lambda: desk.admit_device(request, "worker", "TM-A-03", certificate),
        "an enrolled device",
    )
    (until,) = hand.heard(
        laptop.certificate_accepted, lambda: laptop.accept_certificate(certificate), "the certificate"
    )
    hand.settle(worker.background)
    hand.picture(worker.window, "bundles-enrolled")
    hand.note("worker enrolled at the centre", valid_until=until)


def _fingerprint(vault: Vault) -> tuple[str, ...]:
    return enrolment.own_card(vault).fingerprint


def _commit(stream: str, edit: Put, vault: Vault) -> object:
    return vault.commit(stream, [edit])


def up(hand: Hand, worker: Desk, centre: Desk, stick: Path, what: str) -> exchange.TakenIn:
    """Make a bundle on the laptop and import it at the centre."""
    laptop = _bundles(hand, worker)
    (path,) = hand.heard(laptop.bundle_made, lambda: laptop.make_bundle(stick), "a bundle")
    hand.picture(worker.window, f"{what}-bundle-made")
    return _import(hand, centre, Path(path), what)


def down(hand: Hand, worker: Desk, centre: Desk, stick: Path, what: str) -> exchange.TakenIn:
    """Make the return bundle at the centre and import it on the laptop."""
    device = hand.asked(worker.background, lambda vault: vault.device_id, "the laptop's name")
    desk = _bundles(hand, centre)
    (path,) = hand.heard(desk.bundle_made, lambda: desk.make_bundle(stick, device), "a return bundle")
    return _import(hand, worker, Path(path), what)


def _import(hand: Hand, desk: Desk, path: Path, what: str) -> exchange.TakenIn:
    page = _bundles(hand, desk)
    (results,) = hand.heard(page.imported, lambda: page.import_files([path]), "an import")
    hand.settle(desk.background)
    taken = results[0].taken
    hand.expect(taken is not None, f"a bundle that is taken in: {path.name}")
    assert taken is not None  # noqa: S101 - looked at above
    hand.expect(not taken.aside and not taken.received.waiting, "nothing kept aside or waiting")
    hand.picture(desk.window, f"{what}-imported")
    hand.note(f"bundle {what}", file=path.name, size=path.stat().st_size, changes=taken.received.applied)
    return taken  # type: ignore[no-any-return]


def refuse(hand: Hand, centre: Desk, stick: Path) -> None:
    """Offer damaged, cut and foreign files: each must be refused with a sentence of its own and change nothing."""
    whole = sorted(stick.glob("*.etb"))[0].read_bytes()
    changed = bytearray(whole)
    changed[len(whole) // 2] ^= 1
    spoiled = {"cut": whole[:-40], "changed": bytes(changed), "other": b"not a bundle at all"}
    page = _bundles(hand, centre)
    before = hand.asked(centre.background, _count, "how much is there")
    files = []
    for name, content in spoiled.items():
        files.append(stick / f"spoiled-{name}.etb")
        files[-1].write_bytes(content)
    (results,) = hand.heard(page.imported, lambda: page.import_files(files), "three refusals")
    hand.settle(centre.background)
    hand.picture(centre.window, "centre-refusals")
    hand.expect(all(one.taken is None for one in results), "every spoiled file refused")
    hand.expect(
        hand.asked(centre.background, _count, "how much is there") == before, "nothing changed by refusals"
    )
    for path in files:
        path.unlink()
    hand.note("damaged, cut and foreign files refused, nothing changed", files=len(files))


def _count(vault: Vault) -> int:
    return int(vault.connection.execute("SELECT COUNT(*) FROM change").fetchone()[0])


def quarrel(hand: Hand, worker: Desk, centre: Desk, stream: str, stick: Path) -> None:
    """Write one field on both sides, bring both together, see the conflict on both, settle it in the window."""
    record = stream.partition(":")[2]
    said = {"worker": "Sülgün hanym ejesiniňkide.", "centre": "Merkeze jaň edildi."}
    for name, desk in (("worker", worker), ("centre", centre)):
        edit = Put(record=record, kind=Case.KIND, field="request", value=said[name])
        hand.asked(desk.background, partial(_commit, stream, edit), "an edit")
    up(hand, worker, centre, stick, "up-with-conflict")
    down(hand, worker, centre, stick, "down-with-conflict")
    for desk in (worker, centre):
        found = hand.asked(desk.background, lambda vault: queries.conflicts(vault, stream), "the conflict")
        hand.expect(len(found) == 1, "one conflict")
        hand.expect({one.value for one in found[0].versions} == set(said.values()), "both values kept")
    show_case(hand, worker, stream)
    hand.picture(worker.window, "case-with-conflict")
    page = centre.page("conflicts")
    assert isinstance(page, ConflictsPage)  # noqa: S101 - that is its name in the window
    hand.heard(page.shown, lambda: centre.work.go("conflicts"), "the page of conflicts")
    hand.settle(centre.background)
    hand.picture(centre.window, "centre-conflicts")
    conflict = hand.asked(centre.background, lambda vault: queries.conflicts(vault, stream), "the conflict")[
        0
    ]
    hand.heard(page.settled, lambda: page.settle(conflict, said["worker"]), "a settled conflict")
    hand.settle(centre.background)
    hand.picture(centre.window, "centre-conflict-settled")
    left = hand.asked(centre.background, lambda vault: queries.conflicts(vault, stream), "no conflict")
    hand.expect(not left, "no conflict after it was settled")
    hand.note("two concurrent edits of one field shown as a conflict and settled", kept=said["worker"])


def approve(hand: Hand, centre: Desk, stream: str) -> None:
    """Look at the plan that waits in the inbox, and approve exactly this version."""
    page = centre.page("inbox")
    assert isinstance(page, InboxPage)  # noqa: S101 - that is its name in the window
    hand.heard(page.shown, lambda: centre.work.go("inbox"), "the inbox")
    hand.settle(centre.background)
    hand.picture(centre.window, "centre-inbox")
    hand.heard(page.plan_opened, lambda: page.open_plan(stream), "the plan to decide about")
    hand.settle(centre.background)
    hand.picture(centre.window, "centre-plan-to-approve")
    hand.heard(page.decided, page.approve, "the approval")
    hand.settle(centre.background)
    opened = hand.asked(centre.background, lambda vault: queries.open_case(vault, stream), "the case")
    hand.expect(opened.file.is_approved, "an approved plan")
    hand.note("plan approved by the supervisor", version=opened.file.version.number)


def check_back(hand: Hand, worker: Desk, stream: str) -> None:
    """At the end the laptop knows of the approval, has its receipt, and nothing waits."""
    opened = hand.asked(worker.background, lambda vault: queries.open_case(vault, stream), "the case")
    hand.expect(opened.file.is_approved, "the approval on the laptop")
    hand.expect(not opened.conflicts, "the settled conflict on the laptop")
    state = hand.asked(worker.background, exchange.delivery, "the delivery")
    hand.expect(state.undelivered == 0 and state.receipt_up_to, "a receipt for everything")
    show_case(hand, worker, stream)
    hand.picture(worker.window, "case-approved")
    hand.note("return bundle brought approval and receipt", receipt=state.receipt_up_to)
