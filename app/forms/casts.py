"""What a text must look like to be stored as a type, and whether it is one."""

from __future__ import annotations

import re
from collections.abc import Mapping
from math import isnan

from app.forms.fields import DataType
from app.forms.xpath.calendar import Calendar
from app.forms.xpath.functions.geo import point
from app.forms.xpath.values import number_text, plain_number

MOST_INT = 2**31
EXACT_DIGITS = 15

_INT = re.compile(r"-?\d{1,10}\Z", re.ASCII)
_OFFSET = r"(?P<offset>Z|[+-](0\d|1[0-4]):[0-5]\d)?\Z"
_DATE = re.compile(r"\d{4}-\d\d-\d\d(T[\d:.]+)?\Z", re.ASCII)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?" + _OFFSET, re.ASCII)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?" + _OFFSET, re.ASCII)
_TRUTHS = frozenset({"true", "false", "1", "0"})


def stored(text: str, kind: str, calendar: Calendar) -> str:
    """Return `text` as a node of type `kind` keeps it; what is no value of that type becomes empty."""
    if not text:
        return text
    if kind == DataType.INT:
        return _whole(text)
    if kind == DataType.DECIMAL:
        return _decimal(text.strip().replace(",", ".", 1))
    if kind == DataType.DATE:
        return calendar.date_text(text)
    if kind == DataType.DATE_TIME:
        whole = (match := _MOMENT.match(text)) and match["offset"] and calendar.moment(text)
        return text if whole else calendar.moment_text(text)  # a moment carries its offset, however it came
    if kind == DataType.TIME:
        return text if _TIME.match(text) else calendar.time_text(text)
    if kind == DataType.BOOLEAN:
        return text if text in _TRUTHS else ""
    return _place(text, kind)


def _whole(text: str) -> str:
    number = plain_number(text)
    return "" if isnan(number) or not -MOST_INT <= number < MOST_INT else str(int(number))


def _decimal(text: str) -> str:
    number = plain_number(text)
    if isnan(number):
        return ""
    digits = sum(letter.isdigit() for letter in text)
    return number_text(number) if digits <= EXACT_DIGITS else text  # a longer one would lose digits


def _place(text: str, kind: str) -> str:
    if kind == DataType.GEOPOINT:
        return _numbers(text) if point(text) else ""
    if kind in (DataType.GEOTRACE, DataType.GEOSHAPE):
        places = [place.strip() for place in text.split(";") if place.strip()]
        return ";".join(map(_numbers, places)) if all(map(point, places)) else ""
    return text


def _numbers(place: str) -> str:
    """Write latitude, longitude, altitude and accuracy as decimals, the last two 0.0 when unknown."""
    numbers = [number_text(plain_number(word)) for word in place.split()[:4]]
    numbers = [number if "." in number else f"{number}.0" for number in numbers]
    return " ".join([*numbers, "0.0", "0.0"][:4])


def fits(text: str, kind: str, calendar: Calendar) -> bool:
    """Tell whether a stored text is a value of type `kind`; empty fits every type."""
    if not text:
        return True
    if kind == DataType.INT:
        return _INT.match(text) is not None
    if kind == DataType.DECIMAL:
        return not isnan(plain_number(text))
    if kind == DataType.DATE:
        return _DATE.match(text) is not None and calendar.moment(text) is not None
    if kind == DataType.DATE_TIME:
        return _MOMENT.match(text) is not None and calendar.moment(text) is not None
    if kind == DataType.TIME:
        return _TIME.match(text) is not None
    if kind == DataType.BOOLEAN:
        return text in _TRUTHS
    return _fits_place(text, kind)


def _fits_place(text: str, kind: str) -> bool:
    if kind == DataType.GEOPOINT:
        return point(text) is not None
    if kind in (DataType.GEOTRACE, DataType.GEOSHAPE):
        places = [place.strip() for place in text.split(";") if place.strip()]
        return all(point(place) for place in places)
    return True


def within(text: str, limits: Mapping[str, str]) -> bool:
    """Tell whether a number lies within a range control's start and end, whichever is the greater."""
    ends = sorted(plain_number(limits.get(name, "")) for name in ("start", "end"))
    return not text or any(map(isnan, ends)) or ends[0] <= plain_number(text) <= ends[1]
