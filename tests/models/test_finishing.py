"""What a finished form does to its case: only what may be, only upwards where it protects, and nothing by an empty answer."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models import filled, finishing
from app.models.case import Case, Consent, Manner, Purpose, Risk
from app.models.edit import Attach, Put, Submit
from app.models.finishing import Done, Written
from app.models.household import Person, Sex

CASE = Case(id="c1", risk=Risk.LOW, restricted=True, next_visit="2026-12-01")


def done(form: str = "visit", answers: dict[str, Any] | None = None, **more: Any) -> Done:
    """Return a finished form."""
    words: dict[str, Any] = {"version": "2026112201", "sha256": "ab" * 32, "on": "2026-11-22", "by": "w1"}
    return Done(form=form, answers=answers or {}, **words, **more)


def puts(edits: list[Any], record: str = "c1") -> dict[str, Any]:
    """Return the fields that are put into one record."""
    return {one.field: one.value for one in edits if isinstance(one, Put) and one.record == record}


def of_case(**properties: str) -> dict[str, Any]:
    """Return what a form that gives these back changes in the case."""
    written = [Written(dataset="case", id="c1", properties=properties)]
    return puts(finishing.finish(CASE, done(), written, new_id=lambda: "new").case)


def test_a_form_gives_back_risk_next_visit_and_closure() -> None:
    found = of_case(
        risk="urgent", next_visit="2026-11-25", closed="2026-11-22", closure_reason="client_moved"
    )
    assert found == {
        "risk": "urgent",
        "next_visit": "2026-11-25",
        "closed": "2026-11-22",
        "closure_reason": "client_moved",
    }


@pytest.mark.parametrize(
    "properties",
    [
        {"risk": ""},
        {"risk": "terrible"},
        {"restricted": "0"},
        {"restricted": ""},
        {"next_visit": "soon"},
        {"next_visit": "2026-12"},
        {"owner": "somebody"},
        {"client": "another"},
        {"id": "c2"},
        {"opened": "2020-01-01"},
        {"need": "much"},
    ],
)
def test_what_may_not_be_given_back_changes_nothing(properties: dict[str, str]) -> None:
    assert of_case(**properties) == {}


def test_a_form_about_another_case_changes_nothing() -> None:
    written = [Written(dataset="case", id="c2", properties={"risk": "urgent"})]
    assert puts(finishing.finish(CASE, done(), written, new_id=str).case) == {}


def test_protection_is_switched_on_and_never_off() -> None:
    open_case = Case(id="c1")
    for value, expected in (("1", {"restricted": True}), ("true", {"restricted": True}), ("0", {}), ("", {})):
        written = [Written(dataset="case", id="c1", properties={"restricted": value})]
        assert puts(finishing.finish(open_case, done(), written, new_id=str).case) == expected
    assert of_case(restricted="0") == {}


def test_an_assessment_without_entities_still_tells_urgency_and_need() -> None:
    answers = {"urgency": "high", "need": "needs_services", "target_group": "older_alone", "restricted": 0}
    found = puts(finishing.finish(Case(id="c1"), done("initial_assessment", answers), new_id=str).case)
    assert found == {"risk": "high", "need": "needs_services", "target_group": "older_alone"}


def test_each_consent_of_a_form_becomes_a_record() -> None:
    given_ = {
        "purpose": "sharing",
        "recipient": "Saglyk öýi",
        "given": "2026-11-22",
        "manner": "thumb",
        "assent": "1",
    }
    ids = iter(["k1", "k2", "k3"])
    written = [
        Written(dataset="consent", id="u1", properties=given_),
        Written(dataset="consent", id="u2", properties={"purpose": "assessment", "manner": "shouted"}),
        Written(dataset="consent", id="u3", properties={"purpose": "marriage"}),
    ]
    edits = finishing.finish(CASE, done("consent"), written, new_id=lambda: next(ids)).case
    assert puts(edits, "k1") == {**given_, "assent": True}
    assert puts(edits, "k2") == {"purpose": "assessment"}
    assert puts(edits, "k3") == {}
    assert {one.kind for one in edits if isinstance(one, Put)} == {Consent.KIND}
    assert (Purpose.SHARING, Manner.THUMB) == ("sharing", "thumb")


def test_what_is_learnt_of_a_person_goes_to_the_household() -> None:
    people = [Person(id="p1", name="Aýna", sex=Sex.FEMALE, birth="1990")]
    written = [
        Written(
            dataset="person", id="p1", properties={"birth": "1990-05", "disability": "group2", "name": "X"}
        ),
        Written(dataset="person", id="p9", properties={"birth": "1990-05"}),
    ]
    edits = finishing.finish(CASE, done(), written, people, new_id=str)
    assert puts(edits.household, "p1") == {"birth": "1990-05", "disability": "group2"}
    assert puts(edits.case, "p1") == {}
    assert len(edits.household) == 2


def test_the_fact_says_what_lists_show_and_keeps_every_answer() -> None:
    answers = {
        "meeting": {"visit_date": "2026-11-20", "kind": "phone"},
        "work": {"done": "Gürleşildi.", "help": ["advice", "papers"]},
        "next": {"next_visit": "2026-12-20"},
        "goals": [{"_row": "r", "result": "reached"}],
    }
    (fact, *_) = finishing.finish(CASE, done("visit", answers), new_id=str).case
    assert isinstance(fact, Submit)
    assert fact.kind == "visit"
    told = {name: fact.body[name] for name in ("on", "kind", "done", "next_visit")}
    assert told == {"on": "2026-11-20", "kind": "phone", "done": "Gürleşildi.", "next_visit": "2026-12-20"}
    read = filled.read(fact.kind, b"h", fact.body)
    assert read is not None
    assert read.answers == answers


def test_a_correction_names_what_it_corrects_and_why() -> None:
    file = Attach(record="c1", kind="case", hash="00", size=1, type="image/jpeg")
    more: dict[str, Any] = {"amends": "cd" * 32, "why": "Sene ýalňyş ýazyldy", "files": [file]}
    (fact, attach, *_) = finishing.finish(CASE, done("client_feedback", {"a": 1}, **more), new_id=str).case
    assert isinstance(fact, Submit)
    assert (fact.kind, attach) == ("feedback", file)
    read = filled.read(fact.kind, b"h", fact.body)
    assert read is not None
    assert (read.amends, read.why) == ("cd" * 32, "Sene ýalňyş ýazyldy")
    assert filled.amended([read]) == {bytes.fromhex("cd" * 32)}


def test_a_form_of_the_centre_is_kept_as_a_form() -> None:
    (fact, *_) = finishing.finish(CASE, done("winter_2026", {"a": 1}), new_id=str).case
    assert isinstance(fact, Submit)
    assert fact.kind == filled.OWN


def referral(hash_: bytes, **answers: Any) -> filled.Filled:
    words = {"version": "1", "sha256": "", "on": "2026-11-01", "by": "w"}
    form = "referral_reply" if "which" in answers else "referral"
    return filled.Filled(hash=hash_, kind="referral", form=form, answers={"page": answers}, **words)


def test_a_referral_waits_until_it_is_done_refused_or_withdrawn() -> None:
    one = referral(b"\x01" * 32, agency="Saglyk öýi", service="u06", may_send=1, sent_on="2026-10-01")
    other = referral(b"\x02" * 32, agency="Mekdep", service="u01", may_send=1)
    unsent = referral(b"\x03" * 32, agency="Polisiýa", may_send=0)
    accepted = referral(b"\x04" * 32, which="01" * 32, waits=1)
    settled = referral(b"\x05" * 32, which="01" * 32, waits=0)
    assert [row["agency"] for row in filled.referrals([one, other, unsent, accepted])] == [
        "Saglyk öýi",
        "Mekdep",
    ]
    (row,) = filled.referrals([one, other, accepted, settled])
    assert row == {"n": "1", "name": "02" * 32, "agency": "Mekdep", "service": "u01", "on": "2026-11-01"}


BODIES = st.dictionaries(
    st.sampled_from(["form", "version", "sha256", "on", "by", "answers", "amends", "why"]),
    st.one_of(
        st.text(max_size=5),
        st.integers(),
        st.none(),
        st.dictionaries(st.text(max_size=3), st.none()),
        st.just([1]),
    ),
)


@given(BODIES)
def test_whatever_a_body_holds_it_reads_as_a_form_or_as_none(body: dict[str, Any]) -> None:
    read = filled.read("form", b"h", body)
    assert read is None or (
        isinstance(read.answers, dict)
        and filled.amended([read]) in (frozenset(), {bytes.fromhex(read.amends)})
    )
