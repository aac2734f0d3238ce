"""The Turkmen words for Qt's own buttons and dialogs: Qt knows each source text, and its marks are kept."""

import csv
import io
import re

import pytest
from PySide6.QtCore import QLibraryInfo, QTranslator

from app import resources

ROWS = list(csv.DictReader(io.StringIO(resources.text("qt_tk.csv"))))


@pytest.fixture(scope="module")
def russian() -> QTranslator:
    translator = QTranslator()
    assert translator.load("qtbase_ru", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    return translator


def test_qt_itself_has_every_context_and_source(russian: QTranslator) -> None:
    unknown = [row for row in ROWS if not russian.translate(row["context"], row["source"])]
    assert unknown == []


def test_every_text_is_there_once_and_translated() -> None:
    keys = [(row["context"], row["source"]) for row in ROWS]
    assert len(keys) == len(set(keys)) >= 60
    assert all(row["tk"].strip() for row in ROWS)


def test_places_for_values_lines_and_shortcuts_are_kept() -> None:
    for row in ROWS:
        assert sorted(re.findall(r"%\d", row["source"])) == sorted(re.findall(r"%\d", row["tk"])), row
        assert row["source"].count("\n") == row["tk"].count("\n"), row
        assert row["source"].count("&") == row["tk"].count("&"), row


@pytest.mark.parametrize(
    "source", ["OK", "Save", "Cancel", "Close", "Open", "Help", "Apply", "Retry", "&Yes", "&No"]
)
def test_the_standard_buttons_speak_turkmen(source: str) -> None:
    (row,) = [row for row in ROWS if (row["context"], row["source"]) == ("QPlatformTheme", source)]
    assert row["tk"].replace("&", "") != source.replace("&", "")
