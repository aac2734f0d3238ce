"""The encrypted database: its rules hold, damage and a full disk are told apart, nothing lies in clear."""

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
import sqlite_utils
from sqlcipher3 import dbapi2 as sqlcipher

from app.store import DamagedDatabase, DiskFull, database
from app.store.database import Connection, open_encrypted

KEY = bytes(range(32))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cases.db"


def filled(path: Path, rows: int = 200) -> Connection:
    connection = open_encrypted(path, KEY, create=True)
    connection.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, said TEXT)")
    connection.execute("BEGIN")
    connection.executemany("INSERT INTO note (said) VALUES (?)", [(f"setir {n} " * 20,) for n in range(rows)])
    connection.execute("COMMIT")
    return connection


def read_all(path: Path) -> None:
    """Check, then read every row; close whatever happens."""
    connection = open_encrypted(path, KEY, create=False)
    try:
        assert database.problems(connection)
        with database.told_apart():
            connection.execute("SELECT sum(length(said)) FROM note").fetchall()
    finally:
        connection.close()


def test_what_was_written_is_read_again(path: Path) -> None:
    filled(path).close()
    again = open_encrypted(path, KEY, create=False)
    assert again.execute("SELECT count(*) FROM note").fetchone() == (200,)
    again.close()


def test_every_rule_holds_on_a_new_connection(path: Path) -> None:
    filled(path).close()
    connection = open_encrypted(path, KEY, create=False)
    wanted = {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "trusted_schema": 0,
        "cell_size_check": 1,
        "temp_store": 2,
        "mmap_size": 0,
        "application_id": database.APPLICATION_ID,
    }
    found = {name: connection.execute(f"PRAGMA {name}").fetchone()[0] for name in wanted}
    assert found == wanted
    assert str(connection.execute("PRAGMA page_size").fetchone()[0]) == "4096"
    assert connection.execute("PRAGMA cipher_log_level").fetchone() == ("NONE",)
    assert connection.execute("PRAGMA cipher_version").fetchone()[0].startswith("4.")
    connection.close()


def test_the_shipped_library_is_new_enough() -> None:
    database.check_build()
    assert sqlcipher.sqlite_version_info >= (3, 51, 3)


def test_attach_is_refused_outside_a_backup(tmp_path: Path, path: Path) -> None:
    connection = filled(path)
    for statement in ("ATTACH ? AS other", "VACUUM INTO ?"):
        with pytest.raises(sqlcipher.DatabaseError, match="author"):
            connection.execute(statement, (str(tmp_path / "out.db"),))
    with database.attach_allowed(connection):
        connection.execute("VACUUM INTO ?", (str(tmp_path / "out.db"),))
    with pytest.raises(sqlcipher.DatabaseError, match="author"):
        connection.execute("ATTACH ? AS other", (str(tmp_path / "out.db"),))
    connection.close()


def test_no_row_lies_in_clear_anywhere(
    tmp_path: Path, path: Path, no_clear_text: Callable[[Path, Iterable[str]], None]
) -> None:
    connection = open_encrypted(path, KEY, create=True)
    connection.execute("CREATE VIRTUAL TABLE seek USING fts5(said)")
    connection.execute("INSERT INTO seek VALUES ('Oguljeren Synagowa')")
    no_clear_text(tmp_path, ["Oguljeren", "Synagowa", "synagowa", "SQLite format 3", "CREATE VIRTUAL"])
    connection.close()
    no_clear_text(tmp_path, ["Oguljeren", "Synagowa", "synagowa", "SQLite format 3", "CREATE VIRTUAL"])


def test_the_canary_scan_finds_what_is_in_clear(
    tmp_path: Path, no_clear_text: Callable[[Path, Iterable[str]], None]
) -> None:
    (tmp_path / "log.txt").write_bytes("… Synagowa …".encode("utf-16-le"))
    with pytest.raises(AssertionError, match="Synagowa"):
        no_clear_text(tmp_path, ["Synagowa"])


def test_another_key_is_damage_and_leaves_the_file_alone(path: Path) -> None:
    filled(path).close()
    before = path.read_bytes()
    with pytest.raises(DamagedDatabase):
        open_encrypted(path, bytes(32), create=False)
    assert path.read_bytes() == before


