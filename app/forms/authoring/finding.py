"""One remark to a form's author: where it is, and what is wrong there in one plain sentence."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from app.errors import N_
from app.forms.authoring.sheets import Row, Table

Translate = Callable[[str], str]


class Grade(StrEnum):
    """How much a remark weighs.

    BROKEN: the form cannot be used. SUSPECT: it cannot be used as far as the sheets tell; that is an error only when the
    form is refused in the end. FLAW: worth mending, and it stops the build of our own forms. REMARK: worth a look.
    """

    BROKEN = "broken"
    SUSPECT = "suspect"
    FLAW = "flaw"
    REMARK = "remark"


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One remark. `sentence` is an English msgid with places for `fields`; those named in `msgids` are msgids as well.

    `column` is the title as its author wrote it, `cell` the place as a spreadsheet calls it ("F12"). A remark about the
    whole file has no sheet, one about a sheet has row 0.
    """

    sheet: str = ""
    row: int = 0
    column: str = ""
    cell: str = ""
    sentence: str
    fields: Mapping[str, object] = field(default_factory=dict)
    msgids: tuple[str, ...] = ()
    grade: Grade = Grade.BROKEN

    def said(self, translate: Translate) -> str:
        """Return the sentence in a language; `translate` gives the translation of a msgid."""
        fields = {
            name: translate(str(value)) if name in self.msgids else value
            for name, value in self.fields.items()
        }
        return translate(self.sentence).format(**fields)

    def place(self, translate: Translate) -> str:
        """Return where it is, in a language; of an XForm that is a path, of a whole file nothing."""
        if not self.sheet:
            return self.column
        if not self.row:
            return self.sheet
        return translate(_CELL if self.column else _ROW).format(
            sheet=self.sheet, row=self.row, column=self.column
        )

    def __str__(self) -> str:
        """Return the remark in English, with its place."""
        place = self.place(str)
        return f"{place}: {self.said(str)}" if place else self.said(str)


_ROW = N_("{sheet}, row {row}")
_CELL = N_("{sheet}, row {row}, column {column}")


def finding(
    table: Table,
    row: Row | int,
    column: str,
    sentence: str,
    grade: Grade = Grade.SUSPECT,
    /,
    **fields: object,
) -> Finding:
    """Return a remark about a cell; `column` is the name it is known by here."""
    number = row if isinstance(row, int) else row.number
    header = table.header(column)
    return Finding(
        sheet=table.name,
        row=number,
        column=header.written if header else column,
        cell=f"{header.letter if header else 'A'}{number}" if number else "",
        sentence=sentence,
        fields=fields,
        grade=grade,
    )


def flaw(table: Table, row: Row | int, column: str, sentence: str, /, **fields: object) -> Finding:
    """Return a remark on what is worth mending."""
    return finding(table, row, column, sentence, Grade.FLAW, **fields)


def remark(table: Table, row: Row | int, column: str, sentence: str, /, **fields: object) -> Finding:
    """Return a remark on what is worth a look."""
    return finding(table, row, column, sentence, Grade.REMARK, **fields)
