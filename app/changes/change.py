"""A change: one Save, immutable, named by the hash of its bytes.

Wire form: msgpack array `[format, stream, replica, n, parents[], wall_ms, actor, ops[], schema]`, stored and forwarded byte for
byte. Source: docs/bundle-format.md.
"""

import hashlib
import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import msgpack

from app.changes.operation import LENGTHS, Operation

FORMAT = 1
SCHEMA = 1
HASH_BYTES = 32
MAX_BYTES = 256 * 1024
MAX_PARENTS = 64
MAX_TEXT_BYTES = 64 * 1024
MAX_NUMBER = 2**63 - 1  # what a database takes
_MAX_DEPTH = 8


class MalformedChange(ValueError):
    """These bytes are not a change; the text says which part is wrong and holds no value of it."""


class NewerChange(MalformedChange):
    """A change in a format that only a newer version reads."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Change:
    """One Save: operations on one stream, and the heads its author had seen (`parents`)."""

    stream: str
    replica: str
    n: int
    parents: tuple[bytes, ...]
    wall_ms: int
    actor: str
    ops: tuple[Operation, ...]
    schema: int
    body: bytes
    hash: bytes

    def __eq__(self, other: object) -> bool:
        """Two changes are the same when their hashes are."""
        return isinstance(other, Change) and self.hash == other.hash

    def __hash__(self) -> int:
        """Return a number made from the hash of the bytes."""
        return hash(self.hash)


def digest(body: bytes) -> bytes:
    """Return BLAKE2b-256 of `body`: the identity of changes and facts."""
    return hashlib.blake2b(body, digest_size=HASH_BYTES).digest()


def make(
    *,
    stream: str,
    replica: str,
    n: int,
    parents: Iterable[bytes],
    wall_ms: int,
    actor: str,
    ops: Sequence[Operation],
    schema: int = SCHEMA,
) -> Change:
    """Return a new change. `parents` are the heads its author had seen; `wall_ms` is UTC milliseconds.

    Raises:
        MalformedChange: when a value cannot be in a change, or it is larger than `MAX_BYTES`.
    """
    body = pack([FORMAT, stream, replica, n, sorted(parents), wall_ms, actor, list(ops), schema])
    return parse(body)


def pack(value: object) -> bytes:
    """Return the one msgpack form of `value`: shortest forms, map keys sorted, no floats."""
    return cast("bytes", msgpack.packb(_plain(value, _MAX_DEPTH), use_bin_type=True))


def _plain(value: object, depth: int) -> object:
    if depth == 0:
        raise MalformedChange("nested too deeply")
    if value is None or isinstance(value, str | bytes | int):
        return value
    if isinstance(value, list | tuple):
        return [_plain(item, depth - 1) for item in value]
    if isinstance(value, dict):
        if any(type(key) is not str for key in value):
            raise MalformedChange("a key that is no text")
        return {key: _plain(value[key], depth - 1) for key in sorted(value)}
    raise MalformedChange(f"a value of type {type(value).__name__}")


def parse(body: bytes) -> Change:
    """Return the change in `body`.

    Raises:
        NewerChange: a format this version does not read.
        MalformedChange: anything that is not the one canonical form of a change.
    """
    if len(body) > MAX_BYTES:
        raise MalformedChange("larger than a change may be")
    try:
        fields = msgpack.unpackb(body, raw=False, strict_map_key=True, use_list=True)
        again = pack(fields)
    except MalformedChange:
        raise
    except (ValueError, TypeError, OverflowError, RecursionError, msgpack.UnpackException) as problem:
        raise MalformedChange(f"not msgpack: {type(problem).__name__}") from None
    if isinstance(fields, list) and fields and type(fields[0]) is int and fields[0] > FORMAT:
        raise NewerChange(f"format {fields[0]}")
    if again != body:
        raise MalformedChange("not in the one canonical form")
    return _checked(fields, body)


def _checked(fields: Any, body: bytes) -> Change:
    if not isinstance(fields, list) or len(fields) != 9:
        raise MalformedChange("not an array of nine")
    form, stream, replica, n, parents, wall_ms, actor, ops, schema = fields
    numbers = (form, n, wall_ms, schema)
    if any(type(number) is not int or not 0 <= number <= MAX_NUMBER for number in numbers) or form != FORMAT:
        raise MalformedChange("a number field")
    if any(type(word) is not str or not 0 < len(word) <= 80 for word in (stream, replica, actor)):
        raise MalformedChange("a name field")
    if type(parents) is not list or len(parents) > MAX_PARENTS:
        raise MalformedChange("parents")
    if any(type(parent) is not bytes or len(parent) != HASH_BYTES for parent in parents):
        raise MalformedChange("a parent")
    if any(first >= second for first, second in itertools.pairwise(parents)):
        raise MalformedChange("parents not sorted")
    return Change(
        stream=stream,
        replica=replica,
        n=n,
        parents=tuple(parents),
        wall_ms=wall_ms,
        actor=actor,
        ops=tuple(_operation(op) for op in _list(ops)),
        schema=schema,
        body=body,
        hash=digest(body),
    )


def _list(ops: Any) -> list[Any]:
    if type(ops) is not list or not ops:
        raise MalformedChange("operations")
    return ops


def _operation(op: Any) -> Operation:
    if type(op) is not list or not op or type(op[0]) is not int:
        raise MalformedChange("an operation")
    known = LENGTHS.get(op[0])
    if known is None:
        return tuple(op)  # kept and forwarded: a newer version knows what it means
    if len(op) != known:
        raise MalformedChange("an operation's length")
    _NAMES[op[0]](op)
    if any(type(item) is str and len(item) > MAX_TEXT_BYTES for item in op):
        raise MalformedChange("a text larger than a field may be")
    return tuple(op)


def _named(*places: int) -> Any:
    def check(op: list[Any]) -> None:
        if any(type(op[place]) is not str or not 0 < len(op[place]) <= 80 for place in places):
            raise MalformedChange("an operation's names")

    return check


def _submitted(op: list[Any]) -> None:
    _named(1, 3)(op)
    if type(op[2]) is not bytes or type(op[4]) is not bytes:
        raise MalformedChange("a fact")


def _reviewed(op: list[Any]) -> None:
    _named(3)(op)
    if (
        type(op[1]) is not bytes
        or len(op[1]) != HASH_BYTES
        or type(op[2]) is not bytes
        or type(op[4]) is not bytes
    ):
        raise MalformedChange("a review")


def _assigned(op: list[Any]) -> None:
    _named(1, 2, 3, 4)(op)
    if type(op[5]) is not bytes:
        raise MalformedChange("an assignment")


def _attached(op: list[Any]) -> None:
    _named(1, 2)(op)
    if type(op[3]) is not dict:
        raise MalformedChange("a file")


_NAMES: dict[int, Any] = {
    1: _named(1, 2, 3),
    2: _named(1, 2, 3),
    3: _named(1, 2, 3),
    4: _named(1, 2),
    5: _submitted,
    6: _reviewed,
    7: _assigned,
    8: _named(1, 2),
    9: _named(1, 2),
    10: _attached,
}
