"""The practice village: a centre and its workers, each with a vault of invented files to learn with.

The same count, seed and day give the same people, identifiers, days and words. What comes from the devices' own keys
differs each time: staff identifiers, signatures, hashes, ciphertext.
"""

import shutil
import uuid
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random

from app import resources
from app.models import suggestion
from app.models.household import Sex
from app.practice import acts, crew, names, situations, stories
from app.practice.acts import ASHGABAT, People, Sources
from app.practice.assessed import Assessments
from app.practice.crew import Clock, Worker
from app.practice.families import Families
from app.practice.history import History
from app.practice.names import Names
from app.practice.quarrel import Quarrel, quarrels
from app.practice.situations import Drawn
from app.practice.stories import Story
from app.store import VaultExists
from app.store import vault as vaults
from app.store.argon import FLOOR, Cost
from app.store.header import Role
from app.store.vault import Save, Vault
from app.sync import exchange

SPAN = timedelta(days=548)
UNTOLD = timedelta(days=7)  # what happened since then has not been brought to the centre yet
PER_WORKER, FEWEST, MOST = 110, 2, 20
CENTRE_NAME = "Türgenleşik merkezi"
MARK = "PRACTICE.txt"
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """What was made: the centre's folder first, then each worker's; and how many cases and conflicts there are."""

    folders: tuple[Path, ...]
    cases: int
    conflicts: int


def workers_for(cases: int) -> int:
    """Return how many workers share so many cases."""
    return min(MOST, max(FEWEST, round(cases / PER_WORKER)))


def build(
    directory: Path,
    *,
    cases: int,
    seed: int,
    password: str,
    progress: Progress | None = None,
    cost: Cost | None = None,
    today: date | None = None,
) -> Built:
    """Make a village in `directory` (missing or empty): `centre`, `worker-1`, `worker-2`… It appears whole or not at all.

    `cases` are those of all workers together, the first two are told stories; `progress` hears (cases done, cases).
    `cost` guards nothing real here, so it is the least one unless given.

    Raises:
        VaultExists, WeakPassword, DiskFull, DiskTrouble
    """
    if directory.exists() and (not directory.is_dir() or any(directory.iterdir())):
        raise VaultExists
    building = directory.with_name(f".{directory.name}.new-{uuid.uuid4().hex[:8]}")
    building.mkdir(parents=True)
    village = _Village(
        folder=building,
        cases=cases,
        seed=seed,
        password=password,
        cost=cost or FLOOR,
        today=today or datetime.now(ASHGABAT).date(),
        progress=progress,
    )
    try:
        conflicts = village.make()
        if directory.exists():
            directory.rmdir()
        building.rename(directory)
    except BaseException:
        shutil.rmtree(building, ignore_errors=True)
        raise
    folders = ("centre", *(f"worker-{number}" for number in range(1, workers_for(cases) + 1)))
    return Built(folders=tuple(directory / name for name in folders), cases=cases, conflicts=conflicts)


