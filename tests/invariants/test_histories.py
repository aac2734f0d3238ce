"""All invariants at once, on encrypted vaults and real bundles: whatever an office goes through, in the end all see the same.

Two workers and their centre save (some on pages opened long before), send, lose and find sticks, import them in any order and
twice, fall back to backups with and without a new replica, copy laptops, and have wrong clocks. Then everybody exchanges
everything, and each laptop must show what a brute-force reading of all surviving changes says.
"""

from collections.abc import Sequence
from typing import Any, TypeAlias

import pytest
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from app.changes.change import Change
from app.changes.snapshot import take
from app.models import fact
from app.models.edit import Add, Assign, Delete, Edit, Put, Remove, Submit
from app.store import log
from tests.changes.history import shown
from tests.changes.reference import meaning
from tests.invariants.conftest import Opened
from tests.invariants.office import CASE, CENTRE, HOME, HOUSE, SHARED, STREAM, WORKERS, Desk, Office, applied

Step: TypeAlias = tuple[Any, ...]
BUSY = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture]
# Shrinking a history of vaults takes minutes: the long run does it, the ordinary one shows what it met.
MET = (Phase.explicit, Phase.reuse, Phase.generate)
FEW = settings(max_examples=10, deadline=None, suppress_health_check=BUSY, phases=MET)
MANY = settings(max_examples=600, deadline=None, suppress_health_check=BUSY)


def put(kind: str, record: str, field: str, *values: object) -> st.SearchStrategy[Edit]:
    return st.builds(
        Put, record=st.just(record), kind=st.just(kind), field=st.just(field), value=st.sampled_from(values)
    )


def element(kind: type[Add] | type[Remove], word: str) -> Edit:
    return kind(record=HOUSE, kind="household", field="benefits", element=word)


CASE_EDIT: st.SearchStrategy[Edit] = st.one_of(
    put("case", CASE, "request", "öýde", "merkezde"),
    put("case", CASE, "request", "öýde", "merkezde", None),
    put("case", CASE, "risk", "urgent", "high", "low", ""),
    put("case", CASE, "closed", "", "2026-11-30"),
    put("goal", "g", "text_tk", "bir", "iki"),
    st.just(Delete(record="g", kind="goal")),
    st.builds(
        lambda day, by: fact.visit(on=day, by=by, kind="home", done="", next_visit="", key=""),
        st.sampled_from(("2026-11-20", "2026-11-21")),
        st.sampled_from(WORKERS),
    ),
    st.builds(
        lambda number: Submit(kind="plan_version", body={"number": number, "on": "2026-11-22"}),
        st.integers(1, 2),
    ),
)
HOME_EDIT: st.SearchStrategy[Edit] = st.one_of(
    put("household", HOUSE, "address", "Görogly köçesi, 12", "Alma köçesi, 4"),
    st.builds(element, st.sampled_from((Add, Remove)), st.sampled_from(("x", "y"))),
)
WHO = st.integers(0, 3)  # two workers, the centre, and a copied laptop when there is one
STALE = st.sampled_from((0, 0, 1, 2, 4))
SAVE = st.tuples(st.just("save"), WHO, st.lists(CASE_EDIT, min_size=1, max_size=2), STALE)
STEP = st.one_of(
    SAVE,
    SAVE,
    SAVE,
    st.tuples(st.just("save_home"), WHO, st.lists(HOME_EDIT, min_size=1, max_size=2)),
    st.tuples(st.just("decide"), st.integers(0, 3), st.sampled_from(("approved", "returned"))),
    st.tuples(st.just("assign"), st.sampled_from(WORKERS), STALE),
    st.tuples(st.just("export"), WHO, WHO),
    st.tuples(st.just("carry"), WHO, WHO),
    st.tuples(st.just("carry"), WHO, WHO),
    st.tuples(st.just("import"), st.integers(0, 9), WHO),
    st.tuples(st.just("lose"), st.integers(0, 9)),
    st.tuples(st.just("backup"), WHO),
    st.tuples(st.just("restore"), WHO, st.integers(0, 2), st.booleans()),
    st.tuples(st.just("clone"), st.integers(0, 1)),
    st.tuples(st.just("clock"), WHO, st.sampled_from((0, 1_000_000_000_000, 1_850_000_000_000))),
)
HISTORY = st.lists(STEP, min_size=8, max_size=26)


def do(office: Office, step: Step) -> None:
    """Let one thing happen."""
    names = list(office.desks)
    match step:
        case ("save", who, edits, stale):
            office.save(names[who % len(names)], edits, stale)
        case ("save_home", who, edits):
            office.save(names[who % len(names)], edits, stream=HOME)
        case ("decide", which, decision):
            finished = sorted(office.desks[CENTRE].vault.state(STREAM).facts)
            if finished:
                about = finished[which % len(finished)]
                word = fact.decide(about, decision=decision, reason="", on="2026-11-25", by="merkez")
                office.save(CENTRE, [word])
        case ("assign", worker, stale):
            owner = office.desks[worker].vault.owner.staff
            office.save(CENTRE, [Assign(record=CASE, kind="case", owner=owner)], stale)
        case ("export", who, to):
            office.export(*_way(names, who, to))
        case ("carry", who, to):
            source, target = _way(names, who, to)
            office.take_in(target, office.export(source, target))
        case ("import", which, who) if office.sticks:
            stick = office.sticks[which % len(office.sticks)]
            readers = [name for name in names if name.rstrip("'") == stick.target.rstrip("'")]
            office.take_in(readers[who % len(readers)], stick)
        case ("lose", which) if office.sticks:
            office.sticks.pop(which % len(office.sticks)).path.unlink()
        case ("backup", who):
            office.backup(names[who % len(names)])
        case ("restore", who, which, renamed):
            office.restore(names[who % len(names)], which, renamed=renamed)
        case ("clone", who):
            office.clone(WORKERS[who])
        case ("clock", who, now):
            office.desks[names[who % len(names)]].clock.now = now


