"""One change has one spelling in bytes; every other spelling, and what is no change, is refused by name."""

import struct
from typing import Any

import msgpack
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.changes import operation
from app.changes.change import (
    FORMAT,
    MAX_NUMBER,
    Change,
    MalformedChange,
    NewerChange,
    digest,
    make,
    pack,
    parse,
)

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**64 - 1)
    | st.text(max_size=40)
    | st.binary(max_size=40)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=4,
)
NAMES = st.text(min_size=1, max_size=80)
OPS = st.one_of(
    st.builds(operation.put, NAMES, NAMES, NAMES, VALUES),
    st.builds(operation.add, NAMES, NAMES, NAMES, VALUES),
    st.builds(operation.delete, NAMES, NAMES),
    st.builds(operation.submit, NAMES, st.binary(max_size=20), NAMES, st.binary(max_size=20)),
    st.builds(
        operation.review,
        st.binary(min_size=32, max_size=32),
        st.binary(max_size=9),
        NAMES,
        st.binary(max_size=9),
    ),
    st.builds(operation.assign, NAMES, NAMES, NAMES, NAMES, st.binary(max_size=9)),
    st.builds(operation.attach, NAMES, NAMES, st.dictionaries(st.text(max_size=5), SCALARS, max_size=3)),
    st.tuples(st.integers(11, 2**31), SCALARS),
)


def a_change(**given_: Any) -> Change:
    usual: dict[str, Any] = {
        "stream": "c:1",
        "replica": "r",
        "n": 1,
        "parents": [],
        "wall_ms": 5,
        "actor": "w",
    }
    return make(**(usual | {"ops": [operation.put("1", "case", "risk", "high")]} | given_))


def fields(change: Change) -> list[Any]:
    return list(msgpack.unpackb(change.body, raw=False))


@given(
    ops=st.lists(OPS, min_size=1, max_size=5),
    parents=st.sets(st.binary(min_size=32, max_size=32), max_size=4),
)
def test_a_change_reads_back_as_it_was_made(ops: list[operation.Operation], parents: set[bytes]) -> None:
    made = a_change(ops=ops, parents=parents)
    again = parse(made.body)
    assert again == made
    assert again.hash == digest(made.body)
    assert again.ops == made.ops
    assert again.parents == tuple(sorted(parents))
    assert pack(fields(made)) == made.body


def reencoded(value: Any, wide: int) -> bytes:
    """Return the first integer at `wide` in a longer form than it needs; all else as it is."""
    packed: bytes = msgpack.packb(value)
    return packed[:wide] + b"\xcf" + struct.pack(">Q", packed[wide]) + packed[wide + 1 :]


def test_a_longer_spelling_of_the_same_change_is_refused() -> None:
    body = reencoded(fields(a_change()), 1)
    assert msgpack.unpackb(body, raw=False) == fields(a_change())
    with pytest.raises(MalformedChange, match="canonical"):
        parse(body)


def test_keys_out_of_order_twice_or_no_texts_are_refused() -> None:
    good = a_change(ops=[operation.attach("1", "case", {"a": 1, "b": 2})]).body
    one, two = msgpack.packb("a") + b"\x01", msgpack.packb("b") + b"\x02"
    assert one + two in good
    for wrong in (two + one, one + one, b"\x01\x01" + two, b"\xc4\x01a\x01" + two):
        with pytest.raises(MalformedChange):
            parse(good.replace(one + two, wrong))


@pytest.mark.parametrize(
    "value", [1.5, float("nan"), msgpack.Timestamp(1), msgpack.ExtType(4, b"x"), [1.5], {"a": [0.5]}]
)
@pytest.mark.parametrize("code", [1, 2, 3, 77])
def test_values_without_one_spelling_are_refused_wherever_they_hide(value: Any, code: int) -> None:
    changed = fields(a_change())
    changed[7] = [[code, "1", "case", "risk", value]]
    with pytest.raises(MalformedChange):
        parse(msgpack.packb(changed))


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (0, 0),
        (0, "1"),
        (1, ""),
        (1, "x" * 81),
        (2, b"r"),
        (3, -1),
        (3, True),
        (3, MAX_NUMBER + 1),
        (4, [b"short"]),
        (4, [b"b" * 32, b"a" * 32]),
        (4, [b"a" * 32, b"a" * 32]),
        (4, [bytes([n]) * 32 for n in range(65)]),
        (5, 1.0),
        (6, None),
        (7, []),
        (7, {}),
        (7, [[]]),
        (7, [["1"]]),
        (7, [[1, "r", "k", "f"]]),
        (7, [[1, "r", "k", "", 1]]),
        (7, [[1, "r", 5, "f", 1]]),
        (7, [[1, "r", "k", "f", "x" * (64 * 1024 + 1)]]),
        (7, [[4, "r", ""]]),
        (7, [[5, "visit", "text", "device", b""]]),
        (7, [[6, b"short", b"", "device", b""]]),
        (7, [[7, "r", "k", "o", "d", "text"]]),
        (7, [[10, "r", "k", []]]),
        (7, [[1, "r", "k", "f", [[[[[[1]]]]]]]]),
        (8, None),
    ],
)
def test_a_wrong_part_is_refused(place: int, value: Any) -> None:
    changed = fields(a_change())
    changed[place] = value
    with pytest.raises(MalformedChange):
        parse(msgpack.packb(changed))


def test_a_later_format_is_told_apart_from_damage() -> None:
    changed = fields(a_change())
    changed[0] = FORMAT + 1
    with pytest.raises(NewerChange):
        parse(msgpack.packb(changed))


@pytest.mark.parametrize(
    "body", [b"", b"\x01", b"\xc1", b"\x99" + b"\xff" * 9, b"\x91" * 2000, b"x" * 300_000]
)
def test_what_is_no_change_is_refused(body: bytes) -> None:
    with pytest.raises(MalformedChange):
        parse(body)


@given(body=st.binary(max_size=60))
def test_random_bytes_are_refused_with_one_kind_of_error(body: bytes) -> None:
    with pytest.raises(MalformedChange):
        parse(body)


@given(data=st.data())
def test_a_flipped_bit_gives_another_change_or_none(data: st.DataObject) -> None:
    made = a_change()
    place, bit = data.draw(st.integers(0, len(made.body) - 1)), data.draw(st.integers(0, 7))
    body = bytearray(made.body)
    body[place] ^= 1 << bit
    try:
        other = parse(bytes(body))
    except MalformedChange:
        return
    assert other != made
    assert pack(fields(other)) == other.body
