"""Actions: values set when a form opens, when a repeat is added, when an answer changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import UserError
from app.forms import live
from app.forms.definition import Form
from app.forms.fields import Action, Event, Field
from app.forms.live import Item
from app.forms.xpath.context import Context

if TYPE_CHECKING:
    from app.forms.session import Session

MOST_CHAIN = 50


class Actions:
    """The actions of a form, ready to run in one session."""

    def __init__(self, form: Form, session: Session) -> None:
        self.session = session
        self._all = form.actions
        self._by_source: dict[int, list[Action]] = {}
        for action in form.actions:
            if action.source is not None and Event.VALUE_CHANGED in action.events:
                self._by_source.setdefault(action.source.index, []).append(action)
        self._depth = 0

    def fire(self, *events: Event) -> None:
        """Run everything that waits for one of `events`, in the order written."""
        for action in self._all:
            if action.events.intersection(events):
                self._run_everywhere(action)
                self.session.recompute.run()

    def fire_repeats(self, item: Item) -> None:
        """Run what waits for a new instance of the repeat `item` is, or holds."""
        for inner in list(item.all_inside):
            if inner.field.repeat is not None:
                self._new_instance(inner)

    def _new_instance(self, instance: Item) -> None:
        for action in self._all:
            if Event.NEW_REPEAT in action.events and _belongs(action, instance.field):
                depth = len(instance.field.way)
                for target in live.below(instance, action.target[depth:]):
                    self._set(action, target, instance)
        self.session.recompute.run()

    def value_changed(self, item: Item) -> None:
        """Run what waits for the value of `item`."""
        found = self._by_source.get(item.field.index)
        if not found or self._depth > MOST_CHAIN:
            return
        self._depth += 1
        for action in found:
            for target in self._near(action, item):
                self._set(action, target, item)
        self._depth -= 1

    def _near(self, action: Action, item: Item) -> list[Item]:
        """Return the targets in the same repeat instances as `item`."""
        common = 0
        for one, other in zip(action.target, item.field.way, strict=False):
            if one != other:
                break
            common += 1
        anchor: Item | None = item
        for _ in range(len(item.field.way) - common):
            anchor = anchor.parent if anchor is not None else None
        return live.below(anchor, action.target[common:]) if anchor is not None else []

    def _run_everywhere(self, action: Action) -> None:
        for target in live.below(self.session.world.root, action.target):
            self._set(action, target, target)

    def _set(self, action: Action, target: Item, source: Item) -> None:
        del source
        if action.kind != "setvalue":
            return  # no positioning or recording device is assumed
        text = action.text
        if action.value is not None:
            try:
                text = action.value.text(Context(target, self.session.world))
            except UserError as failed:
                self.session.warn(failed)
                return
        self.session.recompute.store(target, "" if text == "NaN" else text)


def _belongs(action: Action, repeat: Field) -> bool:
    depth = len(repeat.way)
    inside = action.target[:depth] == repeat.way
    if action.source is not None:
        return inside and action.source is repeat
    at: Field | None = repeat
    del at
    return inside
