"""The two letter shapes paper is set in, embedded so that ş, ň and Cyrillic never turn into black squares.

Both come from the pinned package `font-source-sans-pro` (SIL OFL 1.1). Its upright TrueType files hold every Turkmen,
Russian and old Turkmen Cyrillic letter and ☐ ☑ ✓; its slanted ones have no Cyrillic, so weight alone gives emphasis.
"""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

UNKNOWN = "?"


class Weight(StrEnum):
    """A letter shape; its value names the file in the font package."""

    REGULAR = "Regular"
    SEMIBOLD = "Semibold"


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A loaded letter shape: the name reportlab knows it by, and each character's width in 1/1000 of the size."""

    name: str
    widths: dict[int, float]
    letters: frozenset[int]

    def width(self, text: str, size: float) -> float:
        """Return how wide `text` is in points at `size` points."""
        widths = self.widths
        return sum(widths.get(ord(character), 500.0) for character in text) * size / 1000


@cache
def face(weight: Weight) -> Face:
    """Return a letter shape, loading and registering it at first use (7 to 10 ms each)."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    source = files("font_source_sans_pro").joinpath("files", f"SourceSansPro-{weight}.ttf")
    font = TTFont(f"Goldaw-{weight}", str(source))
    pdfmetrics.registerFont(font)
    return Face(
        name=font.fontName, widths=dict(font.face.charWidths), letters=frozenset(font.face.charToGlyph)
    )


class _Shown(dict[int, str]):
    """What stands on paper for a character (its code point); learnt character by character, never whole texts."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        letters = face(Weight.REGULAR).letters & face(Weight.SEMIBOLD).letters
        # Format characters (soft hyphen, joiners, direction marks) and controls have no ink.
        if unicodedata.category(character) in {"Cc", "Cf"}:
            self[point] = ""
        else:
            self[point] = character if point in letters else UNKNOWN
        return self[point]


_SHOWN = _Shown({ord("\n"): "\n", ord("\t"): " "})


def clean(text: str) -> str:
    """Return `text` as paper can show it: composed letters, no control characters, "?" where no letter exists."""
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return composed.translate(_SHOWN)
