"""Where the public conformance cases are: named by GOLDAW_CONFORMANCE, or a folder beside the project."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="session")
def cases() -> Path | None:
    """Give the folder of conformance cases, or None when there is none on this machine."""
    named = os.environ.get("GOLDAW_CONFORMANCE")
    folder = Path(named) if named else ROOT.parent / "shared" / "conformance"
    return folder if folder.is_dir() else None
