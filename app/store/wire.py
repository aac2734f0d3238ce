"""From a domain function's edits to the operations of a change: canonical JSON, and this laptop's signature."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from app.changes import operation
from app.changes.operation import Operation
from app.models.edit import Add, Assign, Decide, Delete, Edit, Put, Remove, Submit

Sign = Callable[[bytes], bytes]


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
