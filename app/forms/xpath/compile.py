"""Turn an expression into closures once, and learn from it which nodes it reads."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import nan

from app.errors import N_
from app.forms.errors import DialectRefused, EvaluationFailed, ExpressionRefused
from app.forms.xpath import operators, values
from app.forms.xpath.context import Context, Run
from app.forms.xpath.functions.registry import FOREIGN, FUNCTIONS, Function
from app.forms.xpath.parser import parse
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
_NOT_NODES = N_("A path was expected where “{expression}” gives a text or a number.")


@dataclass(slots=True)
class Part:
    """One compiled piece: how to work it out, what it gives, and for a path how to get its first node alone."""

    run: Run
    kind: str
    first: Callable[[Context], Node | None] | None = None
    scalar: bool = False
    constant: str | None = None


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
        self.paths = PathMaker(scope, self._predicate, self._start)

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
        run, first = part.run, part.first
        if part.kind == TEXT:
            return run  # type: ignore[return-value]  # the kind says it is a text
        if first is not None:
            return lambda c: "" if (node := first(c)) is None else node.string()
        to_text = values.to_text
        return lambda c: to_text(run(c))

    def as_number(self, part: Part) -> Callable[[Context], float]:
        """Return the piece as a number."""
        run, first, of, of_text = part.run, part.first, self.numbers.of, self.numbers.of_text
        if part.kind == NUMBER:
            return run  # type: ignore[return-value]  # the kind says it is a number
        if first is not None:
            return lambda c: nan if (node := first(c)) is None else of_text(node.string())
        return lambda c: of(run(c))

    def as_boolean(self, part: Part) -> Callable[[Context], bool]:
        """Return the piece as a truth value."""
        run, first, to_boolean = part.run, part.first, values.to_boolean
        if part.kind == BOOLEAN:
            return run  # type: ignore[return-value]  # the kind says it is a truth value
        if first is not None and part.scalar and self.in_form:
            # in a form every node is there; asking for its truth means whether it holds something, as in JavaRosa
            return lambda c: (node := first(c)) is not None and _holds_something(node)
        return lambda c: to_boolean(run(c))

    def as_nodes(self, part: Part) -> Callable[[Context], list[Node]]:
        """Return the piece as nodes; a value that is none raises when it is reached."""
        run, expression = part.run, self.expression
        if part.kind == NODES:
            return run  # type: ignore[return-value]  # the kind says these are nodes

        def nodes(c: Context) -> list[Node]:
            value = run(c)
            if not isinstance(value, list):
                raise EvaluationFailed(_NOT_NODES, expression=expression)
            return value

        return nodes

    # -- operators -----------------------------------------------------------------------------------------

    def _binary(self, tree: Binary, place: Place) -> Part:
        operator = tree.operator
        if operator in ("and", "or"):
            truths = [self.as_boolean(self.part(one, place)) for _, one in _chain(tree, (operator,))]
            return Part(operators.logic(operator, truths), BOOLEAN)
        if operator in ("+", "-"):
            signed = [(sign, self.as_number(self.part(one, place))) for sign, one in _chain(tree, ("+", "-"))]
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
            return _nodes_equality(left.run, right.constant, wanted)
        if right.kind == NODES and left.constant is not None:
            return _nodes_equality(right.run, left.constant, wanted)
        compare = values.equal if wanted else values.unequal
        first, second = self._compared(left, right), self._compared(right, left)
        return lambda c: compare(first(c), second(c), numbers)

    @staticmethod
    def _compared(part: Part, other: Part) -> Run:
        """Return a piece as it is compared: one node that is not relevant still is there and reads as empty."""
        first = part.first
        if first is None or not part.scalar or other.kind == BOOLEAN:
            return part.run
        return lambda c: [] if (node := first(c)) is None else node.string()

    @staticmethod
    def _text_equality(path: Part, text: str, wanted: bool) -> Run:
        first = path.first
        assert first is not None  # noqa: S101 a scalar part always has one
        return lambda c: (node := first(c)) is not None and (node.string() == text) is wanted

    def _order(self, operator: str, left: Part, right: Part) -> Run:
        numbers, in_order, ordered = self.numbers, values.in_order, values.ordered
        if _is_one(left) and _is_one(right):
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
        parts = [self.part(argument, place) for argument in tree.arguments]
        if function.first is not None:
            return Part(function.run, function.gives, function.first, scalar=True)
        return self._apply(function, [self._cast(function, i, p) for i, p in enumerate(parts)])

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


def _chain(tree: Expression, wanted: tuple[str, ...]) -> list[tuple[str, Expression]]:
    """Return the operands of a long sum or condition, each with the operator before it, without nesting."""
    chain: list[tuple[str, Expression]] = []
    while isinstance(tree, Binary) and tree.operator in wanted:
        chain.append((tree.operator, tree.right))
        tree = tree.left
    return [(wanted[0], tree), *reversed(chain)]


def _holds_something(node: Node) -> bool:
    return node.relevant and (bool(node.children) or node.string() != "")


def _nodes_equality(run: Run, text: str, wanted: bool) -> Run:
    def equality(c: Context) -> bool:
        return any((node.string() == text) is wanted for node in run(c))  # type: ignore[union-attr]  # nodes

    return equality


def _is_one(part: Part) -> bool:
    """Tell whether the piece is sure to be one value whose number is enough for a comparison."""
    return part.scalar if part.kind == NODES else part.kind in (TEXT, NUMBER, BOOLEAN)
