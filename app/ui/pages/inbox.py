"""The centre's home: what waits for a decision, what came in, and a large way to take bundles in."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog

from app.errors import N_, UserError
from app.i18n import current, tr
from app.models.fact import APPROVED, RETURNED
from app.models.staff import DECIDERS
from app.store.queries import CaseItem
from app.store.vault import Vault
from app.sync.bundle import SUFFIX
from app.sync.exchange import BundleLine
from app.ui import shown, theme
from app.ui.background import Background
from app.ui.pages import Session, bundle_reading
from app.ui.pages.approval import ApprovalCard, Choice, MayNotDecide, ReasonMissing, decide
from app.ui.pages.bundle_body import fill_lines, import_lines
from app.ui.pages.bundle_reading import AsideLine, Imported
from app.ui.pages.bundle_words import aside_sentence
from app.ui.pages.case_columns import CaseTable, client, number_column
from app.ui.pages.columns import TwoColumns
from app.ui.pages.inbox_reading import Inbox, read_inbox
from app.ui.pages.page import PageWidget, page_header
from app.ui.pages.plan_reading import ReadPlan, read_plan
from app.ui.palette import Tone
from app.ui.widgets.buttons import PrimaryButton
from app.ui.widgets.layout import Tiles, column
from app.ui.widgets.page_parts import EmptyState, StatTile
from app.ui.widgets.progress import ProgressSheet
from app.ui.widgets.surfaces import Card
from app.ui.widgets.table_model import Column
from app.ui.widgets.timeline import Event, Timeline


class InboxPage(PageWidget):
    """Counts what waits, takes bundles in, and decides about finished plans."""

    shown = Signal()
    conflicts_asked = Signal()
    case_opened = Signal(str)
    cases_asked = Signal(str)
    imported = Signal(object)
    plan_opened = Signal(str)
    decided = Signal(str, str)
    refused = Signal(object)
    aside_shown = Signal(object)

    def __init__(self, background: Background[Vault], session: Session) -> None:
        super().__init__(background, session)
        self._inbox: Inbox | None = None
        self._open: ReadPlan | None = None
        take = PrimaryButton(N_("Import bundles"), "download")
        take.clicked.connect(self._choose_files)
        self.header = page_header(self._greeting, self._date, [take])
        self.progress = ProgressSheet(self)
        self._make_tiles()
        self._make_lists()
        self.approval = ApprovalCard()
        self.approval.hide()
        self.approval.approved.connect(self.approve)
        self.approval.returned.connect(self.give_back)
        self.approval.closed.connect(self.close_plan)
        self.approval.case_asked.connect(self._open_case)
        self.results = Card(N_("Result"))
        self.result_box = column(spacing=8)
        self.results.add(self.result_box)
        self.results.hide()
        self.kept = Card(N_("Kept aside"))
        self.kept_box = column(spacing=8)
        self.kept.add(self.kept_box)
        self.kept.hide()
        for part in (self.header, self.tiles, self.results, self.kept, self.approval):
            self.box.addWidget(part)
        self.box.addWidget(TwoColumns(self.listed, self.come, (5, 3), 800), 1)
        self.refresh()

    def _make_tiles(self) -> None:
        self.waiting = StatTile("signature", "–", N_("Waiting for approval"), Tone.ACCENT, door=True)
        self.conflicts = StatTile("conflicts", "–", N_("Conflicts"), Tone.DANGER, door=True)
        self.week = StatTile("bundles", "–", N_("Bundles this week"), Tone.INFO)
        self.aside = StatTile("shield", "–", N_("Kept aside"), Tone.WARN, door=True)
        self.waiting.clicked.connect(lambda: self.cases_asked.emit("waiting"))
        self.conflicts.clicked.connect(self.conflicts_asked)
        self.aside.clicked.connect(self.show_aside)
        self.tiles = Tiles(self.waiting, self.conflicts, self.week, self.aside, least=180)

    def _make_lists(self) -> None:
        columns: list[Column[CaseItem]] = [
            number_column(),
            Column(id="name", title=N_("Client"), text=client, width=150, stretch=2),
            Column(
                id="worker",
                title=N_("Worker"),
                text=lambda item: self._inbox.workers.get(item.owner, "") if self._inbox else "",
                width=140,
                stretch=1,
                drop_below=560,
            ),
        ]
        self.table = CaseTable(columns, N_("Plans that wait for approval"))
        self.table.opened.connect(lambda item: self.open_plan(item.stream))
        self.table.setMinimumHeight(theme.px(230))
        self.nothing = EmptyState("check", N_("No plan waits. Everything is decided."))
        self.nothing.hide()
        self.listed = Card(N_("Plans that wait for approval"), self.table, self.nothing)
        self.arrivals = Timeline()
        self.none_come = EmptyState("inbox", N_("No bundle has come in yet."))
        self.come = Card(N_("Latest arrivals"), self.arrivals, self.none_come)
        self.come.box.addStretch(1)
        self.come.setMinimumWidth(theme.px(260))

    def load(self, **where: Any) -> None:
        """Read again what waits; with `stream`, open that plan."""
        super().load(**where)
        today = self.session.today()
        until = shown.days_after(today, 7)
        self.ask(lambda vault: read_inbox(vault, today.isoformat(), until), self._show)
        if where.get("stream"):
            self.open_plan(str(where["stream"]))

    def _show(self, inbox: Inbox) -> None:
        self._inbox = inbox
        figures = (inbox.counts.waiting, inbox.counts.conflicts, inbox.week, inbox.aside)
        for tile, figure in zip((self.waiting, self.conflicts, self.week, self.aside), figures, strict=True):
            tile.set_figure(str(figure))
        self.table.show_rows(inbox.waiting, inbox.total)
        self.show_list(self.table, self.nothing, bool(inbox.waiting))
        self.arrivals.show_events([_arrival(one) for one in inbox.arrivals])
        self.arrivals.setVisible(bool(inbox.arrivals))
        self.none_come.setVisible(not inbox.arrivals)
        self.shown.emit()

    # Bundles

    def import_files(self, files: Sequence[Path]) -> None:
        """Take bundles in, one after another; each has its own answer. `imported(tuple of Imported)`."""
        every = [Path(one) for one in files]
        self.progress.begin(N_("Checking and taking in the bundles…"), cancellable=False)
        self.background.run_long(
            lambda vault, task: bundle_reading.import_all(vault, every, task),
            self._if_here(self._taken),
            self._if_here(self._stop_waiting),
            self.progress.step,
        )

    def _taken(self, results: tuple[Imported, ...]) -> None:
        self.progress.finish()
        import_lines(self.result_box, results)
        self.results.show()
        self.load()
        if any(one.taken is not None for one in results):
            self.saved.emit("")
        self.imported.emit(results)

    def show_aside(self) -> None:
        """Say what is kept aside, from whom and why; pressed again, put it away. `aside_shown(tuple of AsideLine)`."""
        if not self.kept.isHidden():
            self.kept.hide()
            return

        def done(found: tuple[AsideLine, ...]) -> None:
            fill_lines(self.kept_box, [(partial(aside_sentence, one), Tone.WARN) for one in found])
            self.kept.setVisible(bool(found))
            self.reveal(self.kept)
            self.aside_shown.emit(found)

        self.ask(bundle_reading.read_aside, done)

    def _stop_waiting(self, error: UserError) -> None:
        self.progress.finish()
        self.show_trouble(error)

    # Decisions

    def may_decide(self) -> bool:
        """Tell whether the person here is a supervisor."""
        return self.session.role in DECIDERS

    def open_plan(self, stream: str) -> None:
        """Show the newest finished version of a plan, to be decided about. `plan_opened(stream)`."""

        def done(found: ReadPlan | None) -> None:
            self._open = found
            self.approval.setVisible(found is not None)
            if found is not None:
                self.approval.show_plan(found, self.may_decide())
                self.reveal(self.approval.title)
                self.plan_opened.emit(stream)

        self.ask(lambda vault: read_plan(vault, stream), done)

    def close_plan(self) -> None:
        """Put the plan away undecided."""
        self._open = None
        (self.table if self.table.isVisible() else self).setFocus()
        self.approval.hide()

    def approve(self) -> None:
        """Approve the version shown, and no other. `decided(stream, "approved")`."""
        self._decide(APPROVED, "")

    def give_back(self, reason: str) -> None:
        """Return the version shown, with a reason that the worker reads. `decided(stream, "returned")`."""
        if not reason.strip():
            self.approval.say_reason_missing()
            self.refused.emit(ReasonMissing())
            return
        self._decide(RETURNED, reason.strip())

    def _decide(self, decision: str, reason: str) -> None:
        version = self._open.file.version if self._open else None
        if self._open is None or version is None:
            return
        if not self.may_decide():
            self.show_trouble(MayNotDecide())
            self.refused.emit(MayNotDecide())
            return
        opened, on = self._open.opened, self.session.today().isoformat()
        choice = Choice(stream=opened.stream, about=version.hash, decision=decision, reason=reason)
        self.ask(lambda vault: decide(vault, opened, choice, on), self._note_decided)

    def _note_decided(self, choice: Choice) -> None:
        self.close_plan()
        approved = choice.decision == APPROVED
        self.tell(N_("The plan is approved.") if approved else N_("The plan is returned to the worker."))
        self.saved.emit(choice.stream)
        self.load()
        self.decided.emit(choice.stream, choice.decision)

    # Small things

    def _open_case(self) -> None:
        if self._open is not None:
            self.case_opened.emit(self._open.opened.stream)

    def _choose_files(self) -> None:
        files, _filter = QFileDialog.getOpenFileNames(
            self, tr("Import bundles"), "", f"{tr('Bundles')} (*{SUFFIX})"
        )
        if files:
            self.import_files([Path(one) for one in files])

    def _greeting(self) -> str:
        return tr("Hello, {name}", name=self.session.name)

    def _date(self) -> str:
        return current().date(self.session.today(), "full")

    def retranslate(self) -> None:
        """Say everything in the language in use."""
        if self._open is not None:
            self.approval.show_plan(self._open, self.may_decide())


def _arrival(line: BundleLine) -> Event:
    return Event(
        id=str(line.sequence),
        when=lambda: shown.moment(line.at),
        title=lambda: tr("Bundle {number} from {name}", number=line.sequence, name=line.name),
        icon="bundles",
        tone=Tone.INFO,
    )
