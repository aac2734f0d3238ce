"""Labels, hints and choices as people read them, in the session's language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from app.errors import UserError
from app.forms.definition import Form
from app.forms.evaluation import MONTHS, WEEKDAYS
from app.forms.fields import Field, Itemset, Output, Wording
from app.forms.instances import offered
from app.forms.live import Item
from app.forms.texts import find_forms
from app.forms.xpath.context import Context
from app.forms.xpath.tree import Node
from app.forms.xpath.values import Value

NAMES = {
    "tk": (
        ("ýan", "few", "mart", "apr", "maý", "iýun", "iýul", "awg", "sen", "okt", "noý", "dek"),
        ("ýek", "duş", "siş", "çar", "pen", "ann", "şen"),
    ),
    "ru": (
        ("янв", "фев", "мар", "апр", "май", "июн", "июл", "авг", "сен", "окт", "ноя", "дек"),
        ("вс", "пн", "вт", "ср", "чт", "пт", "сб"),
    ),
}


class SessionWorld:
    """What a session's expressions may ask: the clock, chance, data sets, texts, choices."""

    def __init__(
        self,
        form: Form,
        root: Node,
        *,
        clock: Callable[[], datetime],
        new_uuid: Callable[[], str],
        random: Callable[[], float],
        instances: dict[str, Any],
        warn: Callable[[UserError], None],
        properties: Mapping[str, str],
    ) -> None:
        self.form = form
        self.root = root
        self.numbers = form.numbers
        self.new_uuid = new_uuid
        self.random = random
        self.clock = clock
        self.language = form.default_language
        self._offered = {name: offered(data) for name, data in instances.items()}
        self._warn = warn
        self._properties = properties
        self._chances: dict[Item, float] = {}
        self._constant_rows: dict[Itemset, list[Node]] = {}
        self._constant_codes: dict[Itemset, list[str]] = {}
        self._codes: dict[tuple[Item, str | None], list[tuple[str, str]]] = {}

    def now(self) -> datetime:
        """Return the present moment in the form's zone."""
        return self.clock().astimezone(self.numbers.calendar.zone)

    def instance(self, name: str) -> Node | None:
        """Return a data set: one offered in memory goes before the form's own."""
        if name in self._offered:
            return self._offered[name]
        found = self.form.instance(name)
        return self.root if found is None and name == self.form.model.instance_id else found

    def itext(self, name: str, near: Node) -> Value:
        """Return the plain form of a translated text as read at `near`."""
        return self.say(Wording(itext=name), near if isinstance(near, Item) else None) or ""

    def forms(self, name: str) -> dict[str, Wording]:
        """Return all forms of a translated text in the session's language."""
        return find_forms(self.form.translations, self.language, self.form.default_language, name)

    def month_names(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return short names in the session's language where we have them, else English ones."""
        language = (self.language or "").lower()
        for code, names in NAMES.items():
            if language == code or language.endswith(f"({code})"):
                return names
        return MONTHS, WEEKDAYS

    def property(self, name: str) -> str:
        """Return what the program says of its user and device."""
        return self._properties.get(name, "")

    def version(self) -> str:
        """Return the version of the form."""
        return self.form.version

    def is_repeat(self, node: Node) -> bool:
        """Tell whether `node` is an instance of a repeat."""
        return isinstance(node, Item) and node.field.repeat is not None

    @contextmanager
    def speaking(self, language: str | None) -> Iterator[None]:
        """Say texts in another language for a moment, answers and remembered choices left alone."""
        before, self.language = self.language, language
        try:
            yield
        finally:
            self.language = before

    # -- texts ---------------------------------------------------------------------------------------------

    def say(self, wording: Wording | None, item: Item | None, form: str = "") -> str | None:
        """Return a text as read at `item`; `form` asks for another of its forms, such as "guidance"."""
        if wording is None:
            return None
        if wording.itext is not None:
            found = self.forms(wording.itext)
            chosen = found.get("", found.get("short")) if form == "" else found.get(form)
            return None if chosen is None else self._say(chosen, item)
        return self._say(wording, item) if form == "" else None

    def _say(self, wording: Wording, item: Item | None) -> str:
        if wording.reference is not None:
            return self._value(wording.reference, item)
        return "".join(
            self._value(part.expression, item) if isinstance(part, Output) else part for part in wording.parts
        )

    def _value(self, expression: str, item: Item | None) -> str:
        node = item if item is not None else self.root
        home = item.field.way if item is not None else None
        try:
            compiled = self.form.compile(expression, home)
            value = compiled.run(Context(node, self))
            if isinstance(value, list) and value and isinstance(value[0], Item):
                return self.shown(value[0])
            return compiled.text(Context(node, self))
        except UserError as failed:
            self._warn(failed)
            return ""

    def shown(self, item: Item) -> str:
        """Return a value as an output shows it."""
        return item.string()

    # -- choices -------------------------------------------------------------------------------------------

    def forget(self) -> None:
        """Drop remembered choices after something changed."""
        self._codes.clear()

    def options(self, item: Item) -> list[tuple[str, str]]:
        """Return the codes a select offers at `item` with their labels, in order."""
        key = (item, self.language)
        if key not in self._codes:
            self._codes[key] = self._options(item)
        return self._codes[key]

    def _options(self, item: Item) -> list[tuple[str, str]]:
        control = item.field.control
        if control is None:
            return []
        fixed = [(choice.code, self.say(choice.label, item) or "") for choice in control.choices]
        return fixed + [self._row(item, row) for row in self._rows(item)]

    def _rows(self, item: Item) -> list[Node]:
        itemset = item.field.control.itemset if item.field.control else None
        if itemset is None:
            return []
        try:
            if itemset.constant:
                if itemset not in self._constant_rows:
                    self._constant_rows[itemset] = itemset.nodes.nodes(Context(item, self))
                return self._constant_rows[itemset]
            if "randomize" in itemset.nodes.functions:
                return self._shuffled(itemset, item)
            return itemset.nodes.nodes(Context(item, self))
        except UserError as failed:
            self._warn(failed)
            return []

    def _shuffled(self, itemset: Itemset, item: Item) -> list[Node]:
        """Return shuffled rows in an order that stays the same for this node as long as the session lasts."""
        chance = self.random
        kept = self._chances.setdefault(item, chance())
        self.random = lambda: kept
        try:
            return itemset.nodes.nodes(Context(item, self))
        finally:
            self.random = chance

    def _row(self, item: Item, row: Node) -> tuple[str, str]:
        itemset = item.field.control.itemset if item.field.control else None
        assert itemset is not None  # noqa: S101 only an itemset has rows
        try:
            return itemset.code.text(row, self, item), itemset.label.text(row, self, item)
        except UserError as failed:
            self._warn(failed)
            return "", ""

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

    def _codes_of(self, itemset: Itemset, item: Item) -> list[str]:
        return [itemset.code.text(row, self, item) for row in self._rows(item)]

    def choice_name(self, value: str, path: str, near: Node) -> str:
        """Return the label of a choice of the question at `path`, seen from `near`."""
        if not value:
            return ""
        field = self._question(path, near)
        if field is None or field.control is None:
            return value
        nearest = self._nearest(field, near)
        names = dict(reversed(self.options(nearest))) if nearest is not None else {}
        return names.get(value, value if not names else "")

    def _question(self, path: str, near: Node) -> Field | None:
        return self.form.model.find(path, near.field if isinstance(near, Item) else None)

    def _nearest(self, field: Field, near: Node) -> Item | None:
        """Return the question's node that shares the most of the asker's repeat instances."""
        line: dict[tuple[str, ...], Item] = {}
        at: Node | None = near
        while isinstance(at, Item):
            line[at.field.way] = at
            at = at.parent
        node: Node | None = self.root
        for depth, key in enumerate(field.way, 1):
            own = line.get(field.way[:depth])
            node = own if own is not None else node.child(key) if node is not None else None
        return node if isinstance(node, Item) else None
