"""Days, moments and the number a date counts as, in one fixed zone."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from math import floor, isfinite, trunc
from zoneinfo import ZoneInfo

ASHGABAT = ZoneInfo("Asia/Ashgabat")

_EPOCH = date(1970, 1, 1).toordinal()
_START = datetime(1970, 1, 1, tzinfo=UTC)
_DATE = re.compile(
    r"\s*(-?\d{4})-(\d\d?)-(\d\d?)"
    r"(?:[T ](\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?)?\s*$",
    re.ASCII,
)
_TIME = re.compile(r"\s*(\d\d?):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s*(Z|[+-]\d\d(?::?\d\d)?)?\s*$", re.ASCII)


class DateText(str):
    """A text a date function gave: compared with others as a date, not letter by letter."""

    __slots__ = ()


def looks_like_date(text: str) -> bool:
    """Tell whether `text` has the shape of a date, be it in the calendar or not."""
    return _DATE.match(text) is not None


def _offset(text: str | None, zone: tzinfo) -> tzinfo:
    if text is None:
        return zone
    if text == "Z":
        return UTC
    hours, minutes = int(text[1:3]), int(text[-2:]) if len(text) > 3 else 0
    shift = timedelta(hours=hours, minutes=minutes)
    return timezone(-shift if text[0] == "-" else shift)


def _micros(fraction: str | None) -> int:
    return int((fraction or "0").ljust(6, "0")[:6])


def text_of(moment: datetime) -> str:
    """Return a moment as XForms writes it: milliseconds and a numeric offset."""
    return moment.isoformat(timespec="milliseconds")


class Calendar:
    """Counts whole days since 1970-01-01 in `zone`, as JavaRosa does: the time of day never makes a date later."""

    def __init__(self, zone: tzinfo = ASHGABAT) -> None:
        self.zone = zone

    def moment(self, text: str) -> datetime | None:
        """Return the moment `text` names (a day begins at its midnight here), or None when it names none."""
        match = _DATE.match(text)
        if match is None:
            return None
        year, month, day, hour, minute, second, fraction, offset = match.groups()
        try:
            clock = time(int(hour or 0), int(minute or 0), int(second or 0), _micros(fraction))
            found = datetime.combine(date(int(year), int(month), int(day)), clock, _offset(offset, self.zone))
            return found.astimezone(self.zone)
        except (ValueError, OverflowError):
            return None

    def days(self, text: str) -> float | None:
        """Return the number `text` counts as when it is a date, or None."""
        moment = self.moment(text)
        return None if moment is None else float(moment.toordinal() - _EPOCH)

    def exact_days(self, text: str) -> float | None:
        """Return days and parts of a day since the epoch in UTC, as decimal-date-time() wants them."""
        moment = self.moment(text)
        return None if moment is None else (moment - _START) / timedelta(days=1)

    def day_fraction(self, text: str) -> float | None:
        """Return the part of the day that has passed at `text` in this zone, or None when it is no time."""
        local = self.moment(text) or self.clock(text)
        if local is None:
            return None
        passed = timedelta(hours=local.hour, minutes=local.minute, seconds=local.second)
        return (passed + timedelta(microseconds=local.microsecond)) / timedelta(days=1)

    def clock(self, text: str) -> datetime | None:
        """Return the moment of the present day at which it is the time `text` names, or None when it names none."""
        match = _TIME.match(text)
        if match is None:
            return None
        hour, minute, second, fraction, offset = match.groups()
        try:
            clock = time(int(hour), int(minute), int(second or 0), _micros(fraction))
        except ValueError:
            return None
        day = datetime.now(self.zone).date()
        return datetime.combine(day, clock, _offset(offset, self.zone)).astimezone(self.zone)

    def time_text(self, text: str) -> str:
        """Return the time of day of a moment or a time as XForms writes it, or an empty text."""
        moment = self.moment(text) or self.clock(text)
        return "" if moment is None else text_of(moment)[len("2026-11-22T") :]

    def from_days(self, days: float) -> datetime | None:
        """Return the moment that many days after the epoch; whole days give midnight here."""
        if not isfinite(days):
            return None
        try:
            if days == floor(days):
                return datetime.combine(date.fromordinal(int(days) + _EPOCH), time(), self.zone)
            return (_START + timedelta(days=days)).astimezone(self.zone)
        except (ValueError, OverflowError):
            return None

    def date_text(self, value: float | str) -> str:
        """Return the day of a number (its whole days, as in JavaRosa) or text as `YYYY-MM-DD`, or an empty text."""
        if isinstance(value, float) and isfinite(value):
            value = float(trunc(value))
        moment = self._moment_of(value)
        return "" if moment is None else moment.date().isoformat()

    def moment_text(self, value: float | str) -> str:
        """Return the moment of a number or text in full, or an empty text."""
        moment = self._moment_of(value)
        return "" if moment is None else text_of(moment)

    def _moment_of(self, value: float | str) -> datetime | None:
        return self.moment(value) if isinstance(value, str) else self.from_days(value)


class FractionalCalendar(Calendar):
    """Counts days and parts of a day in UTC, as ODK Web Forms does; only for comparing with that engine."""

    def days(self, text: str) -> float | None:
        """Return days since the epoch in UTC, parts of a day included."""
        return self.exact_days(text)

    def from_days(self, days: float) -> datetime | None:
        """Return the moment that many UTC days after the epoch."""
        if not isfinite(days):
            return None
        try:
            return (_START + timedelta(days=days)).astimezone(self.zone)
        except OverflowError:
            return None

    def date_text(self, value: float | str) -> str:
        """Keep a date text as it is; write a number as a full moment."""
        return self.moment_text(value)

    def moment_text(self, value: float | str) -> str:
        """Keep a date text as it is; write a number as a full moment."""
        if isinstance(value, str):
            return value if self.moment(value) else ""
        moment = self.from_days(value)
        if moment is None:
            return ""
        return moment.date().isoformat() if moment.time() == time() else text_of(moment)
