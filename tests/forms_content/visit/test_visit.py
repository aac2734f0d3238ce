"""A visit is quick to write down, raises the risk where a sign asks for it, never lowers it, and always names the next day."""

from datetime import date, timedelta

import pytest

from app.forms.authoring.tables import Tables
from app.ui import words
from tests.forms_content.filled import Fill, Filled
from tests.forms_content.test_one_language_of_forms import DOMAINS

CASE = [{"name": "c1", "risk": "medium", "last_health": "3"}]
WORRY = {
    "worry": "yes",
    "seen": "none",
    "lacks_now": "none",
    "told": "none",
    "worry_words": "Ýagdaý üýtgedi.",
}
RULES = [
    ("afraid_home", "urgent", {"told": "afraid_home"}, "open_violence"),
    ("weapon", "urgent", {"told": "weapon"}, "open_violence"),
    ("threat_kill", "urgent", {"told": "threat_kill"}, "open_violence"),
    ("strangling", "urgent", {"told": "strangling"}, "open_violence"),
    ("hurt_pregnant", "urgent", {"told": "hurt_pregnant"}, "open_violence"),
    ("self_harm", "urgent", {"told": "self_harm"}, "do_self_harm"),
    ("child_danger", "urgent", {"seen": "child_danger"}, "open_cruelty"),
    ("cruelty", "urgent", {"seen": "child_cruelty"}, "open_cruelty"),
    ("cruelty", "urgent", {"seen": "adult_cruelty"}, "open_cruelty"),
    ("neglect", "urgent", {"seen": "child_neglect"}, "open_neglect"),
    ("no_care", "urgent", {"seen": "person_no_care"}, "open_neglect"),
    ("homeless", "urgent", {"lacks_now": "homeless"}, "do_homeless"),
    ("violence", "high", {"told": "violence"}, "open_violence"),
    ("no_food", "high", {"lacks_now": "no_food"}, "do_high"),
    ("no_income", "high", {"lacks_now": "no_income"}, "do_high"),
    ("no_medicines", "high", {"lacks_now": "no_medicines"}, "do_high"),
    ("house_danger", "high", {"seen": "home_danger"}, "do_high"),
]


def worried(fill: Fill, answers: dict[str, str], risk: str = "medium") -> Filled:
    """Return a visit on which something worried the worker."""
    return fill({**WORRY, **answers}, tables={"case": [{"name": "c1", "risk": risk}]})


def test_every_sign_of_the_form_is_proven_here(form: Tables) -> None:
    names = [row["name"] for row in form["survey"]]
    assert {code for code, *_ in RULES} == {
        n.removeprefix("reason_") for n in names if n.startswith("reason_")
    }


@pytest.mark.parametrize(("code", "risk", "answers", "said"), RULES, ids=str)
def test_a_sign_raises_the_risk_and_says_what_to_do(
    fill: Fill, code: str, risk: str, answers: dict[str, str], said: str
) -> None:
    filled = worried(fill, answers)
    assert filled["reasons"] == code
    assert filled["risk_raised"] == risk
    assert filled.is_shown(f"why_{code}")
    assert filled.is_shown(said)


@pytest.mark.parametrize("before", ["urgent", "high", "medium", "low", ""])
@pytest.mark.parametrize(
    ("answers", "sign"), [({"told": "weapon"}, "urgent"), ({"lacks_now": "no_food"}, "high")]
)
def test_the_risk_only_goes_up(fill: Fill, before: str, answers: dict[str, str], sign: str) -> None:
    filled = worried(fill, answers, before)
    order = ("", "low", "medium", "high", "urgent")
    after = filled["risk_now"]
    assert order.index(after) == max(order.index(before), order.index(sign))
    assert filled["risk_raised"] == (after if after != before else "")


@pytest.mark.parametrize("told", ["none", "refused"])
def test_what_was_not_said_counts_for_nothing(fill: Fill, told: str) -> None:
    filled = worried(fill, {"told": told})
    assert (filled["reasons"], filled["restricted"], filled.is_shown("measures")) == ("", "", False)


def test_what_was_told_is_asked_only_when_nobody_else_could_hear(fill: Fill) -> None:
    among_others = worried(fill, {"present": "spouse", "private": "no", "told": "weapon"})
    assert not among_others.is_shown("told")
    assert among_others.is_shown("not_private")
    assert (among_others["reasons"], among_others["risk_raised"]) == ("", "")
    assert worried(fill, {"present": "alone"}).is_shown("told")
    assert worried(fill, {"present": "spouse", "private": "yes"}).is_shown("told")


