"""What a worker with a changed program, or a finder of his stick, may try; and what the centre then believes."""

from collections.abc import Iterator
from pathlib import Path

import pyrage
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.changes import operation
from app.changes.change import Change, make
from app.changes.operation import Operation
from app.models import fact, kinds
from app.models.edit import Assign, Put
from app.models.staff import Role as StaffRole
from app.store import NewerVault, log, queries, schema, vault, wire
from app.store.header import Role
from app.store.vault import Vault
from app.sync import enrol, exchange
from app.sync.gate import Aside
from app.sync.refusals import ForeignBundle, ForgedDocument, OtherCentre
from app.sync.revocation import Reason, Revocation, RevocationList
from tests.sync.test_exchange import CASE, HOME, STREAM, Desk, a_case, a_plan, enrolled, made


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[Desk]:
    stick = tmp_path / "stick"
    stick.mkdir()
    worker, centre = made(tmp_path / "w", Role.WORKER, "Işgär"), made(tmp_path / "c", Role.CENTRE, "Merkez")
    enrolled(worker, centre)
    a_case(worker)
    desk = Desk(worker=worker, centre=centre, stick=stick)
    desk.up("first")
    yield desk
    worker.close()
    centre.close()


@pytest.fixture
def colleague(desks: Desk, tmp_path: Path) -> Iterator[Vault]:
    other = made(tmp_path / "other", Role.WORKER, "Kärdeş")
    enrolled(other, desks.centre)
    yield other
    other.close()


def slip(worker: Vault, stream: str, *ops: Operation, actor: str = "", wall_ms: int = 1) -> Change:
    """Put a change into a worker's log that his own program would not make."""
    change = make(
        stream=stream,
        replica="changed program",
        n=1,
        parents=worker.state(stream).heads,
        wall_ms=wall_ms,
        actor=actor or worker.owner.staff,
        ops=ops,
    )
    with worker.transaction():
        worker.receive([change], bundle="")
    return change


def approval(worker: Vault, about: bytes, device: str) -> Operation:
    body = wire.canonical(
        dict(fact.decide(about, decision="approved", reason="", on="2026-11-12", by="s").body)
    )
    return operation.review(about, body, device, worker.sign(wire.review_message(STREAM, about, body)))


def test_a_worker_cannot_approve_his_own_plan_under_any_name(desks: Desk) -> None:
    about = a_plan(desks.worker)
    for number, device in enumerate((desks.worker.device_id, desks.centre.device_id, "f" * 64)):
        slip(desks.worker, STREAM, approval(desks.worker, about, device))
        reason = (Aside.MAY_NOT_DECIDE, Aside.SIGNATURE, Aside.UNKNOWN_SIGNER)[number]
        assert reason in desks.up(f"forged {number}").aside
    seen = queries.open_case(desks.centre, STREAM)
    assert seen is not None
    assert not seen.file.is_approved


def test_a_worker_raises_nobody_not_even_himself(desks: Desk, colleague: Vault) -> None:
    own, other = desks.worker.owner.staff, colleague.owner.staff
    slip(desks.worker, kinds.STAFF, operation.put(own, "staff", "role", "supervisor"))
    assert desks.up("one").aside == (Aside.MAY_NOT_DECIDE,)
    slip(desks.worker, kinds.STAFF, operation.put(other, "staff", "left", "2026-11-01"))
    assert Aside.AUTHOR in desks.up("two").aside
    staff = queries.staff(desks.centre)
    assert (staff[own].role, staff[other].left) == (StaffRole.WORKER, "")


def test_a_worker_neither_joins_people_nor_writes_what_all_laptops_share(desks: Desk) -> None:
    slip(desks.worker, HOME, operation.link("1" * 32, "2" * 32))
    slip(desks.worker, kinds.DIRECTORY, operation.put("s12", "service", "tier", 1))
    assert desks.up("one").aside == (Aside.MAY_NOT_DECIDE, Aside.MAY_NOT_DECIDE)


