"""The log: append once, wait for parents, say what is here, hand out what another lacks."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.changes.change import HASH_BYTES
from app.models.edit import Put
from app.store import log
from app.store.vault import Vault
from tests import factory
from tests.factory import Clock


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened = factory.a_vault(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def other(tmp_path: Path) -> Iterator[Vault]:
    opened = factory.a_vault(tmp_path / "other", clock=Clock(9_000_000))
    yield opened
    opened.close()


def put(value: str) -> Put:
    return Put(record="k", kind="case", field="request", value=value)


def receive(vault: Vault, bodies: list[bytes]) -> None:
    with vault.transaction():
        vault.receive([factory.parsed(body) for body in bodies], bundle="b")


def test_the_log_keeps_the_very_bytes_of_a_change(vault: Vault) -> None:
    change = vault.commit("c:1", [put("bir")])
    row = vault.connection.execute(
        "SELECT body, stream, n FROM change WHERE h = ?", (change.hash,)
    ).fetchone()
    assert row == (change.body, "c:1", change.n)
    assert log.knows(vault.connection, change.hash)
    assert not log.knows(vault.connection, bytes(HASH_BYTES))
    assert log.changes(vault.connection, "c:1") == [change]


def test_each_save_names_the_one_before_as_its_parent(vault: Vault) -> None:
    first, second = (vault.commit("c:1", [put(value)]) for value in ("bir", "iki"))
    assert (first.parents, second.parents) == ((), (first.hash,))
    edges = vault.connection.execute("SELECT h, parent FROM edge WHERE h = ?", (second.hash,)).fetchall()
    assert edges == [(second.hash, first.hash)]


def test_what_is_here_is_told_by_heads_and_pending_streams_tell_nothing(vault: Vault, other: Vault) -> None:
    first = other.commit("c:1", [put("bir")])
    second = other.commit("c:1", [put("iki")])
    receive(vault, [second.body])
    assert "c:1" not in log.have(vault.connection)
    receive(vault, [first.body])
    assert log.have(vault.connection, ["c:1", "c:9"]) == {"c:1": (second.hash,)}


def test_only_what_the_other_lacks_is_handed_out_parents_first(vault: Vault) -> None:
    made = [vault.commit("c:1", [put(str(number))]) for number in range(5)]
    lacking = list(log.missing(vault.connection, "c:1", [made[1].hash]))
    assert lacking == [change.body for change in made[2:]]
    assert list(log.missing(vault.connection, "c:1", [made[4].hash])) == []
    assert list(log.missing(vault.connection, "c:1", [])) == [change.body for change in made]


def test_an_unknown_head_of_the_other_hides_nothing_from_it(vault: Vault) -> None:
    made = [vault.commit("c:1", [put(str(number))]) for number in range(3)]
    lacking = list(log.missing(vault.connection, "c:1", [bytes(HASH_BYTES), made[0].hash]))
    assert lacking == [change.body for change in made[1:]]


def test_streams_that_are_equal_cost_nothing_and_only_named_ones_travel(vault: Vault, other: Vault) -> None:
    for stream in ("c:1", "c:2", "h:1"):
        vault.commit(stream, [put("bir")])
    receive(other, list(log.missing_everywhere(vault.connection, {}, ["c:1"])))
    assert log.streams(other.connection) == ["c:1", "staff"]
    have = log.have(other.connection)
    assert log.behind(vault.connection, have, ["c:1", "c:2"]) == ["c:2"]
    assert len(list(log.missing_everywhere(vault.connection, have, None))) == 3  # c:2, h:1 and the own card


def test_changes_that_found_their_parents_are_read_back_in_one_pass(vault: Vault, other: Vault) -> None:
    made = [other.commit("c:1", [put(str(number))]) for number in range(6)]
    for change in reversed(made):
        receive(vault, [change.body])
    assert [one.hash for one in log.changes(vault.connection, "c:1")] == [one.hash for one in made]
    assert log.state(vault.connection, "c:1").order == [one.hash for one in made]
