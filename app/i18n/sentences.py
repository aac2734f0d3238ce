"""Our own sentences in three languages, and through the same object everything else that is said in a language."""

import datetime
import gettext
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from app import resources
from app.errors import Msgid, UserError
from app.i18n import formats
from app.i18n.formats import Length

LANGUAGES = ("tk", "ru", "en")
_current = "tk"


@dataclass(frozen=True, slots=True)
class Words:
    """One language's sentences, dates and numbers; made by `words`."""

    language: str
    catalogue: gettext.NullTranslations

    def tr(self, sentence: str, **fields: object) -> str:
        """Return `sentence` (an English msgid) in this language, its `{name}` places filled from `fields`."""
        translated = self.catalogue.gettext(sentence) if sentence else ""
        return translated.format(**fields) if fields else translated

    def ntr(self, singular: str, plural: str, n: int, **fields: object) -> str:
        """Return the form that fits `n` things; `{n}` is the number as this language writes it."""
        shown = str(n) if abs(n) < 1000 else self.number(n)  # small numbers need no babel
        return self.catalogue.ngettext(singular, plural, n).format(n=shown, **fields)

    def sentence(self, error: UserError) -> str:
        """Return an error's sentence in this language, and in it every reason that is a sentence of ours."""
        said = {name: self._said(value) for name, value in error.fields.items()}
        return self.catalogue.gettext(error.sentence).format(**said)

    def _said(self, value: object) -> object:
        if isinstance(value, UserError):
            return self.sentence(value)
        return self.catalogue.gettext(value) if isinstance(value, Msgid) else value

    def date(self, day: datetime.date, length: Length = "long") -> str:
        """Return a date, "7 aprel 2026"; of a datetime also its clock time as it stands (convert it before)."""
        return formats.date_text(self.language, day, length)

    def law_date(self, day: datetime.date) -> str:
        """Return a date as official papers write it: "2026-njy ýylyň 7-nji apreli", "7 апреля 2026 года"."""
        return formats.law_date(self.language, day)

    def month_names(self, *, alone: bool = False) -> Sequence[str]:
        """Return the twelve months as they stand in a date ("апреля"), or alone ("апрель")."""
        return formats.month_names(self.language, alone=alone)

    def day_names(self, *, short: bool = False) -> Sequence[str]:
        """Return the seven days of the week, Monday first."""
        return formats.day_names(self.language, short=short)

    def number(self, value: float | Decimal, digits: int | None = None) -> str:
        """Return a number: "1 234,5"; with exactly `digits` decimals if given."""
        return formats.number(self.language, value, digits)

    def money(self, amount: Decimal | int) -> str:
        """Return an amount of manat: "1 234,50 manat", whole amounts without decimals."""
        return formats.money(self.language, amount)

    def percent(self, share: float, digits: int = 0) -> str:
        """Return a share of one as per cent: 0.32 → "32 %"."""
        return formats.percent(self.language, share, digits)

    def list_and(self, things: Sequence[str]) -> str:
        """Return several things as one phrase: "a, b we c"."""
        return formats.list_and(self.language, things)

    def relative_days(self, days: int) -> str:
        """Return how far a day lies from today: -1 "düýn", 0 "şu gün", 1 "ertir", 3 "3 günden"."""
        near = {-1: self.tr("yesterday"), 0: self.tr("today"), 1: self.tr("tomorrow")}
        return near[days] if days in near else formats.relative_days(self.language, days)


@cache
def words(language: str) -> Words:
    """Return the words of `language` ("tk", "ru" or "en"); without a catalogue they are English."""
    catalogue = gettext.translation("goldaw", resources.translations(), [language], fallback=True)
    return Words(language=language, catalogue=catalogue)


def use(language: str) -> None:
    """Make `language` the one that `tr` speaks (the window's and the command line's language).

    Raises: ValueError for a language that is not one of `LANGUAGES`.
    """
    global _current
    if language not in LANGUAGES:
        raise ValueError(language)
    _current = language


def current() -> Words:
    """Return the words of the language in use."""
    return words(_current)


def tr(sentence: str, **fields: object) -> str:
    """Return `sentence` in the language in use; see `Words.tr`."""
    return current().tr(sentence, **fields)


def ntr(singular: str, plural: str, n: int, **fields: object) -> str:
    """Return the form of the language in use that fits `n` things; see `Words.ntr`."""
    return current().ntr(singular, plural, n, **fields)
