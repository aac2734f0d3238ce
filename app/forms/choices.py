"""What selects offer: codes, labels and pictures of their choices, each worked out no oftener than needed."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from app.errors import UserError
from app.forms import live
from app.forms.body import STEADY
from app.forms.fields import Itemset
from app.forms.live import Item
from app.forms.xpath.context import Context
from app.forms.xpath.tree import Node

if TYPE_CHECKING:
    from app.forms.wording import SessionWorld

Pair = tuple[str, str]

_SPOKEN = frozenset({"jr:itext"})


class Choices:
    """The choices of one session. Rows that hang on no answer are looked up once, their labels once in every language."""

    def __init__(self, world: SessionWorld, warn: Callable[[UserError], None]) -> None:
        self._world, self._warn = world, warn
        self._chances: dict[Item, float] = {}
        self._constant: dict[Itemset, list[Node]] = {}
        self._constant_codes: dict[Itemset, list[str]] = {}
        self._filtered: dict[Item, tuple[tuple[str, ...], list[Node]]] = {}
        self._read: dict[tuple[Itemset, str | None], dict[Node, Pair]] = {}
        self._now: dict[tuple[Item, str | None], list[Pair]] = {}

    def forget(self) -> None:
        """Drop what was true for the answers as they stood."""
        self._now.clear()

    def options(self, item: Item) -> list[Pair]:
        """Return the codes a select offers at `item` with their labels, in order."""
        key = (item, self._world.language)
        if key not in self._now:
            self._now[key] = self._options(item)
        return self._now[key]

    def _options(self, item: Item) -> list[Pair]:
        control = item.field.control
        if control is None:
            return []
        fixed = [(choice.code, self._world.say(choice.label, item) or "") for choice in control.choices]
        return [*fixed, *self._labelled(control.itemset, item)] if control.itemset is not None else fixed

    def codes(self, item: Item) -> list[str]:
        """Return the codes a select offers at `item` in order, each once, without working out labels."""
        control = item.field.control
        if control is None:
            return []
        found = [choice.code for choice in control.choices]
        itemset = control.itemset
        if itemset is not None and itemset.constant:
            if itemset not in self._constant_codes:
                self._constant_codes[itemset] = self._codes_of(itemset, item)
            found += self._constant_codes[itemset]
        elif itemset is not None:
            found += self._codes_of(itemset, item)
        return list(dict.fromkeys(found))

    def pictures(self, item: Item, form: str = "image") -> dict[str, str]:
        """Return the addresses of the pictures of choices by code, such as `jr://images/well.png`."""
        control = item.field.control
        if control is None:
            return {}
        found = {c.code: self._world.say(c.label, item, form) or "" for c in control.choices}
        itemset = control.itemset
        if itemset is not None and itemset.label.compiled.functions & _SPOKEN:
            with self._world.wanting(form):
                found |= dict(self._row(itemset, item, row) for row in self._rows(itemset, item))
        return {code: address for code, address in found.items() if address}

    # -- rows ----------------------------------------------------------------------------------------------

    def _codes_of(self, itemset: Itemset, item: Item) -> list[str]:
        return [itemset.code.text(row, self._world, item) for row in self._rows(itemset, item)]

    def _labelled(self, itemset: Itemset, item: Item) -> list[Pair]:
        rows = self._rows(itemset, item)
        if itemset.label.compiled.references or itemset.label.compiled.functions - _SPOKEN:
            return [self._row(itemset, item, row) for row in rows]
        known = self._read.setdefault((itemset, self._world.language), {})
        found = []
        for row in rows:
            pair = known.get(row)
            if pair is None:
                self._world.said_an_answer()
                pair = self._row(itemset, item, row)
                if not self._world.said_an_answer() and not isinstance(row, Item):
                    known[row] = pair
            found.append(pair)
        return found

    def _row(self, itemset: Itemset, item: Item, row: Node) -> Pair:
        try:
            return itemset.code.text(row, self._world, item), itemset.label.text(row, self._world, item)
        except UserError as failed:
            self._warn(failed)
            return "", ""

    def _rows(self, itemset: Itemset, item: Item) -> list[Node]:
        try:
            if itemset.constant:
                if itemset not in self._constant:
                    self._constant[itemset] = self._looked_up(itemset, item)
                return self._constant[itemset]
            if "randomize" in itemset.nodes.functions:
                return self._shuffled(itemset, item)
            if "instance" in itemset.nodes.functions and not itemset.nodes.functions - STEADY:
                return self._picked(itemset, item)
            return self._looked_up(itemset, item)
        except UserError as failed:
            self._warn(failed)
            return []

    def _looked_up(self, itemset: Itemset, item: Item) -> list[Node]:
        return itemset.nodes.nodes(Context(item, self._world))

    def _picked(self, itemset: Itemset, item: Item) -> list[Node]:
        """Return the rows of a data set that fit the answers their filter reads; other answers do not matter."""
        reads = (reference.way for reference in itemset.nodes.references)
        answers = tuple(node.string() for way in reads for node in live.below(self._world.root, way))
        kept = self._filtered.get(item)
        if kept is None or kept[0] != answers:
            kept = self._filtered[item] = answers, self._looked_up(itemset, item)
        return kept[1]

    def _shuffled(self, itemset: Itemset, item: Item) -> list[Node]:
        """Return shuffled rows in an order that stays the same for this node as long as the session lasts."""
        chance = self._world.random
        kept = self._chances.setdefault(item, chance())
        self._world.random = lambda: kept
        try:
            return self._looked_up(itemset, item)
        finally:
            self._world.random = chance
