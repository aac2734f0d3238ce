"""The fold: many changes of one stream into one state, whatever order they came in.

One sentence per rule:
- A field keeps every value that no later author, who had seen it, has replaced.
- A list keeps every element that somebody added and nobody, who had seen that addition, has removed.
- A record is in the trash when somebody deleted it having seen every other operation on it.
- A fact or a review, once there, stays as it is; nobody who has seen it can put another signature under it.
- Within one Save, a later operation has seen the earlier ones.
- No clock takes part: wall time only orders what is listed.

Ancestors are bit sets: bit i of `_seen[j]` says that change i is j itself or among its ancestors.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from app.changes.change import Change, pack
from app.changes.fact import Fact, Review, reviewed, submitted
from app.changes.operation import FILES_FIELD, LINK_KIND, LINKED_FIELD, OWNER_FIELD, Code, Operation, Value

# Plain numbers: comparing with an enumeration's members costs four times as much, once for every operation.
_SET, _ADD, _REM, _SUBMIT, _REVIEW = (
    int(code) for code in (Code.SET, Code.ADD, Code.REM, Code.SUBMIT, Code.REVIEW)
)


class MissingParent(LookupError):
    """A change names a parent that is not in the state yet; it has to wait."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """One of the values a field holds: what it is, who wrote it, when (UTC milliseconds), and in which change."""

    value: Value
    actor: str
    wall_ms: int
    change: bytes


@dataclass(slots=True)
class Written:
    """A value and the index of the change that wrote it."""

    index: int
    value: Value


@dataclass(slots=True)
class Record:
    """One record of a stream while it is being folded; read it through `State`."""

    kind: str
    fields: dict[str, list[Written]] = field(default_factory=dict)
    lists: dict[str, dict[str | bytes, list[Written]]] = field(default_factory=dict)
    touched: int = 0
    deletions: list[int] = field(default_factory=list)


class State:
    """What a set of changes of one stream means. Grows by `add`, in any order that puts parents first."""

    def __init__(self) -> None:
        self.index: dict[bytes, int] = {}
        self.order: list[bytes] = []
        self.parents: list[tuple[bytes, ...]] = []
        self.authors: list[tuple[str, int]] = []
        self.seen: list[int] = []
        self.records: dict[str, Record] = {}
        self.facts: dict[bytes, Fact] = {}
        self.reviews: dict[bytes, Review] = {}
        self.unknown: list[tuple[bytes, Operation]] = []
        self._heads: set[bytes] = set()

    def __contains__(self, hash_: bytes) -> bool:
        """Tell whether the change of that hash is folded in."""
        return hash_ in self.index

    @property
    def heads(self) -> tuple[bytes, ...]:
        """The changes that no other change has seen, sorted: what the next author has seen."""
        return tuple(sorted(self._heads))

    def add(self, change: Change) -> bool:
        """Fold one change in; return False when it was there already.

        Raises:
            MissingParent: a parent is not folded in yet; nothing has changed.
        """
        if change.hash in self.index:
            return False
        try:
            above = [self.index[parent] for parent in change.parents]
        except KeyError:
            raise MissingParent from None
        me = self.enter(change.hash, change.parents, (change.actor, change.wall_ms), above)
        for op in change.ops:
            self._apply(me, op, change)
        return True

    def enter(
        self, hash_: bytes, parents: tuple[bytes, ...], author: tuple[str, int], above: Iterable[int]
    ) -> int:
        """Give the change its place among the others (`above`: its parents' places); return that place."""
        me = len(self.seen)
        seen = 1 << me
        for parent in above:
            seen |= self.seen[parent]
        self.index[hash_] = me
        self.order.append(hash_)
        self.parents.append(parents)
        self.authors.append(author)
        self.seen.append(seen)
        self._heads.difference_update(parents)
        self._heads.add(hash_)
        return me

    def _apply(self, me: int, op: Operation, change: Change) -> None:
        code: Any = op[0]
        if code == _SET:
            self._set(me, op[1], op[2], op[3], op[4])
        elif code == _ADD:
            self._list_add(me, *op[1:5])
        elif code == _REM:
            self._list_remove(me, *op[1:5])
        elif code == _SUBMIT:
            self.keep_fact(submitted(op, change))
        elif code == _REVIEW:
            self.keep_review(reviewed(op, change))
        else:
            self._apply_seldom(me, op, change)

    def _apply_seldom(self, me: int, op: Operation, change: Change) -> None:
        code: Any = op[0]
        if code == Code.DEL:
            self._delete(me, *op[1:3])
        elif code == Code.ASSIGN:
            self._set(me, op[1], op[2], OWNER_FIELD, op[3])
        elif code == Code.LINK:
            self._list_add(me, op[1], LINK_KIND, LINKED_FIELD, op[2])
        elif code == Code.UNLINK:
            self._list_remove(me, op[1], LINK_KIND, LINKED_FIELD, op[2])
        elif code == Code.ATTACH:
            self._list_add(me, op[1], op[2], FILES_FIELD, op[3])
        else:
            self.unknown.append((change.hash, op))

    def _touch(self, me: int, record: Any, kind: Any) -> Record:
        found = self.records.get(record)
        if found is None:
            found = self.records[record] = Record(kind)
        elif kind != found.kind:
            found.kind = _one_kind(found.kind, kind)
        found.touched |= 1 << me
        if found.deletions:
            seen = self.seen[me]
            found.deletions = [d for d in found.deletions if not seen >> d & 1]
        return found

    def _set(self, me: int, record: Any, kind: Any, name: Any, value: Any) -> None:
        fields = self._touch(me, record, kind).fields
        held = fields.get(name)
        if held is None:
            fields[name] = [Written(me, value)]
            return
        seen = self.seen[me]
        kept = [written for written in held if not seen >> written.index & 1]
        kept.append(Written(me, value))
        fields[name] = kept

    def _list_add(self, me: int, record: Any, kind: Any, name: Any, element: Any) -> None:
        elements = self._touch(me, record, kind).lists.setdefault(name, {})
        elements.setdefault(key_of(element), []).append(Written(me, element))

    def _list_remove(self, me: int, record: Any, kind: Any, name: Any, element: Any) -> None:
        elements = self._touch(me, record, kind).lists.setdefault(name, {})
        seen = self.seen[me]
        key = key_of(element)
        kept = [written for written in elements.get(key, ()) if not seen >> written.index & 1]
        if kept:
            elements[key] = kept
        else:
            elements.pop(key, None)

    def _delete(self, me: int, record: Any, kind: Any) -> None:
        found = self.records.setdefault(record, Record(kind))
        found.kind = _one_kind(found.kind, kind)
        found.deletions.append(me)

    def keep_fact(self, fact: Fact) -> None:
        """Keep a fact; of the same fact in two changes the earlier one, in any order."""
        held = self.facts.get(fact.hash)
        if held is None or self._rank(fact.change) < self._rank(held.change):
            self.facts[fact.hash] = fact

    def keep_review(self, review: Review) -> None:
        """Keep a review; of the same one in two changes the earlier one, in any order."""
        held = self.reviews.get(review.hash)
        if held is None or self._rank(review.change) < self._rank(held.change):
            self.reviews[review.hash] = review

    def _rank(self, hash_: bytes) -> tuple[int, bytes]:
        # Whoever has seen a change has seen more than that change had: so nobody puts another signature under what he got.
        return self.seen[self.index[hash_]].bit_count(), hash_

    def candidates(self, record: str, name: str) -> tuple[Candidate, ...]:
        """Return the different values that field holds, newest wall time first; two or more are a conflict."""
        found = self.records.get(record)
        return self._listed(found.fields.get(name, ())) if found else ()

    def _listed(self, held: Iterable[Written]) -> tuple[Candidate, ...]:
        by_value: dict[bytes, Candidate] = {}
        for written in held:
            actor, wall_ms = self.authors[written.index]
            one = Candidate(
                value=written.value, actor=actor, wall_ms=wall_ms, change=self.order[written.index]
            )
            key = pack(written.value)
            other = by_value.get(key)
            if other is None or (one.wall_ms, one.change) > (other.wall_ms, other.change):
                by_value[key] = one
        return tuple(sorted(by_value.values(), key=lambda one: (-one.wall_ms, one.change)))

    def is_deleted(self, record: str) -> bool:
        """Tell whether the record is in the trash."""
        found = self.records[record]
        return any(not found.touched & ~self.seen[deletion] for deletion in found.deletions)

    def is_flagged(self, record: str) -> bool:
        """Tell whether somebody deleted the record while somebody else was editing it: it stays, and is shown so."""
        return bool(self.records[record].deletions) and not self.is_deleted(record)

    def conflicts(self) -> Iterator[tuple[str, str, tuple[Candidate, ...]]]:
        """Yield (record, field, candidates) of every field that holds two or more different values."""
        for record in sorted(self.records):
            if self.is_deleted(record):
                continue
            for name, held in sorted(self.records[record].fields.items()):
                if len(held) > 1 and len(listed := self._listed(held)) > 1:
                    yield record, name, listed


def _one_kind(first: Any, second: Any) -> Any:
    """Return the kind of a record that two operations call differently; a link says nothing of what it joins."""
    # Two authors gave one identifier to two kinds: any rule will do that no order can change.
    return min(first, second, key=lambda kind: (kind == LINK_KIND, kind))


def key_of(element: Value) -> str | bytes:
    """Return what makes a list element the same element in two changes."""
    return element if type(element) is str else pack(element)


def fold(changes: Iterable[Change], start: State | None = None) -> tuple[State, list[Change]]:
    """Fold `changes`, in whatever order, into `start` (grown in place) or a new state.

    Returns the state and the changes whose parents are not known yet (pending).
    """
    state = start or State()
    waiting = list(changes)
    while waiting:
        later = []
        for change in waiting:
            try:
                state.add(change)
            except MissingParent:
                later.append(change)
        if len(later) == len(waiting):
            break
        waiting = later
    return state, waiting
