"""Dates as people write them, known to the day, the month or only the year. Pure functions."""

import re
from datetime import date

_PARTS = re.compile(r"^(?:(?:(\d{1,2})[.\-/ ])?(\d{1,2})[.\-/ ])?(\d{4})$")
_RUN = re.compile(r"^(\d{2})(\d{2})(\d{4})$")
_ISO = re.compile(r"^(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?$")


def read(typed: str, partial: bool = True) -> str | None:
    """Return the value of a typed date: "1961-05-07", or "1961-05" and "1961" where `partial`; None if it is no date.

    Reads dd.mm.yyyy, mm.yyyy and yyyy with dots, dashes, slashes or spaces, and ddmmyyyy run together. "" stays "".
    """
    text = typed.strip()
    if not text:
        return ""
    found = _RUN.match(text) or _PARTS.match(text)
    if found is None:
        return _read_iso(text, partial)
    day, month, year = found.groups()
    return _checked(int(year), int(month) if month else None, int(day) if day else None, partial)


def _read_iso(text: str, partial: bool) -> str | None:
    found = _ISO.match(text)
    if found is None:
        return None
    year, month, day = found.groups()
    return _checked(int(year), int(month) if month else None, int(day) if day else None, partial)


def _checked(year: int, month: int | None, day: int | None, partial: bool) -> str | None:
    if not partial and (month is None or day is None):
        return None
    try:
        date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return None
    known = [f"{year:04d}", *(f"{part:02d}" for part in (month, day) if part is not None)]
    return "-".join(known) if 1800 <= year <= 2200 else None


def written(value: str) -> str:
    """Return a value as people write it: "1961-05-07" becomes "07.05.1961", "1961-05" "05.1961", "1961" stays."""
    return ".".join(reversed(value.split("-"))) if value else ""
