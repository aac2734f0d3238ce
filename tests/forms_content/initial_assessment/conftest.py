"""The initial assessment, its engine answering as a described person would."""

from pathlib import Path
from typing import Any

import pytest

from app.forms.authoring.tables import Tables
from app.forms.definition import load
from tests.forms_content.initial_assessment.assessing import PEOPLE, Assess
from tests.forms_content.tables import paths_of


@pytest.fixture(scope="session")
def assess(folder: Path, form: Tables) -> Assess:
    """The form, ready to be filled for one person after another."""
    return Assess(load((folder / "form.xml").read_bytes()), dict(paths_of(form)))


@pytest.fixture(params=sorted(PEOPLE))
def person(request: pytest.FixtureRequest) -> dict[str, Any]:
    """One of the described people: about, case, answers, expect."""
    return PEOPLE[request.param]
