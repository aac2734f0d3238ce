"""A strict look at the head of an age file before any decryption: binary, short, few stanzas, no password.

One published test file kept a lenient reader busy for 84 seconds by asking for an enormous scrypt effort; here a scrypt
stanza is refused unread. Format: https://c2sp.org/age (version 1).
"""

import base64
import binascii
import re
from dataclasses import dataclass

from app.sync import limits
from app.sync.refusals import NotABundle, PasswordBundle, TruncatedBundle

_VERSION = b"age-encryption.org/v1\n"
_STANZA = re.compile(rb"->((?: [!-~]+)+)\Z")
_MAC = re.compile(rb"--- ([A-Za-z0-9+/]{43})\Z")
_BODY = re.compile(rb"[A-Za-z0-9+/]{0,64}\Z")
_LINE = 64
_KEY_BYTES = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class AgeHeader:
    """What the head of an age file says: stanza types in order, and its length in bytes (the nonce follows)."""

    stanzas: tuple[str, ...]
    length: int


def check(start: bytes) -> AgeHeader:
    """Return the header at the `start` of a file (its first 8 KB + 1 bytes, or all of it when shorter).

    Raises: NotABundle, PasswordBundle, TruncatedBundle when the file ends inside the header.
    """
    lines = _Lines(start)
    if start[: len(_VERSION)] != _VERSION:
        raise TruncatedBundle if _VERSION.startswith(start) else NotABundle
    lines.next()
    stanzas: list[str] = []
    while not (line := lines.next()).startswith(b"---"):
        stanzas.append(_stanza(line, lines))
        if len(stanzas) > limits.STANZAS:
            raise NotABundle
    mac = _MAC.match(line)
    if mac is None or len(_octets(mac[1])) != _KEY_BYTES or not stanzas:
        raise NotABundle
    return AgeHeader(stanzas=tuple(stanzas), length=lines.position)


def _stanza(line: bytes, lines: "_Lines") -> str:
    """Read one recipient stanza whose first line is given; return its type."""
    found = _STANZA.match(line)
    if found is None:
        raise NotABundle
    words = found[1].split()
    if words[0] == b"scrypt":
        raise PasswordBundle
    body = _body(lines)
    if words[0] == b"X25519":
        share = _octets(words[1]) if len(words) == 2 else b""
        if len(share) != _KEY_BYTES or len(body) != _KEY_BYTES:
            raise NotABundle
    return words[0].decode("ascii")


def _body(lines: "_Lines") -> bytes:
    """Read body lines up to and with the first that is shorter than 64 characters."""
    text = b""
    while True:
        line = lines.next()
        if _BODY.match(line) is None:
            raise NotABundle
        text += line
        if len(line) < _LINE:
            return _octets(text)


def _octets(text: bytes) -> bytes:
    """Return the bytes in base64 without padding, in its one spelling."""
    try:
        data = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    except binascii.Error as error:
        raise NotABundle from error
    if base64.b64encode(data).rstrip(b"=") != text:
        raise NotABundle
    return data


class _Lines:
    """Lines of the header, one after the other, never beyond its limit."""

    def __init__(self, start: bytes) -> None:
        self._start = start[: limits.HEADER]
        self._whole = len(start) <= limits.HEADER
        self.position = 0

    def next(self) -> bytes:
        """Return the next line without its end. Raises: TruncatedBundle, NotABundle when the header is too long."""
        end = self._start.find(b"\n", self.position)
        if end < 0:
            raise TruncatedBundle if self._whole else NotABundle
        line = self._start[self.position : end]
        self.position = end + 1
        return line
