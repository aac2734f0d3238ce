"""What nothing refers to goes by itself after a day; what anything refers to stays."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest

from app.models.case import Case
from app.models.edit import Attach, Delete, Detach, Edit
from app.store import DiskFull, attachments, drafts, references, routine, sweeping
from app.store.attachments import Stored
from app.store.backup_set import Reason
from app.store.vault import Vault
from tests import factory
from tests.store.test_vault import Failing, disk_full

DAY_MS = 24 * 60 * 60 * 1000


@pytest.fixture
def clock() -> factory.Clock:
    return factory.Clock()


@pytest.fixture
def vault(tmp_path: Path, clock: factory.Clock) -> Iterator[Vault]:
    opened = factory.a_vault(tmp_path, clock=clock)
    yield opened
    opened.close()


def a_file(vault: Vault, words: str = "a letter") -> Stored:
    return attachments.put(vault, words.encode(), "text/plain")


def test_a_file_that_nothing_refers_to_goes_after_a_day_and_gives_its_room_back(
    vault: Vault, clock: factory.Clock
) -> None:
    stored = attachments.put(vault, b"x" * 3_000_000, "text/plain")
    pages = vault.files.execute("PRAGMA page_count").fetchone()[0]
    clock.now_ms += DAY_MS - 60_000
    assert sweeping.sweep(vault) == 0
    assert attachments.has(vault, stored.hash)
    clock.now_ms += 60_000
    assert sweeping.sweep(vault) == 1
    assert not attachments.has(vault, stored.hash)
    assert vault.files.execute("PRAGMA page_count").fetchone()[0] < pages / 10


def test_a_file_that_was_kept_again_has_another_day(vault: Vault, clock: factory.Clock) -> None:
    stored = a_file(vault)
    clock.now_ms += DAY_MS
    a_file(vault)
    assert sweeping.sweep(vault) == 0
    assert attachments.has(vault, stored.hash)


def in_a_record(vault: Vault, stored: Stored) -> None:
    made = factory.a_case(vault)
    vault.commit(made.stream, [file_of(Attach, made, stored)])


def in_a_record_and_taken_back(vault: Vault, stored: Stored) -> None:
    made = factory.a_case(vault)
    vault.commit(made.stream, [file_of(Attach, made, stored)])
    vault.commit(made.stream, [file_of(Detach, made, stored), Delete(record=made.case.id, kind="case")])


def file_of(kind: type[Attach] | type[Detach], made: factory.Made, stored: Stored) -> Edit:
    return kind(record=made.case.id, kind=Case.KIND, hash=stored.hash, size=stored.size, type=stored.type)


def in_a_draft(vault: Vault, stored: Stored) -> None:
    drafts.keep(vault, "d", "c:1", f'{{"photo":"{stored.hash}"}}'.encode())


def in_a_draft_by_its_other_name(vault: Vault, stored: Stored) -> None:
    drafts.keep(vault, "d", "c:1", sha256(attachments.get(vault, stored.hash)).hexdigest().encode())


def in_a_stream_for_another_reason(vault: Vault, stored: Stored) -> None:
    name = sha256(attachments.get(vault, stored.hash)).digest()
    references.refer(vault.connection, "directory", {name: stored.type})


@pytest.mark.parametrize(
    "refer",
    [
        in_a_record,
        in_a_record_and_taken_back,
        in_a_draft,
        in_a_draft_by_its_other_name,
        in_a_stream_for_another_reason,
    ],
)
def test_a_file_that_something_refers_to_stays(
    vault: Vault, clock: factory.Clock, refer: Callable[[Vault, Stored], None]
) -> None:
    stored, other = a_file(vault), a_file(vault, "nobody's")
    refer(vault, stored)
    clock.now_ms += 400 * DAY_MS
    assert sweeping.sweep(vault) == 1
    assert (attachments.has(vault, stored.hash), attachments.has(vault, other.hash)) == (True, False)
    vault.rebuild()
    assert sweeping.sweep(vault) == 0


def test_a_file_goes_after_its_draft_was_given_up(vault: Vault, clock: factory.Clock) -> None:
    stored = a_file(vault)
    in_a_draft(vault, stored)
    clock.now_ms += 2 * DAY_MS
    drafts.drop(vault, "d")
    assert sweeping.sweep(vault) == 1


def test_the_days_backup_sweeps_and_a_full_disk_does_not_spoil_it(vault: Vault, clock: factory.Clock) -> None:
    a_file(vault)
    clock.now_ms += 2 * DAY_MS
    now, real = datetime.fromtimestamp(clock.now_ms / 1000, UTC), vault.files
    vault.files = Failing(real, 2, disk_full)
    assert routine.make(vault, now, Reason.NIGHTLY).path.exists()
    assert real.execute("SELECT COUNT(*) FROM file").fetchone() == (1,)
    vault.files = real
    clock.now_ms += 2 * DAY_MS
    assert routine.if_older(vault, routine.NIGHTLY, Reason.NIGHTLY)
    assert real.execute("SELECT COUNT(*) FROM file").fetchone() == (0,)


def test_a_sweep_that_fails_at_any_statement_leaves_all_files(vault: Vault, clock: factory.Clock) -> None:
    for n in range(3):
        a_file(vault, str(n))
    clock.now_ms += 2 * DAY_MS
    real, at = vault.files, 1
    while True:
        failing = Failing(real, at, disk_full)
        vault.files = failing
        try:
            sweeping.sweep(vault)
        except DiskFull:
            pass
        finally:
            vault.files = real
        if not failing.fired or not real.execute("SELECT COUNT(*) FROM file").fetchone()[0]:
            break
        assert real.execute("SELECT COUNT(*) FROM file").fetchone() == (3,)
        at += 1
    assert at >= 3
