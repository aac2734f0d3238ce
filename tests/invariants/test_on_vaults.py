"""The invariants one by one, on encrypted vaults and real bundle files; `test_histories.py` proves them together."""

import json
from collections.abc import Iterator
from itertools import permutations
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from nacl.signing import VerifyKey

from app.changes import operation
from app.changes.change import MAX_PARENTS, Change, make, parse
from app.changes.operation import Code
from app.changes.snapshot import restore, take
from app.changes.state import State, fold
from app.models import fact, kinds
from app.models.case import Case
from app.models.edit import Assign, Delete, Edit, Put, Submit
from app.models.record import difference
from app.store import log, queries, tables, wire
from app.store.header import Role
from app.store.vault import Vault
from app.sync import bundle, enrol, exchange, payloads
from app.sync.gate import Aside
from app.sync.parts import PartKind
from app.sync.refusals import BundleRefused, ExpiredDevice
from tests.changes.history import shown
from tests.changes.reference import meaning
from tests.invariants.office import (
    CASE,
    CENTRE,
    HOME,
    PERSON,
    SHARED,
    START_MS,
    STREAM,
    Office,
    applied,
    made,
)
from tests.invariants.test_histories import check, rows

AYNA, BAHAR = "ayna", "bahar"
ALL = (AYNA, BAHAR, CENTRE)


def request(words: str) -> Put:
    return Put(record=CASE, kind="case", field="request", value=words)


def held(office: Office, name: str, field: str = "request") -> set[object]:
    return {one.value for one in office.desks[name].vault.state(STREAM).candidates(CASE, field)}


def vault_of(office: Office, name: str) -> Vault:
    return office.desks[name].vault


def read(path: Path, reader: Vault) -> tuple[set[str], list[Change]]:
    """Return the streams that a bundle names and the changes it carries, as its addressee can read them."""
    with bundle.read(
        path, keys=enrol.device_keys(reader), known=lambda device: enrol.sender(reader, device)
    ) as opened:
        bodies = [
            body for part in opened.parts() if part.kind is PartKind.CHANGES for body in payloads.items(part)
        ]
        return set(opened.have), [parse(body) for body in bodies]


# 1 to 3: the same again, in any order, in any grouping: the same view.


def test_the_same_changes_in_a_second_bundle_change_nothing(office: Office) -> None:
    office.save(AYNA, [request("öýde")])
    first, second = (office.export(AYNA, CENTRE) for _ in range(2))
    office.take_in(CENTRE, first)
    before = rows(office.desks[CENTRE])
    again = office.take_in(CENTRE, second)
    assert again is not None
    assert (again.received.applied, again.received.waiting) == (0, 0)
    assert rows(office.desks[CENTRE]) == before


def test_three_sticks_mean_the_same_in_every_order(office: Office) -> None:
    office.backup(CENTRE)
    for name, words in ((AYNA, "öýde"), (BAHAR, "merkezde"), (AYNA, "ýene öýde")):
        office.save(name, [request(words)])
        office.export(name, CENTRE)
    views = []
    for order in permutations(list(office.sticks)):
        office.restore(CENTRE, 0, renamed=True)
        for stick in order:
            office.take_in(CENTRE, stick)
        views.append(rows(office.desks[CENTRE]))
        assert held(office, CENTRE) == {"merkezde", "ýene öýde"}
    assert all(view == views[0] for view in views)


# 4: nothing is silently lost.


def test_what_a_page_shows_is_what_its_save_replaces_and_what_came_in_since_stays_beside_it(
    office: Office,
) -> None:
    office.save(CENTRE, [request("merkezde")])
    office.take_in(AYNA, office.export(CENTRE, AYNA))
    office.save(AYNA, [request("öýde")], stale=1)
    office.exchange_all()
    for name in ALL:
        (conflict,) = queries.conflicts(vault_of(office, name), STREAM)
        assert {one.value for one in conflict.versions} == {"merkezde", "öýde"}
    office.save(BAHAR, [request("öýde")])
    office.exchange_all()
    assert [queries.conflicts(vault_of(office, name), STREAM) for name in ALL] == [[], [], []]
    check(office)


