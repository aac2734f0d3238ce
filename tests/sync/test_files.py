"""Photographs go with the changes that speak of them, come whole or are asked for again, and to nobody else."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import blake2b, sha256, shake_256
from pathlib import Path
from struct import pack
from typing import Any

import pytest

from app.models.case import Case
from app.models.edit import Assign, Attach, Put
from app.store import DiskFull, DiskTrouble, attached, attachments, references
from app.store.attachments import Stored
from app.store.audit_chain import EMPTY
from app.store.header import Role
from app.store.vault import Vault
from app.sync import bundle, enclosing, enrol, exchange, limits, payloads
from app.sync.exchange import TakenIn
from app.sync.gate import Aside
from app.sync.manifest import Manifest
from app.sync.parts import Part, PartKind
from app.sync.refusals import ChangedBundle, ReplayedBundle, TooLarge, TruncatedBundle, UnknownDevice
from tests import factory
from tests.store.test_vault import Failing, disk_failing, disk_full


def photograph(seed: object, size: int = 90_000) -> bytes:
    return shake_256(repr(seed).encode()).digest(size)


def named(content: bytes) -> str:
    return blake2b(content, digest_size=32).hexdigest()


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """A worker with one case, the centre, and a stick."""

    worker: Vault
    centre: Vault
    stick: Path
    made: factory.Made

    def path(self, name: str) -> Path:
        return self.stick / f"{name}.etb"

    def up(self, name: str) -> TakenIn:
        """Bring what is new to the centre."""
        exchange.export(self.worker, self.path(name))
        return exchange.take_in(self.centre, self.path(name))

    def down(self, name: str, to: Vault | None = None) -> TakenIn:
        """Bring what is new back to a worker."""
        worker = to or self.worker
        exchange.export(self.centre, self.path(name), to=worker.device_id)
        return exchange.take_in(worker, self.path(name))

    def attach(self, *stored: Stored, vault: Vault | None = None) -> None:
        """Let the case speak of files."""
        edits = [
            Attach(record=self.made.case.id, kind=Case.KIND, hash=one.hash, size=one.size, type=one.type)
            for one in stored
        ]
        (vault or self.worker).commit(self.made.stream, edits)

    def photograph(self, seed: object, size: int = 90_000) -> bytes:
        """Keep a photograph at the worker's and let the case speak of it."""
        content = photograph(seed, size)
        self.attach(attachments.put(self.worker, content, "image/jpeg"))
        return content

    def handmade(self, name: str, parts: Iterable[Part], *, number: int = 50) -> Path:
        """Write a bundle from the worker to the centre that holds these parts, whatever they are."""
        keys = enrol.device_keys(self.worker)
        outline = Manifest(
            device=self.worker.device_id,
            replica="replica-1",
            sequence=number,
            previous=None,
            created=datetime.fromtimestamp(self.worker.clock() // 1000, UTC),
            recipients=enrol.own_card(self.centre).recipients,
            audit=EMPTY,
            application="goldaw/0",
            schema=1,
        )
        bundle.write(self.path(name), parts, keys=keys, outline=outline)
        return self.path(name)


def enrolled(folder: Path, name: str, centre: Vault) -> Vault:
    worker = factory.a_vault(folder / name, name=name)
    enrol.join(worker, enrol.card_file(centre), None)
    enrol.accept(worker, enrol.admit(centre, enrol.request(worker)))
    return worker


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Office]:
    centre = factory.a_vault(tmp_path / "centre", name="Merkez", role=Role.CENTRE)
    worker = enrolled(tmp_path, "worker", centre)
    stick = tmp_path / "stick"
    stick.mkdir()
    made = factory.a_case(worker)
    yield Office(worker=worker, centre=centre, stick=stick, made=made)
    worker.close()
    centre.close()


def kept(vault: Vault) -> set[str]:
    return {row[0].hex() for row in vault.files.execute("SELECT h FROM file")}


