"""What an expression may ask of the world around it while it is worked out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from app.forms.xpath.tree import Node
from app.forms.xpath.values import Numbers, Value


class World(Protocol):
    """The form session, or the document an expression is tried on."""

    root: Node
    numbers: Numbers

    def now(self) -> datetime:
        """Return the present moment in the form's zone."""

    def new_uuid(self) -> str:
        """Return a fresh version 4 UUID."""

    def random(self) -> float:
        """Return a number from 0 up to, not including, 1."""

    def instance(self, name: str) -> Node | None:
        """Return the root node of the instance called `name`."""

    def itext(self, name: str, near: Node) -> Value:
        """Return the text called `name` in the active language as read at `near`, or the node that holds it."""

    def choice_name(self, value: str, path: str, near: Node) -> str:
        """Return the label of the choice `value` of the question at `path`."""

    def month_names(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return short names of the months, January first, and of the weekdays, Sunday first."""

    def property(self, name: str) -> str:
        """Return what the device says of itself or its user under that name; empty when it says nothing."""

    def version(self) -> str:
        """Return the version of the form."""

    def is_repeat(self, node: Node) -> bool:
        """Tell whether `node` is an instance of a repeat."""


class Context:
    """Where an expression stands: its node, its place among the nodes being filtered, and where it began."""

    __slots__ = ("current", "node", "position", "size", "world")

    def __init__(
        self, node: Node, world: World, *, position: int = 1, size: int = 1, current: Node | None = None
    ) -> None:
        self.node = node
        self.world = world
        self.position = position
        self.size = size
        self.current = current or node


Run = Callable[[Context], Value]
