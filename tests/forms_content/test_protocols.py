"""The urgent checklists: safety first, no question without privacy, help the same day, and what is undone said in sentences."""

import csv
import io
import re
from collections.abc import Mapping
from itertools import product
from pathlib import Path

import pytest

from app import resources
from app.forms.authoring.tables import Tables
from tests.forms_content.filled import Fill, Filled

FORMS = "protocol_"
CASE = {"name": "c1", "sex": "f", "age": "38"}
CHILD = {"name": "c1", "sex": "f", "age": "9"}
WITH_CHILD = {"victim": "child", "step_guardianship": "done"}
SPEECHES = ("child_under7", "child_7_11", "child_12_14", "child_15_17")


def adult(fill: Fill, answers: Mapping[str, str | None] | None = None) -> Filled:
    """Return the checklist filled for a grown woman."""
    return fill(answers, tables={"case": [CASE]})


def child(fill: Fill, answers: Mapping[str, str | None] | None = None) -> Filled:
    """Return the checklist filled for a girl of nine."""
    return fill({**WITH_CHILD, **(answers or {})}, tables={"case": [CHILD]})


def steps(form: Tables) -> list[str]:
    """Return the names of all steps of a checklist."""
    names = [row["name"] for row in form["survey"] if row["type"] == "select_one step"]
    return [name for name in names if not name.endswith("_heading")]


def test_the_case_becomes_urgent_and_protected_and_is_seen_again(fill: Fill) -> None:
    (written,) = adult(fill).written("case")
    assert written == {"risk": "urgent", "restricted": "1", "next_visit": "2026-11-23"}


@pytest.mark.parametrize(
    ("day", "fits"),
    [("2026-11-21", False), ("2026-11-22", True), ("2026-11-23", True), ("2026-11-24", False)],
)
def test_one_comes_again_the_same_or_the_next_day(fill: Fill, day: str, fits: bool) -> None:
    assert adult(fill, {"next_visit": None})["next_visit"] == "2026-11-23"
    assert adult(fill, {"next_visit": day}).problems() == ([] if fits else ["next_visit constraint"])
    assert adult(fill, {"next_visit": ""}).problems() == ["next_visit required"]


def test_without_privacy_no_question_is_asked_and_no_consent(fill: Fill, form: Tables) -> None:
    filled = adult(fill, {"private": "no", "private_date": "2026-11-22"})
    inside = [row["name"] for row in form["survey"] if row["type"] == "select_one yes_no_refused"]
    hidden = [*inside, "safety_agree", "danger", "permit", "permit_words"]
    assert [name for name in hidden if filled.is_shown(name)] == []
    assert filled.is_shown("not_private")
    assert "private" in filled["undone_codes"].split()
    assert adult(fill, {"private": "no"}).problems() == ["private_date required"]
    assert adult(fill, {"private": "no", "private_date": "2026-11-24"}).problems() == [
        "private_date constraint"
    ]


def test_before_others_neither_a_safety_plan_nor_the_hotline_is_spoken_of(fill: Fill) -> None:
    others = adult(fill, {"private": "no", "private_date": "2026-11-22"})
    assert others.is_shown("plan_not_now")
    assert "gyzgyn telefon" in others.label("cannot_ask")
    assert not adult(fill).is_shown("plan_not_now")


def test_a_youth_among_others_is_not_asked_for_consent(fill: Fill, folder: Path) -> None:
    if folder.name != "protocol_violence":
        return  # there alone a child is asked whether it is alone
    youth = {**CASE, "age": "16"}
    others = fill({"private": "no", "private_date": "2026-11-22"}, tables={"case": [youth]})
    assert [name for name in ("permit", "permit_words") if others.is_shown(name)] == []
    assert fill({"private": "yes"}, tables={"case": [youth]}).is_shown("permit_words")


def test_who_does_not_want_to_speak_is_not_asked(fill: Fill, form: Tables) -> None:
    filled = adult(fill, {"safety_agree": "no"})
    inside = [row["name"] for row in form["survey"] if row["type"] == "select_one yes_no_refused"]
    assert inside
    assert [name for name in inside if filled.is_shown(name)] == []


def test_every_question_on_violence_stands_behind_the_gate(form: Tables) -> None:
    inside, at = [], ["/data"]
    for row in form["survey"]:
        if row["type"].startswith("begin"):
            at.append(row["name"])
        elif row["type"].startswith("end"):
            at.pop()
        elif row["type"] in ("select_one yes_no_refused", "select_one sexual_time"):
            inside.append(at[1])
    assert set(inside) == {"danger"}
    assert next(row for row in form["survey"] if row["name"] == "danger")["relevant"] == "${private} = 'yes'"


