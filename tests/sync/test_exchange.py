"""The way of a case file: from a worker's laptop to the centre, approved there, and back; and everything that is refused."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from app.changes import operation
from app.changes.change import make, parse
from app.models import fact, kinds
from app.models.case import Case, Risk
from app.models.edit import Assign, Put, Submit
from app.models.household import Household, Kinship, Person, Sex
from app.models.plan import Goal, Plan, Service, version
from app.models.record import difference
from app.store import audit, queries, vault
from app.store.argon import Cost
from app.store.header import Role
from app.store.vault import Vault
from app.sync import enrol, exchange, gatekeeping
from app.sync.enrol import NoCentre, PracticeMixed
from app.sync.gate import Aside
from app.sync.refusals import (
    BundleRefused,
    ForeignBundle,
    MistypedFingerprint,
    OtherCentre,
    ReplayedBundle,
    UnknownDevice,
)

LIGHT = Cost(memory_kib=19456, time=2, parallelism=1)
HOUSE, PERSON, CASE = "a" * 32, "b" * 32, "c" * 32
STREAM = f"{kinds.CASE}:{CASE}"
HOME = f"{kinds.HOUSEHOLD}:{HOUSE}"


@dataclass(slots=True)
class Clock:
    """A clock that a test sets."""

    now: int = 1_795_000_000_000

    def __call__(self) -> int:
        """Return the time, a second later each time."""
        self.now += 1000
        return self.now


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A worker's vault and its centre's, and a stick between them."""

    worker: Vault
    centre: Vault
    stick: Path

    def carry(self, source: Vault, target: Vault, name: str, to: str | None = None) -> exchange.TakenIn:
        """Bring what is new from one vault to the other on the stick."""
        path = self.stick / f"{name}.etb"
        exchange.export(source, path, to=to)
        return exchange.take_in(target, path)

    def up(self, name: str) -> exchange.TakenIn:
        """From the worker to the centre."""
        return self.carry(self.worker, self.centre, name)

    def down(self, name: str) -> exchange.TakenIn:
        """From the centre to the worker."""
        return self.carry(self.centre, self.worker, name, to=self.worker.device_id)


def made(folder: Path, role: Role, name: str, *, practice: bool = False) -> Vault:
    new = vault.create(
        folder,
        "dört sany söz gerek",
        role=role,
        name=name,
        place="TM-A",
        practice=practice,
        cost=LIGHT,
        clock=Clock(),
    )
    return new.vault


def enrolled(worker: Vault, centre: Vault) -> None:
    card = enrol.own_card(centre)
    enrol.join(worker, enrol.card_file(centre), {1: card.fingerprint[0], 5: card.fingerprint[4]})
    enrol.accept(worker, enrol.admit(centre, enrol.request(worker)))


def a_case(worker: Vault) -> None:
    home = Household(id=HOUSE, place="TM-A-01", address="Magtymguly köçesi 7")
    client = Person(
        id=PERSON, surname="Synagowa", name="Oguljeren", sex=Sex.FEMALE, birth="1961", kinship=Kinship.HEAD
    )
    worker.commit(HOME, [*difference(None, home), *difference(None, client)])
    case = Case(
        id=CASE, client=PERSON, household=HOUSE, opened="2026-11-01", risk=Risk.HIGH, owner=worker.owner.staff
    )
    worker.commit(STREAM, difference(None, case))


def a_plan(worker: Vault) -> bytes:
    plan = Plan(id="d" * 32, start="2026-11-10", until="2027-05-10")
    goal = Goal(id="e" * 32, plan=plan.id, text_tk="Öýde kömek bolsun", text_ru="Помощь на дому")
    service = Service(
        id="f" * 32, plan=plan.id, goal=goal.id, code="s12", what_tk="Şepagat uýasy gelýär", by="2026-12-01"
    )
    fixed = version(plan, [goal], [service], number=1, by=worker.owner.staff, on="2026-11-10", case=CASE)
    edits = [*difference(None, plan), *difference(None, goal), *difference(None, service), fixed]
    worker.commit(STREAM, edits)
    opened = queries.open_case(worker, STREAM)
    assert opened is not None
    assert opened.file.version is not None
    return opened.file.version.hash


def dumped(one: Vault) -> dict[str, list[object]]:
    """Return every row of every table of a vault."""
    tables = one.connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'search%' AND name NOT LIKE 'sqlite%'"
    ).fetchall()
    return {name: one.connection.execute(f"SELECT * FROM {name}").fetchall() for (name,) in tables}  # noqa: S608


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    stick = tmp_path / "stick"
    stick.mkdir()
    worker, centre = made(tmp_path / "w", Role.WORKER, "Işgär"), made(tmp_path / "c", Role.CENTRE, "Merkez")
    yield Desk(worker=worker, centre=centre, stick=stick)
    worker.close()
    centre.close()


@pytest.fixture
def joined(desk: Desk) -> Desk:
    enrolled(desk.worker, desk.centre)
    a_case(desk.worker)
    return desk


