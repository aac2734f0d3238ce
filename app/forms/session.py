"""One filling of a form: its values, what follows from them, and what people may do next."""

from __future__ import annotations

import random as chance
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.errors import N_, UserError
from app.forms import actions, live, preloads
from app.forms.definition import Form
from app.forms.errors import StepRefused
from app.forms.fields import ControlKind, Event, Field, Wording
from app.forms.live import Item, path_of
from app.forms.paths import find, find_repeat
from app.forms.recompute import Recompute
from app.forms.state import NodeState, Problem, state_of, violation_of
from app.forms.wording import SessionWorld
from app.forms.xpath.context import Context

MOST_INSTANCES = 2_000

_READONLY = N_("{path} cannot be changed here; it was left as it is.")
_NO_LANGUAGE = N_("The form has no language “{language}”.")
_FIXED = N_("{path} grows and shrinks by its own count; nothing was added or removed.")
_FULL = N_("{path} already has {most} entries, which is the most. Nothing was added.")
_NO_INSTANCE = N_("{path} has no entry number {position}; nothing was removed.")


@dataclass(frozen=True, slots=True)
class Changed:
    """What one step changed: the paths of nodes, and whether repeat instances came or went."""

    paths: frozenset[str]
    structure: bool = False

    def __contains__(self, path: object) -> bool:
        return path in self.paths

    def __iter__(self) -> Iterator[str]:
        return iter(self.paths)


