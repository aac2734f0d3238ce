"""Work out again only what has to be: a heap of expressions by rank, fed by the nodes that changed."""

from __future__ import annotations

from collections import Counter
from heapq import heappop, heappush
from math import isnan
from typing import Protocol

from app.errors import N_, UserError
from app.forms.definition import Form
from app.forms.dependencies import Role, Trigger
from app.forms.errors import EvaluationFailed, FormRefused
from app.forms.fields import ControlKind, DataType, Field, Reader
from app.forms.live import Item, below, instances, kept, stand_in
from app.forms.xpath.context import Context, World
from app.forms.xpath.values import FALSE, TRUE, Value, number_text, to_text

MOST_ROUNDS = 10

_NO_VALUE = N_("An expression of {path} has no value for these answers.")
_ENDLESS = N_("The values of {path} go on changing each other; counting stopped after {rounds} rounds.")


class Structure(Protocol):
    """What working out a count or a choice list asks of the session."""

    fresh: bool
    starting: bool

    def resize(self, item: Item, field: Field, wanted: int) -> None:
        """Add or remove instances of a counted repeat inside `item`."""

    def offered_codes(self, item: Item) -> list[str]:
        """Return the codes a select now offers."""

    def warn(self, problem: UserError) -> None:
        """Keep a problem for whoever asks."""

    def value_changed(self, item: Item) -> None:
        """Run what is to run when this value changes."""


