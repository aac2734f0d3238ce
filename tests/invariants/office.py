"""An office to play histories in: two workers, their centre, sticks that get lost, backups, copied laptops, wrong clocks.

Everything is real: encrypted vaults in folders, signed and encrypted bundles in files. A template is made once and copied.
"""

import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from app.changes.change import Change, parse
from app.models import kinds
from app.models.case import Case, Risk
from app.models.edit import Assign, Edit, Put
from app.models.household import Household, Kinship, Person, Sex
from app.models.record import difference
from app.store import argon, log, vault
from app.store.header import Role
from app.store.vault import Vault
from app.sync import enrol, exchange
from app.sync.refusals import ReplayedBundle

PASSWORD = "dört sany söz gerek"
HOUSE, PERSON, CASE = "a" * 32, "b" * 32, "c" * 32
STREAM = f"{kinds.CASE}:{CASE}"
HOME = f"{kinds.HOUSEHOLD}:{HOUSE}"
SHARED = (STREAM, HOME, kinds.STAFF)
START_MS = 1_795_000_000_000
WORKERS = ("ayna", "bahar")
CENTRE = "centre"


@dataclass(slots=True)
class Clock:
    """A laptop's clock: a second later each time, and wrong when a test sets it."""

    now: int = START_MS

    def __call__(self) -> int:
        """Return the time in UTC milliseconds."""
        self.now += 1000
        return self.now


@dataclass(slots=True)
class Desk:
    """One laptop: its folder, its open vault, its clock, and the heads its pages have shown of the case."""

    folder: Path
    vault: Vault
    clock: Clock
    shown: list[tuple[bytes, ...]] = field(default_factory=list)

    def look(self) -> None:
        """Remember what a page would show now."""
        heads = self.vault.state(STREAM).heads
        if heads and (not self.shown or self.shown[-1] != heads):
            self.shown.append(heads)


@dataclass(slots=True)
class Bundle:
    """A file on its way: `target` is "centre", or the worker whose laptop can read it."""

    path: Path
    target: str


@dataclass
class Office:
    """All laptops and sticks of one history, and every change that was ever saved."""

    folder: Path
    desks: dict[str, Desk] = field(default_factory=dict)
    sticks: list[Bundle] = field(default_factory=list)
    backups: dict[str, list[Path]] = field(default_factory=dict)
    saved: dict[bytes, Change] = field(default_factory=dict)
    made: int = 0

    def open(self, name: str, folder: Path, clock: Clock | None = None) -> Desk:
        """Unlock the vault in `folder` as the desk `name`."""
        clock = clock or Clock()
        desk = Desk(folder=folder, vault=vault.unlock(folder, PASSWORD, clock=clock), clock=clock)
        self.desks[name] = desk
        desk.look()
        return desk

    def close(self) -> None:
        """Close all vaults."""
        for desk in self.desks.values():
            desk.vault.close()

    def _path(self, kind: str) -> Path:
        self.made += 1
        return self.folder / f"{kind}-{self.made}"

    # What happens in an office.

    def save(self, name: str, edits: Sequence[Edit], stale: int = 0, stream: str = STREAM) -> Change:
        """Save on a page that was opened `stale` looks ago (0: what is newest)."""
        desk = self.desks[name]
        known = [heads for heads in desk.shown if all(head in desk.vault.state(STREAM) for head in heads)]
        seen = known[-1 - stale] if stream == STREAM and 0 < stale < len(known) else None
        change = desk.vault.commit(stream, edits, seen=seen)
        self.saved[change.hash] = change
        desk.look()
        return change

    def export(self, source: str, target: str) -> Bundle:
        """Write what is new for the other side to a stick."""
        device = None if target == CENTRE else self.desks[target].vault.device_id
        bundle = Bundle(path=self._path("stick").with_suffix(".etb"), target=target)
        exchange.export(self.desks[source].vault, bundle.path, to=device)
        self.sticks.append(bundle)
        return bundle

    def take_in(self, name: str, bundle: Bundle) -> exchange.TakenIn | None:
        """Import a stick; None when its content is here already."""
        desk = self.desks[name]
        try:
            taken = exchange.take_in(desk.vault, bundle.path)
        except ReplayedBundle:
            return None
        assert taken.aside == (), "everybody here is honest: nothing may be kept aside"
        desk.look()
        return taken

    def backup(self, name: str) -> None:
        """Copy the closed vault's folder."""
        desk = self.desks[name]
        desk.vault.close()
        copy = self._path("backup")
        shutil.copytree(desk.folder, copy)
        self.backups.setdefault(name, []).append(copy)
        self.open(name, desk.folder, desk.clock)

    def restore(self, name: str, which: int, *, renamed: bool) -> None:
        """Put a backup in the place of the vault; `renamed`: as the program does it, under a new replica."""
        kept = self.backups.get(name)
        if not kept:
            return
        desk = self.desks[name]
        desk.vault.close()
        shutil.rmtree(desk.folder)
        shutil.copytree(kept[which % len(kept)], desk.folder)
        fresh = self.open(name, desk.folder, desk.clock)
        if renamed:
            fresh.vault.new_replica("restored")

    def clone(self, name: str) -> str:
        """Copy a laptop whole, as nobody should: keys, numbers and all. Return the copy's name."""
        desk, copy = self.desks[name], f"{name}'"
        if copy in self.desks:
            return copy
        desk.vault.close()
        folder = self._path("laptop")
        shutil.copytree(desk.folder, folder)
        self.open(name, desk.folder, desk.clock)
        self.open(copy, folder, Clock(desk.clock.now))
        return copy

    # And at the end.

    def everything(self) -> dict[bytes, Change]:
        """Return every change that is on any laptop or any stick that still can be read, whatever its status."""
        return {change.hash: change for desk in self.desks.values() for change in self.of(desk)}

    @staticmethod
    def of(desk: Desk, streams: Iterable[str] = SHARED) -> list[Change]:
        """Return all changes of the shared streams on one laptop, waiting ones as well."""
        rows = desk.vault.connection.execute("SELECT stream, body FROM change ORDER BY id").fetchall()
        return [parse(body) for stream, body in rows if stream in streams]

    def exchange_all(self) -> int:
        """Let every laptop and the centre exchange until nothing new comes; return how many rounds that took."""
        for rounds in range(1, 12):
            before = [self._count(desk) for desk in self.desks.values()]
            for name in [name for name in self.desks if name != CENTRE]:
                self.take_in(CENTRE, self.export(name, CENTRE))
                self.take_in(name, self.export(CENTRE, name))
            if rounds > 1 and before == [self._count(desk) for desk in self.desks.values()]:
                return rounds
        raise AssertionError("they never came to rest")

    @staticmethod
    def _count(desk: Desk) -> list[tuple[object, ...]]:
        return list(desk.vault.connection.execute("SELECT status, COUNT(*) FROM change GROUP BY status"))


