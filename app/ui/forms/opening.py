"""Open a form on the vault's thread: its definition, the case it is about, and where one stopped.

What was begun in one version of a form stays in that version until somebody asks for the newer one; what is corrected is
read in the version in which it was filled, beside the case as it stood then.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from app.errors import N_, UserError
from app.forms import answers, reading
from app.forms.definition import Form
from app.forms.session import Session
from app.forms.versions import order
from app.forms.xpath.calendar import ASHGABAT
from app.models import filled, kinds, offering
from app.models.case import Case, Consent
from app.models.casefile import CaseFile
from app.models.filled import Filled
from app.models.household import Person
from app.store import drafts, queries, shelf
from app.store.drafts import FormKey
from app.store.queries import OpenCase
from app.store.shelf import FormNotHere
from app.store.shelved import Shelved
from app.store.vault import Vault
from app.ui.forms import definitions, moving
from app.ui.forms.filling import code_of
from app.ui.forms.place import Place, read_draft


class NoCase(UserError):
    """The case is not in this vault."""

    def __init__(self) -> None:
        """Say it in one sentence."""
        super().__init__(N_("This case is not on this laptop. Nothing was changed."))


class NothingFilled(UserError):
    """A finished form that is not in the case."""

    def __init__(self) -> None:
        """Say it in one sentence."""
        super().__init__(N_("This form is not in the case. Nothing was changed."))


@dataclass(frozen=True, slots=True, kw_only=True)
class Home:
    """The household of a case: its stream, its people, and what was seen of it when the form was opened."""

    stream: str = ""
    people: tuple[Person, ...] = ()
    heads: tuple[bytes, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A form ready to be filled. `heads` is what was seen of the case when it was opened.

    `newer` is the version in use where the form was begun in an older one. `left_out` are the questions whose answers have
    no place in the version it was moved to. `lost` says that the version it was begun in is not here any more.
    """

    stream: str
    form_id: str
    number: str
    case: Case
    heads: tuple[bytes, ...]
    session: Session = field(repr=False)
    place: Place | None = None
    title: str = ""
    consents: tuple[Consent, ...] = ()
    home: Home = field(default_factory=Home)
    corrects: Filled | None = None
    latest: bool = True
    newer: str = ""
    left_out: tuple[str, ...] = ()
    lost: bool = False

    @property
    def key(self) -> str:
        """The key of this form's draft."""
        corrects = self.corrects.hash.hex() if self.corrects else ""
        return str(FormKey(stream=self.stream, form=self.form_id, corrects=corrects))


