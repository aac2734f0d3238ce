"""Whatever happened and in whatever order it came: the read tables say what the log says."""

import json
import random
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.changes import operation
from app.changes.change import Change, make
from app.models import fact
from app.models.edit import Add, Delete, Edit, Put, Remove, Submit
from app.store import log, projection, queries
from app.store.vault import Vault
from tests import factory
from tests.factory import Clock

QUICK = settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])

# Two households, two cases of theirs and one in both; small domains, so that histories meet.
STREAMS = ("h:1", "h:2", "c:1", "c:2")
HOUSEHOLD_FIELDS = [
    ("household", "1", "place", ("TM-M-03", "TM-L-01", None)),
    ("household", "1", "address", ("Görogly köçesi, 12", "Alma köçesi, 4")),
    ("person", "p1", "surname", ("Myradowa", "Orazowa", 7)),
    ("person", "p1", "kinship", ("head", "spouse", "emperor")),
    ("person", "p2", "name", ("Şirin", "Ширин")),
    ("document", "d1", "number", ("I-AŞ 123456", "")),
    ("document", "d1", "person", ("p1", "p2")),
]
CASE_FIELDS = [
    ("case", "k", "client", ("p1", "p2", "nobody")),
    ("case", "k", "household", ("1", "2")),
    ("case", "k", "risk", ("urgent", "low", "", None)),
    ("case", "k", "restricted", (True, False)),
    ("case", "k", "closed", ("", "2026-11-01")),
    ("consent", "o", "given", ("2026-01-01", None)),
    ("plan", "l", "start", ("2026-01-02", 3)),
    ("goal", "g", "position", (1, 2, "one")),
]


def puts(fields: Sequence[tuple[str, str, str, tuple[object, ...]]]) -> st.SearchStrategy[Edit]:
    return st.one_of(
        [
            st.builds(
                Put,
                record=st.just(record),
                kind=st.just(kind),
                field=st.just(field),
                value=st.sampled_from(values),
            )
            for kind, record, field, values in fields
        ]
    )


DELETES = st.builds(
    Delete, record=st.sampled_from(("p1", "k", "g")), kind=st.sampled_from(("person", "case", "goal"))
)
LISTS = [
    st.builds(
        kind,
        record=st.just("1"),
        kind=st.just("household"),
        field=st.just("benefits"),
        element=st.sampled_from("ab"),
    )
    for kind in (Add, Remove)
]
FACTS: st.SearchStrategy[Edit] = st.sampled_from(
    [
        fact.recognition(need="needs_services", ground="old_age", on="2026-02-01", by="w"),
        fact.visit(on="2026-03-01", by="w", kind="home", done="", next_visit="2026-04-01", key="1"),
        Submit(kind="plan_version", body={"number": 1, "on": "2026-02-02", "by": "w"}),
        Submit(kind="dream", body={"on": 5}),
        fact.decide(b"p" * 32, decision="approved", reason="", on="2026-02-03", by="s"),
        fact.decide(b"q" * 32, decision="approved", reason="", on="2026-02-03", by="s"),
    ]
)
EDITS = {
    "h": st.one_of(puts(HOUSEHOLD_FIELDS), DELETES, *LISTS),
    "c": st.one_of(puts(CASE_FIELDS), DELETES, FACTS),
}
SAVE = st.sampled_from(STREAMS).flatmap(
    lambda stream: st.tuples(
        st.just(stream),
        st.lists(EDITS[stream[0]], min_size=1, max_size=4),
        st.integers(0, 3),  # how many of the newest heads the author had not seen
    )
)
HISTORY = st.lists(SAVE, min_size=1, max_size=12)
Saved = tuple[str, list[Edit], int]


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Vault, Vault]]:
    folder = tmp_path_factory.mktemp("two")
    pair = factory.a_vault(folder / "a", clock=Clock()), factory.a_vault(folder / "b", clock=Clock(7_000_000))
    yield pair
    for vault in pair:
        vault.close()


class _Undone(Exception):
    pass


@contextmanager
def undone(*vaults: Vault) -> Iterator[None]:
    """Take back whatever happens to the vaults inside: each example starts from the same empty ones."""
    try:
        with vaults[0].transaction(), vaults[-1].transaction():
            yield
            raise _Undone
    except _Undone:
        pass


