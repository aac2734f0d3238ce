"""Dates of which a part is unknown, and the ages they allow."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.i18n import words
from app.models.partial_date import PartialDate

DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@st.composite
def partial_dates(draw: st.DrawFn) -> PartialDate:
    day = draw(DAYS)
    known = draw(st.integers(1, 3))
    return PartialDate(year=day.year, month=day.month if known > 1 else 0, day=day.day if known > 2 else 0)


@pytest.mark.parametrize("canonical", ["1961", "1961-05", "1961-05-07", "2024-02-29"])
def test_a_stored_date_reads_back_as_itself(canonical: str) -> None:
    assert str(PartialDate.parse(canonical)) == canonical


def test_nothing_stored_is_no_date() -> None:
    assert PartialDate.parse("") is None


@pytest.mark.parametrize(
    "text",
    [
        "61",
        "1961-5",
        "1961-00",
        "1961-05-00",
        "1961-13",
        "2023-02-29",
        "07.05.1961",
        "1961-05-07T00",
        "١٩٦١",
        "0000",
    ],
)
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        PartialDate.parse(text)


def test_a_day_needs_its_month() -> None:
    with pytest.raises(ValueError, match="month"):
        PartialDate(year=1961, day=7)


@pytest.mark.parametrize(
    ("birth", "ages"),
    [
        ("1961-04-07", (65, 65)),
        ("1961-04-08", (64, 64)),
        ("1961-04", (64, 65)),
        ("1961-05", (64, 64)),
        ("1961", (64, 65)),
        ("2026-05", (0, 0)),
        ("2030", (0, 0)),
    ],
)
def test_an_age_is_a_least_and_a_greatest_number_of_years(birth: str, ages: tuple[int, int]) -> None:
    born = PartialDate.parse(birth)
    assert born is not None
    assert born.age(date(2026, 4, 7)) == ages


def test_a_leap_day_birthday_falls_on_the_first_of_march_in_common_years() -> None:
    born = PartialDate(year=2008, month=2, day=29)
    assert [born.age(date(2026, 2, 28)), born.age(date(2026, 3, 1))] == [(17, 17), (18, 18)]


@given(partial_dates())
def test_every_partial_date_survives_being_stored(born: PartialDate) -> None:
    assert PartialDate.parse(str(born)) == born


@given(partial_dates(), DAYS)
def test_the_ages_of_all_possible_days_lie_between_the_two(born: PartialDate, on: date) -> None:
    least, greatest = born.age(on)
    assert 0 <= least <= greatest <= least + 1


@given(partial_dates(), partial_dates())
def test_fitting_is_mutual_and_everything_fits_itself(one: PartialDate, other: PartialDate) -> None:
    assert one.fits(other) == other.fits(one)
    assert one.fits(one)


def test_a_year_fits_each_of_its_days() -> None:
    assert PartialDate(year=1961).fits(PartialDate(year=1961, month=5, day=7))
    assert not PartialDate(year=1961, month=6).fits(PartialDate(year=1961, month=5, day=7))


def test_a_date_is_shown_with_the_months_it_is_given() -> None:
    in_dates, alone = words("tk").month_names(), words("tk").month_names(alone=True)
    assert PartialDate(year=1961, month=5, day=7).shown(in_dates) == "7 maý 1961"
    assert PartialDate(year=1961, month=5).shown(alone) == "Maý 1961"
    assert PartialDate(year=1961, estimated=True).shown(in_dates) == "≈ 1961"
