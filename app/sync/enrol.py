"""Enrolment between two vaults: centre card out, device request back, certificate out again; who knows whom stands in `peer`.

A worker's vault trusts one centre. A centre's vault knows its workers by certificates that it signed itself.
"""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import msgpack
import pyrage

from app.errors import N_
from app.models import kinds
from app.models.record import difference
from app.models.staff import Role as StaffRole
from app.models.staff import Staff
from app.store.header import Role
from app.store.vault import Vault
from app.sync import fingerprint, signed
from app.sync.identity import DeviceKeys
from app.sync.refusals import DocumentRefused, OtherCentre, StaleList
from app.sync.revocation import RevocationList, follow
from app.sync.trust import CentreCard, Certificate, DeviceRequest

CENTRE = "centre"
VALID = timedelta(days=730)
PRACTICE_MARK = "PRACTICE "


class NotACentre(DocumentRefused):
    """A worker's vault was asked to do what only a centre does."""

    text = N_("Only the case files of a centre can do this. Nothing was changed.")


class NoCentre(DocumentRefused):
    """The vault has not joined a centre yet."""

    text = N_(
        "This laptop does not know its centre yet. Nothing was written. Import the centre's card first, then try again."
    )


class NotEnrolled(DocumentRefused):
    """No device of that name is enrolled here."""

    text = N_("No device of that name is enrolled here. Nothing was written. Enrol the device first.")


