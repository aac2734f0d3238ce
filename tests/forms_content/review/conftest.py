"""The review, its engine answering as a described person would."""

from typing import Any

import pytest

from tests.forms_content.filled import Fill
from tests.forms_content.review.reviewing import PEOPLE, Review


@pytest.fixture(scope="session")
def review(fill: Fill) -> Review:
    """The form, ready to be filled for one person after another."""
    return Review(fill)


@pytest.fixture(params=sorted(PEOPLE))
def person(request: pytest.FixtureRequest) -> dict[str, Any]:
    """One of the described people: about, case, goals, answers, expect."""
    return PEOPLE[request.param]
