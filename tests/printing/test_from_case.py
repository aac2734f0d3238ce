"""What goes home with the client says nothing that was told in confidence."""

from datetime import date

import pytest

from app import resources
from app.models.case import Case
from app.models.casefile import CaseFile
from app.models.place import PlaceTable
from app.models.plan import Goal, Plan, Service
from app.models.staff import Staff
from app.printing.from_case import support_plan
from app.printing.plan import SupportPlanPaper

SENSITIVE = ("s05", "s06", "s08")


def paper(code: str, domain: str, *, restricted: bool) -> SupportPlanPaper:
    """Return the client's paper of a plan with one goal and one line of help for it."""
    goal = Goal(id="g1", plan="p1", domain=domain, text_tk="Maksadym", text_ru="Моя цель")
    line = Service(id="s1", plan="p1", goal="g1", code=code, what_tk="Anyk hyzmat", what_ru="Именно это")
    file = CaseFile(
        case=Case(id="c1", restricted=restricted), plan=Plan(id="p1"), goals=(goal,), services=(line,)
    )
    places = PlaceTable.parse(resources.text("places.csv"))
    worker = Staff(id="w1", name="Aman", place="TM-S")
    return support_plan(
        file, number="1", worker=worker, places=places, today=date(2026, 11, 30), language="tk"
    )


def said(made: SupportPlanPaper) -> str:
    """Return the words of its goals and services."""
    return repr((made.goals, made.services))


@pytest.mark.parametrize("code", SENSITIVE)
@pytest.mark.parametrize("restricted", [True, False])
def test_a_service_that_tells_too_much_is_named_in_general_words(code: str, restricted: bool) -> None:
    made = paper(code, "family", restricted=restricted)
    assert "Anyk hyzmat" not in said(made)
    assert "Maslahat we goldaw" in said(made)


@pytest.mark.parametrize("code", SENSITIVE)
def test_a_protected_case_keeps_the_goal_of_such_a_service_to_itself(code: str) -> None:
    assert paper(code, "family", restricted=True).goals == ()


def test_a_protected_case_keeps_safety_to_itself() -> None:
    made = paper("u01", "safety", restricted=True)
    assert made.goals == ()
    assert "Anyk hyzmat" not in said(made)


def test_an_ordinary_goal_and_its_help_are_on_the_paper() -> None:
    for restricted in (True, False):
        words = said(paper("u01", "education", restricted=restricted))
        assert "Maksadym" in words
        assert "Anyk hyzmat" in words
