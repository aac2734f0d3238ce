"""The forms of a case: what was begun, what is finished, and which others can be filled."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMenu, QWidget

from app.errors import N_
from app.i18n import tr
from app.models import filled
from app.models.casefile import CaseFile
from app.models.filled import Filled
from app.store import drafts, shelf
from app.store.drafts import Draft, form_key
from app.store.shelved import Shelved
from app.store.vault import Vault
from app.ui import shown, words
from app.ui.pages.continuing import title_of
from app.ui.pages.section import Section, entry
from app.ui.palette import Tone


@dataclass(frozen=True, slots=True, kw_only=True)
class Forms:
    """The forms in use, and the unfinished ones of a case."""

    in_use: tuple[Shelved, ...] = ()
    begun: tuple[Draft, ...] = ()


def read_forms(vault: Vault, stream: str) -> Forms:
    """Return which forms can be filled for a case, and which are begun; national ones first, in their order."""
    order = {form_id: at for at, form_id in enumerate(words.FORMS)}
    every = sorted(shelf.in_use(vault), key=lambda one: (order.get(one.form_id, len(order)), one.title))
    begun = (one for one in drafts.of(vault, stream) if form_key(one.key) is not None)
    return Forms(in_use=tuple(every), begun=tuple(begun))


class FormsCard(Section):
    """Forms but assessments, which have a card of their own. `asked(form)`, `continued(key)`, `read(name)`."""

    asked = Signal(str)
    continued = Signal(str)
    read = Signal(str)

    def __init__(self) -> None:
        super().__init__(N_("Forms"), N_("No other form is filled yet."), N_("Fill a form"))
        self._forms = Forms()
        self._titles: Mapping[str, str] = {}
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self._list)
        if self.action is not None:
            self.action.setMenu(self.menu)

    def show_file(self, file: CaseFile, forms: Forms, names: Mapping[str, str]) -> None:
        """Show what is begun, then the finished forms in force, the newest first."""
        self._forms = forms
        self._titles = {one.form_id: one.title for one in forms.in_use}
        finished = [one for one in filled.in_force(file.filled) if one.kind != "assessment"]
        begun = [self._begun(one) for one in forms.begun]
        self.show_entries([*begun, *(self._finished(one, names) for one in reversed(finished))])

    def _list(self) -> None:
        self.menu.clear()
        for one in self._forms.in_use:
            title = tr(words.FORMS[one.form_id]) if one.form_id in words.FORMS else one.title
            self.menu.addAction(title.replace("&", "&&")).triggered.connect(partial(self._ask, one.form_id))

    def _ask(self, form_id: str, _checked: bool = False) -> None:
        self.asked.emit(form_id)

    def _begun(self, draft: Draft) -> QWidget:
        return entry(
            partial(title_of, draft.key, self._titles),
            lambda: shown.moment(draft.changed_at),
            pill=(N_("Not finished"), Tone.ACCENT),
            action=(N_("Continue"), partial(self.continued.emit, draft.key)),
        )

    def _finished(self, one: Filled, names: Mapping[str, str]) -> QWidget:
        return entry(
            words.quiet_form(one.form, self._titles.get(one.form, "")),
            lambda: " · ".join(part for part in (shown.day(one.on), names.get(one.by, "")) if part),
            pill=(N_("Corrected"), Tone.NEUTRAL) if one.before is not None else None,
            action=(N_("Read"), partial(self.read.emit, one.hash.hex())),
        )
