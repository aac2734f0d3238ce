"""Each module opens for those whom it concerns, and for whomever the worker chooses it."""

import pytest

from tests.forms_content.comprehensive_assessment.assessing import Assess

# module, a question that only it asks, what the program knows of people whom it concerns
MODULES = [
    ("disability", "wg_seeing", [{"target_group": "pwd"}, {"target_group": "cwd"}, {"last_health": "3"}]),
    ("disability", "aid_device", [{"target_group": "chronic"}, {"age": "60"}, {"last_daily": "4"}]),
    ("older", "task_stand", [{"age": "60"}, {"target_group": "older_alone"}]),
    ("older", "falls", [{"age": "88"}, {"target_group": "older"}]),
    ("care_leaver", "care_left", [{"target_group": "care_leaver"}]),
    ("youth", "youth_days", [{"target_group": "youth_risk"}]),
    ("dependence", "dep_who", [{"target_group": "dependence"}]),
    ("food", "fies_worried", [{"target_group": "low_income"}, {"last_income": "3"}]),
]


@pytest.mark.parametrize(("module", "question", "concerned"), MODULES, ids=lambda one: str(one))
def test_a_module_opens_for_those_it_concerns_and_by_choice(
    assess: Assess, module: str, question: str, concerned: list[dict[str, str]]
) -> None:
    assert not assess({}).is_shown(question)
    chosen = assess({"modules_more": module})
    assert chosen.is_shown(question)
    assert not chosen.is_shown(f"opens_{module}")
    for case in concerned:
        found = assess({}, case=case)
        assert found.is_shown(question), case
        assert found.is_shown(f"opens_{module}")
        assert module not in [code for code, _ in found.session.node("/data/modules/modules_more").options]


def test_answers_open_the_food_questions_and_those_about_dependence(assess: Assess) -> None:
    assert assess({"food": "sometimes_not"}).is_shown("fies_worried")
    assert not assess({"food": "refused"}).is_shown("fies_worried")
    assert assess({"substance": "yes"}).is_shown("dep_who")
    assert not assess({"substance": "refused"}).is_shown("dep_who")


@pytest.mark.parametrize(("age", "asked"), [("4", False), ("5", True), ("", True), ("90", True)])
def test_the_washington_group_questions_begin_at_five(assess: Assess, age: str, asked: bool) -> None:
    said = {"modules_more": "disability", "age_in": age or None, "assent": "too_small"}
    assert assess(said, age=age).is_shown("wg_seeing") is asked


@pytest.mark.parametrize(("age", "asked"), [("9", False), ("10", True), ("38", True)])
def test_everyday_tasks_are_asked_from_ten(assess: Assess, age: str, asked: bool) -> None:
    assert assess({"modules_more": "older", "assent": "yes"}, age=age).is_shown("task_stand") is asked


def test_daily_life_is_asked_in_one_way_only(assess: Assess) -> None:
    assert assess({}).is_shown("daily_any")
    assert not assess({"modules_more": "older"}).is_shown("daily_any")
    assert assess({"daily_any": "some_help"}).is_shown("daily_tasks")


def test_every_child_of_the_list_is_asked_about_once_and_called_by_the_name_the_program_gives(
    assess: Assess,
) -> None:
    found = assess({})
    assert [found[f"children_page/child[{n}]/child_called"] for n in (1, 2)] == ["Aýna", "Arslan"]
    assert found.label("children_page/child[1]/child_who").strip() == "Aýna, ýaşy: 12"
    assert not found.is_shown("child_age_in")
    assert found["children"] == "2"


def test_children_who_are_not_on_the_list_are_added_by_their_number(assess: Assess) -> None:
    found = assess({"children_more": "1"})
    assert found["children_asked"] == "3"
    third = "children_page/child[3]"
    assert found[f"{third}/child_age"] == "9"
    assert (found.is_shown(f"{third}/child_age_in"), found.is_shown(f"{third}/child_who")) == (True, False)


@pytest.mark.parametrize("typed", ["13", "200", "-1"])
def test_a_slip_of_the_finger_does_not_make_hundreds_of_children(assess: Assess, typed: str) -> None:
    found = assess({"children_more": typed})
    assert (found["children_asked"], found.problems()) == ("2", ["children_more constraint"])


def test_a_child_who_is_the_client_comes_first(assess: Assess) -> None:
    found = assess({"assent": "yes"}, age="9")
    assert found["children_asked"] == "3"
    assert found.is_shown("child_is_client")
    assert [found[f"children_page/child[{n}]/child_age"] for n in (1, 2, 3)] == ["9", "12", "6"]
    assert [found[f"children_page/child[{n}]/child_called"] for n in (1, 2, 3)] == ["", "Aýna", "Arslan"]


def test_members_of_unknown_age_are_no_children(assess: Assess) -> None:
    members = [{"n": "1", "name": "p1", "called": "Merdan", "sex": "m", "age": "", "kinship": "child"}]
    found = assess({"lives_with": "relatives"}, members=members)
    assert (found["children"], found.is_shown("child_school")) == ("0", False)
