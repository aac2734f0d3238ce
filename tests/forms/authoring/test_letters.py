"""An author who types in two alphabets hears which word only looks right, in the cell where it stands."""

import pytest

from app.forms.authoring.letters import cyrillic_among_latin
from tests.forms.authoring.books import checked, survey, told

HEAD = ("type", "name", "label", "relevant")
MIXED = "“{}” has letters of two alphabets that only look alike; Cyrillic are: {}. Type it anew in one."
UNSEEN = "There is a character in “{}” that nobody sees. Empty the cell and type it anew."


@pytest.mark.parametrize(
    ("text", "letters"),
    [
        ("city", ""),
        ("сity", "с"),
        ("имя", ""),
        ("name_имя", ""),
        ("ýaş", ""),
        ("tехt", "ех"),
        ("имяa", "имя"),
    ],
)
def test_only_a_word_of_two_alphabets_is_wrong(text: str, letters: str) -> None:
    assert "".join(cyrillic_among_latin(text)) == letters


def test_the_word_that_looks_right_is_told_beside_the_one_that_misses_it() -> None:
    lines = told(
        checked(survey(HEAD, ("text", "сity", "City", ""), ("text", "b", "B", "${city} = 'a'"), SPOKEN))
    )
    assert f"error survey!B2 {MIXED.format('сity', 'с')}" in lines
    assert "error survey!D3 There is no question “city”." in lines
    assert all("C4" not in one for one in lines), "labels may mix as people do"


SPOKEN = ("text", "c", "Wi-Fiниň ады?", "")


def test_a_title_that_only_looks_like_a_column_is_told() -> None:
    report = checked(survey(("type", "nаme", "label", "Bellikлer"), ("text", "who", "Who", "")))
    assert f"error survey!B1 {MIXED.format('nаme', 'а')}" in told(report)
    assert not any("D1" in one for one in told(report)), "a column of the author's own is his own affair"


def test_a_list_that_only_looks_the_same_is_told_on_the_side_where_it_is_mixed() -> None:
    choices = (("list_name", "name", "label"), ("aуl", "1", "Yes"), ("aуl", "2", "No"))
    lines = told(checked(survey(HEAD, ("select_one ayl", "q", "Q", ""), choices=choices)))
    assert f"error choices!A2 {MIXED.format('aуl', 'у')}" in lines


@pytest.mark.parametrize(
    ("row", "cell", "word"),
    [
        (("text\u200b", "q", "Q", ""), "A2", "text"),
        (("text", "q\u00ad1", "Q", ""), "B2", "q1"),
        (("text", "q", "Q ${a\u200b}", ""), "C2", "a"),
        (("text", "q", "Q", "1 =\u2060 2"), "D2", "1 = 2"),
    ],
)
def test_a_character_that_nobody_sees_is_told(row: tuple[str, ...], cell: str, word: str) -> None:
    assert f"error survey!{cell} {UNSEEN.format(word)}" in told(checked(survey(HEAD, row)))


def test_what_works_all_the_same_is_only_a_warning() -> None:
    report = checked(survey(HEAD, ("text", "сity", "Ci\u00adty", "")))
    assert report.usable
    assert told(report) == [f"warning survey!B2 {MIXED.format('сity', 'с')}"]
