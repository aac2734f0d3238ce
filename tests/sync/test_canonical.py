"""One value, one spelling."""

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sync import canonical, limits
from app.sync.canonical import NotCanonical

_LARGEST = 2**53 - 1
scalars = st.none() | st.booleans() | st.integers(-_LARGEST, _LARGEST) | st.text(max_size=20)
values = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=5), inner, max_size=4),
    max_leaves=20,
)


@given(values)
def test_a_value_comes_back_from_its_spelling(value: Any) -> None:
    assert canonical.decode(canonical.encode(value)) == value


@given(values)
def test_any_other_spelling_is_refused(value: Any) -> None:
    data = canonical.encode(value)
    others = (json.dumps(value).encode(), json.dumps(value, indent=1).encode(), data + b" ", b" " + data)
    for other in others:
        if other != data:
            with pytest.raises(NotCanonical):
                canonical.decode(other)


@given(st.binary(max_size=40))
def test_arbitrary_bytes_are_refused_or_their_own_spelling(data: bytes) -> None:
    try:
        value = canonical.decode(data)
    except NotCanonical:
        return
    assert canonical.encode(value) == data


@pytest.mark.parametrize(
    "data",
    [
        b'{"a":1,"a":1}',
        b'{"b":1,"a":2}',
        b"1.0",
        b"1e3",
        b"-0",
        b"NaN",
        b"Infinity",
        b"-Infinity",
        b"9007199254740992",
        b"1" * 5_000,
        b'"\\u0041"',
        b'"\\ud800"',
        b'"\xff"',
        b"\xef\xbb\xbf1",
        b'"\\/"',
        b"",
        b"{",
        b"[1,]",
        b"'a'",
        b"// a comment",
    ],
)
def test_spellings_that_other_readers_let_pass_are_refused(data: bytes) -> None:
    with pytest.raises(NotCanonical):
        canonical.decode(data)


def test_depth_twelve_is_read_and_thirteen_is_not() -> None:
    canonical.decode(b"[" * limits.DEPTH + b"]" * limits.DEPTH)
    with pytest.raises(NotCanonical):
        canonical.decode(b"[" * 13 + b"]" * 13)


def test_a_hundred_thousand_brackets_are_refused_quickly() -> None:
    for data in (b"[" * 100_000, b'{"a":' * 50_000, b"[" * 100_000 + b"]" * 100_000):
        with pytest.raises(NotCanonical):
            canonical.decode(data)


@pytest.mark.parametrize("value", [1.5, {1: 2}, b"bytes", {"a": {"b"}}, 2**53, "\ud800"])
def test_values_without_a_spelling_are_refused(value: Any) -> None:
    with pytest.raises(NotCanonical):
        canonical.encode(value)
