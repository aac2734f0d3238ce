"""The files of all backups at a place: only new ones are copied, every backup gives them back, and none is let go early."""

import resource
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from hashlib import shake_256
from pathlib import Path

import pytest

from app.models.case import Case
from app.models.edit import Attach
from app.store import (
    DamagedDatabase,
    DiskFull,
    DiskTrouble,
    attached,
    attachments,
    backup,
    backup_set,
    blobs,
    checking,
    header,
    keys,
)
from app.store import vault as vaults
from app.store.argon import FLOOR
from app.store.backup_set import Copy, Reason
from app.store.rotation import rotate
from app.store.vault import Vault
from tests import factory

NOW = datetime(2026, 11, 20, 18, 0, tzinfo=UTC)
DAY = timedelta(days=1)


@pytest.fixture
def vault(tmp_path: Path) -> Iterator[Vault]:
    opened = factory.a_vault(tmp_path)
    yield opened
    opened.close()


@pytest.fixture
def made(vault: Vault) -> factory.Made:
    return factory.a_case(vault)


def photograph(seed: object, size: int = 200_000) -> bytes:
    return shake_256(repr(seed).encode()).digest(size)


def add(vault: Vault, made: factory.Made, seed: object, size: int = 200_000) -> str:
    """Attach a photograph to the case; return its name."""
    stored = attachments.put(vault, photograph(seed, size), "image/jpeg")
    edit = Attach(record=made.case.id, kind=Case.KIND, hash=stored.hash, size=stored.size, type=stored.type)
    vault.commit(made.stream, [edit])
    return stored.hash


def back_up(vault: Vault, day: int, place: Path | None = None) -> backup.Backup:
    return backup.make(vault.directory, vault.dek, place or vault.directory / "backups", now=NOW + day * DAY)


def restored(made: backup.Backup, vault: Vault, name: str) -> Vault:
    """Restore a backup beside everything and open it."""
    folder = vault.directory.parent / name
    backup.restore(made, vault.dek, folder)
    return vaults.unlock(folder, factory.PASSWORD)


def kept(folder: Path, vault: Vault) -> set[str]:
    connection = blobs.opened(folder, vault.dek)
    names = {row[0].hex() for row in connection.execute("SELECT h FROM file")}
    connection.close()
    return names


