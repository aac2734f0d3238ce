"""Finding people, households and cases by what a person types, in any script and with or without diacritics."""

from dataclasses import dataclass

from app import text
from app.models import case_number
from app.store.vault import Vault


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """Something that a search found: a person, a household or a case; `name` and `place` say which."""

    kind: str
    stream: str
    ref: str
    name: str
    place: str
    number: str
    birth: str
    restricted: bool


def search(vault: Vault, typed: str, *, limit: int = 30) -> list[Hit]:
    """Return what fits the words a person typed, in any script and with or without diacritics, best known first.

    A restricted case is found by its number only, and its client's name is not shown.
    """
    query = _query(typed)
    if not query:
        return []
    rows = vault.connection.execute(_SEARCH, (query, limit))
    hits = []
    for kind, stream, ref, name, place, number, birth, restricted in rows:
        shown = "" if restricted else name or ""
        hits.append(
            Hit(
                kind=kind,
                stream=stream,
                ref=ref,
                name=shown,
                place=place or "",
                number=number or "",
                birth="" if restricted else birth or "",
                restricted=bool(restricted),
            )
        )
    return hits


_SEARCH = """
WITH found AS (SELECT rowid AS id FROM search WHERE search MATCH ? LIMIT 400)
SELECT e.kind, COALESCE(c.stream, e.stream), e.ref, COALESCE(c.name, p.name, h.name), COALESCE(c.place, h.place), c.number,
    COALESCE(c.birth, p.birth), COALESCE(c.restricted, 0)
FROM found JOIN search_entry e ON e.id = found.id
LEFT JOIN person_row p ON e.kind = 'person' AND p.stream = e.stream AND p.id = e.ref
LEFT JOIN household_row h ON h.stream = e.stream
LEFT JOIN case_row c ON (e.kind = 'person' AND c.client = e.ref) OR (e.kind = 'case' AND c.stream = e.stream)
WHERE NOT (COALESCE(c.restricted, 0) AND e.kind = 'person')
ORDER BY c.stream IS NULL, c.closed <> '', COALESCE(c.sort, p.sort, h.sort), e.id LIMIT ?
"""


def _query(typed: str) -> str:
    number = case_number.tidy(typed)
    exact = "".join(sign for sign in (number or typed).casefold() if sign.isalnum())
    words = [f'"{token}"*' for token in text.search_tokens(typed)]
    by_words = " ".join(words)
    if number or any(sign.isdigit() for sign in exact):
        return f'({by_words}) OR "{exact}"*' if words else f'"{exact}"*'
    return by_words
