"""The recovery code: 160 random bits, printed once, typed back by tired people.

Eight groups, each of four Crockford base32 letters (20 bits) and a check letter: 0-9 A-Z without I, L, O, U.
The check letter is a weighted sum in the field of 32 elements, so every wrong letter, every swap of letters within a
group and every group in another's place shows.
"""

import secrets

from app.errors import N_
from app.store import WrongRecoveryCode

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
GROUPS = 8
SECRET_BYTES = 20
_LOOK_ALIKES = str.maketrans(
    "OILОІАВЕКМНРСТУХ", "01101ABEKMHPCTYX"
)  # the Cyrillic twins too: the keyboard may be Russian
_GLUE = str.maketrans("", "", " -‐‑–—._\t\r\n\u00a0")


def generate() -> bytes:
    """Make the secret of a recovery code: 160 random bits."""
    return secrets.token_bytes(SECRET_BYTES)


def written(secret: bytes) -> str:
    """Return the code as it is printed, e.g. `7ZB4K-…` in eight groups of five."""
    if len(secret) != SECRET_BYTES:
        raise ValueError("a recovery secret has 20 bytes")
    number = int.from_bytes(secret, "big")
    groups = ((number >> (20 * place)) & 0xFFFFF for place in reversed(range(GROUPS)))
    return "-".join(_group(value, place) for place, value in enumerate(groups, start=1))


def read(typed: str) -> bytes:
    """Return the 20 bytes of a typed code; case, spaces, hyphens, O for 0 and I or L for 1 do not matter.

    Raises:
        WrongRecoveryCode: names the first group that is wrong, or says how many letters are there.
    """
    letters = typed.translate(_GLUE).upper().translate(_LOOK_ALIKES)
    if len(letters) != GROUPS * 5:
        raise WrongRecoveryCode(
            N_(
                "The recovery code has {wanted} letters, {typed} were typed. Nothing was changed. "
                "Type the whole code."
            ),
            wanted=GROUPS * 5,
            typed=len(letters),
        )
    number = 0
    for place in range(1, GROUPS + 1):
        number = (number << 20) | _value(letters[(place - 1) * 5 : place * 5], place)
    return number.to_bytes(SECRET_BYTES, "big")


def _group(value: int, place: int) -> str:
    digits = [(value >> shift) & 31 for shift in (15, 10, 5, 0)]
    return "".join(ALPHABET[digit] for digit in [*digits, _check(digits, place)])


def _check(digits: list[int], place: int) -> int:
    # Horner's rule in GF(32): every letter has its own weight, and so has the group's place
    total = place
    for digit in digits:
        total = _doubled(total) ^ digit
    return _doubled(total)


def _doubled(element: int) -> int:
    twice = element << 1
    return twice ^ 0b100101 if twice & 32 else twice  # x^5 + x^2 + 1, irreducible


def _value(group: str, place: int) -> int:
    digits = [ALPHABET.find(letter) for letter in group]
    if -1 in digits or _check(digits[:4], place) != digits[4]:
        raise WrongRecoveryCode(
            N_(
                "Group {group} of the recovery code is not right. Nothing was changed. "
                "Compare it with the paper, letter by letter."
            ),
            group=place,
        )
    return (digits[0] << 15) | (digits[1] << 10) | (digits[2] << 5) | digits[3]
