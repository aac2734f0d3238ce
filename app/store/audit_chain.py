"""The audit chain: each record's HMAC covers the one before, so a line taken out, changed or moved shows.

The last count and HMAC are anchored in the vault's header and in every bundle: without an anchor, lines cut off the end
would not show. Records are bytes made by the caller and hold no client text.
"""

import hmac
from collections.abc import Iterable
from dataclasses import dataclass

GENESIS = bytes(32)


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor:
    """How many records there were, and the HMAC of the last one."""

    count: int
    mac: bytes


EMPTY = Anchor(count=0, mac=GENESIS)


def append(previous_mac: bytes, key: bytes, record: bytes) -> bytes:
    """Return the 32-byte HMAC-SHA256 of `record` following `previous_mac` (`GENESIS` for the first)."""
    if len(previous_mac) != len(GENESIS):
        raise ValueError("a chain continues from 32 bytes")
    return hmac.digest(key, previous_mac + record, "sha256")


def verify(records: Iterable[tuple[bytes, bytes]], key: bytes, *, anchor: Anchor = EMPTY) -> int | None:
    """Return the place (from 0) of the first record that does not hold, or None when the chain is whole.

    `records` are (record, mac) from the first one. A chain shorter than `anchor`, or other than it at its place, breaks there.
    """
    previous, count = GENESIS, 0
    for place, (record, mac) in enumerate(records):
        expected = append(previous, key, record)
        anchored = anchor.mac if place + 1 == anchor.count else expected
        if not (hmac.compare_digest(mac, expected) and hmac.compare_digest(mac, anchored)):
            return place
        previous, count = mac, place + 1
    return count if count < anchor.count else None
