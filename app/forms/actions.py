"""Actions: values set when a form opens, when a repeat is added, when an answer changes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.errors import N_, UserError
from app.forms import live
from app.forms.definition import Form
from app.forms.errors import EvaluationFailed
from app.forms.fields import Action, Event, Way
from app.forms.live import Item
from app.forms.xpath.context import Context

if TYPE_CHECKING:
    from app.forms.session import Session

MOST_CHAIN = 50
MOST_SET_OFF = 20_000

_ENDLESS = N_("Answers of the form set each other without end; it stopped at {path} after {most} of them.")


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
        self._set_off = 0

    def fire(self, *events: Event) -> None:
        """Run everything that waits for one of `events`, in the order written."""
        for action in self._all:
            if action.events.intersection(events):
                for near in self._sources(action):
                    self._set(action, near)
                self.session.recompute.run()

    def _sources(self, action: Action) -> list[Item]:
        """Return the nodes an action is written at: each instance of its control, or the form itself."""
        source = action.source
        return [self.session.root] if source is None else live.below(self.session.world.root, source.way)

    def fire_repeats(self, item: Item) -> None:
        """Run what waits for a new instance of a repeat: `item` and every repeat instance in it."""
        for inner in list(item.all_inside):
            if inner.field.repeat is not None:
                self._new_instance(inner)

    def _new_instance(self, instance: Item) -> None:
        for action in self._all:
            if Event.NEW_REPEAT in action.events and action.source is instance.field:
                self._set(action, instance)
        self.session.recompute.run()

    def value_changed(self, item: Item) -> None:
        """Run what waits for the value of `item`."""
        found = self._by_source.get(item.field.index)
        if not found or self._depth > MOST_CHAIN:
            return
        self._depth += 1
        for action in found:
            self._set_off += 1
            if self._set_off > MOST_SET_OFF:
                self.session.warn(EvaluationFailed(_ENDLESS, path=action.path, most=MOST_SET_OFF))
                break
            self._set(action, item)
        self._depth -= 1

    def rest(self) -> None:
        """Begin to count anew: the step that set them off is done."""
        self._set_off = 0

    @staticmethod
    def _hidden(action: Action, near: Item) -> list[Item]:
        """Return the target while it is not relevant; a change of another answer sets it all the same."""
        if Event.VALUE_CHANGED not in action.events:
            return []
        common = _common(action.target, near.field.way)
        anchor: Item | None = near
        for _ in range(len(near.field.way) - common):
            anchor = anchor.parent if anchor is not None else None
        return live.below(anchor, action.target[common:]) if anchor is not None else []

    def _set(self, action: Action, near: Item) -> None:
        """Set the first relevant node the action's path reaches from `near`."""
        if action.kind != "setvalue":
            return  # no positioning or recording device is assumed
        try:
            targets = action.nodes.nodes(Context(near, self.session.world)) or self._hidden(action, near)
            if not targets or not isinstance(targets[0], Item):
                return
            text, target = action.text, targets[0]
            if action.value is not None:
                value = action.value.run(Context(target, self.session.world))
                text = self.session.recompute.written(target, value)
        except UserError as failed:
            self.session.warn(failed)
            return
        self.session.recompute.store(target, text)


def _common(one: Way, other: Way) -> int:
    """Count the leading names two ways share."""
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count
