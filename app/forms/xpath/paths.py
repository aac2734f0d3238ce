"""Paths as closures: plain steps by name run without a search, everything else by its axis.

While a path is compiled its way through the form is followed, so that it is known which nodes it reads and whether
they belong to the same repeat instance as the node that asks.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import NamedTuple

from app.forms.xpath.axes import BACKWARD
from app.forms.xpath.context import Context, Run
from app.forms.xpath.lookup import Lookup, looked_up, lookup_of
from app.forms.xpath.places import ANY, DEEP, Place, Reference, Scope, Way
from app.forms.xpath.syntax import Call, Expression, Literal, Path, Step
from app.forms.xpath.tree import Node
from app.forms.xpath.walks import Nodes, all_below, climb, first_below, relevant, stepped, walk_up

_FLAT = frozenset({"child", "attribute", "self"})


class Made(NamedTuple):
    """A compiled path and where it leads. `first` is set when it can reach one node only."""

    run: Nodes
    place: Place
    first: Callable[[Context], Node | None] | None
    scalar: bool


class PathMaker:
    """Compiles the paths of one expression and gathers what they read."""

    def __init__(
        self,
        scope: Scope,
        predicate: Callable[[Expression, Place], Callable[[Context], bool]],
        start: Callable[[Expression, Place], tuple[Nodes, Place]],
        compared: Callable[[Expression], Run],
    ) -> None:
        self.scope = scope
        self.references: list[Reference] = []
        self._predicate = predicate
        self._start = start
        self._compared = compared

    def home(self) -> Place:
        """Return the place of the asking node."""
        home = self.scope.home
        return Place(home, len(home) if home else 0, exact=home is not None)

    def current(self) -> Place:
        """Return where current() leads."""
        return self.home()

    def refer_to(self, place: Place) -> None:
        """Note that the node at `place` is read."""
        if place.way is not None:
            self.references.append(Reference(place.way, min(place.shared, len(place.way))))

    def path(self, path: Path, place: Place) -> Made:
        """Compile one path."""
        if path.start is not None:
            return self._from(path, place)
        if path.absolute:
            return self._absolute(path.steps, place)
        ups, names = _plain(path.steps, self.scope.key)
        if names is not None and place.exact and place.way is not None and ups <= len(place.way):
            way = place.way[: len(place.way) - ups] + names
            here = Place(way, min(place.shared, len(place.way) - ups), exact=place.exact)
            return self._straight(ups, names, here, len(place.way) - ups, current=False)
        return self._stepped(path.steps, lambda c: [c.node], place, lone=True)

    def _from(self, path: Path, place: Place) -> Made:
        assert path.start is not None  # noqa: S101 the caller has looked
        if self._is_main(path.start):
            return self._absolute(path.steps, place.raw())
        nodes, start = self._start(path.start, place)
        ups, names = _plain(path.steps, self.scope.key)
        if isinstance(path.start, Call) and path.start.name == "current" and names is not None and start.way:
            way = start.way[: len(start.way) - ups] + names
            shared = max(len(start.way) - ups, 0)
            return self._straight(ups, names, Place(way, shared, exact=True), shared, current=True)
        return self._stepped(path.steps, nodes, start, lookup=lookup_of(path))

    def _is_main(self, start: Expression) -> bool:
        if not isinstance(start, Call) or start.name != "instance" or self.scope.main is None:
            return False
        names = start.arguments
        return len(names) == 1 and isinstance(names[0], Literal) and names[0].value == self.scope.main

    def _absolute(self, steps: tuple[Step, ...], place: Place) -> Made:
        _, names = _plain(steps, self.scope.key)
        common = 0 if place.unfolded else self._common(steps, place)
        if common:
            origin = place if place.exact and place.way is not None else self.home()
            assert origin.way is not None  # noqa: S101 a common part was found with it
            ups, rest = len(origin.way) - common, steps[common:]
            here = Place(origin.way[:common], min(common, origin.shared), exact=True)
            current = origin is not place
            if names is not None:
                below = Place(names, here.shared, exact=True)
                return self._straight(ups, names[common:], below, common, current=current)
            return self._stepped(rest, climb(ups, current), here, lone=True)
        if names is not None and not place.unfolded:
            return self._straight(-1, names, Place(names, 0, exact=True), 0, current=False)
        top = Place((), 0, exact=True, unfolded=place.unfolded)
        return self._stepped(steps, lambda c: [c.world.root], top, lone=True)

    def _common(self, steps: tuple[Step, ...], place: Place) -> int:
        """Count the leading levels an absolute path has in common with the asking node, if a repeat is among them."""
        origin = place.way if place.exact and place.way is not None else self.scope.home
        if not origin:
            return 0
        common = 0
        for step, name in zip(steps, origin, strict=False):
            if step.axis != "child" or step.predicates or self.scope.key(step.test) != name:
                break
            common += 1
        if common == len(steps) and origin[:common] in self.scope.several:
            common -= 1  # a path that ends at the repeat itself means all its instances, to be counted
        return common if any(origin[:n] in self.scope.several for n in range(1, common + 1)) else 0

    def _single(self, way: Way, known: int) -> bool:
        return not any(way[:n] in self.scope.several for n in range(known + 1, len(way) + 1))

    def _straight(self, ups: int, names: Way, place: Place, known: int, *, current: bool) -> Made:
        """Compile a path of plain names, `ups` levels up first (-1: from the root)."""
        self.refer_to(place)
        way = place.way or ()
        single = self.scope.home is not None and self._single(way, known)
        start = walk_up(ups, current)
        if not single:
            return Made(all_below(start, names), replace(place, exact=False), None, False)
        first = first_below(start, names)

        def run(c: Context) -> list[Node]:
            node = first(c)
            return [node] if node is not None and node.relevant else []

        return Made(run, place, first, True)

    def _stepped(
        self,
        steps: tuple[Step, ...],
        start: Nodes,
        place: Place,
        *,
        lone: bool = False,
        lookup: Lookup | None = None,
    ) -> Made:
        nodes, flat = start, True
        inside = place.way is not None
        for at, one in enumerate(steps):
            place = self._after(one, place)
            holds = [self._predicate(predicate, place.held()) for predicate in one.predicates]
            flat = flat and one.axis in _FLAT
            nodes = stepped(
                one, nodes, holds, self.scope.key, ordered=flat or (lone and one.axis not in BACKWARD)
            )
            if lookup is not None and lookup.step == at and not inside:
                way = tuple(self.scope.key(step.test) for step in steps[: at + 1])
                wanted = self._compared(lookup.wanted)
                nodes = looked_up(start, way, self.scope.key(lookup.column), wanted, holds, nodes)
            lone = False
            if one.predicates:
                place = place.held()
        if inside or self.scope.home is None:
            self.refer_to(place)
            nodes = relevant(nodes)
        return Made(nodes, replace(place, exact=False), None, False)

    def _after(self, step: Step, place: Place) -> Place:
        """Follow one step statically."""
        way = place.way
        if way is None:
            return place
        new, shared = self._moved(step, way, place.shared)
        exact = place.exact and ANY not in new and DEEP not in new
        return Place(new, min(shared, len(new)), exact=exact, unfolded=place.unfolded)

    def _moved(self, step: Step, way: Way, shared: int) -> tuple[Way, int]:
        axis, test = step.axis, step.test
        name = ANY if test == ANY or test.endswith((")", ":*")) else self.scope.key(test)
        if axis == "child":
            return (*way, name), shared
        if axis == "attribute":
            return (*way, "@" + name), shared
        if axis == "self":
            return way, shared
        if axis == "parent":
            return way[:-1], min(shared, max(len(way) - 1, 0))
        if axis in ("following-sibling", "preceding-sibling"):
            return (*way[:-1], name), min(shared, max(len(way) - 1, 0))
        if axis in ("descendant", "descendant-or-self"):
            return ((*way, DEEP) if test == "node()" else (*way, DEEP, name)), shared
        return (DEEP, name), 0


def _plain(steps: tuple[Step, ...], key: Callable[[str], str]) -> tuple[int, Way | None]:
    """Split a path into levels up and then names down; names is None when it has more than that."""
    ups = 0
    names: list[str] = []
    for step in steps:
        if step.predicates:
            return 0, None
        if step.axis == "parent" and step.test == "node()" and not names:
            ups += 1
        elif step.axis == "child" and not step.test.endswith((")", "*")):
            names.append(key(step.test))
        elif not (step.axis == "self" and step.test == "node()"):
            return 0, None
    return ups, tuple(names)
