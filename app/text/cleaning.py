"""What a person types or pastes, brought to one spelling before it is kept."""

import re
import unicodedata

# Look-alikes from other keyboards: Romanian comma letters for the Turkmen cedilla, Turkish dotted and dotless i.
_LETTERS = str.maketrans(
    {
        "ș": "ş",
        "Ș": "Ş",
        "İ": "I",
        "ı": "i",
        "\u00ad": None,  # soft hyphen
        "\u200b": None,  # zero-width space
        "\u2060": None,  # word joiner
        "\ufeff": None,  # byte order mark
    }
)
_SPACES = re.compile(r"[^\S\n]+")
_AROUND_BREAKS = re.compile(r" ?\n ?")


def clean(text: str) -> str:
    """Return `text` as it is kept: NFC, Turkmen letters, single spaces, no blank ends; line breaks stay.

    "i̇" (what lower-casing a Turkish İ leaves) becomes "i". Control characters other than a line break are dropped.
    """
    composed = unicodedata.normalize("NFC", text.replace("i\u0307", "i").replace("I\u0307", "I"))
    if composed.isascii() and composed.isprintable() and "  " not in composed:
        return composed.strip()
    lines = composed.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    spaced = _SPACES.sub(" ", lines.translate(_LETTERS))
    kept = "".join(letter for letter in spaced if letter == "\n" or unicodedata.category(letter) != "Cc")
    again = unicodedata.normalize("NFC", _AROUND_BREAKS.sub("\n", _SPACES.sub(" ", kept)))
    return again.strip()
