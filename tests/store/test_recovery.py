"""The recovery code: typed back from paper by tired people."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from app.store import WrongRecoveryCode, recovery

SECRETS = st.binary(min_size=20, max_size=20)
PLACES = st.integers(0, 39)


def letters_of(secret: bytes) -> str:
    return recovery.written(secret).replace("-", "")


@given(secret=SECRETS)
def test_what_is_printed_reads_back(secret: bytes) -> None:
    printed = recovery.written(secret)
    assert recovery.read(printed) == secret
    assert [len(group) for group in printed.split("-")] == [5] * 8


@given(secret=SECRETS, data=st.data())
def test_letters_that_look_alike_case_and_spacing_do_not_matter(secret: bytes, data: st.DataObject) -> None:
    alike = {
        "0": "0oOОо",
        "1": "1iIlLІ",
        "A": "aAАа",
        "B": "bBВ",
        "C": "cCС",
        "E": "eEЕ",
        "H": "hHН",
        "K": "kKКк",
    }
    glue = st.sampled_from(["", " ", "-", "  ", " - ", "–", "\n"])
    typed = "".join(
        data.draw(st.sampled_from(alike.get(letter, letter + letter.lower()))) + data.draw(glue)
        for letter in letters_of(secret)
    )
    assert recovery.read(typed) == secret


@given(secret=SECRETS, place=PLACES, other=st.sampled_from(recovery.ALPHABET))
def test_any_single_wrong_letter_is_caught_and_its_group_named(secret: bytes, place: int, other: str) -> None:
    letters = letters_of(secret)
    assume(letters[place] != other)
    with pytest.raises(WrongRecoveryCode) as caught:
        recovery.read(letters[:place] + other + letters[place + 1 :])
    assert caught.value.fields == {"group": place // 5 + 1}


@given(secret=SECRETS, place=PLACES, other=st.sampled_from("Uu?!Жщ*äÿß"))
def test_a_letter_no_code_has_is_caught_and_its_group_named(secret: bytes, place: int, other: str) -> None:
    letters = letters_of(secret)
    with pytest.raises(WrongRecoveryCode) as caught:
        recovery.read(letters[:place] + other + letters[place + 1 :])
    assert caught.value.fields.get("group", place // 5 + 1) == place // 5 + 1


@given(secret=SECRETS, group=st.integers(0, 7), first=st.integers(0, 4), second=st.integers(0, 4))
def test_two_letters_changing_places_in_a_group_are_caught(
    secret: bytes, group: int, first: int, second: int
) -> None:
    letters = list(letters_of(secret))
    one, two = group * 5 + first, group * 5 + second
    assume(letters[one] != letters[two])
    letters[one], letters[two] = letters[two], letters[one]
    with pytest.raises(WrongRecoveryCode, match=f"Group {group + 1} "):
        recovery.read("".join(letters))


@given(secret=SECRETS, first=st.integers(0, 7), second=st.integers(0, 7))
def test_groups_in_each_others_place_are_caught(secret: bytes, first: int, second: int) -> None:
    groups = recovery.written(secret).split("-")
    assume(groups[first][:4] != groups[second][:4])
    groups[first], groups[second] = groups[second], groups[first]
    with pytest.raises(WrongRecoveryCode):
        recovery.read(" ".join(groups))


@given(secret=SECRETS, missing=st.integers(1, 40))
def test_a_code_cut_short_says_how_much_was_typed(secret: bytes, missing: int) -> None:
    with pytest.raises(WrongRecoveryCode, match=f"40 letters, {40 - missing} were"):
        recovery.read(letters_of(secret)[:-missing])


@given(typed=st.text(max_size=80))
def test_any_text_is_read_or_refused_in_words(typed: str) -> None:
    try:
        said = len(recovery.read(typed)) == 20
    except WrongRecoveryCode as error:
        said = "Nothing was changed" in str(error)
    assert said


def test_codes_are_drawn_by_chance() -> None:
    assert len({recovery.generate() for _ in range(100)}) == 100
