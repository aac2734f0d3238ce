"""The national form's tables, and its engine answering as a described person would."""

from pathlib import Path
from typing import Any

import pytest

from app import resources
from app.forms.authoring.tables import Tables, read_folder
from app.forms.definition import load
from tests.forms_content.assessing import PEOPLE, Assess, paths_of


@pytest.fixture(scope="session")
def folder() -> Path:
    """The folder of the initial assessment."""
    return resources.path("forms", "initial_assessment")


@pytest.fixture(scope="session")
def form(folder: Path) -> Tables:
    """Its tables."""
    return read_folder(folder)


@pytest.fixture(scope="session")
def assess(folder: Path, form: Tables) -> Assess:
    """The form, ready to be filled for one person after another."""
    return Assess(load((folder / "form.xml").read_bytes()), dict(paths_of(form)))


@pytest.fixture(params=sorted(PEOPLE))
def person(request: pytest.FixtureRequest) -> dict[str, Any]:
    """One of the described people: about, case, answers, expect."""
    return PEOPLE[request.param]
