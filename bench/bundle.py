"""How long a week's bundle takes and how large it is, and how bundles of photographs keep up with the `age` command.

Reach: a week of 25 cases in 0.5 s and 20 KB; 0.6 of `age`'s own throughput with memory flat. The `age` command alone neither
syncs, reads back, hashes nor keeps its clear input off the disk, so a second line compares with `age` followed by a sync and
reading back, which is what "safe to remove" takes. Then the whole way is measured, from one encrypted vault into another.
"""

import hashlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import msgpack

from app.models import kinds
from app.models.case import Case
from app.models.edit import Attach
from app.models.record import difference
from app.models.staff import Role as StaffRole
from app.store import attachments, routine, vault
from app.store.argon import FLOOR
from app.store.audit_chain import EMPTY
from app.store.backup_set import Reason
from app.store.header import Role
from app.store.vault import Vault
from app.sync import bundle, enrol, exchange, payloads
from app.sync.identity import DeviceKeys
from app.sync.manifest import Manifest
from app.sync.parts import PartKind
from app.sync.trust import CentreCard, Certificate

CHANGES = 75
PHOTOGRAPHS = 50
PHOTOGRAPH = 2_000_000
ROUNDS = 5
PASSWORD = "dört sany söz gerek"
_WORDS = [
    "visit",
    "needs",
    "family",
    "income",
    "school",
    "clinic",
    "letter",
    "home",
    "daily",
    "plan",
    "goal",
    "agreed",
    "next",
    "month",
    "help",
]


class Desk:
    """A worker and a centre with fresh keys, in a folder of their own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.worker, self.centre = DeviceKeys.generate(), DeviceKeys.generate()
        recovery = DeviceKeys.generate().card.recipient
        public = self.centre.card
        self.card = CentreCard(
            verify_key=public.verify_key,
            operational=public.recipient,
            recovery=recovery,
            name="Bench",
            place="AG",
        )
        self.certificate = Certificate(
            card=self.worker.card,
            centre=self.card.device,
            staff="s1",
            role=StaffRole.WORKER,
            place="AG",
            valid_until=date(9999, 12, 31),
            serial=1,
        )

    def outline(self, streams: int = 0) -> Manifest:
        """Return a manifest with one head for each of `streams` streams."""
        return Manifest(
            device=self.worker.card.device,
            replica=str(uuid.uuid4()),
            sequence=14,
            previous="0" * 64,
            created=datetime.now(UTC),
            recipients=self.card.recipients,
            audit=EMPTY,
            application="0.1.0",
            schema=1,
            have={f"c:{uuid.uuid4()}": (os.urandom(32),) for _ in range(streams)},
        )


def a_week() -> list[bytes]:
    """Return 75 synthetic changes of about 400 bytes on 25 streams, in the wire form of a change."""
    chance = random.Random(14)
    streams = [f"c:{uuid.UUID(bytes=chance.randbytes(16))}" for _ in range(25)]
    replica = str(uuid.UUID(bytes=chance.randbytes(16)))
    bodies = []
    for number in range(CHANGES):
        record = str(uuid.UUID(bytes=chance.randbytes(16)))
        fields = [(1, record, "visit", f"field_{n}", " ".join(chance.sample(_WORDS, 4))) for n in range(4)]
        wall = 1_747_000_000_000 + number * 3_600_000
        fixed = [
            1,
            chance.choice(streams),
            replica,
            number,
            [chance.randbytes(32)],
            wall,
            "staff-1",
            fields,
            1,
        ]
        bodies.append(msgpack.packb(fixed))
    return bodies


def best(work: Callable[[], object]) -> float:
    """Return the shortest of several runs in seconds."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        times.append(time.perf_counter() - started)
    return min(times)


