"""Violence and dependence are spoken of with the person alone, or not at all; danger makes the help urgent."""

import pytest

from tests.forms_content.comprehensive_assessment.assessing import PEOPLE, Assess

BEHIND = (
    *("safety_agree", "relations", "violence", "afraid_home", "pregnancy", "substance", "self_harm"),
    *("weapon", "threat_kill", "strangling", "hurt_pregnant", "children_hurt", "plan_place", "safe_contact"),
    *("plan_calls", "plan_ready", "plan_words", "dep_who", "dep_what", "dep_harm", "score_safety"),
)
SAID = {
    "violence": "physical emotional",
    "afraid_home": "yes",
    "weapon": "yes",
    "substance": "yes",
    "dep_who": "spouse",
    "self_harm": "yes",
    "modules_more": "dependence",
}
DANGERS = ("afraid_home", "weapon", "threat_kill", "strangling", "hurt_pregnant", "children_hurt")


def test_nothing_is_asked_or_counted_when_another_adult_can_hear(assess: Assess) -> None:
    found = assess({**SAID, "private": "no"})
    assert [name for name in BEHIND if found.is_shown(name)] == []
    assert found.is_shown("not_private")
    assert found.is_shown("safety_open")
    assert (found["reasons"], found["level_safety"], found["restricted"]) == ("", "", "0")


def test_a_child_below_fifteen_is_not_asked(assess: Assess) -> None:
    for age, asked in (("14", False), ("15", True)):
        found = assess({**SAID, "assent": "yes"}, age=age, sex="m")
        assert found.is_shown("private") is asked
        assert found.is_shown("violence") is asked
    young = assess({**SAID, "assent": "yes"}, age="14", sex="m")
    assert [name for name in BEHIND if young.is_shown(name)] == ["score_safety"]
    assert young["reasons"] == ""


def test_who_does_not_want_to_speak_of_it_is_left_in_peace(assess: Assess) -> None:
    found = assess({**SAID, "safety_agree": "no", "dep_who": "nobody"})
    shown = [name for name in BEHIND if found.is_shown(name)]
    assert shown == ["safety_agree", "dep_who"]
    assert (found["reasons"], found["level_safety"]) == ("", "")


def test_the_danger_signs_are_asked_only_where_there_is_violence_or_fear(assess: Assess) -> None:
    assert not assess({}).is_shown("weapon")
    assert assess({"violence": "economic"}).is_shown("weapon")
    assert assess({"afraid_home": "yes"}).is_shown("safe_contact")
    assert not assess({"violence": "refused"}).is_shown("weapon")


@pytest.mark.parametrize("sign", DANGERS)
def test_any_sign_of_danger_makes_the_help_urgent_and_asks_for_a_safety_plan(
    assess: Assess, sign: str
) -> None:
    found = assess({"violence": "emotional", sign: "yes"})
    assert (found["urgency"], found["next_step"]) == ("urgent", "urgent_protocol")
    assert (found["level_safety"], found["restricted"], found["red_domains"]) >= ("4", "1", "1")
    assert found.is_shown("safety_help")
    assert found.is_shown("plan_place")


@pytest.mark.parametrize("sign", DANGERS)
def test_a_refused_sign_of_danger_is_no_danger(assess: Assess, sign: str) -> None:
    assert assess({"violence": "emotional", sign: "refused"})["urgency"] == "medium"


def test_a_man_is_not_asked_about_his_pregnancy_nor_a_childless_person_about_children(
    assess: Assess,
) -> None:
    found = assess({"violence": "physical", "lives_with": "spouse"}, sex="m", members=())
    assert [found.is_shown(name) for name in ("pregnancy", "hurt_pregnant", "children_hurt")] == [False] * 3


def test_a_person_in_despair_is_not_left_alone(assess: Assess) -> None:
    assert assess({"self_harm": "yes"}).is_shown("not_alone_now")
    assert not assess({"self_harm": "refused"}).is_shown("not_alone_now")


def test_no_question_asks_for_a_name(assess: Assess) -> None:
    texts = [row["name"] for row in assess.form["survey"] if row["type"] == "text"]
    assert [name for name in texts if not name.startswith("why_level_")] == [
        "plan_words",
        "wishes",
        "override_reason",
    ]
    found = assess.person(PEOPLE["violence_and_a_disabled_child"])
    assert found.session.node(found.path("plan_words")).hint == "Zorluk edeniň adyny ýazmaň."


@pytest.mark.parametrize("unheard", [{"consent_assess": "no"}, {"private": "no"}, {"safety_agree": "no"}])
@pytest.mark.parametrize("before", ["urgent", "high", "medium"])
def test_who_was_not_heard_alone_is_no_safer_than_before(
    assess: Assess, unheard: dict[str, str], before: str
) -> None:
    found = assess(unheard, risk=before)
    assert (found["urgency_found"], found["urgency"]) == ("low", before)
    assert found.is_shown("kept_risk")


def test_who_was_heard_alone_may_have_become_safer(assess: Assess) -> None:
    found = assess({}, risk="urgent")
    assert (found["urgency"], found.is_shown("kept_risk")) == ("low", False)


def test_a_child_left_alone_may_need_care_as_well(assess: Assess) -> None:
    found = assess({"child_concern": "alone uncared"})
    assert found.problems() == []
    assert "neglect" in found["reasons"].split()
