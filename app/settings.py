"""What a person chose for this laptop: language, look, text size, folders. No client's data is ever here."""

import json
import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The choices; `vault` and `practice` are folders ("" for the usual ones), `idle_minutes` until the window locks."""

    language: str = "tk"
    mode: str = "light"
    text_percent: int = 100
    idle_minutes: int = 5
    vault: str = ""
    practice: str = ""

    @property
    def vault_folder(self) -> Path:
        """The folder of the real case file."""
        return Path(self.vault) if self.vault else data_folder() / "cases"

    @property
    def practice_folder(self) -> Path:
        """The folder of the practice village."""
        return Path(self.practice) if self.practice else data_folder() / "practice"


def _home(windows: str, variable: str, *elsewhere: str) -> Path:
    if sys.platform == "win32":
        return Path(os.environ.get(windows) or Path.home()) / "Goldaw"
    return Path(os.environ.get(variable) or Path.home().joinpath(*elsewhere)) / "goldaw"


def config_file() -> Path:
    """Return where the choices are kept."""
    return _home("APPDATA", "XDG_CONFIG_HOME", ".config") / "settings.json"


def data_folder() -> Path:
    """Return the folder in which the case files lie."""
    return _home("LOCALAPPDATA", "XDG_DATA_HOME", ".local", "share")


def load(path: Path) -> Settings:
    """Return the choices kept at `path`; what is missing or makes no sense is as on the first day."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return Settings()
    return _read(found) if isinstance(found, dict) else Settings()


def _read(found: Mapping[str, Any]) -> Settings:
    usual = Settings()
    fitting = {
        field.name: found[field.name]
        for field in fields(Settings)
        if type(found.get(field.name)) is type(getattr(usual, field.name))
    }
    return Settings(**fitting)


def save(settings: Settings, path: Path) -> None:
    """Keep the choices at `path`; a disk that refuses loses them, and nothing else."""
    building = path.with_name(path.name + ".new")
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        building.write_text(json.dumps(asdict(settings), indent=2), encoding="utf-8")
        building.replace(path)