@dataclass(slots=True, kw_only=True)
class _Village:
    folder: Path
    cases: int
    seed: int
    password: str
    cost: Cost
    today: date
    progress: Progress | None
    clock: Clock = field(default_factory=Clock)
    names: Names = field(default_factory=names.load)

    @property
    def heard(self) -> date:
        """The last day the centre has heard of."""
        return self.today - UNTOLD

    def make(self) -> int:
        """Fill the folder; return how many conflicts are there to practise on."""
        with ExitStack() as opened:
            self.clock.set(self.today - SPAN)
            centre = self._vault("centre", Role.CENTRE, CENTRE_NAME, "TM")
            opened.callback(centre.close)
            workers = self._workers(opened)
            self.clock.set(self.heard)
            for worker in workers:
                crew.admit(centre, worker.vault)
            self._live(centre, workers)
            self.clock.set(self.heard)
            for worker in workers:
                self._told(centre, worker)
            conflicts = self._quarrel(centre, workers)
            self.clock.set(self.today)
            for worker in workers:
                crew.save(worker.vault, [act for act in worker.acts if act.on > self.heard])
        self._mark()
        return conflicts

    # -- who is there --------------------------------------------------------------------------------------

    def _vault(self, folder: str, role: Role, name: str, place: str) -> Vault:
        made = vaults.create(
            self.folder / folder,
            self.password,
            role=role,
            name=name,
            place=place,
            practice=True,
            cost=self.cost,
            clock=self.clock,
        )
        return made.vault

    def _workers(self, opened: ExitStack) -> list[Worker]:
        random = Random(f"{self.seed} workers")
        workers = []
        for number, home in enumerate(crew.homes(random, workers_for(self.cases), self.today), 1):
            person = self.names.person(random, random.choice((Sex.FEMALE, Sex.MALE)), "tk")
            vault = self._vault(
                f"worker-{number}", Role.WORKER, f"{person.name} {person.surname}", home.place
            )
            opened.callback(vault.close)
            workers.append(Worker(vault, home, Random(f"{self.seed} worker {number}")))
        return workers

    # -- what happens --------------------------------------------------------------------------------------

    def _live(self, centre: Vault, workers: Sequence[Worker]) -> None:
        known = situations.load()
        sources = Sources(
            assessments=Assessments(known),
            suggestions=suggestion.parse(resources.text("plan_suggestions.csv")),
            visits=acts.visit_words(),
        )
        told = stories.load()[: self.cases]
        drawn = situations.draw(known, Random(f"{self.seed} people"), self.cases - len(told))
        done = 0
        for number, worker in enumerate(workers):
            people = People(
                worker=worker.vault.owner.staff, supervisor=centre.owner.staff, name=worker.vault.owner.name
            )
            for place in self._places(number, len(workers)):
                life = (
                    self._story(worker, told[place], people, sources)
                    if place < len(told)
                    else self._life(worker, drawn[place - len(told)], people, sources)
                )
                worker.acts += life.tell()
                done += 1
                if self.progress is not None:
                    self.progress(done, self.cases)
            crew.save(worker.vault, [act for act in worker.acts if act.on <= self.heard and not act.centre])
            worker.acts = [act for act in worker.acts if act.on > self.heard or act.centre]

    def _places(self, number: int, workers: int) -> Iterable[int]:
        """Return whose turn it is at a worker: the stories are the first one's, the others go round."""
        stories_first = [0, 1][: self.cases] if number == 0 else []
        return [*stories_first, *range(2 + number, self.cases, workers)]

    def _life(self, worker: Worker, drawn: Drawn, people: People, sources: Sources) -> History:
        made = Families(worker.random, self.names)
        # More of them of late: the work grows, and what is open is what one practises with.
        opened = self.today - timedelta(days=int(SPAN.days * worker.random.random() ** 1.5))
        family = made.make(drawn, worker.home, opened)
        return History(
            random=worker.random,
            sources=sources,
            people=people,
            family=family,
            drawn=drawn,
            opened=opened,
            today=self.today,
            heard=self.heard,
            new_id=made.new_id,
        )

    def _story(self, worker: Worker, told: stories.Told, people: People, sources: Sources) -> History:
        made = Families(worker.random, self.names)
        opened = self.today - timedelta(days=told["begun"])
        return Story(
            random=worker.random,
            sources=sources,
            people=people,
            family=stories.family(told, made, worker.home, opened),
            drawn=stories.drawn(told),
            opened=opened,
            today=self.today,
            heard=self.heard,
            new_id=made.new_id,
            told=told,
        )

    def _told(self, centre: Vault, worker: Worker) -> None:
        """The worker brings everything up to the day the centre has heard of; the centre answers with its decisions."""
        self._bring(worker.vault, centre, None)
        crew.save(centre, [act for act in worker.acts if act.centre])
        self._bring(centre, worker.vault, worker.vault.device_id)

    def _bring(self, sender: Vault, receiver: Vault, to: str | None) -> None:
        stick = self.folder / f"bundle-{uuid.uuid4().hex[:8]}"
        exchange.export(sender, stick, to=to)
        exchange.take_in(receiver, stick)
        stick.unlink()

    def _quarrel(self, centre: Vault, workers: Sequence[Worker]) -> int:
        """Let a few files be changed on both sides at once, and bring the worker's side to the centre."""
        found = 0
        for number, worker in enumerate(workers):
            apart: list[Quarrel] = quarrels(worker.vault, worker.random, number)
            centre.commit_all([(one.stream, [Save(edits=one.centre)]) for one in apart])
            worker.vault.commit_all([(one.stream, [Save(edits=one.worker)]) for one in apart])
            if apart:
                self._bring(worker.vault, centre, None)
            found += len(apart)
        return found

    def _mark(self) -> None:
        text = resources.text("practice", MARK)
        for folder in [self.folder, *(path for path in self.folder.iterdir() if path.is_dir())]:
            (folder / MARK).write_text(text, encoding="utf-8")
