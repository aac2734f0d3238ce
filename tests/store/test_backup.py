"""Backups: read back before they count, and restored beside what was there."""

import json
import shutil
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from app.store import (
    DamagedBackup,
    DamagedDatabase,
    WrongPassword,
    backup,
    backup_set,
    database,
    header,
    header_file,
    keys,
)
from app.store.argon import FLOOR
from app.store.audit_chain import Anchor
from app.store.backup import Reason
from app.store.database import Connection, open_encrypted
from app.store.header import Role

PASSWORD = "oba ýolunda agyr arba"
NOW = datetime(2024, 8, 24, 20, 30, tzinfo=UTC)


@pytest.fixture
def vault(tmp_path: Path) -> Path:
    return tmp_path / "vault"


@pytest.fixture
def dek(vault: Path) -> bytes:
    made = header.create(vault, PASSWORD, role=Role.WORKER, cost=FLOOR)
    for name, purpose in backup.DATABASES.items():
        connection = open_encrypted(vault / name, keys.derive(made.dek, purpose), create=True)
        connection.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, said TEXT)")
        connection.execute("CREATE VIRTUAL TABLE seek USING fts5(said)")
        connection.execute("INSERT INTO note (said) VALUES ('Oguljeren Synagowa')")
        connection.execute("INSERT INTO seek VALUES ('Oguljeren Synagowa')")
        connection.close()
    return made.dek


def cases(vault: Path, dek: bytes) -> Connection:
    return open_encrypted(vault / "cases.db", keys.derive(dek, "db"), create=False)


def say(vault: Path, dek: bytes, said: str) -> None:
    connection = cases(vault, dek)
    connection.execute("INSERT INTO note (said) VALUES (?)", (said,))
    connection.close()


def said(vault: Path, dek: bytes) -> list[str]:
    connection = cases(vault, dek)
    rows = [row[0] for row in connection.execute("SELECT said FROM note ORDER BY id")]
    connection.close()
    return rows


def test_a_backup_restores_what_was_there_beside_what_is_now(tmp_path: Path, vault: Path, dek: bytes) -> None:
    made = backup.make(vault, dek, vault / "backups", now=NOW)
    say(vault, dek, "soňky")
    restored = backup.restore(made, dek, tmp_path / "restored")
    assert restored.needs_new_replica
    assert said(restored.directory, dek) == ["Oguljeren Synagowa"]
    assert said(vault, dek) == ["Oguljeren Synagowa", "soňky"]
    assert header.unlock(restored.directory, PASSWORD).dek == dek
    connection = cases(restored.directory, dek)
    assert connection.execute("SELECT count(*) FROM seek WHERE seek MATCH 'synagowa'").fetchone() == (1,)
    connection.close()


def test_a_stick_and_the_password_are_enough(tmp_path: Path, vault: Path, dek: bytes) -> None:
    stick = tmp_path / "stick"
    backup.make(vault, dek, stick, now=NOW)
    shutil.rmtree(vault)
    opened = header.unlock(stick, PASSWORD)
    restored = backup.restore(backup.listed(stick)[-1], opened.dek, vault)
    assert said(restored.directory, opened.dek) == ["Oguljeren Synagowa"]


def test_a_backup_is_made_while_the_vault_is_open(vault: Path, dek: bytes, tmp_path: Path) -> None:
    connection = cases(vault, dek)
    connection.execute("INSERT INTO note (said) VALUES ('açyk')")
    made = backup.make(vault, dek, vault / "backups", now=NOW)
    connection.execute("INSERT INTO note (said) VALUES ('soň')")
    connection.close()
    assert said(backup.restore(made, dek, tmp_path / "r").directory, dek) == ["Oguljeren Synagowa", "açyk"]


def test_a_reader_in_the_middle_of_a_read_does_not_stop_it(vault: Path, dek: bytes) -> None:
    connection = cases(vault, dek)
    connection.execute("INSERT INTO note (said) VALUES ('açyk')")
    connection.execute("BEGIN")
    connection.execute("SELECT * FROM note").fetchone()
    made = backup.make(vault, dek, vault / "backups", now=NOW)
    connection.close()
    assert said(made.path, dek)[-1] == "açyk"


def test_nothing_in_a_backup_is_in_clear(
    vault: Path, dek: bytes, no_clear_text: Callable[[Path, Iterable[str]], None]
) -> None:
    backup.make(vault, dek, vault / "backups", now=NOW)
    no_clear_text(vault, ["Oguljeren", "Synagowa", "synagowa", "SQLite format 3"])


