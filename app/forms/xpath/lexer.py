"""Cut an XPath expression into tokens, each with its position, by the rules of XPath 1.0 section 3.7."""

from __future__ import annotations

import re
from typing import NamedTuple

from app.errors import N_
from app.forms.errors import not_understood

MOST_CHARACTERS = 100_000

_NAME = r"[^\W\d](?:[\w.\-·]|(?<=[\w.\-·])\.)*"
_SPACE = re.compile(r"[ \t\r\n\f\v\u00a0]*")
_NUMBER = re.compile(r"\d+(?:\.\d*)?|\.\d+")
_STRING = re.compile(r"\"[^\"]*\"|'[^']*'")
_WORD = re.compile(rf"{_NAME}(?::(?!:)(?:{_NAME}|\*))?")
_OPERATOR = re.compile(r"and|or|div|mod")
_SYMBOL = re.compile(r"::|//|\.\.|!=|<=|>=|[()\[\]@,./|+\-=<>*$]")

_BEFORE_OPERAND = {"", "operator", "@", "::", "(", "[", ",", "/", "//"}
_SIGNS = {"!=", "<=", ">=", "|", "+", "-", "=", "<", ">", "*", "/", "//"}


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
    at = _skip(expression, 0)
    while at < len(expression):
        token = _next(expression, at, operand=_expects_operand(found))
        found.append(token)
        at = _skip(expression, at + len(token.text))
    found.append(Token("end", "", len(expression)))
    return found


def _skip(expression: str, at: int) -> int:
    match = _SPACE.match(expression, at)
    return match.end() if match else at


def _expects_operand(found: list[Token]) -> bool:
    return not found or found[-1].kind in _BEFORE_OPERAND or found[-1].kind == "$"


def _next(expression: str, at: int, *, operand: bool) -> Token:
    if not operand and (match := _OPERATOR.match(expression, at)):
        return Token("operator", match[0], at)
    for kind, pattern in (("number", _NUMBER), ("string", _STRING), ("name", _WORD)):
        if match := pattern.match(expression, at):
            return Token(kind, match[0], at)
    match = _SYMBOL.match(expression, at)
    if match is None:
        raise not_understood(expression, at, _why(expression[at]))
    return _symbol(match[0], at, operand=operand)


def _symbol(text: str, at: int, *, operand: bool) -> Token:
    if text == "*":
        return Token("name" if operand else "operator", text, at)
    if text in _SIGNS and text not in ("/", "//"):
        return Token("operator", text, at)
    return Token(text, text, at)


def _why(character: str) -> str:
    if character in "\"'":
        return N_("a quotation mark is never closed")
    return N_("this character has no meaning here")
