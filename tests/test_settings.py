"""The choices of this laptop."""

from pathlib import Path

import pytest

from app import settings
from app.settings import Settings


def test_choices_come_back_as_they_were_kept(tmp_path: Path) -> None:
    chosen = Settings(language="ru", mode="dark", text_percent=150, idle_minutes=2)
    settings.save(chosen, tmp_path / "deep" / "settings.json")
    assert settings.load(tmp_path / "deep" / "settings.json") == chosen


@pytest.mark.parametrize("written", ["", "{", "[]", "null", '{"language": 3, "idle_minutes": "x", "new": 1}'])
def test_a_file_that_makes_no_sense_is_the_first_day(tmp_path: Path, written: str) -> None:
    (tmp_path / "settings.json").write_text(written, encoding="utf-8")
    assert settings.load(tmp_path / "settings.json") == Settings()


def test_a_folder_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    settings.save(Settings(), tmp_path / "file" / "settings.json")
    assert settings.load(tmp_path / "file" / "settings.json") == Settings()
