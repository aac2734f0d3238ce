"""The answers of a long list in order: their codes, their words in one or two languages, and the way to find one. Pure."""

from collections.abc import Mapping, Sequence

from app.ui.forms.word_index import WordIndex

Pairs = Sequence[tuple[str, str]]


class Offer:
    """What a question offers now."""

    def __init__(self) -> None:
        self.pairs: Pairs = ()
        self._second: Mapping[str, str] = {}
        self._places: dict[str, int] = {}
        self.index = WordIndex()

    def change(self, pairs: Pairs, second: Mapping[str, str]) -> bool:
        """Offer other answers, or the same in another language; tell whether anything changed."""
        if (pairs, second) == (self.pairs, self._second):
            return False
        self.pairs, self._second = tuple(pairs), dict(second)
        self._places = {code: at for at, (code, _) in reversed(list(enumerate(pairs)))}
        self.index = WordIndex(self.all_words())
        return True

    def all_words(self) -> list[str]:
        """Return the words of all answers."""
        return [self.words(at) for at in range(len(self.pairs))]

    def words(self, at: int) -> str:
        """Return the words of the answer at a place."""
        code, words = self.pairs[at]
        other = self._second.get(code, "")
        return f"{words} · {other}" if other else words

    def words_of(self, code: str) -> str:
        """Return the words of an answer by its code; a code that is not offered stands for itself."""
        return self.words(self._places[code]) if code in self._places else code

    def code(self, at: int) -> str:
        """Return the code of the answer at a place."""
        return self.pairs[at][0]

    def place(self, code: str) -> int:
        """Return the place of an answer, -1 for one that is not offered."""
        return self._places.get(code, -1)

    def longest(self, lines: int) -> list[str]:
        """Return the longest answers, to measure those instead of all."""
        return sorted(self.all_words(), key=len)[-lines:]