def test_a_goal_that_one_deletes_while_another_words_it_stays_and_shows_up_as_something_to_look_at(
    office: Office,
) -> None:
    office.save(AYNA, [Put(record="g", kind="goal", field="text_tk", value="bir")])
    office.exchange_all()
    office.save(BAHAR, [Delete(record="g", kind="goal")])
    office.save(AYNA, [Put(record="g", kind="goal", field="text_tk", value="iki")])
    office.exchange_all()
    for name in ALL:
        opened = queries.open_case(vault_of(office, name), STREAM)
        assert opened is not None
        assert [goal.text_tk for goal in opened.file.goals] == ["iki"]
        item = queries.case_item(vault_of(office, name), STREAM)
        assert item is not None
        assert item.conflicts == 1


def test_while_a_risk_is_in_conflict_the_higher_one_is_in_force_whatever_the_clocks_say(
    office: Office,
) -> None:
    for name, risk, now in ((AYNA, "urgent", 1_000), (BAHAR, "low", START_MS)):
        office.desks[name].clock.now = now
        office.save(name, [Put(record=CASE, kind="case", field="risk", value=risk)])
    office.exchange_all()
    for name in ALL:
        item = queries.case_item(vault_of(office, name), STREAM)
        assert item is not None
        assert (item.risk, item.conflicts) == ("urgent", 1)


def test_a_case_that_one_closes_while_another_keeps_it_open_stays_on_the_list(office: Office) -> None:
    office.save(AYNA, [Put(record=CASE, kind="case", field="closed", value="2026-11-30")])
    office.save(BAHAR, [Put(record=CASE, kind="case", field="closed", value="")])
    office.exchange_all()
    for name in ALL:
        assert queries.count_cases(vault_of(office, name), queries.Wanted()) == 1


# 5: nothing before its parents.


def test_a_bundle_that_builds_on_one_which_is_not_here_waits_and_shows_nothing(office: Office) -> None:
    office.backup(CENTRE)
    office.save(AYNA, [request("bir")])
    early = office.export(AYNA, CENTRE)
    office.take_in(CENTRE, early)
    office.take_in(AYNA, office.export(CENTRE, AYNA))
    office.save(AYNA, [request("iki")])
    late = office.export(AYNA, CENTRE)
    office.restore(CENTRE, 0, renamed=True)
    taken = office.take_in(CENTRE, late)
    assert taken is not None
    assert taken.received.waiting == 1
    assert held(office, CENTRE).isdisjoint({"bir", "iki"})
    vault_of(office, CENTRE).rebuild()
    assert held(office, CENTRE).isdisjoint({"bir", "iki"}), "not after a rebuild either"
    office.take_in(CENTRE, early)
    assert held(office, CENTRE) == {"iki"}
    check(office)


# 6: clocks.


@pytest.mark.parametrize("now", [0, START_MS - 10**11, 1_850_000_000_000])
def test_a_correction_counts_as_a_correction_whatever_clock_it_was_made_by(office: Office, now: int) -> None:
    office.save(AYNA, [request("ýalňyş")])
    office.exchange_all()
    office.desks[BAHAR].clock.now = now
    office.save(BAHAR, [request("dogry")])
    office.exchange_all()
    assert [held(office, name) for name in ALL] == [{"dogry"}] * 3


def test_a_laptop_whose_clock_runs_past_its_certificate_loses_nothing(office: Office) -> None:
    desk = office.desks[AYNA]
    desk.clock.now = 2_000_000_000_000
    office.save(AYNA, [request("geljekden")])
    with pytest.raises(ExpiredDevice):
        office.take_in(CENTRE, office.export(AYNA, CENTRE))
    desk.clock.now = START_MS
    check(office)
    assert held(office, CENTRE) == {"geljekden"}


# 7: restored and cloned laptops.


