"""Revocation lists only go forward, receipts speak of one device; both come from the centre alone."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.sync.receipt import Receipt
from app.sync.refusals import DamagedDocument, ForgedDocument, OtherCentre, StaleList
from app.sync.revocation import Reason, Revocation, RevocationList, follow
from tests.sync.desk import CREATED, Desk, keys_of


def listed(desk: Desk, *devices: str, version: int = 1) -> RevocationList:
    """Return a list of these devices."""
    entries = (Revocation(device=device, last_accepted=3, reason=Reason.LOST) for device in sorted(devices))
    return RevocationList(centre=desk.card.device, version=version, entries=tuple(entries))


def test_a_list_comes_back_as_it_was_signed(desk: Desk) -> None:
    devices = (keys_of("worker").card.device, keys_of("stranger").card.device)
    found = RevocationList.open(listed(desk, *devices).sign(desk.centre), desk.card)
    assert found == listed(desk, *devices)
    assert found.of(devices[0]) == Revocation(device=devices[0], last_accepted=3, reason=Reason.LOST)
    assert found.of("0" * 64) is None


def test_only_the_centre_revokes(desk: Desk) -> None:
    with pytest.raises(ForgedDocument):
        RevocationList.open(listed(desk).sign(desk.worker), desk.card)
    with pytest.raises(OtherCentre):
        RevocationList.open(replace(listed(desk), centre="0" * 64).sign(desk.centre), desk.card)


def test_a_device_stands_on_a_list_once(desk: Desk) -> None:
    entry = Revocation(device="0" * 64, last_accepted=3, reason=Reason.LEFT)
    twice = replace(listed(desk), entries=(entry, replace(entry, last_accepted=9)))
    with pytest.raises(DamagedDocument):
        RevocationList.open(twice.sign(desk.centre), desk.card)


@given(st.lists(st.tuples(st.integers(1, 6), st.integers(0, 1)), max_size=12))
def test_the_version_in_force_never_falls(offers: list[tuple[int, int]]) -> None:
    versions = [(0, 0)]
    held: RevocationList | None = None
    for version, content in offers:
        entries = (Revocation(device="0" * 64, last_accepted=content, reason=Reason.STOLEN),)
        offered = RevocationList(centre="1" * 64, version=version, entries=entries)
        if version > versions[-1][0] or (version, content) == versions[-1]:
            held = follow(held, offered)
            versions.append((version, content))
        else:
            with pytest.raises(StaleList):
                follow(held, offered)
    assert versions == sorted(versions)


def receipt(desk: Desk) -> Receipt:
    """Return a receipt for the worker."""
    return Receipt(
        centre=desk.card.device,
        device=desk.worker.card.device,
        up_to=CREATED,
        sequence=14,
        heads={"c:1": (bytes(32), b"\x01" * 32), "c:2": ()},
    )


def test_a_receipt_comes_back_as_it_was_signed(desk: Desk) -> None:
    data = receipt(desk).sign(desk.centre)
    assert Receipt.open(data, desk.card) == receipt(desk)
    later = replace(receipt(desk), up_to=CREATED + timedelta(microseconds=5))
    assert later.sign(desk.centre) == data


def test_only_the_centre_gives_receipts(desk: Desk) -> None:
    with pytest.raises(ForgedDocument):
        Receipt.open(receipt(desk).sign(desk.worker), desk.card)
    with pytest.raises(OtherCentre):
        Receipt.open(replace(receipt(desk), centre="0" * 64).sign(desk.centre), desk.card)
    with pytest.raises(DamagedDocument):
        Receipt.open(replace(receipt(desk), heads={"c 1": ()}).sign(desk.centre), desk.card)
