"""What lies inside parts comes out as it went in, and nothing else comes out."""

import hashlib
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sync import limits, payloads
from app.sync.parts import Part, PartKind
from app.sync.refusals import ChangedBundle, TooLarge


@given(st.lists(st.binary(max_size=2_000), max_size=30))
def test_framed_items_come_back_in_order(items: list[bytes]) -> None:
    parts = payloads.framed(PartKind.CHANGES, items)
    assert [item for part in parts for item in payloads.items(part)] == items


@given(st.binary(min_size=1, max_size=60))
def test_arbitrary_bytes_are_items_or_refused(payload: bytes) -> None:
    try:
        found = list(payloads.items(Part(kind=PartKind.CHANGES, payload=payload)))
    except (ChangedBundle, TooLarge):
        return
    assert b"".join(struct.pack(">I", len(item)) + item for item in found) == payload


def test_a_change_above_256_kb_is_refused_both_ways() -> None:
    largest = bytes(limits.CHANGE)
    assert len(list(payloads.framed(PartKind.CHANGES, [largest]))) == 1
    with pytest.raises(TooLarge, match="256 KB"):
        list(payloads.framed(PartKind.CHANGES, [largest + b"x"]))
    announced = Part(kind=PartKind.CHANGES, payload=struct.pack(">I", limits.CHANGE + 1) + largest + b"x")
    with pytest.raises(TooLarge, match="256 KB"):
        list(payloads.items(announced))


def test_many_small_attachments_share_a_part() -> None:
    photos = [hashlib.shake_256(bytes([n])).digest(90_000) for n in range(100)]
    items = [item for photo in photos for item in payloads.chunks(photo)]
    parts = list(payloads.framed(PartKind.ATTACHMENT, items))
    assert len(parts) == 3
    found = [payloads.chunk(item) for part in parts for item in payloads.items(part)]
    assert [chunk.data for chunk in found] == photos
    assert {len(chunk.digest) for chunk in found} == {32}


def test_an_attachment_can_go_on_where_it_stopped() -> None:
    content = hashlib.shake_256(b"film").digest(9 * limits.MIB)
    rest = [payloads.chunk(item) for item in payloads.chunks(content, start=4 * limits.MIB)]
    assert [chunk.offset for chunk in rest] == [4 * limits.MIB, 8 * limits.MIB]
    assert b"".join(chunk.data for chunk in rest) == content[4 * limits.MIB :]
    assert all(chunk.total == len(content) for chunk in rest)


@pytest.mark.parametrize(
    "item",
    [
        b"",
        bytes(48),
        struct.pack(">32sQQ", bytes(32), 3, 0) + b"four",
        struct.pack(">32sQQ", bytes(32), 10, 8) + b"four",
        struct.pack(">32sQQ", bytes(32), limits.FILE + 1, 0) + b"four",
        struct.pack(">32sQQ", bytes(32), 4, 0) + b"four",
    ],
)
def test_a_chunk_that_contradicts_itself_is_refused(item: bytes) -> None:
    with pytest.raises(ChangedBundle):
        payloads.chunk(item)


def test_a_picture_above_40_million_pixels_is_refused() -> None:
    def png(width: int, height: int) -> bytes:
        return b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", width, height) + bytes(40)

    (item,) = payloads.chunks(png(8_000, 5_000))
    payloads.chunk(item)
    (item,) = payloads.chunks(png(8_000, 5_001))
    with pytest.raises(TooLarge, match="40 Mpx"):
        payloads.chunk(item)


def test_decisions_come_back() -> None:
    found = [payloads.Decision(subject=bytes([n]) * 32, reason="foreign_case") for n in range(3)]
    assert payloads.decided(payloads.decisions(found)) == tuple(found)


@pytest.mark.parametrize("payload", [b"{}", b"[1]", b"[ ]", b'[{"reason":"a b","subject":""}]', b"\xff"])
def test_decisions_of_another_shape_are_refused(payload: bytes) -> None:
    with pytest.raises(ChangedBundle):
        payloads.decided(Part(kind=PartKind.DECISIONS, payload=payload))


def test_a_have_summary_of_another_shape_is_refused() -> None:
    for payload in (b"[]", b'{"c:1":["AA"]}', b'{"c 1":[]}'):
        with pytest.raises(ChangedBundle):
            payloads.had(Part(kind=PartKind.HAVE, payload=payload))