def changes(office: Office) -> list[Part]:
    return list(payloads.framed(PartKind.CHANGES, [one.body for one in factory.changes_of(office.worker)]))


def chunks(*contents: bytes, size: int = limits.CHUNK) -> list[bytes]:
    """Return attachment items, cut smaller than the writer cuts them."""
    return [
        pack(">32sQQ", blake2b(content, digest_size=32).digest(), len(content), start)
        + content[start : start + size]
        for content in contents
        for start in range(0, len(content), size)
    ]


# There and back.


def test_a_photograph_goes_to_the_centre_with_the_change_that_speaks_of_it(office: Office) -> None:
    content = office.photograph("a child")
    sent = exchange.export(office.worker, office.path("one"))
    assert (sent.files, sent.files_left) == (1, 0)
    taken = exchange.take_in(office.centre, office.path("one"))
    assert (taken.files, taken.files_missing, taken.harm) == (1, 0, None)
    (file,) = attached.of(office.centre, office.made.stream)
    assert (file.hash, file.type, file.here) == (named(content), "image/jpeg", True)
    assert attachments.get(office.centre, file.hash) == content
    assert attachments.find(office.centre, sha256(content).digest()) is not None


def test_a_photograph_of_the_centre_comes_back_to_the_worker(office: Office) -> None:
    office.up("one")
    content = photograph("a letter", 5 * limits.MIB + 7)
    office.attach(attachments.put(office.centre, content, "application/pdf"), vault=office.centre)
    assert office.down("two").files == 1
    assert attachments.get(office.worker, named(content)) == content
    assert exchange.export(office.worker, office.path("three")).files == 0, "the centre has it already"


def test_many_photographs_and_large_ones_all_come(office: Office) -> None:
    contents = [office.photograph(n, 700_000 * n) for n in range(1, 9)]
    assert office.up("one").files == 8
    assert kept(office.centre) == {named(content) for content in contents}


def test_a_photograph_that_is_in_no_change_does_not_leave_the_laptop(office: Office) -> None:
    attachments.put(office.worker, photograph("of a draft"), "image/jpeg")
    assert exchange.export(office.worker, office.path("one")).files == 0


def test_a_lost_stick_loses_no_photograph(office: Office) -> None:
    content = office.photograph("a child")
    exchange.export(office.worker, office.path("lost"))
    assert office.up("two").files == 1
    assert kept(office.centre) == {named(content)}


def test_the_same_bundle_twice_keeps_its_files_once(office: Office) -> None:
    office.photograph("a child")
    office.up("one")
    with pytest.raises(ReplayedBundle):
        exchange.take_in(office.centre, office.path("one"))
    assert len(kept(office.centre)) == 1


# What is missing is asked for.


def test_what_was_not_here_when_its_change_went_is_asked_for_and_follows(office: Office) -> None:
    content = photograph("late")
    office.attach(Stored(hash=named(content), size=len(content), type="image/jpeg"))
    taken = office.up("one")
    assert (taken.files, taken.files_missing) == (0, 1)
    (file,) = attached.of(office.centre, office.made.stream)
    assert not file.here
    attachments.put(office.worker, content, "image/jpeg")
    office.down("two")
    assert exchange.delivery(office.worker).files == 1
    assert office.up("three").files == 1
    office.down("four")
    assert exchange.delivery(office.worker).files == 0
    assert attachments.get(office.centre, named(content)) == content


def test_a_centre_that_lost_its_files_gets_them_back(office: Office) -> None:
    contents = [office.photograph(n) for n in range(3)]
    office.up("one")
    office.centre.files.execute("DELETE FROM file")
    office.down("two")
    assert office.up("three").files == 3
    assert kept(office.centre) == {named(content) for content in contents}


