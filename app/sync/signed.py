"""The envelope of every signed document: canonical JSON with a signature that is good for one kind only.

`{"document": {…}, "kind": "certificate", "signature": "…", "version": 1}`; the signature is Ed25519 over
`etrap-certificate-v1`, a zero byte and the canonical bytes of `document`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.sync import canonical, limits, strict
from app.sync.identity import SIGNATURE_BYTES, DeviceKeys, verified
from app.sync.refusals import DamagedDocument, ForgedDocument, NewerDocument

VERSION = 1


class Kind(StrEnum):
    """What a signed document is; a signature made for one kind never passes for another."""

    CENTRE = "centre"
    SUCCESSION = "succession"
    REQUEST = "request"
    CERTIFICATE = "certificate"
    REVOCATIONS = "revocations"
    RECEIPT = "receipt"


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """An opened document whose signature is not yet checked."""

    kind: Kind
    document: Mapping[str, object]
    signature: bytes

    def verify(self, verify_key: bytes) -> None:
        """Pass when `verify_key` signed this. Raises: ForgedDocument."""
        if not verified(verify_key, domain(self.kind), canonical.encode(self.document), self.signature):
            raise ForgedDocument


def domain(kind: Kind) -> bytes:
    """Return the bytes that separate signatures of one kind from all others."""
    return f"etrap-{kind.value}-v{VERSION}".encode()


def seal(kind: Kind, document: Mapping[str, object], keys: DeviceKeys) -> bytes:
    """Return the signed document as the bytes to store and hand on."""
    signature = keys.sign(domain(kind), canonical.encode(document))
    return canonical.encode(
        {
            "document": document,
            "kind": kind.value,
            "signature": strict.spelled(signature),
            "version": VERSION,
        }
    )


def envelope(kind: Kind, data: bytes) -> Envelope:
    """Return what `data` says, unverified, if it is a document of this kind.

    Raises: DamagedDocument, NewerDocument.
    """
    if len(data) > limits.DOCUMENT:
        raise DamagedDocument
    try:
        found = strict.document(data, {"document", "kind", "signature", "version"})
        version = strict.whole(found["version"], least=1)
        signature = strict.octets(found["signature"], SIGNATURE_BYTES)
        document = strict.mapping(found["document"])
    except ValueError as error:
        raise DamagedDocument from error
    if found["kind"] != kind.value:
        raise DamagedDocument
    if version > VERSION:
        raise NewerDocument
    return Envelope(kind=kind, document=document, signature=signature)


def opened(kind: Kind, data: bytes, verify_key: bytes) -> Mapping[str, object]:
    """Return the document in `data` after checking that `verify_key` signed it.

    Raises: DamagedDocument, NewerDocument, ForgedDocument.
    """
    found = envelope(kind, data)
    found.verify(verify_key)
    return found.document


def kind_of(data: bytes) -> Kind:
    """Return which kind of document a file holds, before anything in it is believed. Raises: DamagedDocument."""
    if len(data) > limits.DOCUMENT:
        raise DamagedDocument
    try:
        return Kind(strict.word(strict.mapping(canonical.decode(data)).get("kind")))
    except ValueError as error:
        raise DamagedDocument from error
