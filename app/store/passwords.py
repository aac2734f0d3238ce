"""What makes a password: long enough, not the first one anybody tries, the same on every keyboard."""

import math
import re
import secrets
import unicodedata
from functools import lru_cache

from app import resources
from app.errors import N_
from app.store import WeakPassword

MIN_LETTERS, MAX_LETTERS, WORDS = 12, 128, 4
_COMMON = (
    "password", "passwort", "parol", "parolym", "açarsöz", "acarsoz", "qwerty", "qwertyuiop", "asdfghjkl", "zxcvbnm",
    "йцукен", "йцукенгшщзхъ", "фывапролджэ", "пароль", "turkmenistan", "türkmenistan", "asgabat", "aşgabat", "ашхабад",
    "туркменистан", "goldaw", "admin", "administrator", "welcome", "letmein", "iloveyou", "sanly", "salam", "привет",
)  # fmt: skip
_RUNS = (
    "abcdefghijklmnopqrstuvwxyz",
    "01234567890123456789",
    "98765432109876543210",
    "абвгдежзийклмнопрстуфхцчшщ",
)
_LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбюё"


def normalised(typed: str) -> str:
    """Return the password as it is used: NFKC, outer spaces gone, inner ones single."""
    return re.sub(r"\s+", " ", unicodedata.normalize("NFKC", typed)).strip()


def accepted(typed: str) -> str:
    """Return a new password, normalised.

    Raises:
        WeakPassword: too short, too long, or among the first a stranger would try.
    """
    password = normalised(typed)
    if len(password) > MAX_LETTERS:
        raise WeakPassword(
            N_("A password has at most {most} letters. Nothing was changed. Take a shorter one."),
            most=MAX_LETTERS,
        )
    if _are_words(password):
        return password
    if len(password) < MIN_LETTERS:
        raise WeakPassword(
            N_(
                "A password needs {least} letters or four words from the list. Nothing was changed. Take a longer one."
            ),
            least=MIN_LETTERS,
        )
    if _is_guessable(password):
        raise WeakPassword(
            N_("This password is among the first a stranger would try. Nothing was changed. Take another.")
        )
    return password


def generated() -> str:
    """Return four words drawn from the list, joined by spaces."""
    return " ".join(secrets.choice(word_list()) for _ in range(WORDS))


def entropy_bits() -> float:
    """Return how many bits of chance `generated` holds."""
    return WORDS * math.log2(len(word_list()))


@lru_cache(maxsize=1)
def word_list() -> tuple[str, ...]:
    """Return the shipped Turkmen words."""
    lines = resources.text("words_tk.txt").splitlines()
    return tuple(line for line in lines if line and not line.startswith("#"))


def layout_hint(typed: str) -> str | None:
    """Return a sentence when what was typed looks like the wrong keyboard language, else None."""
    letters = [letter for letter in typed if letter.isalpha()]
    cyrillic = sum("CYRILLIC" in unicodedata.name(letter, "") for letter in letters)
    if cyrillic and cyrillic < len(letters):
        return N_("Latin and Cyrillic letters are mixed. Look at the language of the keyboard.")
    if cyrillic:
        return N_(
            "These are Cyrillic letters. If the password has Latin ones, change the language of the keyboard."
        )
    if letters and all(letter.isupper() for letter in letters):
        return N_("All letters are capitals. Look whether Caps Lock is on.")
    return None


def other_layout(typed: str) -> str:
    """Return what the same keys give on the other keyboard (Russian ЙЦУКЕН and QWERTY)."""
    pairs = list(zip(_LATIN, _CYRILLIC, strict=True))
    pairs += [(latin.upper(), cyrillic.upper()) for latin, cyrillic in pairs if latin.isalpha()]
    table = str.maketrans({**dict(pairs), **{cyrillic: latin for latin, cyrillic in pairs}})
    return typed.translate(table)


def _are_words(password: str) -> bool:
    words, known = password.split(" "), set(word_list())
    return len(words) >= WORDS and len(set(words)) >= WORDS - 1 and all(word in known for word in words)


def _is_guessable(password: str) -> bool:
    plain = password.casefold()
    core = _unit(re.sub(r"[\W\d_]+", "", plain))
    known = core in _COMMON or other_layout(core) in _COMMON
    return (
        len(set(plain)) < 5
        or _unit(plain) != plain
        or known
        or any(plain in run for run in _RUNS)
        or not core
    )


def _unit(text: str) -> str:
    """The part that `text` repeats: "salam" of "salamsalam", else `text` itself."""
    return text[: (text * 2).find(text, 1)] if text else ""
