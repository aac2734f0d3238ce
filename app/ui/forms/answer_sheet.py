"""Answers of a finished form as they are read: a question beside its answer, files where they belong."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from html import escape

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.errors import N_
from app.forms.fields import ControlKind, DataType
from app.forms.reading import Answer, Part
from app.i18n import tr
from app.ui.forms.filling import Filling, Second
from app.ui.forms.kept_files import KeptFiles
from app.ui.forms.kinds import upload_for
from app.ui.forms.looks import looks_of
from app.ui.forms.numbers import decimal_mark
from app.ui.forms.styling import plain as unstyled
from app.ui.says import mark
from app.ui.widgets import date_text
from app.ui.widgets.layout import column, plain
from app.ui.widgets.surfaces import Card
from app.ui.widgets.text import Text

_QUESTIONS = 46  # per cent of the width for what was asked
_HIDDEN = "••••"


def written(answer: Answer) -> tuple[str, ...]:
    """Return an answer as people write it, line by line."""
    item, text = answer.item, answer.text
    control, kind = item.field.control, item.field.type
    looks = looks_of(control.appearance if control is not None else "")
    if answer.chosen:
        return tuple(unstyled(label) for label in answer.chosen)
    if control is not None and control.kind is ControlKind.TRIGGER:
        return (tr("Yes"),)
    if looks.has("masked", "hidden-answer"):
        return (_HIDDEN,)
    if kind == DataType.DATE or looks.has("partial-date"):
        return (date_text.written(text[:10]),)
    if kind == DataType.DATE_TIME:
        return (f"{date_text.written(text[:10])} {text[11:16]}".strip(),)
    if kind == DataType.TIME:
        return (text[:5],)
    if kind == DataType.DECIMAL:
        return (text.replace(".", decimal_mark()),)
    if kind == DataType.BOOLEAN:
        return (tr("Yes") if text in ("true", "1") else tr("No"),)
    return tuple(text.splitlines())


def is_file(answer: Answer) -> bool:
    """Tell whether an answer is a file."""
    control = answer.item.field.control
    return control is not None and control.kind is ControlKind.UPLOAD


class Lines(QLabel):
    """Questions and answers in two columns; the words can be marked and copied, with the keyboard too."""

    def __init__(self, answers: Sequence[Answer]) -> None:
        rows = "".join(map(self._row, answers))
        super().__init__(f'<table width="100%" cellspacing="0" cellpadding="0">{rows}</table>')
        self.setTextFormat(Qt.TextFormat.RichText)
        self.setWordWrap(True)
        by_mouse, by_keys = (
            Qt.TextInteractionFlag.TextSelectableByMouse,
            Qt.TextInteractionFlag.TextSelectableByKeyboard,
        )
        self.setTextInteractionFlags(by_mouse | by_keys)
        self.setAccessibleName("\n".join(map(self._read_out, answers)))
        mark(self, look="body")

    @staticmethod
    def _row(answer: Answer) -> str:
        label = escape(unstyled(answer.label))
        if not answer.text:
            return f'<tr><td colspan="2" style="padding-bottom:6px">{label}</td></tr>'
        said = "<br>".join(map(escape, written(answer)))
        return (
            f'<tr><td width="{_QUESTIONS}%" style="padding-right:14px;padding-bottom:6px">{label}</td>'
            f'<td style="padding-bottom:6px"><b>{said}</b></td></tr>'
        )

    @staticmethod
    def _read_out(answer: Answer) -> str:
        return ": ".join(part for part in (unstyled(answer.label), ", ".join(written(answer))) if part)


class AnswerSheet(QWidget):
    """All parts of a finished form below each other: a card for every page of it."""

    def __init__(self) -> None:
        super().__init__()
        self._box: QVBoxLayout = column(spacing=14)
        self.setLayout(self._box)
        self._cards: list[QWidget] = []

    def show_parts(self, parts: Sequence[Part], filling: Filling, files: KeptFiles) -> None:
        """Show these parts and no others; `filling` holds the finished form."""
        self.clear()
        card = Card()
        for part in parts:
            if part.depth == 0:
                card = self._card(part.title)
            elif part.title:
                card.add(Text(partial(unstyled, part.title), "strong", wrap=True))
            for part_of in self._pieces(part.answers, filling, files):
                card.add(part_of)
        if not parts:
            self._card("").add(Text(N_("Nothing was answered."), "muted", wrap=True))

    def _card(self, title: str) -> Card:
        card = Card((lambda: unstyled(title)) if title else "")
        self._cards.append(card)
        self._box.addWidget(card)
        return card

    def clear(self) -> None:
        """Show nothing."""
        for card in self._cards:
            self._box.removeWidget(card)
            card.hide()
            card.deleteLater()
        self._cards = []

    @staticmethod
    def _pieces(answers: Sequence[Answer], filling: Filling, files: KeptFiles) -> list[QWidget]:
        """Return the widgets of these answers: lines together, files by themselves."""
        found: list[QWidget] = []
        lines: list[Answer] = []
        for answer in answers:
            if not is_file(answer):
                lines.append(answer)
                continue
            if lines:
                found.append(Lines(lines))
                lines = []
            found.append(_file(answer, filling, files))
        return [*found, Lines(lines)] if lines else found


def _file(answer: Answer, filling: Filling, files: KeptFiles) -> QWidget:
    state = replace(filling.state(answer.item), value=answer.text, readonly=True)
    shown = upload_for(filling, answer.item, files, state)
    shown.show_state(state, Second())
    shown.name_as(unstyled(answer.label), "")
    return plain(column(Text(lambda: unstyled(answer.label), wrap=True), shown, spacing=6))
