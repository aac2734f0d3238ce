"""A titled part of a page: entries, and a form that opens in the same place to add one."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from app.errors import N_
from app.ui.palette import Tone
from app.ui.says import Says
from app.ui.widgets.buttons import LinkButton, PrimaryButton, QuietButton
from app.ui.widgets.field import FieldRow
from app.ui.widgets.layout import Flow, column, plain, row
from app.ui.widgets.surfaces import Card, Pill
from app.ui.widgets.text import Text

SAVE = N_("Save")


class EntryForm(QWidget):
    """Fields with Save and Cancel. `given()` when Save was pressed and `trouble` finds nothing wrong; `left()` on Cancel."""

    given = Signal()
    left = Signal()
    touched = Signal()

    def __init__(self, rows: Mapping[str, FieldRow], save: Says = SAVE) -> None:
        super().__init__()
        self.rows = dict(rows)
        self.save, self.cancel = PrimaryButton(save, "check"), QuietButton(N_("Cancel"))
        self.save.clicked.connect(self.give)
        self.cancel.clicked.connect(self.left)
        self.fields: QVBoxLayout = column(spacing=12)
        whole = column(self.fields, spacing=14)
        whole.addWidget(plain(Flow(self.save, self.cancel, spacing=10)))
        self.setLayout(whole)
        for one in self.rows.values():
            one.control.changed.connect(lambda _value: self.touched.emit())  # type: ignore[attr-defined]
        self.setFocusProxy(next(iter(self.rows.values())).control)

    def value(self, name: str) -> Any:
        """Return what a field holds."""
        return self.rows[name].control.value()  # type: ignore[attr-defined]

    def set_value(self, name: str, value: Any) -> None:
        """Show a value in a field."""
        self.rows[name].control.set_value(value)  # type: ignore[attr-defined]

    def values(self) -> dict[str, Any]:
        """Return what every field holds."""
        return {name: self.value(name) for name in self.rows}

    def troubles(self) -> Mapping[str, str]:
        """Return what is wrong by field; overridden by each form."""
        return {}

    def give(self) -> None:
        """Say what is missing, or hand over."""
        found = {name: trouble for name, trouble in self.troubles().items() if trouble}
        for name, one in self.rows.items():
            one.set_error(found.get(name, ""))
        if found:
            self.rows[next(iter(found))].control.setFocus()
        else:
            self.given.emit()


class Section(Card):
    """A card with a title, one thing to do beside it, entries, and a form that is open or not."""

    def __init__(self, title: Says, empty: Says, action: Says = "", form: EntryForm | None = None) -> None:
        super().__init__()
        self.form = form
        self.action = LinkButton(action) if action != "" else None
        head = row(spacing=8)
        head.addWidget(Text(title, "heading", wrap=True), 1)
        if self.action is not None:
            head.addWidget(self.action, 0, Qt.AlignmentFlag.AlignTop)
        self.add(head)
        if form is not None:
            self.add(form)
            form.hide()
            form.left.connect(self.close_form)
            if self.action is not None:
                self.action.clicked.connect(self.open_form)
        self._entries: QVBoxLayout = column(spacing=14)
        self.add(self._entries)
        self.empty = Text(empty, "muted", wrap=True)
        self.add(self.empty)

    def show_entries(self, entries: Sequence[QWidget]) -> None:
        """Show these entries and no others."""
        while self._entries.count():
            old = self._entries.takeAt(0).widget()
            old.hide()
            old.deleteLater()
        for new in entries:
            self._entries.addWidget(new)
        self.empty.setVisible(not entries and (self.form is None or self.form.isHidden()))

    def open_form(self) -> None:
        """Open the form and give it the keyboard."""
        if self.form is not None:
            self.form.show()
            self.empty.hide()
            self.form.setFocus()

    def close_form(self) -> None:
        """Put the form away."""
        if self.form is not None:
            self.form.hide()
            self.empty.setVisible(self._entries.count() == 0)


def entry(
    title: Says,
    detail: Says = "",
    text: Says = "",
    pill: tuple[Says, Tone] | None = None,
    action: tuple[Says, Callable[[], object]] | None = None,
) -> QWidget:
    """Return one entry of a section: a strong line, a small one, words below, a state and one thing to do."""
    said = column(Text(title, "strong", wrap=True), spacing=1)
    if detail != "":
        said.addWidget(Text(detail, "small", wrap=True))
    if text != "":
        shown = Text(text, wrap=True)
        shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        said.addWidget(shown)
    if action is not None:
        link = LinkButton(action[0])
        link.clicked.connect(lambda: action[1]())
        said.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
    line = row(spacing=10)
    line.addLayout(said, 1)
    if pill is not None:
        line.addWidget(Pill(*pill), 0, Qt.AlignmentFlag.AlignTop)
    return plain(line)
