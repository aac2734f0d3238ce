"""The vault of one member of staff: opened, it is the only door to the case files, and `commit` the only way to write.

A vault belongs to the thread that opened it (SQLite checks that). Times are UTC milliseconds from an injected clock.
"""

import shutil
import uuid
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nacl.signing import SigningKey
from sqlite_utils import Database

from app.changes.change import MAX_PARENTS, Change, digest, make
from app.changes.state import State
from app.models import kinds
from app.models.edit import Edit
from app.models.record import difference
from app.models.staff import Role as StaffRole
from app.models.staff import Staff
from app.store import (
    DamagedDatabase,
    DiskFull,
    VaultExists,
    ballast,
    blobs,
    database,
    header,
    header_file,
    keys,
    lockfile,
    log,
    schema,
    tables,
    wire,
)
from app.store.argon import Cost
from app.store.header import Role, Unlocked
from app.store.saving import Clock, Owner, Received, Save, Together, wall_clock

__all__ = [
    "DATABASE",
    "Clock",
    "NewVault",
    "Owner",
    "Received",
    "Save",
    "Vault",
    "create",
    "unlock",
    "unlock_with_recovery",
    "wall_clock",
]

DATABASE = "cases.db"
_STATES_KEPT = 64


class Vault:
    """An open vault; make one with `create` or `unlock`."""

    def __init__(self, directory: Path, opened: Unlocked | header.Created, *, clock: Clock) -> None:
        self.directory = directory
        self.role: Role = opened.role
        self.vault_id = opened.vault_id
        self.device = opened.identity
        self.device_id = digest(opened.identity.verify_key).hex()
        self.clock = clock
        self.dek = opened.dek
        self._signing = SigningKey(opened.identity.signing_seed)
        self._states: OrderedDict[str, State] = OrderedDict()
        self._lock: lockfile.Lock | None = None
        self.connection: Any = None
        self.files: Any = None

    def open_database(self, *, create: bool) -> None:
        """Take the lock, open both databases and bring them to this version's tables."""
        self._lock = lockfile.hold(self.directory)
        try:
            key = keys.derive(self.dek, "db")
            self.connection = database.open_encrypted(self.directory / DATABASE, key, create=create)
            with database.told_apart():
                schema.migrate(self.connection)
            # On a full disk the older reading stays for now: nothing is wrong with it, and the file must open.
            with suppress(DiskFull), database.told_apart():
                tables.follow_version(self.connection)
            ballast.once_more(self.directory, self.open_files)
        except BaseException:
            self.close()
            raise

    def open_files(self) -> None:
        """Open `attachments.db`, closed first when it was open; where it is damaged, the cases open without it."""
        if self.files is not None:
            self.files.close()
            self.files = None
        with suppress(DamagedDatabase):
            self.files = blobs.opened(self.directory, self.dek)

    def close(self) -> None:
        """Close the files and give the lock back; harmless when closed already."""
        self._states.clear()
        for held in (self.connection, self.files):
            if held is not None:
                held.close()
        self.connection = self.files = None
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    @contextmanager
    def transaction(self) -> Iterator[Any]:
        """Give the connection inside one transaction: all of it is on disk afterwards, or nothing.

        Raises:
            DiskFull, DiskTrouble, DamagedDatabase
        """
        try:
            with database.told_apart(), Database(self.connection).atomic():
                yield self.connection
        except BaseException:
            # What was folded in memory may not be what is on disk now.
            self._states.clear()
            raise

    def sign(self, message: bytes) -> bytes:
        """Return this device's Ed25519 signature (64 bytes) of a message."""
        return bytes(self._signing.sign(message).signature)

    @property
    def owner(self) -> Owner:
        """Whose vault this is."""
        return Owner(staff=self.meta("staff"), name=self.meta("name"), place=self.meta("place"))

    def meta(self, key: str, default: str = "") -> str:
        """Return one of the vault's own small facts."""
        row = self.connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else default

    def set_meta(self, key: str, value: str) -> None:
        """Keep one of the vault's own small facts."""
        with self.transaction() as connection:
            connection.execute("INSERT OR REPLACE INTO meta (key, value) VALUES (?,?)", (key, value))

    def state(self, stream: str) -> State:
        """Return the folded state of a stream (empty when it is not here). Do not change it."""
        found = self._states.get(stream)
        if found is None:
            found = self._states[stream] = log.state(self.connection, stream)
            while len(self._states) > _STATES_KEPT:
                self._states.popitem(last=False)
        else:
            self._states.move_to_end(stream)
        return found

    def commit(self, stream: str, edits: Sequence[Edit], *, seen: Sequence[bytes] | None = None) -> Change:
        """Save `edits` as one change of a stream and return it; it is durable when this returns.

        `seen` are the heads of the state the person was looking at (None: the newest state). What came in since then is not
        overwritten but stands beside this save as a conflict.

        Raises:
            DiskFull, DiskTrouble, DamagedDatabase: nothing was saved.
        """

        return self.commit_together([Together(stream=stream, edits=edits, seen=seen)])[0]

    def commit_together(self, saves: Sequence[Together], *, finished: str = "") -> list[Change]:
        """Save several streams as one: all of it is durable when this returns, with the draft `finished` gone, or nothing.

        Raises:
            DiskFull, DiskTrouble, DamagedDatabase: nothing was saved.
        """

        def save() -> list[Change]:
            with self.transaction() as connection:
                connection.execute("DELETE FROM draft WHERE key = ?", (finished,))
                return [self._save(one.stream, [Save(edits=one.edits)], one.seen)[-1] for one in saves]

        return ballast.once_more(self.directory, save)

    def commit_all(self, saves: Iterable[tuple[str, Sequence[Save]]]) -> int:
        """Save many streams' saves, each on top of the one before, in one transaction; return how many changes."""
        with self.transaction():
            return sum(len(self._save(stream, each, None)) for stream, each in saves)

    def _save(self, stream: str, saves: Sequence[Save], seen: Sequence[bytes] | None) -> list[Change]:
        state, now = self.state(stream), self.clock()
        replica, n = self._replica()
        own = self.meta("staff")
        made: list[Change] = []
        for place, save in enumerate(saves, 1):
            change = make(
                stream=stream,
                replica=replica,
                n=n + place,
                # More heads than a change may name: those left out stay heads, and the next save takes them up.
                parents=(state.heads if seen is None or made else seen)[:MAX_PARENTS],
                wall_ms=now if save.wall_ms is None else save.wall_ms,
                actor=save.actor or own,
                ops=wire.operations(stream, save.edits, self.device_id, self.sign),
            )
            log.add(self.connection, change, received_at=now, bundle=None, status=log.APPLIED)
            state.add(change)
            made.append(change)
        self.connection.execute("UPDATE replica SET n = ? WHERE id = ?", (n + len(made), replica))
        self._project(stream, state)
        return made

    def _replica(self) -> tuple[str, int]:
        row = self.connection.execute(
            "SELECT id, n FROM replica ORDER BY began_at DESC, rowid DESC LIMIT 1"
        ).fetchone()
        return str(row[0]), int(row[1])

    def _project(self, stream: str, state: State) -> None:
        waiting = self.connection.execute(
            "SELECT COUNT(*) FROM change WHERE stream = ? AND status = ?", (stream, log.PENDING)
        ).fetchone()[0]
        tables.write(self.connection, stream, state, pending=waiting)

    def receive(self, changes: Sequence[Change], *, bundle: str) -> Received:
        """Take changes that came in a bundle, whatever their order; call it inside `transaction`.

        Known ones are ignored; those without their parents wait and show nothing yet.
        """
        now = self.clock()
        by_stream: dict[str, list[Change]] = {}
        for change in changes:
            by_stream.setdefault(change.stream, []).append(change)
        applied = known = waiting = 0
        touched = []
        # Households first: a case shows its client's name.
        for stream in sorted(by_stream, key=lambda name: (name.startswith(f"{kinds.CASE}:"), name)):
            state, come = self.state(stream), by_stream[stream]
            settled = log.settle(self.connection, stream, state, come, received_at=now, bundle=bundle)
            known += settled.known
            if settled.known < len(come):
                tables.write(self.connection, stream, state, pending=settled.waiting)
                applied, waiting = applied + settled.applied, waiting + settled.waiting
                touched.append(stream)
        return Received(applied=applied, known=known, waiting=waiting, streams=tuple(sorted(touched)))

    def rebuild(self) -> int:
        """Drop and refold every read table from the log; return how many streams there are."""
        with self.transaction() as connection:
            self._states.clear()
            schema.drop_cache(connection)
            return tables.rebuild(connection)

    def new_replica(self, why: str) -> str:
        """Go on under a new replica identifier: after a restore, so that no number is ever given twice."""
        replica = uuid.uuid4().hex
        with self.transaction() as connection:
            connection.execute(
                "INSERT INTO replica (id, n, began_at, why) VALUES (?,0,?,?)", (replica, self.clock(), why)
            )
        return replica


