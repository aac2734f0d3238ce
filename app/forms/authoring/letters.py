"""Remarks on words that a program reads and an eye cannot tell: look-alike letters of two alphabets, unseen characters."""

import re
import unicodedata
from collections.abc import Iterator

from app.errors import N_
from app.forms.authoring.columns import KNOWN, TRANSLATED, known_as
from app.forms.authoring.finding import Finding, finding
from app.forms.authoring.sheets import Table, Tables
from app.forms.authoring.syntax import references

_NAMES = {
    "survey": ("type", "name"),
    "choices": ("list_name", "name"),
    "external_choices": ("list_name", "name"),
}
_WORD = re.compile(r"[^\W\d_]+")
_UNSEEN = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_SEEN_AS = str.maketrans("асеорхуіѕјкмтвн", "aceopxyisjkmtbh", "\u00ad\u200b\u2060\ufeff")

_TWO_ALPHABETS = N_(
    "“{word}” has letters of two alphabets that only look alike; Cyrillic are: {letters}. Type it anew in one."
)
_INVISIBLE = N_("There is a character in “{word}” that nobody sees. Empty the cell and type it anew.")


def check(form: Tables) -> Iterator[Finding]:
    """Give the remarks on titles, types, names, lists, codes, and names inside expressions and texts."""
    for sheet, columns in _NAMES.items():
        yield from _titles(form[sheet])
        yield from _cells(form[sheet], columns)


def _titles(table: Table) -> Iterator[Finding]:
    known = KNOWN[table.name]
    for header in table.headers:
        seen = known_as(table.name, header.written.translate(_SEEN_AS), double=True)
        if header.column.partition("::")[0] not in known and seen.partition("::")[0] in known:
            yield from _word(table, table.row, header.column, header.written)


def _cells(table: Table, columns: tuple[str, ...]) -> Iterator[Finding]:
    for row in table:
        for column, cell in row.cells.items():
            if cell.isascii():
                continue
            if column in columns:
                yield from _word(table, row.number, column, cell)
                continue
            for name in references(cell):
                yield from _word(table, row.number, column, name)
            if _is_read(table.name, column) and not any(map(_UNSEEN.search, references(cell))):
                yield from _unseen(table, row.number, column, cell)


def _is_read(sheet: str, column: str) -> bool:
    """Tell whether a program reads a column; in words for people an unseen character may be meant."""
    first = column.partition("::")[0]
    return sheet == "survey" and first in KNOWN[sheet] and first not in TRANSLATED


def _word(table: Table, row: int, column: str, word: str) -> Iterator[Finding]:
    yield from _unseen(table, row, column, word)
    if letters := cyrillic_among_latin(word):
        yield finding(table, row, column, _TWO_ALPHABETS, word=word, letters=", ".join(letters))


def _unseen(table: Table, row: int, column: str, text: str) -> Iterator[Finding]:
    if _UNSEEN.search(text):
        yield finding(table, row, column, _INVISIBLE, word=_UNSEEN.sub("", text))


def cyrillic_among_latin(text: str) -> tuple[str, ...]:
    """Return the Cyrillic letters of those words in which Latin ones stand as well."""
    found: dict[str, None] = {}
    for word in _WORD.findall(text):
        cyrillic = [letter for letter in word if unicodedata.name(letter, "").startswith("CYRILLIC")]
        if cyrillic and any(unicodedata.name(letter, "").startswith("LATIN") for letter in word):
            found |= dict.fromkeys(cyrillic)
    return tuple(found)
