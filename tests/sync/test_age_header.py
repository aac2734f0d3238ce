"""The head of an age file, held against the published format before any key is used."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sync import age_header, limits
from app.sync.refusals import NotABundle, PasswordBundle, TruncatedBundle
from tests.sync.desk import Desk

VERSION = b"age-encryption.org/v1\n"
KEY = base64.b64encode(bytes(range(32))).rstrip(b"=")
X25519 = b"-> X25519 " + KEY + b"\n" + KEY + b"\n"
MAC = b"--- " + KEY + b"\n"


def test_a_sound_header_is_measured() -> None:
    found = age_header.check(VERSION + X25519 + b"-> grease a b\nAAAA\n" + X25519 + MAC + bytes(50))
    assert found.stanzas == ("X25519", "grease", "X25519")
    assert found.length == len(VERSION) + 2 * len(X25519) + len(b"-> grease a b\nAAAA\n") + len(MAC)


def test_a_body_of_several_lines_ends_with_a_short_one() -> None:
    full = b"A" * 64 + b"\n"
    assert age_header.check(VERSION + b"-> long\n" + full * 2 + b"AAAA\n" + MAC).stanzas == ("long",)
    assert age_header.check(VERSION + b"-> long\n" + full + b"\n" + MAC).stanzas == ("long",)


@pytest.mark.parametrize(
    "start",
    [
        VERSION + MAC,
        VERSION + X25519 + b"--- " + KEY[:-1] + b"\n",
        VERSION + X25519 + b"--- " + KEY[:-1] + b"9\n",
        VERSION + X25519 + b"---\n",
        VERSION + X25519 + b"---  " + KEY + b"\n",
        VERSION + X25519 + MAC.replace(b"\n", b"\r\n"),
        VERSION.replace(b"v1", b"v2") + X25519 + MAC,
        VERSION.replace(b"\n", b"\r\n") + X25519 + MAC,
        VERSION + b"->X25519 " + KEY + b"\n" + KEY + b"\n" + MAC,
        VERSION + b"->  X25519 " + KEY + b"\n" + KEY + b"\n" + MAC,
        VERSION + b"-> X25519 " + KEY + b" \n" + KEY + b"\n" + MAC,
        VERSION + b"-> X25519\n" + KEY + b"\n" + MAC,
        VERSION + b"-> X25519 " + KEY + b" more\n" + KEY + b"\n" + MAC,
        VERSION + b"-> X25519 " + KEY[:-1] + b"9\n" + KEY + b"\n" + MAC,
        VERSION + b"-> X25519 " + KEY + b"\n" + KEY + b"=\n" + MAC,
        VERSION + b"-> X25519 " + KEY + b"\nAAAA\n" + MAC,
        VERSION + b"-> grease \x01\nAAAA\n" + MAC,
        VERSION + b"-> grease\nAAAAA\n" + MAC,
        VERSION + b"-> grease\n" + b"A" * 65 + b"\n" + MAC,
        VERSION + b"words\n" + MAC,
        VERSION + X25519 * (limits.STANZAS + 1) + MAC,
        VERSION + b"-> grease\n" + (b"A" * 64 + b"\n") * 130 + b"\n" + MAC,
        b"-----BEGIN AGE ENCRYPTED FILE-----\n",
        bytes(100),
    ],
)
def test_an_unsound_header_is_no_bundle(start: bytes) -> None:
    with pytest.raises(NotABundle):
        age_header.check(start)


@pytest.mark.parametrize("arguments", [b"", b" c2FsdA 18", b" c2FsdA 63", b" " + KEY + b" 999999999"])
def test_a_password_stanza_is_refused_whatever_it_asks(arguments: bytes) -> None:
    with pytest.raises(PasswordBundle):
        age_header.check(VERSION + X25519 + b"-> scrypt" + arguments + b"\n" + KEY + b"\n" + MAC)


@given(st.integers(0, 300))
def test_a_header_that_ends_early_is_a_cut_file(keep: int) -> None:
    whole = VERSION + X25519 + X25519 + MAC
    if keep < len(whole):
        with pytest.raises(TruncatedBundle):
            age_header.check(whole[:keep])


def test_sixteen_stanzas_in_exactly_8_kb_are_still_read() -> None:
    start = VERSION + X25519 * (limits.STANZAS - 1)
    rest = limits.HEADER - len(start) - len(MAC)
    filler = b"-> g " + b"x" * (rest - 7) + b"\n\n"
    whole = start + filler + MAC
    assert len(whole) == limits.HEADER
    assert age_header.check(whole + bytes(1)).length == limits.HEADER
    with pytest.raises(NotABundle):
        age_header.check(start + b"-> g x" + filler[5:] + MAC + bytes(1))


def test_what_pyrage_writes_passes(desk: Desk) -> None:
    for number in range(30):
        desk.write([], f"{number}.etb")
        content = desk.path(f"{number}.etb").read_bytes()
        assert age_header.check(content[: limits.HEADER + 1]).stanzas[:2] == ("X25519", "X25519")
