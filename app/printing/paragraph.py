"""Where a sentence turns to the next line."""

import re

from app.printing.fonts import Weight, clean, face

_WORDS = re.compile(r"[^ \n]+")  # a no-break space keeps its neighbours together


def lines(text: str, weight: Weight, size: float, width: float) -> list[str]:
    """Return `text` as lines no wider than `width` points; a word wider than a line is divided.

    A line that goes on keeps one space at its end, so that a screen reader does not join two words.
    """
    return [line for part in clean(text).split("\n") for line in _paragraph(part, weight, size, width)]


def _paragraph(text: str, weight: Weight, size: float, width: float) -> list[str]:
    letters = face(weight)
    space = letters.width(" ", size)
    done: list[str] = []
    line, filled = "", 0.0
    for word in _WORDS.findall(text):
        breadth = letters.width(word, size)
        if line and filled + space + breadth <= width:
            line, filled = f"{line} {word}", filled + space + breadth
            continue
        if line:
            done.append(line + " ")
        *full, line = _pieces(word, weight, size, width) if breadth > width else [word]
        done += full
        filled = letters.width(line, size)
    return [*done, line] if line else done


def _pieces(word: str, weight: Weight, size: float, width: float) -> list[str]:
    letters = face(weight)
    pieces, start, filled = [], 0, 0.0
    for index, character in enumerate(word):
        breadth = letters.width(character, size)
        if index > start and filled + breadth > width:
            pieces.append(word[start:index])
            start, filled = index, 0.0
        filled += breadth
    return [*pieces, word[start:]]