def test_a_case_goes_to_the_centre_is_approved_there_and_comes_back(joined: Desk) -> None:
    about = a_plan(joined.worker)
    assert joined.up("one").received.waiting == 0
    seen = queries.open_case(joined.centre, STREAM)
    assert seen is not None
    assert seen.file.client is not None
    assert seen.file.client.surname == "Synagowa"
    assert not seen.file.is_approved
    decision = fact.decide(
        about, decision=fact.APPROVED, reason="", on="2026-11-12", by=joined.centre.owner.staff
    )
    joined.centre.commit(STREAM, [decision], seen=seen.heads)
    back = joined.down("two")
    assert back.receipt is not None
    assert back.aside == ()
    mine = queries.open_case(joined.worker, STREAM)
    assert mine is not None
    assert mine.file.is_approved
    assert exchange.delivery(joined.worker).undelivered == 0


def test_an_approval_speaks_of_one_version_of_the_plan_only(joined: Desk) -> None:
    about = a_plan(joined.worker)
    decision = fact.decide(about, decision=fact.APPROVED, reason="", on="2026-11-12", by="s")
    joined.worker.commit(STREAM, [decision])
    opened = queries.open_case(joined.worker, STREAM)
    assert opened is not None
    assert opened.file.is_approved
    assert opened.file.plan is not None
    changed = replace(opened.file.plan, until="2027-01-01")
    newer = version(
        changed, opened.file.goals, opened.file.services, number=2, by="w", on="2026-11-13", case=CASE
    )
    joined.worker.commit(STREAM, [*difference(opened.file.plan, changed), newer])
    again = queries.open_case(joined.worker, STREAM)
    assert again is not None
    assert not again.file.is_approved


def test_two_edits_of_one_field_become_a_conflict_on_both_sides_and_one_save_settles_it(joined: Desk) -> None:
    joined.up("one")
    joined.down("two")
    for side, words in ((joined.worker, "öýde"), (joined.centre, "merkezde")):
        side.commit(STREAM, [Put(record=CASE, kind="case", field="request", value=words)])
    joined.up("three")
    joined.down("four")
    for side in (joined.worker, joined.centre):
        (conflict,) = queries.conflicts(side)
        assert {one.value for one in conflict.versions} == {"öýde", "merkezde"}
    heads = joined.worker.state(STREAM).heads
    joined.worker.commit(STREAM, [Put(record=CASE, kind="case", field="request", value="öýde")], seen=heads)
    joined.up("five")
    assert queries.conflicts(joined.centre) == []
    assert queries.conflicts(joined.worker) == []


def test_the_same_bundle_twice_changes_nothing_and_says_so(joined: Desk) -> None:
    path = joined.stick / "one.etb"
    exchange.export(joined.worker, path)
    exchange.take_in(joined.centre, path)
    before = dumped(joined.centre)
    with pytest.raises(ReplayedBundle):
        exchange.take_in(joined.centre, path)
    assert dumped(joined.centre) == before


def test_a_bundle_of_a_device_that_is_not_enrolled_waits_and_comes_in_afterwards(desk: Desk) -> None:
    card = enrol.own_card(desk.centre)
    enrol.join(desk.worker, enrol.card_file(desk.centre), {2: card.fingerprint[1], 8: card.fingerprint[7]})
    a_case(desk.worker)
    path = desk.stick / "early.etb"
    exchange.export(desk.worker, path)
    with pytest.raises(UnknownDevice):
        exchange.take_in(desk.centre, path)
    assert queries.count_cases(desk.centre, queries.Wanted()) == 0
    path.unlink()
    enrol.accept(desk.worker, enrol.admit(desk.centre, enrol.request(desk.worker)))
    (taken,) = exchange.retry_aside(desk.centre)
    assert taken.received.applied == 3
    assert exchange.waiting_aside(desk.centre) == []
    assert queries.count_cases(desk.centre, queries.Wanted()) == 1


@pytest.mark.parametrize("cut", [10, 400, -1])
def test_a_damaged_bundle_is_refused_and_changes_nothing(joined: Desk, cut: int) -> None:
    path = joined.stick / "one.etb"
    exchange.export(joined.worker, path)
    data = bytearray(path.read_bytes())
    data[cut] ^= 1
    path.write_bytes(data)
    before = dumped(joined.centre)
    with pytest.raises(BundleRefused):
        exchange.take_in(joined.centre, path)
    assert dumped(joined.centre) == before


def test_a_bundle_for_one_centre_is_foreign_to_another(joined: Desk, tmp_path: Path) -> None:
    path = joined.stick / "one.etb"
    exchange.export(joined.worker, path)
    other = made(tmp_path / "other", Role.CENTRE, "Başga merkez")
    with pytest.raises(ForeignBundle):
        exchange.take_in(other, path)
    other.close()


def test_a_worker_without_a_centre_is_told_to_import_its_card(desk: Desk) -> None:
    with pytest.raises(NoCentre):
        exchange.export(desk.worker, desk.stick / "one.etb")


