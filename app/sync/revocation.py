"""Devices that are no longer believed: a signed list whose version only rises."""

from dataclasses import dataclass
from enum import StrEnum

from app.sync import signed, strict
from app.sync.identity import DeviceKeys
from app.sync.refusals import DamagedDocument, OtherCentre, StaleList
from app.sync.signed import Kind
from app.sync.trust import CentreCard

_MOST = 2_000


class Reason(StrEnum):
    """Why a device is no longer believed."""

    LOST = "lost"
    STOLEN = "stolen"
    LEFT = "left"
    REPLACED = "replaced"
    COPIED = "copied"


@dataclass(frozen=True, slots=True, kw_only=True)
class Revocation:
    """One device (by id), the last of its bundle numbers that is still taken in, and why."""

    device: str
    last_accepted: int
    reason: Reason

    def to_json(self) -> dict[str, object]:
        """Return the entry as it stands in the list."""
        return {"device": self.device, "last_accepted": self.last_accepted, "reason": self.reason.value}

    @classmethod
    def from_json(cls, value: object) -> "Revocation":
        """Return the entry in `value`. Raises: ValueError."""
        found = strict.fields(value, {"device", "last_accepted", "reason"})
        return cls(
            device=strict.hex64(found["device"]),
            last_accepted=strict.whole(found["last_accepted"]),
            reason=Reason(strict.word(found["reason"])),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class RevocationList:
    """All revoked devices of a centre (by id), sorted by device; `version` rises with every list."""

    centre: str
    version: int
    entries: tuple[Revocation, ...]

    def of(self, device: str) -> Revocation | None:
        """Return the entry of a device, if it is on the list."""
        return next((entry for entry in self.entries if entry.device == device), None)

    def sign(self, keys: DeviceKeys) -> bytes:
        """Return the list as a file, signed by the centre's `keys`."""
        entries = sorted(self.entries, key=lambda entry: entry.device)
        document = {
            "centre": self.centre,
            "entries": [entry.to_json() for entry in entries],
            "version": self.version,
        }
        return signed.seal(Kind.REVOCATIONS, document, keys)

    @classmethod
    def open(cls, data: bytes, centre: CentreCard) -> "RevocationList":
        """Return the list in a file, proven to be signed by `centre`.

        Raises: DamagedDocument, NewerDocument, ForgedDocument, OtherCentre.
        """
        envelope = signed.envelope(Kind.REVOCATIONS, data)
        try:
            found = strict.fields(envelope.document, {"centre", "entries", "version"})
            named = strict.hex64(found["centre"])
            version = strict.whole(found["version"], least=1)
            listed = strict.listed(found["entries"], most=_MOST)
            entries = tuple(Revocation.from_json(entry) for entry in listed)
        except ValueError as error:
            raise DamagedDocument from error
        devices = [entry.device for entry in entries]
        if devices != sorted(set(devices)):
            raise DamagedDocument
        if named != centre.device:
            raise OtherCentre
        envelope.verify(centre.verify_key)
        return cls(centre=named, version=version, entries=entries)


def follow(held: RevocationList | None, offered: RevocationList) -> RevocationList:
    """Return the list now in force: the offered one if its version rises, the held one if they are the same.

    Raises: StaleList for an older list, or another list under the same version.
    """
    if held is None or offered.version > held.version or offered == held:
        return offered
    raise StaleList(version=offered.version, held=held.version)
