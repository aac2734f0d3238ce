"""Cards, requests, certificates, a centre's new key: believed only with the right signature."""

import base64
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import segno
from hypothesis import given
from hypothesis import strategies as st

from app.models.staff import Role
from app.sync import canonical, fingerprint, qr, signed
from app.sync.identity import DeviceCard, DeviceKeys, device_id
from app.sync.refusals import (
    DamagedDocument,
    DocumentRefused,
    ForgedDocument,
    MistypedFingerprint,
    NewerDocument,
    OtherCentre,
)
from app.sync.signed import Kind
from app.sync.succession import Succession
from app.sync.trust import CentreCard, Certificate, DeviceRequest
from tests.sync.desk import Desk, keys_of


def test_keys_come_back_from_the_bytes_the_vault_seals() -> None:
    keys = DeviceKeys.generate()
    blob = keys.to_bytes()
    assert DeviceKeys.from_bytes(blob) == keys
    assert blob == keys.signing_seed + keys.age_identity.encode("ascii")


def test_no_secret_shows_when_keys_are_printed() -> None:
    keys = keys_of("worker")
    shown = f"{keys!r} {keys}"
    assert keys.age_identity not in shown
    assert keys.signing_seed.hex() not in shown
    assert repr(keys.signing_seed) not in shown
    with pytest.raises(ValueError, match=r"^these are no device keys$"):
        DeviceKeys.from_bytes(keys.to_bytes()[:-1])


def test_a_device_is_named_by_the_hash_of_its_key() -> None:
    card = keys_of("worker").card
    assert card.device == device_id(card.verify_key)
    assert len(card.device) == 64
    other = {**card.to_json(), "device": "0" * 64}
    with pytest.raises(ValueError, match="device id"):
        DeviceCard.from_json(other)
    assert DeviceCard.from_json(card.to_json()) == card


def request(desk: Desk) -> DeviceRequest:
    """Return the worker's request."""
    return DeviceRequest(
        card=desk.worker.card,
        centre=desk.card.device,
        name="Practice Worker",
        role=Role.WORKER,
        place="AG-01",
    )


def succession(desk: Desk) -> Succession:
    """Return the centre's change of keys."""
    new = keys_of("successor").card
    card = replace(desk.card, verify_key=new.verify_key, operational=new.recipient)
    return Succession(old=desk.card.device, new=card, until=date(2026, 5, 12))


def documents(desk: Desk) -> list[tuple[Kind, bytes, Callable[[bytes], Any], Any]]:
    """Return each kind of document: signed bytes, how it is opened, what should come out."""
    centre = desk.centre
    handover = succession(desk)
    return [
        (Kind.CENTRE, desk.card.sign(centre), CentreCard.open, desk.card),
        (Kind.REQUEST, request(desk).sign(desk.worker), DeviceRequest.open, request(desk)),
        (
            Kind.CERTIFICATE,
            desk.certificate.sign(centre),
            lambda data: Certificate.open(data, desk.card),
            desk.certificate,
        ),
        (
            Kind.SUCCESSION,
            handover.sign(centre, keys_of("successor")),
            lambda data: Succession.open(data, desk.card),
            handover,
        ),
    ]


def test_every_document_comes_back_as_it_was_signed(desk: Desk) -> None:
    for kind, data, opened, expected in documents(desk):
        assert opened(data) == expected
        assert signed.kind_of(data) is kind


def test_no_document_passes_for_another_kind(desk: Desk) -> None:
    all_of_them = documents(desk)
    for kind, data, _, _ in all_of_them:
        for other, _, opened, _ in all_of_them:
            if other is not kind:
                with pytest.raises(DamagedDocument):
                    opened(data)
                found: Any = canonical.decode(data)
                with pytest.raises(DocumentRefused):
                    opened(canonical.encode({**found, "kind": other.value}))


