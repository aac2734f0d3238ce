"""What the pages of bundles read from the vault: how one stands with the other side, what came and went, who is enrolled."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from app.errors import UserError
from app.models.staff import Role as StaffRole
from app.store import audit, routine
from app.store.audit import Event
from app.store.backup_set import Reason
from app.store.header import Role
from app.store.vault import Vault
from app.sync import bundle, enrol, exchange, medium
from app.sync.exchange import BundleLine, Delivery, Sent, TakenIn
from app.sync.refusals import SyncError, UnreadableFile
from app.sync.trust import CentreCard, Certificate, DeviceRequest
from app.ui.background import Task

_LARGEST_DOCUMENT = 256 * 1024


@dataclass(frozen=True, slots=True, kw_only=True)
class DeviceLine:
    """An enrolled device: its holder, the newest bundle (number, UTC ms) and the numbers that never came."""

    device: str
    name: str
    role: str
    place: str
    sequence: int
    at: int
    missing: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """How this vault stands: deliveries, the lists, and what is known of enrolment. `device` is this laptop's id."""

    delivery: Delivery
    bundles: tuple[BundleLine, ...]
    devices: tuple[DeviceLine, ...]
    device: str
    enrolled: bool
    joined: bool
    fingerprint: tuple[str, ...]
    aside: int


def read_desk(vault: Vault) -> Desk:
    """Return how this vault stands with the other side."""
    centre = vault.role is Role.CENTRE
    delivery = exchange.delivery(vault)
    return Desk(
        delivery=delivery,
        bundles=tuple(exchange.bundles(vault)),
        devices=tuple(_device(vault, one) for one in enrol.peers(vault) if one.role != enrol.CENTRE),
        device=vault.device_id,
        enrolled=delivery.enrolled,
        joined=centre or bool(vault.meta("centre")),
        fingerprint=enrol.own_card(vault).fingerprint if centre else (),
        aside=count_aside(vault),
    )


def _device(vault: Vault, peer: enrol.Peer) -> DeviceLine:
    rows = vault.connection.execute(
        "SELECT sequence, MAX(at) FROM bundle WHERE direction = 'in' AND device = ? GROUP BY sequence",
        (peer.device,),
    ).fetchall()
    come = {int(sequence): int(at) for sequence, at in rows}
    # From the first known number on, as the import judges it: a new centre need not have them all.
    first, newest = min(come, default=0), max(come, default=0)
    return DeviceLine(
        device=peer.device,
        name=peer.name,
        role=peer.role,
        place=peer.place,
        sequence=newest,
        at=max(come.values(), default=0),
        missing=tuple(number for number in range(first, newest) if number not in come),
    )


def count_aside(vault: Vault) -> int:
    """Return how many bundles and single changes are kept aside."""
    changes = vault.connection.execute("SELECT COUNT(*) FROM quarantine").fetchone()[0]
    return int(changes) + len(exchange.waiting_aside(vault))


def count_arrived(vault: Vault, since_ms: int) -> int:
    """Return how many bundles came in since an instant (UTC milliseconds)."""
    row = vault.connection.execute(
        "SELECT COUNT(*) FROM bundle WHERE direction = 'in' AND at >= ?", (since_ms,)
    ).fetchone()
    return int(row[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeBundle:
    """A bundle that lies safely on its stick."""

    path: Path
    sent: Sent


def make_bundle(vault: Vault, folder: Path, to: str | None) -> MadeBundle:
    """Write a bundle with a neutral name into a folder, for the centre or for the device `to`. Raises as `exchange.export`."""
    other = enrol.peer(vault, to or vault.meta("centre"))
    number = 1 + (other.sequence_out if other else 0)
    target = folder / bundle.bundle_name(number, datetime.fromtimestamp(vault.clock() / 1000, UTC))
    return MadeBundle(path=target, sent=exchange.export(vault, target, to=to))


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What came of one file: what was taken in, or why it was not. `retried` came in from aside afterwards."""

    file: str
    taken: TakenIn | None = None
    error: UserError | None = None


def import_one(vault: Vault, path: Path) -> Imported:
    """Take one bundle in; a refusal is an answer, not a failure. Raises: DiskFull, DiskTrouble."""
    try:
        if not path.is_file():
            raise UnreadableFile
        return Imported(file=path.name, taken=exchange.take_in(vault, path))
    except SyncError as refused:
        return Imported(file=path.name, error=refused)


def import_all(vault: Vault, files: Sequence[Path], task: Task) -> tuple[Imported, ...]:
    """Take several bundles in, after a backup; when stopped, what is in stays in and the rest is not begun.

    Raises: BackupFailed, DiskFull, DiskTrouble.
    """
    routine.if_older(vault, routine.BEFORE_IMPORT, Reason.IMPORT)
    done: list[Imported] = []
    for at, path in enumerate(files):
        if task.cancelled:
            break
        task.stepped.emit(at, len(files))
        done.append(import_one(vault, path))
    return tuple(done)


@dataclass(frozen=True, slots=True, kw_only=True)
class AsideLine:
    """What is kept aside of one sender: why (a word of the gate, "" for whole bundles of unknown devices), how many."""

    name: str
    reason: str
    count: int


def read_aside(vault: Vault) -> tuple[AsideLine, ...]:
    """Return what is kept aside, by sender and reason; whole bundles of devices that are not enrolled last."""
    rows = vault.connection.execute(
        "SELECT COALESCE(p.name, ''), q.reason, COUNT(*) FROM quarantine q LEFT JOIN peer p ON p.device = q.device"
        " GROUP BY 1, 2 ORDER BY 1, 2"
    ).fetchall()
    found = [AsideLine(name=name, reason=reason, count=count) for name, reason, count in rows]
    if whole := len(exchange.waiting_aside(vault)):
        found.append(AsideLine(name="", reason="", count=whole))
    return tuple(found)


def document(path: Path) -> bytes:
    """Return the bytes of a card, request or certificate. Raises: UnreadableFile."""
    try:
        with path.open("rb") as file:
            return file.read(_LARGEST_DOCUMENT)
    except OSError as error:
        raise UnreadableFile from error


def write_document(path: Path, content: bytes) -> Path:
    """Write a card, request or certificate whole, over an older one of that name. Raises: NoRoom, BadMedium."""
    with medium.told():
        path.unlink(missing_ok=True)
    medium.place(path, lambda write: _filled(write, content))
    return path


def _filled(write: Callable[[bytes], int], content: bytes) -> None:
    write(content)


def join(vault: Vault, data: bytes, groups: dict[int, str]) -> CentreCard:
    """Trust the centre whose fingerprint was compared. Raises as `enrol.join`."""
    return enrol.join(vault, data, groups)


def accept(vault: Vault, path: Path) -> Certificate:
    """Keep the certificate in a file. Raises as `enrol.accept`, and UnreadableFile."""
    certificate = enrol.accept(vault, document(path))
    audit.note(vault, Event.ENROLLED, reason="certificate")
    return certificate


def admit(
    vault: Vault, path: Path, role: StaffRole, place: str, certificate: Path
) -> tuple[DeviceRequest, Sequence[TakenIn]]:
    """Enrol the device that asks in a file, write its certificate, and take in what was kept aside for it.

    Raises as `enrol.admit`, and UnreadableFile, NoRoom, BadMedium.
    """
    data = document(path)
    asked = DeviceRequest.open(data)
    write_document(certificate, enrol.admit(vault, data, role=role, place=place))
    audit.note(vault, Event.ENROLLED, reason="device")
    return asked, exchange.retry_aside(vault)
