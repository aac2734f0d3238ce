"""What a finished form does to its case: only what may be, only upwards where it protects, and nothing by an empty answer."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models import filled, finishing
from app.models.case import Case, Consent, Manner, Purpose, Risk
from app.models.edit import Attach, Delete, Put, Submit
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


def finished(hash_: bytes, form: str = "client_feedback", **more: Any) -> filled.Filled:
    """Return a form that lies in a case."""
    words: dict[str, Any] = {"version": "1", "sha256": "", "on": "2026-11-01", "by": "w"} | more
    return filled.Filled(hash=hash_, kind=filled.kind_of(form), form=form, **words)


def test_a_correction_names_what_it_corrects_and_why() -> None:
    file = Attach(record="c1", kind="case", hash="00", size=1, type="image/jpeg")
    before = finished(b"\xcd" * 32)
    more: dict[str, Any] = {"corrects": before, "why": "Sene ýalňyş ýazyldy", "files": [file]}
    (fact, attach, *_) = finishing.finish(CASE, done("client_feedback", {"a": 1}, **more), new_id=str).case
    assert isinstance(fact, Submit)
    assert (fact.kind, attach) == ("feedback", file)
    read = filled.read(fact.kind, b"h", fact.body)
    assert read is not None
    assert (read.amends, read.why) == ("cd" * 32, "Sene ýalňyş ýazyldy")
    assert filled.amended([before, read]) == {before.hash}
    assert filled.in_force([before, read]) == [read]


def test_another_form_corrects_nothing_of_this_one() -> None:
    before = finished(b"\xcd" * 32)
    other = finished(b"\xce" * 32, "review", amends=before.hash.hex())
    assert filled.in_force([before, other]) == [before, other]


def test_only_the_latest_of_a_kind_speaks_of_the_case_as_it_stands() -> None:
    one, two = finished(b"\x01" * 32, "review"), finished(b"\x02" * 32, "comprehensive_assessment")
    visit = finished(b"\x03" * 32, "visit")
    assert [filled.is_latest([one, two, visit], each) for each in (one, two, visit)] == [False, True, True]
    corrected = finished(b"\x04" * 32, "review", amends=one.hash.hex())
    assert not filled.is_latest([corrected, one, two], corrected)
    answers = {"urgency": "urgent", "need": "needs_services"}
    written = [Written(dataset="case", id="c1", properties={"risk": "urgent"})]
    late = done("review", answers, corrects=one, why="x", latest=False)
    assert puts(finishing.finish(CASE, late, written, new_id=str).case) == {}


def test_a_corrected_consent_is_the_same_consent() -> None:
    ids = iter(["k1", "k2", "k3"])

    def consents(*purposes: str) -> list[Written]:
        given_ = {"given": "2026-11-22", "manner": "thumb"}
        return [Written(dataset="consent", id="", properties=given_ | {"purpose": one}) for one in purposes]

    def new_id() -> str:
        return next(ids)

    (fact, *puts_) = finishing.finish(
        CASE, done("consent"), consents("assessment", "sharing"), new_id=new_id
    ).case
    assert isinstance(fact, Submit)
    read = filled.read(fact.kind, b"\x01" * 32, fact.body)
    assert read is not None
    assert read.made == ("k1", "k2")
    assert {one.record for one in puts_ if isinstance(one, Put)} == {"k1", "k2"}
    known = [
        Consent(id="k1", purpose=Purpose.ASSESSMENT, given="2026-11-22", manner=Manner.THUMB),
        Consent(
            id="k2",
            purpose=Purpose.SHARING,
            given="2026-11-22",
            manner=Manner.THUMB,
            withdrawn="2026-11-23",
            witness="X",
        ),
    ]
    again = done("consent", corrects=read, why="x")
    fewer = finishing.finish(CASE, again, consents("assessment"), consents=known, new_id=new_id).case
    assert [one for one in fewer if not isinstance(one, Submit)] == [Delete(record="k2", kind="consent")]
    other = finishing.finish(
        CASE, again, consents("assessment", "keeping"), consents=known, new_id=new_id
    ).case
    assert puts(other, "k2") == {"purpose": "keeping", "witness": ""}  # a word taken back stays taken back
    more = finishing.finish(
        CASE, again, consents("assessment", "sharing", "keeping"), consents=known, new_id=new_id
    )
    assert puts(more.case, "k3") == {"purpose": "keeping", "given": "2026-11-22", "manner": "thumb"}


def test_a_form_of_the_centre_is_kept_as_a_form() -> None:
    (fact, *_) = finishing.finish(CASE, done("winter_2026", {"a": 1}), new_id=str).case
    assert isinstance(fact, Submit)
    assert fact.kind == filled.OWN


def referral(hash_: bytes, **answers: Any) -> filled.Filled:
    form = "referral_reply" if "which" in answers else "referral"
    return finished(hash_, form, answers={"page": answers})


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
    assert read is None or (isinstance(read.answers, dict) and filled.amended([read]) == frozenset())
