"""Regular expressions from forms: only those that cannot run for ever."""

from __future__ import annotations

import re
from functools import lru_cache

MOST_CHARACTERS = 2_000

_PIECE = re.compile(
    r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\((?:\?:)?|\)(?:(?P<many>[*+]|\{\d*,\d*\})|(?P<fixed>\{\d+\}))?|(?P<repeat>[*+]|\{\d*,\d*\})|\{\d+\}|\||[\s\S]"
)
_LOOKING = re.compile(r"\\[1-9]|\(\?(?!:)")


@lru_cache(maxsize=512)
def safe_pattern(pattern: str) -> re.Pattern[str] | None:
    """Compile a pattern, or return None when it is broken or could take for ever.

    Refused are repeats of groups that themselves repeat or hold alternatives beginning alike, references back, and
    looking around.
    """
    if len(pattern) > MOST_CHARACTERS or _LOOKING.search(pattern) or _explodes(pattern):
        return None
    try:
        return re.compile(pattern)
    except (re.error, OverflowError, RecursionError):
        return None


def _explodes(pattern: str) -> bool:
    """Tell whether a repeated group holds another repeat, or alternatives that begin with the same piece."""
    groups: list[list[str]] = [
        [""]
    ]  # of each open group: its pieces, "*" for a repeat, "|" between alternatives
    for match in _PIECE.finditer(pattern):
        piece = match[0]
        if piece.startswith("("):
            groups.append([])
        elif piece.startswith(")") and len(groups) > 1:
            inner = groups.pop()
            if "*" in inner and (match["many"] or match["fixed"]):
                return True
            if match["many"] and _alike(inner):
                return True
            groups[-1].extend(["*"] if match["many"] or "*" in inner else ["()"])
            if "|" in inner and not match["many"]:
                groups[-1].append("?")
        else:
            groups[-1].append("*" if match["repeat"] else piece)
    return False


def _alike(pieces: list[str]) -> bool:
    if "|" not in pieces and "?" not in pieces:
        return False
    firsts, start = [], True
    for piece in pieces:
        if start:
            firsts.append(piece)
        start = piece == "|"
    plain = all(len(first) == 1 and first not in ".|?" for first in firsts)
    return "?" in pieces or not plain or len(set(firsts)) < len(firsts)
