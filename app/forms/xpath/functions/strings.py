"""Texts: XPath's own string functions and ODK's."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
from math import floor, inf, isinf, isnan

from app.errors import N_
from app.forms.errors import EvaluationFailed
from app.forms.xpath.context import Context
from app.forms.xpath.functions.registry import function
from app.forms.xpath.patterns import safe_pattern
from app.forms.xpath.tree import ATTRIBUTE, ELEMENT, XML, Node
from app.forms.xpath.values import Value, to_text

MOST_TEXT = 1_000_000

_PATTERN = N_("The pattern given to regex() is not one this program can use safely.")
_LONG = N_("A text grew beyond {most} characters, which is more than a form may hold.")
_DIGEST = N_("digest() was asked for an algorithm or a writing it does not know.")


@function("string", "s", "s", 0, own=True)
def string(c: Context, text: str | None = None) -> str:
    """Return any value as a text."""
    return c.node.string() if text is None else text


@function("concat", "a", "s", 0, more=True)
def concat(_: Context, *parts: Value) -> str:
    """Join texts; of a path every node counts."""
    return _joined("", parts)


@function("join", "sa", "s", 1, more=True)
def join(_: Context, between: str, *parts: Value) -> str:
    """Join texts with `between` in the gaps; of a path every node counts."""
    return _joined(between, parts)


def _joined(between: str, parts: tuple[Value, ...]) -> str:
    texts: list[str] = []
    for part in parts:
        texts.extend([node.string() for node in part] if isinstance(part, list) else [to_text(part)])
    if sum(map(len, texts)) + len(between) * len(texts) > MOST_TEXT:
        raise EvaluationFailed(_LONG, most=MOST_TEXT)
    return between.join(texts)


@function("starts-with", "ss", "b")
def starts_with(_: Context, text: str, start: str) -> bool:
    """Tell whether `text` begins with `start`."""
    return text.startswith(start)


@function("ends-with", "ss", "b")
def ends_with(_: Context, text: str, end: str) -> bool:
    """Tell whether `text` ends with `end`."""
    return text.endswith(end)


@function("contains", "ss", "b")
def contains(_: Context, text: str, part: str) -> bool:
    """Tell whether `part` is in `text`."""
    return part in text


@function("substring-before", "ss", "s")
def substring_before(_: Context, text: str, part: str) -> str:
    """Return what stands before the first `part`."""
    before, found, _after = text.partition(part) if part else ("", "", "")
    return before if found else ""


@function("substring-after", "ss", "s")
def substring_after(_: Context, text: str, part: str) -> str:
    """Return what stands after the first `part`."""
    return text.partition(part)[2] if part else text


def _round(number: float) -> float:
    return number if isnan(number) or isinf(number) else floor(number + 0.5)


@function("substring", "snn", "s", 2)
def substring(_: Context, text: str, start: float, length: float | None = None) -> str:
    """Return characters counted from 1, as section 4.2 of XPath rounds."""
    first = _round(start)
    last = inf if length is None else first + _round(length)
    return "".join(letter for i, letter in enumerate(text, 1) if first <= i < last)


@function("substr", "snn", "s", 2)
def substr(_: Context, text: str, start: float, end: float = inf) -> str:
    """Return characters counted from 0 up to `end`; negative ones count from the end."""
    if isnan(start) or isnan(end):
        return ""
    length = len(text)
    first = length if start == inf else max(-length, int(start)) if start != -inf else 0
    return text[first : length if end >= length else int(max(end, -length))]


@function("string-length", "s", "n", 0, own=True)
def string_length(c: Context, text: str | None = None) -> float:
    """Count characters."""
    return float(len(c.node.string() if text is None else text))


@function("normalize-space", "s", "s", 0, own=True)
def normalize_space(c: Context, text: str | None = None) -> str:
    """Trim, and make every run of white space one space."""
    return " ".join(
        part for part in re.split(r"[ \t\r\n]+", c.node.string() if text is None else text) if part
    )


@function("translate", "sss", "s")
def translate(_: Context, text: str, old: str, new: str) -> str:
    """Replace each letter of `old` by the letter of `new` in the same place, or by nothing."""
    table: dict[int, str] = {}
    for i, letter in enumerate(old):
        table.setdefault(ord(letter), new[i] if i < len(new) else "")
    return text.translate(table)


@function("regex", "ss", "b")
def regex(_: Context, text: str, pattern: str) -> bool:
    """Tell whether the whole of `text` matches `pattern`."""
    matches = safe_pattern(pattern)
    if matches is None:
        raise EvaluationFailed(_PATTERN)
    return matches(text)


@function("digest", "sss", "s", 2)
def digest(_: Context, text: str, algorithm: str, encoding: str = "base64") -> str:
    """Return a hash of `text` in base64 or hex."""
    name = algorithm.upper().replace("SHA-", "sha").lower()
    if name not in ("md5", "sha1", "sha256", "sha384", "sha512"):
        raise EvaluationFailed(_DIGEST)
    if encoding.lower() not in ("base64", "hex"):
        raise EvaluationFailed(_DIGEST)
    raw = hashlib.new(name, text.encode(), usedforsecurity=False).digest()
    return raw.hex() if encoding.lower() == "hex" else base64.b64encode(raw).decode()


@function("base64-decode", "s", "s")
def base64_decode(_: Context, text: str) -> str:
    """Return the text that was packed as base64, or an empty text."""
    try:
        return base64.b64decode(text, validate=True).decode(errors="replace")
    except (binascii.Error, ValueError):
        return ""


@function("extract-signed", "ss", "s")
def extract_signed(_: Context, packed: str, key: str) -> str:
    """Return the text in a base64 message that begins with its Ed25519 signature, or an empty text when it is not genuine.

    `key` is the signer's public key (32 bytes) in base64. Source: ODK documentation of form operators and functions.
    """
    from cryptography.exceptions import InvalidSignature  # hardly a form needs it, and it takes long to load
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        message, public = base64.b64decode(packed, validate=True), base64.b64decode(key, validate=True)
        Ed25519PublicKey.from_public_bytes(public).verify(message[:64], message[64:])
        return message[64:].decode()
    except (binascii.Error, ValueError, InvalidSignature):
        return ""


@function("property", "s", "s")
def property_(c: Context, name: str) -> str:
    """Return what the device says of itself or its user, such as "username"."""
    return c.world.property(name)


@function("version", "", "s")
def version(c: Context) -> str:
    """Return the version of the form."""
    return c.world.version()


@function("uuid", "n", "s", 0)
def uuid(c: Context, length: float | None = None) -> str:
    """Return a fresh UUID, or random letters and digits of the wanted length."""
    if length is None:
        return c.world.new_uuid()
    letters = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
    wanted = 0 if isnan(length) else int(max(0, min(length, 1000)))
    return "".join(letters[int(c.world.random() * len(letters))] for _ in range(wanted))


@function("name", "N", "s", 0, own=True)
def name(c: Context, nodes: list[Node] | None = None) -> str:
    """Return the name of the first node, prefix included."""
    node = _first(c, nodes)
    return node.name if node and node.kind in (ELEMENT, ATTRIBUTE) else ""


@function("local-name", "N", "s", 0, own=True)
def local_name(c: Context, nodes: list[Node] | None = None) -> str:
    """Return the name of the first node without its prefix."""
    node = _first(c, nodes)
    return node.local if node and node.kind in (ELEMENT, ATTRIBUTE) else ""


@function("namespace-uri", "N", "s", 0, own=True)
def namespace_uri(c: Context, nodes: list[Node] | None = None) -> str:
    """Return the namespace of the first node."""
    node = _first(c, nodes)
    return node.uri if node else ""


def _first(c: Context, nodes: list[Node] | None) -> Node | None:
    return c.node if nodes is None else nodes[0] if nodes else None


@function("lang", "s", "b")
def lang(c: Context, wanted: str) -> bool:
    """Tell whether the context node is written in the language `wanted`."""
    node: Node | None = c.node
    while node is not None:
        language = node.attribute(f"{{{XML}}}lang")
        if language is not None:
            given, asked = language.lower(), wanted.lower()
            return given == asked or given.startswith(asked + "-")
        node = node.parent
    return False