@dataclass(frozen=True, slots=True, kw_only=True)
class NewVault:
    """A vault just made, open, and the recovery code that is shown once."""

    vault: Vault
    recovery_code: str


def create(
    directory: Path,
    password: str,
    *,
    role: Role,
    name: str,
    place: str,
    practice: bool = False,
    cost: Cost | None = None,
    clock: Clock = wall_clock,
) -> NewVault:
    """Make a vault in `directory` (missing or empty) and open it. It appears there whole or not at all.

    Raises:
        VaultExists, WeakPassword, DiskFull, DiskTrouble
    """
    if any(path.exists() for path in header_file.copies(directory)):
        raise VaultExists
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise VaultExists
    building = directory.with_name(f".{directory.name}.new-{uuid.uuid4().hex[:8]}")
    try:
        made = header.create(building, password, role=role, cost=cost)
        _furnish(building, made, name=name, place=place, practice=practice, clock=clock)
        with suppress(FileNotFoundError):
            directory.rmdir()
        building.rename(directory)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    vault = Vault(directory, made, clock=clock)
    vault.open_database(create=False)
    return NewVault(vault=vault, recovery_code=made.recovery_code)


def _furnish(
    directory: Path, made: header.Created, *, name: str, place: str, practice: bool, clock: Clock
) -> None:
    vault = Vault(directory, made, clock=clock)
    vault.open_database(create=True)
    staff = Staff(
        id=vault.device_id[:32],  # whoever knows the device's card knows how its changes are signed off
        name=name,
        role=StaffRole.WORKER if made.role is Role.WORKER else StaffRole.SUPERVISOR,
        place=place,
        device=vault.device_id,
    )
    try:
        vault.new_replica("created")
        facts = {"staff": staff.id, "name": name, "place": place, "practice": "1" if practice else ""}
        for key, value in facts.items():
            vault.set_meta(key, value)
        vault.commit(kinds.STAFF, difference(None, staff))
    finally:
        vault.close()


def unlock(directory: Path, password: str, *, clock: Clock = wall_clock) -> Vault:
    """Open the vault in `directory` with its password.

    Raises:
        WrongPassword, VaultInUse, NoVault, NewerVault, DamagedHeader, DamagedDatabase, DiskTrouble
    """
    return _opened(directory, header.unlock(directory, password), clock)


def unlock_with_recovery(directory: Path, code: str, *, clock: Clock = wall_clock) -> Vault:
    """Open the vault with the printed recovery code. Raises as `unlock`, and WrongRecoveryCode."""
    return _opened(directory, header.unlock_with_recovery(directory, code), clock)


def _opened(directory: Path, unlocked: Unlocked, clock: Clock) -> Vault:
    vault = Vault(directory, unlocked, clock=clock)
    vault.open_database(create=False)
    return vault
