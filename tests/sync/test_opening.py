"""Every reason to refuse a bundle has its own sentence, and is found before anything is believed."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from app.sync import manifest, opening
from app.sync.identity import verified
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
