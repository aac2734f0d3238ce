"""Operations: the words a change is made of, as plain tuples ready for the wire.

Every operation is `(code, ...)`. Codes are never used twice for different things; a reader that does not know a code keeps
the operation and forwards it (it takes effect after an upgrade).
"""

from enum import IntEnum
from typing import TypeAlias

Scalar: TypeAlias = str | int | bool | bytes | None
Value: TypeAlias = "Scalar | list[Value] | dict[str, Value]"
Operation: TypeAlias = tuple[Value, ...]


class Code(IntEnum):
    """The first item of an operation."""

    SET = 1
    ADD = 2
    REM = 3
    DEL = 4
    SUBMIT = 5
    REVIEW = 6
    ASSIGN = 7
    LINK = 8
    UNLINK = 9
    ATTACH = 10


# How many items each known operation has, its code included.
LENGTHS: dict[int, int] = {
    Code.SET: 5,
    Code.ADD: 5,
    Code.REM: 5,
    Code.DEL: 3,
    Code.SUBMIT: 5,
    Code.REVIEW: 5,
    Code.ASSIGN: 6,
    Code.LINK: 3,
    Code.UNLINK: 3,
    Code.ATTACH: 4,
}

OWNER_FIELD = "owner"
LINKED_FIELD = "linked"
LINK_KIND = "link"
FILES_FIELD = "files"


def put(record: str, kind: str, field: str, value: Value) -> Operation:
    """Return SET: the field of the record now holds `value`, instead of every value its author had seen."""
    return (int(Code.SET), record, kind, field, value)


def add(record: str, kind: str, field: str, element: Value) -> Operation:
    """Return ADD: `element` belongs to the record's list `field`; a concurrent removal does not undo it."""
    return (int(Code.ADD), record, kind, field, element)


def remove(record: str, kind: str, field: str, element: Value) -> Operation:
    """Return REM: every addition of `element` that its author had seen is undone."""
    return (int(Code.REM), record, kind, field, element)


def delete(record: str, kind: str) -> Operation:
    """Return DEL: the record goes to the trash, unless somebody edits it at the same time."""
    return (int(Code.DEL), record, kind)


def submit(kind: str, body: bytes, device: str, signature: bytes) -> Operation:
    """Return SUBMIT: an immutable fact; its identity is the hash of `body` (canonical JSON)."""
    return (int(Code.SUBMIT), kind, body, device, signature)


def review(about: bytes, body: bytes, device: str, signature: bytes) -> Operation:
    """Return REVIEW: a signed decision about the fact whose hash is `about`."""
    return (int(Code.REVIEW), about, body, device, signature)


def assign(record: str, kind: str, owner: str, device: str, signature: bytes) -> Operation:
    """Return ASSIGN: the record's responsible worker from now on."""
    return (int(Code.ASSIGN), record, kind, owner, device, signature)


def link(first: str, second: str) -> Operation:
    """Return LINK: two records speak of one person."""
    return (int(Code.LINK), first, second)


def unlink(first: str, second: str) -> Operation:
    """Return UNLINK: takes back the links of the two records that its author had seen."""
    return (int(Code.UNLINK), first, second)


def attach(record: str, kind: str, file: dict[str, Value]) -> Operation:
    """Return ATTACH: a stored file (`hash`, `size`, `type`) belongs to the record."""
    return (int(Code.ATTACH), record, kind, file)
