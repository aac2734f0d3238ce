"""The support plan of a case: written with the client, finished as a version, and printed for the client to take home."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Signal

from app.errors import N_, UserError
from app.printing.preview import Page, pages
from app.store import audit
from app.store.audit import Event
from app.store.vault import Vault
from app.sync import medium
from app.ui import shortcuts
from app.ui.background import Background, Task
from app.ui.pages import Session
from app.ui.pages.plan_paper import PRINT_DPI, SCREEN_DPI, print_pages
from app.ui.pages.plan_reading import Wish, draw_paper
from app.ui.pages.plan_words import plan_language
from app.ui.pages.plan_writing import PlanWriting
from app.ui.widgets.progress import ProgressSheet

Drawn = tuple[bytes, list[Page]]


class PlanPage(PlanWriting):
    """Edits a plan, saving as one types; what the client takes home is looked at and printed from here."""

    case_opened = Signal(str)
    previewed = Signal(int)
    pdf_saved = Signal(str)
    printed = Signal()

    def __init__(self, background: Background[Vault], session: Session) -> None:
        super().__init__(background, session)
        self.progress = ProgressSheet(self)
        self._connect()
        self.refresh()

    def _connect(self) -> None:
        body = self.body
        body.edited.connect(self.change)
        body.removed.connect(self.remove)
        body.moved.connect(self.move_goal)
        body.goal_asked.connect(self.add_goal)
        body.help_asked.connect(self.add_help)
        body.suggestions_asked.connect(self.suggest)
        body.suggestions_taken.connect(self.take_suggestions)
        body.finish_asked.connect(self.finish)
        body.paper_asked.connect(lambda: self.show_preview(plan_language(self._client_language())))
        body.case_asked.connect(self._open_case)
        body.settled.connect(self._settle)
        body.revealed.connect(self.reveal)
        self.paper.asked.connect(lambda wish: self.show_preview(wish.language, large=wish.large))
        self.paper.saving.connect(lambda path: self.save_pdf(Path(path)))
        self.paper.printing.connect(self.print_paper)
        self.paper.left.connect(self.close_preview)
        shortcuts.bind(self, {"new": self.add_goal, "save": self.flush, "print": body.paper_asked.emit})

    def show_preview(self, language: str = "tk", *, large: bool = False) -> None:
        """Show the paper as it will be printed: "tk", "ru" or "both"."""
        wish = Wish(language=language, large=large)
        self.flush()
        number = self._read_plan.opened.number if self._read_plan else "plan"
        self.paper.set_wish(wish, number)

        def drawn(found: Drawn) -> None:
            self.paper.show_pages(found[1])
            self.panels.show_only(self.paper)
            self.to_top()
            if not self.paper.isAncestorOf(self.focusWidget() or self):
                self.paper.back.setFocus()
            self.previewed.emit(len(found[1]))

        self._draw(wish, SCREEN_DPI, drawn)

    def close_preview(self) -> None:
        """Go back to the plan."""
        self.panels.show_only(self.body)
        self.body.paper.setFocus()

    def _draw(self, wish: Wish, dpi: float, done: Callable[[Drawn], object]) -> None:
        stream, places, today = self._stream(), self.session.places, self.session.today()

        # PDFium keeps state of its own: all drawing happens on the vault's one thread.
        def job(vault: Vault, _task: Task) -> Drawn:
            pdf = draw_paper(vault, stream, wish, places, today)
            return pdf, pages(pdf, dpi) if pdf else []

        self.progress.begin(N_("Drawing the paper…"), cancellable=False)
        self.background.run_long(job, self._if_here(self._after(done)), self._if_here(self._stop_waiting))

    def _after(self, done: Callable[[Drawn], object]) -> Callable[[Drawn], None]:
        def call(result: Drawn) -> None:
            self.progress.finish()
            done(result)

        return call

    def _stop_waiting(self, error: UserError) -> None:
        self.progress.finish()
        self.show_trouble(error)

    def save_pdf(self, path: Path) -> None:
        """Write the paper as a PDF, as it is shown in the preview; the printing stands in the audit. `pdf_saved`."""
        stream, wish = self._stream(), self.paper.wish()
        places, today = self.session.places, self.session.today()

        def job(vault: Vault) -> str:
            pdf = draw_paper(vault, stream, wish, places, today)
            with medium.told():
                path.write_bytes(pdf)
            audit.note(vault, Event.PRINTED, stream=stream, reason="plan pdf")
            return str(path)

        def done(written: str) -> None:
            self.tell(N_("The plan is saved as a PDF. The file is not encrypted: delete it after printing."))
            self.pdf_saved.emit(written)

        self.flush()
        self.ask(job, done)

    def print_paper(self) -> None:
        """Print the paper on a printer that the person chooses."""
        stream = self._stream()

        def drawn(found: Drawn) -> None:
            if print_pages(self, found[1]):
                note = lambda vault: audit.note(vault, Event.PRINTED, stream=stream, reason="plan")  # noqa: E731
                self.ask(note, lambda _nothing: self.printed.emit())

        self._draw(self.paper.wish(), PRINT_DPI, drawn)

    def _open_case(self) -> None:
        self.flush()
        self.case_opened.emit(self._stream())

    def retranslate(self) -> None:
        """Say everything in the language in use; the plan's texts change with it."""
        self._show()
