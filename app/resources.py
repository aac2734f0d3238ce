"""The one place that knows where shipped data lies: forms, places, services, icons, translations."""

import sys
from pathlib import Path


def _root() -> Path:
    frozen = getattr(sys, "_MEIPASS", None)  # set by PyInstaller's loader
    return Path(frozen) if frozen else Path(__file__).resolve().parent.parent


def path(*parts: str) -> Path:
    """Return the path of a shipped resource, e.g. `path("places.csv")`."""
    return _root().joinpath("resources", *parts)


def translations() -> Path:
    """Return the folder of the translation catalogues."""
    return _root() / "translations"


def text(*parts: str) -> str:
    """Return a shipped text resource, decoded as UTF-8."""
    return path(*parts).read_text(encoding="utf-8")
