"""Reading and writing the plan of a case: every change is saved within a second; a version is finished as it stands."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal

from app.errors import N_
from app.i18n import tr
from app.models import suggestion
from app.models.casefile import CaseFile
from app.models.edit import Delete, Edit, Put
from app.models.plan import Goal, Plan, Service, version
from app.store.queries import Conflict
from app.store.vault import Vault
from app.ui.background import Background
from app.ui.pages import Session, plan_draft
from app.ui.pages.autosave import Autosave, Kept
from app.ui.pages.columns import Panels
from app.ui.pages.page import PageWidget
from app.ui.pages.plan_body import PlanBody
from app.ui.pages.plan_draft import Obstacle, with_record, without
from app.ui.pages.plan_paper import PaperView
from app.ui.pages.plan_reading import ReadPlan, read_plan
from app.ui.pages.plan_words import plan_language
from app.ui.pages.registering import new_id

Record = Plan | Goal | Service


class PlanWriting(PageWidget):
    """A plan that is read, written and finished; `file` is the plan as it stands on the screen."""

    suggested = Signal(int)
    goals_added = Signal(int)
    version_finished = Signal(str, int)
    refused = Signal(object)
    shown = Signal(str)

    def __init__(self, background: Background[Vault], session: Session) -> None:
        super().__init__(background, session)
        self._read_plan: ReadPlan | None = None
        self.file: CaseFile | None = None
        self._edits = 0
        self.body, self.paper = PlanBody(session), PaperView()
        self.panels = Panels(self.body, self.paper)
        self.panels.hide()
        self.box.addWidget(self.panels, 1)
        self.autosave = Autosave(background, self.show_trouble, self)
        self.autosave.kept.connect(self._note_kept)

    def load(self, **where: Any) -> None:
        """Open the plan of a case (`stream`), or read the one shown again."""
        stream = str(where.get("stream") or self.where.get("stream", ""))
        self.flush()
        if stream != self.where.get("stream"):
            self._read_plan = self.file = None
            self.panels.hide()
            self.body.forget()
        super().load(stream=stream)
        self._read()

    def _stream(self) -> str:
        return str(self.where.get("stream", ""))

    def _read(self) -> None:
        stream, asked = self._stream(), self._edits
        if stream:
            self.ask(lambda vault: read_plan(vault, stream), lambda found: self._arrive(stream, asked, found))

    def _arrive(self, stream: str, asked: int, found: ReadPlan | None) -> None:
        if stream != self._stream() or found is None:
            return
        if asked != self._edits:
            self.flush()  # typed meanwhile: that save first, then read again
            self._read()
            return
        self._read_plan, self.file = found, found.file
        if found.file.plan is None:
            frame = plan_draft.first_frame(found.file.case, self.session.today())
            self.file = replace(found.file, plan=frame)
        kept = [one for one in (found.file.plan, *found.file.goals, *found.file.services) if one is not None]
        self.autosave.begin(stream, found.opened.heads, kept)
        self.panels.show()
        if self.panels.current() is not self.paper:
            self.panels.show_only(self.body)
        self._show()
        self.body.show_conflicts(found)
        self.shown.emit(stream)

    def _show(self) -> None:
        if self._read_plan is not None and self.file is not None:
            self.body.show_plan(self._read_plan, self.file, self.may_write())

    def may_write(self) -> bool:
        """Tell whether this plan may be written here: by its own worker, while the case is open."""
        if self.file is None or self.file.case.closed:
            return False
        return self.file.case.owner in ("", self.session.staff) or not self.session.is_centre

    def change(self, record: Record) -> None:
        """Take a changed or new record of the plan; it is saved within a second."""
        if self.file is None:
            return
        self._edits += 1
        if not isinstance(record, Plan):
            self._keep_frame()
        self.file = with_record(self.file, record)
        self.autosave.put(record)
        self._show()

    def _keep_frame(self) -> None:
        if self.file is not None and self.file.plan is not None and self._is_new():
            self.autosave.put(self.file.plan)

    def _is_new(self) -> bool:
        return self._read_plan is not None and self._read_plan.file.plan is None

    def add_goal(self, domain: str = "") -> str:
        """Add an empty goal, open to be written; return its identifier."""
        if self.file is None or self.file.plan is None or not self.may_write():
            return ""
        last = max((one.position for one in self.file.goals), default=0)
        goal = Goal(id=new_id(), plan=self.file.plan.id, position=last + 1, domain=domain or "")
        self.change(goal)
        self.body.open_goal(goal.id)
        return goal.id

    def add_help(self, goal: str) -> str:
        """Add an empty line of help to a goal; return its identifier."""
        if self.file is None or self.file.plan is None:
            return ""
        last = max((one.position for one in self.file.services), default=0)
        line = Service(
            id=new_id(), plan=self.file.plan.id, goal=goal, position=last + 1, who=self.session.name
        )
        self.change(line)
        self.body.open_goal(goal, line.id)
        return line.id

    def remove(self, record: Goal | Service) -> None:
        """Put a goal with its help, or a line of help, into the trash; the toast takes it back."""
        if self.file is None:
            return
        gone: list[Any] = [record]
        if isinstance(record, Goal):
            gone += plan_draft.lines_of(self.file, record.id)
        self._edits += 1
        self.file = without(self.file, [one.id for one in gone])
        self._show()
        self.autosave.save([Delete(record=one.id, kind=one.KIND) for one in gone])
        words = (
            N_("The goal is in the trash.") if isinstance(record, Goal) else N_("The help is in the trash.")
        )
        stream = self._stream()
        self.tell(words, lambda: self._take_back(stream, gone))

    def _take_back(self, stream: str, gone: Sequence[Any]) -> None:
        # A word said after the deletion takes a record out of the trash.
        edits: list[Edit] = [_word_of(record) for record in gone]
        if stream != self._stream() or self.file is None:
            # The toast outlives the page: another case's plan is shown by now, and this one is not its.
            self.ask(lambda vault: vault.commit(stream, edits), lambda _change: self.saved.emit(stream))
            return
        for record in gone:
            self.file = with_record(self.file, record)
        self._edits += 1
        self._show()
        self.autosave.save(edits)

    def move_goal(self, goal: str, by: int) -> None:
        """Move a goal up (-1) or down (1)."""
        if self.file is None:
            return
        for one in plan_draft.moved(self.file.goals, goal, by):
            self.change(one)
        self.body.focus_goal(goal)

    def suggest(self) -> None:
        """Offer the goals that fit the newest assessment."""
        found = plan_draft.offered(self.file) if self.file is not None else []
        self.body.offer(found, plan_language(self._client_language()))
        self.suggested.emit(len(found))

    def take_suggestions(self, keys: Iterable[str] | None = None) -> None:
        """Make goals and help from the suggestions of these keys (None: all that fit)."""
        if self.file is None or self.file.plan is None:
            return
        wanted = None if keys is None else frozenset(keys)
        chosen = [one for one in plan_draft.offered(self.file) if wanted is None or one.key in wanted]
        goals, lines = suggestion.draft(
            chosen, self.file.plan, who=self.session.name, today=self.session.today(), new_id=new_id
        )
        before = max((one.position for one in self.file.goals), default=0)
        for goal in goals:
            self.change(replace(goal, position=before + goal.position))
        for line in lines:
            self.change(replace(line, position=before + line.position))
        self.body.close_offer()
        self.flush()
        self.goals_added.emit(len(goals))

    def finish(self) -> None:
        """Finish the plan as it stands: a signed version that the supervisor decides about. `version_finished`."""
        file = self.file
        if file is None or file.plan is None:
            return
        found = plan_draft.obstacles(file)
        self.body.show_obstacles(found)
        if found:
            self.refused.emit(found)
            return
        number = 1 + (file.version.number if file.version else 0)
        on, by = self.session.today().isoformat(), self.session.staff
        fixed = version(file.plan, file.goals, file.services, number=number, by=by, on=on, case=file.case.id)
        self._keep_frame()
        self._edits += 1
        self.autosave.save([fixed], lambda on_disk: self._note_finished(number) if on_disk else None)

    def _note_finished(self, number: int) -> None:
        self.body.close_cards()
        self.tell(lambda: tr("Version {number} of the plan is finished.", number=number))
        self.version_finished.emit(self._stream(), number)

    def obstacles(self) -> list[Obstacle]:
        """Return what keeps the plan from being finished."""
        return plan_draft.obstacles(self.file) if self.file is not None else []

    def _settle(self, conflict: Conflict, value: Any) -> None:
        self._edits += 1
        edit = Put(record=conflict.record, kind=conflict.kind, field=conflict.field, value=value)
        self.autosave.save([edit])

    def _note_kept(self, kept: Kept) -> None:
        self.forget_trouble()
        self.saved.emit(kept.stream)
        if kept.stream == self._stream():
            self._read()

    def flush(self) -> None:
        """Keep what was typed in the last second."""
        self.autosave.flush()

    def _client_language(self) -> str:
        return str(self.file.case.language) if self.file is not None else ""


def _word_of(record: Any) -> Put:
    return Put(record=record.id, kind=record.KIND, field="plan", value=record.plan)