class PracticeMixed(DocumentRefused):
    """Practice files and real ones never meet."""

    text = N_(
        "Practice files and real case files cannot exchange bundles. Nothing was changed. Use a practice centre for practice."
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Peer:
    """Another vault this one exchanges bundles with. `have` are its heads per stream, `want` files, as it last told them."""

    device: str
    role: str
    staff: str
    name: str
    place: str
    card: str
    certificate: str
    have: Mapping[str, tuple[bytes, ...]]
    want: tuple[bytes, ...]
    sequence_in: int
    sequence_out: int
    hash_out: str


def device_keys(vault: Vault) -> DeviceKeys:
    """Return the keys this vault signs and reads bundles with."""
    return DeviceKeys(signing_seed=vault.device.signing_seed, age_identity=vault.device.age_identity)


def today(vault: Vault) -> date:
    """Return the day of the vault's clock, UTC."""
    return datetime.fromtimestamp(vault.clock() / 1000, UTC).date()


def is_practice(vault: Vault) -> bool:
    """Tell whether this is a vault of invented files."""
    return bool(vault.meta("practice"))


def own_card(vault: Vault) -> CentreCard:
    """Return the card of this centre, its offline recovery key made on first use.

    Raises: NotACentre.
    """
    if vault.role is not Role.CENTRE:
        raise NotACentre
    secret = vault.meta("recovery_identity")
    if not secret:
        secret = str(pyrage.x25519.Identity.generate())
        vault.set_meta("recovery_identity", secret)
    keys, owner = device_keys(vault).card, vault.owner
    return CentreCard(
        verify_key=keys.verify_key,
        operational=keys.recipient,
        recovery=str(pyrage.x25519.Identity.from_str(secret).to_public()),
        name=(PRACTICE_MARK if is_practice(vault) else "") + owner.name,
        place=owner.place or "TM",
    )


def card_file(vault: Vault) -> bytes:
    """Return this centre's card as the file that workers import. Raises: NotACentre."""
    return own_card(vault).sign(device_keys(vault))


def join(vault: Vault, data: bytes, groups: Mapping[int, str] | None) -> CentreCard:
    """Trust the centre whose card is in `data`; `groups` are two groups typed from its printed fingerprint.

    `groups` None: the card was handed over by the key officer in person and compared by him (command line).

    Raises: DamagedDocument, ForgedDocument, NewerDocument, MistypedFingerprint, OtherCentre, PracticeMixed.
    """
    card = CentreCard.open(data)
    if groups is not None:
        fingerprint.compare(card.fingerprint, groups)
    if card.name.startswith(PRACTICE_MARK) != is_practice(vault):
        raise PracticeMixed
    known = vault.meta("centre")
    if known and known != card.device:
        raise OtherCentre
    with vault.transaction() as connection:
        _remember(connection, card.device, CENTRE, "", card.name, card.place, data.decode(), None)
        connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('centre', ?)", (card.device,))
    return card


def request(vault: Vault) -> bytes:
    """Return the signed request by which this device asks its centre to be enrolled. Raises: NoCentre."""
    owner = vault.owner
    return DeviceRequest(
        card=device_keys(vault).card,
        centre=centre_of(vault).device,
        name=owner.name,
        role=StaffRole.WORKER,
        place=owner.place or "TM",
    ).sign(device_keys(vault))


def admit(vault: Vault, data: bytes, *, role: StaffRole = StaffRole.WORKER, place: str = "") -> bytes:
    """Enrol the device that asks in `data`: sign its certificate, remember it, list its holder among the staff.

    Raises: NotACentre, OtherCentre (the request is for another one), DamagedDocument, ForgedDocument, NewerDocument.
    """
    card = own_card(vault)
    asked = DeviceRequest.open(data)
    if asked.centre != card.device:
        raise OtherCentre
    serial = 1 + int(vault.meta("serial", "0"))
    staff = asked.card.device[:32]
    certificate = Certificate(
        card=asked.card,
        centre=card.device,
        staff=staff,
        role=role,
        place=place or asked.place,
        valid_until=today(vault) + VALID,
        serial=serial,
    )
    written = certificate.sign(device_keys(vault))
    with vault.transaction() as connection:
        _remember(
            *(connection, asked.card.device, role.value, staff, asked.name, certificate.place),
            *("", written.decode()),
        )
        connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES ('serial', ?)", (str(serial),))
    member = Staff(id=staff, name=asked.name, role=role, place=certificate.place, device=asked.card.device)
    vault.commit(kinds.STAFF, difference(None, member))
    return written


def accept(vault: Vault, data: bytes) -> Certificate:
    """Keep the certificate that the centre signed for this device, and return the one in force: of two the newer.

    Raises: NoCentre, OtherCentre, DamagedDocument, ForgedDocument, NewerDocument.
    """
    certificate = Certificate.open(data, centre_of(vault))
    if certificate.card.device != vault.device_id:
        raise OtherCentre
    held = _held(vault)
    if held is not None and held.serial > certificate.serial:
        return held  # a late bundle carries an older one
    vault.set_meta("certificate", data.decode())
    return certificate


def _held(vault: Vault) -> Certificate | None:
    # One that an earlier key of the centre signed says nothing any more.
    with suppress(DocumentRefused):
        return Certificate.open(vault.meta("certificate").encode(), centre_of(vault))
    return None


def centre_of(vault: Vault) -> CentreCard:
    """Return the card of the centre this vault belongs to (a centre belongs to itself). Raises: NoCentre."""
    if vault.role is Role.CENTRE:
        return own_card(vault)
    found = peer(vault, vault.meta("centre"))
    if found is None:
        raise NoCentre
    return CentreCard.open(found.card.encode())


def believe(vault: Vault, data: bytes) -> None:
    """Keep a document the centre sent along: a newer certificate of this device, or a newer list of revoked devices.

    Raises: ForgedDocument, OtherCentre, DamagedDocument, NewerDocument; what was known before stays.
    """
    kind = signed.kind_of(data)
    if kind is signed.Kind.CERTIFICATE:
        accept(vault, data)
    elif kind is signed.Kind.REVOCATIONS:
        offered = RevocationList.open(data, centre_of(vault))
        with suppress(StaleList):  # a late bundle carries an older list: the newer one stays in force
            follow(revocations(vault), offered)
            vault.set_meta("revocations", data.decode())


def _remember(
    connection: object,
    device: str,
    role: str,
    staff: str,
    name: str,
    place: str,
    card: str,
    certificate: str | None,
) -> None:
    connection.execute(  # type: ignore[attr-defined]
        "INSERT INTO peer (device, role, staff, name, place, card, certificate) VALUES (?,?,?,?,?,?,?)"
        " ON CONFLICT (device) DO UPDATE SET role = excluded.role, staff = excluded.staff, name = excluded.name,"
        " place = excluded.place, card = excluded.card, certificate = excluded.certificate",
        (device, role, staff, name, place, card, certificate),
    )


_COLUMNS = (
    "device, role, staff, name, place, card, certificate, have, want, sequence_in, sequence_out, hash_out"
)


def peer(vault: Vault, device: str) -> Peer | None:
    """Return one known vault by its device id."""
    row = vault.connection.execute(f"SELECT {_COLUMNS} FROM peer WHERE device = ?", (device,)).fetchone()  # noqa: S608
    return _peer(row) if row else None


def peers(vault: Vault) -> list[Peer]:
    """Return all known vaults by name."""
    rows = vault.connection.execute(f"SELECT {_COLUMNS} FROM peer ORDER BY name, device")  # noqa: S608
    return [_peer(row) for row in rows]


def _peer(row: tuple[object, ...]) -> Peer:
    names = [name.strip() for name in _COLUMNS.split(",")]
    found = dict(zip(names, row, strict=True))
    packed, asked = found.pop("have"), found.pop("want")
    have = msgpack.unpackb(packed) if isinstance(packed, bytes) else {}
    want = msgpack.unpackb(asked) if isinstance(asked, bytes) else []
    texts = {name: value if value is not None else "" for name, value in found.items()}
    return Peer(**texts, have={stream: tuple(heads) for stream, heads in have.items()}, want=tuple(want))  # type: ignore[arg-type]


def sender(vault: Vault, device: str) -> Certificate | CentreCard | None:
    """Return who a bundle of that device is from: a certified worker, or our centre; None when it is unknown."""
    found = peer(vault, device)
    if found is None:
        return None
    if found.role == CENTRE:
        return CentreCard.open(found.card.encode())
    return Certificate.open(found.certificate.encode(), own_card(vault))


def revocations(vault: Vault) -> RevocationList | None:
    """Return the list of revoked devices in force, if there is one."""
    kept = vault.meta("revocations")
    return RevocationList.open(kept.encode(), centre_of(vault)) if kept else None
