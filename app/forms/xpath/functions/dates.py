"""Dates and times: whole days in the form's zone."""

from __future__ import annotations

import calendar as months_
from datetime import date, datetime, timedelta
from math import isnan, nan

from app.errors import N_
from app.forms.errors import EvaluationFailed
from app.forms.xpath.calendar import DateText, looks_like_date, text_of
from app.forms.xpath.context import Context
from app.forms.xpath.functions.registry import function
from app.forms.xpath.values import Value, to_text

MOST_STEPS = 4_000_000

_NO_DATE = N_("A date function was given something that is no day of the calendar.")
_LETTER = N_("A date pattern uses %{letter}, which is not known.")


@function("today", "", "s")
def today(c: Context) -> str:
    """Return the present day."""
    return DateText(c.world.now().date().isoformat())


@function("now", "", "s")
def now(c: Context) -> str:
    """Return the present moment."""
    return DateText(text_of(c.world.now()))


def _plain(value: Value) -> float | str:
    if isinstance(value, bool):
        raise EvaluationFailed(_NO_DATE)
    return value if isinstance(value, float) else to_text(value)


@function("date", "a", "s")
def date_(c: Context, value: Value) -> str:
    """Return the day of a text or of a number of days.

    Raises:
        EvaluationFailed: a truth value, or a day that is not in the calendar.
    """
    plain = _plain(value)
    text = c.world.numbers.calendar.date_text(plain)
    if not text and isinstance(plain, str) and looks_like_date(plain):
        raise EvaluationFailed(_NO_DATE)
    return DateText(text)


@function("date-time", "a", "s")
def date_time(c: Context, value: Value) -> str:
    """Return the moment of a text or of a number of days."""
    return DateText(c.world.numbers.calendar.moment_text(_plain(value)))


@function("decimal-date-time", "a", "n")
def decimal_date_time(c: Context, value: Value) -> float:
    """Return days since 1970 with their fraction, in UTC."""
    plain = _plain(value)
    if isinstance(plain, float):
        return plain
    days = c.world.numbers.calendar.exact_days(plain)
    return nan if days is None else days


@function("decimal-time", "s", "n")
def decimal_time(c: Context, text: str) -> float:
    """Return the part of the day that has passed."""
    part = c.world.numbers.calendar.day_fraction(text)
    return nan if part is None else part


@function("format-date", "as", "s")
def format_date(c: Context, value: Value, pattern: str) -> str:
    """Write a date by a pattern such as "%d.%m.%Y"."""
    return _formatted(c, value, pattern)


@function("format-date-time", "as", "s")
def format_date_time(c: Context, value: Value, pattern: str) -> str:
    """Write a moment or a time by a pattern such as "%d.%m.%Y %H:%M"."""
    return _formatted(c, value, pattern)


def _formatted(c: Context, value: Value, pattern: str) -> str:
    plain = _plain(value)
    days = c.world.numbers.calendar
    moment = (days.moment(plain) or days.clock(plain)) if isinstance(plain, str) else days.from_days(plain)
    if moment is None:
        return ""
    pieces, letters = [], iter(pattern)
    for letter in letters:
        pieces.append(_piece(c, moment, next(letters, "%")) if letter == "%" else letter)
    return "".join(pieces)


def _piece(c: Context, moment: datetime, letter: str) -> str:
    numeric = {
        "%": "%",
        "Y": f"{moment.year:04d}",
        "y": f"{moment.year % 100:02d}",
        "m": f"{moment.month:02d}",
        "n": str(moment.month),
        "d": f"{moment.day:02d}",
        "e": str(moment.day),
        "H": f"{moment.hour:02d}",
        "h": str(moment.hour),
        "M": f"{moment.minute:02d}",
        "S": f"{moment.second:02d}",
        "3": f"{moment.microsecond // 1000:03d}",
        "W": f"{moment.isocalendar().week:02d}",
    }
    if letter in numeric:
        return numeric[letter]
    months, weekdays = c.world.month_names()
    if letter == "b":
        return months[moment.month - 1]
    if letter == "a":
        return weekdays[moment.isoweekday() % 7]
    raise EvaluationFailed(_LETTER, letter=letter)


def _day(c: Context, text: str) -> date | None:
    moment = c.world.numbers.calendar.moment(text)
    return None if moment is None else moment.date()


@function("difference-in-months", "ss", "n")
def difference_in_months(c: Context, first: str, second: str) -> float:
    """Count the whole months from the first day to the second; an earlier second day counts below zero."""
    start, end = _day(c, first), _day(c, second)
    if start is None or end is None:
        return nan
    if end < start:
        return -_months(end, start)
    return _months(start, end)


def _months(start: date, end: date) -> float:
    months = (end.year - start.year) * 12 + end.month - start.month
    short_month = end.day == months_.monthrange(end.year, end.month)[1]
    return float(months - (end.day < start.day and not short_month))


@function("add-date", "snnnnn", "s", 2)
def add_date(c: Context, text: str, years: float, months: float = 0, days: float = 0, *clock: float) -> str:
    """Move a date by years, months and days (then hours, minutes); a day the month lacks becomes its last."""
    calendar = c.world.numbers.calendar
    moment = calendar.moment(text)
    steps = (years, months, days, *clock)
    if moment is None or any(isnan(step) or abs(step) > MOST_STEPS for step in steps):
        return ""
    total = moment.month - 1 + int(years) * 12 + int(months)
    year, month = moment.year + total // 12, total % 12 + 1
    if not 1 <= year <= 9999:
        return ""
    day = min(moment.day, months_.monthrange(year, month)[1])
    hours, minutes = (*clock, 0.0, 0.0)[:2]
    try:
        moved = moment.replace(year=year, month=month, day=day)
        moved += timedelta(days=days, hours=hours, minutes=minutes)
    except OverflowError:
        return ""
    return DateText(text_of(moved) if "T" in text or clock else moved.date().isoformat())
