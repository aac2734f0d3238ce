"""One filling of a form: its values, what follows from them, and what people may do next."""

from __future__ import annotations

import random as chance
import uuid
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from app.errors import N_, UserError
from app.forms import answers as documents
from app.forms import live, preloads
from app.forms.actions import Actions
from app.forms.casts import fits, within
from app.forms.definition import Form
from app.forms.errors import StepRefused
from app.forms.fields import ControlKind, Event, Field, Wording
from app.forms.live import Item, path_of
from app.forms.paths import find, find_repeat
from app.forms.recompute import Recompute
from app.forms.repeats import Repeats
from app.forms.state import NodeState, Problem, problems_of, state_of
from app.forms.wording import SessionWorld

MOST_WARNINGS = 100

_SPEAKING = frozenset({"jr:choice-name", "jr:itext", "format-date", "format-date-time"})

_READONLY = N_("{path} cannot be changed here; it was left as it is.")
_NO_LANGUAGE = N_("The form has no language “{language}”.")


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
    sets offered in memory by name, a record or a list of records, such as the case the form is about; `properties`
    answer `jr:preload="property"`. `dropped` lists answers the form no longer has a place for.
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
        self.form = form
        self.properties = dict(properties or {})
        self.warnings: list[UserError] = []
        self._said: set[tuple[str, tuple[tuple[str, object], ...]]] = set()
        self.dropped: list[str] = []
        self.new_uuid = new_uuid
        self.generation = 0
        self.starting = True
        self.fresh = answers is None
        self.root = live.grow(form.root, form.root.template, new_uuid, form.numbers.calendar)
        self.world = SessionWorld(
            form,
            live.top_for(self.root),
            clock=clock,
            new_uuid=new_uuid,
            random=random,
            instances=dict(instances or {}),
            warn=self.warn,
            properties=self.properties,
        )
        self.recompute = Recompute(form, self.world, self)
        self.actions = Actions(form, self)
        self.repeats = Repeats(self)
        if language is not None:
            self._speak(language)
        if answers is not None:
            documents.fill(self, answers)
        self._begin()

    def _begin(self) -> None:
        fresh = self.fresh
        preloads.apply(self, fresh=fresh)
        self.recompute.push_all(self.root)
        self.recompute.run()
        self.starting = self.fresh = False
        if fresh:
            self.actions.fire(Event.FIRST_LOAD, Event.LOAD, Event.READY)
        else:
            self.actions.fire(Event.LOAD)
        self._settle()

    # -- what people do ------------------------------------------------------------------------------------

    def set(self, path: str, value: str) -> Changed:
        """Answer the question at `path` and return what changed. What is no value of its type leaves it empty.

        Raises:
            StepRefused: there is no such question, or it is read-only.
        """
        item = self.item(path)
        if item.readonly or not item.field.leaf:
            raise StepRefused(_READONLY, path=path)
        whole = value.encode(errors="replace").decode()  # half a letter could never be written down
        self.recompute.store(item, self.accepted(item, whole))
        return self._follow()

    def accepted(self, item: Item, value: str) -> str:
        """Return an answer as it will be kept: offered codes in the order of the choices, values of the type."""
        control = item.field.control
        if control is not None and self.is_select(item):
            chosen, offered = control.codes_in(value), self.world.codes(item)
            if control.kind is ControlKind.SELECT:
                return " ".join(code for code in offered if code in chosen)
            return " ".join(code for code in dict.fromkeys(chosen) if code in offered)
        if (
            control is not None
            and control.kind is ControlKind.RANGE
            and not within(value, control.attributes)
        ):
            return ""
        return value if fits(value, item.field.type, self.form.numbers.calendar) else ""

    def add(self, path: str) -> Changed:
        """Add an instance at the end of the repeat at `path`.

        Raises:
            StepRefused: there is no such repeat, it is counted or fixed, or it is full.
        """
        self.repeats.add(path)
        return self._follow()

    def remove(self, path: str, position: int) -> Changed:
        """Remove the instance at `position` (from 0) of the repeat at `path`.

        Raises:
            StepRefused: there is no such instance, or the repeat is counted or fixed.
        """
        self.repeats.remove(path, position)
        return self._follow()

    def put_back(self, path: str, item: Item, position: int) -> Changed:
        """Put a removed instance back to its old place, with all its answers: the undoing of `remove`.

        Raises:
            StepRefused: the repeat is counted, fixed or full.
        """
        self.repeats.put_back(path, item, position)
        return self._follow()

    def finish(self) -> Changed:
        """Write what the form wants written when it is finished, such as the moment."""
        preloads.finish(self)
        return self._follow()

    def can_change_count(self, path: str) -> bool:
        """Tell whether people may add and remove instances of the repeat at `path`."""
        return self.repeats.is_open(*find_repeat(self.root, path))

    @property
    def language(self) -> str | None:
        """The language texts are read in; setting it loses no answer."""
        return self.world.language

    @language.setter
    def language(self, language: str | None) -> None:
        self._speak(language)
        self.world.forget()
        for trigger in self.form.triggers:
            if trigger.compiled.functions & _SPEAKING:
                for item in live.below(self.world.root, trigger.field.way):
                    self.recompute.push(trigger.rank, item)
        self._follow()

    def _speak(self, language: str | None) -> None:
        if language is not None and language not in self.form.languages:
            raise StepRefused(_NO_LANGUAGE, language=language)
        self.world.language = language

    # -- what the engine does ------------------------------------------------------------------------------

    def new_instance(self, field: Field) -> Item:
        """Return a fresh instance of a repeat, not yet in its place."""
        return self.repeats.new(field)

    def resize(self, item: Item, field: Field, wanted: int) -> None:
        """Bring a counted repeat to `wanted` instances."""
        self.repeats.resize(item, field, wanted)

    def offered_codes(self, item: Item) -> list[str]:
        """Return the codes a select now offers."""
        return self.world.codes(item)

    def value_changed(self, item: Item) -> None:
        """Run the actions that wait for this value."""
        if not self.starting:
            self.actions.value_changed(item)

    def warn(self, problem: UserError) -> None:
        """Keep a problem of the form for its author, each once; the first ones are enough."""
        said = (problem.sentence, tuple(problem.fields.items()))
        if said not in self._said and len(self.warnings) < MOST_WARNINGS:
            self._said.add(said)
            self.warnings.append(problem)

    def _follow(self) -> Changed:
        self.recompute.run()
        return self._settle()

    def _settle(self) -> Changed:
        changed = frozenset(path_of(item) for item in self.recompute.changed if item.live)
        self.recompute.changed.clear()
        self.world.forget()
        self.actions.rest()
        self.generation += 1
        structure, self.repeats.structure = self.repeats.structure, False
        return Changed(changed, structure)

    def recompute_all(self) -> Changed:
        """Work everything out again from nothing; the result is what the steps before already gave."""
        self.recompute.push_all(self.root)
        return self._follow()

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

    def node_in(self, path: str, language: str) -> NodeState:
        """Return a node's state with its texts in another language, to show two side by side.

        Raises:
            StepRefused: there is no such node or language.
        """
        if language not in self.form.languages:
            raise StepRefused(_NO_LANGUAGE, language=language)
        with self.world.speaking(language):
            return self.node(path)

    def accepts(self, path: str, value: str) -> bool:
        """Tell whether an answer would be kept as it is meant; asked while it is typed, nothing changes.

        Raises:
            StepRefused: there is no such question.
        """
        return not value.strip() or self.accepted(self.item(path), value) != ""

    def instances(self, path: str) -> tuple[str, ...]:
        """Return the paths of the instances of the repeat at `path`."""
        return tuple(path_of(item) for item in live.instances(*find_repeat(self.root, path)))

    def say(self, wording: Wording | None, item: Item, form: str = "") -> str | None:
        """Return a text of the form as read at `item`."""
        return self.world.say(wording, item, form)

    def validate(self) -> tuple[Problem, ...]:
        """Return what keeps the form from being finished, in the order of the form."""
        return problems_of(self)

    def is_select(self, item: Item) -> bool:
        """Tell whether the node is answered by choosing."""
        control = item.field.control
        return control is not None and control.chooses
