"""A form tried out as a worker will fill it, with nobody's case behind it and nothing kept."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from PySide6.QtCore import QObject, Signal

from app.errors import N_, UserError
from app.forms import definition
from app.forms.authoring.attachments import Attached
from app.forms.session import Session as Filled
from app.forms.xpath.calendar import ASHGABAT
from app.i18n import tr
from app.models.case import Case, Source
from app.ui.forms.form_page import FormPage
from app.ui.forms.opening import Opened
from app.ui.override import override

NOBODY = Case(
    id="trial", client="trial", household="trial", opened="2026-01-01", source=Source.SELF, owner=""
)
OFFERED: Mapping[str, list[dict[str, str]]] = {
    "case": [{"name": "trial", "sex": "f", "age": "40", "language": "tk", "may_assess": "1"}],
    "goals": [],
    "members": [],
    "referrals": [],
}


def open_trial(xml: bytes, media: Mapping[str, bytes], today: Callable[[], date]) -> Opened:
    """Return a form ready to be tried; attached tables that are missing are empty. Raises: FormError."""
    form = definition.load(xml, media=Attached(media))

    def clock() -> datetime:
        return datetime.combine(today(), datetime.now(ASHGABAT).time(), ASHGABAT)

    session = Filled(form, clock=clock, instances={**OFFERED})
    return Opened(
        stream="", form_id=form.form_id, number="", case=NOBODY, heads=(), session=session, place=None
    )


class NoKeeper(QObject):
    """Stands where drafts are kept and keeps nothing."""

    kept = Signal(object)
    is_waiting = False
    refused: UserError | None = None

    def begin(self, _key: str, _stream: str) -> None:
        """Keep nothing under this key."""

    def touch(self) -> None:
        """Something was answered, and is not kept."""

    def stop(self) -> None:
        """There is nothing to stop."""

    def flush(self) -> bool:
        """Nothing waits."""
        return True


class TrialPage(FormPage):
    """The page of a form with nothing behind it: `load(xml=…, media=…)`. `left()` when the trial ends."""

    @override
    def make_keeper(self) -> NoKeeper:
        self.foot.later.set_says(N_("End the trial"))
        return NoKeeper(self)

    @override
    def load(self, **where: Any) -> None:
        xml, media = where.get("xml", b""), where.get("media", {})
        self.where = {}
        self._close()
        self.forget_trouble()
        today = self.session.today
        self.ask(lambda _vault: open_trial(xml, media, today), self._start)

    @override
    def _about(self) -> str:
        title = self.opened.session.form.title if self.opened else ""
        return "  ·  ".join(part for part in (tr("A trial: nothing is kept"), title) if part)

    @override
    def _touch(self) -> None:
        """Nothing is saved, so nothing says so."""

    @override
    def hand_over(self, opened: Opened) -> None:
        del opened
        self.tell(N_("The form can be finished like this. Nothing of the trial was kept."))
        self._set_busy(False)
        self._close()
        self.left.emit()
