"""Where an expression's nodes stand in the form, known without running it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from app.forms.xpath import tree
from app.forms.xpath.tree import key_of

Way = tuple[str, ...]
ANY, DEEP = "*", "**"

_PREFIXES = {
    "h": "http://www.w3.org/1999/xhtml",
    "xhtml": "http://www.w3.org/1999/xhtml",
    "jr": tree.JAVAROSA,
    "odk": tree.ODK,
    "orx": tree.OPENROSA,
    "xf": tree.XFORMS,
    "xforms": tree.XFORMS,
    "OpenClinica": "http://openclinica.org/xforms",
    "enk": "http://enketo.org/xforms",
    "entities": tree.ENTITIES,
    "xml": tree.XML,
}


class Reference(NamedTuple):
    """Nodes an expression reads: their way from the root, and how many of its levels are the asker's own."""

    way: Way
    shared: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """Where an expression lives: its node's way, the ways that hold several nodes, and the declared prefixes."""

    home: Way | None = None
    several: frozenset[Way] = frozenset()
    prefixes: Mapping[str, str] = field(default_factory=dict)
    main: str | None = None

    def key(self, name: str) -> str:
        """Return the key a path's name stands for."""
        prefix, colon, local = name.rpartition(":")
        if not colon:
            return name
        return key_of(self.prefixes.get(prefix) or _PREFIXES.get(prefix, ""), local)


@dataclass(frozen=True, slots=True)
class Place:
    """Statically, where a context node stands. `way` is None outside the main instance.

    `exact` means the way names one node of the asker's own instance, so absolute paths may start from it.
    """

    way: Way | None
    shared: int = 0
    exact: bool = False
    unfolded: bool = False

    @staticmethod
    def elsewhere() -> Place:
        """A place outside the main instance."""
        return Place(None)

    def held(self) -> Place:
        """The same place when a predicate may choose among several nodes there."""
        if self.way is None:
            return self
        return replace(self, shared=min(self.shared, max(len(self.way) - 1, 0)))

    def raw(self) -> Place:
        """The same place where absolute paths mean every instance."""
        return replace(self, unfolded=True)
