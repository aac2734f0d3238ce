"""What is done, what comes next and by when follows from the file, never from today and never from a stored date."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.case import Case, Consent, Manner, Purpose, Risk
from app.models.casefile import CaseFile, Due, Duty, Step, TimeFrames, done_steps, due, open_step
from app.models.fact import APPROVED, RETURNED, Approval, Assessment, PlanVersion, Recognition, Visit

FRAMES = TimeFrames()
OPENED = "2026-03-02"


def case(**fields: Any) -> Case:
    return Case(id="1", **({"opened": OPENED, "risk": Risk.MEDIUM} | fields))


def assessment(on: str = "2026-03-05") -> Assessment:
    return Assessment(hash=b"a", form="f", version="1", sha256="", on=on, by="w")


def version(number: int = 1, on: str = "2026-03-10", **frame: str) -> PlanVersion:
    return PlanVersion(hash=b"v%d" % number, number=number, on=on, by="w", frame=frame, goals=(), services=())


def visit(on: str, next_visit: str = "") -> Visit:
    return Visit(hash=on.encode(), on=on, by="w", kind="home", done="", next_visit=next_visit)


def decided(about: bytes, decision: str = APPROVED, on: str = "2026-03-12") -> Approval:
    return Approval(about=about, on=on, by="s", decision=decision, reason="")


CONSENT = Consent(id="c", purpose=Purpose.ASSESSMENT, manner=Manner.SIGNED, given=OPENED)
NEED = Recognition(hash=b"r", on="2026-03-06", by="w", need="needs_services", ground="old_age")
FILES = [
    (Step.CONSENT, CaseFile(case=case())),
    (Step.ASSESSMENT, CaseFile(case=case(), consents=(CONSENT,))),
    (Step.NEED, CaseFile(case=case(), consents=(CONSENT,), assessments=(assessment(),))),
    (
        Step.PLAN,
        CaseFile(case=case(), consents=(CONSENT,), assessments=(assessment(),), recognitions=(NEED,)),
    ),
]
FULL = replace(FILES[-1][1], versions=(version(),), approvals=(decided(b"v1"),))


@pytest.mark.parametrize(("step", "file"), FILES)
def test_the_open_step_is_the_first_one_not_done(step: Step, file: CaseFile) -> None:
    assert open_step(file) is step
    assert done_steps(file) == frozenset(list(Step)[: list(Step).index(step)])


def test_after_the_approval_come_visits_and_after_them_the_review() -> None:
    assert open_step(FULL) is Step.VISITS
    visited = replace(FULL, visits=(visit("2026-03-20"),))
    assert open_step(visited) is Step.REVIEW
    reviewed = replace(visited, assessments=(assessment(), assessment("2026-06-05")))
    assert open_step(reviewed) is Step.CLOSURE


def test_a_closed_case_is_at_its_closure_whatever_is_missing() -> None:
    file = CaseFile(case=case(closed="2026-04-01"))
    assert open_step(file) is Step.CLOSURE
    assert due(file, FRAMES) == Due(duty=Duty.NONE, on="")


@pytest.mark.parametrize(
    ("risk", "on"),
    [
        (Risk.URGENT, "2026-03-02"),
        (Risk.HIGH, "2026-03-05"),
        (Risk.MEDIUM, "2026-03-09"),
        (Risk.LOW, "2026-03-16"),
        (Risk.UNKNOWN, "2026-03-09"),
    ],
)
def test_an_urgent_case_is_assessed_the_same_day_and_others_by_their_risk(risk: Risk, on: str) -> None:
    assert due(CaseFile(case=case(risk=risk)), FRAMES) == Due(duty=Duty.ASSESS, on=on)


def test_the_plan_is_due_by_risk_from_the_assessment_on() -> None:
    file = CaseFile(case=case(risk=Risk.HIGH), assessments=(assessment(),))
    assert due(file, FRAMES) == Due(duty=Duty.PLAN, on="2026-03-12")


def test_a_returned_plan_is_due_for_correction_at_once_until_a_new_version_is_there() -> None:
    returned = replace(FULL, approvals=(decided(b"v1", RETURNED),))
    assert due(returned, FRAMES) == Due(duty=Duty.CORRECT, on="2026-03-12")
    corrected = replace(returned, versions=(version(), version(2, on="2026-03-15")))
    assert due(corrected, FRAMES).duty is Duty.VISIT
    assert not corrected.is_approved, "an approval or refusal of an older version does not count"


def test_an_approval_counts_for_the_version_it_speaks_about() -> None:
    assert FULL.is_approved
    assert not replace(FULL, versions=(version(), version(2))).is_approved
    both = replace(FULL, approvals=(decided(b"v1"), decided(b"v1", RETURNED)))
    assert not both.is_approved, "returned and approved on one day: the careful one counts"


def test_the_next_visit_is_the_one_named_last_or_follows_from_the_risk() -> None:
    assert due(FULL, FRAMES) == Due(duty=Duty.VISIT, on="2026-04-09")
    planned = replace(FULL, versions=(version(next_visit="2026-03-17"),))
    assert due(planned, FRAMES) == Due(duty=Duty.VISIT, on="2026-03-17")
    visited = replace(planned, visits=(visit("2026-03-17", "2026-04-02"),))
    assert due(visited, FRAMES) == Due(duty=Duty.VISIT, on="2026-04-02")
    unnamed = replace(planned, visits=(visit("2026-03-17"),))
    assert due(unnamed, FRAMES) == Due(duty=Duty.VISIT, on="2026-04-16")


def test_the_review_comes_before_a_later_visit_and_is_done_by_a_new_assessment() -> None:
    file = replace(FULL, visits=(visit("2026-05-30", "2026-08-30"),))
    assert due(file, FRAMES) == Due(duty=Duty.REVIEW, on="2026-06-09")
    again = replace(file, assessments=(assessment(), assessment("2026-06-10")))
    assert due(again, FRAMES) == Due(duty=Duty.VISIT, on="2026-08-30")
    agreed = replace(FULL, versions=(version(next_review="2026-04-01", next_visit="2026-04-05"),))
    assert due(agreed, FRAMES) == Due(duty=Duty.REVIEW, on="2026-04-01")


@given(words=st.lists(st.text(max_size=10), min_size=4, max_size=4))
def test_dates_that_are_none_give_no_date_and_no_failure(words: list[str]) -> None:
    opened, on, planned, visited = words
    file = CaseFile(case=case(opened=opened))
    assert due(file, FRAMES).duty is Duty.ASSESS
    later = CaseFile(
        case=case(opened=opened),
        assessments=(assessment(on),),
        versions=(version(on=planned, next_visit=visited),),
        visits=(visit(visited, planned),),
    )
    assert due(later, FRAMES).duty in (Duty.VISIT, Duty.REVIEW)


@pytest.mark.parametrize(
    ("consent", "may"),
    [
        (CONSENT, True),
        (replace(CONSENT, withdrawn="2026-03-03"), False),
        (replace(CONSENT, given=""), False),
        (replace(CONSENT, given="", exception="a child in danger", approver="s"), True),
        (replace(CONSENT, purpose=Purpose.SHARING), False),
        (replace(CONSENT, purpose=Purpose.KEEPING), True),
    ],
)
def test_an_assessment_asks_for_consent_or_a_recorded_exception(consent: Consent, may: bool) -> None:
    assert CaseFile(case=case(), consents=(consent,)).may_be_assessed is may


def test_a_consent_holds_from_its_day_until_its_end_or_withdrawal() -> None:
    limited = replace(CONSENT, expires="2026-06-01")
    days = ("2026-03-01", OPENED, "2026-06-01", "2026-06-02")
    assert [limited.is_in_force(day) for day in days] == [False, True, True, False]
