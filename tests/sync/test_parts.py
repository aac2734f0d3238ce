"""Packing a part and opening it again."""

import hashlib
from dataclasses import replace

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from app.sync import limits, parts
from app.sync.parts import Packing, Part, PartEntry, PartKind
from app.sync.refusals import ChangedBundle, TooLarge


@given(st.sampled_from(PartKind), st.binary(min_size=1, max_size=5_000), st.integers(1, 300))
def test_what_is_packed_is_unpacked(kind: PartKind, payload: bytes, times: int) -> None:
    part = Part(kind=kind, payload=payload * times)
    entry, packed = parts.pack(part)
    assert parts.unpack(entry, packed) == part
    assert PartEntry.from_json(entry.to_json()) == entry
    assert entry.size <= entry.packed * limits.RATIO


def test_what_does_not_shrink_lies_plain() -> None:
    entry, packed = parts.pack(Part(kind=PartKind.ATTACHMENT, payload=hashlib.shake_256(b"").digest(50_000)))
    assert (entry.packing, entry.packed) == (Packing.PLAIN, 50_000)
    assert len(packed) == 50_000


def test_what_would_shrink_beyond_belief_lies_plain() -> None:
    entry, _ = parts.pack(Part(kind=PartKind.ATTACHMENT, payload=bytes(1_000_000)))
    assert entry.packing is Packing.PLAIN


def test_a_part_above_64_mb_is_refused_by_the_writer() -> None:
    with pytest.raises(TooLarge, match="64 MB"):
        parts.pack(Part(kind=PartKind.SNAPSHOT, payload=bytes(limits.PART + 1)))


def test_an_empty_part_is_a_mistake() -> None:
    with pytest.raises(ValueError, match="never empty"):
        parts.pack(Part(kind=PartKind.SNAPSHOT, payload=b""))


def _entry(packed: bytes, size: int, packing: Packing = Packing.ZSTD) -> PartEntry:
    digest = hashlib.sha256(packed).hexdigest()
    return PartEntry(kind=PartKind.CHANGES, packing=packing, size=size, packed=len(packed), sha256=digest)


def test_frames_that_are_not_as_announced_are_refused() -> None:
    frame = zstandard.ZstdCompressor().compress(b"words " * 100)
    unsized = zstandard.ZstdCompressor(write_content_size=False).compress(b"words " * 100)
    for packed in (frame + frame, frame + b"x", frame[:-1], b"x" * 20, unsized, frame[:-3] + b"abc"):
        with pytest.raises(ChangedBundle):
            parts.unpack(_entry(packed, 600), packed)
    for size in (599, 601):
        with pytest.raises(ChangedBundle):
            parts.unpack(_entry(frame, size), frame)
    assert parts.unpack(_entry(frame, 600), frame).payload == b"words " * 100


def test_bytes_with_another_hash_or_length_are_refused_before_inflating() -> None:
    frame = zstandard.ZstdCompressor().compress(b"words " * 100)
    entry = _entry(frame, 600)
    with pytest.raises(ChangedBundle):
        parts.unpack(replace(entry, sha256="0" * 64), frame)
    with pytest.raises(ChangedBundle):
        parts.unpack(entry, frame[:-1])


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "database"},
        {"packing": "gzip"},
        {"packing": "plain"},
        {"packed": 0},
        {"packed": True},
        {"size": -1},
        {"sha256": "AB" * 32},
        {"name": "../../etc/passwd"},
    ],
)
def test_entries_of_another_shape_are_refused(change: dict[str, object]) -> None:
    good = _entry(b"packed", 600).to_json()
    PartEntry.from_json(good)
    with pytest.raises(ValueError):  # noqa: PT011 — each field has its own kind of ValueError
        PartEntry.from_json({**good, **change})
