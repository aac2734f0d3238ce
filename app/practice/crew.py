"""Who works in the practice village: the clock they share, their vaults, places, enrolment, and how they save."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from random import Random

from app import resources
from app.models.place import PlaceTable
from app.practice import families
from app.practice.acts import Act, wall_ms
from app.practice.families import Home
from app.store.vault import Save, Vault
from app.sync import enrol

# Specialists per region in the programme's first year.
_REGIONS = {"TM-S": 12, "TM-M": 8, "TM-L": 7, "TM-A": 6, "TM-B": 6, "TM-D": 6}
_WORKING_PLACES = ("etrap", "city_etrap", "city_etrap_rights")


@dataclass(slots=True)
class Clock:
    """The village's clock: UTC milliseconds, one second on each time it is asked."""

    now_ms: int = 0

    def set(self, day: date) -> None:
        """Make it the evening of a day."""
        self.now_ms = wall_ms(day, 60)

    def __call__(self) -> int:
        """Return the next second."""
        self.now_ms += 1000
        return self.now_ms


@dataclass(slots=True)
class Worker:
    """One worker's vault and what happened there. The identifiers of her people come from her own `random`."""

    vault: Vault
    home: Home
    random: Random
    acts: list[Act] = field(default_factory=list)


def homes(random: Random, count: int, today: date) -> list[Home]:
    """Return where the workers work, by the regions' shares."""
    places = PlaceTable.parse(resources.text("places.csv")).at(today)
    regions = random.choices(list(_REGIONS), list(_REGIONS.values()), k=count)
    found = []
    for region in regions:
        within = [one for one in places.children(region) if one.level in _WORKING_PLACES]
        place = random.choice(within)
        found.append(families.home(place.code, place.level))
    return found


def admit(centre: Vault, worker: Vault) -> None:
    """Enrol a worker at the centre, by card, request and certificate."""
    enrol.join(worker, enrol.card_file(centre), None)
    enrol.accept(worker, enrol.admit(centre, enrol.request(worker)))


def save(vault: Vault, acts: Iterable[Act]) -> None:
    """Save acts in their order: one change each, all in one transaction."""
    numbered = sorted(
        enumerate(acts), key=lambda one: (one[1].stream.startswith("c:"), one[1].stream, one[0])
    )
    streams = []
    for stream, ones in groupby((act for _, act in numbered), key=lambda act: act.stream):
        saves = [
            Save(edits=act.edits, wall_ms=wall_ms(act.on, place))
            for place, act in enumerate(ones)
            if act.edits
        ]
        streams.append((stream, saves))
    vault.commit_all(streams)
