"""Turn an expression into closures once, and learn from it which nodes it reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from app.errors import N_
from app.forms.errors import DialectRefused, EvaluationFailed, ExpressionRefused
from app.forms.xpath import operators, parts, values
from app.forms.xpath.context import Context, Run
from app.forms.xpath.functions.registry import FOREIGN, FUNCTIONS, Function
from app.forms.xpath.parser import parse
from app.forms.xpath.parts import Part
from app.forms.xpath.paths import PathMaker
from app.forms.xpath.places import Place, Reference, Scope
from app.forms.xpath.syntax import Binary, Call, Expression, Filter, Literal, Negation, Path
from app.forms.xpath.tree import Node, in_document_order
from app.forms.xpath.values import BOOLEAN, NODES, NUMBER, TEXT, Numbers, Value

__all__ = ["Compiled", "Reference", "Scope", "compile_expression"]

_UNKNOWN = N_("The function {name}() is not known (character {position} of “{expression}”).")
_FOREIGN = N_(
    "The function {name}() belongs to {dialect}; this form must use ODK's own functions (“{expression}”)."
)
_COUNT = N_(
    "The function {name}() was given {given} arguments, which is too many or too few (“{expression}”)."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """An expression ready to run. `problems` are mistakes that only matter when the piece is reached."""

    expression: str
    run: Run
    kind: str
    text: Callable[[Context], str]
    number: Callable[[Context], float]
    boolean: Callable[[Context], bool]
    nodes: Callable[[Context], list[Node]]
    references: tuple[Reference, ...]
    functions: frozenset[str]
    problems: tuple[ExpressionRefused, ...]
    tree: Expression = field(repr=False)


def compile_expression(expression: str, scope: Scope, numbers: Numbers) -> Compiled:
    """Compile `expression` for the node at `scope.home`.

    Raises:
        ExpressionRefused: the text is not an XPath expression.
    """
    tree = parse(expression)
    compiler = _Compiler(expression, scope, numbers)
    part = compiler.part(tree, compiler.paths.home())
    return Compiled(
        expression=expression,
        run=part.run,
        kind=part.kind,
        text=compiler.as_text(part),
        number=compiler.as_number(part),
        boolean=compiler.as_boolean(part),
        nodes=compiler.as_nodes(part),
        references=tuple(dict.fromkeys(compiler.paths.references)),
        functions=frozenset(compiler.functions),
        problems=tuple(compiler.problems),
        tree=tree,
    )


class _Compiler:
    """Walks the tree; `place` says statically where the context node of each piece stands."""

    def __init__(self, expression: str, scope: Scope, numbers: Numbers) -> None:
        self.expression = expression
        self.numbers = numbers
        self.in_form = scope.home is not None
        self.functions: set[str] = set()
        self.problems: list[ExpressionRefused] = []
        self.paths = PathMaker(scope, self._predicate, self._start, self._steady)

    def part(self, tree: Expression, place: Place) -> Part:
        """Compile one piece."""
        if isinstance(tree, Literal):
            value = tree.value
            if isinstance(value, str):
                return Part(lambda _: value, TEXT, constant=value)
            return Part(lambda _: value, NUMBER)
        if isinstance(tree, Path):
            made = self.paths.path(tree, place)
            return Part(made.run, NODES, made.first, made.scalar)
        if isinstance(tree, Call):
            return self._call(tree, place)
        if isinstance(tree, Binary):
            return self._binary(tree, place)
        if isinstance(tree, Negation):
            number = self.as_number(self.part(tree.operand, place))
            return Part(lambda c: -number(c), NUMBER)
        return self._filter(tree, place)

    # -- casts ---------------------------------------------------------------------------------------------

    def as_text(self, part: Part) -> Callable[[Context], str]:
        """Return the piece as a text."""
        return parts.as_text(part)

    def as_number(self, part: Part) -> Callable[[Context], float]:
        """Return the piece as a number."""
        return parts.as_number(part, self.numbers)

    def as_boolean(self, part: Part) -> Callable[[Context], bool]:
        """Return the piece as a truth value."""
        return parts.as_boolean(part, in_form=self.in_form)

    def as_nodes(self, part: Part) -> Callable[[Context], list[Node]]:
        """Return the piece as nodes."""
        return parts.as_nodes(part, self.expression)

    # -- operators -----------------------------------------------------------------------------------------

    def _binary(self, tree: Binary, place: Place) -> Part:
        operator = tree.operator
        if operator in ("and", "or"):
            truths = [self.as_boolean(self.part(one, place)) for _, one in operators.chain(tree, (operator,))]
            return Part(operators.logic(operator, truths), BOOLEAN)
        if operator in ("+", "-"):
            signed = [
                (sign, self.as_number(self.part(one, place)))
                for sign, one in operators.chain(tree, ("+", "-"))
            ]
            return Part(operators.addition(signed), NUMBER)
        left, right = self.part(tree.left, place), self.part(tree.right, place)
        if operator == "|":
            first, second = self.as_nodes(left), self.as_nodes(right)
            return Part(lambda c: in_document_order(first(c) + second(c)), NODES)
        if operator in ("=", "!="):
            return Part(self._equality(operator, left, right), BOOLEAN)
        if operator in ("<", "<=", ">", ">="):
            return Part(self._order(operator, left, right), BOOLEAN)
        return Part(operators.product(operator, self.as_number(left), self.as_number(right)), NUMBER)

    def _equality(self, operator: str, left: Part, right: Part) -> Run:
        numbers, wanted = self.numbers, operator == "="
        if left.scalar and right.constant is not None:
            return self._text_equality(left, right.constant, wanted)
        if right.scalar and left.constant is not None:
            return self._text_equality(right, left.constant, wanted)
        if left.kind == NODES and right.constant is not None:
            return operators.nodes_equality(left.run, right.constant, wanted)
        if right.kind == NODES and left.constant is not None:
            return operators.nodes_equality(right.run, left.constant, wanted)
        compare = values.equal if wanted else values.unequal
        first, second = self._compared(left, right), self._compared(right, left)
        return lambda c: compare(first(c), second(c), numbers)

    def _compared(self, part: Part, other: Part) -> Run:
        """Return a piece as it is compared: one node that is not relevant still is there and reads as empty."""
        first = part.first
        if first is None or not part.scalar:
            return part.run
        if other.kind == BOOLEAN:
            return self.as_boolean(part)
        return lambda c: [] if (node := first(c)) is None else node.string()

    def _steady(self, tree: Expression) -> Run:
        """Return a piece that is the same for every row, as it is compared with their columns."""
        part = self.part(tree, Place.elsewhere())
        return self._compared(part, Part(part.run, NODES))

    @staticmethod
    def _text_equality(path: Part, text: str, wanted: bool) -> Run:
        first = path.first
        assert first is not None  # noqa: S101 a scalar part always has one
        return lambda c: (node := first(c)) is not None and (node.string() == text) is wanted

    def _order(self, operator: str, left: Part, right: Part) -> Run:
        numbers, in_order, ordered = self.numbers, values.in_order, values.ordered
        if parts.is_one(left) and parts.is_one(right):
            first, second = self.as_number(left), self.as_number(right)
            return lambda c: in_order(operator, first(c), second(c))
        run, other = left.run, right.run
        return lambda c: ordered(operator, run(c), other(c), numbers)

    # -- paths ---------------------------------------------------------------------------------------------

    def _filter(self, tree: Filter, place: Place) -> Part:
        start, inside = self._start(tree.operand, place)
        nodes = start
        for predicate in tree.predicates:
            nodes = operators.filtered(nodes, self._predicate(predicate, inside.held()))
        return Part(nodes, NODES)

    def _start(self, tree: Expression, place: Place) -> tuple[Callable[[Context], list[Node]], Place]:
        """Compile what a path starts from, and say where that is."""
        if isinstance(tree, Path):
            made = self.paths.path(tree, place)
            return made.run, made.place
        part = self.part(tree, place)
        if isinstance(tree, Call) and tree.name == "current":
            return self.as_nodes(part), self.paths.current()
        if isinstance(tree, Filter):
            return self.as_nodes(part), self._start(tree.operand, place)[1].held()
        return self.as_nodes(part), Place.elsewhere()

    def _predicate(self, tree: Expression, place: Place) -> Callable[[Context], bool]:
        part = self.part(tree, place)
        if part.kind == NUMBER:
            number = self.as_number(part)
            return lambda c: number(c) == c.position
        if part.kind in (BOOLEAN, TEXT, NODES):
            return self.as_boolean(part)
        return operators.position_or_truth(part.run)

    # -- functions -----------------------------------------------------------------------------------------

    def _call(self, tree: Call, place: Place) -> Part:
        self.functions.add(tree.name)
        function = FUNCTIONS.get(tree.name)
        if function is None:
            return self._failing(self._unknown(tree))
        if not function.least <= len(tree.arguments) <= function.most:
            fields = {"name": tree.name, "given": len(tree.arguments), "expression": self.expression}
            return self._failing(ExpressionRefused(_COUNT, position=tree.position, **fields))
        if function.own and len(tree.arguments) < 1:
            self.paths.refer_to(place)
        if function.raw:
            place = place.raw()
        pieces = [self.part(argument, place) for argument in tree.arguments]
        if function.first is not None:
            return Part(function.run, function.gives, function.first, scalar=True)
        return self._apply(function, [self._cast(function, i, p) for i, p in enumerate(pieces)])

    def _cast(self, function: Function, index: int, part: Part) -> Run:
        kind = function.takes[min(index, len(function.takes) - 1)]
        if kind == "s":
            return self.as_text(part)
        if kind == "n":
            return self.as_number(part)
        if kind == "b":
            return self.as_boolean(part)
        return self.as_nodes(part) if kind == "N" else part.run

    @staticmethod
    def _apply(function: Function, arguments: list[Run]) -> Part:
        run = function.run
        if function.lazy:
            return Part(lambda c: run(c, *arguments), function.gives)
        if not arguments:
            return Part(lambda c: run(c), function.gives)
        if len(arguments) == 1:
            only = arguments[0]
            return Part(lambda c: run(c, only(c)), function.gives)
        if len(arguments) == 2:
            one, two = arguments
            return Part(lambda c: run(c, one(c), two(c)), function.gives)
        return Part(lambda c: run(c, *[argument(c) for argument in arguments]), function.gives)

    def _unknown(self, tree: Call) -> ExpressionRefused:
        fields = {"name": tree.name, "position": tree.position, "expression": self.expression}
        if tree.name in FOREIGN:
            return DialectRefused(_FOREIGN, dialect=FOREIGN[tree.name], **fields)
        return ExpressionRefused(_UNKNOWN, **fields)

    def _failing(self, problem: ExpressionRefused) -> Part:
        self.problems.append(problem)

        def fail(_: Context) -> Value:
            raise EvaluationFailed(problem.sentence, **problem.fields)

        return Part(fail, values.ANY)
