"""From the controls of a form to the parts of a page: which widget asks what, and what stands together."""

from collections.abc import Sequence
from functools import partial

from app.forms import live
from app.forms.fields import Control, ControlKind, DataType
from app.forms.live import Item
from app.forms.state import is_note
from app.ui.forms.filling import Filling
from app.ui.forms.fitted_grid import FittedGrid
from app.ui.forms.kinds import editor_for, upload_for
from app.ui.forms.looks import looks_of
from app.ui.forms.notes import Finding, Note, Unknown, Value
from app.ui.forms.part import Part, Slot, Titled
from app.ui.forms.question import Question
from app.ui.forms.repeats import Repeating
from app.ui.says import mark

_CONTAINERS = (ControlKind.GROUP, ControlKind.REPEAT)
_NOT_HERE = frozenset({DataType.BINARY, DataType.INTENT})


def slots_of(filling: Filling, controls: Sequence[Control], near: Item) -> list[Slot]:
    """Return a place for each part that these controls make inside the instance `near`."""
    slots: list[Slot] = []
    at = 0
    while at < len(controls):
        run = _grid_run(controls, at)
        if run:
            slots.append(_grid(filling, controls[at : at + run], near))
            at += run
        else:
            slots.extend(_slots(filling, controls[at], near))
            at += 1
    return slots


def _grid_run(controls: Sequence[Control], at: int) -> int:
    """Return how many controls from `at` on make one table, 0 when they make none."""
    run = 0
    while at + run < len(controls) and _is_line(controls[at + run], first=run == 0):
        run += 1
    return run if run > 1 else 0


def _is_line(control: Control, *, first: bool) -> bool:
    """Tell whether a control stands in a table: the words on top come first, after them only lines."""
    looks = looks_of(control.appearance)
    selects = control.kind in (ControlKind.SELECT_ONE, ControlKind.SELECT)
    return selects and (looks.has("list-nolabel") or (first and looks.has("label")))


def _grid(filling: Filling, controls: Sequence[Control], near: Item) -> Slot:
    headings = [c for c in controls if looks_of(c.appearance).has("label")]
    heading = next((item for c in headings for item in items_of(c, near)), None)
    lines = [item for c in controls if c not in headings for item in items_of(c, near)]
    return Slot(
        partial(FittedGrid, filling, heading, lines), lambda: any(one.live and one.relevant for one in lines)
    )


def items_of(control: Control, near: Item) -> list[Item]:
    """Return the nodes of a control inside the instance `near`."""
    field = control.field
    return live.below(near, field.way[len(near.field.way) :]) if field is not None else []


def _slots(filling: Filling, control: Control, near: Item) -> list[Slot]:
    if control.kind is ControlKind.REPEAT:
        return [_repeat(filling, control, near)]
    if control.kind is ControlKind.GROUP:
        if control.field is not None and control.field.repeat is not None:
            return slots_of(filling, control.children, near)  # the repeat inside says the same title itself
        return [
            _group(filling, control, one) for one in (items_of(control, near) if control.field else [near])
        ]
    return [_question(filling, item) for item in items_of(control, near)]


def _question(filling: Filling, item: Item) -> Slot:
    return Slot(
        partial(part_for, filling, item), lambda: item.live and item.relevant, lambda: not _says_only(item)
    )


def _says_only(item: Item) -> bool:
    """Tell whether a node is shown without being asked."""
    control = item.field.control
    typed = control is None or control.kind is ControlKind.INPUT
    return item.readonly or (typed and (is_note(item) or item.field.binding.calculate is not None))


def _group(filling: Filling, control: Control, item: Item) -> Slot:
    inner = _findings(filling, control, item) or slots_of(filling, control.children, item)
    return Slot(
        partial(Section, filling, control, item, inner),
        lambda: item.relevant and any(slot.wanted() for slot in inner),
        lambda: any(slot.wanted() and slot.asks() for slot in inner),
    )


def _findings(filling: Filling, control: Control, item: Item) -> list[Slot]:
    """Return lines for a named group that only says things, nothing for any other group."""
    inner = [one for child in control.children for one in items_of(child, item)]
    says_only = control.label is not None and len(control.children) > 1
    if not (
        says_only and all(c.kind is ControlKind.INPUT for c in control.children) and all(map(is_note, inner))
    ):
        return []
    return [Slot(partial(Finding, filling, one), partial(_is_relevant, one), lambda: False) for one in inner]


def _is_relevant(item: Item) -> bool:
    return item.live and item.relevant


def _repeat(filling: Filling, control: Control, near: Item) -> Slot:
    field = control.field
    assert field is not None and field.parent is not None  # noqa: S101, PT018 - the form was compiled
    parents = live.below(near, field.parent.way[len(near.field.way) :])
    parent = parents[0] if parents else near

    def wanted() -> bool:
        like = live.instances(parent, field)
        may_grow = parent.relevant and filling.session.repeats.is_open(parent, field)
        return any(one.relevant for one in like) or (may_grow and not like)

    inside = partial(slots_of, filling, control.children)
    return Slot(lambda: Repeating(filling, control, parent, inside), wanted)


class Section(Titled):
    """A group inside a page: its title, and what it holds; a list of findings stands on a card of its own."""

    def __init__(self, filling: Filling, control: Control, item: Item, inner: Sequence[Slot]) -> None:
        says_only = bool(_findings(filling, control, item))
        super().__init__(
            filling,
            lambda: filling.title(control, item),
            lambda: filling.title(control, item, other=True),
            spacing=8 if says_only else 14,
        )
        if says_only:
            mark(self, look="card")
            self.box.setContentsMargins(16, 14, 16, 14)
        self.set_slots(inner)


def part_for(filling: Filling, item: Item) -> Part:
    """Return what shows one node: a note, a live value, a question, or the sign that it cannot be asked here."""
    control = item.field.control
    kind = control.kind if control else ControlKind.INPUT
    if kind is ControlKind.INPUT and is_note(item):
        return Note(filling, item)
    if kind is ControlKind.UPLOAD and filling.files is not None:
        return Question(filling, item, partial(upload_for, filling, item, filling.files))
    if kind is ControlKind.UPLOAD or item.field.type in _NOT_HERE:
        return Unknown(filling, item)
    if kind is ControlKind.INPUT and item.field.binding.calculate is not None:
        return Value(filling, item)
    return Question(filling, item, partial(editor_for, item))
