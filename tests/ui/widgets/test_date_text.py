"""Dates are read as people write them, as far as they are known."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.ui.widgets.date_text import read, written


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("07.05.1961", "1961-05-07"),
        ("7.5.1961", "1961-05-07"),
        ("7 5 1961", "1961-05-07"),
        ("07/05/1961", "1961-05-07"),
        ("07051961", "1961-05-07"),
        ("1961-05-07", "1961-05-07"),
        ("05.1961", "1961-05"),
        ("1961", "1961"),
        ("  1961 ", "1961"),
        ("", ""),
    ],
)
def test_a_date_is_read_as_far_as_it_is_known(typed: str, value: str) -> None:
    assert read(typed) == value


@pytest.mark.parametrize(
    "typed", ["31.02.1961", "13.1961", "61", "07.05.61", "00.05.1961", "07.05.0961", "май", "1.2.3.4"]
)
def test_what_is_no_date_is_told_so(typed: str) -> None:
    assert read(typed) is None


@pytest.mark.parametrize("typed", ["05.1961", "1961"])
def test_a_whole_date_is_asked_for_where_parts_do_not_do(typed: str) -> None:
    assert read(typed, partial=False) is None


@given(st.dates(min_value=date(1800, 1, 1), max_value=date(2200, 12, 31)))
def test_every_written_date_is_read_back(day: date) -> None:
    for value in (day.isoformat(), day.isoformat()[:7], day.isoformat()[:4]):
        assert read(written(value)) == value
        assert read(value) == value


@given(st.text(max_size=12))
def test_reading_never_fails_and_gives_only_what_reads_back(typed: str) -> None:
    value = read(typed)
    assert value is None or read(written(value)) == value
