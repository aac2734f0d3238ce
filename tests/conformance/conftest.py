"""Where the public conformance cases and the reference engine are; without them the engine's own tests stand alone."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conformance import javarosa

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def cases() -> Path | None:
    """Give the folder of conformance cases (GOLDAW_CONFORMANCE, or beside the project), or None when there is none."""
    named = os.environ.get("GOLDAW_CONFORMANCE")
    folder = Path(named) if named else ROOT.parent / "shared" / "conformance"
    return folder if folder.is_dir() else None


@pytest.fixture
def say(capsys: pytest.CaptureFixture[str]) -> Callable[[str], None]:
    """Say something on the screen even when the test passes."""

    def said(sentence: str) -> None:
        with capsys.disabled():
            sys.stdout.write(f"\n{sentence}\n")

    return said


@pytest.fixture(scope="session")
def classes(tmp_path_factory: pytest.TempPathFactory) -> Path | None:
    """Give the folder of the compiled driver of JavaRosa, or None where there is no Java."""
    return javarosa.compiled(tmp_path_factory.mktemp("javarosa")) if javarosa.is_here() else None
