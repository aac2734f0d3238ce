"""Turkmen and Russian text: cleaning what people type, sorting it, finding it in any spelling, counting in words."""

from app.text.cleaning import clean
from app.text.folding import fold, search_text, search_tokens, surname_stem
from app.text.ordinals import initial, law_date, ordinal
from app.text.sorting import sort_key

__all__ = [
    "clean",
    "fold",
    "initial",
    "law_date",
    "ordinal",
    "search_text",
    "search_tokens",
    "sort_key",
    "surname_stem",
]
