"""Words in the reader's language: gettext for our sentences, CLDR (babel) for dates, numbers and lists."""

import gettext
from dataclasses import dataclass
from functools import lru_cache

from app import resources
from app.errors import UserError

LANGUAGES = ("tk", "ru", "en")
_current = "tk"


@dataclass(frozen=True, slots=True)
class Words:
    """One language's sentences; made by `words`."""

    language: str
    catalogue: gettext.NullTranslations

    def tr(self, sentence: str, **fields: object) -> str:
        """Return `sentence` (an English msgid) in this language, its `{name}` places filled from `fields`."""
        translated = self.catalogue.gettext(sentence) if sentence else ""
        return translated.format(**fields) if fields else translated

    def sentence(self, error: UserError) -> str:
        """Return an error's sentence in this language."""
        return self.catalogue.gettext(error.sentence).format(**error.fields)


@lru_cache(maxsize=None)
def words(language: str) -> Words:
    """Return the words of `language` ("tk", "ru" or "en")."""
    catalogue = gettext.translation("goldaw", resources.translations(), [language], fallback=True)
    return Words(language=language, catalogue=catalogue)


def use(language: str) -> None:
    """Make `language` the one that `tr` speaks (the window's and the command line's language)."""
    global _current  # noqa: PLW0603
    if language not in LANGUAGES:
        raise ValueError(language)
    _current = language


def current() -> Words:
    """Return the words of the language in use."""
    return words(_current)


def tr(sentence: str, **fields: object) -> str:
    """Return `sentence` in the language in use; see `Words.tr`."""
    return current().tr(sentence, **fields)
