"""The comprehensive assessment, its engine answering as a described person would."""

from typing import Any

import pytest

from tests.forms_content.comprehensive_assessment.assessing import PEOPLE, Assess
from tests.forms_content.filled import Fill


@pytest.fixture(scope="session")
def assess(fill: Fill) -> Assess:
    """The form, ready to be filled for one person after another."""
    return Assess(fill)


@pytest.fixture(params=sorted(PEOPLE))
def person(request: pytest.FixtureRequest) -> dict[str, Any]:
    """One of the described people: about, case, members, answers, expect."""
    return PEOPLE[request.param]