class Recompute:
    """The work waiting to be done, and the nodes that have changed since it was last asked."""

    def __init__(self, form: Form, world: World, structure: Structure) -> None:
        self.triggers = form.triggers
        # a count is worked out for the node that holds its repeat, which is there even when no instance is
        self.homes = [_home(trigger) for trigger in form.triggers]
        self.calendar = form.numbers.calendar
        self.world = world
        self.structure = structure
        self.changed: dict[Item, None] = {}
        self._heap: list[int] = []
        self._waiting: dict[int, dict[Item, None]] = {}
        self._rounds: Counter[tuple[int, Item]] = Counter()
        self._alone: dict[int, Item] = {}
        self._repeating = {f.index for f in form.fields if _in_repeat(f)}

    def touch(self, item: Item) -> None:
        """Note that `item` now reads differently, and schedule all that reads it."""
        self.changed[item] = None
        for reader in item.field.readers:
            self._schedule(reader, item)

    def _schedule(self, reader: Reader, item: Item) -> None:
        field = self.homes[reader.trigger]
        if field.index not in self._repeating:
            alone = self._alone.get(field.index)
            if alone is None or not alone.live:
                found = below(self.world.root, field.way)
                if not found:
                    return
                alone = self._alone[field.index] = found[0]
            self.push(reader.trigger, alone)
            return
        for target in self._targets(field, item, reader.shared):
            self.push(reader.trigger, target)

    def _targets(self, field: Field, item: Item, shared: int) -> list[Item]:
        return self._targets_below(field, item, shared)

    def moved(self, parent: Item, field: Field) -> None:
        """Schedule all that counts the instances of a repeat in `parent`, or asks their positions."""
        depth = len(field.way) - 1
        for reader in field.readers:
            target = self.homes[reader.trigger]
            for item in self._targets_below(target, parent, min(reader.shared, depth)):
                self.push(reader.trigger, item)
        own = [rank for rank in field.triggers if "position" in self.triggers[rank].compiled.functions]
        for one in instances(parent, field) if own else ():
            for rank in own:
                self.push(rank, one)

    def _targets_below(self, field: Field, parent: Item, shared: int) -> list[Item]:
        shared = min(shared, len(field.way))
        anchor: Item | None = parent
        for _ in range(len(parent.field.way) - shared):
            anchor = anchor.parent if anchor is not None else None
        if anchor is None or shared == 0:
            return below(self.world.root, field.way)
        return below(anchor, field.way[shared:])

    def push(self, rank: int, item: Item) -> None:
        """Schedule one expression for one node (for a count, the node that holds the repeat)."""
        if self.triggers[rank].role is Role.COUNT and item.field is self.triggers[rank].field:
            if item.parent is None:
                return
            item = item.parent
        waiting = self._waiting.get(rank)
        if waiting is None:
            self._waiting[rank] = {item: None}
            heappush(self._heap, rank)
        else:
            waiting[item] = None

    def push_all(self, item: Item) -> None:
        """Schedule every expression of `item` and of all that is in it, empty counted repeats included."""
        for inner in item.all_inside:
            for rank in inner.field.triggers:
                self.push(rank, inner)
            for child in inner.field.children:
                if child.repeat is not None and child.repeat.count is not None:
                    for rank in child.triggers:
                        if self.triggers[rank].role is Role.COUNT:
                            self.push(rank, inner)

    def run(self) -> None:
        """Do the waiting work, lowest rank first, until none is left."""
        heap, waiting = self._heap, self._waiting
        while heap:
            rank = heappop(heap)
            trigger = self.triggers[rank]
            for item in waiting.pop(rank):
                if item.live and not (trigger.circular and self._endless(trigger, item)):
                    self._apply(trigger, item)
        self._rounds.clear()

    def _endless(self, trigger: Trigger, item: Item) -> bool:
        key = (trigger.rank, item)
        self._rounds[key] += 1
        if self._rounds[key] == MOST_ROUNDS + 1:
            self.structure.warn(EvaluationFailed(_ENDLESS, path=item.field.path, rounds=MOST_ROUNDS))
        return self._rounds[key] > MOST_ROUNDS

    def _apply(self, trigger: Trigger, item: Item) -> None:
        try:
            _APPLY[trigger.role](self, trigger, item)
        except (ArithmeticError, ValueError, RecursionError):
            self._failed(trigger, item, EvaluationFailed(_NO_VALUE))
        except EvaluationFailed as failed:
            self._failed(trigger, item, failed)
        except FormRefused as unreadable:  # an attached table that nothing asked for until now
            if self.structure.starting:
                raise
            self._failed(trigger, item, unreadable)

    def _failed(self, trigger: Trigger, item: Item, failed: UserError) -> None:
        """Keep the form usable when an expression fails: a calculation is empty, everything else stays as it was."""
        failed.fields.setdefault("path", item.field.path)
        self.structure.warn(failed)
        if trigger.role is Role.CALCULATE:
            self.store(item, "")

    def _relevance(self, trigger: Trigger, item: Item) -> None:
        item.own_relevant = trigger.compiled.boolean(Context(item, self.world))
        self.spread_relevance(item)

    def spread_relevance(self, item: Item) -> None:
        """Set whether `item` and all in it are relevant, from its own answer and its parent's."""
        parent = item.parent
        relevant = item.own_relevant and (parent is None or parent.relevant)
        if relevant == item.relevant:
            return
        item.relevant = relevant
        self.touch(item)
        if relevant:
            for rank in item.field.triggers:
                self.push(rank, item)
        for child in (*item.attributes, *item.children):
            self.spread_relevance(child)  # type: ignore[arg-type]  # live nodes only

    def _calculate(self, trigger: Trigger, item: Item) -> None:
        if not item.relevant:
            return
        self.store(item, self.written(item, trigger.compiled.run(Context(item, self.world))))

    def written(self, item: Item, value: Value) -> str:
        """Return what was worked out for a node as the text it keeps."""
        if isinstance(value, bool):
            return TRUE if value else FALSE
        if isinstance(value, float):
            return self._number_text(item, value)
        return to_text(value)

    def _number_text(self, item: Item, number: float) -> str:
        """Return a calculated number as text: nothing for NaN, a date where a date is kept."""
        if isnan(number):
            return ""
        if item.field.type == DataType.DATE:
            return self.calendar.date_text(number)
        if item.field.type == DataType.DATE_TIME:
            return self.calendar.moment_text(number)
        return number_text(number)

    def store(self, item: Item, text: str) -> bool:
        """Give a node a value, in its type's form; tell whether that changed it."""
        text = item.chosen = kept(item.field, text, self.calendar)
        same, item.text = text == item.text, text
        if same:
            return False
        self.touch(item)
        self.structure.value_changed(item)
        return True

    def _readonly(self, trigger: Trigger, item: Item) -> None:
        item.own_readonly = trigger.compiled.boolean(Context(item, self.world))
        self.spread_readonly(item)

    def spread_readonly(self, item: Item) -> None:
        """Set whether `item` and all in it are read-only."""
        parent = item.parent
        readonly = item.own_readonly or (parent is not None and isinstance(parent, Item) and parent.readonly)
        if readonly == item.readonly:
            return
        item.readonly = readonly
        self.changed[item] = None
        for child in item.items:
            self.spread_readonly(child)

    def _requirement(self, trigger: Trigger, item: Item) -> None:
        required = trigger.compiled.boolean(Context(item, self.world))
        if required != item.required:
            item.required = required
            self.changed[item] = None

    def _count(self, trigger: Trigger, item: Item) -> None:
        # the count is written for the repeat's own node; asked from its parent, paths from the root mean the same
        first = item.named.get(trigger.field.key)
        asker = first[0] if first else stand_in(trigger.field, item)
        number = trigger.compiled.number(Context(asker, self.world))
        if not isnan(number):
            self.structure.resize(item, trigger.field, int(min(max(number, 0), 1e6)))
        elif self.structure.fresh:  # later a blank count changes nothing yet
            self.structure.resize(item, trigger.field, 0)

    def _items(self, _: Trigger, item: Item) -> None:
        """Keep to what is offered: a choice that is no longer offered goes, and comes back when it is again."""
        if not item.relevant or not item.chosen:
            return
        offered, chosen = self.structure.offered_codes(item), item.chosen
        codes = set(offered)
        control = item.field.control
        if control is None:
            return
        left = [code for code in control.codes_in(chosen) if code in codes]
        if control.kind is ControlKind.RANK:
            left += [code for code in offered if code not in left]
        if " ".join(left) != item.text:
            self.store(item, " ".join(left))
            item.chosen = chosen


def _home(trigger: Trigger) -> Field:
    above = trigger.field.parent
    return above if trigger.role is Role.COUNT and above is not None else trigger.field


def _in_repeat(field: Field) -> bool:
    at: Field | None = field
    while at is not None:
        if at.repeat is not None or at.initial > 1:
            return True
        at = at.parent
    return False


_APPLY = {
    Role.RELEVANT: Recompute._relevance,
    Role.COUNT: Recompute._count,
    Role.CALCULATE: Recompute._calculate,
    Role.ITEMS: Recompute._items,
    Role.READONLY: Recompute._readonly,
    Role.REQUIRED: Recompute._requirement,
}