def weekly(desk: Desk) -> None:
    """Print time and size of a week's bundle."""
    bodies, target = a_week(), desk.folder / "week.etb"

    def make() -> None:
        target.unlink(missing_ok=True)
        bundle.write(
            target,
            payloads.framed(PartKind.CHANGES, bodies),
            keys=desk.worker,
            outline=desk.outline(streams=50),
        )

    def take() -> None:
        with bundle.read(target, keys=desk.centre, known=lambda _: desk.certificate) as opened:
            found = [body for part in opened.parts() for body in payloads.items(part)]
        assert found == bodies

    made, size = best(make), target.stat().st_size
    average = sum(map(len, bodies)) / len(bodies)
    print(
        f"week: {CHANGES} changes of {average:.0f} bytes, heads of 50 streams: {size / 1000:.1f} kB (reach 20)"
    )
    print(f"week: make {made * 1000:.1f} ms (reach 500), open and check {best(take) * 1000:.1f} ms")


def photographs() -> Iterator[tuple[bytes, bytes]]:
    """Yield incompressible attachments with their hashes, one at a time."""
    chance = random.Random(1)
    for _ in range(PHOTOGRAPHS):
        content = chance.randbytes(PHOTOGRAPH)
        yield hashlib.blake2b(content, digest_size=32).digest(), content


def throughput(desk: Desk) -> None:
    """Print the speed of a bundle of 100 MB of photographs beside that of the age command."""
    held, total = list(photographs()), PHOTOGRAPHS * PHOTOGRAPH
    target, plain, locked = desk.folder / "photos.etb", desk.folder / "plain", desk.folder / "locked.age"
    plain.write_bytes(b"".join(content for _, content in held))

    def make() -> None:
        target.unlink(missing_ok=True)
        items = (item for digest, content in held for item in payloads.chunks(content, digest=digest))
        bundle.write(
            target, payloads.framed(PartKind.ATTACHMENT, items), keys=desk.worker, outline=desk.outline()
        )

    def take() -> None:
        with bundle.read(target, keys=desk.centre, known=lambda _: desk.certificate) as opened:
            for part in opened.parts():
                assert part.payload

    def age_make() -> None:
        age_lock(desk, plain, locked)

    def age_safe() -> None:
        age_make()
        subprocess.run(["sync", str(locked)], check=True)
        hashlib.sha256(locked.read_bytes()).digest()

    def age_take() -> None:
        age_unlock(desk, locked)

    _say("make", total, best(make), best(age_make), best(age_safe))
    _say("open", total, best(take), best(age_take), None)


class Office:
    """A worker's vault full of photographs, and the centre's vault that they go to."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.worker = self._made("worker", Role.WORKER)
        self.centre = self._made("centre", Role.CENTRE)
        enrol.join(self.worker, enrol.card_file(self.centre), None)
        enrol.accept(self.worker, enrol.admit(self.centre, enrol.request(self.worker)))

    def _made(self, name: str, role: Role) -> Vault:
        made = vault.create(self.folder / name, PASSWORD, role=role, name=name, place="TM-A", cost=FLOOR)
        return made.vault

    def keep(self, contents: Iterable[bytes]) -> None:
        """Keep photographs at the worker's, each in a save of its own."""
        case = Case(id=uuid.uuid4().hex, owner=self.worker.owner.staff)
        stream = f"{kinds.CASE}:{case.id}"
        self.worker.commit(stream, difference(None, case))
        for content in contents:
            kept = attachments.put(self.worker, content, "image/jpeg")
            edit = Attach(record=case.id, kind=Case.KIND, hash=kept.hash, size=kept.size, type=kept.type)
            self.worker.commit(stream, [edit])

    def make(self) -> Path:
        """Write the bundle for the centre."""
        target = self.folder / "out.etb"
        target.unlink(missing_ok=True)
        exchange.export(self.worker, target)
        return target

    def close(self) -> None:
        """Close both vaults."""
        self.worker.close()
        self.centre.close()


