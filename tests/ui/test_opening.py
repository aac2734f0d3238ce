"""What the first run says of a password is said in the language in use."""

import pytest

from app import i18n
from app.ui import doorstep as opening


@pytest.mark.parametrize(("language", "word"), [("tk", "harp"), ("ru", "знаков")])
def test_a_weak_password_is_explained_in_the_language_in_use(language: str, word: str) -> None:
    before = i18n.current().language
    i18n.use(language)
    try:
        said = i18n.tr(opening.strength("short"))
    finally:
        i18n.use(before)
    assert f"12 {word}" in said


def test_a_good_password_is_praised_by_a_msgid() -> None:
    assert opening.strength("düýe-agaç-çörek-bulut-ýol") == "This password holds."
