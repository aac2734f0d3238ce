"""The problems of a form in a table: errors first, filtered, copied, and the way to their cells."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QWidget

from app.errors import N_
from app.forms.authoring import telling
from app.forms.authoring.finding import Finding
from app.i18n import current, ntr, tr
from app.ui.pages.fit_table import FitTable
from app.ui.palette import Tone
from app.ui.says import mark
from app.ui.widgets.buttons import QuietButton, SegmentButton
from app.ui.widgets.layout import Flow, SideBySide, column, plain, row
from app.ui.widgets.page_parts import EmptyState
from app.ui.widgets.surfaces import Card
from app.ui.widgets.table_model import Cell, Column
from app.ui.widgets.text import Text

_TONES = {telling.ERROR: Tone.DANGER, telling.WARNING: Tone.WARN}
_WORDS = {telling.ERROR: N_("Error"), telling.WARNING: N_("Warning")}


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One row of the table."""

    finding: Finding
    severity: str

    @property
    def place(self) -> str:
        """The cell as a spreadsheet is told to go there: survey!F12."""
        return f"{self.finding.sheet}!{self.finding.cell}" if self.finding.cell else self.finding.sheet

    def sentence(self) -> str:
        """Return what is wrong, in the language in use."""
        return self.finding.said(current().tr)

    def line(self) -> str:
        """Return everything in one line, apart by tabs, as spreadsheets take it."""
        found = self.finding
        word = tr(_WORDS[self.severity])
        return "\t".join((word, found.sheet, str(found.row or ""), found.column, self.sentence()))


class ProblemTable(FitTable[Problem]):
    """As tall as its problems, up to some lines."""

    fewest, most = 3, 9


class ProblemCard(Card):
    """Shows the problems of one report. `copied(what)` says what is in the clipboard now."""

    copied = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._all: tuple[Problem, ...] = ()
        self._shown: Callable[[Problem], bool] = lambda _one: True
        self._segments = QFrame()
        mark(self._segments, look="segments")
        self.segments = {
            "": SegmentButton(lambda: self._count(N_("All"), "")),
            telling.ERROR: SegmentButton(lambda: self._count(N_("Errors"), telling.ERROR)),
            telling.WARNING: SegmentButton(lambda: self._count(N_("Warnings"), telling.WARNING)),
        }
        self._segments.setLayout(row(*self.segments.values(), spacing=2, margin=3))
        for severity, button in self.segments.items():
            button.clicked.connect(lambda _=False, severity=severity: self.show_severity(severity))
        self.copy = QuietButton(N_("Copy the list"), "document")
        self.copy.clicked.connect(self.copy_all)
        self.title = Text(N_("Problems"), "heading", wrap=True)
        tools = plain(Flow(self._segments, self.copy, spacing=10))
        self.add(SideBySide(self.title, tools, least=120))
        self._make_table()

    def _make_table(self) -> None:
        self.table = ProblemTable(_columns(), N_("Problems"))
        self.table.opened.connect(self.copy_place)
        self.table.chosen.connect(self._show_detail)
        copying = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.table)
        copying.setContext(Qt.ShortcutContext.WidgetShortcut)
        copying.activated.connect(self._copy_one)
        self.nothing = EmptyState("check", N_("There is nothing to mend."))
        self.where = Text(self._said_where, "small", wrap=True)
        self.detail = Text(self._said_detail, wrap=True)
        self.detail.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.go = QuietButton(N_("Copy the place"), "right", tip=lambda: "Enter")
        self.go.clicked.connect(lambda: self.copy_place(self.table.current()))
        self._below: QWidget = plain(
            column(SideBySide(plain(column(self.where, self.detail, spacing=2)), self.go, least=300))
        )
        for part in (self.table, self._below, self.nothing):
            self.add(part)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show these problems, all of them."""
        self._all = tuple(Problem(finding=one, severity=telling.severity(one)) for one in findings)
        for button in self.segments.values():
            button.retranslate()
        self.show_severity("")

    def show_severity(self, severity: str) -> None:
        """Show errors or warnings only; "" shows all."""
        for one, button in self.segments.items():
            button.setChecked(one == severity)
        self._show(lambda one: severity in ("", one.severity))

    def show_missing(self, language: str) -> None:
        """Show what is not translated into a language."""
        for button in self.segments.values():
            button.setChecked(False)
        self._show(lambda one: one.finding.fields.get("language") == language)
        self.table.setFocus()

    def _show(self, shown: Callable[[Problem], bool]) -> None:
        self._shown = shown
        rows = [one for one in self._all if shown(one)]
        self.table.show_rows(rows)
        self.table.setVisible(bool(rows))
        self.nothing.setVisible(not rows)
        self._segments.setVisible(bool(self._all))
        self.copy.setVisible(bool(self._all))
        if rows:
            self.table.selectRow(0)
        self._show_detail(self.table.current())

    def shown(self) -> tuple[Problem, ...]:
        """Return the problems in the table now."""
        return tuple(one for one in self._all if self._shown(one))

    def _show_detail(self, problem: Problem | None) -> None:
        self._below.setVisible(problem is not None)
        self.where.retranslate()
        self.detail.retranslate()
        self.go.setVisible(problem is not None and bool(problem.finding.cell))

    def _said_where(self) -> str:
        problem = self.table.current()
        if problem is None:
            return ""
        place = problem.finding.place(current().tr)
        return f"{place}  ({problem.place})" if problem.finding.cell else place

    def _said_detail(self) -> str:
        problem = self.table.current()
        return problem.sentence() if problem is not None else ""

    def _count(self, word: str, severity: str) -> str:
        count = sum(1 for one in self._all if severity in ("", one.severity))
        return tr("{what} ({count})", what=tr(word), count=count)

    def copy_all(self) -> None:
        """Put what the table shows into the clipboard, one problem a line."""
        rows = self.shown()
        QGuiApplication.clipboard().setText("\n".join(one.line() for one in rows))
        self.copied.emit(lambda: ntr("{n} problem is copied.", "{n} problems are copied.", len(rows)))

    def copy_place(self, problem: Problem | None) -> None:
        """Put the place of a problem into the clipboard, for a spreadsheet to go there."""
        if problem is None or not problem.finding.cell:
            return
        QGuiApplication.clipboard().setText(problem.place)
        place = problem.place
        self.copied.emit(
            lambda: tr("“{place}” is copied. Press F5 in the spreadsheet and paste it.", place=place)
        )

    def _copy_one(self) -> None:
        problem = self.table.current()
        if problem is not None:
            QGuiApplication.clipboard().setText(problem.line())
            self.copied.emit(N_("The problem is copied."))

    def retell(self) -> None:
        """Say everything in the language in use."""
        for text in (self.where, self.detail):
            text.retranslate()


def _columns() -> list[Column[Problem]]:
    return [
        Column(
            id="severity",
            title=N_("Weight"),
            text=lambda one: tr(_WORDS[one.severity]),
            tone=lambda one: _TONES[one.severity],
            cell=Cell.PILL,
            width=140,
        ),
        Column(
            id="sheet", title=N_("Sheet"), text=lambda one: one.finding.sheet or "—", width=90, drop_below=640
        ),
        Column(
            id="row",
            title=N_("Row"),
            text=lambda one: str(one.finding.row or "—"),
            cell=Cell.NUMBER,
            width=70,
        ),
        Column(
            id="column",
            title=N_("Column"),
            text=lambda one: one.finding.column or "—",
            width=150,
            stretch=1,
            drop_below=700,
        ),
        Column(
            id="sentence", title=N_("What is wrong"), text=lambda one: one.sentence(), width=260, stretch=5
        ),
    ]
