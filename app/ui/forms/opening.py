"""Open a form on the vault's thread: its definition, the case it is about, and where one stopped."""

import gc
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import Any

from app import resources
from app.errors import N_, UserError
from app.forms import answers, definition
from app.forms.definition import Form
from app.forms.session import Session
from app.forms.xpath.calendar import ASHGABAT
from app.models.case import Case
from app.models.partial_date import PartialDate
from app.store import drafts, queries
from app.store.queries import OpenCase
from app.store.vault import Vault

_SHEETS = ("survey", "choices", "settings", "entities")


class UnknownForm(UserError):
    """A form that this version of the program does not have."""

    def __init__(self) -> None:
        """Say it in one sentence."""
        super().__init__(N_("This form is not on this laptop. Nothing was changed."))


class NoCase(UserError):
    """The case is not in this vault."""

    def __init__(self) -> None:
        """Say it in one sentence."""
        super().__init__(N_("This case is not on this laptop. Nothing was changed."))


class BrokenDraft(UserError):
    """A draft that cannot be read; it stays where it is."""

    def __init__(self) -> None:
        """Say it in one sentence."""
        super().__init__(
            N_("The unfinished form cannot be read. It was kept as it is; please ask your supervisor.")
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where somebody is in a form: page, question, language, both languages or one, pages seen, what is half typed."""

    page: int = 0
    question: str = ""
    language: str = ""
    second: bool = False
    seen: tuple[int, ...] = ()
    half: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A form ready to be filled. `heads` is what was seen of the case when it was opened."""

    stream: str
    form_id: str
    number: str
    case: Case
    heads: tuple[bytes, ...]
    session: Session = field(repr=False)
    place: Place | None
    other_version: bool = False


def key_of(stream: str, form_id: str) -> str:
    """Return the key of the draft of one form for one case."""
    return f"{stream}/{form_id}"


@cache
def form_of(form_id: str) -> Form:
    """Return a form that came with the program, compiled once. Raises: UnknownForm."""
    known = {path.name for path in resources.path("forms").iterdir() if path.is_dir()}
    if form_id not in known:
        raise UnknownForm
    folder = resources.path("forms", form_id)
    # A table that the program does not fill reads as the one beside the form, which is a header alone.
    beside = {one.name: one.read_bytes() for one in folder.glob("*.csv") if one.stem not in _SHEETS}
    return compiled((folder / "form.xml").read_bytes(), beside)


def compiled(data: bytes, media: Mapping[str, bytes] | None = None) -> Form:
    """Return a form that will be kept as long as the program runs; `media` holds its attached files by name."""
    collecting = (
        gc.isenabled()
    )  # in the window it is the collector's work, and must not come back to this thread
    gc.disable()  # a full collection amid the hundred thousand objects of a form would stop the window for 0.2 s
    try:
        form = definition.load(data, media=media)
        gc.freeze()  # the form stays for ever: nobody has to look through it again
    finally:
        if collecting:
            gc.enable()
    return form


def open_form(vault: Vault, stream: str, form_id: str, today: Callable[[], date]) -> Opened:
    """Open a form for a case, fresh or where it was left.

    Raises:
        UnknownForm, NoCase, BrokenDraft, FormError
    """
    opened = queries.open_case(vault, stream)
    if opened is None:
        raise NoCase
    form = form_of(form_id)
    draft = drafts.get(vault, key_of(stream, form_id))
    kept = _read(draft.body) if draft else {}
    document = kept.get("document")
    session = Session(
        form,
        clock=_clock(today),
        answers=document,
        language=_language(form, str(kept.get("language", ""))),
        instances={"case": _about(opened, today())},
    )
    return Opened(
        stream=stream,
        form_id=form_id,
        number=opened.number,
        case=opened.file.case,
        heads=opened.heads,
        session=session,
        place=_place(kept) if kept else None,
        other_version=document is not None and document.get("sha256") != form.sha256,
    )


def _clock(today: Callable[[], date]) -> Callable[[], datetime]:
    return lambda: datetime.combine(today(), datetime.now(ASHGABAT).time(), ASHGABAT)


def _about(opened: OpenCase, on: date) -> list[dict[str, str | int]]:
    """Return the client as forms know a person; a birth known only to the year gives the age that is certain."""
    client = opened.file.client
    if client is None:
        return []
    try:
        born = PartialDate.parse(client.birth)
    except ValueError:
        born = None
    return [{"sex": client.sex.value, "age": born.age(on)[0] if born else ""}]


def _language(form: Form, wanted: str) -> str | None:
    return wanted if wanted in form.languages else None


# -- the draft -------------------------------------------------------------------------------------------------


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
    }
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode()


def _read(body: bytes) -> dict[str, Any]:
    try:
        kept = json.loads(body)
    except ValueError:
        raise BrokenDraft from None
    if not isinstance(kept, dict) or not isinstance(kept.get("document"), dict):
        raise BrokenDraft
    return kept


def _place(kept: dict[str, Any]) -> Place:
    page, seen, half = kept.get("page"), kept.get("seen"), kept.get("half")
    return Place(
        page=page if isinstance(page, int) else 0,
        question=str(kept.get("question", "")),
        language=str(kept.get("language", "")),
        second=kept.get("second") is True,
        seen=tuple(one for one in seen if isinstance(one, int)) if isinstance(seen, list) else (),
        half={str(path): str(text) for path, text in half.items()} if isinstance(half, dict) else {},
    )
