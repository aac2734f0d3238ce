"""Keys of a vault: one per purpose, the same everywhere for ever."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store import keys

DEK = bytes(range(32))
# first 8 bytes, computed with an HKDF written by hand over Python's hmac; a change here makes every vault unreadable
VECTORS = {
    "db": "669b0d812b3c9d08",
    "attachments": "4799357ec70d830c",
    "audit": "6ce63e1298c999fd",
    "ident": "b766edd2343bae72",
    "backup": "ed1aab79ca265d31",
    "drafts": "63fd2081649797c8",
    "header": "637a86b7fde7e057",
}


def test_derived_keys_are_what_the_format_says() -> None:
    assert {purpose: keys.derive(DEK, purpose).hex()[:16] for purpose in keys.PURPOSES} == VECTORS


def test_every_purpose_has_a_key_of_its_own() -> None:
    derived = {keys.derive(DEK, purpose) for purpose in keys.PURPOSES}
    assert len(derived) == len(keys.PURPOSES)
    assert {len(key) for key in derived} == {32}


def test_a_short_key_and_an_unknown_purpose_are_refused() -> None:
    with pytest.raises(ValueError, match="32-byte"):
        keys.derive(b"short", "db")
    with pytest.raises(ValueError, match="known purpose"):
        keys.derive(DEK, "else")  # type: ignore[arg-type]


def test_data_keys_are_drawn_by_chance() -> None:
    assert len({keys.new_dek() for _ in range(100)}) == 100


@given(content=st.binary(max_size=60), associated=st.binary(max_size=20), data=st.data())
def test_a_seal_opens_whole_and_only_whole(content: bytes, associated: bytes, data: st.DataObject) -> None:
    sealed = keys.seal(DEK, content, associated)
    assert keys.unseal(DEK, sealed, associated) == content
    place = data.draw(st.integers(0, len(sealed) - 1))
    flipped = bytearray(sealed)
    flipped[place] ^= data.draw(st.integers(1, 255))
    for key, text, bound in (
        (DEK, bytes(flipped), associated),
        (DEK, sealed[:place], associated),
        (DEK, sealed, associated + b"x"),
        (bytes(32), sealed, associated),
    ):
        with pytest.raises(keys.Unopened):
            keys.unseal(key, text, bound)
