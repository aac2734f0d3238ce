"""Figures of the store over a practice village: opening a case, saving a page, searching as one types, taking changes in.

Run as `python -m bench.store [CASES]` (2,000 unless said). Ratios are of medians measured in turns in this run.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

from app import text
from app.changes.change import parse
from app.models.edit import Put
from app.practice import names, village
from app.practice.spelling import in_russian, without_marks
from app.store import database, finding, log, queries, schema
from app.store import vault as vaults
from app.store.argon import FLOOR
from app.store.header import Role
from app.store.vault import Vault

PASSWORD = "oba ýolunda agyr arba"
BAR_RATIO, BAR_SPEED = 1.3, 60_000


def medians(*jobs: Callable[[], object], times: int) -> list[float]:
    """Return the median seconds of each job, measured in turns so that a busy moment hits all of them."""
    taken: list[list[float]] = [[] for _ in jobs]
    for _ in range(times):
        for job, seconds in zip(jobs, taken, strict=True):
            started = time.perf_counter()
            job()
            seconds.append(time.perf_counter() - started)
    return [statistics.median(seconds) for seconds in taken]


def opening(vault: Vault, streams: list[str]) -> None:
    """Print what it costs to open a case that is not in memory."""
    taken = []
    for stream in streams:
        vault._states.clear()
        started = time.perf_counter()
        assert queries.open_case(vault, stream) is not None
        taken.append(time.perf_counter() - started)
    taken.sort()
    print(
        f"open a case: median {taken[len(taken) // 2] * 1000:.2f} ms, p95 {taken[len(taken) * 95 // 100] * 1000:.2f} ms"
    )


def saving(vault: Vault, streams: list[str]) -> None:
    """Print one save of a form's page, against one bare commit of the same bytes in the same kind of file."""
    bare = database.open_encrypted(vault.directory / "bare.db", os.urandom(32), create=True)
    bare.execute("CREATE TABLE page (id INTEGER PRIMARY KEY, body BLOB)")
    turn = iter(range(10**9))

    def save() -> None:
        place = next(turn)
        stream = streams[place % len(streams)]
        case = stream.partition(":")[2]
        fields = [("request", f"Kömek gerek {place}"), ("next_visit", "2026-12-01"), ("target_group", "pwd")]
        vault.commit(
            stream, [Put(record=case, kind="case", field=name, value=value) for name, value in fields]
        )

    def commit() -> None:
        bare.execute("INSERT INTO page (body) VALUES (randomblob(400))")

    whole, alone = medians(save, commit, times=200)
    bare.close()
    print(f"save a page: {whole * 1000:.2f} ms, a bare commit {alone * 1000:.2f} ms: {whole / alone:.2f}x")


def searching(vault: Vault) -> None:
    """Print search as one types, in four spellings, against the same words asked of FTS5 without ranking or joins."""
    random, known = Random(7), names.load()
    spelled: list[Callable[[str], str]] = [str, in_russian, without_marks, str.lower]
    typed = []
    for place in range(60):
        name = random.choice(known.tk_surnames if place % 2 else known.tk_women)
        word = spelled[place % 4](name)
        typed += [word[:length] for length in range(1, min(len(word), 6) + 1)]
    ours, plain = [], []
    for word in typed:
        asked = " ".join(f'"{token}"*' for token in text.search_tokens(word))
        started = time.perf_counter()
        finding.search(vault, word)
        between = time.perf_counter()
        vault.connection.execute(
            "SELECT rowid FROM search WHERE search MATCH ? LIMIT 400", (asked,)
        ).fetchall()
        ours.append(between - started)
        plain.append(time.perf_counter() - between)
    p95 = [sorted(taken)[len(taken) * 95 // 100] for taken in (ours, plain)]
    print(
        f"search as you type: p95 {p95[0] * 1000:.2f} ms, FTS5 alone {p95[1] * 1000:.2f} ms: {p95[0] / p95[1]:.2f}x"
    )


def applying(folder: Path, bodies: list[bytes]) -> None:
    """Print changes taken in (parsed, hashed, folded, logged, shown), against raw inserts of the same rows."""
    operations = sum(len(parse(body).ops) for body in bodies)
    pairs = [_applied_once(folder / str(turn), bodies) for turn in range(3)]
    ours, raw = (min(pair[place] for pair in pairs) for place in (0, 1))
    print(
        f"apply {len(bodies)} changes, {operations} operations: {operations / ours:,.0f} operations per CPU second"
        f" (bar {BAR_SPEED:,}); {ours:.2f} s, raw inserts of the same rows {raw:.2f} s: {ours / raw:.2f}x (bar {BAR_RATIO}x)"
    )


def _applied_once(folder: Path, bodies: list[bytes]) -> tuple[float, float]:
    made = vaults.create(
        folder, PASSWORD, role=Role.CENTRE, name="Merkez", place="TM", practice=True, cost=FLOOR
    )
    vault = made.vault
    with _cpu() as ours, vault.transaction():
        received = vault.receive([parse(body) for body in bodies], bundle="bench")
    assert received.waiting == 0
    rows = {name: vault.connection.execute(f"SELECT * FROM {name}").fetchall() for name in _TABLES}  # noqa: S608
    words = vault.connection.execute("SELECT e.id, '' FROM search_entry e").fetchall()
    raw = database.open_encrypted(folder / "raw.db", os.urandom(32), create=True)
    schema.migrate(raw)
    said = dict(_words(vault))
    found = [(id_, said.get(id_, "")) for id_, _ in words]
    with _cpu() as alone:
        raw.execute("BEGIN")
        for name, every in rows.items():
            if every:
                marks = ",".join("?" * len(every[0]))
                raw.executemany(f"INSERT INTO {name} VALUES ({marks})", every)  # noqa: S608
        raw.executemany("INSERT INTO search (rowid, words) VALUES (?,?)", found)
        raw.execute("COMMIT")
    raw.close()
    vault.close()
    return ours[0], alone[0]


_TABLES = ("change", "edge", *(name for name in schema.CACHE if name != "search"))


def _words(vault: Vault) -> Iterator[tuple[int, str]]:
    vault.connection.execute("CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, search, instance)")
    yield from vault.connection.execute("SELECT doc, group_concat(term, ' ') FROM temp.words GROUP BY doc")


@contextmanager
def _cpu() -> Iterator[list[float]]:
    taken: list[float] = []
    started = time.process_time()
    yield taken
    taken.append(time.process_time() - started)


def main(arguments: list[str] | None = None) -> None:
    """Print every figure."""
    count = int(next(iter(sys.argv[1:] if arguments is None else arguments), "2000"))
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        started = time.perf_counter()
        built = village.build(folder / "village", cases=count, seed=1, password=PASSWORD, cost=FLOOR)
        print(f"practice village of {count} cases: {time.perf_counter() - started:.0f} s")
        centre = vaults.unlock(built.folders[0], PASSWORD)
        rows: list[Any] = centre.connection.execute(
            "SELECT body FROM change WHERE stream <> 'staff' ORDER BY id"
        ).fetchall()
        streams = [stream for stream in log.streams(centre.connection) if stream.startswith("c:")]
        some = Random(3).sample(streams, k=min(200, len(streams)))
        opening(centre, some)
        searching(centre)
        saving(centre, some)
        centre.close()
        applying(folder, [bytes(body) for (body,) in rows])


if __name__ == "__main__":
    main()
