"""The same name as another clerk would write it: in Russian letters, or without the Turkmen marks."""

import re

_GLIDES = {"ýa": "я", "ýe": "е", "ýo": "ё", "ýu": "ю", "ýä": "я", "ýö": "ё", "ýü": "ю"}
_LETTERS = dict(zip("abdefghiklmnoprstuwyzäöüçşžňý", "абдефгхиклмнопрстувызяёючшжнй", strict=True)) | {
    "j": "дж"
}
_BARE = str.maketrans("çäžňöşüýÇÄŽŇÖŞÜÝ", "caznosuyCAZNOSUY")
_PIECE = re.compile(r"ý[aeouäöü]|[a-zçäžňöşüý]")
_WORD = re.compile(r"[A-Za-zÇÄŽŇÖŞÜÝçäžňöşüý]+")


def in_russian(name: str) -> str:
    """Return a Turkmen name in today's Russian spelling: "Ýazgulyýewa Jemal" → "Язгулыева Джемал"."""
    return _WORD.sub(lambda word: _russian_word(word[0]), name)


def _russian_word(word: str) -> str:
    lower = word.lower()
    if lower[0] in "eäöü":  # э, о and у begin a word; я, ё and ю would be read with a glide
        lower = {"e": "э", "ä": "э", "ö": "о", "ü": "у"}[lower[0]] + lower[1:]
    russian = _PIECE.sub(lambda piece: _GLIDES.get(piece[0]) or _LETTERS.get(piece[0], piece[0]), lower)
    return russian[0].upper() + russian[1:] if word[0].isupper() else russian


def without_marks(name: str) -> str:
    """Return a Turkmen name as typed on a keyboard without Turkmen letters: "Şirin" → "Sirin"."""
    return name.translate(_BARE)
