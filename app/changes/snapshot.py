"""A state as bytes: what a new worker gets instead of the whole log; later changes fold on top of it.

The skeleton (hash and parents of every change) stays inside, for only it can tell who had seen what.
"""

from typing import Any

import msgpack

from app.changes.change import pack
from app.changes.fact import Fact, Review
from app.changes.operation import LENGTHS
from app.changes.state import Record, State, Written, key_of

FORMAT = 1


class SnapshotTooOld(ValueError):
    """Made by a version that did not know an operation this one knows: ask for the full log instead."""


def _skeleton(state: State) -> list[int]:
    """Return the places of all changes in the one order that every node agrees on: depth, then hash."""
    depth: list[int] = []
    for parents in state.parents:
        depth.append(1 + max((depth[state.index[parent]] for parent in parents), default=0))
    return sorted(range(len(depth)), key=lambda place: (depth[place], state.order[place]))


def take(state: State) -> bytes:
    """Return the snapshot of a state; equal sets of changes give equal bytes."""
    order = _skeleton(state)
    place = {old: new for new, old in enumerate(order)}

    def written(held: list[Written]) -> list[Any]:
        return (
            sorted([place[one.index], one.value] for one in held)
            if len(held) > 1
            else [[place[held[0].index], held[0].value]]
        )

    records = {}
    for name, record in state.records.items():
        touched = sorted(place[i] for i in range(len(order)) if record.touched >> i & 1)
        records[name] = [
            record.kind,
            {key: written(held) for key, held in record.fields.items()},
            {
                key: [written(elements[element]) for element in sorted(elements, key=pack)]
                for key, elements in record.lists.items()
                if elements
            },
            touched,
            sorted(place[deletion] for deletion in record.deletions),
        ]
    return pack_deep(
        [
            FORMAT,
            [[state.order[old], sorted(state.parents[old]), *state.authors[old]] for old in order],
            records,
            [_row(fact, fact.kind) for _, fact in sorted(state.facts.items())],
            [_row(review, review.about) for _, review in sorted(state.reviews.items())],
            sorted(([hash_, list(op)] for hash_, op in state.unknown), key=pack_deep),
        ]
    )


def pack_deep(value: object) -> bytes:
    """Return msgpack with sorted keys and no limit of depth: for documents that we build ourselves."""
    return bytes(msgpack.packb(_sorted(value), use_bin_type=True))


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _sorted(value[key]) for key in sorted(value)}
    if isinstance(value, list | tuple):
        return [_sorted(item) for item in value]
    return value


def _row(one: Fact | Review, second: str | bytes) -> list[Any]:
    return [one.hash, second, one.body, one.device, one.signature, one.actor, one.wall_ms, one.change]


def restore(data: bytes) -> State:
    """Return the state of a snapshot, ready for later changes.

    Raises:
        SnapshotTooOld: it holds operations that its maker did not know and this version does.
        ValueError: not a snapshot, or of a newer format.
    """
    form, skeleton, records, facts, reviews, unknown = msgpack.unpackb(data, raw=False, strict_map_key=True)
    if form != FORMAT:
        raise ValueError(f"snapshot format {form}")
    if any(op[0] in LENGTHS for _, op in unknown):
        raise SnapshotTooOld
    state = State()
    for hash_, parents, actor, wall_ms in skeleton:
        state.enter(hash_, tuple(parents), (actor, wall_ms), [state.index[parent] for parent in parents])
    for name, (kind, fields, lists, touched, deletions) in records.items():
        state.records[name] = Record(
            kind=kind,
            fields={key: [Written(*one) for one in held] for key, held in fields.items()},
            lists={key: _elements(held) for key, held in lists.items()},
            touched=sum(1 << place for place in touched),
            deletions=list(deletions),
        )
    for hash_, second, *rest in facts:
        state.keep_fact(Fact(hash=hash_, kind=second, **_named(rest)))
    for hash_, second, *rest in reviews:
        state.keep_review(Review(hash=hash_, about=second, **_named(rest)))
    state.unknown = [(hash_, tuple(op)) for hash_, op in unknown]
    return state


def _elements(held: list[list[list[Any]]]) -> dict[str | bytes, list[Written]]:
    return {key_of(ones[0][1]): [Written(*one) for one in ones] for ones in held}


def _named(rest: list[Any]) -> dict[str, Any]:
    return dict(zip(("body", "device", "signature", "actor", "wall_ms", "change"), rest, strict=True))