def test_a_mistyped_fingerprint_and_another_centres_card_are_told_apart(desk: Desk, tmp_path: Path) -> None:
    card, data = enrol.own_card(desk.centre), enrol.card_file(desk.centre)
    wrong = card.fingerprint[0][:-1] + str((int(card.fingerprint[0][-1]) + 1) % 10)
    with pytest.raises(MistypedFingerprint):
        enrol.join(desk.worker, data, {1: wrong, 2: card.fingerprint[1]})
    other = made(tmp_path / "other", Role.CENTRE, "Başga merkez")
    with pytest.raises(OtherCentre):
        enrol.join(desk.worker, enrol.card_file(other), {1: card.fingerprint[0], 2: card.fingerprint[1]})
    other.close()


def test_practice_files_and_real_ones_never_meet(desk: Desk, tmp_path: Path) -> None:
    play = made(tmp_path / "p", Role.CENTRE, "Oýun", practice=True)
    with pytest.raises(PracticeMixed):
        enrol.join(desk.worker, enrol.card_file(play), None)
    play.close()


def test_a_worker_who_approves_his_own_plan_is_kept_aside_and_told(joined: Desk) -> None:
    about = a_plan(joined.worker)
    joined.up("one")
    joined.worker.commit(
        STREAM, [fact.decide(about, decision=fact.APPROVED, reason="", on="2026-11-12", by="w")]
    )
    taken = joined.up("two")
    assert taken.aside == (Aside.MAY_NOT_DECIDE,)
    seen = queries.open_case(joined.centre, STREAM)
    assert seen is not None
    assert not seen.file.is_approved
    assert [one.reason for one in joined.down("three").told] == ["may_not_decide"]


def test_a_worker_cannot_hand_a_case_over_by_himself(joined: Desk) -> None:
    joined.up("one")
    joined.worker.commit(STREAM, [Assign(record=CASE, kind="case", owner="9" * 32)])
    assert joined.up("two").aside == (Aside.MAY_NOT_DECIDE,)


def test_a_value_of_a_wrong_type_is_kept_aside(joined: Desk) -> None:
    joined.up("one")
    joined.worker.commit(STREAM, [Put(record=CASE, kind="case", field="restricted", value="yes")])
    assert joined.up("two").aside == (Aside.SCHEMA,)


def test_a_second_worker_cannot_write_into_a_case_that_is_not_his(joined: Desk, tmp_path: Path) -> None:
    joined.up("one")
    second = made(tmp_path / "w2", Role.WORKER, "Ikinji")
    enrolled(second, joined.centre)
    second.commit(STREAM, [Put(record=CASE, kind="case", field="request", value="başga")])
    taken = joined.carry(second, joined.centre, "foreign")
    assert Aside.FOREIGN_CASE in taken.aside
    second.close()


def test_a_return_bundle_carries_only_the_workers_own_cases(joined: Desk, tmp_path: Path) -> None:
    joined.up("one")
    second = made(tmp_path / "w2", Role.WORKER, "Ikinji")
    enrolled(second, joined.centre)
    joined.carry(second, joined.centre, "hello")
    joined.carry(joined.centre, second, "back", to=second.device_id)
    assert queries.count_cases(second, queries.Wanted()) == 0
    second.close()


def test_a_forged_visit_is_kept_aside(joined: Desk) -> None:
    joined.up("one")
    joined.worker.commit(STREAM, [Submit(kind="visit", body={"on": "2026-11-20", "by": "w"})])
    row = joined.worker.connection.execute("SELECT h, body FROM change ORDER BY id DESC LIMIT 1").fetchone()
    change = parse(row[1])
    kind, body, device, signature = change.ops[0][1:5]
    assert isinstance(signature, bytes)
    gate = gatekeeping.gate_of(joined.centre, joined.worker.device_id)
    assert gate.judge(change) is None
    forged = make(
        stream=STREAM,
        replica=change.replica,
        n=99,
        parents=change.parents,
        wall_ms=change.wall_ms,
        actor=change.actor,
        ops=[operation.submit(str(kind), bytes(body) + b" ", str(device), signature)],  # type: ignore[arg-type]
    )
    assert gate.judge(forged) is Aside.SIGNATURE


def test_imports_and_exports_stand_in_the_audit_without_a_clients_word(joined: Desk) -> None:
    joined.up("one")
    assert audit.Event.EXPORTED in [one.what for one in audit.entries(joined.worker)]
    assert audit.Event.IMPORTED in [one.what for one in audit.entries(joined.centre)]
    assert audit.broken_at(joined.centre) is None
    assert "Synagowa" not in repr(audit.entries(joined.centre))


def test_a_lost_stick_loses_nothing_the_next_bundle_carries_all(joined: Desk) -> None:
    exchange.export(joined.worker, joined.stick / "lost.etb")
    a_plan(joined.worker)
    taken = joined.up("second")
    assert taken.missing == ()
    assert queries.open_case(joined.centre, STREAM) is not None
    assert joined.down("back").receipt is not None
    assert exchange.delivery(joined.worker).undelivered == 0
