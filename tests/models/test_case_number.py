"""The case's number: one spelling, typed in many; a slip of one sign or of two neighbours is caught."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.models.case_number import ALPHABET, case_number, tidy

IDS = st.integers(0, 2**128 - 1).map(lambda number: f"{number:032x}")


@given(id_=IDS)
def test_a_number_is_eight_signs_in_two_groups_and_always_the_same(id_: str) -> None:
    number = case_number(id_)
    assert (len(number), number[4]) == (9, "-")
    assert set(number) <= {*ALPHABET, "-"}
    assert case_number(id_) == number == tidy(number)


@given(id_=IDS)
def test_however_it_is_typed_it_is_the_same_number(id_: str) -> None:
    number = case_number(id_)
    bare = number.replace("-", "")
    typed = (number.lower(), bare, f" {bare[:4]} {bare[4:]} ", number.replace("-", "–"))
    confused = (
        number.replace("0", "O"),
        number.replace("0", "o").replace("1", "l"),
        number.replace("1", "I"),
    )
    assert {tidy(one) for one in (*typed, *confused)} == {number}


@given(id_=IDS)
def test_every_single_wrong_sign_is_caught(id_: str) -> None:
    signs = case_number(id_).replace("-", "")
    for place, sign in itertools.product(range(8), ALPHABET):
        if sign != signs[place]:
            assert tidy(signs[:place] + sign + signs[place + 1 :]) is None


@given(id_=IDS)
def test_every_swap_of_two_different_signs_is_caught(id_: str) -> None:
    signs = list(case_number(id_).replace("-", ""))
    for a, b in itertools.combinations(range(8), 2):
        swapped = signs.copy()
        swapped[a], swapped[b] = swapped[b], swapped[a]
        if swapped != signs:
            assert tidy("".join(swapped)) is None


@pytest.mark.parametrize(
    "typed", ["", "K7MQ", "K7MQ-4XBTT", "K7MQ-4X!T", "Ş7MQ-4XBT", "--------", "UUUU-UUUU"]
)
def test_what_cannot_be_a_number_is_none(typed: str) -> None:
    assert tidy(typed) is None


def test_a_hundred_thousand_cases_share_few_numbers() -> None:
    numbers = {case_number(f"{one:032x}") for one in range(100_000)}
    assert len(numbers) > 99_990  # 35 bits: about 0.15 pairs are to be expected
