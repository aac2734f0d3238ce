"""From a domain function's edits to the operations of a change: canonical JSON, and this laptop's signature."""

import json
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from app.changes import operation
from app.changes.change import HASH_BYTES
from app.changes.operation import FILES_FIELD, Operation, Value
from app.models.edit import Add, Assign, Attach, Decide, Delete, Detach, Edit, Put, Remove, Submit

Sign = Callable[[bytes], bytes]
_TYPE = re.compile(r"[a-z0-9][a-z0-9.+-]*/[a-z0-9][a-z0-9.+-]*\Z")
_LONGEST_TYPE = 80


def canonical(document: Any) -> bytes:
    """Return the one JSON spelling of a document: sorted keys, no blanks, UTF-8, no NaN."""
    return json.dumps(
        document, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    ).encode()


def fact_message(stream: str, kind: str, body: bytes) -> bytes:
    """Return what is signed for a finished thing of a stream."""
    return b"\0".join((b"goldaw-fact-v1", stream.encode(), kind.encode(), body))


def review_message(stream: str, about: bytes, body: bytes) -> bytes:
    """Return what is signed for a decision: it is bound to the stream and to the hash it speaks about."""
    return b"\0".join((b"goldaw-review-v1", stream.encode(), about.hex().encode(), body))


def assign_message(stream: str, record: str, owner: str) -> bytes:
    """Return what is signed for handing a record to another worker."""
    return b"\0".join((b"goldaw-assign-v1", stream.encode(), record.encode(), owner.encode()))


def operations(stream: str, edits: Iterable[Edit], device: str, sign: Sign) -> list[Operation]:
    """Return the operations of `edits` on `stream`, finished things signed as `device`."""
    return [_operation(stream, edit, device, sign) for edit in edits]


def _operation(stream: str, edit: Edit, device: str, sign: Sign) -> Operation:
    match edit:
        case Put():
            return operation.put(edit.record, edit.kind, edit.field, edit.value)
        case Add():
            return operation.add(edit.record, edit.kind, edit.field, edit.element)
        case Remove():
            return operation.remove(edit.record, edit.kind, edit.field, edit.element)
        case Delete():
            return operation.delete(edit.record, edit.kind)
        case Submit():
            body = canonical({"kind": edit.kind, **edit.body})
            return operation.submit(edit.kind, body, device, sign(fact_message(stream, edit.kind, body)))
        case Decide():
            body = canonical(dict(edit.body))
            return operation.review(edit.about, body, device, sign(review_message(stream, edit.about, body)))
        case Assign():
            signature = sign(assign_message(stream, edit.record, edit.owner))
            return operation.assign(edit.record, edit.kind, edit.owner, device, signature)
        case Attach():
            return operation.attach(edit.record, edit.kind, _file(edit))
        case Detach():
            return operation.remove(edit.record, edit.kind, FILES_FIELD, _file(edit))


def _file(edit: Attach | Detach) -> dict[str, Value]:
    """Return a file as operations name it, the same for attaching and for taking back."""
    if not is_media_type(edit.type):
        raise ValueError("a media type is a word like image/jpeg")
    return {"hash": bytes.fromhex(edit.hash), "size": edit.size, "type": edit.type}


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """What an operation says of a file: BLAKE2b-256 of its content, its size in bytes, its media type."""

    hash: bytes
    size: int
    type: str


def file(value: object) -> File | None:
    """Return the file that stands in an operation, or None when it is none; later versions may say more of it."""
    found: Any = value if isinstance(value, dict) else {}
    hash_, size, type_ = found.get("hash"), found.get("size"), found.get("type")
    if type(hash_) is not bytes or len(hash_) != HASH_BYTES or type(size) is not int or size <= 0:
        return None
    return File(hash=hash_, size=size, type=type_) if is_media_type(type_) else None


def is_media_type(word: object) -> bool:
    """Tell whether this is a media type as it may be kept: a short word in lower case without parameters."""
    return isinstance(word, str) and len(word) <= _LONGEST_TYPE and _TYPE.match(word) is not None