def _way(names: Sequence[str], who: int, to: int) -> tuple[str, str]:
    """Return sender and receiver: a worker always sends to the centre, the centre to one of the others."""
    source = names[who % len(names)]
    others = [name for name in names if name != CENTRE]
    return (source, CENTRE) if source != CENTRE else (CENTRE, others[to % len(others)])


def rows(desk: Desk) -> dict[str, list[Any]]:
    """Return all rows of the read tables that speak of the shared streams."""
    tables = ("stream", "rec", "conflict", "submission", "review", "person_row", "household_row", "case_row")
    places = ",".join("?" * len(SHARED))
    return {
        table: sorted(
            desk.vault.connection.execute(f"SELECT * FROM {table} WHERE stream IN ({places})", SHARED),  # noqa: S608
            key=repr,
        )
        for table in tables
    }


def check(office: Office) -> None:
    """Let everybody exchange everything, and hold each laptop against the brute-force reading of all that survived."""
    survived = office.everything()
    office.exchange_all()
    every = office.everything()
    assert every == survived, "an exchange neither makes nor loses a change"
    for hash_, change in every.items():
        assert office.saved[hash_].body == change.body, "byte for byte what somebody saved"
    one = next(iter(office.desks.values()))
    for desk in office.desks.values():
        for stream in SHARED:
            _check_stream(desk, one, stream, [change for change in every.values() if change.stream == stream])
        assert desk.vault.connection.execute("SELECT COUNT(*) FROM change WHERE status <> 0").fetchone() == (
            0,
        )
        assert rows(desk) == rows(one)
        before = rows(desk)
        desk.vault.rebuild()
        assert rows(desk) == before, "a rebuild changes no row"


def _check_stream(desk: Desk, one: Desk, stream: str, every: list[Change]) -> None:
    assert {change.hash for change in applied(desk, stream)} == {change.hash for change in every}
    state = desk.vault.state(stream)
    assert shown(state) == meaning(every)
    assert take(state) == take(one.vault.state(stream)) == take(log.state(desk.vault.connection, stream))


def run(offices: Opened, history: list[Step]) -> None:
    with offices() as office:
        for step in history:
            do(office, step)
        check(office)


WORD = Put(record=CASE, kind="case", field="request", value="öýde")
OTHER = Put(record=CASE, kind="case", field="request", value="merkezde")
RESTORED_CENTRE = [
    ("backup", 2),
    *[("save", 2, [WORD], 0), ("assign", "ayna", 0), ("carry", 2, 0), ("carry", 0, 0), ("carry", 2, 0)],
    *[("save", 0, [OTHER], 0), ("carry", 0, 0), ("restore", 2, 0, True), ("save", 2, [OTHER], 0)],
    *[("carry", 2, 0), ("carry", 2, 1), ("save", 1, [WORD], 0), ("carry", 1, 0)],
]
CLONED_WORKER = [
    *[("clone", 0), ("save", 0, [WORD], 0), ("save", 3, [OTHER], 0), ("carry", 0, 0), ("carry", 3, 0)],
    *[("carry", 2, 0), ("carry", 2, 2), ("save", 3, [WORD], 2), ("carry", 3, 0)],
]
RESTORED_WORKER = [
    *[("backup", 0), ("save", 0, [WORD], 0), ("carry", 0, 0), ("carry", 2, 0), ("save", 0, [OTHER], 0)],
    *[("carry", 0, 0), ("restore", 0, 0, False), ("save", 0, [OTHER], 0), ("carry", 0, 0), ("carry", 2, 0)],
]

# The copy gets what builds on a save it never saw, so it cannot tell what the centre has, and sends everything again.
COPY_LEFT_BEHIND = [
    *[("clone", 1), ("assign", "ayna", 0), ("save", 1, [WORD], 0), ("carry", 1, 0), ("assign", "bahar", 0)],
    ("carry", 2, 2),
]


@FEW
@given(HISTORY)
@example(RESTORED_CENTRE)
@example(CLONED_WORKER)
@example(RESTORED_WORKER)
@example(COPY_LEFT_BEHIND)
def test_whatever_an_office_goes_through_in_the_end_all_see_the_same_and_nothing_is_lost(
    offices: Opened, history: list[Step]
) -> None:
    run(offices, history)


@pytest.mark.soak
@MANY
@given(HISTORY)
def test_six_hundred_histories_of_offices_end_well(offices: Opened, history: list[Step]) -> None:
    run(offices, history)
