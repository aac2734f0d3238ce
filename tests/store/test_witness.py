"""The witness: another reader, in other words, of what SQLCipher wrote."""

import ast
import shutil
import sqlite3
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store import DamagedDatabase, witness
from app.store.database import Connection, open_encrypted

KEY = bytes(range(100, 132))
TABLES = ("note", "seek", "seek_content", "sqlite_schema")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cases.db"


def filled(path: Path, rows: int = 300) -> Connection:
    connection = open_encrypted(path, KEY, create=True)
    connection.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, said TEXT, weight REAL, photo BLOB)")
    connection.execute("CREATE VIRTUAL TABLE seek USING fts5(said)")
    for number in range(rows):
        said = f"Şahyr {number} Иванова ňäý"
        connection.execute(
            "INSERT INTO note VALUES (?, ?, ?, zeroblob(?))", (number, said, number / 7, number * 40)
        )
        connection.execute("INSERT INTO seek VALUES (?)", (said,))
    return connection


def everything(connection: sqlite3.Connection) -> dict[str, list[tuple[object, ...]]]:
    return {table: connection.execute(f"SELECT * FROM {table} ORDER BY rowid").fetchall() for table in TABLES}  # noqa: S608


def witnessed(path: Path, plain: Path) -> dict[str, list[tuple[object, ...]]]:
    witness.write_plain(path, KEY, plain)
    connection = sqlite3.connect(plain)
    try:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return everything(connection)
    finally:
        connection.close()


def test_the_witness_reads_row_for_row_what_was_written(tmp_path: Path, path: Path) -> None:
    connection = filled(path)
    written = everything(connection)
    connection.close()
    assert not Path(f"{path}-wal").exists()
    assert witnessed(path, tmp_path / "plain.db") == written
    assert len(written["note"]) == 300


def test_commits_still_in_the_log_are_read_too(tmp_path: Path, path: Path) -> None:
    connection = filled(path)
    connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
    connection.execute("DELETE FROM note WHERE id % 3 = 0")
    connection.execute("UPDATE note SET said = 'üýtgedi' WHERE id % 5 = 0")
    assert Path(f"{path}-wal").stat().st_size > 0
    assert witnessed(path, tmp_path / "plain.db") == everything(connection)
    connection.close()


def test_a_log_cut_anywhere_gives_a_state_that_was_committed(tmp_path: Path, path: Path) -> None:
    connection = filled(path, 5)
    connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    for number in range(100, 112):
        connection.execute("INSERT INTO note (id) VALUES (?)", (number,))
    log = Path(f"{path}-wal").read_bytes()
    for place, cut in enumerate(range(0, len(log), 2500)):
        copy = tmp_path / f"cut{place}.db"
        shutil.copy(path, copy)
        Path(f"{copy}-wal").write_bytes(log[:cut])
        ids = [row[0] for row in witnessed(copy, tmp_path / f"plain{place}.db")["note"]]
        assert ids == [*range(5), *range(100, 95 + len(ids))]
    connection.close()


def test_what_was_not_committed_is_not_read(tmp_path: Path, path: Path) -> None:
    connection = filled(path, 3)
    connection.execute("BEGIN")
    connection.execute("PRAGMA cache_size = 1")
    connection.executemany("INSERT INTO note (said) VALUES (?)", [("x" * 3000,)] * 50)
    assert len(witnessed(path, tmp_path / "plain.db")["note"]) == 3
    connection.execute("ROLLBACK")
    connection.close()


@given(place=st.floats(0, 1, exclude_max=True), bit=st.integers(0, 7))
def test_any_flipped_bit_is_noticed(tmp_path_factory: pytest.TempPathFactory, place: float, bit: int) -> None:
    whole = tmp_path_factory.getbasetemp() / "flip-whole.db"
    if not whole.exists():
        filled(whole, 20).close()
    content = bytearray(whole.read_bytes())
    content[int(place * len(content))] ^= 1 << bit
    flipped, plain = whole.with_name("flipped.db"), whole.with_name("flip-plain.db")
    flipped.write_bytes(content)
    plain.unlink(missing_ok=True)
    with pytest.raises(DamagedDatabase):
        witness.write_plain(flipped, KEY, plain)


def test_pages_in_another_order_are_noticed(tmp_path: Path, path: Path) -> None:
    filled(path).close()
    content = path.read_bytes()
    path.write_bytes(content[:4096] + content[8192:12288] + content[4096:8192] + content[12288:])
    with pytest.raises(DamagedDatabase):
        witness.write_plain(path, KEY, tmp_path / "plain.db")


def test_another_key_opens_nothing(tmp_path: Path, path: Path) -> None:
    filled(path, 3).close()
    for key in (bytes(32), b"short"):
        with pytest.raises(DamagedDatabase):
            witness.write_plain(path, key, tmp_path / f"{len(key)}.db")


def test_the_witness_knows_nothing_of_the_library_it_checks() -> None:
    tree = ast.parse(Path(witness.__file__).read_text(encoding="utf-8"))
    named = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    named |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not {name for name in named if "sql" in name or "database" in name}