def test_a_refused_answer_asks_for_nothing(fill: Fill, form: Tables) -> None:
    inside = [row["name"] for row in form["survey"] if row["type"] == "select_one yes_no_refused"]
    filled = adult(fill, {**dict.fromkeys(inside, "refused"), "sexual_time": "refused"})
    assert filled["doctor_needed"] == "0"
    assert filled.problems() == []


def test_signs_of_the_body_need_a_doctor_today(fill: Fill, form: Tables) -> None:
    signs = [
        row["name"] for row in form["choices"] if row["list_name"] == "body_sign" and row["name"] != "none"
    ]
    for sign in signs:
        filled = adult(fill, {"body": sign})
        assert filled.is_shown("call_ambulance")
        assert filled.problems() == ["step_doctor constraint"]
        assert adult(fill, {"body": sign, "step_doctor": "not_yet"}).problems() == []
    assert adult(fill, {"body": "none burn"}).problems() == ["body constraint"]


MARKS = {"protocol_violence": "fresh_marks", "protocol_cruelty": "many_marks", "protocol_neglect": "ill"}


def test_a_child_with_marks_or_an_untreated_illness_is_shown_to_a_doctor(fill: Fill, folder: Path) -> None:
    seen = {"facts": MARKS[folder.name]}
    assert child(fill, seen).problems() == ["step_doctor constraint"]
    assert child(fill, {**seen, "step_doctor": "not_yet"}).problems() == []
    assert child(fill, {"facts": "none"}).problems() == []


@pytest.mark.parametrize(
    ("answer", "guide"),
    [
        ({"sexual_time": "hours72"}, "guide_72"),
        ({"strangling": "yes"}, "guide_strangling"),
        ({"hurt_pregnant": "yes"}, "guide_pregnant"),
        ({"self_harm": "yes"}, "guide_self_harm"),
    ],
)
def test_what_was_told_needs_a_doctor_and_says_why(
    fill: Fill, form: Tables, answer: dict[str, str], guide: str
) -> None:
    known = {row["name"] for row in form["survey"]}
    asks = set(answer) <= known
    assert (guide in known) is asks
    filled = adult(fill, dict(answer))
    assert filled["doctor_needed"] == ("1" if asks else "0")
    assert filled.problems() == (["step_doctor constraint"] if asks else [])


def test_guidance_is_marked_as_guidance(form: Tables) -> None:
    guides = [row for row in form["survey"] if row["name"].startswith("guide_")]
    assert guides
    for row in guides:
        assert row["label::Türkmen (tk)"].startswith("Halkara gollanmalara görä: ")
        assert row["label::Русский (ru)"].startswith("По международным рекомендациям: ")


def test_the_manager_is_always_told_and_the_guardianship_body_for_a_child(fill: Fill) -> None:
    assert adult(fill, {"step_manager": "not_needed"}).problems() == ["step_manager constraint"]
    assert adult(fill, {"step_guardianship": "not_needed"}).problems() == []
    assert child(fill, {"step_guardianship": "not_needed"}).problems() == ["step_guardianship constraint"]


@pytest.mark.parametrize("permit", ["no", "not_asked"])
@pytest.mark.parametrize("step", ["step_police", "step_guardianship"])
def test_agencies_are_told_with_consent_or_in_danger_only(fill: Fill, permit: str, step: str) -> None:
    said = {"permit": permit, step: "done"}
    assert adult(fill, said).problems() == [f"{step} constraint"]
    for danger in ("life", "child"):
        bare = adult(fill, {**said, "without": danger})
        assert bare.problems() == ["exception_why required", "approver required"]
        reason = {"exception_why": "Howp barada aýratyn aýdyldy.", "approver": "M. Orazowa"}
        assert adult(fill, {**said, **reason, "without": danger}).problems() == []


def test_a_worker_in_danger_is_told_to_leave_first(fill: Fill, form: Tables) -> None:
    assert adult(fill, {"worker_safe": "no"}).is_shown("leave_now")
    questions = [row["name"] for row in form["survey"] if row["required"]]
    assert questions[:2] == ["worker_safe", "person_safe"]
    for answer in ("no", "not_sure"):
        assert adult(fill, {"person_safe": answer}).is_shown("move_now")


