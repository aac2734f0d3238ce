"""Invented assessments are what the form's engine itself gives for these answers: nothing was made up beside it."""

from datetime import UTC, date, datetime
from random import Random

import pytest

from app.forms import answers as documents
from app.models.household import Sex
from app.practice import situations
from app.practice.assessed import About, Assessments
from app.practice.situations import Drawn

DAY = date(2026, 3, 4)
KNOWN = situations.load()


@pytest.fixture(scope="module")
def assessments() -> Assessments:
    return Assessments(KNOWN)


def about(drawn: Drawn, random: Random) -> About:
    children = 3 if drawn.living in ("nuclear", "single", "three") or drawn.age < 18 else 0
    return About(
        day=DAY,
        people=1 if drawn.living == "alone" else 5,
        children=children,
        older=0,
        benefits=("privileges",),
        wishes="Saglyk",
        new_id=lambda: f"{random.getrandbits(128):032x}",
    )


def test_the_engine_agrees_with_every_answer_and_finds_the_form_complete(assessments: Assessments) -> None:
    random = Random(11)
    for drawn in situations.draw(KNOWN, random, 60):
        document = assessments.document(drawn, about(drawn, random))
        session = documents.from_document(
            assessments.form,
            document,
            clock=lambda: datetime(2026, 3, 4, 7, tzinfo=UTC),
            instances={"case": [{"sex": str(drawn.sex), "age": str(drawn.age)}]},
        )
        session.recompute_all()
        assert session.validate() == (), drawn.situation.key
        assert documents.to_document(session) == document, drawn.situation.key


@pytest.mark.parametrize("situation", KNOWN.all, ids=lambda one: one.key)
def test_a_situation_is_as_urgent_as_it_says(
    assessments: Assessments, situation: situations.Situation
) -> None:
    random = Random(2)
    for age in {situation.ages[0], situation.ages[1]}:
        for living in situations.fit_for_age(situation.living, age):
            drawn = Drawn(
                situation=situation,
                sex=Sex(situation.sex or "f"),
                age=age,
                benefit=True,
                living=living,
                source="self",
            )
            found = assessments.document(drawn, about(drawn, random))["answers"]
            quiet = situation.urgency in ("none", "unknown")
            assert found["urgency"] == ("low" if quiet else situation.urgency), (
                age,
                living,
                found["reasons"],
            )
            wanted = {"none": "no_need", "unknown": "unknown"}.get(situation.urgency, "needs_services")
            assert found["need"] == wanted, (age, living, found["reasons"])


def test_shares_are_met_to_the_nearest_person() -> None:
    drawn = situations.draw(KNOWN, Random(4), 1000)
    ages = [sum(low <= one.age <= high for one in drawn) for low, high in situations.AGE_GROUPS]
    assert ages == [400, 510, 90]
    assert sum(one.situation.urgency == "urgent" for one in drawn) == 60
    assert 815 <= sum(one.benefit for one in drawn) <= 830
    assert situations.draw(KNOWN, Random(4), 50) == situations.draw(KNOWN, Random(4), 50)


@pytest.mark.parametrize("text", ["request", "wishes"])
def test_everybody_speaks_in_both_languages(text: str) -> None:
    for one in KNOWN.all:
        said = getattr(one, text)
        assert bool(said["tk"]) == bool(said["ru"]), one.key
