"""One order for every list: the official Turkmen alphabet, then Russian."""

import unicodedata

from app.text.cleaning import clean

# CLDR root order of marks, then digits, then the tailored Latin of CLDR common/collation/tk.xml
# (&C<ç &E<ä &J<ž &N<ň &O<ö &S<ş &U<ü &Y<ý), then Russian with the letters of old Turkmen Cyrillic beside their kin.
_MARKS = "\t\n _-–—,;:!?.…'‘’\"“”„«»()[]{}@*/\\&#%`^+<=>|~$"
_LATIN = "abcçdeäfghijžklmnňoöpqrsştuüvwxyýz"
_CYRILLIC = "абвгдежҗзийклмнңоөпрстуүфхцчшщъыьэәюя"
_ALPHABET = _MARKS + "0123456789" + _LATIN + _CYRILLIC
_SPECIAL = {"ё": "е"}  # one letter with е, told apart only when all else is equal

# Every known character becomes one byte above the level separator, so that SQLite's BINARY order is this order.
_SEPARATOR = "\x01"
_PRIMARY: dict[int, str] = {}
_KNOWN = set(_ALPHABET) | set(_SPECIAL) | set(_ALPHABET.upper()) | {"Ё"}
for _place, _letter in enumerate(_ALPHABET):
    _PRIMARY[ord(_letter)] = _PRIMARY[ord(_letter.upper())] = chr(2 + _place)
for _letter, _kin in _SPECIAL.items():
    _PRIMARY[ord(_letter)] = _PRIMARY[ord(_letter.upper())] = _PRIMARY[ord(_kin)]


def sort_key(text: str) -> str:
    """Return the key by which `text` sorts; plain string (and SQLite BINARY) comparison of keys is the order.

    Levels as in ICU: letters, then accents, then lower case before upper; a further level keeps texts with letters
    of other alphabets apart, so equal keys mean equal (cleaned) texts.
    """
    cleaned = clean(text)
    if _KNOWN.issuperset(cleaned):
        known, accents, rest = cleaned, "", ""
    else:
        known, accents = _without_accents(cleaned)
        rest = cleaned
    accents += "".join("1" if letter in "ёЁ" else "0" for letter in known).rstrip("0")
    case = "".join("1" if letter.isupper() else "0" for letter in known).rstrip("0")
    levels = (known.translate(_PRIMARY), accents, case, rest)
    return _SEPARATOR.join(levels).rstrip(_SEPARATOR)


def _without_accents(text: str) -> tuple[str, str]:
    """Return `text` with unknown accented letters as their bare letters, and the accents as a key of their own."""
    letters, accents = [], []
    for letter in text:
        parts = letter if letter in _KNOWN else unicodedata.normalize("NFKD", letter)
        letters.append(parts[:1])
        accents.append(parts[1:] or "0")
    return "".join(letters), "".join(accents)
