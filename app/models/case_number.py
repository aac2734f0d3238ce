"""The case's short number: seven signs made from its identifier, and a check sign that catches every slip of one sign.

The number is a function of the identifier: two laptops cannot give one case two numbers, and no counter has to be agreed.
Seven signs are 35 bits; a laptop that draws a taken number draws again. Arithmetic is that of the field of 32 elements.
"""

import hashlib

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_PRIMITIVE = 0b100101  # x^5 + x^2 + 1
_LOOKALIKES = str.maketrans({"O": "0", "I": "1", "L": "1", "-": None, " ": None, "–": None})


def _twice(value: int) -> int:
    value <<= 1
    return value ^ _PRIMITIVE if value & 32 else value


def _check(digits: list[int]) -> int:
    total = 0
    for digit in digits:
        total = _twice(total ^ digit)
    return total


def case_number(id_: str) -> str:
    """Return the number of the case with that identifier, as it is written: "K7MQ-4XBT"."""
    drawn = int.from_bytes(hashlib.blake2b(id_.encode(), digest_size=5).digest(), "big") >> 5
    digits = [drawn >> shift & 31 for shift in range(30, -1, -5)]
    digits.append(_check(digits))
    signs = "".join(ALPHABET[digit] for digit in digits)
    return f"{signs[:4]}-{signs[4:]}"


def tidy(typed: str) -> str | None:
    """Return the number a person typed in its one spelling, or None when a sign must be wrong."""
    signs = typed.upper().translate(_LOOKALIKES)
    if len(signs) != 8 or any(sign not in ALPHABET for sign in signs):
        return None
    digits = [ALPHABET.index(sign) for sign in signs]
    return f"{signs[:4]}-{signs[4:]}" if _check(digits[:7]) == digits[7] else None
