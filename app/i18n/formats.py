"""Dates, numbers, money and lists by language, from CLDR; babel is imported inside, it costs start-up time."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from app import text

if TYPE_CHECKING:
    from babel import Locale

Length = Literal["short", "medium", "long", "full"]

# English dates in the day-month order of the country.
_LOCALES = {"tk": "tk", "ru": "ru", "en": "en_GB"}
_LAW_MONTH_RU = "{day} {month} {year} года"
# CLDR calls the currency "новый туркменский манат": people say manat.
_MANAT = {
    "tk": {"other": "manat"},
    "ru": {"one": "манат", "few": "маната", "many": "манатов", "other": "маната"},
    "en": {"other": "manat"},
}
_NARROW_SPACE, _SPACE = "\u202f", "\u00a0"


def _locale(language: str) -> "Locale":
    from babel import Locale

    return Locale.parse(_LOCALES[language])


def _printable(phrase: str) -> str:
    """Return `phrase` without the narrow no-break space, which many fonts lack."""
    return phrase.replace(_NARROW_SPACE, _SPACE)


def date_text(language: str, day: date, length: Length) -> str:
    """Return a date, or a datetime's date and clock time."""
    from babel.dates import format_date, format_time

    shown = _printable(format_date(day, length, locale=_locale(language)))
    if isinstance(day, datetime):
        return f"{shown} {format_time(day.time(), 'HH:mm', locale=_locale(language))}"
    return shown


def law_date(language: str, day: date) -> str:
    """Return a date as official papers of the language write it."""
    if language == "tk":
        return text.law_date(day)
    if language == "ru":
        return _LAW_MONTH_RU.format(day=day.day, month=month_names("ru")[day.month - 1], year=day.year)
    return date_text(language, day, "long")


def month_names(language: str, *, alone: bool = False) -> Sequence[str]:
    """Return the twelve months, January first."""
    months = _locale(language).months["stand-alone" if alone else "format"]["wide"]
    return tuple(months[number] for number in range(1, 13))


def day_names(language: str, *, short: bool = False) -> Sequence[str]:
    """Return the seven days, Monday first."""
    days = _locale(language).days["stand-alone"]["abbreviated" if short else "wide"]
    return tuple(days[number] for number in range(7))


def number(language: str, value: float | Decimal, digits: int | None = None) -> str:
    """Return a number with the language's grouping and decimal mark."""
    from babel.numbers import format_decimal

    pattern = None if digits is None else "#,##0." + "0" * digits if digits else "#,##0"
    return _printable(format_decimal(value, pattern, locale=_locale(language)))


def money(language: str, amount: Decimal | int) -> str:
    """Return an amount with the word manat in the form the number asks for."""
    whole = amount == int(amount)
    form = _locale(language).plural_form(int(amount)) if whole else "other"
    names = _MANAT[language]
    return f"{number(language, amount, 0 if whole else 2)}{_SPACE}{names.get(form, names['other'])}"


def percent(language: str, share: float, digits: int) -> str:
    """Return a share of one as per cent."""
    from babel.numbers import format_percent

    locale = _locale(language)
    pattern = str(locale.percent_formats[None].pattern)
    exact = pattern.replace("#,##0", "#,##0." + "0" * digits) if digits else pattern
    return _printable(format_percent(share, exact, locale=locale))


def list_and(language: str, things: Sequence[str]) -> str:
    """Return several things as one phrase."""
    from babel.lists import format_list

    return format_list(list(things), "standard", locale=_locale(language)) if things else ""


def relative_days(language: str, days: int) -> str:
    """Return a distance in days, with its direction."""
    from babel.dates import format_timedelta

    return format_timedelta(
        timedelta(days=days),
        granularity="day",
        threshold=float("inf"),
        add_direction=True,
        locale=_locale(language),
    )