@pytest.mark.parametrize("renamed", [True, False])
def test_a_backup_that_goes_on_under_numbers_already_given_loses_neither_save(
    office: Office, renamed: bool
) -> None:
    office.backup(AYNA)
    before = office.save(AYNA, [request("bozulmazdan öň")])
    office.take_in(CENTRE, office.export(AYNA, CENTRE))
    office.restore(AYNA, 0, renamed=renamed)
    after = office.save(AYNA, [request("dikeldilenden soň")])
    assert renamed or (before.replica, before.n) == (after.replica, after.n)
    office.exchange_all()
    assert [held(office, name) for name in ALL] == [{"bozulmazdan öň", "dikeldilenden soň"}] * 3
    check(office)


def test_a_restored_worker_gets_back_what_the_centre_had_of_him_with_the_next_exchange(
    office: Office,
) -> None:
    office.backup(AYNA)
    for words in ("bir", "iki", "üç"):
        office.save(AYNA, [request(words)])
        office.take_in(CENTRE, office.export(AYNA, CENTRE))
    office.restore(AYNA, 0, renamed=True)
    office.take_in(CENTRE, office.export(AYNA, CENTRE))
    office.take_in(AYNA, office.export(CENTRE, AYNA))
    assert held(office, AYNA) == {"üç"}


def test_a_restored_centre_takes_back_its_own_approvals_and_a_colleagues_work_from_whoever_has_them(
    office: Office,
) -> None:
    office.backup(CENTRE)
    visit = fact.visit(on="2026-11-20", by="b", kind="home", done="", next_visit="", key="")
    office.save(BAHAR, [visit, request("Baharyň sözi")])
    office.take_in(CENTRE, office.export(BAHAR, CENTRE))
    (about,) = vault_of(office, CENTRE).state(STREAM).facts
    office.save(CENTRE, [fact.decide(about, decision=fact.APPROVED, reason="", on="2026-11-21", by="m")])
    office.take_in(AYNA, office.export(CENTRE, AYNA))
    office.restore(CENTRE, 0, renamed=True)
    office.clone(AYNA)  # and Bahar's laptop is lost
    vault_of(office, BAHAR).close()
    del office.desks[BAHAR]
    office.take_in(AYNA, office.export(CENTRE, AYNA))
    office.take_in(CENTRE, office.export(AYNA, CENTRE))
    state = vault_of(office, CENTRE).state(STREAM)
    assert held(office, CENTRE) == {"Baharyň sözi"}
    assert [one.about for one in state.reviews.values()] == [about]
    check(office)


def test_a_receipt_proves_nothing_of_what_its_centre_never_signed_for(office: Office) -> None:
    office.exchange_all()
    worker = vault_of(office, AYNA)
    foreign = make(
        stream=STREAM,
        replica="x",
        n=1,
        parents=worker.state(STREAM).heads,
        wall_ms=0,
        actor=vault_of(office, CENTRE).owner.staff,
        ops=[operation.put(CASE, "case", "request", "galp")],
    )
    with worker.transaction():
        worker.receive([foreign], bundle="forged")
    stick = office.export(AYNA, CENTRE)
    taken = exchange.take_in(vault_of(office, CENTRE), stick.path)
    assert taken.aside == (Aside.AUTHOR,)
    assert "galp" not in held(office, CENTRE)


# 8: damage.


@pytest.fixture(scope="module")
def stick(offices: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Office, bytes, Path]]:
    with offices() as office:  # type: ignore[operator]
        office.save(AYNA, [request("bitewi")])
        path = office.export(AYNA, CENTRE).path
        yield office, path.read_bytes(), tmp_path_factory.mktemp("damaged")


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_of_a_bundle_with_a_damaged_byte_or_a_cut_end_nothing_is_applied(
    stick: tuple[Office, bytes, Path], data: st.DataObject
) -> None:
    office, whole, folder = stick
    place = data.draw(st.integers(0, len(whole) - 1))
    if data.draw(st.booleans()):
        spoiled = whole[:place]
    else:
        spoiled = whole[:place] + bytes([whole[place] ^ data.draw(st.integers(1, 255))]) + whole[place + 1 :]
    path = folder / "spoiled.etb"
    path.write_bytes(spoiled)
    centre = office.desks[CENTRE]
    before = (rows(centre), office.of(centre))
    with pytest.raises(BundleRefused):
        exchange.take_in(centre.vault, path)
    assert (rows(centre), office.of(centre)) == before


