"""One key for a name in Turkmen Latin, Latin without marks, English-like Latin, Russian and old Turkmen Cyrillic.

The key joins what the spellings join: ä with a and я; e with ö, o, е and ё (ё stands for ö, and е for a dotless ё);
y with i, ы and и; u with ü, у and ю; g with k (Gurban, Курбан); ş with s; ç with c; ž with z; w with v. The glide ý
is left out, because Russian hides it in е, ё, ю and я. A last b or d counts as p or t (Rejep, Реджеб).
"""

import re
import unicodedata
from collections.abc import Callable

from app.text.cleaning import clean
from app.text.historical import SPELLINGS

# Pairs of letter and sound; Y is the glide. Only lower case: the text is case-folded before.
_PAIRS = (
    "ä=a ç=c ž=z ň=n ö=o ş=s ü=u ý=Y q=k w=v x=ks ı=i ə=a æ=a ø=o ł=l đ=d "
    "а=a б=b в=v г=g д=d е=e ё=o ж=z з=z и=i й=Y к=k л=l м=m н=n о=o п=p р=r с=s т=t у=u ф=f х=h ц=ts ч=c ш=s "
    "щ=sc ъ= ы=i ь= э=e ю=u я=a ә=a җ=j ң=n ө=o ү=u і=i ї=i є=e ґ=g ў=u қ=k ғ=g ҳ=h ұ=u һ=h ҷ=j ӣ=i ӯ=u"
)
_SOUND_OF_LETTER = dict(pair.split("=") for pair in _PAIRS.split())
_APOSTROPHES = dict.fromkeys("'’‘ʼʻʹʽˈ`´′", "")
_SOUNDS = str.maketrans({**_SOUND_OF_LETTER, **_APOSTROPHES})
_MARKED = re.compile(r"[^\x00-\x7f]")
_BETWEEN_WORDS = re.compile(r"[\W_]+")

_GLIDE = re.compile(r"Y|(?<=[aeiou])y|y(?=[aeiou])")
_DIGRAPHS = {
    "dzh": "j",
    "sh": "s",
    "ch": "c",
    "zh": "z",
    "kh": "h",
    "gh": "g",
    "dz": "j",
    "dj": "j",
    "ts": "s",
}
_DIGRAPH = re.compile("|".join(_DIGRAPHS))
_JOINED = str.maketrans("yog", "iek")
# ň is н or нг in Russian, and Amanguly is Аманкули: so the stop after an n is not told. Doubled vowels stay, they
# are all that is left of Saýat.
_DOUBLED = re.compile(r"([b-df-hj-np-tvz])\1+|nk|i+(?=i)")
_VOICED_END = {"b": "p", "d": "t"}
_WITHIN = re.compile(
    r"mura(?=[dt])|mahtum"
)  # Мурад and Махтум are today's Myrat and Magtym, also in longer names
_WITHIN_TODAY = {"mura": "mira", "mahtum": "maktim"}
_FEMININE = re.compile(r"(?<=..)(?:(ev|in)a|skaa?)$")
_BEGUN = re.compile(r"(?<=..)[pt]$")


def fold(text: str) -> str:
    """Return the key of a name or text: bare small letters and digits, words parted by one space, in their order.

    Idempotent; blind to case, NFC or NFD, hyphens, apostrophes and doubled letters. Older spellings of the table in
    `historical` come out as today's.
    """
    return " ".join([_today(word) for word in _heard(text)])


def search_text(*texts: str) -> str:
    """Return what to index for `texts`, so that `search_tokens` of any spelling, whole or only begun, find them."""
    heard = [word for text in texts for word in _heard(text)]
    return " ".join(dict.fromkeys(form for word in heard for form in (word, _today(word))))


def search_tokens(query: str) -> tuple[str, ...]:
    """Return the folded words of `query`; each is to be found at the beginning of a word of `search_text`.

    A last t or p (also d, b) of a longer word is left off: the next key may change it (Ahmet, Ahmed|ow; Худ|жа).
    """
    return tuple(_BEGUN.sub("", word) for word in fold(query).split())


def surname_stem(surname: str) -> str:
    """Return the folded surname without its gender form: one key for Myradow, Myradowa, Мурадов and Мурадова."""
    return " ".join([_FEMININE.sub(_masculine, word) for word in fold(surname).split()])


def _masculine(ending: re.Match[str]) -> str:
    return ending[1] or "ski"


def _heard(text: str) -> list[str]:
    """Return the words of `text` as they sound, before older spellings are brought to today's."""
    letters = clean(text).casefold().translate(_SOUNDS)
    if _MARKED.search(letters):
        letters = _without_marks(letters)
    return [_sounds(word) for word in _BETWEEN_WORDS.split(letters) if word]


def _without_marks(text: str) -> str:
    """Return `text` with letters of other alphabets and foreign accents reduced to what `_SOUNDS` knows."""
    parts = unicodedata.normalize("NFC", text).translate(_SOUNDS)
    bare = "".join(part for part in unicodedata.normalize("NFKD", parts) if not unicodedata.combining(part))
    return unicodedata.normalize("NFKC", bare.replace("Y", "ý").casefold()).translate(_SOUNDS)


def _sounds(word: str) -> str:
    """Return one word of bare letters as it is heard: no glides, sh and the like as one letter, nothing doubled."""
    heard = _GLIDE.sub("", word) or "i"
    heard = _repeated(_DIGRAPH, lambda found: _DIGRAPHS[found[0]], heard)
    return _repeated(
        _DOUBLED, lambda found: found[0][0] if found[0][0] != "i" else "", heard.translate(_JOINED)
    )


def _repeated(pattern: re.Pattern[str], shorter: Callable[[re.Match[str]], str], word: str) -> str:
    """Return `word` with `pattern` replaced until it occurs no more."""
    while (fewer := pattern.sub(shorter, word)) != word:
        word = fewer
    return word


def _today(word: str) -> str:
    devoiced = _devoiced(_WITHIN.sub(_within_today, word))
    return _ALIASES.get(devoiced, devoiced)


def _within_today(found: re.Match[str]) -> str:
    return _WITHIN_TODAY[found[0]]


def _devoiced(word: str) -> str:
    return word[:-1] + _VOICED_END.get(word[-1], word[-1]) if len(word) > 1 else word


def _plain(word: str) -> str:
    return _devoiced(_WITHIN.sub(_within_today, _heard(word)[0]))


_ALIASES = {_plain(older): _plain(newer) for older, newer in SPELLINGS if _plain(older) != _plain(newer)}