class Session:
    """A form being filled. Nothing is ever lost by irrelevance or a change of language.

    `clock` gives the present moment with a zone; `answers` is a document of `app.forms.answers`; `instances` are data
    sets offered in memory by name, a record or a list of records, such as the case the form is about.
    """

    def __init__(
        self,
        form: Form,
        *,
        clock: Callable[[], datetime],
        answers: Mapping[str, Any] | None = None,
        language: str | None = None,
        instances: Mapping[str, Any] | None = None,
        new_uuid: Callable[[], str] = lambda: str(uuid.uuid4()),
        random: Callable[[], float] = chance.random,
        properties: Mapping[str, str] | None = None,
    ) -> None:
        self.properties = dict(properties or {})
        self.form = form
        self.warnings: list[UserError] = []
        self.new_uuid = new_uuid
        self.generation = 0
        self._structure = False
        self._starting = True
        fresh = answers is None
        self.root = live.grow(form.root, form.root.template, self._new_row, form.numbers.calendar)
        self.world = SessionWorld(
            form,
            live.top_for(self.root),
            clock=clock,
            new_uuid=new_uuid,
            random=random,
            instances=dict(instances or {}),
            warn=self.warn,
        )
        self.recompute = Recompute(form, self.world, self)
        self._actions = actions.Actions(form, self)
        if answers is not None:
            self._restore(answers)
        if language is not None:
            self.language = language
        self._begin(fresh)

    def _restore(self, answers: Mapping[str, Any]) -> None:
        from app.forms.answers import fill  # answers reads sessions, so it is met here only

        fill(self, answers)

    def _begin(self, fresh: bool) -> None:
        preloads.apply(self, fresh=fresh)
        self.recompute.push_all(self.root)
        self.recompute.run()
        self._starting = False
        if fresh:
            self._actions.fire(Event.FIRST_LOAD, Event.LOAD, Event.READY)
        else:
            self._actions.fire(Event.LOAD)
        self.recompute.run()
        self._settle()

    def _new_row(self) -> str:
        return self.new_uuid()

    # -- what people do ------------------------------------------------------------------------------------

    def set(self, path: str, value: str) -> Changed:
        """Answer the question at `path` and return what changed.

        Raises:
            StepRefused: there is no such question, or it is read-only.
        """
        item = self.item(path)
        if item.readonly or not item.field.leaf:
            raise StepRefused(_READONLY, path=path)
        self.recompute.store(item, value)
        self.recompute.run()
        return self._settle()

    def add(self, path: str) -> Changed:
        """Add an instance at the end of the repeat at `path`.

        Raises:
            StepRefused: there is no such repeat, it is counted or fixed, or it is full.
        """
        parent, field = find_repeat(self.root, path)
        self._free_to_change(parent, field, path)
        if len(live.instances(parent, field)) >= MOST_INSTANCES:
            raise StepRefused(_FULL, path=path, most=MOST_INSTANCES)
        self._insert(parent, field)
        self.recompute.run()
        return self._settle()

    def remove(self, path: str, position: int) -> Changed:
        """Remove the instance at `position` (from 0) of the repeat at `path`.

        Raises:
            StepRefused: there is no such instance, or the repeat is counted or fixed.
        """
        parent, field = find_repeat(self.root, path)
        self._free_to_change(parent, field, path)
        like = live.instances(parent, field)
        if not 0 <= position < len(like):
            raise StepRefused(_NO_INSTANCE, path=path, position=position + 1)
        self._take_out(parent, like[position])
        self.recompute.run()
        return self._settle()

    def finish(self) -> Changed:
        """Write what the form wants written when it is finished, such as the moment."""
        preloads.finish(self)
        self.recompute.run()
        return self._settle()

    def can_change_count(self, path: str) -> bool:
        """Tell whether people may add and remove instances of the repeat at `path`."""
        parent, field = find_repeat(self.root, path)
        return self._is_free(parent, field)

    def _free_to_change(self, parent: Item, field: Field, path: str) -> None:
        if not self._is_free(parent, field):
            raise StepRefused(_FIXED, path=path)

    def _is_free(self, parent: Item, field: Field) -> bool:
        repeat = field.repeat
        if repeat is None or repeat.count is not None or parent.readonly:
            return False
        return repeat.fixed is None or not repeat.fixed.boolean(Context(parent, self.world))

    @property
    def language(self) -> str | None:
        """The language texts are read in; setting it loses no answer."""
        return self.world.language

    @language.setter
    def language(self, language: str | None) -> None:
        if language is not None and language not in self.form.languages:
            raise StepRefused(_NO_LANGUAGE, language=language)
        self.world.language = language
        self.world.forget()
        self._relabel()

    def _relabel(self) -> None:
        """Work out again what depends on the language: everything that names a choice or a translated text."""
        for trigger in self.form.triggers:
            if trigger.compiled.functions & {"jr:choice-name", "jr:itext", "format-date", "format-date-time"}:
                for item in live.below(self.world.root, trigger.field.way):
                    self.recompute.push(trigger.rank, item)
        self.recompute.run()
        self._settle()

    def now(self, clock: Callable[[], datetime]) -> None:
        """Use another clock from now on."""
        self.world.clock = clock

    # -- what the engine does ------------------------------------------------------------------------------

    def _insert(self, parent: Item, field: Field) -> Item:
        item = live.grow(field, field.template, self._new_row, self.form.numbers.calendar)
        parent.insert(live.place_for(parent, field), item)
        self._structure = True
        for inner in item.all_inside:
            self.recompute.touch(inner)
        self.recompute.spread_relevance(item)
        if parent.readonly:
            self.recompute.spread_readonly(item)
        if not parent.relevant:
            item.relevant = True  # type: ignore[misc]  # a slot here; made unlike its parent so that it spreads
            self.recompute.spread_relevance(item)
        self.recompute.push_all(item)
        self._moved(parent, field)
        if not self._starting:
            self.recompute.run()
            self._actions.fire_repeats(item)
        return item

    def _take_out(self, parent: Item, item: Item) -> None:
        for inner in item.all_inside:
            self.recompute.touch(inner)
        parent.remove(item)
        for inner in item.all_inside:
            inner.live = False
        self._structure = True
        self._moved(parent, item.field)
        for gone in item.all_inside:
            self.recompute.changed.pop(gone, None)

    def _moved(self, parent: Item, field: Field) -> None:
        """Tell all that reads the repeat that positions and counts may differ."""
        self.recompute.moved(parent, field)

    def resize(self, item: Item, field: Field, wanted: int) -> None:
        """Bring a counted repeat to `wanted` instances, new ones at the end, old ones gone from the end."""
        if wanted > MOST_INSTANCES:
            self.warn(StepRefused(_FULL, path=field.path, most=MOST_INSTANCES))
        wanted = min(wanted, MOST_INSTANCES)
        while len(live.instances(item, field)) < wanted:
            self._insert_quietly(item, field)
        while len(live.instances(item, field)) > wanted:
            self._take_out(item, live.instances(item, field)[-1])

    def _insert_quietly(self, parent: Item, field: Field) -> None:
        starting, self._starting = self._starting, True
        item = self._insert(parent, field)
        self._starting = starting
        if not starting:
            self._actions.fire_repeats(item)

    def offered_codes(self, item: Item) -> set[str]:
        """Return the codes a select now offers."""
        return self.world.codes(item)

    def value_changed(self, item: Item) -> None:
        """Run the actions that wait for this value."""
        if not self._starting:
            self._actions.value_changed(item)

    def warn(self, problem: UserError) -> None:
        """Keep a problem of the form for its author; the last hundred are enough."""
        if len(self.warnings) < 100:
            self.warnings.append(problem)

    def _settle(self) -> Changed:
        changed = [item for item in self.recompute.changed if item.live]
        self.recompute.changed.clear()
        self.world.forget()
        self.generation += 1
        structure, self._structure = self._structure, False
        return Changed(frozenset(map(path_of, changed)), structure)

    def recompute_all(self) -> Changed:
        """Work everything out again from nothing; the result is what the steps before already gave."""
        self.recompute.push_all(self.root)
        self.recompute.run()
        return self._settle()

    # -- what people see -----------------------------------------------------------------------------------

    def item(self, path: str) -> Item:
        """Return the live node at a path such as `/data/child[2]/name`.

        Raises:
            StepRefused: there is none.
        """
        return find(self.root, path)

    def node(self, path: str) -> NodeState:
        """Return everything there is to show of the node at `path`.

        Raises:
            StepRefused: there is none.
        """
        return state_of(self, self.item(path))

    def instances(self, path: str) -> tuple[str, ...]:
        """Return the paths of the instances of the repeat at `path`."""
        parent, field = find_repeat(self.root, path)
        return tuple(path_of(item) for item in live.instances(parent, field))

    def say(self, wording: Wording | None, item: Item, form: str = "") -> str | None:
        """Return a text of the form as read at `item`."""
        return self.world.say(wording, item, form)

    def validate(self) -> tuple[Problem, ...]:
        """Return what keeps the form from being finished, in the order of the form."""
        problems = []
        for item in self.root.all_inside:
            if item.relevant and item.field.leaf:
                violated, message = violation_of(self, item)
                if violated is not None:
                    label = self.say(item.field.control.label, item) if item.field.control else None
                    problems.append(
                        Problem(path=path_of(item), kind=violated, label=label or "", message=message)
                    )
        return tuple(problems)

    def is_select(self, item: Item) -> bool:
        """Tell whether the node is answered by choosing."""
        control = item.field.control
        return control is not None and control.kind in (
            ControlKind.SELECT,
            ControlKind.SELECT_ONE,
            ControlKind.RANK,
        )
