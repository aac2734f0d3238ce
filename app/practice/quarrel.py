"""A few files that worker and centre change at the same time without knowing of each other: conflicts to practise on."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from app.models import kinds
from app.models.case import Case, Risk
from app.models.edit import Edit, Put
from app.models.household import Household
from app.store import queries
from app.store.queries import CaseItem, Wanted
from app.store.vault import Vault

_SHARE = 60  # one open case in so many


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarrel:
    """What each side writes into one stream."""

    stream: str
    centre: Sequence[Edit]
    worker: Sequence[Edit]


def quarrels(vault: Vault, random: Random, first: int) -> list[Quarrel]:
    """Return what worker and centre write apart: one in sixty of the worker's open cases, and at least two.

    `first` says with which kind of quarrel to begin, so that all kinds occur among the workers.
    """
    found = queries.cases(vault, Wanted(), order=queries.Order.NUMBER, limit=10_000)
    chosen = random.sample(found, k=min(len(found), 2 + len(found) // _SHARE))
    return [_KINDS[place % len(_KINDS)](item) for place, item in enumerate(chosen, first)]


def _address(item: CaseItem) -> Quarrel:
    stream = f"{kinds.HOUSEHOLD}:{item.household}"
    return _both(stream, item.household, Household.KIND, "landmark", ("mekdebiň ýany", "bazaryň arkasy"))


def _danger(item: CaseItem) -> Quarrel:
    return _both(item.stream, _id(item), Case.KIND, "risk", (str(Risk.HIGH), str(Risk.LOW)))


def _request(item: CaseItem) -> Quarrel:
    said = ("Resminamalar we derman boýunça kömek gerek.", "Derman we gündelik kömek gerek.")
    return _both(item.stream, _id(item), Case.KIND, "request", said)


_KINDS: tuple[Callable[[CaseItem], Quarrel], ...] = (_address, _danger, _request)


def _id(item: CaseItem) -> str:
    return item.stream.partition(":")[2]


def _both(stream: str, record: str, kind: str, field: str, values: tuple[str, str]) -> Quarrel:
    centre, worker = (Put(record=record, kind=kind, field=field, value=value) for value in values)
    return Quarrel(stream=stream, centre=[centre], worker=[worker])
