"""Cut an XPath expression into tokens, each with its position, by the rules of XPath 1.0 section 3.7."""

from __future__ import annotations

import re
from typing import NamedTuple

from app.errors import N_
from app.forms.errors import not_understood

MOST_CHARACTERS = 100_000

_NAME = r"[^\W\d][\w.\-·]*"
_SPACES = " \t\r\n\f\v\u00a0"
_SPACE = r"[ \t\r\n\f\v\u00a0]*"
_COMMON = (
    r"(?P<number>[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
    r"|(?P<string>\"[^\"]*\"|'[^']*')"
    rf"|(?P<name>{_NAME}(?::(?!:)(?:{_NAME}|\*))?)"
    r"|(?P<symbol>::|//|\.\.|!=|<=|>=|[()\[\]@,./|+\-=<>*$])"
)
_OPERAND = re.compile(rf"{_SPACE}(?:{_COMMON})")
_AFTER = re.compile(rf"{_SPACE}(?:(?P<operator>and|or|div|mod)|{_COMMON})")
_REST = re.compile(rf"{_SPACE}$")

_BEFORE_OPERAND = frozenset({"operator", "@", "::", "(", "[", ",", "/", "//", "$"})
_SIGNS = frozenset({"!=", "<=", ">=", "|", "+", "-", "=", "<", ">"})


class Token(NamedTuple):
    """One token: `kind` is number, string, name, operator, end, or the symbol itself."""

    kind: str
    text: str
    position: int


def tokens(expression: str) -> list[Token]:
    """Return the tokens of `expression`, ended by one of kind "end".

    Raises:
        ExpressionRefused: a character that starts no token, or an expression too long to be meant.
    """
    if len(expression) > MOST_CHARACTERS:
        raise not_understood(expression[:80] + "…", MOST_CHARACTERS, N_("it is too long"))
    found: list[Token] = []
    at, operand = 0, True
    while not _REST.match(expression, at):
        match = (_OPERAND if operand else _AFTER).match(expression, at)
        if match is None:
            raise _meaningless(expression, at)
        token = _token(match, operand=operand)
        found.append(token)
        at, operand = match.end(), token.kind in _BEFORE_OPERAND
    found.append(Token("end", "", len(expression)))
    return found


def _token(match: re.Match[str], *, operand: bool) -> Token:
    kind = match.lastgroup or ""
    text, position = match[kind], match.start(kind)
    if kind != "symbol":
        return Token(kind, text, position)
    if text == "*":
        return Token("name" if operand else "operator", text, position)
    return Token("operator" if text in _SIGNS else text, text, position)


def _meaningless(expression: str, at: int) -> Exception:
    while expression[at] in _SPACES:
        at += 1
    if expression[at] in "\"'":
        return not_understood(expression, at, N_("a quotation mark is never closed"))
    return not_understood(expression, at, N_("this character has no meaning here"))