def test_a_case_that_was_handed_over_cannot_be_taken_back_but_late_edits_come_in(
    desks: Desk, colleague: Vault
) -> None:
    given_to = colleague.owner.staff
    desks.centre.commit(STREAM, [Assign(record=CASE, kind="case", owner=given_to)])
    desks.worker.commit(STREAM, [Put(record=CASE, kind="case", field="request", value="giç ýazgy")])
    slip(desks.worker, STREAM, operation.put(CASE, "case", "owner", desks.worker.owner.staff))
    came = desks.up("late")
    assert came.aside == (Aside.MAY_NOT_DECIDE,)
    seen = queries.open_case(desks.centre, STREAM)
    assert seen is not None
    assert (seen.file.case.owner, seen.file.case.request) == (given_to, "giç ýazgy")


def test_a_colleague_cannot_write_into_a_case_that_was_never_his(desks: Desk, colleague: Vault) -> None:
    slip(colleague, STREAM, operation.put(CASE, "case", "owner", colleague.owner.staff))
    assert desks.carry(colleague, desks.centre, "foreign").aside == (Aside.FOREIGN_CASE,)
    back = desks.carry(desks.centre, colleague, "back", to=colleague.device_id)
    assert STREAM not in back.received.streams


def test_what_was_kept_aside_comes_in_when_its_author_may_and_not_when_he_was_revoked(desks: Desk) -> None:
    own = desks.worker.owner.staff
    change = slip(desks.worker, HOME, operation.link("1" * 32, "2" * 32))
    assert desks.up("one").aside == (Aside.MAY_NOT_DECIDE,)
    assert exchange.retry_quarantined(desks.centre) == 0
    asked = enrol.request(desks.worker)
    entry = Revocation(device=desks.worker.device_id, last_accepted=9, reason=Reason.LOST)
    lost = RevocationList(centre=desks.centre.device_id, version=1, entries=(entry,))
    enrol.admit(desks.centre, asked, role=StaffRole.SENIOR)
    desks.centre.set_meta("revocations", lost.sign(enrol.device_keys(desks.centre)).decode())
    assert exchange.retry_aside(desks.centre) == []
    assert change.hash not in desks.centre.state(HOME)
    desks.centre.set_meta("revocations", "")
    exchange.retry_aside(desks.centre)
    assert change.hash in desks.centre.state(HOME)
    assert desks.centre.connection.execute("SELECT COUNT(*) FROM quarantine").fetchone() == (0,)
    assert queries.staff(desks.centre)[own].role is StaffRole.SENIOR


def test_a_bundle_locked_anew_for_somebody_else_is_refused(desks: Desk, colleague: Vault) -> None:
    exchange.export(desks.centre, desks.stick / "his.etb", to=desks.worker.device_id)
    own = pyrage.x25519.Identity.from_str(desks.worker.device.age_identity)
    clear = pyrage.decrypt((desks.stick / "his.etb").read_bytes(), [own])
    mine = pyrage.x25519.Identity.from_str(colleague.device.age_identity).to_public()
    (desks.stick / "anew.etb").write_bytes(pyrage.encrypt(clear, [mine]))
    with pytest.raises(ForeignBundle):
        exchange.take_in(colleague, desks.stick / "anew.etb")


def test_a_centre_does_not_take_its_own_bundle_nor_a_worker_a_colleagues(
    desks: Desk, colleague: Vault
) -> None:
    exchange.export(desks.centre, desks.stick / "down.etb", to=desks.worker.device_id)
    exchange.export(desks.worker, desks.stick / "up.etb")
    for who, name in ((desks.centre, "down"), (colleague, "up"), (colleague, "down"), (desks.worker, "up")):
        with pytest.raises(ForeignBundle):
            exchange.take_in(who, desks.stick / f"{name}.etb")
        assert exchange.waiting_aside(who) == []


