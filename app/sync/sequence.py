"""Bundle numbers speak to people: what is missing, what came twice, and which device seems to exist twice.

They never decide what is taken in: records carry their own identity, so a gap blocks nothing and a copy loses nothing.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from app.sync.manifest import Manifest
from app.sync.refusals import BundleRefused, ClonedDevice, ReplayedBundle


class Standing(StrEnum):
    """How a bundle stands among those of its device that came before."""

    NEXT = "next"
    GAP = "gap"
    LATE = "late"
    REPLAYED = "replayed"
    CLONED = "cloned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What to tell people: the standing, the numbers that have not arrived, and the sentence if there is one.

    `notice` is a ReplayedBundle (stop here, all is well) or a ClonedDevice (import, and raise the alarm).
    """

    standing: Standing
    missing: tuple[int, ...]
    notice: BundleRefused | None = None


def judge(last_seen: Mapping[int, str], manifest: Manifest, digest: str) -> Judgement:
    """Return how a bundle stands; `last_seen` are the manifest hashes (hex) of this device by number, `digest` this one's."""
    number = manifest.sequence
    missing = tuple(n for n in _expected(last_seen, number) if n not in last_seen and n != number)
    if last_seen.get(number) == digest:
        notice: BundleRefused = ReplayedBundle(sequence=number)
        return Judgement(standing=Standing.REPLAYED, missing=missing, notice=notice)
    if number in last_seen or _branches(last_seen, manifest):
        notice = ClonedDevice(device=manifest.device[:8], sequence=number)
        return Judgement(standing=Standing.CLONED, missing=missing, notice=notice)
    newest = max(last_seen, default=0)
    if number < newest:
        return Judgement(standing=Standing.LATE, missing=missing)
    return Judgement(standing=Standing.GAP if missing else Standing.NEXT, missing=missing)


def _expected(last_seen: Mapping[int, str], number: int) -> range:
    """Return the numbers that should be here: from the first known one (a new centre need not have them all)."""
    first = min(last_seen, default=number)
    newest = max(number, max(last_seen, default=number))
    return range(max(min(first, number), newest - 1_000), newest)


def _branches(last_seen: Mapping[int, str], manifest: Manifest) -> bool:
    """Tell whether the bundle says it follows another one of the number before than we have."""
    before = last_seen.get(manifest.sequence - 1)
    return before is not None and manifest.previous != before