@pytest.mark.parametrize(
    ("risk", "days"), [("urgent", 3), ("high", 7), ("medium", 30), ("low", 90), ("", 30)]
)
def test_the_next_visit_is_proposed_and_limited_by_the_risk(fill: Fill, risk: str, days: int) -> None:
    filled = fill({"next_visit": None}, tables={"case": [{"name": "c1", "risk": risk}]})
    last = date(2026, 11, 22) + timedelta(days=days)
    assert filled["next_visit"] == filled["latest"] == last.isoformat()
    filled.set("next_visit", (last + timedelta(days=1)).isoformat())
    assert filled.problems() == ["next_visit constraint"]
    assert last.strftime("%d.%m.%Y") in (filled.message("next_visit") or "")


def test_a_sign_brings_the_next_visit_nearer(fill: Fill) -> None:
    filled = fill({**WORRY, "told": "weapon", "next_visit": "2026-12-22"}, tables={"case": CASE})
    assert filled.problems() == ["next_visit constraint"]
    filled.set("next_visit", "2026-11-25")
    assert filled.problems() == []


@pytest.mark.parametrize("day", [None, "2026-11-22", "2026-11-21"])
def test_the_next_visit_must_be_named_and_lie_ahead(fill: Fill, day: str | None) -> None:
    filled = fill({"next_visit": ""} if day is None else {"next_visit": day}, tables={"case": CASE})
    assert filled.problems() == [f"next_visit {'required' if day is None else 'constraint'}"]


def test_a_visit_written_down_late_counts_from_its_own_day_but_never_asks_for_the_past(fill: Fill) -> None:
    urgent = [{"name": "c1", "risk": "urgent"}]
    assert fill({"visit_date": "2026-11-21"}, tables={"case": urgent})["latest"] == "2026-11-24"
    assert fill({"visit_date": "2026-11-02"}, tables={"case": urgent})["latest"] == "2026-11-22"
    assert fill({"visit_date": "2026-11-23"}, tables={"case": urgent}).problems() == ["visit_date constraint"]


def test_the_table_asks_only_for_what_was_hard_last_time(fill: Fill) -> None:
    some = fill(tables={"case": [{"name": "c1", "last_health": "3", "last_family": "4", "last_income": "2"}]})
    assert [d for d in DOMAINS if some.is_shown(f"change_{d}")] == ["health", "family"]
    unknown = fill(tables={"case": [{"name": "c1"}]})
    assert [d for d in DOMAINS if unknown.is_shown(f"change_{d}")] == list(DOMAINS)
    good = fill(tables={"case": [{"name": "c1", **{f"last_{d}": "1" for d in DOMAINS}}]})
    assert not good.is_shown("change_table")


def test_what_got_worse_is_said_in_words(fill: Fill) -> None:
    filled = fill({"change_health": "worse"}, tables={"case": CASE})
    assert filled.problems() == ["worse_words required"]


def test_nobody_and_nothing_stand_alone(fill: Fill) -> None:
    assert "met constraint" in fill({"met": "nobody client"}).problems()
    assert fill({"help": "none talk"}).problems() == ["help constraint"]
    assert fill({"present": "alone child"}).problems() == ["present constraint"]


def test_an_uneventful_visit_asks_few_questions(fill: Fill, form: Tables) -> None:
    filled = fill(tables={"case": CASE})
    asked = [row["name"] for row in form["survey"] if row["required"]]
    assert sum(filled.is_shown(name) for name in asked) <= 9
    every = [
        r["name"]
        for r in form["survey"]
        if r["type"].split()[0] in ("select_one", "select_multiple", "text", "date")
    ]
    assert sum(filled.is_shown(name) for name in every) <= 16


def test_the_goals_are_offered_in_the_clients_words(fill: Fill) -> None:
    goals = [
        {"n": "1", "name": "g1", "goal": "Öýüm ýyly."},
        {"n": "2", "name": "g2", "goal": "Çagam okaýar."},
    ]
    assert fill(tables={"goals": goals}).options("goals_touched") == (
        ("g1", "Öýüm ýyly."),
        ("g2", "Çagam okaýar."),
    )
    assert not fill().is_shown("goals_touched")


def test_the_kinds_of_visit_are_those_of_the_window(form: Tables) -> None:
    assert [row["name"] for row in form["choices"] if row["list_name"] == "visit_kind"] == list(
        words.VISIT_KINDS
    )