def test_what_a_peer_asks_for_is_replaced_by_what_it_asks_for_next(office: Office) -> None:
    first, second = photograph(1), photograph(2)
    for content in (first, second):
        office.attach(Stored(hash=named(content), size=len(content), type="image/jpeg"))
    office.up("one")
    office.down("two")

    def wanted() -> set[str]:
        peer = enrol.peer(office.worker, office.centre.device_id)
        assert peer is not None
        return {one.hex() for one in peer.want}

    assert wanted() == {named(first), named(second)}
    attachments.put(office.worker, first, "image/jpeg")
    office.up("three")
    office.down("four")
    assert wanted() == {named(second)}


def test_more_missing_files_than_a_bundle_may_ask_for_are_asked_for_in_turns(office: Office) -> None:
    lost = {factory.identifier(n).encode(): "image/jpeg" for n in range(4_500)}
    references.refer(office.worker.connection, office.made.stream, lost)
    asked = [set(enclosing.missing(office.worker, None, turn)) for turn in range(3)]
    assert [len(one) for one in asked] == [2_000] * 3
    assert set.union(*asked) == set(lost)


def test_what_has_no_room_in_a_bundle_is_left_for_the_next(office: Office) -> None:
    for n in range(3):
        office.photograph(n)
    bodies = [one.body for one in factory.changes_of(office.worker)]
    enclosed = enclosing.enclose(office.worker, bodies, (), None, most=200_000)
    assert sum(len(part.payload) for part in enclosed.parts(office.worker)) < 200_000
    assert (enclosed.went, enclosed.left) == (2, 1)


def test_a_damaged_photograph_does_not_keep_the_changes_at_home(office: Office) -> None:
    content = office.photograph("good")
    office.photograph("bad")
    bad = bytes.fromhex(named(photograph("bad")))
    office.worker.files.execute("UPDATE file SET body = zeroblob(90000) WHERE h = ?", (bad,))
    sent = exchange.export(office.worker, office.path("one"))
    assert (sent.files, sent.files_left) == (1, 1)
    taken = exchange.take_in(office.centre, office.path("one"))
    assert (taken.files, taken.files_missing) == (1, 1)
    assert kept(office.centre) == {named(content)}


def test_a_form_is_asked_for_and_found_by_its_sha256(office: Office) -> None:
    office.up("one")
    package = photograph("a form package")
    name = sha256(package).digest()
    for side in (office.worker, office.centre):
        references.refer(side.connection, "directory", {name: "application/zip"})
    attachments.put(office.centre, package, "application/zip")
    office.up("two")
    assert office.down("three").files == 1
    assert attachments.find(office.worker, name) == Stored(
        hash=named(package), size=len(package), type="application/zip"
    )


# Nobody gets what is not his.


def test_a_worker_does_not_get_another_workers_photograph_by_asking(office: Office, tmp_path: Path) -> None:
    content = office.photograph("a child")
    office.up("one")
    other = enrolled(tmp_path, "other", office.centre)
    for stream in (office.made.stream, "c:own", "directory"):
        references.refer(other.connection, stream, {bytes.fromhex(named(content)): "image/jpeg"})
        references.refer(other.connection, stream, {sha256(content).digest(): "image/jpeg"})
    exchange.export(other, office.path("asking"))
    exchange.take_in(office.centre, office.path("asking"))
    asking = enrol.peer(office.centre, other.device_id)
    assert asking is not None
    assert len(asking.want) == 2
    assert office.down("answer", other).files == 0
    assert kept(other) == set()
    # The same question from him whose case it is.
    office.worker.files.execute("DELETE FROM file")
    office.up("again")
    assert office.down("back").files == 1
    other.close()


def test_who_takes_a_case_over_gets_its_photographs(office: Office, tmp_path: Path) -> None:
    content = office.photograph("a child")
    office.up("one")
    other = enrolled(tmp_path, "other", office.centre)
    assert office.down("nothing", other).files == 0
    assign = Assign(record=office.made.case.id, kind=Case.KIND, owner=other.owner.staff)
    office.centre.commit(office.made.stream, [assign])
    assert office.down("all", other).files == 1
    assert attachments.get(other, named(content)) == content
    other.close()