# 9: scope.


def test_a_worker_gets_no_stream_that_is_not_his_even_when_he_says_he_has_it(office: Office) -> None:
    third = made(office.folder / "third", Role.WORKER, "Üçünji")
    centre = vault_of(office, CENTRE)
    enrol.join(third, enrol.card_file(centre), None)
    enrol.accept(third, enrol.admit(centre, enrol.request(third)))
    third.commit(STREAM, [request("meniňki däl")])
    third.commit(HOME, [Put(record=PERSON, kind="person", field="phone", value="1")])
    claim = office.folder / "claim.etb"
    exchange.export(third, claim)
    taken = exchange.take_in(centre, claim)
    assert Aside.FOREIGN_CASE in taken.aside
    back = office.folder / "back.etb"
    exchange.export(centre, back, to=third.device_id)
    named, changes = read(back, third)
    assert STREAM not in named
    assert STREAM not in {change.stream for change in changes}
    assert changes, "the staff he does get"
    third.close()


def test_a_worker_gets_exactly_his_cases_their_households_the_staff_and_the_directory(office: Office) -> None:
    centre = vault_of(office, CENTRE)
    for number, owner in enumerate((AYNA, BAHAR, CENTRE)):
        case = Case(
            id=f"{number}" * 32,
            household="9" * 32,
            opened="2026-11-01",
            owner=vault_of(office, owner).owner.staff,
        )
        office.save(CENTRE, difference(None, case), stream=f"{kinds.CASE}:{case.id}")
    for name, mine in ((AYNA, "0"), (BAHAR, "1")):
        named, changes = read(office.export(CENTRE, name).path, vault_of(office, name))
        cases = {stream for stream in named if stream.startswith("c:")}
        assert cases == {STREAM, f"c:{mine * 32}"}
        assert named - cases <= {HOME, kinds.STAFF, f"h:{'9' * 32}"}
        assert {change.stream for change in changes} <= named
    assert len(log.streams(centre.connection)) > 5


# 10: submissions.


def test_a_visit_reaches_a_third_laptop_with_the_very_bytes_and_signature_of_the_first(
    office: Office,
) -> None:
    saved = office.save(
        AYNA, [fact.visit(on="2026-11-20", by="a", kind="home", done="Gürleşildi.", next_visit="", key="")]
    )
    office.exchange_all()
    office.save(CENTRE, [Assign(record=CASE, kind="case", owner=vault_of(office, AYNA).owner.staff)])
    office.exchange_all()
    for name in ALL:
        (change,) = [one for one in applied(office.desks[name], STREAM) if one.hash == saved.hash]
        assert change.body == saved.body
        (one,) = vault_of(office, name).state(STREAM).facts.values()
        message = wire.fact_message(STREAM, one.kind, one.body)
        VerifyKey(vault_of(office, AYNA).device.verify_key).verify(message, one.signature)
        assert one.device == vault_of(office, AYNA).device_id


def test_an_approval_stays_with_its_version_of_the_plan_in_whatever_order_the_sticks_come(
    office: Office,
) -> None:
    def finished(number: int) -> list[Edit]:
        return [Submit(kind="plan_version", body={"number": number, "on": "2026-11-20", "by": "a"})]

    office.save(AYNA, finished(1))
    office.exchange_all()
    (about,) = vault_of(office, CENTRE).state(STREAM).facts
    office.save(CENTRE, [fact.decide(about, decision=fact.APPROVED, reason="", on="2026-11-21", by="m")])
    office.save(AYNA, finished(2))
    office.exchange_all()
    for name in ALL:
        opened = queries.open_case(vault_of(office, name), STREAM)
        assert opened is not None
        assert opened.file.version is not None
        assert opened.file.version.hash != about
        assert not opened.file.is_approved, "version 2 was not what the supervisor saw"
        assert [one.about for one in opened.file.approvals] == [about]


