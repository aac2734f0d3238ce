"""What a paper says, in one language or in both."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from app import i18n


class PaperLanguage(StrEnum):
    """The language of a paper; `both` prints Turkmen first and Russian beneath it."""

    TK = "tk"
    RU = "ru"
    EN = "en"
    BOTH = "both"

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages to print, the first one leading."""
        return ("tk", "ru") if self is PaperLanguage.BOTH else (str(self),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Bilingual:
    """A text known in both languages, as a service of the catalogue is."""

    tk: str
    ru: str


Said = str | Bilingual
"""A text of the case: as somebody said it (`str`, in whatever language that was) or known in both."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A text with its language ("tk", "ru"), or "" where a person's own words are in a language of their choice."""

    language: str
    text: str


Phrase = tuple[Part, ...]
"""The same thing said once per language, the leading language first; empty when there is nothing to say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Says our sentences and other people's texts in a paper's languages."""

    language: PaperLanguage

    def tr(self, sentence: str, **fields: object) -> Phrase:
        """Return one of our sentences (an English msgid) in each language of the paper."""
        return self.each(lambda words: words.tr(sentence, **fields))

    def day(self, day: date | None) -> Phrase:
        """Return a date written out, or nothing."""
        return self.each(lambda words: words.date(day)) if day else ()

    def told(self, said: Said) -> Phrase:
        """Return a text of the case: once where it is known in one language, else per language of the paper."""
        if isinstance(said, str):
            return (Part(language="", text=said),) if said.strip() else ()
        texts = {"tk": said.tk, "ru": said.ru, "en": ""}
        wanted = [
            Part(language=code, text=texts[code]) for code in self.language.languages if texts[code].strip()
        ]
        return tuple(wanted) or self.told(said.tk or said.ru)

    def each(self, speak: Callable[[i18n.Words], str]) -> Phrase:
        """Return what `speak` says with the words of each language; equal answers are said once."""
        said: dict[str, str] = {}
        for code in self.language.languages:
            said.setdefault(speak(i18n.words(code)), code)
        return tuple(Part(language=code, text=text) for text, code in said.items())