def damage(path: Path, place: float = 0.5) -> None:
    content = bytearray(path.read_bytes())
    content[int(len(content) // 4096 * place) * 4096 + 100] ^= 1
    path.write_bytes(content)


def test_every_backup_gives_its_cases_and_their_files_back(vault: Vault, made: factory.Made) -> None:
    names = [add(vault, made, 0)]
    first = back_up(vault, 0)
    names.append(add(vault, made, 1))
    second = back_up(vault, 1)
    for backed_up, count in ((first, 1), (second, 2)):
        again = restored(backed_up, vault, f"again{count}")
        files = attached.of(again, made.stream)
        assert [(one.hash, one.here) for one in files] == [(name, True) for name in names[:count]]
        assert attachments.get(again, names[0]) == photograph(0)
        assert checking.problems(again) == []
        again.close()


def test_a_stick_and_the_password_give_the_files_back(
    vault: Vault, made: factory.Made, tmp_path: Path
) -> None:
    name, stick = add(vault, made, 0), tmp_path / "stick"
    backed_up = back_up(vault, 0, stick)
    vault.close()
    shutil.rmtree(vault.directory)
    dek = header.unlock(stick, factory.PASSWORD).dek
    backup.restore(backed_up, dek, vault.directory)
    again = vaults.unlock(vault.directory, factory.PASSWORD)
    assert attachments.get(again, name) == photograph(0)
    again.close()


def test_a_day_adds_what_is_new_and_no_more(vault: Vault, made: factory.Made) -> None:
    for n in range(5):
        add(vault, made, n, 1_000_000)
    back_up(vault, 0)
    files = vault.directory / "backups" / blobs.NAME
    before = files.read_bytes()
    add(vault, made, "new", 100_000)
    back_up(vault, 1)
    after = files.read_bytes()
    assert 0 < len(after) - len(before) < 300_000
    pages = range(0, len(before), 4096)
    assert sum(before[at : at + 4096] != after[at : at + 4096] for at in pages) < 20
    back_up(vault, 2)
    assert len(list(files.parent.rglob("attachments.db"))) == 1


def test_what_the_vault_let_go_stays_as_long_as_a_backup_from_its_time(
    vault: Vault, made: factory.Made
) -> None:
    name, place = attachments.put(vault, photograph("draft"), "image/jpeg").hash, vault.directory / "backups"
    back_up(vault, 0)
    attachments.drop(vault, [name])
    for day in range(1, 400, 21):
        vault.commit(made.stream, [factory.visit(by="w", key=str(day))])
        back_up(vault, day)
        oldest = backup.listed(place)[0].made
        assert (name in kept(place, vault)) == (oldest <= NOW + DAY)
    assert name not in kept(place, vault)


def test_what_came_back_is_not_let_go(vault: Vault, made: factory.Made) -> None:
    name, place = add(vault, made, 0), vault.directory / "backups"
    back_up(vault, 0)
    attachments.drop(vault, [name])
    back_up(vault, 1)
    add(vault, made, 0)
    for day in range(2, 400, 40):
        back_up(vault, day)
    assert name in kept(place, vault)


def test_nothing_in_the_copies_is_in_clear(vault: Vault, no_clear_text: Iterable[str]) -> None:
    attachments.put(vault, b"Gizlin surat " * 5_000, "text/plain")
    back_up(vault, 0)
    no_clear_text(vault.directory, ["Gizlin surat", "SQLite format 3"])  # type: ignore[operator]


# What is damaged.


def test_a_damaged_photograph_is_told_and_the_cases_and_the_other_files_are_backed_up(
    vault: Vault, made: factory.Made
) -> None:
    names = [add(vault, made, n, 400_000) for n in range(3)]
    vault.close()
    damage(vault.directory / blobs.NAME)
    again = vaults.unlock(vault.directory, factory.PASSWORD)
    with pytest.raises(DamagedDatabase):
        back_up(again, 0)
    (backed_up,) = backup.listed(vault.directory / "backups")
    backup.checked(backed_up, again.dek)
    assert kept(backed_up.path.parent, again) == {names[0], names[2]}
    again.close()


def test_copies_that_went_bad_are_made_anew_within_a_week(vault: Vault, made: factory.Made) -> None:
    names, place = {add(vault, made, n) for n in range(3)}, vault.directory / "backups"
    back_up(vault, 0)
    damage(place / blobs.NAME)
    for day in range(1, 8):
        back_up(vault, day)
    assert kept(place, vault) == names
    again = restored(backup.listed(place)[0], vault, "again")
    assert checking.problems(again) == []
    assert all(one.here for one in attached.of(again, made.stream))
    again.close()
    assert (place / "attachments.db.damaged").exists()


@pytest.mark.parametrize("place", [0, 0.5])
def test_damaged_copies_keep_nobody_from_the_cases(vault: Vault, made: factory.Made, place: float) -> None:
    names = [add(vault, made, n, 400_000) for n in range(3)]
    backed_up = back_up(vault, 0)
    damage(backed_up.path.parent / blobs.NAME, place)
    again = restored(backed_up, vault, "again")
    here = {one.hash for one in attached.of(again, made.stream) if one.here}
    assert here == ({names[0], names[2]} if place else set())
    assert attachments.put(again, photograph(1, 400_000), "image/jpeg").hash == names[1]
    again.close()


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """Let the system itself refuse any file above `size` bytes."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.parametrize("room", [300_000, 700_000, 1_000_000])
def test_a_disk_that_is_really_full_leaves_whole_copies_and_the_next_day_completes_them(
    vault: Vault, made: factory.Made, room: int
) -> None:
    names, place = {add(vault, made, n) for n in range(5)}, vault.directory / "backups"
    with room_for(room), pytest.raises((DiskFull, DiskTrouble)):
        back_up(vault, 0)
    (backed_up,) = backup.listed(place)
    backup.checked(backed_up, vault.dek)
    with suppress(FileNotFoundError):
        assert kept(place, vault) <= names
    back_up(vault, 1)
    assert kept(place, vault) == names


# Formats and keys.


def test_a_backup_of_before_that_holds_its_own_files_is_restored(vault: Vault, made: factory.Made) -> None:
    name = add(vault, made, 0)
    backed_up = back_up(vault, 0)
    manifest = backup_set.read(backed_up, vault.dek)
    shared, own = backed_up.path.parent / blobs.NAME, backed_up.path / blobs.NAME
    shared.rename(own)
    copy = Copy(name=blobs.NAME, size=own.stat().st_size, digest=backup_set.digest(own), source="")
    written = backup_set.Manifest(
        vault_id=manifest.vault_id,
        made=manifest.made,
        reason=Reason.NIGHTLY,
        copies=(*manifest.copies, copy),
        anchor=manifest.anchor,
    )
    (backed_up.path / backup_set.MANIFEST).write_bytes(backup_set.written(written, vault.dek))
    again = restored(backed_up, vault, "again")
    assert attachments.get(again, name) == photograph(0)
    again.close()


def test_a_new_password_opens_the_same_files(vault: Vault, made: factory.Made) -> None:
    name = add(vault, made, 0)
    header.change_password(vault.directory, vault.dek, "dört sany täze açarsöz")
    vault.close()
    again = vaults.unlock(vault.directory, "dört sany täze açarsöz")
    assert attachments.get(again, name) == photograph(0)
    again.close()


def test_a_rotated_vault_has_its_files_under_the_new_key_only(
    vault: Vault, made: factory.Made, tmp_path: Path
) -> None:
    name = add(vault, made, 0)
    rotate(vault.directory, vault.dek, factory.PASSWORD, tmp_path / "new", cost=FLOOR)
    again = vaults.unlock(tmp_path / "new", factory.PASSWORD)
    assert again.dek != vault.dek
    assert attachments.get(again, name) == photograph(0)
    assert checking.problems(again) == []
    again.close()
    from app.store.database import open_encrypted

    with pytest.raises(DamagedDatabase):
        open_encrypted(tmp_path / "new" / blobs.NAME, keys.derive(vault.dek, "attachments"), create=False)