# What is cut off, altered, or no good.


def cut(path: Path, left: float) -> None:
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * left)])


def altered(path: Path, left: float) -> None:
    content = bytearray(path.read_bytes())
    content[int(len(content) * left)] ^= 1
    path.write_bytes(content)


@pytest.mark.parametrize("spoil", [cut, altered])
def test_of_a_bundle_spoiled_among_its_files_the_changes_and_the_whole_files_come_in(
    office: Office, spoil: Callable[[Path, float], None]
) -> None:
    contents = [office.photograph(n, 4_000_000) for n in range(3)]
    exchange.export(office.worker, office.path("one"))
    whole = office.path("one").read_bytes()
    spoil(office.path("one"), 0.5)
    taken = exchange.take_in(office.centre, office.path("one"))
    assert (taken.received.waiting, taken.files, taken.files_missing) == (0, 1, 2)
    assert type(taken.harm) is (TruncatedBundle if spoil is cut else ChangedBundle)
    assert kept(office.centre) == {named(contents[0])}
    assert [one.here for one in attached.of(office.centre, office.made.stream)].count(True) == 1
    # The whole file, copied again, brings the rest; and then it has been here.
    office.path("one").write_bytes(whole)
    again = exchange.take_in(office.centre, office.path("one"))
    assert (again.received.applied, again.files, again.files_missing, again.harm) == (0, 2, 0, None)
    with pytest.raises(ReplayedBundle):
        exchange.take_in(office.centre, office.path("one"))


def test_what_a_cut_took_away_comes_with_the_next_bundle(office: Office) -> None:
    contents = [office.photograph(n, 4_000_000) for n in range(3)]
    exchange.export(office.worker, office.path("one"))
    cut(office.path("one"), 0.5)
    exchange.take_in(office.centre, office.path("one"))
    office.down("two")
    assert exchange.delivery(office.worker).files == 2
    assert office.up("three").files == 2
    assert kept(office.centre) == {named(content) for content in contents}


def test_a_bundle_cut_among_its_changes_gives_nothing(office: Office) -> None:
    for n in range(16):
        words = photograph(n, 30_000).hex()
        edit = Put(record=office.made.case.id, kind=Case.KIND, field="request", value=words)
        office.worker.commit(office.made.stream, [edit])
    office.photograph("a child")
    exchange.export(office.worker, office.path("one"))
    before = factory.everything(office.centre)
    cut(office.path("one"), 0.3)
    with pytest.raises(TruncatedBundle):
        exchange.take_in(office.centre, office.path("one"))
    assert factory.everything(office.centre) == before
    assert kept(office.centre) == set()


def test_a_cut_bundle_of_an_unknown_laptop_is_not_kept_aside(office: Office, tmp_path: Path) -> None:
    stranger = factory.a_vault(tmp_path / "stranger")
    enrol.join(stranger, enrol.card_file(office.centre), None)
    made = factory.a_case(stranger)
    stored = attachments.put(stranger, photograph("x", 500_000), "image/jpeg")
    edit = Attach(record=made.case.id, kind=Case.KIND, hash=stored.hash, size=stored.size, type=stored.type)
    stranger.commit(made.stream, [edit])
    exchange.export(stranger, office.path("one"))
    whole = office.path("one").read_bytes()
    cut(office.path("one"), 0.5)
    with pytest.raises(TruncatedBundle):
        exchange.take_in(office.centre, office.path("one"))
    assert exchange.waiting_aside(office.centre) == []
    office.path("one").write_bytes(whole)
    with pytest.raises(UnknownDevice):
        exchange.take_in(office.centre, office.path("one"))
    enrol.accept(stranger, enrol.admit(office.centre, enrol.request(stranger)))
    (taken,) = exchange.retry_aside(office.centre)
    assert taken.files == 1
    stranger.close()


