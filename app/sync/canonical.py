"""Canonical JSON: one value has exactly one spelling, so bytes can be signed, hashed and compared.

Spelling: UTF-8, object keys sorted by code point, no white space, `"` `\\` and control characters escaped as
`json.dumps` does, everything else literal; whole numbers within ±(2^53 − 1), never fractions; depth at most 12.
"""

import json
from typing import NoReturn

from app.sync import limits

_LARGEST = 2**53 - 1


class NotCanonical(ValueError):
    """The bytes are not the one spelling of a value; whoever reads them says which document that was."""


def encode(value: object) -> bytes:
    """Return the one spelling of `value`.

    Raises: NotCanonical for fractions, too large numbers, keys that are not text, lone surrogates, depth above 12.
    """
    _check(value, depth=0)
    try:
        text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
        return text.encode()
    except ValueError as error:
        raise NotCanonical("no spelling") from error


def decode(data: bytes) -> object:
    """Return the value that `data` spells, or refuse every other spelling of it.

    Raises: NotCanonical.
    """
    try:
        value = json.loads(
            data.decode(), object_pairs_hook=_unique, parse_float=_refuse, parse_constant=_refuse
        )
    except (ValueError, RecursionError) as error:
        raise NotCanonical("not strict JSON") from error
    if encode(value) != data:
        raise NotCanonical("another spelling")
    return value


def _check(value: object, *, depth: int) -> None:
    match value:
        case None | bool() | str():
            return
        case int() if -_LARGEST <= value <= _LARGEST:
            return
        case list() | tuple() | dict() if depth == limits.DEPTH:
            raise NotCanonical("too deep")
        case list() | tuple():
            for item in value:
                _check(item, depth=depth + 1)
        case dict() if all(isinstance(key, str) for key in value):
            for item in value.values():
                _check(item, depth=depth + 1)
        case _:
            raise NotCanonical("only null, truth values, whole numbers, text, lists, objects")


def _unique(pairs: list[tuple[str, object]]) -> dict[str, object]:
    result = dict(pairs)
    if len(result) != len(pairs):
        raise NotCanonical("a key twice")
    return result


def _refuse(text: str) -> NoReturn:
    raise NotCanonical(f"no fractions, no {text[:8]}")