def test_every_damaged_byte_of_a_backup_is_noticed(tmp_path: Path, vault: Path, dek: bytes) -> None:
    made = backup.make(vault, dek, tmp_path / "stick", now=NOW)
    for name in ("cases.db", "manifest.json"):
        path = made.path / name
        whole = path.read_bytes()
        for place in (0, 17, len(whole) // 2, len(whole) - 2):
            path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
            with pytest.raises(DamagedBackup):
                backup.restore(made, dek, tmp_path / "restored")
        path.unlink()
        with pytest.raises(DamagedBackup):
            backup.restore(made, dek, tmp_path / "restored")
        path.write_bytes(whole)
    assert not (tmp_path / "restored").exists()
    assert not (tmp_path / "restored.partial").exists()
    backup.restore(made, dek, tmp_path / "restored")


def test_a_manifest_written_by_another_hand_is_refused(tmp_path: Path, vault: Path, dek: bytes) -> None:
    made = backup.make(vault, dek, tmp_path / "stick", now=NOW)
    manifest = backup_set.read(made, dek)
    (made.path / "manifest.json").write_bytes(backup_set.written(manifest, bytes(32)))
    with pytest.raises(DamagedBackup):
        backup.restore(made, dek, tmp_path / "restored")


def test_a_place_of_another_vault_is_left_alone(tmp_path: Path, vault: Path, dek: bytes) -> None:
    other = tmp_path / "other"
    stranger = header.create(other, PASSWORD, role=Role.WORKER, cost=FLOOR)
    backup.make(other, stranger.dek, tmp_path / "stick", now=NOW)
    with pytest.raises(DamagedBackup):
        backup.make(vault, dek, tmp_path / "stick", now=NOW)
    assert len(backup.listed(tmp_path / "stick")) == 1


def test_nothing_is_restored_over_an_existing_folder(tmp_path: Path, vault: Path, dek: bytes) -> None:
    made = backup.make(vault, dek, vault / "backups", now=NOW)
    (tmp_path / "taken").mkdir()
    with pytest.raises(FileExistsError):
        backup.restore(made, dek, tmp_path / "taken")


def test_a_damaged_vault_makes_no_backup_and_old_ones_stay(vault: Path, dek: bytes) -> None:
    made = backup.make(vault, dek, vault / "backups", now=NOW)
    content = bytearray((vault / "cases.db").read_bytes())
    content[4096 + 50] ^= 1
    (vault / "cases.db").write_bytes(content)
    with pytest.raises(DamagedDatabase):
        backup.make(vault, dek, vault / "backups", now=NOW + timedelta(days=1))
    assert backup.listed(vault / "backups") == [made]
    left = sorted(path.name for path in (vault / "backups").iterdir())
    assert left == [made.path.name, "attachments.db", "vault.json"]


def test_an_unchanged_database_takes_no_second_room(vault: Path, dek: bytes) -> None:
    first = backup.make(vault, dek, vault / "backups", now=NOW)
    second = backup.make(vault, dek, vault / "backups", now=NOW + timedelta(days=1))
    say(vault, dek, "täze")
    third = backup.make(vault, dek, vault / "backups", now=NOW + timedelta(days=2))
    assert (first.path / "cases.db").samefile(second.path / "cases.db")
    assert not (first.path / "cases.db").samefile(third.path / "cases.db")
    for one in (first, second, third):
        backup.checked(one, dek)


def test_a_rotten_copy_is_not_used_again(vault: Path, dek: bytes) -> None:
    first = backup.make(vault, dek, vault / "backups", now=NOW)
    with (first.path / "cases.db").open("r+b") as file:
        file.write(b"rot")
    second = backup.make(vault, dek, vault / "backups", now=NOW + timedelta(days=1))
    backup.checked(second, dek)


def test_a_half_made_backup_is_no_backup(vault: Path, dek: bytes) -> None:
    (vault / "backups" / ".partial").mkdir(parents=True)
    (vault / "backups" / ".partial" / "cases.db").write_bytes(b"half")
    assert backup.listed(vault / "backups") == []
    made = backup.make(vault, dek, vault / "backups", now=NOW)
    backup.checked(made, dek)
    assert backup.listed(vault / "backups") == [made]


def test_old_backups_go_by_themselves(vault: Path, dek: bytes) -> None:
    for days in range(12):
        say(vault, dek, str(days))
        backup.make(vault, dek, vault / "backups", now=NOW + timedelta(days=days))
    made = [entry.made for entry in backup.listed(vault / "backups")]
    assert len(made) < 12
    assert {NOW + timedelta(days=days) for days in range(5, 12)} <= set(made)


def test_two_backups_in_one_second_are_two(vault: Path, dek: bytes) -> None:
    first = backup.make(vault, dek, vault / "backups", now=NOW, reason=Reason.MIGRATION)
    second = backup.make(vault, dek, vault / "backups", now=NOW)
    assert first.path != second.path
    assert backup.checked(first, dek).reason == Reason.MIGRATION


def test_a_new_password_opens_the_local_backups_and_the_old_does_not(vault: Path, dek: bytes) -> None:
    backup.make(vault, dek, vault / "backups", now=NOW)
    header.change_password(vault, dek, "dört sany täze açarsöz")
    assert header.unlock(vault / "backups", "dört sany täze açarsöz").dek == dek
    with pytest.raises(WrongPassword):
        header.unlock(vault / "backups", PASSWORD)


def test_an_emergency_close_reaches_the_local_backups(vault: Path, dek: bytes) -> None:
    backup.make(vault, dek, vault / "backups", now=NOW)
    header.destroy_slots(vault)
    for path in header_file.copies(vault):
        assert json.loads(path.read_bytes())["slots"] == []
    assert len(header_file.copies(vault)) == 3


def test_a_restored_vault_has_the_audit_anchor_of_its_time(tmp_path: Path, vault: Path, dek: bytes) -> None:
    then = Anchor(count=2, mac=b"2" * 32)
    header.set_anchor(vault, dek, then)
    made = backup.make(vault, dek, vault / "backups", now=NOW)
    header.set_anchor(vault, dek, Anchor(count=9, mac=b"9" * 32))
    backup.restore(made, dek, tmp_path / "restored")
    assert header.unlock(tmp_path / "restored", PASSWORD).anchor == then


def test_copies_pass_the_databases_own_checks(vault: Path, dek: bytes) -> None:
    made = backup.make(vault, dek, vault / "backups", now=NOW)
    connection = cases(made.path, dek)
    assert database.problems(connection) == []
    connection.close()
