"""What the centre's home reads, in one go: what waits for a decision, what came in, what is kept aside."""

from dataclasses import dataclass

from app.store import queries
from app.store.queries import CaseItem, Counts, Order, Wanted
from app.store.vault import Vault
from app.sync import exchange
from app.sync.exchange import BundleLine
from app.ui.pages import bundle_reading

_WEEK_MS = 7 * 86_400_000
_ARRIVALS = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class Inbox:
    """What the page shows, read in one go."""

    counts: Counts
    week: int
    aside: int
    waiting: tuple[CaseItem, ...]
    total: int
    arrivals: tuple[BundleLine, ...]
    workers: dict[str, str]


def read_inbox(vault: Vault, today: str, until: str) -> Inbox:
    """Return what waits and what came in."""
    wanted = Wanted(review="waiting")
    come = [one for one in exchange.bundles(vault, 60) if one.direction == "in"]
    return Inbox(
        counts=queries.counts(vault, today, until),
        week=bundle_reading.count_arrived(vault, vault.clock() - _WEEK_MS),
        aside=bundle_reading.count_aside(vault),
        waiting=tuple(queries.cases(vault, wanted, order=Order.DANGER)),
        total=queries.count_cases(vault, wanted),
        arrivals=tuple(come[:_ARRIVALS]),
        workers={one.id: one.name for one in queries.staff(vault).values()},
    )