# 11: unknown operations.


class Later(State):
    """What a later version reads: operation 11 notes a word in a field of a record."""

    def _apply(self, me: int, op: operation.Operation, change: Change) -> None:
        if op[0] == 11:
            self._set(me, op[1], op[2], "noted", op[3])
        else:
            super()._apply(me, op, change)


def test_an_operation_of_a_later_version_is_kept_forwarded_and_takes_effect_after_the_upgrade(
    office: Office,
) -> None:
    centre = vault_of(office, CENTRE)
    newer = make(
        stream=STREAM,
        replica="newer",
        n=1,
        parents=centre.state(STREAM).heads,
        wall_ms=START_MS,
        actor=centre.owner.staff,
        ops=[(11, CASE, "case", "geljek"), operation.put(CASE, "case", "request", "häzir")],
        schema=2,
    )
    assert 11 not in list(Code)
    with centre.transaction():
        centre.receive([newer], bundle="from a newer version")
    office.saved[newer.hash] = newer
    check(office)
    for name in ALL:
        (kept,) = [one for one in applied(office.desks[name], STREAM) if one.hash == newer.hash]
        assert kept.body == newer.body
        assert held(office, name) == {"häzir"}, "what is understood of the save takes effect at once"
    connection = vault_of(office, BAHAR).connection
    upgraded, waiting = fold(log.changes(connection, STREAM), Later())
    assert not waiting
    assert upgraded.unknown == []
    tables.write(connection, STREAM, upgraded, pending=0)
    shown = connection.execute("SELECT doc FROM rec WHERE stream = ? AND rec = ?", (STREAM, CASE)).fetchone()
    assert json.loads(shown[0])["noted"] == "geljek"


def test_a_vault_refolds_once_when_another_version_opens_it(office: Office) -> None:
    desk = office.desks[BAHAR]
    before = rows(desk)
    desk.vault.set_meta("reading", "0.0")
    with desk.vault.transaction() as connection:
        connection.execute("UPDATE rec SET doc = '{}'")  # as an older version understood it
    office.backup(BAHAR)
    assert rows(office.desks[BAHAR]) == before
    with vault_of(office, BAHAR).transaction() as connection:
        assert not tables.follow_version(connection), "and only once"


# 12 and 13: snapshots and rebuilds.


def test_a_snapshot_of_the_centre_and_the_tail_are_the_whole_log(office: Office) -> None:
    data = take(vault_of(office, CENTRE).state(STREAM))
    office.save(AYNA, [request("öýde")])
    office.save(BAHAR, [request("merkezde")])
    office.exchange_all()
    tail = applied(office.desks[CENTRE], STREAM)
    state, waiting = fold(reversed(tail), restore(data))
    assert not waiting
    assert take(state) == take(vault_of(office, CENTRE).state(STREAM))
    assert shown(state) == meaning(tail)


def test_a_rebuild_changes_no_row_while_something_waits_and_something_is_in_conflict(office: Office) -> None:
    office.save(AYNA, [request("öýde")])
    office.save(BAHAR, [request("merkezde")])
    office.exchange_all()
    waiting = make(
        stream=STREAM,
        replica="x",
        n=1,
        parents=[bytes(32)],
        wall_ms=0,
        actor="x",
        ops=[operation.delete("g", "goal")],
    )
    centre = vault_of(office, CENTRE)
    with centre.transaction():
        assert centre.receive([waiting], bundle="x").waiting == 1
    before = rows(office.desks[CENTRE])
    assert centre.rebuild() >= len(SHARED)
    assert rows(office.desks[CENTRE]) == before


# The gate keeps aside, and lets in later what may come in later.


