"""A form tried out as a worker will fill it, with nobody's case behind it and nothing kept."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from hashlib import blake2b
from typing import Any

from app.errors import N_
from app.forms import definition
from app.forms.authoring.attachments import Attached
from app.forms.session import Session as Filled
from app.forms.xpath.calendar import ASHGABAT
from app.i18n import current, tr
from app.store import FileNotHere
from app.store.attachments import Stored
from app.store.vault import Vault
from app.ui.background import Background
from app.ui.forms import documents
from app.ui.forms.documents import Prepared
from app.ui.forms.filling import Filling
from app.ui.forms.form_sheet import FormSheet
from app.ui.forms.kept_files import KeptFiles, Run
from app.ui.forms.place import Place
from app.ui.override import override
from app.ui.pages import Session

OFFERED: Mapping[str, list[dict[str, str]]] = {
    "case": [{"name": "trial", "sex": "f", "age": "40", "language": "tk", "may_assess": "1"}],
    "goals": [],
    "members": [],
    "referrals": [],
}


def open_trial(xml: bytes, media: Mapping[str, bytes], today: Callable[[], date]) -> Filled:
    """Return a form ready to be tried; attached tables that are missing are empty. Raises: FormError."""
    form = definition.load(xml, media=Attached(media))

    def clock() -> datetime:
        return datetime.combine(today(), datetime.now(ASHGABAT).time(), ASHGABAT)

    return Filled(form, clock=clock, instances={**OFFERED})


class TriedFiles(KeptFiles):
    """Files of a trial: in memory alone, gone with it."""

    def __init__(self, run: Run) -> None:
        super().__init__(run)
        self._tried: dict[str, tuple[Stored, bytes]] = {}

    @override
    def _put(self, vault: Vault, prepared: Prepared) -> Stored:
        del vault
        named = blake2b(prepared.data, digest_size=32).hexdigest()
        stored = Stored(hash=named, size=len(prepared.data), type=prepared.type)
        self._tried[named] = stored, prepared.data
        return stored

    @override
    def _get(self, vault: Vault, name: str) -> bytes:
        del vault
        found = self._tried.get(documents.hash_of(name))
        if found is None:
            raise FileNotHere
        return found[1]

    @override
    def _find(self, vault: Vault, name: str) -> Stored | None:
        del vault
        found = self._tried.get(documents.hash_of(name))
        return found[0] if found is not None else None


class TrialPage(FormSheet):
    """The page of a form with nothing behind it: `load(xml=…, media=…)`. `left()` when the trial ends."""

    def __init__(self, background: Background[Vault], session: Session) -> None:
        super().__init__(background, session)
        self.foot.later.set_says(N_("End the trial"))
        self.refresh()

    @override
    def load(self, **where: Any) -> None:
        xml, media = where.get("xml", b""), where.get("media", {})
        self.where = {}
        self.put_away()
        self.forget_trouble()
        today = self.session.today
        self.ask(lambda _vault: open_trial(xml, media, today), self._start)

    def _start(self, session: Filled) -> None:
        filling = Filling(session, self)
        filling.files = TriedFiles(self.background.run)
        self.show_filling(filling, Place(page=filling.begin_in(current().language)))

    @override
    def about(self) -> str:
        return "  ·  ".join(part for part in (tr("A trial: nothing is kept"), super().about()) if part)

    @override
    def end(self) -> None:
        self.tell(N_("The form can be finished like this. Nothing of the trial was kept."))
        self.put_away()
        self.left.emit()