def template(folder: Path) -> None:
    """Make the vaults of two workers and their centre who know each other and share one case that was handed over."""
    desks = {name: made(folder / name, Role.WORKER, name) for name in WORKERS}
    centre = made(folder / CENTRE, Role.CENTRE, "Merkez")
    for worker in desks.values():
        enrol.join(worker, enrol.card_file(centre), None)
        enrol.accept(worker, enrol.admit(centre, enrol.request(worker)))
    first, second = (desks[name] for name in WORKERS)
    a_case(first)
    office = Office(folder)
    for name, one in (*desks.items(), (CENTRE, centre)):
        office.desks[name] = Desk(folder=folder / name, vault=one, clock=Clock())
    office.exchange_all()
    centre.commit(STREAM, [Assign(record=CASE, kind="case", owner=second.owner.staff)])
    second.commit(HOME, [Put(record=HOUSE, kind="household", field="landmark", value="Mekdebiň garşysynda")])
    office.exchange_all()
    office.close()
    for stick in office.sticks:
        stick.path.unlink()


def made(folder: Path, role: Role, name: str) -> Vault:
    """Return a new open vault with the cheapest allowed key."""
    return vault.create(
        folder, PASSWORD, role=role, name=name, place="TM-A", cost=argon.FLOOR, clock=Clock()
    ).vault


def a_case(worker: Vault) -> None:
    """Save a household, a client and her case."""
    home = Household(id=HOUSE, place="TM-A-01", address="Magtymguly köçesi 7")
    client = Person(
        id=PERSON, surname="Synagowa", name="Oguljeren", sex=Sex.FEMALE, birth="1961", kinship=Kinship.HEAD
    )
    worker.commit(HOME, [*difference(None, home), *difference(None, client)])
    case = Case(
        id=CASE, client=PERSON, household=HOUSE, opened="2026-11-01", risk=Risk.HIGH, owner=worker.owner.staff
    )
    worker.commit(STREAM, difference(None, case))


def copied(source: Path, folder: Path) -> Office:
    """Return an office that starts from the template in `source`."""
    office = Office(folder)
    for name in (*WORKERS, CENTRE):
        shutil.copytree(source / name, folder / name)
        office.open(name, folder / name)
    office.saved = office.everything()
    return office


def applied(desk: Desk, stream: str) -> list[Change]:
    """Return what is applied of one stream on one laptop."""
    return log.changes(desk.vault.connection, stream)
