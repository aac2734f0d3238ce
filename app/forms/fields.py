"""The parts of a form definition: fields with their bindings, texts, controls, choices and actions."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from app.forms.xpath.compile import Compiled
from app.forms.xpath.context import Context, World
from app.forms.xpath.tree import Node

Way: TypeAlias = tuple[str, ...]


class DataType(StrEnum):
    """The thirteen types a value may have; any other name in a form is kept as a text."""

    STRING = "string"
    INT = "int"
    BOOLEAN = "boolean"
    DECIMAL = "decimal"
    DATE = "date"
    TIME = "time"
    DATE_TIME = "dateTime"
    GEOPOINT = "geopoint"
    GEOTRACE = "geotrace"
    GEOSHAPE = "geoshape"
    BINARY = "binary"
    BARCODE = "barcode"
    INTENT = "intent"


class ControlKind(StrEnum):
    """The controls a form body is made of, and its two containers."""

    INPUT = "input"
    SELECT = "select"
    SELECT_ONE = "select1"
    RANK = "rank"
    UPLOAD = "upload"
    TRIGGER = "trigger"
    RANGE = "range"
    GROUP = "group"
    REPEAT = "repeat"


@dataclass(frozen=True, slots=True)
class Output:
    """A place in a text where the value of an expression is put."""

    expression: str


@dataclass(frozen=True, slots=True)
class Wording:
    """A text as written (`parts`), or the expression that finds it (`reference`), or the name of a translation."""

    parts: tuple[str | Output, ...] = ()
    reference: str | None = None
    itext: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One fixed choice of a select."""

    code: str
    label: Wording | None


@dataclass(frozen=True, slots=True, eq=False)
class Column:
    """What a row of a data set says in one place: mostly the child called `name`, else what an expression makes of it."""

    compiled: Compiled
    name: str | None

    def text(self, row: Node, world: World, asker: Node) -> str:
        """Return the text for a row, as read for the node that asks."""
        if self.name is None:
            return self.compiled.text(Context(row, world, current=asker))
        cells = row.named.get(self.name)
        return cells[0].string() if cells else ""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Itemset:
    """Choices drawn from a data set: which rows, and the columns of code and label.

    `constant` ones hang on no answer, so their rows are looked up once.
    """

    nodes: Compiled
    code: Column
    label: Column
    rows: str
    constant: bool


@dataclass(slots=True, kw_only=True)
class Control:
    """A control of the body, or a group or repeat that holds others."""

    kind: ControlKind
    field: Field | None
    parent: Control | None = None
    label: Wording | None = None
    hint: Wording | None = None
    appearance: str = ""
    attributes: dict[str, str] = dataclasses.field(default_factory=dict)
    children: list[Control] = dataclasses.field(default_factory=list)
    choices: tuple[Choice, ...] = ()
    itemset: Itemset | None = None
    line: int = 0

    @property
    def chooses(self) -> bool:
        """Whether it is answered with codes."""
        return self.kind in (ControlKind.SELECT, ControlKind.SELECT_ONE, ControlKind.RANK)

    def codes_in(self, text: str) -> list[str]:
        """Return the codes an answer is made of: the code of one may hold spaces, several stand with spaces between."""
        if self.kind is ControlKind.SELECT_ONE:
            return [code] if (code := text.strip()) else []
        return text.split()


@dataclass(frozen=True, slots=True, kw_only=True)
class Binding:
    """What a bind says of its node; expressions it does not give are None."""

    relevant: Compiled | None = None
    readonly: Compiled | None = None
    required: Compiled | None = None
    constraint: Compiled | None = None
    calculate: Compiled | None = None
    constraint_text: Wording | None = None
    required_text: Wording | None = None
    preload: str = ""
    preload_parameter: str = ""
    save_to: str = ""
    max_pixels: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """How a repeat grows: by hand, by a count, or not at all once `fixed`."""

    count: Compiled | None = None
    fixed: Compiled | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """A trigger that reads a field, and how many levels of the field's way are the trigger's own instance."""

    trigger: int
    shared: int


@dataclass(slots=True, kw_only=True, eq=False)
class Field:
    """One node of the form's instance as the definition knows it; sessions make their nodes from it."""

    index: int
    name: str
    key: str
    uri: str
    way: Way
    parent: Field | None
    template: Node
    attribute: bool = False
    children: list[Field] = dataclasses.field(default_factory=list)
    by_key: dict[str, Field] = dataclasses.field(default_factory=dict)
    repeat: Repeat | None = None
    type: str = "string"
    binding: Binding = dataclasses.field(default_factory=Binding)
    control: Control | None = None
    default: str = ""
    initial: int = 1
    readers: list[Reader] = dataclasses.field(default_factory=list)
    triggers: list[int] = dataclasses.field(default_factory=list)
    calculated: bool = False

    @property
    def leaf(self) -> bool:
        """Whether the field holds a value."""
        return not self.children and self.repeat is None

    @property
    def path(self) -> str:
        """The path people write, such as `/data/person/age`."""
        names: list[str] = []
        at: Field | None = self
        while at is not None:
            names.append(f"@{at.name}" if at.attribute else at.name)
            at = at.parent
        return "/" + "/".join(reversed(names))


class Event(StrEnum):
    """The moments at which actions run."""

    FIRST_LOAD = "odk-instance-first-load"
    LOAD = "odk-instance-load"
    NEW_REPEAT = "odk-new-repeat"
    VALUE_CHANGED = "xforms-value-changed"
    READY = "xforms-ready"


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """A setvalue: which node, what value, at which events, and the control that sets it off."""

    target: Way
    nodes: Compiled
    path: str
    value: Compiled | None
    text: str
    events: frozenset[str]
    source: Field | None
    kind: str = "setvalue"
