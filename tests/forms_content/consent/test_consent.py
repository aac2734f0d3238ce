"""A consent is explained, understood, given for one purpose at a time, and can be taken back; a child is asked too."""

import pytest

from app.forms.authoring.tables import Tables
from app.models.case import Manner, Purpose
from app.ui import words
from tests.forms_content.filled import Fill

CASE = {"name": "c1", "age": "38", "language": "tk"}
SPEECHES = ("child_under7", "child_7_11", "child_12_14", "child_15_17")


def _codes(form: Tables, name: str) -> list[str]:
    return [row["name"] for row in form["choices"] if row["list_name"] == name]


def test_purposes_manners_and_givers_are_those_of_the_case(form: Tables) -> None:
    assert _codes(form, "purpose") == [code for code in Purpose if code]
    assert _codes(form, "manner") == [code for code in Manner if code]
    assert _codes(form, "consent_by") == list(words.GIVERS)


@pytest.mark.parametrize("purpose", [code.value for code in Purpose if code])
def test_each_purpose_is_asked_for_in_plain_words_of_its_own(fill: Fill, purpose: str) -> None:
    filled = fill({"purpose": purpose, "expires_on": "2027-01-01"}, tables={"case": [CASE]})
    assert filled.sentences("say_") == [f"say_{purpose}"]
    assert filled.is_shown("recipient") is (purpose in ("sharing", "services"))
    assert filled.problems() == []


def test_sharing_names_a_recipient_and_a_last_day(fill: Fill) -> None:
    filled = fill({"purpose": "sharing", "recipient": ""}, tables={"case": [CASE]})
    assert filled.problems() == ["recipient required", "expires_on required"]
    assert fill({"purpose": "services", "recipient": ""}, tables={"case": [CASE]}).problems() == []


@pytest.mark.parametrize(
    ("day", "fits"),
    [("2026-11-22", False), ("2026-11-23", True), ("2031-11-26", True), ("2031-11-27", False)],
)
def test_a_consent_ends_after_it_begins_and_not_in_a_distant_future(fill: Fill, day: str, fits: bool) -> None:
    assert fill({"expires_on": day}, tables={"case": [CASE]}).problems() == (
        [] if fits else ["expires_on constraint"]
    )


@pytest.mark.parametrize(
    ("age", "speech"), [(0, 0), (6, 0), (7, 1), (11, 1), (12, 2), (14, 2), (15, 3), (17, 3)]
)
def test_a_child_hears_words_of_its_age(fill: Fill, age: int, speech: int) -> None:
    filled = fill({"given_by": "representative"}, tables={"case": [{**CASE, "age": str(age)}]})
    assert [name for name in SPEECHES if filled.is_shown(name)] == [SPEECHES[speech]]
    filled.set("assent", "too_small")
    assert filled.problems() == ([] if age < 7 else ["assent constraint"])


def test_a_grown_person_is_not_asked_as_a_child(fill: Fill) -> None:
    filled = fill(tables={"case": [{**CASE, "age": "18"}]})
    assert not filled.is_shown("child_word")
    assert filled["w_assent"] == "0"


def test_the_no_of_a_child_is_heard(fill: Fill) -> None:
    filled = fill({"given_by": "representative", "assent": "no"}, tables={"case": [{**CASE, "age": "13"}]})
    assert filled.is_shown("assent_no")
    assert filled.written("consent")[0]["assent"] == "0"


def test_a_child_alone_does_not_replace_its_representative(fill: Fill) -> None:
    assert fill({"given_by": "self"}, tables={"case": [{**CASE, "age": "16"}]}).is_shown("child_needs")
    assert not fill({"given_by": "self"}, tables={"case": [CASE]}).is_shown("child_needs")


@pytest.mark.parametrize("manner", ["thumb", "spoken"])
def test_a_thumb_print_and_a_spoken_word_need_a_witness(fill: Fill, manner: str) -> None:
    assert fill({"manner": manner}, tables={"case": [CASE]}).problems() == ["witness required"]


def test_taking_back_is_explained_before_the_form_ends(fill: Fill) -> None:
    assert fill({"withdrawal_told": "no"}, tables={"case": [CASE]}).problems() == [
        "withdrawal_told constraint"
    ]


def test_understanding_is_asked_back_and_without_it_nothing_is_given(fill: Fill) -> None:
    assert fill({"told_back": ""}, tables={"case": [CASE]}).problems() == ["told_back required"]
    partly = fill({"understood": "partly"}, tables={"case": [CASE]})
    assert partly.is_shown("explain_again")
    assert partly["granted"] == "1"
    lost = fill({"understood": "no", "without": "none"}, tables={"case": [CASE]})
    assert (lost["granted"], lost.is_shown("answer"), lost.written("consent")) == ("0", False, [])


@pytest.mark.parametrize("danger", ["life", "child"])
def test_an_exception_needs_its_reason_and_who_allowed_it(fill: Fill, danger: str) -> None:
    filled = fill({"answer": "no", "without": danger, "exception_why": "Howp"}, tables={"case": [CASE]})
    assert filled.problems() == ["exception_why constraint", "approver required"]
    filled.set("exception_why", "Adamyň janyna howp abanýar.")
    filled.set("approver", "M. Orazowa")
    (written,) = filled.written("consent")
    assert written["exception"] == "Adamyň janyna howp abanýar."
    assert "given_by" not in written
    assert "manner" not in written


def test_nobody_is_given_services_against_the_own_will(fill: Fill) -> None:
    filled = fill({"purpose": "services", "answer": "no"}, tables={"case": [CASE]})
    assert not filled.is_shown("without")
    assert filled.written("consent") == []


def test_what_the_case_does_not_know_is_asked(fill: Fill) -> None:
    filled = fill({"age_in": "", "language_in": ""})
    assert filled.problems() == ["age_in required", "language_in required"]
    assert (
        fill({"age_in": "10", "given_by": "representative", "language_in": "ru"}).written("consent")[0][
            "language"
        ]
        == "ru"
    )


def test_the_paper_and_the_form_promise_the_same(form: Tables) -> None:
    (told,) = [row for row in form["survey"] if row["name"] == "words_rights"]
    for part in (
        "razylygyňyzy islendik wagtda dilden ýa-da ýazmaça yzyna alyp bilersiňiz",
        "özüňiz barada näme ýazylandygyny",
    ):
        assert part in told["label::Türkmen (tk)"].lower()
    for part in ("согласие можно отозвать в любое время устно или письменно", "потребовать исправить ошибки"):
        assert part in told["label::Русский (ru)"].lower()
