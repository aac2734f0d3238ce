"""Every reason to refuse a bundle has its own sentence, and is found before anything is believed."""

import hashlib
from dataclasses import replace
from datetime import date
from typing import Any

import pytest
import zstandard

from app.sync import bundle, canonical, limits, manifest, opening, parts, seal
from app.sync.identity import verified
from app.sync.parts import Packing
from app.sync.refusals import (
    BadSignature,
    BundleRefused,
    ChangedBundle,
    ExpiredDevice,
    ForeignBundle,
    KeptAside,
    NewerBundle,
    NotABundle,
    PasswordBundle,
    RevokedDevice,
    TooLarge,
    TruncatedBundle,
    UnknownDevice,
    UnreadableFile,
    UnsignedBundle,
)
from app.sync.revocation import Reason, Revocation, RevocationList
from tests.sync.desk import Desk, keys_of


def test_another_file_is_no_bundle(desk: Desk) -> None:
    for content in (
        b"%PDF-1.7 a letter",
        bytes(5_000),
        b"-----BEGIN AGE ENCRYPTED FILE-----\n",
        b"age"[::-1],
    ):
        desk.path().write_bytes(content)
        with pytest.raises(NotABundle):
            desk.read()


def test_an_empty_file_is_a_bundle_that_was_not_copied(desk: Desk) -> None:
    desk.path().write_bytes(b"")
    with pytest.raises(TruncatedBundle):
        desk.read()


def test_a_folder_in_place_of_a_file_is_unreadable(desk: Desk) -> None:
    with pytest.raises(UnreadableFile):
        desk.read(".")


def test_a_password_file_is_refused_unread(desk: Desk) -> None:
    stanza = b"-> scrypt bBjlhJVYZeE4aqUdmtRHfw 63\nDVzk8tYmgm1tZU2dvIuTGCoGBvUkP5OLrIjUZyNqFqE\n"
    desk.path().write_bytes(b"age-encryption.org/v1\n" + stanza + b"--- " + b"A" * 43 + b"\n" + bytes(100))
    with pytest.raises(PasswordBundle):
        desk.read()


def test_a_bundle_for_others_is_foreign(desk: Desk) -> None:
    desk.write(desk.sample())
    with pytest.raises(ForeignBundle):
        desk.read(keys=keys_of("stranger"))


def test_a_bundle_made_for_others_and_locked_anew_for_us_is_foreign(desk: Desk) -> None:
    data, tail = desk.respelled(recipients=[keys_of("stranger").card.recipient])
    desk.forge(data, tail)
    with pytest.raises(ForeignBundle):
        desk.read()


def test_a_device_without_certificate_is_kept_aside(desk: Desk) -> None:
    written = desk.write(desk.sample())
    with pytest.raises(UnknownDevice) as caught:
        desk.read(known=lambda _: None)
    assert isinstance(caught.value, KeptAside)
    assert (caught.value.device, caught.value.digest) == (desk.worker.card.device, written.digest)
    assert caught.value.fields["sequence"] == 1


def test_a_certificate_that_had_ended_keeps_the_bundle_aside(desk: Desk) -> None:
    ended = replace(desk.certificate, valid_until=date(2025, 5, 11))
    desk.write(desk.sample())
    with pytest.raises(ExpiredDevice, match="2025-05-11"):
        desk.read(known=lambda _: ended)
    last_day = replace(ended, valid_until=date(2025, 5, 12))
    desk.read(known=lambda _: last_day).close()


def test_a_revoked_device_is_kept_aside_after_its_last_accepted_number(desk: Desk) -> None:
    entry = Revocation(device=desk.worker.card.device, last_accepted=4, reason=Reason.STOLEN)
    revoked = RevocationList(centre=desk.card.device, version=1, entries=(entry,))
    desk.write([], "four.etb", sequence=4)
    desk.write([], "five.etb", sequence=5)
    desk.read("four.etb", revoked=revoked).close()
    with pytest.raises(RevokedDevice, match=r"number 5.*after number 4"):
        desk.read("five.etb", revoked=revoked)


def test_a_bundle_without_signature_is_told_apart_from_a_wrong_one(desk: Desk) -> None:
    data, signature, tail = desk.clear()
    desk.forge(data, tail, signature=bytes(64))
    with pytest.raises(UnsignedBundle):
        desk.read()
    desk.forge(data, tail, signature=signature[:-1] + bytes([signature[-1] ^ 1]))
    with pytest.raises(BadSignature):
        desk.read()


def test_a_stranger_cannot_sign_for_a_known_device(desk: Desk) -> None:
    data, _, tail = desk.clear()
    desk.forge(data, tail, signature=manifest.sign(data, keys_of("stranger")))
    with pytest.raises(BadSignature):
        desk.read()


def test_a_key_of_low_order_signs_nothing() -> None:
    """With the neutral point as key, R = S·B and S = 0 would satisfy a careless verifier for every message."""
    neutral = b"\x01" + bytes(31)
    assert not verified(neutral, b"domain", b"any message", neutral + bytes(32))


def test_a_newer_bundle_says_which_version_is_needed(desk: Desk) -> None:
    data, tail = desk.respelled(format=3, min_reader=2, application="2.4.0", a_new_field=1)
    desk.forge(data, tail)
    with pytest.raises(NewerBundle, match=r"\(2\.4\.0\)"):
        desk.read()
    data, _, tail = desk.clear()
    desk.forge(data, tail, magic=b"ETB2")
    with pytest.raises(NewerBundle):
        desk.read()


def test_a_newer_format_that_old_readers_may_read_is_read(desk: Desk) -> None:
    data, tail = desk.respelled(format=2, min_reader=1, a_new_field="of no concern")
    desk.forge(data, tail)
    with desk.read() as opened:
        assert list(opened.parts()) == desk.sample()


