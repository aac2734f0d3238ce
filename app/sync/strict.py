"""Readers for one field of a canonical document: each gives the typed value or refuses."""

import base64
import re
from collections.abc import Mapping, Sequence
from datetime import UTC, date, datetime

from app.sync import canonical

DIGEST_BYTES = 32
_WORD = re.compile(r"[A-Za-z0-9._:/+-]+\Z", re.ASCII)
_HEX64 = re.compile(r"[0-9a-f]{64}\Z")
_CONTROL = re.compile("[\\x00-\\x1f\\x7f-\\x9f\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069\\ud800-\\udfff]")
_INSTANT = "%Y-%m-%dT%H:%M:%SZ"


class NotAsAgreed(ValueError):
    """A field is missing, superfluous or of another shape than the format says."""


def fields(value: object, names: set[str]) -> dict[str, object]:
    """Return `value` as an object with exactly the keys `names`."""
    if not isinstance(value, dict) or value.keys() != names:
        raise NotAsAgreed("fields")
    return value


def document(data: bytes, names: set[str]) -> dict[str, object]:
    """Return the canonical JSON object in `data` with exactly the keys `names`."""
    return fields(canonical.decode(data), names)


def whole(value: object, *, least: int = 0, most: int = 2**53 - 1) -> int:
    """Return a whole number within bounds; true and false are none."""
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise NotAsAgreed("number")
    return value


def text(value: object, *, most: int = 200, least: int = 1) -> str:
    """Return a line of text for people, `least` to `most` characters, without control or direction marks."""
    if not isinstance(value, str) or not least <= len(value) <= most or _CONTROL.search(value):
        raise NotAsAgreed("text")
    return value


def word(value: object, *, most: int = 128) -> str:
    """Return an identifier: ASCII letters, digits and `._:/+-`."""
    if not isinstance(value, str) or len(value) > most or not _WORD.match(value):
        raise NotAsAgreed("word")
    return value


def hex64(value: object) -> str:
    """Return a 32-byte hash or key as 64 lower-case hex digits."""
    if not isinstance(value, str) or not _HEX64.match(value):
        raise NotAsAgreed("hash")
    return value


def spelled(data: bytes) -> str:
    """Return bytes in base64url without padding, as they stand in JSON."""
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def octets(value: object, size: int = DIGEST_BYTES) -> bytes:
    """Return exactly `size` bytes from their one base64url spelling without padding."""
    if not isinstance(value, str) or not value.isascii():
        raise NotAsAgreed("octets")
    data = base64.urlsafe_b64decode(value + "=" * (-len(value) % 4))
    if len(data) != size or spelled(data) != value:
        raise NotAsAgreed("octets")
    return data


def listed(value: object, *, most: int) -> list[object]:
    """Return a list of at most `most` entries."""
    if not isinstance(value, list) or len(value) > most:
        raise NotAsAgreed("list")
    return value


def mapping(value: object) -> dict[str, object]:
    """Return an object with any keys."""
    if not isinstance(value, dict):
        raise NotAsAgreed("object")
    return value


def instant(value: object) -> datetime:
    """Return a UTC instant from its one spelling, whole seconds: 2025-05-12T09:30:00Z."""
    if not isinstance(value, str):
        raise NotAsAgreed("instant")
    found = datetime.strptime(value, _INSTANT).replace(tzinfo=UTC)
    if instant_text(found) != value:
        raise NotAsAgreed("instant")
    return found


def instant_text(value: datetime) -> str:
    """Return the one spelling of a UTC instant; parts of a second are dropped."""
    moment = value.astimezone(UTC).replace(microsecond=0, tzinfo=None)
    return moment.isoformat() + "Z"


def day(value: object) -> date:
    """Return an ISO date, 2025-05-12."""
    if not isinstance(value, str) or len(value) != len("2025-05-12"):
        raise NotAsAgreed("date")
    return date.fromisoformat(value)


def heads_json(heads: Mapping[str, Sequence[bytes]]) -> dict[str, object]:
    """Return heads per stream as they stand in JSON: each list sorted."""
    return {stream: [spelled(head) for head in sorted(found)] for stream, found in heads.items()}


def heads(value: object) -> dict[str, tuple[bytes, ...]]:
    """Return heads per stream (32-byte hashes, sorted, none twice)."""
    result = {}
    for stream, spelled_heads in mapping(value).items():
        found = tuple(octets(head) for head in listed(spelled_heads, most=10_000))
        if list(found) != sorted(set(found)):
            raise NotAsAgreed("heads")
        result[word(stream)] = found
    return result
