"""What may stand above the questions of a form: that it has a newer version, and why a finished form is corrected."""

from PySide6.QtCore import Signal

from app.errors import N_
from app.i18n import tr
from app.ui.forms.opening import Opened
from app.ui.pages.inputs import Line
from app.ui.pages.section import EntryForm
from app.ui.palette import Tone
from app.ui.widgets.buttons import QuietButton
from app.ui.widgets.field import FieldRow
from app.ui.widgets.page_parts import Banner

_NAMED = 6  # questions named before "and others"


class NewerVersion(Banner):
    """Says that what was begun has a newer version. `wanted()`; `agreed(Opened)` where answers stay behind."""

    wanted = Signal()
    agreed = Signal(object)

    def __init__(self) -> None:
        self.button = QuietButton("", "next")
        super().__init__("", Tone.INFO, self.button, closable=True)
        self._moved: Opened | None = None
        self.button.clicked.connect(self._go_on)
        self.hide()

    def offer(self, opened: Opened) -> None:
        """Offer the version in use where the form was begun in an older one."""
        self._moved = None
        self.button.set_says(N_("Go on in the new version"))
        self.set_state(
            lambda: tr(
                "This form has a newer version, {version}. What you began goes on in the older one.",
                version=opened.newer,
            ),
            Tone.INFO,
        )
        self.setVisible(bool(opened.newer))

    def ask(self, moved: Opened) -> None:
        """Name the questions whose answers the newer version has no place for, before they are left out."""
        self._moved = moved
        self.button.set_says(N_("Leave them out and go on"))
        self.set_state(lambda: self._named(moved.left_out), Tone.WARN)
        self.show()
        self.button.setFocus()

    @staticmethod
    def _named(left_out: tuple[str, ...]) -> str:
        more = "…" if len(left_out) > _NAMED else ""
        named = "; ".join(left_out[:_NAMED]) + more
        return tr("The new version has no place for these answers: {questions}", questions=named)

    def _go_on(self) -> None:
        if self._moved is None:
            self.wanted.emit()
        else:
            self.agreed.emit(self._moved)


class WhyForm(EntryForm):
    """Asks why a finished form is corrected, before the correction is saved. `given()`, `left()`."""

    def __init__(self) -> None:
        self.line = Line()
        super().__init__(
            {
                "why": FieldRow(
                    N_("Why is it corrected?"),
                    self.line,
                    N_("The form as it was stays in the case, and this reason beside it."),
                    required=True,
                )
            },
            N_("Save the correction"),
        )
        self.fields.addWidget(self.rows["why"])
        self.line.returnPressed.connect(self.give)
        self.left.connect(self.hide)
        self.hide()

    def troubles(self) -> dict[str, str]:
        """A correction without a reason is not saved."""
        return {"why": "" if self.reason else N_("Please write why the form is corrected.")}

    @property
    def reason(self) -> str:
        """The reason as it is typed."""
        return str(self.value("why"))

    def begin(self, reason: str) -> None:
        """Put the question away, with the reason that was typed before."""
        self.set_value("why", reason)
        self.rows["why"].set_error()
        self.hide()

    def ask(self) -> None:
        """Show the question and give it the keyboard."""
        self.show()
        self.line.setFocus()
