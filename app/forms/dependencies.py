"""Which expression must be worked out before which: references, edges, ranks, cycles."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

from app.errors import N_
from app.forms.errors import FormRefused
from app.forms.fields import Field, Reader, Way
from app.forms.model import Model
from app.forms.xpath.compile import Compiled
from app.forms.xpath.places import ANY, DEEP, Reference

_CYCLE = N_("The form goes round in a circle: {paths} need each other's values.")


class Role(IntEnum):
    """What a trigger works out; among equals, in this order."""

    RELEVANT = 0
    COUNT = 1
    CALCULATE = 2
    ITEMS = 3
    READONLY = 4
    REQUIRED = 5


@dataclass(slots=True, eq=False)
class Trigger:
    """An expression that is worked out again whenever something it reads has changed."""

    role: Role
    field: Field
    compiled: Compiled
    rank: int = 0
    circular: bool = False


def triggers_of(model: Model) -> list[Trigger]:
    """Return all triggers of a form in the order they must run, and enter the readers of every field.

    Raises:
        FormRefused: values of one and the same instance need each other.
    """
    triggers = [trigger for field in model.fields for trigger in _of_field(field)]
    reads = [_reads(model, trigger) for trigger in triggers]
    writers = _writers(triggers)
    edges = [
        [(w, s) for field, s in read for w in writers.get(field.index, ()) if w != t or s is not None]
        for t, read in enumerate(reads)
    ]
    _refuse_self_reading(triggers, reads)
    order = _ranked(triggers, edges)
    for rank, t in enumerate(order):
        triggers[t].rank = rank
    for t, read in enumerate(reads):
        for field, shared in read:
            field.readers.append(Reader(triggers[t].rank, shared))
    ranked = [triggers[t] for t in order]
    for trigger in ranked:
        trigger.field.triggers.append(trigger.rank)
    return ranked


def _of_field(field: Field) -> Iterable[Trigger]:
    binding = field.binding
    if binding.relevant is not None:
        yield Trigger(Role.RELEVANT, field, binding.relevant)
    if field.repeat is not None and field.repeat.count is not None:
        yield Trigger(Role.COUNT, field, field.repeat.count)
    if binding.calculate is not None:
        yield Trigger(Role.CALCULATE, field, binding.calculate)
    control = field.control
    if control is not None and control.itemset is not None:
        yield Trigger(Role.ITEMS, field, control.itemset.nodes)
    if binding.readonly is not None:
        yield Trigger(Role.READONLY, field, binding.readonly)
    if binding.required is not None:
        yield Trigger(Role.REQUIRED, field, binding.required)


def _reads(model: Model, trigger: Trigger) -> list[tuple[Field, int]]:
    found: dict[int, tuple[Field, int]] = {}
    own = trigger.field.way
    for reference in trigger.compiled.references:
        for field in _fields_at(model, reference, own, whole=trigger.role is Role.ITEMS):
            shared = min(
                reference.shared, found[field.index][1] if field.index in found else reference.shared
            )
            found[field.index] = (field, shared)
    return list(found.values())


def _fields_at(model: Model, reference: Reference, own: Way, *, whole: bool) -> list[Field]:
    """Return what a path reads: with a group all that is in it, but for a group around the asking node itself.

    Who asks for its own group wants to know its place or whether it is there; all else would be a circle.
    """
    way = reference.way
    if ANY not in way and DEEP not in way and not any(name in ("@*",) for name in way):
        field = model.by_way.get(way)
        if field is None or (len(way) < len(own) and own[: len(way)] == way):
            return [] if field is None else [field]
        return [field, *(_all_inside(field) if whole else _inside(field))]
    return [field for field in model.fields if _matches(way, field.way)]


def _inside(field: Field) -> list[Field]:
    """A group's text is made of all that is in it; a repeat is mostly counted, which its nodes do not change."""
    if field.repeat is not None or not field.children:
        return []
    return [inner for child in field.children for inner in (child, *_inside(child))]


