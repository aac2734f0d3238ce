"""The 40-digit fingerprint of a centre's card: eight groups of five digits, the fifth checking the four before it.

A group is typed from paper, so each carries its own check digit (Damm, 2004: finds every single wrong digit and every
swap of neighbours) and knows its place: a group typed in place of another is found as well. Data: 32 digits, 106 bits.
"""

import hashlib
import secrets
from collections.abc import Mapping

from app.sync.refusals import MistypedFingerprint, OtherCentre

GROUPS = 8
_DATA_DIGITS = 4
_DAMM = (
    "0317598642",
    "7092154863",
    "4206871359",
    "1750983426",
    "6123045978",
    "3674209581",
    "5869720134",
    "8945362017",
    "9438617205",
    "2581436790",
)


def groups(statement: bytes) -> tuple[str, ...]:
    """Return the eight groups of five digits that stand for `statement` (a card's canonical bytes)."""
    digest = hashlib.blake2b(statement, digest_size=32, person=b"etrap-finger-v1").digest()
    digits = str(int.from_bytes(digest, "big") % 10 ** (GROUPS * _DATA_DIGITS)).zfill(GROUPS * _DATA_DIGITS)
    parts = (digits[start : start + _DATA_DIGITS] for start in range(0, len(digits), _DATA_DIGITS))
    return tuple(part + _check_digit(place, part) for place, part in enumerate(parts, start=1))


def asked() -> tuple[int, int]:
    """Return which two groups (1 to 8, ascending) to ask for, chosen anew each time."""
    first, second = sorted(secrets.SystemRandom().sample(range(1, GROUPS + 1), 2))
    return first, second


def typed(place: int, entry: str) -> str:
    """Return the five digits a person typed for group `place`, spaces dropped. Raises: MistypedFingerprint."""
    digits = "".join(entry.split())
    if len(digits) != _DATA_DIGITS + 1 or not (digits.isascii() and digits.isdigit()):
        raise MistypedFingerprint(group=place)
    if digits[-1] != _check_digit(place, digits[:-1]):
        raise MistypedFingerprint(group=place)
    return digits


def compare(expected: tuple[str, ...], entries: Mapping[int, str]) -> None:
    """Pass when at least two typed groups agree with the card's.

    Raises: MistypedFingerprint for a slip of the finger, OtherCentre for well-typed groups of another card.
    """
    digits = {place: typed(place, entry) for place, entry in entries.items()}
    if len(digits) < 2 or any(expected[place - 1] != found for place, found in digits.items()):
        raise OtherCentre


def _check_digit(place: int, digits: str) -> str:
    row = 0
    for digit in f"{place}{digits}":
        row = int(_DAMM[row][int(digit)])
    return str(row)
