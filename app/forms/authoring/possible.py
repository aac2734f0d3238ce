"""Whether a condition can hold at all, as far as can be told from the condition alone."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from app.forms.authoring.outline import Outline
from app.forms.authoring.syntax import Meant, joined
from app.forms.xpath.syntax import Binary, Call, Expression, Literal, Negation

_TURNED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "=", "!=": "!="}
_MOST_CASES = 64
_NO_NUMBER = math.nan  # one and the same, so that a set holds it once


@dataclass(slots=True)
class _Answer:
    """What is asked of one answer by conditions that must all hold. Texts are compared as texts, numbers as numbers."""

    wanted: set[str | float] = field(default_factory=set)
    unwanted: set[str | float] = field(default_factory=set)
    least: float = -math.inf
    most: float = math.inf
    open_least: bool = False
    open_most: bool = False

    def is_possible(self) -> bool:
        """Tell whether any answer can be all that."""
        if len({one for one in self.wanted if isinstance(one, str)}) > 1 or self.wanted & self.unwanted:
            return False
        if self.least > self.most or (self.least == self.most and (self.open_least or self.open_most)):
            return False
        numbers = {_number(one) for one in self.wanted}
        return len(numbers) < 2 and all(self._is_between(number) for number in numbers)

    def _is_between(self, number: float) -> bool:
        if math.isnan(number):
            return self.least == -math.inf and self.most == math.inf
        above = number > self.least or (number == self.least and not self.open_least)
        return above and (number < self.most or (number == self.most and not self.open_most))

    def hold(self, operator: str, literal: Literal) -> None:
        """Ask one thing more."""
        if operator in ("=", "!="):
            (self.wanted if operator == "=" else self.unwanted).add(literal.value)
        elif isinstance(literal.value, float):
            self._limit(operator, literal.value)

    def _limit(self, operator: str, number: float) -> None:
        if operator in (">", ">=") and number >= self.least:
            self.open_least = operator == ">" or (self.open_least and number == self.least)
            self.least = number
        if operator in ("<", "<=") and number <= self.most:
            self.open_most = operator == "<" or (self.open_most and number == self.most)
            self.most = number


def _number(value: str | float) -> float:
    try:
        return float(value)
    except ValueError:
        return _NO_NUMBER


Case = tuple[tuple[str, str, Literal], ...]


class Possible:
    """Tells whether a condition can hold, by looking at each way in which its parts can."""

    def __init__(self, whole: Outline, meaning: Meant) -> None:
        self._whole, self._meaning = whole, meaning

    def holds(self, tree: Expression) -> bool:
        """Tell whether the condition can hold; what cannot be judged can."""
        cases = self._cases(tree)
        return cases is None or any(self._is_possible(case) for case in cases)

    def _cases(self, tree: Expression) -> list[Case] | None:
        """Return the ways in which a condition holds, each as what it asks of which answer; None for too many."""
        if isinstance(tree, Call) and tree.name in ("true", "false") and not tree.arguments:
            return [()] if tree.name == "true" else []
        if isinstance(tree, Binary) and tree.operator in ("and", "or"):
            return self._joined([self._cases(one) for one in joined(tree, tree.operator)], tree.operator)
        return [self._asked(tree)]

    @staticmethod
    def _joined(parts: list[list[Case] | None], operator: str) -> list[Case] | None:
        found: list[Case] = [()] if operator == "and" else []
        for part in parts:
            if part is None:
                return None
            found = found + part if operator == "or" else [one + two for one in found for two in part]
            if len(found) > _MOST_CASES:
                return None
        return found

    def _asked(self, tree: Expression) -> Case:
        if not isinstance(tree, Binary) or tree.operator not in _TURNED:
            return ()
        for one, other, operator in (
            (tree.left, tree.right, tree.operator),
            (tree.right, tree.left, _TURNED[tree.operator]),
        ):
            name, literal = self._meaning.name_of(one), _literal(other)
            if name and literal is not None and not self._has_several(name):
                return ((name, operator, literal),)
        return ()

    def _has_several(self, name: str) -> bool:
        named = self._whole.one(name)
        return named is not None and (named.kind.sort == "select_multiple" or bool(named.repeats))

    @staticmethod
    def _is_possible(case: Iterable[tuple[str, str, Literal]]) -> bool:
        answers: Mapping[str, _Answer] = {name: _Answer() for name, _, _ in case}
        for name, operator, literal in case:
            answers[name].hold(operator, literal)
        return all(answer.is_possible() for answer in answers.values())


def _literal(tree: Expression) -> Literal | None:
    if (
        isinstance(tree, Negation)
        and isinstance(tree.operand, Literal)
        and isinstance(tree.operand.value, float)
    ):
        return Literal(-tree.operand.value)
    return tree if isinstance(tree, Literal) else None
