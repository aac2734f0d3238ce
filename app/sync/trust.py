"""Who trusts whom: the centre's card, a device's request, the certificate that answers it, and a new centre key."""

from dataclasses import dataclass
from datetime import date

from app.models.staff import Role
from app.sync import canonical, fingerprint, signed, strict
from app.sync.identity import DeviceCard, DeviceKeys, device_id, recipient
from app.sync.refusals import DamagedDocument, OtherCentre
from app.sync.signed import Kind

# A trainer has a practice vault and a device without a holder has no role: neither gets a certificate.
CERTIFIED = (Role.WORKER, Role.SENIOR, Role.SUPERVISOR, Role.KEY_OFFICER, Role.STATISTICIAN)


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreCard:
    """A centre's public keys and name; workers send to `operational` and `recovery`, and believe `verify_key`."""

    verify_key: bytes
    operational: str
    recovery: str
    name: str
    place: str

    @property
    def device(self) -> str:
        """The centre's own device id, by which its bundles name their sender."""
        return device_id(self.verify_key)

    @property
    def recipients(self) -> tuple[str, str]:
        """Whom a bundle for the centre is encrypted to: its operational and its offline recovery key."""
        return self.operational, self.recovery

    @property
    def fingerprint(self) -> tuple[str, ...]:
        """The eight groups printed on the card."""
        return fingerprint.groups(canonical.encode(self.to_json()))

    def sign(self, keys: DeviceKeys) -> bytes:
        """Return the card as a file, signed by the centre's own `keys`."""
        if keys.card.verify_key != self.verify_key:
            raise ValueError("a card is signed by its own key")
        return signed.seal(Kind.CENTRE, self.to_json(), keys)

    @classmethod
    def open(cls, data: bytes) -> "CentreCard":
        """Return the card in a file; that it is the right centre only the fingerprint can tell.

        Raises: DamagedDocument, NewerDocument, ForgedDocument.
        """
        found = signed.envelope(Kind.CENTRE, data)
        card = cls.from_json(found.document)
        found.verify(card.verify_key)
        return card

    def to_json(self) -> dict[str, object]:
        """Return the card as it stands in documents."""
        return {
            "name": self.name,
            "operational": self.operational,
            "place": self.place,
            "recovery": self.recovery,
            "verify_key": strict.spelled(self.verify_key),
        }

    @classmethod
    def from_json(cls, value: object) -> "CentreCard":
        """Return the card in `value`. Raises: DamagedDocument."""
        try:
            found = strict.fields(value, {"name", "operational", "place", "recovery", "verify_key"})
            return cls(
                verify_key=strict.octets(found["verify_key"]),
                operational=recipient(found["operational"]),
                recovery=recipient(found["recovery"]),
                name=strict.text(found["name"]),
                place=strict.text(found["place"]),
            )
        except ValueError as error:
            raise DamagedDocument from error


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceRequest:
    """A device asks a centre (by its id) to be enrolled: who holds it, which role and place are wished."""

    card: DeviceCard
    centre: str
    name: str
    role: Role
    place: str

    def sign(self, keys: DeviceKeys) -> bytes:
        """Return the request as a file, signed by the device's own `keys`."""
        document = {
            "card": self.card.to_json(),
            "centre": self.centre,
            "name": self.name,
            "place": self.place,
            "role": self.role.value,
        }
        return signed.seal(Kind.REQUEST, document, keys)

    @classmethod
    def open(cls, data: bytes) -> "DeviceRequest":
        """Return the request in a file, proven to come from the device that holds the card's key.

        Raises: DamagedDocument, NewerDocument, ForgedDocument.
        """
        envelope = signed.envelope(Kind.REQUEST, data)
        try:
            found = strict.fields(envelope.document, {"card", "centre", "name", "place", "role"})
            request = cls(
                card=DeviceCard.from_json(found["card"]),
                centre=strict.hex64(found["centre"]),
                name=strict.text(found["name"]),
                role=_role(found["role"]),
                place=strict.text(found["place"]),
            )
        except ValueError as error:
            raise DamagedDocument from error
        envelope.verify(request.card.verify_key)
        return request


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """The centre's word that a device belongs to a member of staff (by id), in a role and place, until a day (included)."""

    card: DeviceCard
    centre: str
    staff: str
    role: Role
    place: str
    valid_until: date
    serial: int

    @property
    def verify_key(self) -> bytes:
        """The key that checks what the device signs."""
        return self.card.verify_key

    def sign(self, keys: DeviceKeys) -> bytes:
        """Return the certificate as a file, signed by the centre's `keys`."""
        document = {
            "card": self.card.to_json(),
            "centre": self.centre,
            "place": self.place,
            "role": self.role.value,
            "serial": self.serial,
            "staff": self.staff,
            "valid_until": self.valid_until.isoformat(),
        }
        return signed.seal(Kind.CERTIFICATE, document, keys)

    @classmethod
    def open(cls, data: bytes, centre: CentreCard) -> "Certificate":
        """Return the certificate in a file, proven to be signed by `centre`.

        Raises: DamagedDocument, NewerDocument, ForgedDocument, OtherCentre.
        """
        envelope = signed.envelope(Kind.CERTIFICATE, data)
        try:
            names = {"card", "centre", "place", "role", "serial", "staff", "valid_until"}
            found = strict.fields(envelope.document, names)
            certificate = cls(
                card=DeviceCard.from_json(found["card"]),
                centre=strict.hex64(found["centre"]),
                staff=strict.word(found["staff"]),
                role=_role(found["role"]),
                place=strict.text(found["place"]),
                valid_until=strict.day(found["valid_until"]),
                serial=strict.whole(found["serial"], least=1),
            )
        except ValueError as error:
            raise DamagedDocument from error
        if certificate.centre != centre.device:
            raise OtherCentre
        envelope.verify(centre.verify_key)
        return certificate

    def valid_on(self, day: date) -> bool:
        """Tell whether the certificate still held on `day`."""
        return day <= self.valid_until


def _role(value: object) -> Role:
    role = Role(strict.word(value))
    if role not in CERTIFIED:
        raise strict.NotAsAgreed("role")
    return role
