"""Slots: the data key comes out only with what it was sealed under, and only from an unchanged slot."""

import json
from base64 import b64decode, b64encode

import pyrage
import pytest
from argon2.low_level import Type, hash_secret_raw
from hypothesis import given, settings
from hypothesis import strategies as st

from app.store import DamagedHeader, KeyfileNeeded, WrongPassword, keys, recovery, slots
from app.store.argon import FLOOR, Cost
from app.store.slots import Slot

DEK = bytes(range(32))
PLACE = b"goldaw vault 1 5b8f "
SECRET = bytes(range(20))
CENTRE = pyrage.x25519.Identity.generate()


@pytest.fixture(scope="module")
def password_slot() -> Slot:
    return slots.password(DEK, "oba ýolunda arba", place=PLACE, cost=FLOOR)


@pytest.fixture(scope="module")
def recovery_slot() -> Slot:
    return slots.recovery(DEK, SECRET, place=PLACE)


@pytest.fixture(scope="module")
def escrow_slot() -> Slot:
    return slots.escrow(DEK, str(CENTRE.to_public()), place=PLACE)


def test_each_slot_gives_the_data_key_back(
    password_slot: Slot, recovery_slot: Slot, escrow_slot: Slot
) -> None:
    assert slots.open_password(password_slot, "oba ýolunda arba", place=PLACE) == DEK
    assert slots.open_recovery(recovery_slot, SECRET, place=PLACE) == DEK
    assert slots.open_escrow(escrow_slot, str(CENTRE), place=PLACE) == DEK


def test_no_slot_opens_in_another_vault(password_slot: Slot, recovery_slot: Slot, escrow_slot: Slot) -> None:
    other = b"goldaw vault 1 0000 "
    with pytest.raises(WrongPassword):
        slots.open_password(password_slot, "oba ýolunda arba", place=other)
    with pytest.raises(WrongPassword):
        slots.open_recovery(recovery_slot, SECRET, place=other)
    with pytest.raises(WrongPassword):
        slots.open_escrow(escrow_slot, str(CENTRE), place=other)


@settings(max_examples=20)  # Argon2id each time
@given(data=st.data())
def test_any_flipped_byte_of_a_password_slot_refuses(password_slot: Slot, data: st.DataObject) -> None:
    flipped = flip(password_slot, data)
    with pytest.raises((WrongPassword, DamagedHeader, KeyfileNeeded)):
        slots.open_password(flipped, "oba ýolunda arba", place=PLACE)


@given(data=st.data())
def test_any_flipped_byte_of_a_recovery_slot_refuses(recovery_slot: Slot, data: st.DataObject) -> None:
    with pytest.raises((WrongPassword, DamagedHeader)):
        slots.open_recovery(flip(recovery_slot, data), SECRET, place=PLACE)


@given(data=st.data())
def test_any_flipped_byte_of_an_escrow_slot_refuses(escrow_slot: Slot, data: st.DataObject) -> None:
    with pytest.raises((WrongPassword, DamagedHeader)):
        slots.open_escrow(flip(escrow_slot, data), str(CENTRE), place=PLACE)


def flip(slot: Slot, data: st.DataObject) -> Slot:
    """Change one field: a byte of binary ones, a letter of words, a step of numbers."""
    name = data.draw(st.sampled_from(sorted(slot)))
    value = slot[name]
    if isinstance(value, bool):
        return {**slot, name: not value}
    if isinstance(value, int):
        return {**slot, name: value + data.draw(st.sampled_from([-1, 1, 2, 1000]))}
    if name in ("salt", "sealed", "wrapped"):
        content = bytearray(b64decode(value))
        content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
        return {**slot, name: b64encode(content).decode()}
    place = data.draw(st.integers(0, len(value) - 1))
    return {**slot, name: value[:place] + ("x" if value[place] != "x" else "y") + value[place + 1 :]}


@pytest.mark.parametrize(
    "changed",
    [
        {"memory_kib": 8 * 1024 - 1},
        {"memory_kib": 1024 * 1024 + 1},
        {"memory_kib": 2**40},
        {"time": 17},
        {"time": 0},
        {"parallelism": 9},
        {"parallelism": 0},
        {"time": "3"},
        {"time": True},
    ],
)
def test_costs_no_honest_vault_has_are_damage_and_cost_nothing(password_slot: Slot, changed: Slot) -> None:
    with pytest.raises(DamagedHeader):
        slots.open_password({**password_slot, **changed}, "oba ýolunda arba", place=PLACE)


@pytest.mark.parametrize("name", ["salt", "sealed", "memory_kib"])
def test_a_slot_without_a_field_is_damage(password_slot: Slot, name: str) -> None:
    short = {key: value for key, value in password_slot.items() if key != name}
    with pytest.raises(DamagedHeader):
        slots.open_password(short, "oba ýolunda arba", place=PLACE)


@pytest.mark.parametrize(
    "cost",
    [
        Cost(memory_kib=19 * 1024 - 1, time=2, parallelism=1),
        Cost(memory_kib=64 * 1024, time=1, parallelism=4),
    ],
)
def test_no_slot_is_made_below_the_floor(cost: Cost) -> None:
    with pytest.raises(ValueError, match="below"):
        slots.password(DEK, "oba ýolunda arba", place=PLACE, cost=cost)


def test_a_key_file_cannot_be_left_out_by_changing_the_slot() -> None:
    slot = slots.password(DEK, "oba ýolunda arba", place=PLACE, cost=FLOOR, keyfile=b"stick")
    with pytest.raises(WrongPassword):
        slots.open_password({**slot, "keyfile": False}, "oba ýolunda arba", place=PLACE)


def test_a_key_file_that_was_not_asked_for_is_not_used(password_slot: Slot) -> None:
    assert slots.open_password(password_slot, "oba ýolunda arba", place=PLACE, keyfile=b"any") == DEK


def test_two_slots_of_the_same_password_share_nothing(password_slot: Slot) -> None:
    again = slots.password(DEK, "oba ýolunda arba", place=PLACE, cost=FLOOR)
    assert again["salt"] != password_slot["salt"]
    assert again["sealed"] != password_slot["sealed"]


def test_the_data_key_lies_in_no_slot(password_slot: Slot, recovery_slot: Slot, escrow_slot: Slot) -> None:
    text = json.dumps([password_slot, recovery_slot, escrow_slot])
    assert DEK.hex() not in text
    assert b64encode(DEK).decode().rstrip("=") not in text
    assert recovery.written(SECRET) not in text


def test_the_password_slot_follows_the_written_format(password_slot: Slot) -> None:
    # the page docs/vault-format.md in code: Argon2id, HKDF, AEAD over place and the other fields
    salt, sealed = b64decode(str(password_slot["salt"])), b64decode(str(password_slot["sealed"]))
    slow = hash_secret_raw("oba ýolunda arba".encode(), salt, 2, 19456, 1, 32, Type.ID)
    key = keys.stretch(slow, salt=salt, info=b"goldaw vault 1 password slot")
    rest = {name: value for name, value in password_slot.items() if name != "sealed"}
    bound = PLACE + json.dumps(rest, sort_keys=True, separators=(",", ":")).encode()
    assert keys.unseal(key, sealed, bound) == DEK