def _matches(pattern: Way, way: Way) -> bool:
    if not pattern:
        return not way
    if pattern[0] == DEEP:
        return any(_matches(pattern[1:], way[n:]) for n in range(len(way) + 1)) or len(pattern) == 1
    return bool(way) and pattern[0] in (ANY, way[0]) and _matches(pattern[1:], way[1:])


def _writers(triggers: list[Trigger]) -> dict[int, list[int]]:
    writers: dict[int, list[int]] = {}
    for t, trigger in enumerate(triggers):
        if trigger.role in (Role.READONLY, Role.REQUIRED):
            continue
        fields = [trigger.field]
        if trigger.role in (Role.RELEVANT, Role.COUNT):
            fields += _all_inside(trigger.field)
        for field in fields:
            writers.setdefault(field.index, []).append(t)
    return writers


def _all_inside(field: Field) -> list[Field]:
    return [inner for child in field.children for inner in (child, *_all_inside(child))]


def _refuse_self_reading(triggers: list[Trigger], reads: list[list[tuple[Field, int]]]) -> None:
    for trigger, read in zip(triggers, reads, strict=True):
        if trigger.role in (Role.ITEMS, Role.COUNT):
            continue
        for field, shared in read:
            if field is trigger.field and shared >= len(field.way):
                raise FormRefused(_CYCLE, paths=field.path)


def _ranked(triggers: list[Trigger], edges: list[list[tuple[int, int]]]) -> list[int]:
    """Return the triggers so that each follows those it needs; circles that JavaRosa refuses are refused."""
    order: list[int] = []
    for circle in _circles([[w for w, _ in edge] for edge in edges]):
        own = [w for t in circle for w, s in edges[t] if w in circle and _is_own(triggers[t], triggers[w], s)]
        looping = len(circle) > 1 or circle[0] in [w for w, _ in edges[circle[0]]]
        if looping:
            if own and _closed(circle, triggers, edges):
                paths = ", ".join(sorted({triggers[t].field.path for t in circle}))
                raise FormRefused(_CYCLE, paths=paths)
            for t in circle:
                triggers[t].circular = True
        order.extend(sorted(circle, key=lambda t: (triggers[t].role, t)))
    return order


def _is_own(reader: Trigger, writer: Trigger, shared: int) -> bool:
    """Tell whether what is read is in the reader's own instance of every repeat the two share."""
    depth = 0
    for level, (one, other) in enumerate(zip(reader.field.way, writer.field.way, strict=False), 1):
        if one != other:
            break
        depth = level
    at: Field | None = reader.field
    while at is not None:
        if at.repeat is not None and len(at.way) <= depth and len(at.way) > shared:
            return False
        at = at.parent
    return True


def _closed(circle: list[int], triggers: list[Trigger], edges: list[list[tuple[int, int]]]) -> bool:
    """Tell whether the circle still closes when only edges within one instance count."""
    inside = {t: i for i, t in enumerate(circle)}
    own = [
        [inside[w] for w, s in edges[t] if w in inside and _is_own(triggers[t], triggers[w], s)]
        for t in circle
    ]
    return any(len(ring) > 1 or ring[0] in own[ring[0]] for ring in _circles(own))


def _circles(needs: list[list[int]]) -> list[list[int]]:
    """Return strongly connected groups, each after those it needs (Tarjan's algorithm, without recursion)."""
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    stack: list[int] = []
    on_stack: set[int] = set()
    groups: list[list[int]] = []
    for start in range(len(needs)):
        if start in index:
            continue
        work = [(start, iter(needs[start]))]
        index[start] = low[start] = len(index)
        stack.append(start)
        on_stack.add(start)
        while work:
            node, rest = work[-1]
            for other in rest:
                if other not in index:
                    index[other] = low[other] = len(index)
                    stack.append(other)
                    on_stack.add(other)
                    work.append((other, iter(needs[other])))
                    break
                if other in on_stack:
                    low[node] = min(low[node], index[other])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    cut = stack.index(node)
                    groups.append(stack[cut:])
                    on_stack.difference_update(stack[cut:])
                    del stack[cut:]
    return groups
