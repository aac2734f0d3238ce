"""The centre's word to a device: everything up to a day is here, and what was kept aside."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from app.sync import signed, strict
from app.sync.identity import DeviceKeys
from app.sync.refusals import DamagedDocument, OtherCentre
from app.sync.signed import Kind
from app.sync.trust import CentreCard


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """ "Everything to `up_to` is at the centre": the newest bundle number taken in and the heads held per stream."""

    centre: str
    device: str
    up_to: datetime
    sequence: int
    heads: Mapping[str, tuple[bytes, ...]]

    def sign(self, keys: DeviceKeys) -> bytes:
        """Return the receipt as a file, signed by the centre's `keys`."""
        document = {
            "centre": self.centre,
            "device": self.device,
            "heads": strict.heads_json(self.heads),
            "sequence": self.sequence,
            "up_to": strict.instant_text(self.up_to),
        }
        return signed.seal(Kind.RECEIPT, document, keys)

    @classmethod
    def open(cls, data: bytes, centre: CentreCard) -> "Receipt":
        """Return the receipt in a file, proven to be signed by `centre`.

        Raises: DamagedDocument, NewerDocument, ForgedDocument, OtherCentre.
        """
        envelope = signed.envelope(Kind.RECEIPT, data)
        try:
            found = strict.fields(envelope.document, {"centre", "device", "heads", "sequence", "up_to"})
            receipt = cls(
                centre=strict.hex64(found["centre"]),
                device=strict.hex64(found["device"]),
                up_to=strict.instant(found["up_to"]),
                sequence=strict.whole(found["sequence"]),
                heads=strict.heads(found["heads"]),
            )
        except ValueError as error:
            raise DamagedDocument from error
        if receipt.centre != centre.device:
            raise OtherCentre
        envelope.verify(centre.verify_key)
        return receipt
