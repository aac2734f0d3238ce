"""Where somebody is in an unfinished form, and the bytes in which a draft keeps that beside the answers."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from app.errors import N_, UserError
from app.forms import answers
from app.forms.session import Session


class BrokenDraft(UserError):
    """A draft that cannot be read; it stays where it is."""

    def __init__(self) -> None:
        """Say it in one sentence."""
        super().__init__(
            N_("The unfinished form cannot be read. It was kept as it is; please ask your supervisor.")
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where somebody is in a form: page, question, language, both languages or one, pages seen, what is half typed.

    `why` is the reason of a correction, as far as it is typed.
    """

    page: int = 0
    question: str = ""
    language: str = ""
    second: bool = False
    seen: tuple[int, ...] = ()
    half: Mapping[str, str] = field(default_factory=dict, repr=False)
    why: str = field(default="", repr=False)


def draft_body(session: Session, place: Place) -> bytes:
    """Return the bytes kept of an unfinished form."""
    kept = {
        "document": answers.to_document(session, draft=True),
        "page": place.page,
        "question": place.question,
        "language": session.language or "",
        "second": place.second,
        "seen": list(place.seen),
        "half": dict(place.half),
        "why": place.why,
    }
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()


def read_draft(body: bytes) -> tuple[dict[str, Any], Place]:
    """Return the answers of a draft as a document, and where somebody was. Raises: BrokenDraft."""
    try:
        kept = json.loads(body)
    except ValueError:
        raise BrokenDraft from None
    if not isinstance(kept, dict) or not isinstance(kept.get("document"), dict):
        raise BrokenDraft
    return kept["document"], _place(kept)


def _place(kept: Mapping[str, Any]) -> Place:
    page, seen, half = kept.get("page"), kept.get("seen"), kept.get("half")
    return Place(
        page=page if isinstance(page, int) else 0,
        question=str(kept.get("question", "")),
        language=str(kept.get("language", "")),
        second=kept.get("second") is True,
        seen=tuple(one for one in seen if isinstance(one, int)) if isinstance(seen, list) else (),
        half={str(path): str(text) for path, text in half.items()} if isinstance(half, dict) else {},
        why=str(kept.get("why", "")),
    )
