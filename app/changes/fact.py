"""Finished, signed things as they stand in a state: facts, and the decisions about them."""

from dataclasses import dataclass
from typing import Any, cast

from app.changes.change import Change, digest
from app.changes.operation import Operation


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """Something that was finished and signed: an assessment, a visit, a decision. `hash` names it."""

    hash: bytes
    kind: str
    body: bytes
    device: str
    signature: bytes
    actor: str
    wall_ms: int
    change: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """A signed decision about the fact whose hash is `about`."""

    hash: bytes
    about: bytes
    body: bytes
    device: str
    signature: bytes
    actor: str
    wall_ms: int
    change: bytes


def submitted(op: Operation, change: Change) -> Fact:
    """Return the fact of a SUBMIT."""
    _, kind, body, device, signature = cast("tuple[Any, ...]", op)
    return Fact(
        hash=digest(body), kind=kind, body=body, device=device, signature=signature, **_origin(change)
    )


def reviewed(op: Operation, change: Change) -> Review:
    """Return the decision of a REVIEW."""
    _, about, body, device, signature = cast("tuple[Any, ...]", op)
    # Named with what it speaks about: two things approved on one day are two decisions.
    named = digest(about + body)
    return Review(hash=named, about=about, body=body, device=device, signature=signature, **_origin(change))


def _origin(change: Change) -> dict[str, Any]:
    return {"actor": change.actor, "wall_ms": change.wall_ms, "change": change.hash}
