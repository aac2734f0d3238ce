"""What the page of a finished form reads, in one go on the vault's thread."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date

from app.errors import N_, UserError
from app.forms.session import Session as FormSession
from app.i18n import current
from app.models.filled import Filled
from app.store import queries
from app.store.vault import Vault
from app.ui.forms import opening
from app.ui.pages import Session
from app.ui.pages.case_access import Access, access_to


class Closed(UserError):
    """A case whose forms are not for this person's eyes."""

    def __init__(self) -> None:
        """Say it in one sentence."""
        super().__init__(N_("Only its worker and the centre can open this case."))


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadForm:
    """A finished form: what corrects it and what it corrects, if anything does, and all of its answers."""

    number: str
    title: str
    form: Filled
    by: str
    after: Filled | None
    before: Filled | None
    may_correct: bool
    names: Mapping[str, str]
    session: FormSession = field(repr=False)


def read_filled(
    vault: Vault, stream: str, name: str, session: Session, today: Callable[[], date]
) -> ReadForm:
    """Return the finished form of that name (its hash in hex) in the version it was filled in.

    Raises:
        Closed, NoCase, NothingFilled, FormNotHere, FormError, DamagedFile
    """
    if access_to(queries.case_item(vault, stream), session, reason="read") is Access.REFUSED:
        raise Closed
    reread = opening.reread(vault, stream, name, today, current().language)
    every, form = reread.file.filled, reread.form
    names = {one.id: one.name for one in queries.staff(vault).values()}
    return ReadForm(
        number=reread.number,
        title=reread.session.form.title,
        form=form,
        by=names.get(form.by, ""),
        after=next((one for one in reversed(every) if one.before == form.hash), None),
        before=next((one for one in every if one.hash == form.before), None),
        may_correct=reread.file.case.owner in ("", session.staff) or not session.is_centre,
        names=names,
        session=reread.session,
    )
