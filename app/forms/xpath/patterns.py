"""Regular expressions from forms: matched in linear time, so that no pattern and no answer can stop the program.

RE2 takes all of what forms use but looking around and very long repeats; what it does not take is given to Python when
nothing in it can be gone through again and again.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

MOST_CHARACTERS = 2_000
MOST_MEMORY = 8 * 1024 * 1024
MOST_LETTERS = 1_000

Matches = Callable[[str], bool]

_BACK = re.compile(r"\\[1-9]|\(\?P=|\(\?\(")
_AGAIN = re.compile(r"(?<!\\)(?:[*+]|\{\d*,\d*\}|\{\d+\})")
_CODE = re.compile(r"\\u([0-9A-Fa-f]{4})")
_IN_CLASS = re.compile(r"\[\^?\]?(?:\\.|[^\]\\])*\]")


@lru_cache(maxsize=512)
def safe_pattern(pattern: str) -> Matches | None:
    """Return the function that tells whether the whole of a text matches, or None for a pattern that is not understood.

    Not understood are broken patterns, references back, and looking around in a pattern that repeats more than twice.
    """
    if len(pattern) > MOST_CHARACTERS:
        return None
    plain = _CODE.sub(lambda code: re.escape(chr(int(code[1], 16))), pattern)
    return _linear(plain) or _bounded(plain)


def _linear(pattern: str) -> Matches | None:
    import re2  # a form without patterns needs none of it

    options = re2.Options()
    options.log_errors = False
    options.max_mem = MOST_MEMORY
    try:
        compiled = re2.compile(pattern, options)
    except re2.error:
        return None
    return lambda text: compiled.fullmatch(text) is not None


def _bounded(pattern: str) -> Matches | None:
    repeats = _AGAIN.findall(_IN_CLASS.sub("x", pattern))
    if _BACK.search(pattern) or len(repeats) > 2 or _repeats_a_group(pattern):
        return None
    try:
        compiled = re.compile(pattern, re.ASCII)
    except (re.error, OverflowError, RecursionError):
        return None
    return lambda text: len(text) <= MOST_LETTERS and compiled.fullmatch(text) is not None


def _repeats_a_group(pattern: str) -> bool:
    return re.search(r"\)(?:[*+]|\{)", _IN_CLASS.sub("x", pattern)) is not None