def play(vault: Vault, history: Sequence[Saved]) -> None:
    """Save a history; some authors had not seen the newest of it."""
    for stream, edits, blind in history:
        order = vault.state(stream).order
        seen = [order[-1 - blind]] if 0 < blind < len(order) else None
        vault.commit(stream, edits, seen=seen)


def receive(vault: Vault, changes: Sequence[Change]) -> None:
    with vault.transaction():
        vault.receive(changes, bundle="b")


@QUICK
@given(history=HISTORY)
def test_a_rebuild_changes_no_row(two: tuple[Vault, Vault], history: list[Saved]) -> None:
    vault, _ = two
    with undone(vault):
        play(vault, history)
        before = factory.read_tables(vault)
        assert vault.rebuild() >= 1
        assert factory.read_tables(vault) == before


@QUICK
@given(
    history=HISTORY, order=st.randoms(use_true_random=False), cuts=st.lists(st.integers(0, 12), max_size=3)
)
def test_in_whatever_order_changes_come_the_rows_are_the_same(
    two: tuple[Vault, Vault], history: list[Saved], order: random.Random, cuts: list[int]
) -> None:
    author, reader = two
    with undone(author, reader):
        play(author, history)
        changes = factory.changes_of(author, *{stream for stream, _, _ in history})
        order.shuffle(changes)
        parts, start = [], 0
        for cut in [*sorted(cuts), len(changes)]:
            parts.append(changes[start:cut])
            start = max(start, cut)
        for part in parts:
            receive(reader, part)
            before = factory.read_tables(reader)
            reader.rebuild()
            assert factory.read_tables(reader) == before, "with some still waiting for their parents"
        theirs, ours = factory.read_tables(author), factory.read_tables(reader)
        own_card = {"staff"}
        for table in theirs:
            a = [row for row in theirs[table] if not own_card & set(map(str, row))]
            b = [row for row in ours[table] if not own_card & set(map(str, row))]
            assert a == b, table


@QUICK
@given(history=HISTORY)
def test_what_comes_twice_changes_nothing(two: tuple[Vault, Vault], history: list[Saved]) -> None:
    author, reader = two
    with undone(author, reader):
        play(author, history)
        changes = factory.changes_of(author, *{stream for stream, _, _ in history})
        receive(reader, changes)
        before = factory.everything(reader)
        with reader.transaction():
            received = reader.receive(changes, bundle="again")
        assert (received.known, received.applied, received.waiting) == (len(changes), 0, 0)
        assert factory.everything(reader) == before


@QUICK
@given(first=HISTORY, here=HISTORY, there=HISTORY)
def test_each_sends_what_the_other_lacks_and_both_see_the_same(
    two: tuple[Vault, Vault], first: list[Saved], here: list[Saved], there: list[Saved]
) -> None:
    with undone(*two):
        play(two[0], first)
        exchange(two[0], two[1])
        play(two[0], here)
        play(two[1], there)
        assert exchange(two[0], two[1]) >= len(here)
        assert exchange(two[1], two[0]) == len(there), "it knows all heads of the other: not one too much"
        assert exchange(two[0], two[1]) == exchange(two[1], two[0]) == 0
        assert factory.read_tables(two[0])["case_row"] == factory.read_tables(two[1])["case_row"]
        assert log.have(two[0].connection, STREAMS) == log.have(two[1].connection, STREAMS)


def exchange(sender: Vault, receiver: Vault) -> int:
    """Send what the receiver lacks of the played streams; return how much it was."""
    have = log.have(receiver.connection)
    bodies = list(log.missing_everywhere(sender.connection, have, STREAMS))
    receive(receiver, [factory.parsed(body) for body in bodies])
    return len(bodies)


def test_a_change_waits_for_its_parents_shows_nothing_and_then_all(two: tuple[Vault, Vault]) -> None:
    author, reader = two
    with undone(author, reader):
        play(
            author,
            [
                ("c:1", [Put(record="k", kind="case", field="opened", value=f"2026-01-0{n}")], 0)
                for n in (1, 2, 3)
            ],
        )
        changes = factory.changes_of(author, "c:1")
        receive(reader, changes[1:])
        assert reader.state("c:1").order == []
        assert reader.connection.execute(
            "SELECT changes, pending FROM stream WHERE stream = 'c:1'"
        ).fetchone() == (0, 2)
        receive(reader, changes[:1])
        assert reader.state("c:1").order == author.state("c:1").order
        assert reader.connection.execute(
            "SELECT changes, pending FROM stream WHERE stream = 'c:1'"
        ).fetchone() == (3, 0)


