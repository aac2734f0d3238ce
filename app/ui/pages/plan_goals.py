"""A goal as a card: read at a glance, opened to be edited, with its lines of who does what by when."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QBoxLayout, QFrame, QWidget

from app.errors import N_
from app.i18n import current, tr
from app.models.plan import Goal, Service
from app.models.service import ServiceRefused
from app.ui import shortcuts, shown
from app.ui.pages import plan_words
from app.ui.pages.plan_forms import GoalForm, ServiceForm
from app.ui.palette import Tone
from app.ui.says import Says, mark
from app.ui.widgets.buttons import IconButton, LinkButton, QuietButton
from app.ui.widgets.layout import Flow, SideBySide, column, plain, row
from app.ui.widgets.surfaces import Card, Pill
from app.ui.widgets.text import Picture, Text


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalView:
    """What a card shows: the goal, its number and lines, why a line may not begin yet, and the languages edited."""

    goal: Goal
    number: int
    lines: Sequence[Service]
    refused: Mapping[str, ServiceRefused]
    languages: tuple[str, ...]
    reading: str
    writable: bool
    last: bool = False


def clear(box: QBoxLayout) -> None:
    """Take every widget out of a box."""
    while box.count():
        old = box.takeAt(0).widget()
        old.hide()
        old.deleteLater()


def sunken(*parts: QWidget) -> QFrame:
    """Return a frame that lies a little deeper than its card."""
    frame = QFrame()
    mark(frame, look="sunken")
    frame.setLayout(column(*parts, spacing=4, margin=12))
    return frame


def notice(says: Says, tone: Tone = Tone.WARN, icon: str = "warning") -> QFrame:
    """Return a sentence in its tone, with a sign."""
    frame = QFrame()
    mark(frame, look="banner", tone=tone.value)
    laid = row(Picture(icon, f"on_{tone}_soft", size=18), spacing=10, margin=8)
    laid.setAlignment(laid.itemAt(0).widget(), Qt.AlignmentFlag.AlignTop)
    laid.addWidget(Text(says, wrap=True), 1)
    frame.setLayout(laid)
    return frame


def line_words(line: Service, language: str) -> Callable[[], str]:
    """Return what a line of help says that will be done."""
    return lambda: plan_words.said(line, "what", language) or plan_words.service_name(line.code) or tr("Help")


def line_details(line: Service) -> Callable[[], str]:
    """Return who does it, by when and where."""

    def told() -> str:
        by = tr("by {day}", day=shown.day(line.by)) if line.by else tr("no date yet")
        where = tr(plan_words.FORMS_OF_HELP[line.form]) if line.form in plan_words.FORMS_OF_HELP else ""
        return " · ".join(part for part in (line.who or tr("nobody named yet"), by, where) if part)

    return told


def line_summary(line: Service, language: str, refused: ServiceRefused | None = None) -> QFrame:
    """Return a line of help to be read."""
    parts: list[QWidget] = [
        Text(line_words(line, language), wrap=True),
        Text(line_details(line), "small", wrap=True),
    ]
    if refused is not None:
        error = refused
        parts.append(notice(lambda: current().sentence(error)))
    return sunken(*parts)


class LineBox(QFrame):
    """A line of help being edited, with the reason why it may not begin yet."""

    def __init__(self, line: Service, languages: tuple[str, ...]) -> None:
        super().__init__()
        mark(self, look="sunken")
        self.form = ServiceForm()
        self.remove = QuietButton(N_("Remove this help"), "trash")
        self.why = column(spacing=0)
        laid = column(self.form, spacing=10, margin=12)
        laid.addLayout(self.why)
        laid.addWidget(plain(Flow(self.remove)))
        self.setLayout(laid)
        self.show_line(line, languages, None)

    def show_line(self, line: Service, languages: tuple[str, ...], refused: ServiceRefused | None) -> None:
        """Show the line anew; what is being typed keeps its cursor."""
        self.form.show_record(line)
        self.form.speak(languages)
        clear(self.why)
        if refused is not None:
            error = refused
            self.why.addWidget(notice(lambda: current().sentence(error)))


class GoalCard(Card):
    """Shows one goal. `edited(record)`, `help_asked()`, `removed(record)`, `moved(int)`, `toggled(bool)`: open or shut."""

    edited = Signal(object)
    help_asked = Signal()
    removed = Signal(object)
    moved = Signal(int)
    toggled = Signal(bool)

    def __init__(self, view: GoalView) -> None:
        super().__init__()
        self.view = view
        self.open = False
        self.form: GoalForm | None = None
        self.line_boxes: dict[str, LineBox] = {}
        self._make_head()
        self.body = column(spacing=10)
        self.add(self.body)
        shortcuts.key(
            self, "Alt+Up", lambda: self.moved.emit(-1), Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        shortcuts.key(
            self, "Alt+Down", lambda: self.moved.emit(1), Qt.ShortcutContext.WidgetWithChildrenShortcut
        )
        self._fill()

    def _make_head(self) -> None:
        self.number = Text(lambda: tr("Goal {number}", number=self.view.number), "label")
        self.area = Pill(self._area, Tone.ACCENT)
        self.up, self.down = (
            IconButton(N_("Move the goal up"), "up"),
            IconButton(N_("Move the goal down"), "down"),
        )
        self.edit = QuietButton(N_("Edit"), "edit")
        self.remove = IconButton(N_("Remove the goal"), "trash")
        self.up.clicked.connect(lambda: self.moved.emit(-1))
        self.down.clicked.connect(lambda: self.moved.emit(1))
        self.edit.clicked.connect(lambda: self.set_open(not self.open))
        self.remove.clicked.connect(lambda: self.removed.emit(self.view.goal))
        named = plain(Flow(self.number, self.area, spacing=10))
        doing = plain(row(self.up, self.down, self.edit, self.remove, spacing=4))
        self.add(SideBySide(named, doing, least=200))

    def _area(self) -> str:
        return tr(plan_words.DOMAINS.get(self.view.goal.domain, N_("No area chosen")))

    def show_goal(self, view: GoalView) -> None:
        """Show the goal anew; what is being typed keeps its cursor."""
        same = self.open and [one.id for one in view.lines] == list(self.line_boxes)
        self.view = view
        self._dress_head()
        if same and self.form is not None:
            self.form.show_record(view.goal)
            self.form.speak(view.languages)
            for line in view.lines:
                self.line_boxes[line.id].show_line(line, view.languages, view.refused.get(line.id))
            return
        self._fill()

    def set_open(self, is_open: bool, focus: bool = True) -> None:
        """Open the card to be edited, or shut it."""
        if is_open == self.open or (is_open and not self.view.writable):
            return
        self.open = is_open
        self._fill()
        if focus and self.form is not None:
            self.form.control(f"text_{self.view.languages[0]}").setFocus()
        self.toggled.emit(is_open)

    def _dress_head(self) -> None:
        self.number.retranslate()
        self.area.refresh()
        for part in (self.up, self.down, self.edit, self.remove):
            part.setVisible(self.view.writable)
        self.up.setEnabled(self.view.number > 1)
        self.down.setEnabled(not self.view.last)
        self.edit.set_says(N_("Done") if self.open else N_("Edit"))
        self.edit.set_icon("check" if self.open else "edit")

    def _fill(self) -> None:
        self._dress_head()
        self.form, self.line_boxes = None, {}
        if (focused := QApplication.focusWidget()) is not None and self.isAncestorOf(focused):
            self.edit.setFocus()  # what has the keyboard now goes away with the old body
        clear(self.body)
        for part in self._editing() if self.open else self._reading():
            self.body.addWidget(part)

    def _reading(self) -> list[QWidget]:
        view = self.view
        goal, language = view.goal, view.reading
        parts: list[QWidget] = [
            Text(
                lambda: plan_words.said(goal, "text", language) or tr("This goal has no words yet."),
                "heading",
                wrap=True,
            )
        ]
        if plan_words.said(goal, "indicator", language):
            parts.append(
                Text(
                    lambda: tr("We will see it: {sign}", sign=plan_words.said(goal, "indicator", language)),
                    "muted",
                    wrap=True,
                )
            )
        parts += [line_summary(line, language, view.refused.get(line.id)) for line in view.lines]
        if not view.lines:
            parts.append(
                Text(N_("Nobody helps with this yet. Add who does what by when."), "muted", wrap=True)
            )
        return parts

    def _editing(self) -> list[QWidget]:
        view = self.view
        self.form = GoalForm()
        self.form.show_record(view.goal)
        self.form.speak(view.languages)
        self.form.edited.connect(self.edited)
        parts: list[QWidget] = [self.form, Text(N_("Who does what by when"), "label")]
        parts += [self._line(line) for line in view.lines]
        add = LinkButton(N_("Add help"), "plus")
        add.clicked.connect(self.help_asked)
        holder = column(spacing=0)
        holder.addWidget(add, 0, Qt.AlignmentFlag.AlignLeft)
        parts.append(plain(holder))
        return parts

    def _line(self, line: Service) -> QWidget:
        box = LineBox(line, self.view.languages)
        box.show_line(line, self.view.languages, self.view.refused.get(line.id))
        box.form.edited.connect(self.edited)
        box.remove.clicked.connect(lambda: self.removed.emit(box.form.record))
        self.line_boxes[line.id] = box
        return box
