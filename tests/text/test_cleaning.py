"""What is kept of typed and pasted text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.text import clean


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("Șirin", "Şirin"),
        ("șirin", "şirin"),
        ("y\u0301yl", "ýyl"),
        ("s\u0327ekil", "şekil"),
        ("İSMAYIL", "ISMAYIL"),
        ("İsmail".lower(), "ismail"),
        ("ılgyn", "ilgyn"),
        ("  Aman \t Orazow\u00a0 ", "Aman Orazow"),
        ("bir \r\n  iki", "bir\niki"),
        ("Aman\u200b\ufeffow", "Amanow"),
        ("a\x00b\x07c", "abc"),
        ("", ""),
    ],
)
def test_text_is_kept_in_one_spelling(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@given(st.text())
def test_cleaning_twice_changes_nothing(text: str) -> None:
    assert clean(clean(text)) == clean(text)


@given(st.text())
def test_kept_text_is_composed_and_has_no_blank_ends(text: str) -> None:
    kept = clean(text)
    assert kept == unicodedata.normalize("NFC", kept).strip()
    assert "İ" not in kept