def test_a_signature_for_one_kind_is_worth_nothing_for_another(desk: Desk) -> None:
    content = {"a": 1}
    envelope = signed.envelope(Kind.RECEIPT, signed.seal(Kind.RECEIPT, content, desk.centre))
    envelope.verify(desk.card.verify_key)
    with pytest.raises(ForgedDocument):
        replace(envelope, kind=Kind.CERTIFICATE).verify(desk.card.verify_key)


@given(place=st.integers(0, 10_000), bit=st.integers(0, 7), which=st.integers(0, 3))
def test_a_flipped_bit_is_always_found(place: int, bit: int, which: int) -> None:
    _, data, opened, _ = documents(Desk(folder=Path()))[which]
    changed = bytearray(data)
    changed[place % len(data)] ^= 1 << bit
    with pytest.raises(DocumentRefused):
        opened(bytes(changed))


def test_a_document_for_a_newer_program_says_so(desk: Desk) -> None:
    found: Any = canonical.decode(desk.card.sign(desk.centre))
    with pytest.raises(NewerDocument):
        CentreCard.open(canonical.encode({**found, "version": 2}))


def test_a_document_above_256_kb_is_refused_unread() -> None:
    with pytest.raises(DamagedDocument):
        CentreCard.open(b"[" * 300_000)
    with pytest.raises(DamagedDocument):
        signed.kind_of(b"[" * 300_000)


def test_a_certificate_of_another_centre_is_not_ours(desk: Desk) -> None:
    other = replace(desk.certificate, centre=keys_of("stranger").card.device)
    with pytest.raises(OtherCentre):
        Certificate.open(other.sign(keys_of("stranger")), desk.card)
    with pytest.raises(ForgedDocument):
        Certificate.open(desk.certificate.sign(keys_of("stranger")), desk.card)


def test_a_request_is_signed_by_the_device_it_names(desk: Desk) -> None:
    with pytest.raises(ForgedDocument):
        DeviceRequest.open(request(desk).sign(keys_of("stranger")))


@pytest.mark.parametrize("role", [Role.TRAINER, Role.UNKNOWN])
def test_trainers_and_nobody_get_no_certificate(desk: Desk, role: Role) -> None:
    with pytest.raises(DamagedDocument):
        Certificate.open(replace(desk.certificate, role=role).sign(desk.centre), desk.card)


@pytest.mark.parametrize("name", ["", "a\nb", "a\u202eb", "x" * 201])
def test_names_that_could_mislead_on_paper_are_refused(desk: Desk, name: str) -> None:
    with pytest.raises(DamagedDocument):
        CentreCard.open(replace(desk.card, name=name).sign(desk.centre))


def test_a_certificate_holds_to_the_end_of_its_last_day(desk: Desk) -> None:
    assert desk.certificate.valid_on(date(2026, 5, 12))
    assert not desk.certificate.valid_on(date(2026, 5, 13))


def test_a_new_key_needs_both_signatures(desk: Desk) -> None:
    handover = succession(desk)
    with pytest.raises(ForgedDocument):
        Succession.open(handover.sign(keys_of("stranger"), keys_of("successor")), desk.card)
    with pytest.raises(ForgedDocument):
        Succession.open(handover.sign(desk.centre, keys_of("stranger")), desk.card)
    card = replace(desk.card, verify_key=keys_of("stranger").card.verify_key)
    with pytest.raises(OtherCentre):
        Succession.open(handover.sign(desk.centre, keys_of("successor")), card)


def test_a_card_is_signed_by_nobody_but_itself(desk: Desk) -> None:
    with pytest.raises(ValueError, match="own key"):
        desk.card.sign(desk.worker)


# Fingerprint


def test_the_fingerprint_is_eight_groups_of_five_digits(desk: Desk) -> None:
    groups = desk.card.fingerprint
    assert [len(group) for group in groups] == [5] * 8
    assert "".join(groups).isdigit()
    assert all(fingerprint.typed(place, group) == group for place, group in enumerate(groups, start=1))


