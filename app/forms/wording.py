"""Labels, hints and choices as people read them, in the session's language."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from app.errors import N_, UserError
from app.forms.choices import Choices
from app.forms.definition import Form
from app.forms.errors import EvaluationFailed
from app.forms.evaluation import MONTHS, WEEKDAYS
from app.forms.fields import Field, Output, Wording
from app.forms.instances import offered
from app.forms.live import Item
from app.forms.texts import find_forms
from app.forms.xpath.context import Context
from app.forms.xpath.tree import Node
from app.forms.xpath.values import Value, to_text

MOST_DEPTH = 8
MOST_WITHIN = 100_000

_ENDLESS = N_("Texts of the form name each other without end; what was left of them is not shown.")

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
        self._wanted, self._live_said = "", False
        self._depth = self._all_within = 0
        self.choices = Choices(self, warn)

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
        """Return a translated text as read at `near`: its plain form, or the one that `wanting` asks for."""
        return self.say(Wording(itext=name), near if isinstance(near, Item) else None, self._wanted) or ""

    @contextmanager
    def wanting(self, form: str) -> Iterator[None]:
        """Let expressions find another form of translated texts for a moment, such as "image"."""
        self._wanted = form
        try:
            yield
        finally:
            self._wanted = ""

    def said_an_answer(self) -> bool:
        """Tell whether a text said since the last time this was asked holds an answer, so that it may soon read otherwise."""
        said, self._live_said = self._live_said, False
        return said

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
        self._live_said = True
        node = item if item is not None else self.root
        home = item.field.way if item is not None else None
        try:
            compiled = self.form.compile(expression, home)
            with self._one_within_another():
                value = compiled.run(Context(node, self))
            if isinstance(value, list) and value and isinstance(value[0], Item):
                return self.shown(value[0])
            return to_text(value)
        except UserError as failed:
            self._warn(failed)
            return ""

    @contextmanager
    def _one_within_another(self) -> Iterator[None]:
        """Say a text or a choice that another one names.

        Raises:
            EvaluationFailed: they name each other without end.
        """
        self._all_within = self._all_within + 1 if self._depth else 0
        if self._depth >= MOST_DEPTH or self._all_within > MOST_WITHIN:
            raise EvaluationFailed(_ENDLESS)
        self._depth += 1
        try:
            yield
        finally:
            self._depth -= 1

    def shown(self, item: Item) -> str:
        """Return a value as an output shows it."""
        return item.string()

    # -- choices -------------------------------------------------------------------------------------------

    def forget(self) -> None:
        """Drop remembered choices after something changed."""
        self.choices.forget()

    def options(self, item: Item) -> list[tuple[str, str]]:
        """Return the codes a select offers at `item` with their labels, in order."""
        return self.choices.options(item)

    def codes(self, item: Item) -> list[str]:
        """Return the codes a select offers at `item` in order, each once, without working out labels."""
        return self.choices.codes(item)

    def choice_name(self, value: str, path: str, near: Node) -> str:
        """Return the label of a choice of the question at `path`, seen from `near`."""
        if not value:
            return ""
        field = self._question(path, near)
        if field is None or field.control is None:
            return value
        nearest = self._nearest(field, near)
        with self._one_within_another():
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
