"""Turkmen numerals and dates as laws and letters write them, and the initials of a name."""

from datetime import date

# The ending follows the last spoken word: alty, dokuz, on, otuz, kyrk, altmyş, togsan take the back vowel.
_BACK_UNITS = {6, 9}
_BACK_TENS = {10, 30, 40, 60, 90}
_MILLION = 1_000_000
_POSSESSIVE_MONTHS = (
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
)


def ordinal(number: int) -> str:
    """Return a Turkmen ordinal in figures: 7 → "7-nji", 2026 → "2026-njy", 2030 → "2030-njy"."""
    return f"{number}-{'njy' if _ends_in_a_back_vowel(abs(number)) else 'nji'}"


def _ends_in_a_back_vowel(number: int) -> bool:
    """Tell whether the last spoken word of `number` has back vowels."""
    if number % 10:
        return number % 10 in _BACK_UNITS
    if number % 100:
        return number % 100 in _BACK_TENS
    # ýüzünji and müňünji, but nolunjy, millionynjy, milliardynjy
    return number % _MILLION == 0


def law_date(day: date) -> str:
    """Return a date as Turkmen laws write it: "2026-njy ýylyň 7-nji apreli"."""
    month = _POSSESSIVE_MONTHS[day.month - 1]
    return f"{ordinal(day.year)} ýylyň {ordinal(day.day)} {month}"


def initial(name: str) -> str:
    """Return the initial of one name with its dot ("Aman" → "A."), nothing for an empty name."""
    bare = name.strip()
    return f"{bare[0].upper()}." if bare else ""
