"""One remark to a form's author: where it is, and what is wrong there in one plain sentence."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from app.forms.authoring.tables import Row, Table


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One remark. `sentence` is an English msgid with places for `fields`; a warning does not stop a build."""

    sheet: str
    row: int
    column: str
    sentence: str
    fields: Mapping[str, str] = field(default_factory=dict)
    is_error: bool = True

    def __str__(self) -> str:
        """Return the remark in English, with its place."""
        return f"{self.sheet}, row {self.row}, column {self.column}: {self.sentence.format(**self.fields)}"


def finding(table: Table, row: Row, column: str, sentence: str, **fields: str) -> Finding:
    """Return an error at a row and column of a sheet."""
    return Finding(sheet=table.name, row=row.number, column=column, sentence=sentence, fields=fields)


def warning(table: Table, row: Row, column: str, sentence: str, **fields: str) -> Finding:
    """Return a remark that does not stop a build."""
    return Finding(
        sheet=table.name, row=row.number, column=column, sentence=sentence, fields=fields, is_error=False
    )
