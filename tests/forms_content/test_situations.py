"""Situations as social workers meet them, told in `people.json` of each form, come out as one would expect."""

from typing import Any

from tests.forms_content.filled import Fill, Filled, given

LANGUAGES = ("Türkmen (tk)", "Русский (ru)")


def told(fill: Fill, situation: dict[str, Any], language: str = LANGUAGES[0]) -> Filled:
    """Return the form filled as the situation tells it."""
    adds = situation.get("adds", [])
    return fill(situation["answers"], tables=given(situation), adds=adds, language=language)


def test_a_situation_comes_out_as_expected(fill: Fill, situation: dict[str, Any]) -> None:
    filled = told(fill, situation)
    expected = situation["expect"]
    assert {name: filled[name] for name in expected} == expected, situation["about"]
    assert [name for name in situation.get("shown", []) if not filled.is_shown(name)] == []
    assert [name for name in situation.get("hidden", []) if filled.is_shown(name)] == []


def test_a_described_form_can_be_finished_or_says_what_is_missing(
    fill: Fill, situation: dict[str, Any]
) -> None:
    filled = told(fill, situation)
    assert filled.problems() == situation.get("problems", [])
    assert filled.session.warnings == []


def test_a_form_writes_into_the_case_what_the_situation_asks_for(
    fill: Fill, situation: dict[str, Any]
) -> None:
    filled = told(fill, situation)
    for dataset, expected in situation.get("writes", {}).items():
        assert filled.written(dataset) == expected


def test_a_situation_comes_out_alike_in_both_languages(fill: Fill, situation: dict[str, Any]) -> None:
    first, second = (told(fill, situation, language=language) for language in LANGUAGES)
    assert {name: first[name] for name in situation["expect"]} == situation["expect"]
    assert {name: second[name] for name in situation["expect"]} == situation["expect"]
