"""What is written down of a mistake holds places in the code and nothing that anybody typed."""

import logging

import pytest

from app.i18n import words
from app.ui import crash

SECRET = "Gülşat Öwezowa"


def fail(name: str) -> None:
    raise ValueError(f"no such person: {name}")


def caught() -> BaseException:
    try:
        try:
            fail(SECRET)
        except ValueError as error:
            raise RuntimeError(SECRET) from error
    except RuntimeError as error:
        return error
    raise AssertionError


def test_kinds_and_places_are_told_and_no_words() -> None:
    text = crash.described(caught())
    assert "builtins.RuntimeError" in text
    assert "builtins.ValueError" in text
    assert "tests/ui/test_crash.py" in text
    assert SECRET not in text


def test_the_log_gets_the_description_and_no_traceback(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.ERROR):
        crash.report(caught())
    assert SECRET not in caplog.text
    assert "RuntimeError" in caplog.text
    assert caplog.records[0].exc_info is None


def test_the_person_hears_what_was_kept_and_what_to_do() -> None:
    sentence = words("en").sentence(crash.Unexpected())
    assert "kept" in sentence
    assert "try again" in sentence