def test_a_person_in_two_households_stays_in_both(two: tuple[Vault, Vault]) -> None:
    vault, _ = two
    with undone(vault):
        for stream in ("h:1", "h:2", "h:1"):
            vault.commit(stream, [Put(record="p1", kind="person", field="name", value=stream)])
        rows = vault.connection.execute("SELECT stream, name FROM person_row ORDER BY stream").fetchall()
        assert rows == [("h:1", "h:1"), ("h:2", "h:2")]


def test_the_same_decision_about_two_things_on_one_day_is_two_decisions(two: tuple[Vault, Vault]) -> None:
    vault, _ = two
    with undone(vault):
        decided = [
            fact.decide(about * 32, decision="approved", reason="", on="2026-02-03", by="s")
            for about in (b"p", b"q")
        ]
        vault.commit("c:1", decided)
        vault.commit("c:2", decided[:1])
        rows = vault.connection.execute("SELECT stream, about FROM review ORDER BY stream, about").fetchall()
        assert rows == [("c:1", b"p" * 32), ("c:1", b"q" * 32), ("c:2", b"p" * 32)]


RECORD = st.sampled_from(("1", "p1", "k"))
KIND = st.sampled_from(("household", "person", "document", "case", "plan", "goal", "service", "later"))
FIELD = st.sampled_from(
    (
        *("place", "address", "benefits", "surname", "birth", "kinship", "owner"),
        *("client", "household", "risk", "closed", "restricted", "position", "later"),
    )
)
FACT_KIND = st.sampled_from(("assessment", "recognition", "plan_version", "visit", "closure", "later"))
WORDS = st.sampled_from(
    (
        "on",
        "by",
        "number",
        "frame",
        "goals",
        "services",
        "reasons",
        "answers",
        "next_visit",
        "decision",
        "need",
    )
)
ODD = st.recursive(
    st.none() | st.booleans() | st.integers(0, 2**63 - 1) | st.text(max_size=5) | st.binary(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=4,
)
ODD_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(WORDS, inner, max_size=3),
    max_leaves=6,
)
BODIES = st.binary(max_size=20) | ODD_JSON.map(lambda value: json.dumps(value).encode())
ODD_OPS = st.one_of(
    st.builds(operation.put, RECORD, KIND, FIELD, ODD),
    st.builds(operation.add, RECORD, KIND, FIELD, ODD),
    st.builds(operation.remove, RECORD, KIND, FIELD, ODD),
    st.builds(operation.delete, RECORD, KIND),
    st.builds(operation.assign, RECORD, KIND, RECORD, RECORD, st.binary(max_size=2)),
    st.builds(operation.link, RECORD, RECORD),
    st.builds(operation.unlink, RECORD, RECORD),
    st.builds(operation.attach, RECORD, KIND, st.dictionaries(st.text(max_size=3), ODD, max_size=2)),
    st.builds(operation.submit, FACT_KIND, BODIES, RECORD, st.binary(max_size=2)),
    st.builds(operation.review, st.binary(min_size=32, max_size=32), BODIES, RECORD, st.binary(max_size=2)),
    st.tuples(st.integers(11, 99), ODD),
)


@QUICK
@given(
    batches=st.lists(
        st.tuples(st.sampled_from(STREAMS), st.lists(ODD_OPS, min_size=1, max_size=4)), max_size=6
    )
)
def test_whatever_another_laptop_writes_the_tables_stand(
    two: tuple[Vault, Vault], batches: list[tuple[str, list[operation.Operation]]]
) -> None:
    vault, _ = two
    changes = [
        make(stream=stream, replica="r", n=n, parents=(), wall_ms=n, actor="a", ops=ops)
        for n, (stream, ops) in enumerate(batches)
    ]
    with undone(vault):
        receive(vault, changes)
        before = factory.read_tables(vault)
        vault.rebuild()
        assert factory.read_tables(vault) == before
        for stream in STREAMS:
            queries.open_case(vault, stream)
            queries.household_file(vault, stream)
        queries.conflicts(vault)


def test_a_fact_that_is_nested_without_end_or_holds_half_letters_is_none() -> None:
    for body in (b"[" * 60_000, b'{"on":"\\ud800"}', b"\xff", b"5"):
        assert projection.decoded(body) is None
