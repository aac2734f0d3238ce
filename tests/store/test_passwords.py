"""Passwords: long enough, not the first guess, the same on every keyboard."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.store import WeakPassword, passwords


@pytest.mark.parametrize(
    "typed",
    [
        "gara at ýolda dur",
        "Aşgabatdan Mara 362 km",
        "correct horse battery",
        "köpek ýok, pişik bar!",
        "Öý-işik-7-penjire",
        "аист улетел на юг",
    ],
)
def test_a_long_password_of_ones_own_is_accepted(typed: str) -> None:
    assert passwords.accepted(typed) == typed


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "short",
        "eleven char",
        "x" * 129,
        "aaaaaaaaaaaaaa",
        "abababababab",
        "salamsalamsalam",
        "123456789012",
        "98765432109876",
        "abcdefghijklm",
        "qwertyuiop123",
        "йцукенгшщзхъ",
        "Turkmenistan2024",
        "Türkmenistan!!!",
        "password12345",
        "gfhjkm-gfhjkm",
        "goldaw goldaw",
        "2024-08-24 12:30",
    ],
)
def test_what_a_stranger_would_try_first_is_refused(typed: str) -> None:
    with pytest.raises(WeakPassword, match="Nothing was changed"):
        passwords.accepted(typed)


def test_four_words_of_the_list_are_enough_however_short() -> None:
    short = sorted(passwords.word_list(), key=len)[:4]
    assert passwords.accepted(" ".join(short)) == " ".join(short)
    with pytest.raises(WeakPassword):
        passwords.accepted(" ".join([short[0]] * 4))


def test_generated_words_are_accepted_and_hold_forty_bits() -> None:
    drawn = {passwords.generated() for _ in range(50)}
    assert len(drawn) == 50
    assert all(passwords.accepted(password) == password for password in drawn)
    assert passwords.entropy_bits() >= 40


def test_the_list_is_plain_turkmen_letters_without_twins() -> None:
    words = passwords.word_list()
    bare = {unicodedata.normalize("NFD", word).encode("ascii", "ignore") for word in words}
    assert len(words) == len(set(words)) == len(bare) >= 1024
    assert set("".join(words)) <= set("abçdeäfghijžklmnňoöprsştuüwyýz")


@given(typed=st.text(max_size=60))
def test_composed_and_decomposed_letters_are_the_same_password(typed: str) -> None:
    composed, apart = unicodedata.normalize("NFC", typed), unicodedata.normalize("NFD", typed)
    assert passwords.normalised(composed) == passwords.normalised(apart)
    assert passwords.normalised(passwords.normalised(typed)) == passwords.normalised(typed)


def test_the_wrong_keyboard_is_hinted_at() -> None:
    assert passwords.layout_hint("gara at ýolda") is None
    assert "Cyrillic" in str(passwords.layout_hint("пфкф фе"))
    assert "mixed" in str(passwords.layout_hint("gara фе"))
    assert "Caps Lock" in str(passwords.layout_hint("GARA AT 12"))
    assert passwords.layout_hint("1234") is None
    assert passwords.layout_hint("") is None


def test_the_other_keyboard_is_its_own_inverse() -> None:
    assert passwords.other_layout("gara at") == "пфкф фе"
    assert passwords.other_layout(passwords.other_layout("Gara At 12!")) == "Gara At 12!"
