"""Which backups stay: the newest of each of 7 days, 4 weeks and 6 months, and everything of the last two days."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

DAILY, WEEKLY, MONTHLY = 7, 4, 6
_FRESH = timedelta(days=2)  # a copy made before a migration must outlive the nightly one after it


def kept(made: Iterable[datetime]) -> set[datetime]:
    """Return the instants whose backups stay; counts only days, weeks and months that have one."""
    newest_first = sorted(set(made), reverse=True)
    if not newest_first:
        return set()
    fresh = {instant for instant in newest_first if instant >= newest_first[0] - _FRESH}
    days = _newest(newest_first, lambda instant: instant.date(), DAILY)
    weeks = _newest(newest_first, lambda instant: instant.isocalendar()[:2], WEEKLY)
    months = _newest(newest_first, lambda instant: (instant.year, instant.month), MONTHLY)
    return fresh | days | weeks | months


def _newest(newest_first: list[datetime], period: Callable[[datetime], object], count: int) -> set[datetime]:
    chosen: dict[object, datetime] = {}
    for instant in newest_first:
        chosen.setdefault(period(instant), instant)
    return set(list(chosen.values())[:count])
