"""What lies inside the parts of each kind, in both directions.

changes, directory, receipts, trust, attachment: items one after the other, each a u32 big-endian length and its bytes
(change bodies; signed documents; chunks of attachments). decisions, have: canonical JSON. snapshot: one snapshot's bytes.
"""

import hashlib
import struct
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from app.store import image
from app.sync import canonical, limits, strict
from app.sync.parts import Part, PartKind
from app.sync.refusals import ChangedBundle, TooLarge

_LENGTH = struct.Struct(">I")
_CHUNK_HEAD = struct.Struct(">32sQQ")
_MOST_ITEM = {
    PartKind.CHANGES: (limits.CHANGE, "256 KB"),
    PartKind.DIRECTORY: (limits.CHANGE, "256 KB"),
    PartKind.RECEIPTS: (limits.DOCUMENT, "256 KB"),
    PartKind.TRUST: (limits.DOCUMENT, "256 KB"),
    PartKind.ATTACHMENT: (limits.PART, "64 MB"),
}
_BATCH = {PartKind.ATTACHMENT: limits.CHUNK}


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentChunk:
    """Bytes `offset` to `offset + len(data)` of an attachment of `total` bytes whose BLAKE2b-256 is `digest`."""

    digest: bytes
    total: int
    offset: int
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """The centre's word on something it kept aside: the hash of a change (or a bundle's manifest) and a reason word."""

    subject: bytes
    reason: str


def framed(kind: PartKind, items: Iterable[bytes]) -> Iterator[Part]:
    """Return items in parts of about 1 MiB (attachment chunks: 4 MiB). Raises: TooLarge for one item."""
    most, words = _MOST_ITEM[kind]
    enough = _BATCH.get(kind, limits.BATCH)
    batch: list[bytes] = []
    size = 0
    for item in items:
        if len(item) > most:
            raise TooLarge(limit=words)
        if batch and size + len(item) > enough:
            yield Part(kind=kind, payload=b"".join(batch))
            batch, size = [], 0
        batch += (_LENGTH.pack(len(item)), item)
        size += _LENGTH.size + len(item)
    if batch:
        yield Part(kind=kind, payload=b"".join(batch))


def items(part: Part) -> Iterator[bytes]:
    """Return the items of a framed part in order. Raises: ChangedBundle, TooLarge."""
    most, words = _MOST_ITEM[part.kind]
    position, payload = 0, part.payload
    while position < len(payload):
        start = position + _LENGTH.size
        if start > len(payload):
            raise ChangedBundle
        (size,) = _LENGTH.unpack_from(payload, position)
        if size > most:
            raise TooLarge(limit=words)
        position = start + size
        if position > len(payload):
            raise ChangedBundle
        yield payload[start:position]


def snapshot(content: bytes) -> Part:
    """Return a snapshot as a part."""
    return Part(kind=PartKind.SNAPSHOT, payload=content)


def chunks(content: bytes, *, digest: bytes | None = None, start: int = 0) -> Iterator[bytes]:
    """Return an attachment as items of at most 4 MiB, from `start` on (what the other side already has is left out).

    `digest` is its BLAKE2b-256 where that is known already.
    """
    digest = digest or hashlib.blake2b(content, digest_size=32).digest()
    for offset in range(start, len(content), limits.CHUNK):
        head = _CHUNK_HEAD.pack(digest, len(content), offset)
        yield head + content[offset : offset + limits.CHUNK]


def chunk(item: bytes) -> AttachmentChunk:
    """Return the chunk in an attachment item; one that is the whole attachment is checked against its hash.

    Raises: ChangedBundle, TooLarge for a picture of more than 40 million pixels.
    """
    if len(item) <= _CHUNK_HEAD.size:
        raise ChangedBundle
    digest, total, offset = _CHUNK_HEAD.unpack_from(item)
    data = item[_CHUNK_HEAD.size :]
    if offset + len(data) > total or total > limits.FILE:
        raise ChangedBundle
    if offset == 0 and image.pixels(data) > image.MOST_PIXELS:
        raise TooLarge(limit="40 Mpx")
    if len(data) == total and hashlib.blake2b(data, digest_size=32).digest() != digest:
        raise ChangedBundle
    return AttachmentChunk(digest=digest, total=total, offset=offset, data=data)


def decisions(found: Sequence[Decision]) -> Part:
    """Return the centre's decisions as a part."""
    listed = [{"reason": each.reason, "subject": strict.spelled(each.subject)} for each in found]
    return Part(kind=PartKind.DECISIONS, payload=canonical.encode(listed))


def decided(part: Part) -> tuple[Decision, ...]:
    """Return the decisions in a part. Raises: ChangedBundle."""
    try:
        entries = strict.listed(canonical.decode(part.payload), most=100_000)
        found = [strict.fields(entry, {"reason", "subject"}) for entry in entries]
        return tuple(
            Decision(subject=strict.octets(entry["subject"]), reason=strict.word(entry["reason"], most=40))
            for entry in found
        )
    except ValueError as error:
        raise ChangedBundle from error


def have(heads: Mapping[str, Sequence[bytes]]) -> Iterator[Part]:
    """Return a have-summary that is too long for the manifest, 5,000 streams to a part."""
    streams = sorted(heads)
    for start in range(0, len(streams), 5_000):
        some = {stream: heads[stream] for stream in streams[start : start + 5_000]}
        yield Part(kind=PartKind.HAVE, payload=canonical.encode(strict.heads_json(some)))


def had(part: Part) -> dict[str, tuple[bytes, ...]]:
    """Return the have-summary in a part. Raises: ChangedBundle."""
    try:
        return strict.heads(canonical.decode(part.payload))
    except ValueError as error:
        raise ChangedBundle from error
