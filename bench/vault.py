"""Figures of the vault: what unlocking costs beside Argon2id, a password change, a commit, an open with the raw key.

Run as `python -m bench.vault`. Ratios are of medians measured in this run.
"""

import os
import sqlite3
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from app.store import argon, database, header, header_file, keys
from app.store.header import Role

PASSWORD = "oba ýolunda agyr arba"


def medians(*jobs: Callable[[], object], times: int) -> list[float]:
    """Return the median seconds of each job, measured in turns so that a busy moment hits all of them."""
    taken: list[list[float]] = [[] for _ in jobs]
    for _ in range(times):
        for job, seconds in zip(jobs, taken, strict=True):
            started = time.perf_counter()
            job()
            seconds.append(time.perf_counter() - started)
    return [statistics.median(seconds) for seconds in taken]


def fill(connection: database.Connection, megabytes: int) -> None:
    """Make a table of random rows of that size."""
    connection.execute("CREATE TABLE filler (id INTEGER PRIMARY KEY, content BLOB)")
    connection.execute("BEGIN")
    connection.executemany(
        "INSERT INTO filler (content) VALUES (?)", ((os.urandom(16000),) for _ in range(megabytes * 64))
    )
    connection.execute("COMMIT")


def unlocking(vault: Path) -> bytes:
    """Print what the header adds to Argon2id; return the data key."""
    cost = argon.calibrated()
    created = header.create(vault, PASSWORD, role=Role.WORKER, cost=cost)
    alone, whole, code = medians(
        lambda: argon.password_key(PASSWORD, bytes(16), cost, None),
        lambda: header.unlock(vault, PASSWORD),
        lambda: header.unlock_with_recovery(vault, created.recovery_code),
        times=7,
    )
    print(f"calibrated to {cost.memory_kib // 1024} MiB, {cost.time} passes, {cost.parallelism} lanes")
    print(f"Argon2id alone {alone:.3f} s, unlock {whole:.3f} s: {whole / alone:.2f}x")
    print(f"unlock with the recovery code {code * 1000:.1f} ms")
    return created.dek


def changing(folder: Path, vault: Path, dek: bytes) -> None:
    """Print that a password change does not depend on the vault's size."""
    empty = folder / "empty"
    cost = argon.Cost.read(header_file.read(vault).header.slots[0])
    small = header.create(empty, PASSWORD, role=Role.WORKER, cost=cost)
    connection = database.open_encrypted(vault / "cases.db", keys.derive(dek, "db"), create=True)
    fill(connection, 200)
    connection.close()
    without, with_cases = medians(
        lambda: header.change_password(empty, small.dek, PASSWORD),
        lambda: header.change_password(vault, dek, PASSWORD),
        times=7,
    )
    size = (vault / "cases.db").stat().st_size // 2**20
    print(
        f"password change: empty vault {without:.3f} s, {size} MiB {with_cases:.3f} s: {with_cases / without:.2f}x"
    )


def opening(vault: Path, dek: bytes) -> None:
    """Print what opening costs with the raw key, to the first row."""
    key = keys.derive(dek, "db")

    def once() -> None:
        connection = database.open_encrypted(vault / "cases.db", key, create=False)
        connection.execute("SELECT id FROM filler LIMIT 1").fetchone()
        connection.close()

    print(f"open with the raw key, all rules, first row, close: {medians(once, times=50)[0] * 1000:.2f} ms")


def committing(folder: Path, dek: bytes) -> None:
    """Print one durable commit, against plain SQLite under the same settings."""
    ciphered = database.open_encrypted(folder / "commit.db", keys.derive(dek, "db"), create=True)
    plain = sqlite3.connect(folder / "plain.db", isolation_level=None)
    plain.execute("PRAGMA journal_mode = WAL")
    plain.execute("PRAGMA synchronous = FULL")
    for connection in (plain, ciphered):
        connection.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, said TEXT)")
    save = "INSERT INTO note (said) VALUES (hex(randomblob(200)))"
    bare, sealed = medians(lambda: plain.execute(save), lambda: ciphered.execute(save), times=1000)
    print(f"one commit: plain {bare * 1000:.2f} ms, encrypted {sealed * 1000:.2f} ms: {sealed / bare:.2f}x")
    plain.close()
    ciphered.close()


def main() -> None:
    """Print every figure."""
    with tempfile.TemporaryDirectory() as folder:
        vault = Path(folder) / "vault"
        dek = unlocking(vault)
        changing(Path(folder), vault, dek)
        opening(vault, dek)
        committing(Path(folder), dek)


if __name__ == "__main__":
    main()