def test_what_was_kept_aside_comes_in_once_the_case_is_handed_over(office: Office) -> None:
    centre = vault_of(office, CENTRE)
    case = Case(id="7" * 32, household="9" * 32, opened="2026-11-01", owner=centre.owner.staff)
    stream = f"{kinds.CASE}:{case.id}"
    office.save(CENTRE, difference(None, case), stream=stream)
    worker = vault_of(office, AYNA)
    with worker.transaction():
        worker.receive(log_of(centre, stream), bundle="shown to her by the centre")
    early = office.save(AYNA, [Put(record=case.id, kind="case", field="request", value="ir")], stream=stream)
    office.save(AYNA, [Put(record=case.id, kind="case", field="source", value="self")], stream=stream)
    taken = exchange.take_in(centre, office.export(AYNA, CENTRE).path)
    assert taken.aside == (Aside.FOREIGN_CASE, Aside.FOREIGN_CASE), "the centre's own save is no news to it"
    assert early.hash not in centre.state(stream)
    office.save(CENTRE, [Assign(record=case.id, kind="case", owner=worker.owner.staff)], stream=stream)
    again = exchange.take_in(centre, office.export(AYNA, CENTRE).path)
    assert (again.aside, again.received.applied) == ((), 2)
    assert early.hash in centre.state(stream)
    assert centre.connection.execute("SELECT COUNT(*) FROM quarantine").fetchone() == (0,)


def log_of(one: Vault, stream: str) -> list[Change]:
    return log.changes(one.connection, stream)


def test_a_stream_with_more_heads_than_a_save_may_name_can_still_be_saved_and_settles(office: Office) -> None:
    centre = vault_of(office, CENTRE)
    root = centre.state(STREAM).heads
    crowd = [
        make(
            stream=STREAM,
            replica=f"r{n}",
            n=1,
            parents=root,
            wall_ms=n,
            actor="x",
            ops=[operation.put(CASE, "case", "request", f"{n}")],
        )
        for n in range(MAX_PARENTS + 20)
    ]
    with centre.transaction():
        centre.receive(crowd, bundle="x")
    assert len(held(office, CENTRE)) == MAX_PARENTS + 20
    office.save(CENTRE, [request("biri")])
    assert len(held(office, CENTRE)) == 21, "nothing that was not named is lost"
    office.save(CENTRE, [request("ählisi")])
    assert held(office, CENTRE) == {"ählisi"}


# Handing over.


def test_a_case_handed_over_comes_whole_to_the_new_worker_and_the_old_ones_late_edit_is_there_under_her_name(
    office: Office,
) -> None:
    centre = vault_of(office, CENTRE)
    new = made(office.folder / "new", Role.WORKER, "Täze")
    enrol.join(new, enrol.card_file(centre), None)
    enrol.accept(new, enrol.admit(centre, enrol.request(new)))
    visit = fact.visit(on="2026-11-20", by="b", kind="home", done="", next_visit="", key="")
    office.save(BAHAR, [visit, request("ozalky")])
    office.exchange_all()
    office.save(CENTRE, [Assign(record=CASE, kind="case", owner=new.owner.staff)])
    late = office.save(BAHAR, [request("gijigen")])
    exchange.export(centre, office.folder / "over.etb", to=new.device_id)
    exchange.take_in(new, office.folder / "over.etb")
    opened = queries.open_case(new, STREAM)
    assert opened is not None
    assert (opened.file.case.owner, opened.file.case.request) == (new.owner.staff, "ozalky")
    assert opened.file.client is not None
    assert len(opened.file.visits) == 1
    new.commit(STREAM, [request("täze")], seen=opened.heads)
    office.take_in(CENTRE, office.export(BAHAR, CENTRE))
    exchange.export(new, office.folder / "up.etb")
    assert exchange.take_in(centre, office.folder / "up.etb").aside == ()
    exchange.export(centre, office.folder / "down.etb", to=new.device_id)
    exchange.take_in(new, office.folder / "down.etb")
    (conflict,) = queries.conflicts(new, STREAM)
    said = {one.value: one.actor for one in conflict.versions}
    assert said == {"täze": new.owner.staff, "gijigen": vault_of(office, BAHAR).owner.staff}
    assert late.hash in new.state(STREAM)
    new.close()
