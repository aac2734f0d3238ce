"""Says what is not in order with the catalogues, each in one plain line."""

import re
import string
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from translations import catalogue, extraction

if TYPE_CHECKING:
    from babel.messages.catalog import Catalog, Message

# A Cyrillic е among Latin letters looks right, but is neither found nor sorted.
_MIXED = re.compile(r"\w*(?:[a-zçäňöşüýž][а-яё]|[а-яё][a-zçäňöşüýž])\w*", re.IGNORECASE)
_FIELD_ORDINAL = re.compile(r"\}-nj[iy]")
_FORMS = {"tk": 1, "ru": 3}


def problems(folder: Path, app: Path) -> Iterator[str]:
    """Return a plain line for everything that is not in order."""
    read = catalogue.sources(app)
    errors = extraction.error_classes(read)
    for source in read:
        yield from extraction.mistakes(source, errors)
    found = catalogue.template(read)
    yield from _stale(f"{catalogue.DOMAIN}.pot", catalogue.load_template(folder), found)
    for language in catalogue.PLURALS:
        kept = catalogue.load(language, folder)
        yield from _stale(f"{language}.po", kept, found)
        for message in kept:
            if message.id:
                yield from (
                    f"{language}.po: {_first(message)!r}: {fault}" for fault in _faults(message, language)
                )


def _stale(name: str, committed: "Catalog", found: "Catalog") -> Iterator[str]:
    ours = {message.id for message in committed if message.id}
    theirs = {message.id for message in found if message.id}
    yield from (f"{name}: {msgid!r} is missing; run update" for msgid in sorted(theirs - ours, key=str))
    yield from (
        f"{name}: {msgid!r} is no longer used; run update" for msgid in sorted(ours - theirs, key=str)
    )


def _first(message: "Message") -> str:
    return message.id if isinstance(message.id, str) else message.id[0]


def _faults(message: "Message", language: str) -> Iterator[str]:
    """Return what is wrong with one translation."""
    translated = [message.string] if isinstance(message.string, str) else list(message.string or ())
    if not all(translated) or (message.pluralizable and len(translated) != _FORMS[language]):
        yield "not translated"
        return
    if message.fuzzy:
        yield "fuzzy"
    wanted = [message.id] if isinstance(message.id, str) else list(message.id)
    needed = set.intersection(*map(fields, wanted))
    allowed = set.union(*map(fields, wanted))
    for form in translated:
        if not needed <= fields(form) <= allowed:
            yield f"its fields are {sorted(fields(form))} and not {sorted(allowed)}"
        if _FIELD_ORDINAL.search(form):
            yield "-nji after a field is wrong for half of the numbers"
        yield from (f"{word!r} mixes Latin and Cyrillic letters" for word in _MIXED.findall(form))


def fields(sentence: str) -> set[str]:
    """Return the names in braces of a sentence; a broken brace counts as a field of its own."""
    try:
        return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}
    except ValueError:
        return {"a broken brace"}
