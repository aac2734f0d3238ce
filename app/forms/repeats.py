"""Repeat instances coming and going in one session."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import N_
from app.forms import live, preloads
from app.forms.errors import StepRefused
from app.forms.fields import Field
from app.forms.live import Item
from app.forms.paths import find_repeat
from app.forms.xpath.context import Context

if TYPE_CHECKING:
    from app.forms.session import Session

MOST_INSTANCES = 2_000
MOST_IN_ALL = 20_000

_FIXED = N_("{path} grows and shrinks by its own count; nothing was added or removed.")
_FULL = N_("{path} already has {most} entries, which is the most. Nothing was added.")
_FULL_IN_ALL = N_(
    "The form already has {most} entries in all, which is the most. Nothing was added to {path}."
)
_NO_INSTANCE = N_("{path} has no entry number {position}; nothing was removed.")


class Repeats:
    """Adds and removes instances, by hand or by a count, and tells the recompute what moved."""

    def __init__(self, session: Session) -> None:
        self.session = session
        self.recompute = session.recompute
        self.structure = False
        # what a smaller count took away comes back, with its answers, when the count grows again
        self._beyond: dict[tuple[Item, int], list[Item]] = {}
        self._in_all = 0

    def new(self, field: Field) -> Item:
        """Return a fresh instance, not yet in its place."""
        session = self.session
        item = live.grow(field, live.pattern(field), session.new_uuid, session.form.numbers.calendar)
        preloads.fill(session, item, fresh=True)
        return item

    def add(self, path: str) -> None:
        """Add an instance at the end of the repeat at `path`.

        Raises:
            StepRefused: there is no such repeat, it is counted or fixed, or it is full.
        """
        parent, field = self._open(path)
        self._has_room(path, parent, field)
        self._announce(self.insert(parent, field))

    def _has_room(self, path: str, parent: Item, field: Field) -> None:
        if len(live.instances(parent, field)) >= MOST_INSTANCES:
            raise StepRefused(_FULL, path=path, most=MOST_INSTANCES)
        if self._in_all >= MOST_IN_ALL:
            raise StepRefused(_FULL_IN_ALL, path=path, most=MOST_IN_ALL)

    def remove(self, path: str, position: int) -> None:
        """Remove the instance at `position` (from 0) of the repeat at `path`.

        Raises:
            StepRefused: there is no such instance, or the repeat is counted or fixed.
        """
        parent, field = self._open(path)
        like = live.instances(parent, field)
        if not 0 <= position < len(like):
            raise StepRefused(_NO_INSTANCE, path=path, position=position + 1)
        self.take_out(parent, like[position])

    def put_back(self, path: str, item: Item, position: int) -> None:
        """Put an instance that was taken out back before the one now at `position` (from 0), or last.

        Raises:
            StepRefused: the repeat is counted, fixed or full.
        """
        parent, field = self._open(path)
        like = live.instances(parent, field)
        self._has_room(path, parent, field)
        last = position >= len(like)
        place = live.place_for(parent, field) if last else parent.children.index(like[position])
        self._bring_back(parent, field, item, place)

    def _bring_back(self, parent: Item, field: Field, item: Item, place: int) -> None:
        for inner in item.all_inside:
            inner.live = True
        self._settle_in(parent, field, item, place)

    def _open(self, path: str) -> tuple[Item, Field]:
        parent, field = find_repeat(self.session.root, path)
        if not self.is_open(parent, field):
            raise StepRefused(_FIXED, path=path)
        return parent, field

    def is_open(self, parent: Item, field: Field) -> bool:
        """Tell whether people may add and remove instances."""
        repeat = field.repeat
        if repeat is None or repeat.count is not None or parent.readonly:
            return False
        return repeat.fixed is None or not repeat.fixed.boolean(Context(parent, self.session.world))

    def is_relevant(self, parent: Item, field: Field) -> bool:
        """Tell whether a repeat is relevant; an empty one is asked as its first entry would be."""
        like = live.instances(parent, field)
        relevant = field.binding.relevant
        if like or relevant is None:
            return parent.relevant and (not like or any(item.own_relevant for item in like))
        return parent.relevant and relevant.boolean(Context(live.stand_in(field, parent), self.session.world))

    def resize(self, parent: Item, field: Field, wanted: int) -> None:
        """Bring a counted repeat to `wanted` instances: new ones at the end, old ones gone from the end until it grows."""
        have = len(live.instances(parent, field))
        if wanted > have:
            wanted = self._room_for(field, have, wanted)
        made, beyond = [], self._beyond.setdefault((parent, field.index), [])
        while len(live.instances(parent, field)) < wanted:
            if beyond:
                self._bring_back(parent, field, beyond.pop(), live.place_for(parent, field))
            else:
                made.append(self.insert(parent, field))
        while len(live.instances(parent, field)) > wanted:
            beyond.append(live.instances(parent, field)[-1])
            self.take_out(parent, beyond[-1])
        for item in made:
            self._announce(item)

    def _room_for(self, field: Field, have: int, wanted: int) -> int:
        if wanted > MOST_INSTANCES:
            self.session.warn(StepRefused(_FULL, path=field.path, most=MOST_INSTANCES))
            wanted = MOST_INSTANCES
        if wanted - have > MOST_IN_ALL - self._in_all:
            self.session.warn(StepRefused(_FULL_IN_ALL, path=field.path, most=MOST_IN_ALL))
            wanted = max(have, have + MOST_IN_ALL - self._in_all)
        return wanted

    def insert(self, parent: Item, field: Field) -> Item:
        """Put a fresh instance after the others and schedule all that follows from it."""
        item = self.new(field)
        self._settle_in(parent, field, item, live.place_for(parent, field))
        return item

    def _settle_in(self, parent: Item, field: Field, item: Item, place: int) -> None:
        parent.insert(place, item)
        self.structure = True
        self._in_all += _entries(item)
        for inner in item.all_inside:
            self.recompute.touch(inner)
        self.recompute.spread_relevance(item)
        self.recompute.spread_readonly(item)
        self.recompute.push_all(item)
        self.recompute.moved(parent, field)

    def take_out(self, parent: Item, item: Item) -> None:
        """Remove an instance and schedule all that read it."""
        for inner in item.all_inside:
            self.recompute.touch(inner)
        parent.remove(item)
        for inner in item.all_inside:
            inner.live = False
        self.structure = True
        self._in_all -= _entries(item)
        self.recompute.moved(parent, item.field)

    def _announce(self, item: Item) -> None:
        """Run what waits for new instances, once their own values stand."""
        if not self.session.starting:
            self.recompute.run()
        self.session.actions.fire_repeats(item)


def _entries(item: Item) -> int:
    """Count the entries of repeats in a node, itself among them."""
    return sum(inner.field.repeat is not None for inner in item.all_inside)
