"""The spool gives back what was written, and keeps nothing in clear."""

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sync import limits
from app.sync.spool import Spool


@given(st.lists(st.binary(max_size=700_000), max_size=6), st.integers(0, 2_000_000), st.integers(0, 300))
def test_any_place_gives_back_what_was_written_there(pieces: list[bytes], offset: int, size: int) -> None:
    whole = b"".join(pieces)
    with Spool() as spool:
        for piece in pieces:
            spool.write(piece)
        assert spool.size == len(whole)
        assert spool.read_at(offset, size) == whole[offset : offset + size]
        assert spool.reader().read() == whole


def test_reading_between_writes_disturbs_nothing() -> None:
    with Spool() as spool:
        spool.write(b"one ")
        assert spool.read_at(0, 10) == b"one "
        spool.write(b"two")
        assert spool.read_at(2, 10) == b"e two"


@pytest.mark.parametrize("size", [1_000, 12 * limits.MIB])
def test_neither_memory_nor_scratch_file_holds_clear_text(tmp_path: Path, size: int) -> None:
    words = "Aýna Myradowa, Köneürgenç".encode()
    with Spool(tmp_path) as spool:
        spool.write(words + hashlib.shake_256(b"rest").digest(size) + words)
        assert spool.read_at(0, len(words)) == words
        spool._file.seek(0)
        stored = spool._file.read()
        assert len(stored) == spool.size
        assert words not in stored
    assert list(tmp_path.iterdir()) == []


def test_two_spools_never_share_a_key() -> None:
    stored = []
    for _ in range(2):
        with Spool() as spool:
            spool.write(bytes(1_000))
            spool.read_at(0, 1)
            spool._file.seek(0)
            stored.append(spool._file.read())
    assert stored[0] != stored[1]
