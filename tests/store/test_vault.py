"""One way to write: a save is whole or not there at all, and what is read follows from the log alone."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2 as sqlcipher

from app.models import kinds
from app.models.case import Case, Risk
from app.models.edit import Put
from app.models.record import difference
from app.store import DiskFull, NoVault, VaultExists, VaultInUse, WrongPassword, audit, drafts, queries
from app.store import vault as vaults
from app.store.argon import FLOOR
from app.store.header import Role
from app.store.saving import Save, Together
from app.store.vault import Vault
from tests import factory
from tests.factory import Clock


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened = factory.a_vault(tmp_path)
    yield opened
    opened.close()


class Broken(Exception):
    """Something went wrong in the middle."""


class Failing:
    """A connection whose n-th statement (from 0) fails; all else is the real connection."""

    def __init__(self, connection: Any, at: int, error: Callable[[], Exception]) -> None:
        self._connection, self._left, self._error = connection, at, error

    def _count(self) -> None:
        self._left -= 1
        if self._left == -1:
            raise self._error()

    @property
    def fired(self) -> bool:
        """Tell whether it has failed yet."""
        return self._left < 0

    def execute(self, *words: Any) -> Any:
        """Run one statement."""
        self._count()
        return self._connection.execute(*words)

    def executemany(self, *words: Any) -> Any:
        """Run one statement for many rows."""
        self._count()
        return self._connection.executemany(*words)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._connection, name)


def disk_full() -> Exception:
    error: Exception = sqlcipher.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlcipher.SQLITE_FULL  # type: ignore[attr-defined]
    return error


def disk_failing() -> Exception:
    error: Exception = sqlcipher.OperationalError("disk I/O error")
    error.sqlite_errorcode = sqlcipher.SQLITE_IOERR  # type: ignore[attr-defined]
    return error


def sweep(vault: Vault, write: Callable[[], object], error: Callable[[], Exception]) -> list[type[Exception]]:
    """Let statement 0, 1, 2… of `write` fail until none does; after each failure all must be as before."""
    before, real, raised = factory.everything(vault), vault.connection, []
    for at in range(10_000):
        failing = Failing(real, at, error)
        vault.connection = failing
        try:
            write()
        except Exception as problem:  # noqa: BLE001 - whatever it is, nothing may be left behind
            raised.append(type(problem))
        finally:
            vault.connection = real
        if not failing.fired:
            return raised
        assert factory.everything(vault) == before, f"statement {at} left something behind"
    raise AssertionError("never done")


@pytest.mark.parametrize(("error", "told"), [(disk_full, DiskFull), (Broken, Broken)])
def test_a_save_that_fails_at_any_statement_leaves_everything_as_it_was(
    vault: Vault, error: Callable[[], Exception], told: type[Exception]
) -> None:
    made = factory.a_case(vault, until="visits")
    edits = [
        Put(record=made.case.id, kind=Case.KIND, field="request", value="Resminamalar gerek"),
        factory.visit(by="worker", on="2026-12-01", key="2"),
    ]
    raised = sweep(vault, lambda: vault.commit(made.stream, edits), error)
    assert len(raised) > 15
    assert set(raised) == {told}
    file = queries.open_case(vault, made.stream)
    assert file is not None
    assert (file.file.case.request, len(file.file.visits)) == ("Resminamalar gerek", 2)


def test_saving_many_files_at_once_is_all_of_them_or_none(vault: Vault) -> None:
    saves = []
    for seed in range(3):
        case = Case(id=factory.identifier(seed), opened="2026-11-20")
        saves.append((f"c:{case.id}", [Save(edits=difference(None, case))]))
    sweep(vault, lambda: vault.commit_all(saves), disk_full)
    assert queries.count_cases(vault, queries.Wanted()) == 3


def test_a_case_its_household_and_its_draft_are_saved_together_or_not_at_all(vault: Vault) -> None:
    made = factory.a_case(vault, until="consent")
    drafts.keep(vault, "begun", made.stream, b"{}")
    request = Put(record=made.case.id, kind=Case.KIND, field="request", value="Resminamalar gerek")
    phone = Put(record=made.case.client, kind="person", field="phone", value="+993 65 12-34-56")
    saves = [
        Together(stream=made.household_stream, edits=[phone]),
        Together(stream=made.stream, edits=[request]),
    ]
    raised = sweep(vault, lambda: vault.commit_together(saves, finished="begun"), disk_full)
    assert len(raised) > 10
    assert set(raised) == {DiskFull}
    opened = queries.open_case(vault, made.stream)
    assert opened is not None
    assert opened.file.client is not None
    assert (opened.file.case.request, opened.file.client.phone) == ("Resminamalar gerek", "+993 65 12-34-56")
    assert drafts.of(vault) == []


def test_received_changes_come_in_all_or_none(vault: Vault, tmp_path: Path) -> None:
    other = factory.a_vault(tmp_path / "other", clock=Clock())
    made = factory.a_case(other, until="approval")
    changes = factory.changes_of(other, made.household_stream, made.stream)
    other.close()

    def receive() -> None:
        with vault.transaction():
            vault.receive(changes, bundle="b1")

    sweep(vault, receive, disk_full)
    assert queries.case_item(vault, made.stream) is not None


def test_a_rebuild_that_fails_at_any_statement_leaves_the_old_tables(vault: Vault) -> None:
    factory.a_case(vault, until="consent")
    sweep(vault, vault.rebuild, Broken)


def test_a_really_full_database_says_so_and_keeps_what_was_saved(vault: Vault) -> None:
    made = factory.a_case(vault, until="consent")
    pages = vault.connection.execute("PRAGMA page_count").fetchone()[0]
    vault.connection.execute(f"PRAGMA max_page_count = {pages}")
    said = None
    while said is None:
        before = factory.everything(vault)
        try:
            vault.commit(made.stream, [factory.visit(by="uzyn söz " * 900, key=str(len(before["change"])))])
        except DiskFull as full:
            said = full
    assert factory.everything(vault) == before
    vault.connection.execute("PRAGMA max_page_count = 100000")
    vault.commit(made.stream, [Put(record=made.case.id, kind="case", field="request", value="indi bolýar")])
    assert vault.state(made.stream).candidates(made.case.id, "request")[0].value == "indi bolýar"


def test_what_was_saved_is_there_after_unlocking_again(vault: Vault) -> None:
    made = factory.a_case(vault, until="visits")
    before, folder = factory.everything(vault), vault.directory
    vault.close()
    again = vaults.unlock(folder, factory.PASSWORD)
    assert factory.everything(again) == before
    assert again.owner.name == "Aýna Tejenowa"
    file = queries.open_case(again, made.stream)
    again.close()
    assert file is not None
    assert file.file.client == made.client


def test_after_a_failed_save_the_state_in_memory_is_that_on_disk(vault: Vault) -> None:
    made = factory.a_case(vault)
    with suppress(Broken), vault.transaction():
        vault.commit(made.stream, [Put(record=made.case.id, kind="case", field="risk", value="urgent")])
        assert queries.open_case(vault, made.stream).file.case.risk is Risk.URGENT  # type: ignore[union-attr]
        raise Broken
    assert queries.open_case(vault, made.stream).file.case.risk is Risk.MEDIUM  # type: ignore[union-attr]


def test_many_saves_of_one_file_stand_on_each_other_with_their_own_authors_and_times(vault: Vault) -> None:
    case = Case(id=factory.identifier("history"), opened="2026-01-10")
    saves = [
        Save(edits=difference(None, case), actor="gelin", wall_ms=1000),
        Save(
            edits=[Put(record=case.id, kind="case", field="risk", value="high")], actor="ussa", wall_ms=2000
        ),
    ]
    assert vault.commit_all([(f"c:{case.id}", saves)]) == 2
    state = vault.state(f"c:{case.id}")
    assert state.authors == [("gelin", 1000), ("ussa", 2000)]
    assert len(state.heads) == 1
    assert list(state.conflicts()) == []
    assert queries.case_item(vault, f"c:{case.id}").changed_at == 2000  # type: ignore[union-attr]


def test_every_change_of_a_laptop_has_its_own_number(vault: Vault) -> None:
    for seed in range(3):
        factory.a_case(vault, seed=seed, until="need")
    vault.new_replica("restored")
    factory.a_case(vault, seed="later")
    numbers = list(vault.connection.execute("SELECT replica, n FROM change"))
    assert len(set(numbers)) == len(numbers)
    assert len({replica for replica, _ in numbers}) == 2


def test_a_second_program_does_not_get_the_same_vault(vault: Vault) -> None:
    with pytest.raises(VaultInUse):
        vaults.unlock(vault.directory, factory.PASSWORD)


def test_a_wrong_password_and_an_empty_folder_are_told_apart(vault: Vault, tmp_path: Path) -> None:
    vault.close()
    with pytest.raises(WrongPassword):
        vaults.unlock(vault.directory, "nädogry açar söz")
    with pytest.raises(NoVault):
        vaults.unlock(tmp_path / "nowhere", factory.PASSWORD)


def test_a_vault_is_never_written_over(vault: Vault) -> None:
    with pytest.raises(VaultExists):
        vaults.create(vault.directory, factory.PASSWORD, role=Role.WORKER, name="A", place="TM", cost=FLOOR)
    full = vault.directory.parent / "full"
    full.mkdir()
    (full / "letter.txt").write_text("x")
    with pytest.raises(VaultExists):
        vaults.create(full, factory.PASSWORD, role=Role.WORKER, name="A", place="TM", cost=FLOOR)


def test_a_creation_that_fails_half_way_leaves_nothing(tmp_path: Path) -> None:
    for at in range(100):
        left = iter(range(at))

        def clock(left: Iterator[int] = left) -> int:
            for _ in left:
                return 1
            raise Broken

        folder = tmp_path / str(at)
        try:
            vault = factory.a_vault(folder, clock=clock)
        except Broken:
            assert list(tmp_path.iterdir()) == []
        else:
            vault.close()
            assert at > 1
            return
    raise AssertionError("never made")


def test_the_new_vault_knows_its_owner_and_role(tmp_path: Path) -> None:
    centre = factory.a_vault(tmp_path / "c", name="Merkez", place="TM-M", role=Role.CENTRE, practice=True)
    assert (centre.owner.name, centre.owner.place, centre.meta("practice")) == ("Merkez", "TM-M", "1")
    known = queries.staff(centre)
    assert known[centre.owner.staff].device == centre.device_id
    assert str(known[centre.owner.staff].role) == "supervisor"
    centre.close()


def test_drafts_stay_out_of_the_log_and_are_the_newest_first(vault: Vault) -> None:
    made = factory.a_case(vault)
    drafts.keep(vault, "a", made.stream, b"1")
    drafts.keep(vault, "b", "c:other", b"2")
    drafts.keep(vault, "a", made.stream, b"3")
    assert [(one.key, one.body) for one in drafts.of(vault)] == [("a", b"3"), ("b", b"2")]
    assert [one.key for one in drafts.of(vault, made.stream)] == ["a"]
    drafts.drop(vault, "a")
    assert drafts.get(vault, "a") is None
    assert len(vault.state(made.stream).order) == 1


def test_the_audit_shows_a_line_that_was_changed(vault: Vault) -> None:
    for reason in ("bir", "iki", "üç"):
        audit.note(vault, audit.Event.PRINTED, stream="c:1", reason=reason)
    assert [one.reason for one in audit.entries(vault, stream="c:1")] == ["üç", "iki", "bir"]
    assert audit.broken_at(vault) is None
    vault.connection.execute("UPDATE audit SET reason = 'başga' WHERE reason = 'iki'")
    assert audit.broken_at(vault) == 1


def test_no_file_of_a_vault_shows_what_is_in_it(vault: Vault, no_clear_text: Any) -> None:
    made = factory.a_case(vault, until="visits", request="Kanareýka sözi agtarylýar")
    drafts.keep(vault, "d", made.stream, b"Gizlin garalama")
    audit.note(vault, audit.Event.PRINTED, stream=made.stream, reason="Gizlin sebäp")
    vault.rebuild()
    canaries = [
        *("Myradowa", "Şirin", "Amanowna", "Görogly köçesi", "Kanareýka", "Gizlin", "Resminamalar"),
        *("sirin", "mirado", made.case.id, made.client.id, "Aýna Tejenowa", kinds.CASE + ":" + made.case.id),
    ]
    no_clear_text(vault.directory, canaries)
    vault.close()
    no_clear_text(vault.directory, canaries)
