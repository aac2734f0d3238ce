"""What came of a check: can the form be used, what form is it, what differs from the one in use, how far is it translated."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from app.errors import N_, UserError
from app.forms.authoring.coverage import Coverage
from app.forms.authoring.report import Report
from app.i18n import current, ntr, tr
from app.ui.pages.form_check import Checked
from app.ui.pages.form_problems import ProblemCard
from app.ui.pages.form_shelf import Beside
from app.ui.pages.plan_goals import clear
from app.ui.palette import Tone
from app.ui.says import Says
from app.ui.widgets.buttons import LinkButton, PrimaryButton, QuietButton
from app.ui.widgets.layout import Flow, column, plain, row
from app.ui.widgets.page_parts import Banner
from app.ui.widgets.surfaces import Card
from app.ui.widgets.text import Text

_MOST_NAMES = 12


class LanguageBars(Card):
    """A bar for each language with its figures. `missing_asked(language)`."""

    missing_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__(N_("Languages"))
        self._bars = column(spacing=14)
        self.add(self._bars)

    def show_coverage(self, coverage: Sequence[Coverage]) -> None:
        """Show how far each language is."""
        clear(self._bars)
        for one in coverage:
            self._bars.addWidget(self._bar(one))
        self.setVisible(any(one.total for one in coverage))

    def _bar(self, one: Coverage) -> QWidget:
        language: Says = (lambda: one.language) if one.language else N_("No language named")
        head = row(spacing=10)
        head.addWidget(Text(language, "strong", wrap=True), 1)
        figures = Text(lambda: tr("{done} of {total} texts", done=one.done, total=one.total), "muted")
        head.addWidget(figures)
        bar = QProgressBar()
        bar.setTextVisible(False)
        bar.setRange(0, max(1, one.total))
        bar.setValue(one.done)
        bar.setAccessibleName(one.language or tr("No language named"))
        bar.setAccessibleDescription(figures.text())
        box = column(head, bar, spacing=6)
        if one.missing and one.language:
            link = LinkButton(partial(_missing, len(one.missing)))
            link.clicked.connect(lambda: self.missing_asked.emit(one.language))
            box.addWidget(plain(Flow(link)))
        return plain(box)


def _missing(count: int) -> str:
    return ntr("Show {n} missing text", "Show {n} missing texts", count)


class ReportBody(QWidget):
    """`again_asked()`, `open_asked()`, `trial_asked()`, `publish_asked()`, `copied(what)`."""

    again_asked = Signal()
    open_asked = Signal()
    trial_asked = Signal()
    publish_asked = Signal()
    copied = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.checked: Checked | None = None
        self._beside = Beside()
        self._hindrance: UserError | None = None
        self.title = Text(self._said_title, "heading", wrap=True)
        self.about = Text(self._said_about, "muted", wrap=True)
        self.verdict = Banner(self._said_verdict, Tone.OK)
        self.differences = Text(self._said_differences, wrap=True)
        self.hindrance = Text(self._said_hindrance, "small", wrap=True)
        self._make_buttons()
        head = Card("", column(self.title, self.about, spacing=2), self.verdict, self.differences)
        head.add(plain(Flow(self.send, self.trial, self.again, self.file, spacing=10)))
        head.add(self.hindrance)
        self.bars, self.problems = LanguageBars(), ProblemCard()
        self.bars.missing_asked.connect(self.problems.show_missing)
        self.problems.copied.connect(self.copied)
        self.setLayout(column(head, self.problems, self.bars, spacing=16))

    def _make_buttons(self) -> None:
        self.send = PrimaryButton(N_("Sign and send with the next bundle"), "signature")
        self.trial = QuietButton(N_("Try the form"), "eye")
        self.again = QuietButton(N_("Check again"), "sync")
        self.file = QuietButton(N_("Open the file"), "document")
        for button, signal in (
            (self.send, self.publish_asked),
            (self.trial, self.trial_asked),
            (self.again, self.again_asked),
            (self.file, self.open_asked),
        ):
            button.clicked.connect(signal)

    @property
    def report(self) -> Report | None:
        """The report that is shown."""
        return self.checked.report if self.checked else None

    def show_checked(self, checked: Checked) -> None:
        """Show what came of a check; how it stands to the form in use follows."""
        self.checked = checked
        self.problems.show_findings(checked.report.findings)
        self.bars.show_coverage(checked.report.coverage)
        self.trial.setVisible(checked.report.usable)
        self.send.setVisible(checked.report.usable)
        self.show_beside(Beside(), None)

    def show_beside(self, found: Beside, hindrance: UserError | None) -> None:
        """Show what differs from the version in use, and whether the form can be published."""
        self._beside, self._hindrance = found, hindrance
        self.send.setEnabled(hindrance is None)
        self.retell()

    def retell(self) -> None:
        """Say everything in the language in use."""
        report = self.report
        if report is not None:
            tone = Tone.WARN if report.findings else Tone.OK
            self.verdict.set_state(self._said_verdict, tone if report.usable else Tone.DANGER)
        for text in (self.title, self.about, self.differences, self.hindrance):
            text.retranslate()
        self.about.setVisible(bool(self.about.text()))
        self.differences.setVisible(bool(self.differences.text()))
        self.hindrance.setVisible(bool(self.hindrance.text()) and bool(report and report.usable))
        self.problems.retell()

    # -- the words -----------------------------------------------------------------------------------------

    def _said_title(self) -> str:
        report = self.report
        if report is None:
            return ""
        return (report.about.title if report.about else "") or report.file

    def _said_about(self) -> str:
        report = self.report
        if report is None or report.about is None:
            return ""
        about = report.about
        questions = ntr("{n} question", "{n} questions", about.questions)
        version = tr("version {version}", version=about.version) if about.version else tr("no version")
        parts = (report.file, about.form_id, version, questions, ", ".join(about.languages))
        return "  ·  ".join(dict.fromkeys(part for part in parts if part))

    def _said_verdict(self) -> str:
        report = self.report
        if report is None:
            return ""
        errors, warnings = len(report.errors), len(report.warnings)
        if not report.usable:
            return ntr(
                "The form cannot be used: there is {n} error.",
                "The form cannot be used: there are {n} errors.",
                errors,
            )
        if warnings:
            return ntr(
                "The form can be used. There is {n} thing worth mending.",
                "The form can be used. There are {n} things worth mending.",
                warnings,
            )
        return tr("The form is in order.")

    def _said_differences(self) -> str:
        line, found = self._beside.line, self._beside.comparison
        if line is None:
            return tr("A form of this id is not in use yet.") if self.report and self.report.usable else ""
        if found is None:
            return ""
        said = [tr("Compared with the version in use ({version}):", version=line.version or "—")]
        for sentence, paths in (
            (N_("New: {names}"), found.added),
            (N_("Gone: {names}"), found.removed),
            (N_("Asked otherwise: {names}"), found.changed),
            (N_("Another type, which is not possible: {names}"), [one.path for one in found.retyped]),
        ):
            if paths:
                said.append(tr(sentence, names=_names(paths)))
        if len(said) == 1:
            said.append(tr("Nothing that people see is different."))
        return "\n".join(said)

    def _said_hindrance(self) -> str:
        return current().sentence(self._hindrance) if self._hindrance is not None else ""


def _names(paths: Sequence[str]) -> str:
    names = [path.rpartition("/")[2] for path in paths]
    if len(names) <= _MOST_NAMES:
        return ", ".join(names)
    rest = len(names) - _MOST_NAMES
    return tr("{names} and {count} more", names=", ".join(names[:_MOST_NAMES]), count=rest)
