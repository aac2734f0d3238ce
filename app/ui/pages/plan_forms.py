"""The fields of a plan: its frame, a goal, and a line of help with the service chosen by typing."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QLineEdit, QWidget

from app import text
from app.errors import N_
from app.i18n import current, tr
from app.models.plan import Goal, Plan, Service
from app.ui.override import override
from app.ui.pages import plan_words
from app.ui.pages.inputs import Choice, Line, Paragraph
from app.ui.pages.plan_draft import is_third_tier
from app.ui.pages.plan_words import WRITTEN, catalogue
from app.ui.pages.record_form import RecordForm
from app.ui.says import Worded
from app.ui.widgets.date_edit import DateEdit
from app.ui.widgets.field import FieldRow
from app.ui.widgets.layout import Tiles, column


class ServicePick(Worded, QLineEdit):
    """A service of the catalogue, found by typing any part of its name; `value()` is its code."""

    changed = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code = ""
        self._names: dict[str, str] = {}
        self._model = QStringListModel(self)
        self._list = QCompleter(self._model, self)
        self._list.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._list.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._list.setMaxVisibleItems(9)
        self._list.activated[str].connect(self._take)  # type: ignore[index]  # an overloaded signal
        self.setCompleter(self._list)
        self.textEdited.connect(self._offer)
        self.editingFinished.connect(self._tidy)
        self.refresh()

    def value(self) -> str:
        """Return the code chosen."""
        return self._code

    def set_value(self, code: str) -> None:
        """Show a service without telling anybody."""
        self._code = code
        self.setText(plan_words.service_name(code))
        self.setCursorPosition(0)

    @override
    def retranslate(self) -> None:
        self._names = {one.name(current().language): one.code for one in catalogue().values()}
        self.setPlaceholderText(tr("Type a part of its name"))
        if not self.hasFocus():
            self.set_value(self._code)

    def found(self, typed: str) -> list[str]:
        """Return the names that hold every word typed, in any script and without diacritics."""
        wanted = text.search_tokens(typed)
        return [
            name
            for name in self._names
            if all(any(token.startswith(word) for token in text.search_tokens(name)) for word in wanted)
        ]

    def _offer(self, typed: str) -> None:
        self._model.setStringList(self.found(typed))
        if not typed.strip():
            self._choose("")

    def _take(self, name: str) -> None:
        self._choose(self._names.get(name, ""))

    def _tidy(self) -> None:
        typed = self.text()
        if typed in self._names:
            self._choose(self._names[typed])
        elif len(fits := self.found(typed)) == 1 and typed.strip():
            self._choose(self._names[fits[0]])
        self.setText(plan_words.service_name(self._code))
        self.setCursorPosition(0)

    def _choose(self, code: str) -> None:
        if code != self._code:
            self._code = code
            self.changed.emit(code)


_LANGUAGE_LABELS = {
    ("text", "tk"): N_("Goal in Turkmen"),
    ("text", "ru"): N_("Goal in Russian"),
    ("indicator", "tk"): N_("How we will see it, in Turkmen"),
    ("indicator", "ru"): N_("How we will see it, in Russian"),
    ("what", "tk"): N_("What will be done, in Turkmen"),
    ("what", "ru"): N_("What will be done, in Russian"),
}


class PlanForm(RecordForm):
    """A form whose texts stand in Turkmen and Russian; `speak` says which of the two are shown."""

    texts: tuple[str, ...] = ()

    def speak(self, languages: tuple[str, ...]) -> None:
        """Show the texts of these languages; the other ones stay as they are."""
        for name in self.texts:
            for language in WRITTEN:
                self.slots[f"{name}_{language}"].setVisible(language in languages)


class GoalForm(PlanForm):
    """A goal: the area of life, what shall be better, and how one will see it."""

    texts = ("text", "indicator")

    def __init__(self) -> None:
        rows = {
            f"{name}_{language}": FieldRow(_LANGUAGE_LABELS[name, language], Paragraph(2))
            for name in self.texts
            for language in WRITTEN
        }
        area = FieldRow(N_("Area of life"), Choice(plan_words.DOMAINS, empty=N_("Not chosen")))
        super().__init__(Goal, {"domain": area, **rows})
        pairs = [self.slots[f"{name}_{language}"] for name in self.texts for language in WRITTEN]
        self.setLayout(column(self.slots["domain"], *pairs, spacing=10))


class ServiceForm(PlanForm):
    """A line of help: what, which service, who, by when, where; and the paper that the third level asks for."""

    texts = ("what",)

    def __init__(self) -> None:
        super().__init__(
            Service,
            {
                "code": FieldRow(N_("Service"), ServicePick()),
                "what_tk": FieldRow(_LANGUAGE_LABELS["what", "tk"], Paragraph(2)),
                "what_ru": FieldRow(_LANGUAGE_LABELS["what", "ru"], Paragraph(2)),
                "who": FieldRow(N_("Who does it"), Line()),
                "by": FieldRow(N_("By when"), DateEdit()),
                "form": FieldRow(N_("Where"), Choice(plan_words.FORMS_OF_HELP, empty=N_("Not chosen"))),
                "document_type": FieldRow(
                    N_("Paper it rests on"), Choice(plan_words.GATE_PAPERS, empty=N_("Not chosen"))
                ),
                "document_number": FieldRow(N_("Number of the paper"), Line()),
                "document_date": FieldRow(N_("Date of the paper"), DateEdit()),
            },
        )
        slots = self.slots
        self.paper = Tiles(*(slots[f"document_{name}"] for name in ("type", "number", "date")), least=190)
        self.setLayout(
            column(
                slots["code"],
                slots["what_tk"],
                slots["what_ru"],
                Tiles(slots["who"], slots["by"], slots["form"], least=190),
                self.paper,
                spacing=10,
            )
        )

    @override
    def show_record(self, record: Any) -> None:
        super().show_record(record)
        self.paper.setVisible(is_third_tier(record))

    @override
    def _change(self) -> None:
        before = self.record
        super()._change()
        after = self.record
        if before is None or after is None or after.code == before.code:
            return
        self.paper.setVisible(is_third_tier(after))
        service = catalogue().get(after.code)
        if service is not None and not (after.what_tk or after.what_ru):
            named = replace(after, what_tk=service.name_tk, what_ru=service.name_ru)
            self.show_record(named)
            self.edited.emit(named)


class FrameForm(RecordForm):
    """The frame of a plan: the client's own words, the period, and when one meets again."""

    def __init__(self) -> None:
        super().__init__(
            Plan,
            {
                "words": FieldRow(
                    N_("In the client's own words"),
                    Paragraph(3),
                    N_("What matters most to the client, as he says it. It stands on the printed plan."),
                ),
                "start": FieldRow(N_("From"), DateEdit()),
                "until": FieldRow(N_("Until"), DateEdit()),
                "next_visit": FieldRow(N_("Next visit"), DateEdit()),
                "next_review": FieldRow(N_("Next review"), DateEdit()),
            },
        )
        slots = self.slots
        self.setLayout(
            column(
                slots["words"],
                Tiles(slots["start"], slots["until"], slots["next_visit"], slots["next_review"], least=150),
                spacing=14,
            )
        )
