"""Read tokens into a tree by the grammar of XPath 1.0, with the precedence of its section 3."""

from __future__ import annotations

from functools import lru_cache

from app.errors import N_
from app.forms.errors import not_understood
from app.forms.xpath import axes
from app.forms.xpath.lexer import Token, tokens
from app.forms.xpath.syntax import Binary, Call, Expression, Filter, Literal, Negation, Path, Step

MOST_DEPTH = 80
MOST_OPERATORS = 2_000
MOST_NESTED = 100

AXES = frozenset(axes.AXES)
NODE_TYPES = frozenset({"node", "text", "comment", "processing-instruction"})

_LEVELS = (("or",), ("and",), ("=", "!="), ("<", "<=", ">", ">="), ("+", "-"), ("*", "div", "mod"))
_BINDS = {operator: level for level, operators in enumerate(_LEVELS) for operator in operators}
_FLAT = frozenset({"or", "and", "+", "-"})  # chains of these are compiled without nesting

_ANY_NODE = Step("descendant-or-self", "node()")


@lru_cache(maxsize=8192)
def parse(expression: str) -> Expression:
    """Return the tree of `expression`.

    Raises:
        ExpressionRefused: with the character where reading stopped.
    """
    reader = _Reader(expression)
    tree = reader.level(0)
    reader.expect("end", N_("something is left over"))
    return tree


class _Reader:
    def __init__(self, expression: str) -> None:
        self.expression = expression
        self.tokens = tokens(expression)
        self.at = 0
        self.now = self.tokens[0]
        self.depth = 0

    def go(self) -> None:
        """Move on by one token."""
        self.at += 1
        self.now = self.tokens[min(self.at, len(self.tokens) - 1)]

    def stop(self, reason: str) -> Exception:
        return not_understood(self.expression, self.now.position, reason)

    def take(self, kind: str) -> bool:
        if self.now.kind == kind:
            self.go()
            return True
        return False

    def expect(self, kind: str, reason: str) -> Token:
        token = self.now
        if not self.take(kind):
            raise self.stop(reason)
        return token

    def level(self, least: int) -> Expression:
        """Read operators that bind at least as strongly as `least`, joining from the left."""
        left = self.unary()
        length = 0
        while self.now.kind == "operator" and (binds := _BINDS.get(self.now.text, -1)) >= least:
            length += 1
            if length > (MOST_OPERATORS if self.now.text in _FLAT else MOST_NESTED):
                raise self.stop(N_("it has too many operators"))
            operator = self.now.text
            self.go()
            left = Binary(operator, left, self.level(binds + 1))
        return left

    def unary(self) -> Expression:
        minuses = 0
        while self.now.kind == "operator" and self.now.text == "-":
            self.go()
            minuses += 1
        operand = self.union()
        for _ in range(minuses if minuses < 2 else 2 - minuses % 2):
            operand = Negation(operand)
        return operand

    def union(self) -> Expression:
        left = self.path()
        length = 0
        while self.now.kind == "operator" and self.now.text == "|":
            self.go()
            length += 1
            if length > MOST_NESTED:
                raise self.stop(N_("it has too many operators"))
            left = Binary("|", left, self.path())
        return left

    def path(self) -> Expression:
        self.depth += 1
        if self.depth > MOST_DEPTH:
            raise self.stop(N_("it nests too deeply"))
        try:
            return self._filtered() if self._starts_filter() else self._location()
        finally:
            self.depth -= 1

    def _starts_filter(self) -> bool:
        token, after = self.now, self.tokens[min(self.at + 1, len(self.tokens) - 1)]
        if token.kind == "name":
            return after.kind == "(" and token.text not in NODE_TYPES
        return token.kind in ("number", "string", "(")

    def _filtered(self) -> Expression:
        operand = self.primary()
        predicates = self.predicates()
        if predicates:
            operand = Filter(operand, predicates)
        if self.now.kind in ("/", "//"):
            position = self.now.position
            return Path(tuple(self.more_steps()), start=operand, position=position)
        return operand

    def primary(self) -> Expression:
        token = self.now
        self.go()
        if token.kind == "number":
            return Literal(float(token.text))
        if token.kind == "string":
            return Literal(token.text[1:-1])
        if token.kind == "(":
            inner = self.level(0)
            self.expect(")", N_("a bracket is never closed"))
            return inner
        return self.call(token)

    def call(self, name: Token) -> Call:
        self.expect("(", N_("an opening bracket is missing"))
        arguments: list[Expression] = []
        while not self.take(")"):
            if arguments:
                self.expect(",", N_("a comma or a closing bracket is missing"))
            arguments.append(self.level(0))
        return Call(name.text, tuple(arguments), name.position)

    def predicates(self) -> tuple[Expression, ...]:
        found: list[Expression] = []
        while self.take("["):
            found.append(self.level(0))
            self.expect("]", N_("a square bracket is never closed"))
        return tuple(found)

    def _location(self) -> Path:
        position = self.now.position
        if self.now.kind == "/" and not self._starts_step(self.tokens[self.at + 1]):
            self.go()
            return Path((), absolute=True, position=position)
        if self.now.kind in ("/", "//"):
            return Path(tuple(self.more_steps()), absolute=True, position=position)
        return Path((self.step(), *self.more_steps()), position=position)

    @staticmethod
    def _starts_step(token: Token) -> bool:
        return token.kind in ("name", ".", "..", "@")

    def more_steps(self) -> list[Step]:
        steps: list[Step] = []
        while self.now.kind in ("/", "//"):
            if self.now.kind == "//":
                steps.append(_ANY_NODE)
            self.go()
            steps.append(self.step())
        return steps

    def step(self) -> Step:
        if self.take("."):
            return Step("self", "node()", self.predicates())
        if self.take(".."):
            return Step("parent", "node()", self.predicates())
        axis = self.axis()
        return Step(axis, self.test(), self.predicates())

    def axis(self) -> str:
        if self.take("@"):
            return "attribute"
        if self.now.kind == "name" and self.tokens[self.at + 1].kind == "::":
            axis = self.now.text
            if axis not in AXES:
                raise self.stop(N_("there is no such axis"))
            self.go()
            self.go()
            return axis
        return "child"

    def test(self) -> str:
        token = self.expect("name", N_("a name or a value is missing"))
        if token.text not in NODE_TYPES or not self.take("("):
            return token.text
        target = self.now.text if self.take("string") else ""
        self.expect(")", N_("a bracket is never closed"))
        return f"{token.text}({target})"