def test_every_undone_step_is_a_sentence(fill: Fill, form: Tables) -> None:
    for name in steps(form):
        code = name.removeprefix("step_")
        with_children = {"children_here": "yes"} if name == "plan_children" else {}
        filled = adult(fill, {**with_children, name: "not_yet"})
        assert filled["undone_codes"] == code
        assert filled.sentences("undone_") == [f"undone_{code}"]
        assert not filled.is_shown("all_done")
    assert adult(fill).is_shown("all_done")


def test_a_step_that_is_left_out_keeps_the_form_open(fill: Fill, form: Tables) -> None:
    for name in steps(form):
        filled = adult(fill, {"children_here": "yes", name: ""})
        assert filled.problems() == [f"{name} required"]


@pytest.mark.parametrize(
    ("age", "speech"), [(0, 0), (6, 0), (7, 1), (11, 1), (12, 2), (14, 2), (15, 3), (17, 3)]
)
def test_a_child_is_heard_in_words_of_its_age_and_alone(fill: Fill, age: int, speech: int) -> None:
    filled = child(fill, {"child_age": str(age)})
    assert [name for name in SPEECHES if filled.is_shown(name)] == [SPEECHES[speech]]
    among_others = child(fill, {"child_age": str(age), "child_private": "no"})
    assert among_others.is_shown("child_not_private") is (age >= 7)
    assert ("child" in among_others["undone_codes"].split()) is (age >= 7)
    assert [name for name in SPEECHES[1:] if among_others.is_shown(name)] == []


def test_children_of_the_house_are_heard_too(fill: Fill) -> None:
    assert not adult(fill).is_shown("child_voice")
    assert adult(fill, {"children_here": "yes"}).is_shown("child_voice")


@pytest.mark.parametrize("answer", ["no", "not_sure"])
def test_whoever_is_not_safe_is_not_left_alone(fill: Fill, answer: str) -> None:
    assert adult(fill, {"safe_today": answer}).is_shown("stay_with")
    assert adult(fill, {"safe_today": answer, "safe_why": "Bilmedim"}).problems() == ["safe_why constraint"]
    assert adult(fill, {"safe_today": "", "safe_why": ""}).problems() == [
        "safe_today required",
        "safe_why required",
    ]


def test_what_was_done_has_its_hour_and_somebody_takes_over(fill: Fill) -> None:
    filled = adult(fill, {"deed_at": "", "deed_words": "", "takes_over": "", "takes_until": "2026-11-30"})
    wanted = ["deed_at required", "deed_words required", "takes_over required", "takes_until constraint"]
    assert filled.problems() == wanted
    filled.session.add("/data/deed")
    assert filled.problems()[2:4] == ["deed_at required", "deed_words required"]


def test_nothing_is_scored(form: Tables) -> None:
    assert [row["name"] for row in form["choices"] if row["score"]] == []
    assert [row["name"] for row in form["survey"] if "/score" in row["calculation"]] == []


def test_no_telephone_number_stands_in_a_form_they_are_the_centres(form: Tables) -> None:
    texts = [cell for row in form["survey"] for column, cell in row.cells.items() if "::" in column]
    assert [text for text in texts if re.search(r"\d{4}|\b0\d|\b11\d|\+\d", text)] == []


def test_what_the_program_does_not_know_is_asked(fill: Fill) -> None:
    nothing = fill({})
    assert nothing.is_shown("sex_in")
    assert nothing.is_shown("age_in")
    assert not adult(fill).is_shown("age_in")


def test_the_checklists_share_their_words(folder: Path) -> None:
    """Three checklists that differ only where they must: a shared name has the same words in all of them."""
    others = [
        one for one in resources.path("forms").iterdir() if one.name.startswith(FORMS) and one != folder
    ]
    mine = _labels(folder)
    for other, name in product(others, mine):
        theirs = _labels(other)
        if name in theirs and name not in OWN_WORDS:
            assert theirs[name] == mine[name], (other.name, name)


OWN_WORDS = {
    *("children_here", "guide_child", "facts"),
    *(f"{prefix}plan_{part}" for prefix in ("", "undone_") for part in ("place", "person", "bag", "signal")),
}


def _labels(folder: Path) -> dict[str, tuple[str, str]]:
    rows = csv.DictReader(io.StringIO((folder / "survey.csv").read_text(encoding="utf-8")))
    return {
        row["name"]: (row["label::Türkmen (tk)"], row["label::Русский (ru)"]) for row in rows if row["name"]
    }
