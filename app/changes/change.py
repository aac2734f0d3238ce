"""A change: one Save, immutable, named by the hash of its bytes.

Wire form: msgpack array `[format, stream, replica, n, parents[], wall_ms, actor, ops[], schema]`, stored and forwarded byte for
byte. Source: docs/bundle-format.md.
"""

import hashlib
import itertools
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, cast

import msgpack

from app.changes.operation import LENGTHS, Code, Operation

FORMAT = 1
SCHEMA = 1
HASH_BYTES = 32
MAX_BYTES = 256 * 1024
MAX_PARENTS = 64
MAX_TEXT_BYTES = 64 * 1024
MAX_NUMBER = 2**63 - 1  # what a database takes
MAX_NAME = 80
_MAX_DEPTH = 8
_OP_DEPTH = _MAX_DEPTH - 2  # an operation stands in the list of operations of a change


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


_SCALARS = frozenset({str, int, bool, bytes, type(None)})


def digest(body: bytes | bytearray) -> bytes:
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
    if isinstance(value, list | tuple) and not isinstance(value, msgpack.ExtType):
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
        fields = msgpack.unpackb(body, raw=False, use_list=True, object_pairs_hook=_in_order)
        # Written again in shortest forms: what is not the same bytes was not canonical. Types are looked at below.
        again = msgpack.packb(fields, use_bin_type=True)
    except MalformedChange:
        raise
    except (ValueError, TypeError, OverflowError, RecursionError, msgpack.UnpackException) as problem:
        raise MalformedChange(f"not msgpack: {type(problem).__name__}") from None
    if isinstance(fields, list) and fields and type(fields[0]) is int and fields[0] > FORMAT:
        raise NewerChange(f"format {fields[0]}")
    if again != body:
        raise MalformedChange("not in the one canonical form")
    return _checked(fields, body)


def _in_order(pairs: list[tuple[Any, Any]]) -> dict[str, Any]:
    keys = [key for key, _ in pairs]
    if any(type(key) is not str for key in keys) or any(a >= b for a, b in itertools.pairwise(keys)):
        raise MalformedChange("keys that are no texts in order")
    return dict(pairs)


def _checked(fields: Any, body: bytes) -> Change:
    if not isinstance(fields, list) or len(fields) != 9:
        raise MalformedChange("not an array of nine")
    form, stream, replica, n, parents, wall_ms, actor, ops, schema = fields
    if form != FORMAT or not all(map(_number, (form, n, wall_ms, schema))):
        raise MalformedChange("a number field")
    if not all(map(_named, (stream, replica, actor))):
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


def _number(value: Any) -> bool:
    return type(value) is int and 0 <= value <= MAX_NUMBER


def _list(ops: Any) -> list[Any]:
    if type(ops) is not list or not ops:
        raise MalformedChange("operations")
    return ops


def _operation(op: Any) -> Operation:
    if type(op) is not list or not op or type(op[0]) is not int:
        raise MalformedChange("an operation")
    known = LENGTHS.get(op[0])
    if known is None:
        _plain(op, _OP_DEPTH)
        return tuple(op)  # kept and forwarded: a newer version knows what it means
    if len(op) != known:
        raise MalformedChange("an operation's length")
    _SHAPES[op[0]](op)
    return tuple(op)


def _named(word: Any) -> bool:
    return type(word) is str and 0 < len(word) <= MAX_NAME


def _names(*words: Any) -> None:
    if not all(map(_named, words)):
        raise MalformedChange("an operation's names")


def _value(op: list[Any]) -> None:
    _, record, kind, name, value = op
    if not (_named(record) and _named(kind) and _named(name)):
        raise MalformedChange("an operation's names")
    if type(value) not in _SCALARS:
        _plain(value, _OP_DEPTH - 1)
    elif type(value) is str and len(value) > MAX_TEXT_BYTES:
        raise MalformedChange("a text larger than a field may be")


def _deleted(op: list[Any]) -> None:
    _names(op[1], op[2])


def _submitted(op: list[Any]) -> None:
    _names(op[1], op[3])
    if type(op[2]) is not bytes or type(op[4]) is not bytes:
        raise MalformedChange("a fact")


def _reviewed(op: list[Any]) -> None:
    _names(op[3])
    if (
        type(op[1]) is not bytes
        or len(op[1]) != HASH_BYTES
        or type(op[2]) is not bytes
        or type(op[4]) is not bytes
    ):
        raise MalformedChange("a review")


def _assigned(op: list[Any]) -> None:
    _names(*op[1:5])
    if type(op[5]) is not bytes:
        raise MalformedChange("an assignment")


def _attached(op: list[Any]) -> None:
    _names(op[1], op[2])
    if type(op[3]) is not dict:
        raise MalformedChange("a file")
    _plain(op[3], _OP_DEPTH - 1)


_SHAPES: dict[int, Callable[[list[Any]], None]] = {
    int(Code.SET): _value,
    int(Code.ADD): _value,
    int(Code.REM): _value,
    int(Code.DEL): _deleted,
    int(Code.SUBMIT): _submitted,
    int(Code.REVIEW): _reviewed,
    int(Code.ASSIGN): _assigned,
    int(Code.LINK): _deleted,
    int(Code.UNLINK): _deleted,
    int(Code.ATTACH): _attached,
}
