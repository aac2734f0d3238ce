"""A centre changes its keys: the old key vouches for the new card, and both decrypt until a day."""

from dataclasses import dataclass
from datetime import date

from app.sync import signed, strict
from app.sync.identity import DeviceKeys
from app.sync.refusals import DamagedDocument, OtherCentre
from app.sync.signed import Kind
from app.sync.trust import CentreCard

BOTH_DAYS = 366


@dataclass(frozen=True, slots=True, kw_only=True)
class Succession:
    """The old centre key's word for the new card; bundles for the old key are still opened `until` that day (included)."""

    old: str
    new: CentreCard
    until: date

    def sign(self, old: DeviceKeys, new: DeviceKeys) -> bytes:
        """Return the succession as a file: the new card signed by its own key, all of it signed by the old one."""
        card = signed.seal(Kind.CENTRE, self.new.to_json(), new)
        document = {"card": card.decode(), "old": self.old, "until": self.until.isoformat()}
        return signed.seal(Kind.SUCCESSION, document, old)

    @classmethod
    def open(cls, data: bytes, old: CentreCard) -> "Succession":
        """Return the succession in a file, proven to be signed by both keys.

        Raises: DamagedDocument, NewerDocument, ForgedDocument, OtherCentre when it follows another centre than `old`.
        """
        envelope = signed.envelope(Kind.SUCCESSION, data)
        try:
            found = strict.fields(envelope.document, {"card", "old", "until"})
            named, until, card = strict.hex64(found["old"]), strict.day(found["until"]), found["card"]
        except ValueError as error:
            raise DamagedDocument from error
        if named != old.device:
            raise OtherCentre
        envelope.verify(old.verify_key)
        if not isinstance(card, str):
            raise DamagedDocument
        return cls(old=named, new=CentreCard.open(card.encode()), until=until)
