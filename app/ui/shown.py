"""Dates, ages and places as people read them in the language in use."""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache

from app.i18n import current, ntr, tr
from app.i18n import words as language_words
from app.models.partial_date import PartialDate
from app.models.place import PlaceTable
from app.ui.palette import Tone

_LAST_MS = 253_370_764_800_000  # the first day of 9999, as near to the end of all calendars as zones allow


def day(iso: str) -> str:
    """Return a date known to the day, the month or the year; "" for none, the text itself when it is no date."""
    return _day(iso, current().language)


@lru_cache(maxsize=4096)
def _day(iso: str, language: str) -> str:
    try:
        known = PartialDate.parse(iso)
    except ValueError:
        return iso
    if known is None:
        return ""
    words = language_words(language)
    if known.day:
        return words.date(known.earliest, "medium")
    return known.shown(words.month_names(alone=True))


def moment(wall_ms: int) -> str:
    """Return a UTC instant in milliseconds as date and clock time of this laptop."""
    return current().date(_local(wall_ms), "medium")


def clock(wall_ms: int) -> str:
    """Return the clock time of a UTC instant on this laptop, "14:05"."""
    return f"{_local(wall_ms):%H:%M}"


def _local(wall_ms: int) -> datetime:
    # A clock may say anything: what no calendar holds is shown as the end of time.
    return datetime.fromtimestamp(min(wall_ms, _LAST_MS) / 1000, UTC).astimezone()


def age(birth: str, on: date) -> str:
    """Return an age in full years, "68"; "67–68" when the birthday is not known; "" without a birth."""
    try:
        born = PartialDate.parse(birth)
    except ValueError:
        return ""
    if born is None:
        return ""
    least, most = born.age(on)
    return str(least) if least == most else f"{least}–{most}"


def birth_of(years: int, on: date) -> str:
    """Return the year of birth of somebody who is `years` old: as much as an age tells."""
    return str(on.year - years)


def place(places: PlaceTable, code: str) -> str:
    """Return the name of a place in the language in use."""
    return places.name(code, current().language) if code else ""


def until(iso: str, today: date) -> str:
    """Return how far a day lies from today: "3 days late", "today", "tomorrow", or the date itself."""
    try:
        days = (date.fromisoformat(iso) - today).days
    except ValueError:
        return day(iso)
    if days < 0:
        return ntr("{n} day late", "{n} days late", -days)
    if days <= 1:
        return tr("tomorrow") if days else tr("today")
    return day(iso)


def urgency(iso: str, today: date) -> Tone:
    """Return the tone of a due date: late, today, later."""
    if not iso:
        return Tone.NEUTRAL
    if iso < today.isoformat():
        return Tone.DANGER
    return Tone.WARN if iso == today.isoformat() else Tone.NEUTRAL


def days_after(today: date, days: int) -> str:
    """Return the ISO date that many days after today."""
    return (today + timedelta(days=days)).isoformat()
