"""The national form's source tables, read once."""

from pathlib import Path

import pytest

from app import resources
from app.forms.authoring.tables import Tables, read_folder


@pytest.fixture(scope="session")
def folder() -> Path:
    """The folder of the initial assessment."""
    return resources.path("forms", "initial_assessment")


@pytest.fixture(scope="session")
def form(folder: Path) -> Tables:
    """Its tables."""
    return read_folder(folder)
