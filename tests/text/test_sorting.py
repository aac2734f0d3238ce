"""The order of lists: the official Turkmen alphabet as ICU's tk collation has it, Russian after it."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.text import clean, sort_key

ALPHABET = list("ABÇDEÄFGHIJŽKLMNŇOÖPRSŞTUÜWYÝZ")
RUSSIAN = list("АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ")


def shuffled(words: list[str]) -> list[str]:
    mixed = list(words)
    random.Random(7).shuffle(mixed)
    return mixed


@pytest.mark.parametrize(
    "order",
    [
        ALPHABET,
        [letter.lower() for letter in ALPHABET],
        RUSSIAN,
        ["Ahmet", "Çary", "Dowlet", "Äşe", "Ýagmyr", "Zöhre"],
        ["c", "C", "ç", "Ç", "d"],
        ["ak bugdaý", "ak-bugdaý", "akbugdaý"],
        ["aman", "Aman", "amana", "AMANa"],
        ["Zöhre", "Анна", "Яна"],
        ["ел", "ёл", "ем"],
        ["Елена", "Ёлкина", "Емельян", "Жанна"],
        ["1", "2", "a"],
        ["resume", "resumé", "resumes"],
        ["ага", "аҗа", "аи"],
    ],
)
def test_words_come_in_this_order(order: list[str]) -> None:
    assert sorted(shuffled(order), key=sort_key) == order


def test_an_order_by_plain_bytes_is_the_same_order() -> None:
    words = [*ALPHABET, *RUSSIAN, "Äşe", "ak bugdaý", "Ёлкина", "日本", "é"]
    assert sorted(words, key=sort_key) == sorted(words, key=lambda word: sort_key(word).encode())


@given(st.text(), st.text())
def test_equal_keys_mean_equal_texts(one: str, other: str) -> None:
    assert (sort_key(one) == sort_key(other)) == (clean(one) == clean(other))


@given(st.text(alphabet="aAäÄbBýÝ -еёЕЁ", max_size=8), st.text(alphabet="aAäÄbBýÝ -еёЕЁ", max_size=8))
def test_the_beginning_of_a_text_comes_before_the_text(one: str, more: str) -> None:
    whole = clean(one + more)
    assert sort_key(clean(one)) <= sort_key(whole) or not whole.startswith(clean(one))