def vaults(desk: Desk) -> None:
    """Print the speed of the whole way of 100 MB of photographs: out of one vault, and into another."""
    office, total = Office(desk.folder / "office"), PHOTOGRAPHS * PHOTOGRAPH
    started = time.perf_counter()
    office.keep(content for _, content in photographs())
    print(
        f"keep {PHOTOGRAPHS} photographs, each synced: {total / 1e6 / (time.perf_counter() - started):.0f} MB/s"
    )
    plain, locked = desk.folder / "plain", desk.folder / "locked.age"
    age = best(lambda: age_lock(desk, plain, locked))
    made = best(office.make)
    age_open = best(lambda: age_unlock(desk, locked))
    target, empty = office.make(), office.centre.directory
    office.close()
    times = []
    for number in range(ROUNDS):
        copy = desk.folder / f"centre-{number}"
        shutil.copytree(empty, copy)
        centre = vault.unlock(copy, PASSWORD)
        routine.if_older(centre, routine.BEFORE_IMPORT, Reason.IMPORT)
        started = time.perf_counter()
        taken = exchange.take_in(centre, target)
        times.append(time.perf_counter() - started)
        centre.close()
        shutil.rmtree(copy)
        assert taken.files == PHOTOGRAPHS
    _say("out of a vault", total, made, age, None)
    _say("into a vault", total, min(times), age_open, None)


def memory(desk: Desk) -> None:
    """Print by how much the largest memory of a process grows with the photographs it sends and takes in."""
    # VmHWM starts anew with the program; ru_maxrss would still hold the memory of the one that started it.
    script = (
        "import sys; from pathlib import Path; from bench import bundle as b; "
        "b.stream(Path(sys.argv[1]), int(sys.argv[2])); "
        "print(Path('/proc/self/status').read_text().split('VmHWM:')[1].split()[0])"
    )
    peaks = []
    for count in (16, 64):
        command = [sys.executable, "-c", script, str(desk.folder / f"stream-{count}"), str(count)]
        peaks.append(int(subprocess.run(command, check=True, capture_output=True).stdout) / 1024)
    print(
        f"memory, from vault to vault: {peaks[0]:.0f} MB at 108 MB of files of up to 20 MB, "
        f"{peaks[1]:.0f} MB at 432 MB (flat)"
    )


def stream(folder: Path, count: int) -> None:
    """Bring so many photographs from a vault to another, in the sizes that people take them and up to what may be kept."""
    office, chance = Office(folder), random.Random(2)
    sizes = [PHOTOGRAPH, PHOTOGRAPH, attachments.LARGEST, PHOTOGRAPH]
    office.keep(chance.randbytes(sizes[number % len(sizes)]) for number in range(count))
    taken = exchange.take_in(office.centre, office.make())
    assert taken.files == count
    office.close()


def age_lock(desk: Desk, plain: Path, locked: Path) -> None:
    """Lock a file with the age command."""
    locked.unlink(missing_ok=True)
    _age("-r", desk.card.operational, "-r", desk.card.recovery, "-o", str(locked), str(plain))


def age_unlock(desk: Desk, locked: Path) -> None:
    """Unlock a file with the age command."""
    identity = desk.folder / "identity.txt"
    identity.write_text(desk.centre.age_identity + "\n")
    _age("-d", "-i", str(identity), "-o", str(desk.folder / "clear"), str(locked))


def _age(*arguments: str) -> None:
    subprocess.run(["age", *arguments], check=True)


def _say(what: str, total: int, ours: float, age: float, safe: float | None) -> None:
    mega = total / 1e6
    print(
        f"{what} {mega:.0f} MB: {mega / ours:.0f} MB/s, age {mega / age:.0f} MB/s: ratio {age / ours:.2f} (reach 0.6)"
    )
    if safe is not None:
        print(
            f"{what} {mega:.0f} MB: age with sync and read-back {mega / safe:.0f} MB/s: ratio {safe / ours:.2f}"
        )


def main() -> None:
    """Measure everything and print it."""
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        weekly(desk)
        throughput(desk)
        vaults(desk)
        memory(desk)


if __name__ == "__main__":
    main()
