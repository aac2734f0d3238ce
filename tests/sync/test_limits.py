"""Whatever is larger than the format allows is refused before it costs anything (see also bundle, parts, payloads)."""

import hashlib
from typing import Any

import pytest
import zstandard

from app.sync import canonical, limits, opening, parts, seal
from app.sync.parts import Packing
from app.sync.refusals import (
    ChangedBundle,
    NotABundle,
    TooLarge,
)
from tests.sync.desk import Desk


def test_a_file_above_600_mb_is_refused_by_its_size_alone(desk: Desk) -> None:
    desk.write([])
    with desk.path().open("r+b") as file:
        file.truncate(limits.FILE + 1)
    with pytest.raises(TooLarge, match="600 MB"):
        desk.read()


def test_decryption_stops_at_its_cap(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.lock(opening.MAGIC + bytes(400_000))
    monkeypatch.setattr(seal, "_capped", lambda spool: _at_most(spool, 200_000))
    with pytest.raises(TooLarge):
        desk.read()


def _at_most(spool: Any, most: int) -> Any:
    def write(data: bytes) -> int:
        if spool.size + len(data) > most:
            raise TooLarge(limit="200 kB")
        return int(spool.write(data))

    return write


def test_a_manifest_above_256_kb_is_refused_by_its_length_alone(desk: Desk) -> None:
    desk.lock(opening.MAGIC + opening.LENGTH.pack(limits.MANIFEST + 1) + bytes(1_000))
    with pytest.raises(TooLarge, match="256 KB"):
        desk.read()


def test_more_than_5000_parts_are_refused(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    data, _, _ = desk.clear()
    found: Any = canonical.decode(data)
    monkeypatch.setattr(limits, "MANIFEST", 10 * limits.MIB)
    desk.forge(canonical.encode({**found, "parts": found["parts"][:1] * (limits.PARTS + 1)}))
    with pytest.raises(TooLarge, match="5000"):
        desk.read()


@pytest.mark.parametrize(
    ("size", "packed", "limit"),
    [
        (limits.PART + 1, limits.PART, "64 MB"),
        (limits.PART, limits.PART + 1, "64 MB"),
        (100 * limits.RATIO + 1, 100, "1 : 200"),
    ],
)
def test_a_part_that_announces_too_much_is_refused(desk: Desk, size: int, packed: int, limit: str) -> None:
    entry = {"kind": "changes", "packing": "zstd", "sha256": "0" * 64, "size": size, "packed": packed}
    data, _ = desk.respelled(parts=[entry])
    desk.forge(data)
    with pytest.raises(TooLarge, match=limit):
        desk.read()


def test_more_than_16_stanzas_are_refused(desk: Desk) -> None:
    recipients = [desk.card.operational] * (limits.STANZAS + 1)
    desk.lock(b"ETB1", recipients=recipients)
    with pytest.raises(NotABundle):
        desk.read()


def test_a_header_above_8_kb_is_refused(desk: Desk) -> None:
    stanza = b"-> grease " + b"x" * 600 + b"\n\n"
    desk.path().write_bytes(b"age-encryption.org/v1\n" + stanza * 15)
    with pytest.raises(NotABundle):
        desk.read()


def test_a_bomb_that_lies_about_its_size_is_stopped(desk: Desk) -> None:
    bomb = zstandard.ZstdCompressor(level=19).compress(bytes(50 * limits.MIB))
    entry = parts.PartEntry(
        kind=parts.PartKind.SNAPSHOT,
        packing=Packing.ZSTD,
        size=1_000,
        packed=len(bomb),
        sha256=hashlib.sha256(bomb).hexdigest(),
    )
    data, _ = desk.respelled(parts=[entry.to_json()])
    desk.forge(data, bomb)
    with desk.read() as opened, pytest.raises(ChangedBundle):
        list(opened.parts())
