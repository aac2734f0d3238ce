"""A centre's card as the text of a QR code: capital letters and digits only, which QR codes pack tightest."""

import base64
import binascii

from app.sync.refusals import DamagedDocument
from app.sync.trust import CentreCard

_PREFIX = "GOLDAW:CENTRE:1:"


def text(signed_card: bytes) -> str:
    """Return the QR text of a centre's signed card file."""
    return _PREFIX + base64.b32encode(signed_card).rstrip(b"=").decode()


def signed_card(scanned: str) -> bytes:
    """Return the signed card file in a scanned QR text, checked to be one. Raises: DocumentRefused kinds."""
    entry = "".join(scanned.split())
    if not entry.startswith(_PREFIX):
        raise DamagedDocument
    body = entry.removeprefix(_PREFIX)
    try:
        data = base64.b32decode(body + "=" * (-len(body) % 8))
    except (binascii.Error, ValueError) as error:
        raise DamagedDocument from error
    CentreCard.open(data)
    return data
