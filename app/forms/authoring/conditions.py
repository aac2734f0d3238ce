"""Remarks on conditions: codes that no answer has, and conditions that can never hold, as far as can be told."""

import math
from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from app.errors import N_
from app.forms.authoring import syntax
from app.forms.authoring.finding import Finding, flaw, remark
from app.forms.authoring.outline import Line, Outline
from app.forms.authoring.possible import Possible
from app.forms.authoring.sheets import Table
from app.forms.authoring.syntax import Meant, text_of
from app.forms.xpath.syntax import Binary, Call, Literal

_NEVER = {
    "relevant": N_("This can never be true, so the question will never be shown: “{expression}”."),
    "constraint": N_("No answer can ever pass this rule: “{expression}”."),
}


def check(survey: Table, line: Line, column: str, whole: Outline) -> Iterator[Finding]:
    """Give the remarks on one expression, which can be read."""
    meaning = syntax.meant(line.row[column])
    if meaning is None:
        return
    wrong = list(_wrong_codes(survey, line, column, whole, meaning))
    yield from wrong
    yield from _several(survey, line, column, whole, meaning)
    if column in _NEVER and not wrong and not Possible(whole, meaning).holds(meaning.tree):
        expression = line.row[column]
        yield remark(survey, line.row, column, _NEVER[column], expression=expression[:200])


def _wrong_codes(survey: Table, line: Line, column: str, whole: Outline, meaning: Meant) -> Iterator[Finding]:
    for name, literal in _compared(meaning):
        named, code = line if name == "." else whole.one(name), text_of(literal)
        codes = whole.codes(named) if named is not None else None
        if codes is None or named is None or code == "" or _is_among(literal, codes):
            continue
        near = get_close_matches(code, codes, n=1, cutoff=0.7)
        fields = {"code": code, "name": named.name, "list": named.kind.list_name}
        if near:
            sentence = N_(
                "“{name}” is never “{code}”: its list “{list}” has no such code. Was “{near}” meant?"
            )
            yield flaw(survey, line.row, column, sentence, near=near[0], **fields)
        else:
            sentence = N_("“{name}” is never “{code}”: its list “{list}” has no such code.")
            yield flaw(survey, line.row, column, sentence, **fields)


def _is_among(literal: Literal, codes: Iterable[str]) -> bool:
    if isinstance(literal.value, float):  # a number is compared as a number: 05 = 5
        return any(code == text_of(literal) or _number(code) == literal.value for code in codes)
    return literal.value in codes


def _number(code: str) -> float:
    try:
        return float(code)
    except ValueError:
        return math.nan


def _compared(meaning: Meant) -> Iterator[tuple[str, Literal]]:
    """Return the question and the code wherever an answer is compared with a fixed one."""
    for piece in syntax.pieces(meaning.tree):
        if isinstance(piece, Binary) and piece.operator in ("=", "!="):
            sides = (piece.left, piece.right)
        elif isinstance(piece, Call) and piece.name == "selected" and len(piece.arguments) == 2:
            sides = (piece.arguments[0], piece.arguments[1])
        else:
            continue
        for one, other in (sides, sides[::-1]):
            if (name := meaning.name_of(one)) and isinstance(other, Literal):
                yield name, other


def _several(survey: Table, line: Line, column: str, whole: Outline, meaning: Meant) -> Iterator[Finding]:
    for piece in syntax.pieces(meaning.tree):
        if not isinstance(piece, Binary) or piece.operator != "=":
            continue
        for one, other in ((piece.left, piece.right), (piece.right, piece.left)):
            named = whole.one(meaning.name_of(one))
            if not isinstance(other, Literal) or other.value == "":
                continue
            if named is not None and named.kind.sort == "select_multiple":
                sentence = N_(
                    "“{name}” can have several answers; “=” holds only when “{code}” is the only one. Use "
                    "selected(${{{name}}}, '{code}')."
                )
                yield remark(survey, line.row, column, sentence, name=named.name, code=text_of(other))