def test_only_this_centres_newest_certificate_for_this_laptop_counts(
    desks: Desk, colleague: Vault, tmp_path: Path
) -> None:
    asked = enrol.request(desks.worker)
    older = enrol.admit(desks.centre, asked)
    newer = enrol.admit(desks.centre, asked, role=StaffRole.SENIOR)
    assert enrol.accept(desks.worker, newer).role is StaffRole.SENIOR
    assert enrol.accept(desks.worker, older).role is StaffRole.SENIOR
    with pytest.raises(OtherCentre):
        enrol.accept(colleague, newer)
    with pytest.raises(ForgedDocument):
        enrol.accept(desks.worker, newer.replace(b'"role":"senior"', b'"role":"supervisor"'))
    stranger = made(tmp_path / "stranger", Role.CENTRE, "Merkez")
    with pytest.raises(OtherCentre):
        enrol.admit(stranger, asked)
    with pytest.raises(OtherCentre):
        enrol.join(desks.worker, enrol.card_file(stranger), None)
    stranger.close()


WORDS = st.sampled_from(["", "2026-11-12", "9999-99-99", "0", "\x00", "ý" * 300, "-1", "approved", "urgent"])
JUNK = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64) | WORDS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=5,
)
NAMES = st.sampled_from(
    [
        "on",
        "by",
        "next_visit",
        "kind",
        "goals",
        "services",
        "frame",
        "number",
        "answers",
        "reasons",
        "need",
        "urgency",
    ]
)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    bodies=st.lists(
        st.tuples(
            st.sampled_from(["visit", "plan_version", "assessment", "closure", "recognition", "new"]),
            st.dictionaries(NAMES, JUNK, max_size=6),
        ),
        max_size=3,
    ),
    sets=st.lists(
        st.tuples(
            st.sampled_from([CASE, "e" * 32, "x"]),
            st.sampled_from(["case", "goal", "plan", "consent", "new"]),
            st.sampled_from(
                ["risk", "opened", "closed", "restricted", "next_visit", "client", "position", "text_tk"]
            ),
            st.none()
            | st.booleans()
            | st.integers(-(2**63), 2**63 - 1)
            | WORDS
            | st.lists(WORDS, max_size=2),
        ),
        max_size=4,
    ),
    wall_ms=st.sampled_from([0, 1, 2**62, 2**63 - 1]),
)
def test_signed_nonsense_is_taken_in_or_kept_aside_and_every_page_can_still_read(
    desks: Desk,
    bodies: list[tuple[str, dict[str, object]]],
    sets: list[tuple[str, str, str, object]],
    wall_ms: int,
) -> None:
    device, ops = desks.worker.device_id, []
    for kind, body in bodies:
        data = wire.canonical({"kind": kind, **body})
        ops.append(
            operation.submit(kind, data, device, desks.worker.sign(wire.fact_message(STREAM, kind, data)))
        )
    ops += [operation.put(*one) for one in sets]  # type: ignore[arg-type]
    if ops:
        slip(desks.worker, STREAM, *ops, wall_ms=wall_ms)
    number = desks.worker.connection.execute("SELECT COUNT(*) FROM bundle").fetchone()[0]
    desks.up(f"nonsense {number}")
    for side in (desks.worker, desks.centre):
        opened = queries.open_case(side, STREAM)
        queries.cases(side, queries.Wanted(), order=queries.Order.DUE)
        queries.conflicts(side)
        queries.counts(side, "2026-11-22", "2026-11-29")
        assert opened is not None
        assert opened.file.versions is not None


def test_a_case_file_of_a_newer_program_is_refused_and_left_as_it_is(desks: Desk) -> None:
    with desks.worker.transaction() as connection:
        connection.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
    folder, before = desks.worker.directory, log.streams(desks.worker.connection)
    desks.worker.close()
    with pytest.raises(NewerVault) as told:
        vault.unlock(folder, "dört sany söz gerek")
    assert str(schema.VERSION + 1) in str(told.value)
    assert before
