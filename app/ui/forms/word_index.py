"""Finding an answer among thousands as one types it, in any script and without diacritics. Pure; knows no widgets."""

from collections.abc import Sequence
from time import perf_counter

from app import text

LONGEST_WAIT_S = 0.03


class WordIndex:
    """The words of a list of answers. They are folded a few at a time by `warm`, or when somebody looks for one."""

    def __init__(self, words: Sequence[str] = ()) -> None:
        self._words = tuple(words)
        self._keys: list[str] = []

    def warm(self, seconds: float = 0.004) -> bool:
        """Fold words for a while; tell whether all are folded."""
        until = perf_counter() + seconds
        while len(self._keys) < len(self._words) and perf_counter() < until:
            self._fold_next()
        return len(self._keys) == len(self._words)

    def _fold_next(self) -> None:
        self._keys.append(f" {text.search_text(self._words[len(self._keys)])}")

    def matching(self, typed: str) -> list[int]:
        """Return the places of answers that have words beginning like all typed words; those beginning so come first.

        Of a list so long that it is not folded in time, what is folded by now is looked through: ask again after `warm`.
        """
        wanted = [f" {token}" for token in text.search_tokens(typed)]
        if not wanted:
            return []
        self.warm(LONGEST_WAIT_S)
        found = [at for at, key in enumerate(self._keys) if all(word in key for word in wanted)]
        begun = [at for at in found if self._keys[at].startswith(wanted[0])]
        return begun + [at for at in found if not self._keys[at].startswith(wanted[0])]

    def best(self, typed: str) -> int:
        """Return the place of the first answer that fits, -1 when none does."""
        return next(iter(self.matching(typed)), -1)