GOOD, OTHER, LONG = photograph("good"), photograph("other"), photograph("long", 200_000)
PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + pack(">II", 8_000, 5_001) + bytes(40)
HUGE = pack(">32sQQ", bytes.fromhex(named(b"huge")), attachments.LARGEST + 1, 0) + b"x" * 100


def woven(first: list[bytes], second: list[bytes]) -> list[bytes]:
    return [item for pair in zip(first, second, strict=True) for item in pair]


@pytest.mark.parametrize(
    ("items", "come", "harm"),
    [
        (chunks(OTHER, GOOD), {OTHER, GOOD}, None),
        ([*chunks(LONG, size=70_000), *chunks(GOOD)], {LONG, GOOD}, None),
        ([*chunks(LONG, size=70_000)[:-1], *chunks(GOOD)], {GOOD}, None),
        ([*chunks(LONG, size=70_000)[1:], *chunks(GOOD)], {GOOD}, None),
        ([*reversed(chunks(LONG, size=70_000)), *chunks(GOOD)], {GOOD}, None),
        (woven(chunks(LONG, size=100_000), chunks(GOOD, size=45_000)), set(), None),
        ([chunks(OTHER)[0][:-1] + b"?", *chunks(GOOD)], {GOOD}, ChangedBundle),
        ([*chunks(LONG, size=70_000)[:-1], chunks(LONG, size=70_000)[-1][:-1] + b"?", *chunks(GOOD)], {GOOD}, ChangedBundle),
        ([*chunks(PICTURE), *chunks(GOOD)], {GOOD}, TooLarge),
        ([HUGE, *chunks(GOOD)], {GOOD}, TooLarge),
        ([b"short", *chunks(GOOD)], {GOOD}, ChangedBundle),
        ([*chunks(photograph("nobody speaks of this")), *chunks(GOOD)], {GOOD}, None),
        ([*chunks(GOOD), *chunks(GOOD)], {GOOD}, None),
    ],
    ids=[
        *("whole", "in-pieces", "end-missing", "start-missing", "backwards", "woven", "other-bytes"),
        *("other-bytes-at-the-end", "picture", "huge", "short", "nobody-asked", "twice"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_good_is_left_out_and_all_else_comes_in(
    office: Office, items: list[bytes], come: set[bytes], harm: type[Exception] | None
) -> None:
    spoken_of = [GOOD, OTHER, LONG, PICTURE]
    office.attach(*(Stored(hash=named(one), size=len(one), type="image/png") for one in spoken_of))
    path = office.handmade("odd", [*payloads.framed(PartKind.ATTACHMENT, items), *changes(office)])
    taken = exchange.take_in(office.centre, path)
    assert kept(office.centre) == {named(content) for content in come}
    assert (taken.files, taken.files_missing) == (len(come), len(spoken_of) - len(come))
    assert (type(taken.harm) if taken.harm else None) is harm
    assert {one.hash for one in attached.of(office.centre, office.made.stream) if one.here} == kept(
        office.centre
    )


def test_a_part_with_a_wrong_sum_is_left_out(office: Office) -> None:
    office.attach(*(Stored(hash=named(one), size=len(one), type="image/png") for one in (GOOD, OTHER)))
    bad, good = (Part(kind=PartKind.ATTACHMENT, payload=b"".join(_framed(one))) for one in (OTHER, GOOD))
    path = office.handmade("odd", [*changes(office), bad, good])
    from app.sync import manifest, seal
    from app.sync.opening import LENGTH, MAGIC
    from app.sync.spool import Spool

    keys, opener = enrol.device_keys(office.worker), enrol.device_keys(office.centre)
    with Spool() as spool:
        seal.decrypt(path, spool, [opener.age_identity])
        clear = bytearray(spool.read_at(0, spool.size))
    place = clear.find(OTHER[:100])
    clear[place] ^= 1
    (size,) = LENGTH.unpack_from(clear, len(MAGIC))
    said = manifest.parse(bytes(clear[8 : 8 + size]))
    assert manifest.signed_by(
        keys.card.verify_key, bytes(clear[8 : 8 + size]), bytes(clear[8 + size : 72 + size])
    )
    with path.open("wb") as file, Spool() as spool:
        spool.write(bytes(clear))
        seal.encrypt(spool.reader(), file.write, said.recipients)
    taken = exchange.take_in(office.centre, path)
    assert (taken.files, taken.files_missing, type(taken.harm)) == (1, 1, ChangedBundle)
    assert kept(office.centre) == {named(GOOD)}


def _framed(content: bytes) -> list[bytes]:
    (item,) = chunks(content)
    return [pack(">I", len(item)), item]


@pytest.mark.parametrize(
    "file", [{}, {"hash": b"x", "size": 1, "type": "a/b"}, {"hash": bytes(32), "size": "1", "type": "a/b"}]
)
def test_an_attachment_that_names_no_file_is_kept_aside(office: Office, file: dict[str, Any]) -> None:
    from app.changes import operation
    from app.changes.change import make

    state = office.worker.state(office.made.stream)
    odd = make(
        stream=office.made.stream,
        replica="r",
        n=99,
        parents=state.heads,
        wall_ms=0,
        actor=office.worker.owner.staff,
        ops=[operation.attach(office.made.case.id, "case", file)],
    )
    path = office.handmade("odd", [*changes(office), *payloads.framed(PartKind.CHANGES, [odd.body])])
    assert exchange.take_in(office.centre, path).aside == (Aside.SCHEMA,)


def test_the_file_of_a_change_that_is_kept_aside_is_kept_with_it(office: Office, tmp_path: Path) -> None:
    office.up("one")
    other = enrolled(tmp_path, "other", office.centre)
    content = photograph("foreign")
    office.attach(attachments.put(other, content, "image/jpeg"), vault=other)
    exchange.export(other, office.path("foreign"))
    taken = exchange.take_in(office.centre, office.path("foreign"))
    assert Aside.FOREIGN_CASE in taken.aside
    assert attached.of(office.centre, office.made.stream) == []
    assert named(content) in kept(office.centre)
    other.close()


# Whatever the disk does meanwhile.


class FailingWrites(Failing):
    """A connection whose n-th statement that needs room fails; reading never does."""

    def execute(self, *words: Any) -> Any:
        """Run one statement."""
        if str(words[0]).lstrip().upper().startswith(("SELECT", "WITH", "PRAGMA")):
            return self._connection.execute(*words)
        return super().execute(*words)


@pytest.mark.parametrize(("error", "expected"), [(disk_full, DiskFull), (disk_failing, DiskTrouble)])
@pytest.mark.parametrize("side", ["connection", "files"])
def test_an_import_that_the_disk_fails_at_any_statement_leaves_nothing(
    office: Office, side: str, error: Callable[[], Exception], expected: type[Exception]
) -> None:
    for n in range(2):
        office.photograph(n)
    exchange.export(office.worker, office.path("one"))
    office.up("zero")  # a backup is made, and only once
    office.photograph("new")
    exchange.export(office.worker, office.path("two"))
    real = getattr(office.centre, side)
    before = factory.everything(office.centre), kept(office.centre)
    failures = 0
    while True:
        failing = FailingWrites(real, failures, error)
        setattr(office.centre, side, failing)
        try:
            exchange.take_in(office.centre, office.path("two"))
        except expected:
            pass
        finally:
            setattr(office.centre, side, real)
        if not failing.fired or factory.everything(office.centre)["change"] != before[0]["change"]:
            break
        assert (factory.everything(office.centre), kept(office.centre)) == before
        failures += 1
    assert failures >= 3
    assert len(kept(office.centre)) == len(before[1]) + 1
    assert all(one.here for one in attached.of(office.centre, office.made.stream))