def open_form(
    vault: Vault,
    stream: str,
    form_id: str,
    today: Callable[[], date],
    *,
    corrects: str = "",
    newest: bool = False,
) -> Opened:
    """Open a form for a case, fresh or where it was left, perhaps to correct a finished one (its hash in hex).

    With `newest`, what was begun in an older version goes on in the one in use.

    Raises:
        UnknownForm, FormNotHere, NoCase, NothingFilled, BrokenDraft, FormError
    """
    opened = queries.open_case(vault, stream)
    if opened is None:
        raise NoCase
    before = _finished(opened, form_id, corrects)
    draft = drafts.get(vault, str(FormKey(stream=stream, form=form_id, corrects=corrects)))
    document, place = read_draft(draft.body) if draft else (document_of(before) if before else None, None)
    in_use = shelf.newest(vault, form_id) if document else definitions.in_use(vault, form_id)
    form, lost = _version(vault, document, in_use, newest=newest)
    if before is not None and draft is None and document is not None:
        document = answers.corrected(form, document)
    begin = _Beginning(_home(vault, opened), opened, before, today, place.language if place else "")
    session = begin.session(form, document)
    begun = str(document["sha256"]) if document else form.sha256
    moved = newest and begun != form.sha256 and not lost
    old = begin.session(definitions.form(vault, begun), document) if moved else None
    behind = in_use is not None and order(in_use.version) > order(form.version)
    return Opened(
        stream=stream,
        form_id=form_id,
        number=opened.number,
        case=opened.file.case,
        heads=opened.heads,
        session=session,
        place=place,
        title=form.title,
        consents=opened.file.consents,
        home=begin.home,
        corrects=before,
        latest=before is None or filled.is_latest(opened.file.filled, before),
        newer=in_use.version if in_use is not None and behind and before is None else "",
        left_out=moving.left_out(old, session) if old is not None else (),
        lost=lost,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """A finished form as it was kept, beside the case file it belongs to."""

    number: str
    file: CaseFile
    form: Filled
    session: Session = field(repr=False)


def reread(vault: Vault, stream: str, name: str, today: Callable[[], date], language: str) -> Reread:
    """Open a finished form (its hash in hex) for reading, in the version it was filled in and in a language (`tk`).

    Raises:
        NoCase, NothingFilled, FormNotHere, FormError
    """
    opened = queries.open_case(vault, stream)
    if opened is None:
        raise NoCase
    one = _finished(opened, "", name)
    assert one is not None  # noqa: S101 - it was asked for by name
    form = definitions.form(vault, one.sha256)
    spoken = next((each for each in form.languages if code_of(each) == language), "")
    begin = _Beginning(_home(vault, opened), opened, one, today, spoken)
    return Reread(
        number=opened.number,
        file=opened.file,
        form=one,
        session=reading.reopened(form, document_of(one), **begin.settings(form)),
    )


def document_of(one: Filled) -> dict[str, Any]:
    """Return a finished form as the document of its answers."""
    return {"form": one.form, "version": one.version, "sha256": one.sha256, "answers": dict(one.answers)}


def _finished(opened: OpenCase, form_id: str, name: str) -> Filled | None:
    if not name:
        return None
    found = [one for one in opened.file.filled if one.hash.hex() == name and form_id in ("", one.form)]
    if not found:
        raise NothingFilled
    return found[0]


def _version(
    vault: Vault, document: Mapping[str, Any] | None, in_use: Shelved | None, *, newest: bool
) -> tuple[Form, bool]:
    """Return the version to fill, and whether the one it was begun in is not here any more."""
    if document is not None and not (newest and in_use is not None):
        try:
            return definitions.form(vault, str(document.get("sha256", ""))), False
        except FormNotHere:
            if in_use is None:
                raise
            return definitions.form(vault, in_use.sha256), True
    assert in_use is not None  # noqa: S101 - whoever begins a form has looked for it
    return definitions.form(vault, in_use.sha256), False


def _home(vault: Vault, opened: OpenCase) -> Home:
    household = opened.file.case.household
    found = queries.household_file(vault, f"{kinds.HOUSEHOLD}:{household}") if household else None
    return Home(stream=found.stream, people=found.people, heads=found.heads) if found else Home()


@dataclass(frozen=True, slots=True)
class _Beginning:
    """What a form hears of its case; for a correction, of the case as it stood when that form was filled."""

    home: Home
    opened: OpenCase
    before: Filled | None
    today: Callable[[], date]
    language: str

    def session(self, form: Form, document: Mapping[str, Any] | None) -> Session:
        """Return a version of the form with these answers."""
        return Session(form, answers=document, **self.settings(form))

    def settings(self, form: Form) -> dict[str, Any]:
        """Return the settings of a session."""
        file, day = self.opened.file, self._day
        if self.before is not None:
            file = file.before(self.before)
        return {
            "clock": lambda: datetime.combine(day(), datetime.now(ASHGABAT).time(), ASHGABAT),
            "language": self.language if self.language in form.languages else None,
            "instances": offering.offered(file, self.home.people, day()),
        }

    def _day(self) -> date:
        try:
            return date.fromisoformat(self.before.on) if self.before is not None else self.today()
        except ValueError:
            return self.today()
