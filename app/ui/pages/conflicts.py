"""Every field that two people wrote without knowing of each other, to be settled one by one."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Signal

from app.errors import N_
from app.i18n import ntr
from app.models import kinds
from app.models.edit import Put
from app.store import queries
from app.store.queries import Conflict
from app.store.vault import Vault
from app.ui.background import Background
from app.ui.pages import Session
from app.ui.pages.conflict_card import ConflictCard
from app.ui.pages.household_forms import full_name
from app.ui.pages.page import PageWidget, page_header
from app.ui.widgets.layout import column
from app.ui.widgets.page_parts import EmptyState


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A conflict with whose it is (case number or household), what its reader has seen, and names by identifier."""

    conflict: Conflict
    whose: str
    heads: tuple[bytes, ...]
    names: Mapping[str, str]


def read_clashes(vault: Vault) -> tuple[Clash, ...]:
    """Return every conflict of the vault."""
    staff = {one.id: one.name for one in queries.staff(vault).values()}
    found = []
    for conflict in queries.conflicts(vault):
        whose, names = _whose(vault, conflict.stream)
        heads = vault.state(conflict.stream).heads
        found.append(Clash(conflict=conflict, whose=whose, heads=heads, names=staff | dict(names)))
    return tuple(found)


def _whose(vault: Vault, stream: str) -> tuple[str, Mapping[str, str]]:
    if kinds.family(stream) == kinds.CASE:
        item = queries.case_item(vault, stream)
        if item is None:
            return "", {}
        return (item.number if item.restricted else f"{item.number} · {item.name}"), {item.client: item.name}
    file = queries.household_file(vault, stream) if kinds.family(stream) == kinds.HOUSEHOLD else None
    if file is None:
        return "", {}
    names = {one.id: full_name(one) for one in file.people}
    return " · ".join(
        part for part in (next(iter(names.values()), ""), file.household.address) if part
    ), names


class ConflictsPage(PageWidget):
    """Shows all conflicts; choosing settles one, and the toast brings it back."""

    shown = Signal(int)
    settled = Signal(str)
    brought_back = Signal(str)
    case_opened = Signal(str)
    household_opened = Signal(str)

    def __init__(self, background: Background[Vault], session: Session) -> None:
        super().__init__(background, session)
        self.clashes: tuple[Clash, ...] = ()
        self.cards: list[ConflictCard] = []
        self.header = page_header(N_("Conflicts"), self._counted)
        self.nothing = EmptyState("check", N_("Nobody contradicts anybody. Nothing has to be settled."))
        self.list = column(spacing=16)
        self.box.addWidget(self.header)
        self.box.addLayout(self.list)
        self.box.addWidget(self.nothing)
        self.box.addStretch(1)
        self.refresh()

    def load(self, **where: Any) -> None:
        """Read all conflicts again."""
        super().load(**where)
        self.ask(read_clashes, self._show)

    def _show(self, found: tuple[Clash, ...]) -> None:
        self.clashes = found
        for card in self.cards:
            self.list.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = [ConflictCard(one.conflict, one.whose, self.session.places, one.names) for one in found]
        for card in self.cards:
            card.chosen.connect(self.settle)
            card.opened.connect(self._open)
            self.list.addWidget(card)
        self.nothing.setVisible(not found)
        self.header.subtitle.retranslate()
        self.shown.emit(len(found))

    def settle(self, conflict: Conflict, value: Any) -> None:
        """Let `value` stand on top of all values that were seen here. `settled(stream)`."""
        clash = next((one for one in self.clashes if one.conflict == conflict), None)
        if clash is None:
            return
        edit = Put(record=conflict.record, kind=conflict.kind, field=conflict.field, value=value)
        heads = clash.heads

        def job(vault: Vault) -> bytes:
            return vault.commit(conflict.stream, [edit], seen=heads).hash

        self.ask(job, lambda hash_: self._note_settled(conflict, hash_))

    def _note_settled(self, conflict: Conflict, hash_: bytes) -> None:
        self.forget_trouble()
        self.tell(N_("The conflict is settled."), lambda: self.bring_back(conflict, hash_))
        self.saved.emit(conflict.stream)
        self.load()
        self.settled.emit(conflict.stream)

    def bring_back(self, conflict: Conflict, hash_: bytes) -> None:
        """Let all values of a settled conflict stand beside each other again. `brought_back(stream)`."""

        def job(vault: Vault) -> None:
            # Each value is written by somebody who saw the settlement, but none of the others: they contradict again.
            for one in conflict.versions:
                edit = Put(record=conflict.record, kind=conflict.kind, field=conflict.field, value=one.value)
                vault.commit(conflict.stream, [edit], seen=[hash_])

        def done(_nothing: None) -> None:
            self.saved.emit(conflict.stream)
            self.load()
            self.brought_back.emit(conflict.stream)

        self.ask(job, done)

    def _open(self, stream: str) -> None:
        if kinds.family(stream) == kinds.CASE:
            self.case_opened.emit(stream)
        elif kinds.family(stream) == kinds.HOUSEHOLD:
            self.household_opened.emit(stream)

    def _counted(self) -> str:
        return ntr("{n} field", "{n} fields", len(self.clashes))
