"""A new data key: the same cases, and nothing of the old key opens them."""

from pathlib import Path

import pyrage
import pytest

from app.store import DamagedDatabase, DamagedHeader, WrongPassword, header, keys, rotation
from app.store.argon import FLOOR
from app.store.database import open_encrypted
from app.store.header import Role

PASSWORD = "oba ýolunda agyr arba"


def test_a_rotated_vault_has_the_same_cases_and_a_new_key(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    centre = pyrage.x25519.Identity.generate()
    made = header.create(old, PASSWORD, role=Role.WORKER, cost=FLOOR, escrow=str(centre.to_public()))
    connection = open_encrypted(old / "cases.db", keys.derive(made.dek, "db"), create=True)
    connection.execute("CREATE VIRTUAL TABLE seek USING fts5(said)")
    connection.executemany("INSERT INTO seek VALUES (?)", [(f"setir {number}",) for number in range(500)])
    rotated = rotation.rotate(old, made.dek, PASSWORD, new, cost=FLOOR)
    connection.close()

    opened = header.unlock(new, PASSWORD)
    assert opened.dek == rotated.dek != made.dek
    assert opened.identity == made.identity
    assert header.unlock_with_escrow(new, str(centre)).dek == rotated.dek
    assert header.unlock_with_recovery(new, rotated.recovery_code).dek == rotated.dek
    with pytest.raises(WrongPassword):
        header.unlock_with_recovery(new, made.recovery_code)
    with pytest.raises(DamagedDatabase):
        open_encrypted(new / "cases.db", keys.derive(made.dek, "db"), create=False)
    connection = open_encrypted(new / "cases.db", keys.derive(rotated.dek, "db"), create=False)
    assert connection.execute("SELECT count(*) FROM seek WHERE seek MATCH 'setir'").fetchone() == (500,)
    connection.close()
    assert header.unlock(old, PASSWORD).dek == made.dek


def test_a_rotation_with_another_key_leaves_nothing_behind(tmp_path: Path) -> None:
    header.create(tmp_path / "old", PASSWORD, role=Role.WORKER, cost=FLOOR)
    with pytest.raises(DamagedHeader):
        rotation.rotate(tmp_path / "old", bytes(32), PASSWORD, tmp_path / "new", cost=FLOOR)
    assert [path.name for path in tmp_path.iterdir()] == ["old"]
