"""Words that a form styles, as plain words: what ODK shows bold, coloured or as a heading is read here without its signs."""

import re

_MARKED = re.compile(r"[*_#\[<\\]")
_TAG = re.compile(r"</?(?:span|b|i|u|em|strong|small|big|font|p|div|h[1-6]|br|a)\b[^<>]*/?>", re.IGNORECASE)
_HEADING = re.compile(r"^[ \t]*#{1,6}[ \t]+", re.MULTILINE)
_LINK = re.compile(r"\[([^\[\]]+)\]\([^()\s]*\)")
# Signs that stand around words, never within one: a_b_c and 2*3*4 are what they are.
_STRONG = re.compile(r"(?<![\w\\*_])(\*\*|__)(?=\S)(.+?)(?<=\S)\1(?![\w*_])", re.DOTALL)
_EMPHASIS = re.compile(r"(?<![\w\\*_])([*_])(?=\S)(.+?)(?<=[^\s\\])\1(?![\w*_])", re.DOTALL)
_ESCAPED = re.compile(r"\\([*_#\[\]<>\\])")


def plain(words: str | None) -> str:
    """Return a label, hint or message without the signs of styling and without blanks around it, "" for none."""
    words = (words or "").strip()
    if not _MARKED.search(words):
        return words
    words = _LINK.sub(r"\1", _HEADING.sub("", _TAG.sub("", words)))
    words = _EMPHASIS.sub(r"\2", _STRONG.sub(r"\2", words))
    return _ESCAPED.sub(r"\1", words)
