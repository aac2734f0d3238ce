"""Turkmen numerals and dates in figures."""

from datetime import date

import pytest

from app.text import initial, law_date, ordinal

BACK = [
    6,
    9,
    10,
    16,
    19,
    26,
    29,
    30,
    36,
    40,
    49,
    60,
    66,
    69,
    90,
    96,
    106,
    110,
    1990,
    2026,
    2030,
    1_000_000,
    0,
]
FRONT = [
    1,
    2,
    3,
    4,
    5,
    7,
    8,
    11,
    12,
    15,
    17,
    18,
    20,
    21,
    50,
    70,
    80,
    100,
    200,
    1000,
    2000,
    2020,
    2021,
    2022,
    2025,
]
MONTHS = [
    "ýanwary",
    "fewraly",
    "marty",
    "apreli",
    "maýy",
    "iýuny",
    "iýuly",
    "awgusty",
    "sentýabry",
    "oktýabry",
    "noýabry",
    "dekabry",
]


@pytest.mark.parametrize("number", BACK)
def test_an_ordinal_after_a_back_vowel_takes_njy(number: int) -> None:
    assert ordinal(number) == f"{number}-njy"


@pytest.mark.parametrize("number", FRONT)
def test_an_ordinal_after_a_front_vowel_takes_nji(number: int) -> None:
    assert ordinal(number) == f"{number}-nji"


@pytest.mark.parametrize(("month", "name"), list(enumerate(MONTHS, start=1)))
def test_a_law_names_the_month_in_the_possessive(month: int, name: str) -> None:
    assert law_date(date(2026, month, 7)) == f"2026-njy ýylyň 7-nji {name}"


def test_law_dates_of_the_sources_come_out_as_printed() -> None:
    assert law_date(date(2021, 12, 18)) == "2021-nji ýylyň 18-nji dekabry"
    assert law_date(date(2022, 11, 9)) == "2022-nji ýylyň 9-njy noýabry"


@pytest.mark.parametrize(("name", "letter"), [("şirin", "Ş."), ("  Aman", "A."), ("", ""), ("Ёлка", "Ё.")])
def test_an_initial_has_its_dot(name: str, letter: str) -> None:
    assert initial(name) == letter