def test_the_fingerprint_covers_every_field_of_the_card(desk: Desk) -> None:
    stranger = keys_of("stranger").card
    others = [
        replace(desk.card, verify_key=stranger.verify_key),
        replace(desk.card, operational=stranger.recipient),
        replace(desk.card, recovery=stranger.recipient),
        replace(desk.card, name="Another"),
        replace(desk.card, place="MR"),
    ]
    assert len({card.fingerprint for card in [desk.card, *others]}) == 6


@given(st.integers(1, 8), st.integers(0, 9_999), st.integers(0, 4), st.integers(1, 9))
def test_a_wrong_digit_is_found(place: int, number: int, position: int, add: int) -> None:
    good = _group(place, number)
    digits = list(good)
    digits[position] = str((int(digits[position]) + add) % 10)
    with pytest.raises(MistypedFingerprint):
        fingerprint.typed(place, "".join(digits))


@given(st.integers(1, 8), st.integers(0, 9_999), st.integers(0, 3))
def test_swapped_neighbours_are_found(place: int, number: int, position: int) -> None:
    digits = list(_group(place, number))
    if digits[position] == digits[position + 1]:
        return
    digits[position], digits[position + 1] = digits[position + 1], digits[position]
    with pytest.raises(MistypedFingerprint):
        fingerprint.typed(place, "".join(digits))


@given(st.integers(1, 8), st.integers(1, 8), st.integers(0, 9_999))
def test_a_group_typed_in_place_of_another_is_found(place: int, other: int, number: int) -> None:
    if place != other:
        with pytest.raises(MistypedFingerprint):
            fingerprint.typed(other, _group(place, number))


def _group(place: int, number: int) -> str:
    return next(f"{number:04}{check}" for check in range(10) if _typed_well(place, f"{number:04}{check}"))


def _typed_well(place: int, group: str) -> bool:
    try:
        fingerprint.typed(place, group)
    except MistypedFingerprint:
        return False
    return True


def test_two_typed_groups_decide(desk: Desk) -> None:
    groups = desk.card.fingerprint
    first, second = fingerprint.asked()
    assert 1 <= first < second <= 8
    spaced = f" {groups[first - 1][:2]} {groups[first - 1][2:]} "
    fingerprint.compare(groups, {first: spaced, second: groups[second - 1]})
    other = replace(desk.card, name="Another").fingerprint
    with pytest.raises(OtherCentre):
        fingerprint.compare(groups, {first: other[first - 1], second: other[second - 1]})
    with pytest.raises(OtherCentre):
        fingerprint.compare(groups, {first: groups[first - 1]})
    with pytest.raises(MistypedFingerprint, match="Group 1"):
        fingerprint.compare(groups, {1: "1234", 2: groups[1]})


# QR


def test_a_card_travels_as_a_qr_text(desk: Desk) -> None:
    card = desk.card.sign(desk.centre)
    text = qr.text(card)
    assert set(text) <= set("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567:1")
    assert qr.signed_card(f" {text[:50]}\n{text[50:]}") == card


def test_a_qr_code_of_that_text_can_be_drawn(desk: Desk) -> None:
    drawn = segno.make(qr.text(desk.card.sign(desk.centre)), error="m", micro=False)
    assert drawn.mode == "alphanumeric"
    assert int(drawn.version) <= 25


def test_other_qr_texts_are_refused(desk: Desk) -> None:
    text = qr.text(desk.card.sign(desk.centre))
    forged = base64.b32encode(desk.card.sign(desk.centre).replace(b"Practice", b"Practise")).decode()
    for scanned in ("https://example.org", text[:-4], text + "!", "GOLDAW:CENTRE:1:", text.lower()):
        with pytest.raises(DamagedDocument):
            qr.signed_card(scanned)
    with pytest.raises(ForgedDocument):
        qr.signed_card("GOLDAW:CENTRE:1:" + forged.rstrip("="))
