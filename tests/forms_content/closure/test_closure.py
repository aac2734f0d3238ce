"""A case closes when everything was done, or with a reason; never over an open danger without a supervisor's word."""

import pytest

from app.forms.authoring.tables import Tables
from app.ui.pages.case_forms import CLOSINGS
from tests.forms_content.filled import Fill

CASE = {"name": "c1", "risk": "low", "referrals_open": "1"}
GOALS = [{"n": "1", "name": "g1", "goal": "Öýüm ýyly."}, {"n": "2", "name": "g2", "goal": "Çagam okaýar."}]
SECOND = "/data/goals_page/goal[2]"
LACKS = {
    **{code: {f"did_{code}": "no"} for code in ("visit", "referrals", "papers", "contacts", "tell", "agree")},
    "reopen": {"did_reopen": "no"},
    "approve": {"did_approve": "no"},
    "goals": {"goal_result": "partly"},
}


def test_everything_that_can_be_missing_is_proven_here(form: Tables) -> None:
    names = {row["name"] for row in form["survey"]}
    assert set(LACKS) == {name.removeprefix("lacks_") for name in names if name.startswith("lacks_")}
    assert {f"missing_{code}" for code in LACKS} <= names


@pytest.mark.parametrize("code", sorted(LACKS))
def test_what_is_missing_is_named_and_has_to_be_explained(fill: Fill, code: str) -> None:
    filled = fill(LACKS[code], tables={"case": [CASE], "goals": GOALS[:1]})
    assert (filled["missing_codes"], filled["missing"]) == (code, "1")
    assert filled.sentences("missing_") == [f"missing_{code}"]
    assert filled.problems() == ["explained required"]
    filled.set("explained", "Şeýle")
    assert filled.problems() == ["explained constraint"]
    filled.set("explained", "Maşgala başga welaýata göçdi, habarlaşyp bolanok.")
    assert filled.problems() == []


def test_every_goal_is_looked_at_in_the_clients_words(fill: Fill) -> None:
    filled = fill({f"{SECOND}/goal_result": ""}, tables={"case": [CASE], "goals": GOALS})
    assert "«Çagam okaýar.»" in (filled.label(f"{SECOND}/goal_result") or "")
    assert filled.problems() == ["goal_result required"]
    filled.set(f"{SECOND}/goal_result", "not_yet")
    assert filled["goals_open"] == "1"


def test_open_goals_are_missing_only_where_the_reason_says_they_were_reached(fill: Fill) -> None:
    filled = fill(
        {"reason": "client_refused", "goal_result": "not_yet"}, tables={"case": [CASE], "goals": GOALS[:1]}
    )
    assert (filled["goals_open"], filled["missing"]) == ("1", "0")
    assert filled.is_shown("on_refused")


@pytest.mark.parametrize(
    ("risk", "asked", "is_open"),
    [("urgent", None, "1"), ("high", None, "0"), ("", "yes", "1"), ("", "no", "0")],
)
def test_an_open_danger_needs_a_supervisors_name_and_reason(
    fill: Fill, risk: str, asked: str | None, is_open: str
) -> None:
    filled = fill({"urgent_asked": asked}, tables={"case": [{**CASE, "risk": risk}]})
    assert filled["urgent_open"] == is_open
    assert filled.is_shown("urgent_asked") is (risk == "")
    wanted = ["urgent_by required", "urgent_why required"] if is_open == "1" else []
    assert filled.problems() == wanted
    if wanted:
        filled.set("urgent_by", "M. Orazowa")
        filled.set("urgent_why", "Indi ýok")
        assert filled.problems() == ["urgent_why constraint"]
        filled.set("urgent_why", "Adam howpsuz ýere göçürildi.")
        assert filled.problems() == []


def test_days_of_closing_and_approval_do_not_lie_ahead(fill: Fill) -> None:
    filled = fill({"closed_on": "2026-11-23", "approved_on": "2026-11-23"}, tables={"case": [CASE]})
    assert filled.problems() == ["closed_on constraint", "approved_on constraint"]


def test_approval_is_noted_with_name_and_day(fill: Fill) -> None:
    filled = fill({"approved_by": "", "approved_on": ""}, tables={"case": [CASE]})
    assert filled.problems() == ["approved_by required", "approved_on required"]


def test_referrals_are_counted_by_the_case_or_by_their_own_table(fill: Fill) -> None:
    waiting = [{"n": "1", "name": "r1", "agency": "Mekdep"}, {"n": "2", "name": "r2", "agency": "Saglyk öýi"}]
    counted = fill(tables={"case": [{"name": "c1", "risk": "low"}], "referrals": waiting})
    assert counted["referrals_waiting"] == "2"
    assert "Mekdep, Saglyk öýi" in (counted.label("waiting_note") or "")
    assert fill(tables={"case": [{**CASE, "referrals_open": "0"}]})["referrals_waiting"] == "0"


def test_an_agency_that_takes_over_is_named(fill: Fill) -> None:
    assert fill({"reason": "transferred"}, tables={"case": [CASE]}).problems() == ["handed_to required"]


def test_the_reasons_are_those_of_the_window(form: Tables) -> None:
    assert [row["name"] for row in form["choices"] if row["list_name"] == "closing"] == list(CLOSINGS)
