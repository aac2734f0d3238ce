"""Finished things read back from what was submitted; what a later version wrote does no harm."""

from typing import Any

import pytest

from app.models import fact, finishing, plan
from app.models.case import Case
from app.models.edit import Submit
from app.models.plan import Goal, Plan, Service


def back(submitted: Submit) -> Any:
    return fact.read(submitted.kind, b"h", submitted.body)


def test_an_assessment_reads_back_with_its_reasons_and_answers() -> None:
    answers = {"seen": "none", "urgency": "high", "need": "needs_services", "reasons": "wg mood"}
    done = finishing.Done(
        form="initial_assessment", version="1", sha256="ab", on="2026-01-02", by="w", answers=answers
    )
    (submitted, *_) = finishing.finish(Case(id="c"), done, new_id=str).case
    assert back(submitted) == fact.Assessment(  # type: ignore[arg-type]  # the first edit is the fact
        hash=b"h",
        form="initial_assessment",
        version="1",
        sha256="ab",
        on="2026-01-02",
        by="w",
        urgency="high",
        need="needs_services",
        reasons=("wg", "mood"),
        answers=answers,
    )


def test_a_recognition_a_visit_and_a_closure_read_back() -> None:
    need = back(fact.recognition(need="needs_services", ground="old_age", on="2026-01-02", by="w"))
    assert need == fact.Recognition(
        hash=b"h", on="2026-01-02", by="w", need="needs_services", ground="old_age"
    )
    visit = back(
        fact.visit(on="2026-01-02", by="w", kind="home", done="Gürleşildi", next_visit="2026-02-01", key="1")
    )
    assert (visit.kind, visit.done, visit.next_visit) == ("home", "Gürleşildi", "2026-02-01")
    body = {"on": "2026-03-01", "by": "w", "reason": "goals_reached", "outcome": "better"}
    assert back(Submit(kind="closure", body=body)).outcome == "better"


def test_a_plan_version_holds_goals_and_services_in_their_order() -> None:
    goals = [Goal(id=id_, position=position) for id_, position in (("b", 2), ("c", 1), ("a", 2))]
    lines = [Service(id="s", code="u01", goal="a")]
    version = back(
        plan.version(
            Plan(id="p", words="Öýde galmak"), goals, lines, number=3, by="w", on="2026-01-02", case="c"
        )
    )
    assert [goal["id"] for goal in version.goals] == ["c", "a", "b"]
    assert (version.number, version.frame["words"], version.services[0]["code"]) == (3, "Öýde galmak", "u01")


def test_a_decision_speaks_about_a_hash() -> None:
    decided = fact.decide(b"v" * 32, decision=fact.RETURNED, reason="Düşnüksiz", on="2026-01-03", by="s")
    approval = fact.read_approval(decided.about, decided.body)
    assert approval == fact.Approval(
        about=b"v" * 32, on="2026-01-03", by="s", decision="returned", reason="Düşnüksiz"
    )


@pytest.mark.parametrize("kind", ["assessment", "recognition", "plan_version", "visit", "closure"])
@pytest.mark.parametrize(
    "body",
    [
        {},
        {"on": 5, "by": None, "number": "three", "reasons": "wg", "goals": "x", "frame": [], "answers": 1},
        {"number": {}, "reasons": 7, "goals": {"a": 1}, "services": 3, "frame": "x", "answers": [1]},
        {"reasons": None, "goals": None, "number": None, "later": {"field": True}},
    ],
)
def test_a_body_of_wrong_types_reads_as_not_entered(kind: str, body: dict[str, Any]) -> None:
    read = fact.read(kind, b"h", body)
    assert read is not None
    assert read.on == ""
    for name, wanted in (
        ("goals", tuple),
        ("services", tuple),
        ("reasons", tuple),
        ("frame", dict),
        ("answers", dict),
    ):
        assert isinstance(getattr(read, name, wanted()), wanted)


def test_a_kind_that_only_a_later_version_knows_is_none() -> None:
    assert fact.read("dream", b"h", {"on": "2026-01-01"}) is None
