"""What the plan page is made of: its state, the warnings, the goals as cards, the client's words and the dates."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.errors import N_
from app.i18n import ntr, tr
from app.models.casefile import CaseFile
from app.models.suggestion import Suggestion
from app.ui.pages import Session, plan_draft, plan_words
from app.ui.pages.columns import TwoColumns
from app.ui.pages.conflict_note import ConflictNote
from app.ui.pages.inputs import Toggle
from app.ui.pages.page import page_header
from app.ui.pages.plan_draft import Obstacle, PlanState
from app.ui.pages.plan_forms import FrameForm
from app.ui.pages.plan_goals import GoalCard, GoalView, clear
from app.ui.pages.plan_reading import ReadPlan
from app.ui.pages.plan_states import STATE_WORDS, red_words, state_words, version_events
from app.ui.pages.plan_suggest import SuggestCard
from app.ui.palette import Tone
from app.ui.widgets.buttons import PrimaryButton, QuietButton
from app.ui.widgets.layout import Flow, SideBySide, column, plain
from app.ui.widgets.page_parts import Banner, EmptyState
from app.ui.widgets.surfaces import Card
from app.ui.widgets.text import Text
from app.ui.widgets.timeline import Timeline


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shown:
    read: ReadPlan
    file: CaseFile
    writable: bool


class PlanBody(QWidget):
    """The plan on the screen; it asks by signals and saves nothing itself."""

    edited = Signal(object)
    removed = Signal(object)
    moved = Signal(str, int)
    goal_asked = Signal()
    help_asked = Signal(str)
    suggestions_asked = Signal()
    suggestions_taken = Signal(object)
    finish_asked = Signal()
    paper_asked = Signal()
    case_asked = Signal()
    settled = Signal(object, object)
    revealed = Signal(object)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._shown: _Shown | None = None
        self.cards: dict[str, GoalCard] = {}
        self._make_head()
        self._make_goals()
        self._make_side()
        self.conflicts = column(spacing=10)
        left = column(self.tools, self.suggestions, self.goals, self.nothing, 0, spacing=14)
        body = column(self.header, self.state, self.red, self.trouble, spacing=12)
        body.addLayout(self.conflicts)
        body.addWidget(TwoColumns(plain(left), plain(column(*self.side, 0, spacing=14)), (5, 3), 900), 1)
        self.setLayout(body)

    def _make_head(self) -> None:
        self.case, self.paper = QuietButton(N_("Case"), "cases"), QuietButton(N_("Print"), "print")
        self.finish = PrimaryButton(N_("Finish this version"), "signature")
        self.case.clicked.connect(self.case_asked)
        self.paper.clicked.connect(self.paper_asked)
        self.finish.clicked.connect(self.finish_asked)
        self.header = page_header(self._title, self._subtitle, [self.case, self.paper, self.finish])
        self.state = Banner(self._state_words, Tone.INFO)
        self.red = Banner(self._red_words, Tone.WARN)
        self.trouble = Banner("", Tone.DANGER, closable=True)
        self.red.hide()
        self.trouble.hide()

    def _make_goals(self) -> None:
        self.suggest = QuietButton(N_("Suggest from the assessment"), "heart")
        self.add = QuietButton(N_("Add a goal"), "plus")
        self.both = Toggle(N_("Both languages"), "language")
        self.suggest.clicked.connect(self.suggestions_asked)
        self.add.clicked.connect(lambda: self.goal_asked.emit())
        self.both.clicked.connect(self.redraw)
        tools = plain(Flow(self.suggest, self.add, self.both, spacing=8))
        self.count = Text(self._counted, "heading")
        self.tools = SideBySide(self.count, tools, least=90)
        self.suggestions = SuggestCard()
        self.suggestions.hide()
        self.suggestions.taken.connect(self.suggestions_taken)
        self.suggestions.left.connect(self.close_offer)
        self.goal_box = column(spacing=14)
        self.goals = plain(self.goal_box)
        self.nothing = EmptyState("plans", N_("What does the client want to be better? Write it as a goal."))

    def _make_side(self) -> None:
        self.frame = FrameForm()
        self.frame.edited.connect(self.edited)
        self.history = Timeline()
        self.past = Card(N_("Versions"), self.history)
        self.side: tuple[QWidget, ...] = (Card(N_("The plan as a whole"), self.frame), self.past)

    # Showing

    def forget(self) -> None:
        """Forget the plan shown: another case is opened."""
        self._shown = None
        self._drop_cards(list(self.cards))
        self.trouble.hide()
        self.close_offer()

    def show_plan(self, read: ReadPlan, file: CaseFile, writable: bool) -> None:
        """Show a plan as it stands now; what is being typed keeps its cursor."""
        self._shown = _Shown(read=read, file=file, writable=writable)
        self.redraw()

    def redraw(self) -> None:
        """Show everything again."""
        if self._shown is None:
            return
        file, writable = self._shown.file, self._shown.writable
        self.header.title.retranslate()
        self.header.subtitle.retranslate()
        state = plan_draft.state_of(file)
        self.state.set_state(self._state_words, STATE_WORDS[state][1])
        self.red.setVisible(bool(file.goals) and bool(plan_draft.red_without_goal(file)))
        self.red.sentence.retranslate()
        for part in (self.suggest, self.add, self.both):
            part.setVisible(writable)
        self.suggest.setEnabled(file.assessment is not None)
        self.count.setVisible(bool(file.goals))
        may_finish = writable and state not in (PlanState.APPROVED, PlanState.WAITING)
        if self.finish.hasFocus() and not may_finish:
            self.paper.setFocus()
        self.finish.setVisible(may_finish)
        self.finish.setEnabled(bool(file.goals))
        if file.plan is not None:
            self.frame.show_record(file.plan)
        self.frame.setEnabled(writable)
        self._show_goals(file, writable)
        self._show_versions(file)

    def _show_goals(self, file: CaseFile, writable: bool) -> None:
        views = {view.goal.id: view for view in self._views(file, writable)}
        self._drop_cards([known for known in self.cards if known not in views])
        for at, (goal, view) in enumerate(views.items()):
            if goal in self.cards:
                self.cards[goal].show_goal(view)
            else:
                self.cards[goal] = self._card(view)
            if self.goal_box.indexOf(self.cards[goal]) != at:
                self.goal_box.insertWidget(at, self.cards[goal])
        self.nothing.setVisible(not views and self.suggestions.isHidden())
        self.goals.setVisible(bool(views))
        self.count.retranslate()

    def _views(self, file: CaseFile, writable: bool) -> list[GoalView]:
        reading = plan_words.plan_language(str(file.case.language))
        languages = plan_words.WRITTEN if self.both.isChecked() else (reading,)
        approved = plan_draft.assessment_approved(file)
        refused = {
            line.id: said
            for line in file.services
            if (said := plan_draft.refusal(line, approved=approved)) is not None
        }
        return [
            GoalView(
                goal=goal,
                number=number,
                lines=plan_draft.lines_of(file, goal.id),
                refused=refused,
                languages=languages,
                reading=reading,
                writable=writable,
                last=number == len(file.goals),
            )
            for number, goal in enumerate(file.goals, 1)
        ]

    def _card(self, view: GoalView) -> GoalCard:
        card, goal = GoalCard(view), view.goal.id
        card.edited.connect(self.edited)
        card.removed.connect(self.removed)
        card.moved.connect(lambda by: self.moved.emit(goal, by))
        card.help_asked.connect(lambda: self.help_asked.emit(goal))
        return card

    def _drop_cards(self, gone: Sequence[str]) -> None:
        for goal in gone:
            card = self.cards.pop(goal)
            self.goal_box.removeWidget(card)
            card.hide()
            card.deleteLater()

    def show_conflicts(self, read: ReadPlan) -> None:
        """Show the fields that two people wrote on top of the plan."""
        clear(self.conflicts)
        for one in read.conflicts:
            note = ConflictNote(one, self._session.places, read.names, named=True)
            note.settled.connect(self.settled)
            self.conflicts.addWidget(note)

    def show_obstacles(self, found: Sequence[Obstacle]) -> None:
        """Say what keeps the plan from being finished, and open the card it speaks of."""
        sentences = list(dict.fromkeys(one.sentence for one in found))
        self.trouble.set_state(lambda: "\n".join(tr(sentence) for sentence in sentences), Tone.DANGER)
        self.trouble.setVisible(bool(found))
        if found:
            self.revealed.emit(self.trouble)
            if self._shown is not None and found[0].record:
                lines = {one.id: one.goal for one in self._shown.file.services}
                self.open_goal(lines.get(found[0].record, found[0].record))

    # Opening and closing

    def open_goal(self, goal: str, line: str = "") -> None:
        """Open a goal's card and give it the keyboard; with `line`, that line of help."""
        card = self.cards.get(goal)
        if card is None:
            return
        card.set_open(True)
        if line in card.line_boxes:
            card.line_boxes[line].form.control("code").setFocus()
            self.revealed.emit(card.line_boxes[line])
        else:
            self.revealed.emit(card)

    def focus_goal(self, goal: str) -> None:
        """Keep the keyboard with a goal that was moved."""
        if goal in self.cards:
            self.cards[goal].edit.setFocus()

    def close_cards(self) -> None:
        """Shut every card."""
        for card in self.cards.values():
            card.set_open(False)

    def offer(self, found: Sequence[Suggestion], language: str) -> None:
        """Offer suggestions above the goals."""
        self.suggestions.offer(found, language)
        self.suggestions.show()
        self.nothing.hide()

    def close_offer(self) -> None:
        """Put the suggestions away."""
        self.suggestions.hide()
        self.nothing.setVisible(not self.cards)

    # Words

    def _title(self) -> str:
        read = self._shown.read if self._shown else None
        if read is None:
            return tr("Support plan")
        client = read.names.get(read.file.case.client, "")
        return tr("Plan of {name}", name=client) if client else tr("Support plan")

    def _subtitle(self) -> str:
        return self._shown.read.opened.number if self._shown else " "

    def _counted(self) -> str:
        return ntr("{n} goal", "{n} goals", len(self._shown.file.goals) if self._shown else 0)

    def _red_words(self) -> str:
        return red_words(self._shown.file) if self._shown else ""

    def _state_words(self) -> str:
        return state_words(self._shown.file, self._shown.read.names) if self._shown else ""

    def _show_versions(self, file: CaseFile) -> None:
        events = version_events(file)
        self.history.show_events(events)
        self.past.setVisible(bool(events))
