"""How a form wants a question to look: the words of its appearance, read once. A word nobody knows changes nothing."""

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

_COUNTED = re.compile(r"(?:columns|compact|quickcompact)-([1-9]\d?)$")
_FITTING = frozenset({"columns", "compact", "quickcompact", "horizontal"})
_PACKED = frozenset({"columns-pack", "horizontal-compact"})


class Spread(StrEnum):
    """How the answers of a list are spread over the page."""

    USUAL = "usual"
    FITTING = "fitting"
    PACKED = "packed"
    COUNTED = "counted"
    SCALE = "scale"


@dataclass(frozen=True, slots=True)
class Looks:
    """The words of an appearance; `columns` is the number of a columns-N, else 0."""

    words: frozenset[str] = frozenset()
    columns: int = 0

    def has(self, *words: str) -> bool:
        """Tell whether the form says any of these words."""
        return not self.words.isdisjoint(words)

    @property
    def spread(self) -> Spread:
        """How the answers are to be spread."""
        if self.has("likert"):
            return Spread.SCALE
        if self.columns:
            return Spread.COUNTED
        if self.words & _PACKED:
            return Spread.PACKED
        return Spread.FITTING if self.words & _FITTING else Spread.USUAL

    @property
    def goes_on(self) -> bool:
        """Whether choosing an answer leads to the next question by itself."""
        return self.has("quick") or any(word.startswith("quickcompact") for word in self.words)


@lru_cache(maxsize=256)
def looks_of(appearance: str) -> Looks:
    """Return what an appearance says."""
    words = frozenset(appearance.lower().split())
    counts = [int(found[1]) for word in words if (found := _COUNTED.match(word))]
    return Looks(words, max(counts, default=0))