@pytest.mark.parametrize("key", [b"", b"short", KEY + b"x"])
def test_a_key_of_the_wrong_length_is_never_taken_for_a_passphrase(path: Path, key: bytes) -> None:
    with pytest.raises(ValueError, match="32 bytes"):
        open_encrypted(path, key, create=True)
    assert not path.exists()


@pytest.mark.parametrize("page", [0, 1, 5])
def test_a_flipped_byte_in_a_page_is_damage(path: Path, page: int) -> None:
    filled(path).close()
    content = bytearray(path.read_bytes())
    content[page * 4096 + 100] ^= 1
    path.write_bytes(content)
    with pytest.raises(DamagedDatabase):
        read_all(path)


def test_a_whole_database_has_no_problems(path: Path) -> None:
    connection = filled(path)
    assert database.problems(connection) == []
    connection.close()


def test_a_cut_off_a_missing_and_a_plain_file_are_damage(tmp_path: Path, path: Path) -> None:
    filled(path).close()
    cut, plain = tmp_path / "cut.db", tmp_path / "plain.db"
    cut.write_bytes(path.read_bytes()[:1000])
    with sqlite3.connect(plain) as connection:
        connection.execute("CREATE TABLE t (a)")
    connection.close()
    for broken in (cut, plain, tmp_path / "missing.db"):
        with pytest.raises(DamagedDatabase):
            open_encrypted(broken, KEY, create=False)
    assert not (tmp_path / "missing.db").exists()


def test_an_existing_file_is_not_created_over(path: Path) -> None:
    filled(path).close()
    with pytest.raises(FileExistsError):
        open_encrypted(path, KEY, create=True)


def test_a_full_disk_is_told_apart_and_earlier_rows_stay(path: Path) -> None:
    connection = filled(path)
    connection.execute(f"PRAGMA max_page_count = {connection.execute('PRAGMA page_count').fetchone()[0]}")
    with pytest.raises(DiskFull), database.told_apart():
        connection.executemany("INSERT INTO note (said) VALUES (?)", [("x" * 3000,)] * 50)
    connection.close()
    again = open_encrypted(path, KEY, create=False)
    assert again.execute("SELECT count(*) FROM note").fetchone()[0] >= 200
    assert database.problems(again) == []
    again.close()


def test_our_own_mistakes_pass_untouched(path: Path) -> None:
    connection = filled(path, 1)
    with pytest.raises(sqlcipher.OperationalError), database.told_apart():
        connection.execute("SELECT nothing FROM nowhere")
    with pytest.raises(sqlcipher.IntegrityError), database.told_apart():
        connection.execute("INSERT INTO note (id) VALUES (1)")
    connection.close()


def test_sqlite_utils_rolls_back_an_atomic_block(path: Path) -> None:
    db = sqlite_utils.Database(open_encrypted(path, KEY, create=True))
    db.table("person").create({"id": int, "name": str}, pk="id")

    def half_a_save() -> None:
        with db.atomic():
            db.table("person").insert({"id": 1, "name": "Maral"})
            with db.atomic():
                db.table("person").insert({"id": 2, "name": "Kerim"})
            db.table("person").insert({"id": 1, "name": "again"})

    with pytest.raises(sqlcipher.IntegrityError):
        half_a_save()
    assert list(db.table("person").rows) == []
    with db.atomic():
        db.table("person").insert({"id": 1, "name": "Maral"})
    db.close()
    again = sqlite_utils.Database(open_encrypted(path, KEY, create=False))
    assert list(again.table("person").rows) == [{"id": 1, "name": "Maral"}]
    again.close()


def test_sqlite_utils_catches_the_ciphers_own_errors() -> None:
    # a process of its own: the alias has to stand before anything imports sqlite_utils
    seen = subprocess.run(
        [sys.executable, "-c", "import app.store, sqlite_utils.db as d; print(d.sqlite3.__name__)"],
        capture_output=True,
        text=True,
        check=True,
        env=dict(os.environ, PYTHONPATH=str(Path(database.__file__).parents[2])),
    )
    assert seen.stdout.strip().startswith("sqlcipher3")


def test_a_folder_with_odd_letters_opens(tmp_path: Path) -> None:
    folder = tmp_path / "Öý işleri 100% #1 ? Дом"
    folder.mkdir()
    filled(folder / "cases.db").close()
    open_encrypted(folder / "cases.db", KEY, create=False).close()
    shutil.rmtree(folder)
