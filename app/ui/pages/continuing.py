"""Where one stopped: what was begun and is not finished, each with a way back into it."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import N_
from app.i18n import tr
from app.store.drafts import Draft, form_key
from app.ui import shown, theme, words
from app.ui.widgets.buttons import LinkButton
from app.ui.widgets.layout import column, plain, row
from app.ui.widgets.surfaces import Card
from app.ui.widgets.text import Elided, Picture

REQUEST, VISIT = "request", "visit"
KINDS = {REQUEST: N_("New request"), VISIT: N_("Visit")}


def title_of(key: str, titles: Mapping[str, str] | None = None) -> str:
    """Return what a draft is, from its key; `titles` are those of forms that did not come with the program."""
    about = form_key(key)
    if about is not None:
        name = tr(words.quiet_form(about.form, (titles or {}).get(about.form, "")))
        return tr("Correction: {form}", form=name) if about.corrects else name
    return tr(KINDS.get(key.partition(":")[0], N_("Unfinished form")))


class Continuing(Card):
    """The drafts of this laptop; `chosen(key, stream)` opens one again."""

    chosen = Signal(str, str)

    def __init__(self) -> None:
        super().__init__(N_("Continue where you stopped"))
        self._listed: QVBoxLayout = column(spacing=14)
        self.add(self._listed)
        self.box.addStretch(1)
        self._rows: list[QWidget] = []
        self.setMinimumWidth(theme.px(270))

    def show_drafts(self, found: Sequence[tuple[Draft, str]]) -> None:
        """Show these drafts, each with its client's name."""
        for old in self._rows:
            self._listed.removeWidget(old)
            old.deleteLater()
        self._rows = [self._row(draft, client) for draft, client in found]
        for new in self._rows:
            self._listed.addWidget(new)

    def _row(self, draft: Draft, client: str) -> QWidget:
        go_on = LinkButton(N_("Continue"))
        go_on.clicked.connect(lambda: self.chosen.emit(draft.key, draft.stream))
        said = column(
            Elided(lambda: title_of(draft.key), "strong"),
            Elided(lambda: " · ".join(p for p in (client, shown.moment(draft.changed_at)) if p), "small"),
            spacing=0,
        )
        said.addWidget(go_on, 0, Qt.AlignmentFlag.AlignLeft)
        line = row(spacing=12)
        line.addWidget(Picture("edit", "accent", size=18), 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(said, 1)
        return plain(line)
