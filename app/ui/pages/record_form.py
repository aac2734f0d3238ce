"""The fields of one record: shown, typed into, and with every conflict at its own field."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from app.models.place import PlaceTable
from app.models.record import hints
from app.store.queries import Conflict
from app.ui.pages.birth import BirthInput
from app.ui.pages.conflict_note import ConflictNote
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.field import FieldRow
from app.ui.widgets.layout import column


class FieldSlot(QWidget):
    """A field with room below it for a conflict."""

    def __init__(self, row: FieldRow) -> None:
        super().__init__()
        self.row = row
        self._note: ConflictNote | None = None
        self._box = column(row, spacing=6)
        self.setLayout(self._box)

    def show_note(self, note: ConflictNote | None) -> None:
        """Show a conflict below the field, or none any more."""
        if self._note is not None:
            self._box.removeWidget(self._note)
            self._note.hide()
            self._note.deleteLater()
        self._note = note
        if note is not None:
            self._box.addWidget(note)


class RecordForm(QWidget):
    """Edits one record of `kind`: `edited(record)` after each valid change, `settled(conflict, value)` of a conflict."""

    edited = Signal(object)
    settled = Signal(object, object)

    def __init__(self, kind: type[Any], rows: Mapping[str, FieldRow]) -> None:
        super().__init__()
        self.kind: Any = kind
        self._record: Any = None
        self.slots = {name: FieldSlot(row) for name, row in rows.items()}
        for slot in self.slots.values():
            slot.row.control.changed.connect(lambda _value: self._change())  # type: ignore[attr-defined]

    @property
    def record(self) -> Any:
        """The record as it is typed now; None before the first."""
        return self._record

    def control(self, name: str) -> Any:
        """Return the control of a field."""
        return self.slots[name].row.control

    def show_record(self, record: Any) -> None:
        """Show a record; of the same record, fields that say the same already keep their cursor and what is half typed."""
        other = self._record is None or self._record.id != record.id
        self._record = record
        for name in self.slots:
            control, value = self.control(name), getattr(record, name)
            if not other and control.value() == value:
                continue
            if isinstance(control, BirthInput):
                control.set_value(value, bool(record.estimated))
            else:
                control.set_value(value)

    def show_conflicts(
        self, found: Sequence[Conflict], places: PlaceTable, people: Mapping[str, str]
    ) -> None:
        """Show the conflicts of this record at their fields."""
        shown = self._record.id if self._record is not None else ""
        mine = {one.field: one for one in found if one.record == shown}
        for name, slot in self.slots.items():
            note = ConflictNote(mine[name], places, people) if name in mine else None
            if note is not None:
                note.settled.connect(self.settled)
            slot.show_note(note)

    def _change(self) -> None:
        if self._record is None:
            return
        typed = {name: self._value(name) for name in self.slots if self._holds(name)}
        birth = self.slots.get("birth")
        if birth is not None:
            typed["estimated"] = self.control("birth").estimated()
        changed = replace(self._record, **typed)
        if changed != self._record:
            self._record = changed
            self.edited.emit(changed)

    def _holds(self, name: str) -> bool:
        """A date that is half typed is not kept: the last whole one stays."""
        control = self.control(name)
        return not isinstance(control, DateEdit | BirthInput) or control.is_valid()

    def _value(self, name: str) -> Any:
        value, hint = self.control(name).value(), hints(self.kind)[name]
        return hint(value) if isinstance(hint, type) and issubclass(hint, StrEnum) else value
