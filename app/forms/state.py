"""What a screen shows of one node, and why an answer does not pass."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from app.errors import UserError
from app.forms.casts import fits
from app.forms.fields import ControlKind
from app.forms.live import Item, path_of
from app.forms.xpath.context import Context

if TYPE_CHECKING:
    from app.forms.session import Session


class Violation(StrEnum):
    """The four reasons an answer does not pass."""

    REQUIRED = "required"
    TYPE = "type"
    CHOICE = "choice"
    CONSTRAINT = "constraint"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing to put right before the form can be finished."""

    path: str
    kind: Violation
    label: str
    message: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeState:
    """One node as people see it now. `value` is the XForms text; `options` are (code, label) in order."""

    path: str
    type: str
    data_type: str
    value: str
    relevant: bool
    readonly: bool
    required: bool
    valid: bool
    violated: Violation | None
    label: str | None
    hint: str | None
    guidance: str | None
    short_label: str | None
    media: dict[str, str]
    options: tuple[tuple[str, str], ...]
    constraint_message: str | None
    required_message: str | None
    appearance: str
    parameters: dict[str, str]
    row: str

    @property
    def chosen(self) -> tuple[str, ...]:
        """The codes that are chosen: several stand with spaces between them, the code of one may hold spaces itself."""
        return (self.value,) if self.value in dict(self.options) else tuple(self.value.split())


_MEDIA = ("image", "big-image", "audio", "video")


def kind_of(item: Item) -> str:
    """Return what sort of node this is: root, group, repeat-instance, model-value, note, or its control."""
    field = item.field
    if item.parent is None or not isinstance(item.parent, Item):
        return "root"
    if field.repeat is not None:
        return "repeat-instance"
    if field.children:
        return "group"
    control = field.control
    if control is None:
        return "model-value"
    if control.kind in (ControlKind.SELECT, ControlKind.SELECT_ONE):
        return "select"
    if control.kind is ControlKind.INPUT and is_note(item):
        return "note"
    return control.kind.value


def is_note(item: Item) -> bool:
    """Tell whether an input only shows its label: a text that is always read-only."""
    readonly = item.field.binding.readonly
    constant = readonly is not None and readonly.expression.strip() == "true()"
    return constant and item.field.type == "string" and not item.field.calculated


def violation_of(session: Session, item: Item) -> tuple[Violation | None, str | None]:
    """Return why the value of a relevant leaf does not pass, with the form's own message, or None twice."""
    if not item.relevant or not item.field.leaf:
        return None, None
    field, binding = item.field, item.field.binding
    if not item.text:
        return (
            (Violation.REQUIRED, session.say(binding.required_text, item)) if item.required else (None, None)
        )
    if not fits(item.text, field.type, session.form.numbers.calendar):
        return Violation.TYPE, None
    if binding.constraint is not None and not _holds(session, item):
        return Violation.CONSTRAINT, session.say(binding.constraint_text, item)
    if _is_not_offered(session, item):
        return Violation.CHOICE, None
    return None, None


def _is_not_offered(session: Session, item: Item) -> bool:
    control = item.field.control
    if control is None or not session.is_select(item):
        return False
    return not set(control.codes_in(item.text)) <= set(dict(session.world.options(item)))


def _holds(session: Session, item: Item) -> bool:
    constraint = item.field.binding.constraint
    try:
        return constraint is None or constraint.boolean(Context(item, session.world))
    except UserError as failed:
        session.warn(failed)
        return True


def problems_of(session: Session) -> tuple[Problem, ...]:
    """Return what keeps the form from being finished, in the order of the form."""
    problems = []
    for item in session.root.all_inside:
        violated, message = violation_of(session, item)
        if violated is not None:
            label = session.say(item.field.control.label, item) if item.field.control else None
            problems.append(Problem(path=path_of(item), kind=violated, label=label or "", message=message))
    return tuple(problems)


def state_of(session: Session, item: Item) -> NodeState:
    """Return the state of one node."""
    field, control = item.field, item.field.control
    violated, message = violation_of(session, item)
    label = control.label if control else None
    hint = control.hint if control else None
    media = {name: text for name in _MEDIA if (text := session.say(label, item, name))}
    return NodeState(
        path=path_of(item),
        type=kind_of(item),
        data_type=field.type,
        value=item.string() if field.leaf else "",
        relevant=item.relevant,
        readonly=item.readonly,
        required=item.required,
        valid=violated is None,
        violated=violated,
        label=session.say(label, item),
        hint=session.say(hint, item),
        guidance=session.say(hint, item, "guidance") or session.say(label, item, "guidance"),
        short_label=session.say(label, item, "short"),
        media=media,
        options=tuple(session.world.options(item)) if session.is_select(item) else (),
        constraint_message=message if violated is Violation.CONSTRAINT else None,
        required_message=message if violated is Violation.REQUIRED else None,
        appearance=control.appearance if control else "",
        parameters=dict(control.attributes) if control else {},
        row=item.row,
    )