def test_a_field_too_many_in_this_format_is_refused(desk: Desk) -> None:
    data, tail = desk.respelled(a_new_field="smuggled")
    desk.forge(data, tail)
    with pytest.raises(ChangedBundle):
        desk.read()


def test_another_magic_is_refused(desk: Desk) -> None:
    data, _, tail = desk.clear()
    for magic in (b"PK\x03\x04", b"ETBx"):
        desk.forge(data, tail, magic=magic)
        with pytest.raises(ChangedBundle):
            desk.read()


def test_a_manifest_in_another_spelling_is_refused(desk: Desk) -> None:
    data, _, tail = desk.clear()
    for spelling in (data.replace(b",", b", ", 1), data + b"\n", data.replace(b"{", b'{"schema":1,', 1)):
        desk.forge(spelling, tail)
        with pytest.raises(ChangedBundle):
            desk.read()


def test_missing_and_left_over_bytes_are_refused(desk: Desk) -> None:
    data, _, tail = desk.clear()
    for wrong in (tail + b"x", tail[:-1], b""):
        desk.forge(data, wrong)
        with pytest.raises(ChangedBundle):
            desk.read()


def test_a_manifest_length_beyond_the_file_is_refused(desk: Desk) -> None:
    data, signature, _ = desk.clear()
    for clear in (
        b"",
        b"ETB",
        b"ETB1",
        b"ETB1\x00\x00",
        opening.MAGIC + opening.LENGTH.pack(len(data) + 65) + data,
    ):
        desk.lock(clear + (signature if len(clear) > 8 else b""))
        with pytest.raises(ChangedBundle):
            desk.read()


def test_a_part_with_another_hash_is_refused_and_those_before_it_are_good(desk: Desk) -> None:
    data, _, tail = desk.clear()
    desk.forge(data, tail[:-1] + bytes([tail[-1] ^ 1]))
    with desk.read() as opened:
        found = opened.parts()
        assert [next(found) for _ in range(3)] == desk.sample()[:3]
        with pytest.raises(ChangedBundle):
            next(found)


def test_every_refusal_has_a_sentence_of_its_own() -> None:
    def leaves(kind: type[Any]) -> list[type[Any]]:
        return [kind, *(leaf for child in kind.__subclasses__() for leaf in leaves(child))]

    texts = [kind.text for kind in leaves(BundleRefused) if kind.text]
    assert len(texts) == len(set(texts)) >= 15


# Limits: each number of the design has its test here or in test_bundle.py, test_parts.py, test_payloads.py.


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


# Salvage: age authenticates 64 KiB at a time, so what was copied before the cut is good.


def test_a_cut_file_is_told_apart_from_a_damaged_one(desk: Desk) -> None:
    desk.write(desk.sample())
    whole = desk.path().read_bytes()
    for keep in (len(whole) - 1, len(whole) - 30_000, len(whole) - 70_000):
        desk.path().write_bytes(whole[:keep])
        with pytest.raises(TruncatedBundle):
            desk.read()
    desk.path().write_bytes(whole[:-100] + bytes([whole[-100] ^ 1]) + whole[-99:])
    with pytest.raises(ChangedBundle):
        desk.read()
    desk.path().write_bytes(whole + b"more")
    with pytest.raises(ChangedBundle):
        desk.read()


def test_a_cut_file_gives_its_intact_prefix_when_asked(desk: Desk) -> None:
    desk.write(desk.sample())
    whole = desk.path().read_bytes()
    desk.path().write_bytes(whole[:-20_000])
    with desk.read(salvage=True) as opened:
        assert isinstance(opened.damage, TruncatedBundle)
        assert list(opened.parts()) == desk.sample()[:2]


def test_salvage_still_asks_who_signed(desk: Desk) -> None:
    desk.write(desk.sample())
    desk.path().write_bytes(desk.path().read_bytes()[:-20_000])
    with pytest.raises(UnknownDevice):
        desk.read(salvage=True, known=lambda _: None)


def test_salvage_of_a_file_without_even_a_manifest_is_refused(desk: Desk) -> None:
    desk.write([])
    desk.path().write_bytes(desk.path().read_bytes()[:-40])
    with pytest.raises((TruncatedBundle, ChangedBundle)):
        desk.read(salvage=True)


def test_inspection_says_what_it_can_without_keys_and_more_with_them(desk: Desk) -> None:
    written = desk.write(desk.sample())
    outside = bundle.inspect(desk.path())
    assert outside.size == written.size
    assert outside.header
    assert outside.header.stanzas[:2] == ("X25519", "X25519")
    assert (outside.manifest, outside.refusal) == (None, None)
    inside = bundle.inspect(desk.path(), keys=desk.centre, known=desk.known)
    assert (inside.manifest, inside.sender) == (written.manifest, desk.certificate)
    assert (inside.intact, inside.refusal) == (4, None)


def test_inspection_of_a_bundle_that_would_be_refused_says_why(desk: Desk) -> None:
    written = desk.write(desk.sample())
    unknown = bundle.inspect(desk.path(), keys=desk.centre)
    assert (unknown.manifest, unknown.intact) == (written.manifest, 4)
    assert isinstance(unknown.refusal, UnknownDevice)
    assert isinstance(bundle.inspect(desk.path(), keys=keys_of("stranger")).refusal, ForeignBundle)
    desk.path().write_bytes(desk.path().read_bytes()[:-20_000])
    cut = bundle.inspect(desk.path(), keys=desk.centre, known=desk.known)
    assert isinstance(cut.refusal, TruncatedBundle)
    assert (cut.intact, cut.sender) == (2, desk.certificate)
    desk.path().write_bytes(b"a letter")
    assert isinstance(bundle.inspect(desk.path()).refusal, NotABundle)
