"""A picture's size is read from its head, whatever the head says."""

import struct

from hypothesis import given
from hypothesis import strategies as st

from app.store import image


def jpeg(width: int, height: int, *, before: bytes = b"") -> bytes:
    """Return the head of a JPEG with some segments before its frame."""
    frame = b"\xff\xc0\x00\x11\x08" + struct.pack(">HH", height, width) + b"\x03" + bytes(9)
    return b"\xff\xd8" + b"\xff\xe0\x00\x10" + bytes(14) + before + frame


def test_the_size_of_a_jpeg_is_found_behind_other_segments() -> None:
    assert image.pixels(jpeg(640, 480)) == 640 * 480
    assert image.pixels(jpeg(640, 480, before=b"\xff\xc4\x00\x04\x01\x02")) == 640 * 480
    assert image.pixels(jpeg(640, 480, before=b"\xff\xff\xff\xd0\xff\xe1\x00\x02")) == 640 * 480


def test_the_size_of_a_png_is_found() -> None:
    head = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + struct.pack(">II", 70_000, 70_000)
    assert image.pixels(head) == 4_900_000_000


@given(
    st.sampled_from([b"", b"\xff\xd8", b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff\xe0\x00\x00"]),
    st.binary(max_size=200),
)
def test_arbitrary_bytes_have_some_size_or_none(start: bytes, rest: bytes) -> None:
    assert image.pixels(start + rest) >= 0
