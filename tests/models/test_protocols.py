"""Which urgent checklist comes first after an assessment, and when it is no longer the first thing to do."""

import pytest

from app import resources
from app.models.case import Case
from app.models.casefile import CaseFile
from app.models.fact import Assessment, Visit
from app.models.filled import Filled
from app.models.protocols import CRUELTY, NEGLECT, REASONS, VIOLENCE, called_for


def file_of(
    *reasons: str, filled: tuple[Filled, ...] = (), visits: tuple[Visit, ...] = (), closed: str = ""
) -> CaseFile:
    assessment = Assessment(
        hash=b"a", form="initial_assessment", version="1", sha256="", on="2026-11-20", by="w", reasons=reasons
    )
    return CaseFile(case=Case(id="c", closed=closed), assessments=(assessment,), filled=filled, visits=visits)


def gone_through(form: str, on: str) -> Filled:
    return Filled(hash=b"p", kind="protocol", form=form, version="1", sha256="", on=on, by="w")


@pytest.mark.parametrize(
    ("reasons", "age", "wanted"),
    [
        (("threat_kill", "no_income"), "36", (VIOLENCE,)),
        (("threat_kill",), "", (VIOLENCE,)),
        (("threat_kill",), "15", (VIOLENCE,)),
        (("threat_kill",), "14", (CRUELTY,)),
        (("violence", "child_danger"), "9", (CRUELTY,)),
        (("no_care",), "81", (NEGLECT,)),
        (("afraid_home", "neglect", "cruelty"), "40", (VIOLENCE, CRUELTY, NEGLECT)),
        (("no_income", "homeless"), "40", ()),
    ],
)
def test_reasons_call_for_their_checklist(
    reasons: tuple[str, ...], age: str, wanted: tuple[str, ...]
) -> None:
    assert called_for(file_of(*reasons), age) == wanted


def test_a_checklist_that_was_gone_through_since_is_done() -> None:
    done = gone_through(VIOLENCE, "2026-11-20")
    earlier = gone_through(VIOLENCE, "2026-10-01")
    assert called_for(file_of("threat_kill", filled=(done,))) == ()
    assert called_for(file_of("threat_kill", filled=(earlier,))) == (VIOLENCE,)


def test_a_case_that_went_on_or_is_closed_has_other_things_first() -> None:
    visit = Visit(hash=b"v", on="2026-11-21", by="w", kind="home", done="", next_visit="")
    assert called_for(file_of("threat_kill", visits=(visit,))) == ()
    assert called_for(file_of("threat_kill", closed="2026-11-22")) == ()
    assert called_for(CaseFile(case=Case(id="c"))) == ()


def test_the_forms_give_these_reasons_and_the_checklists_are_there() -> None:
    survey = resources.path("forms", "initial_assessment", "survey.csv").read_text("utf-8")
    for form, reasons in REASONS.items():
        assert resources.path("forms", form, "form.xml").is_file()
        assert [one for one in reasons if f",reason_{one}," not in survey] == []
