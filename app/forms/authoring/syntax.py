"""An author's expression read as the engine will read it, with every `${name}` in its own place.

pyxform writes a path in the place of `${name}`; here a path of the same length stands for it, so that a position in what is
read is a position in the author's cell.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from app.forms.errors import ExpressionRefused
from app.forms.xpath.calendar import ASHGABAT, Calendar
from app.forms.xpath.compile import Scope, compile_expression
from app.forms.xpath.places import Way
from app.forms.xpath.syntax import Binary, Call, Expression, Filter, Literal, Negation, Path
from app.forms.xpath.values import Numbers

REFERENCE = re.compile(r"\$\{\s*([^}]*?)\s*\}")
LAST_SAVED = "last-saved#"

_NUMBERS = Numbers(Calendar(ASHGABAT))
_HOME: Way = ("data", "question")
_QUOTES = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})
_TRUTHS = {
    spelled: truth
    for word, truth in (("yes", "true"), ("true", "true"), ("no", "false"), ("false", "false"))
    for spelled in (word, word.title(), word.upper())
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Meant:
    """What an expression means: its tree, and the name that each path of a `${name}` stands for by its position."""

    tree: Expression
    names: dict[int, str]

    def name_of(self, tree: Expression) -> str:
        """Return the name that a piece is nothing but, "." for the question itself, else nothing."""
        if not isinstance(tree, Path) or tree.start is not None:
            return ""
        if tree.position in self.names:
            return self.names[tree.position]
        own = len(tree.steps) == 1 and tree.steps[0].axis == "self" and not tree.steps[0].predicates
        return "." if own and not tree.absolute else ""


def references(text: str) -> list[str]:
    """Return the names that stand in ${…} in a text, in order."""
    return [name.removeprefix(LAST_SAVED) for name in REFERENCE.findall(text)]


def problems(written: str) -> list[ExpressionRefused]:
    """Return what is wrong in an expression; its `position` counts characters of the cell from 0."""
    text, _names = _masked(written)
    try:
        compiled = compile_expression(text, Scope(home=_HOME), _NUMBERS)
    except ExpressionRefused as refused:
        return [refused]
    return list(compiled.problems)


def meant(written: str) -> Meant | None:
    """Return what an expression means, or None when it cannot be read."""
    text, names = _masked(written)
    try:
        tree = compile_expression(text, Scope(home=_HOME), _NUMBERS).tree
    except ExpressionRefused:
        return None
    return Meant(tree=tree, names=names)


def pieces(tree: Expression) -> Iterator[Expression]:
    """Walk through a tree, each piece before those inside it; a sum of two thousand numbers is a very deep tree."""
    waiting = [tree]
    while waiting:
        piece = waiting.pop()
        yield piece
        waiting.extend(reversed(inside(piece)))


def joined(tree: Expression, operator: str) -> list[Expression]:
    """Return what one operator joins: `a and b and c` as three pieces."""
    found: list[Expression] = []
    while isinstance(tree, Binary) and tree.operator == operator:
        found.append(tree.right)
        tree = tree.left
    return [tree, *reversed(found)]


def inside(tree: Expression) -> tuple[Expression, ...]:
    """Return the pieces directly inside one."""
    if isinstance(tree, Binary):
        return (tree.left, tree.right)
    if isinstance(tree, Negation):
        return (tree.operand,)
    if isinstance(tree, Call):
        return tree.arguments
    if isinstance(tree, Filter):
        return (tree.operand, *tree.predicates)
    if isinstance(tree, Path):
        predicates = tuple(predicate for step in tree.steps for predicate in step.predicates)
        return (*((tree.start,) if tree.start is not None else ()), *predicates)
    assert isinstance(tree, Literal)  # noqa: S101 - nothing else is left
    return ()


def text_of(literal: Literal) -> str:
    """Return a fixed value as an answer's text."""
    value = literal.value
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else str(value)
    return value


def _masked(written: str) -> tuple[str, dict[int, str]]:
    """Return the expression with a path of the same length for every `${name}`, and the name at each place."""
    names: dict[int, str] = {}

    def path(match: re.Match[str]) -> str:
        names[match.start() + 1] = match[1]
        return " /" + "q" * max(1, len(match[0]) - 3) + " "

    text = REFERENCE.sub(path, written.translate(_QUOTES))
    truth = _TRUTHS.get(text.strip())
    return (f"{truth}()" if truth else text), names
