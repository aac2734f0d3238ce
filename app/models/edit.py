"""What a domain function asks to be saved: operations in the domain's own words; the store writes them down."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

Plain: TypeAlias = str | int | bool | None
Json: TypeAlias = "Plain | list[Json] | Mapping[str, Json]"


@dataclass(frozen=True, slots=True, kw_only=True)
class Put:
    """A field gets a value."""

    record: str
    kind: str
    field: str
    value: Plain


@dataclass(frozen=True, slots=True, kw_only=True)
class Add:
    """A list gets an element."""

    record: str
    kind: str
    field: str
    element: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Remove:
    """A list loses an element."""

    record: str
    kind: str
    field: str
    element: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delete:
    """A record goes to the trash."""

    record: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Submit:
    """Something is finished for good: an assessment, a visit, a decision. It gets this laptop's signature."""

    kind: str
    body: Mapping[str, Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decide:
    """A supervisor decides about the finished thing whose hash is `about`."""

    about: bytes
    body: Mapping[str, Json]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assign:
    """A record gets another responsible worker (a staff identifier)."""

    record: str
    kind: str
    owner: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Attach:
    """A file that the vault keeps belongs to a record: BLAKE2b-256 of its content (hex), size in bytes, media type."""

    record: str
    kind: str
    hash: str
    size: int
    type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Detach:
    """A file was attached to a record by mistake; who attaches it meanwhile without knowing keeps it there."""

    record: str
    kind: str
    hash: str
    size: int
    type: str


Edit: TypeAlias = Put | Add | Remove | Delete | Submit | Decide | Assign | Attach | Detach
