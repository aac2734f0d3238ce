"""What a parsed expression is made of."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Literal:
    """A quoted text or a number."""

    value: str | float


@dataclass(frozen=True, slots=True)
class Negation:
    """A minus before an operand."""

    operand: Expression


@dataclass(frozen=True, slots=True)
class Binary:
    """Two operands and the operator between them."""

    operator: str
    left: Expression
    right: Expression


@dataclass(frozen=True, slots=True)
class Call:
    """A function and its arguments; `position` is where its name stands."""

    name: str
    arguments: tuple[Expression, ...]
    position: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path. `test` is a name, `*`, `prefix:*`, or a node type with brackets such as `text()`."""

    axis: str
    test: str
    predicates: tuple[Expression, ...] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """Steps from the root (`absolute`), from the nodes of `start`, or from the context node."""

    steps: tuple[Step, ...]
    absolute: bool = False
    start: Expression | None = None
    position: int = 0


@dataclass(frozen=True, slots=True)
class Filter:
    """An expression whose nodes are held to predicates."""

    operand: Expression
    predicates: tuple[Expression, ...]


Expression = Literal | Negation | Binary | Call | Path | Filter
