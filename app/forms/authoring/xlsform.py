"""From tables to the two files of a form: the .xlsx that authors open, and the XForm XML that the engine runs."""

import io
import re
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import N_
from app.forms.authoring import sentences
from app.forms.authoring.errors import CompileError, NoCompiler
from app.forms.authoring.sheets import Table, Tables
from app.forms.authoring.tables import read

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

__all__ = ["CompileError", "Compiled", "compile_file", "compiled", "workbook", "xform"]

_STILL = datetime(2000, 1, 1)  # noqa: DTZ001  a workbook's own stamp has no zone; ours never changes

_NO_PYXFORM = N_(
    "Turning a spreadsheet into a form needs pyxform, which is not part of this build. An XForm (.xml) can be checked."
)
_NO_JAVA = N_("ODK Validate needs Java, which was not found. Check the form without it.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Compiled:
    """A form's XML, what pyxform remarked while it made it, and the attached choices it wants beside it."""

    xml: str
    warnings: tuple[str, ...] = ()
    itemsets: str = ""


def workbook(tables: Tables) -> bytes:
    """Return the form as .xlsx; the same tables give the same bytes on every machine and day."""
    from openpyxl import Workbook

    book = Workbook()
    book.remove(book.worksheets[0])
    book.properties.creator = "Goldaw"
    book.properties.created = _STILL
    for table in tables.sheets.values():
        _fill(book.create_sheet(table.name), table)
    written = io.BytesIO()
    book.save(written)
    return _settled(written.getvalue())


def xform(book: bytes, *, name: str = "form.xlsx", validate: bool = False) -> str:
    """Return the XForm XML of a form's file; `validate` also asks ODK Validate, which needs Java.

    Raises:
        SourceError, CompileError, NoCompiler
    """
    return compiled(read(book, name), name=Path(name).stem, validate=validate).xml


def compile_file(path: Path) -> str:
    """Return the XForm XML of an .xlsx file. Raises: SourceError, CompileError, NoCompiler."""
    return xform(path.read_bytes(), name=path.name)


def compiled(tables: Tables, *, name: str = "", validate: bool = False) -> Compiled:
    """Return what pyxform makes of a form's tables; `name` is the form's id when its settings give none.

    Raises:
        NoCompiler: pyxform is not there, or Java for ODK Validate.
        CompileError: it refuses the form. The cause is pyxform's own error.
    """
    try:
        from pyxform.errors import PyXFormError
        from pyxform.validators.odk_validate import ODKValidateError
        from pyxform.xls2xform import convert
    except ImportError:
        raise NoCompiler(_NO_PYXFORM) from None
    said: list[str] = []
    try:
        made = convert(
            definition(tables, name), warnings=said, validate=validate, pretty_print=True, form_name="data"
        )
    except PyXFormError as reason:
        raise CompileError(sentences.NOT_BUILT, said=str(reason)) from reason
    except ODKValidateError as reason:
        raise CompileError(sentences.NOT_VALID, said=str(reason)) from reason
    except OSError as reason:
        if not validate:
            raise
        raise NoCompiler(_NO_JAVA) from reason
    return Compiled(xml=str(made.xform), warnings=tuple(said), itemsets=made.itemsets or "")


def definition(tables: Tables, name: str = "") -> dict[str, Any]:
    """Return a form's tables as pyxform takes them: each sheet's rows, and its titles."""
    given: dict[str, Any] = {"sheet_names": list(tables.names or tables.sheets)}
    if name:
        given["fallback_form_name"] = name
    for sheet, table in tables.sheets.items():
        given[sheet] = [dict(cells) for cells in _lines(table, spaced=tables.spaced)]
        given[f"{sheet}_header"] = [dict.fromkeys(table.columns)] if table.columns else []
    return given


def numbers(tables: Tables, sheet: str) -> list[int]:
    """Return the author's row numbers of the rows that pyxform counts, which it begins with 2."""
    table = tables[sheet]
    if not tables.spaced:
        return [row.number for row in table]
    return list(range(2, table.rows[-1].number + 1)) if table.rows else []


def _lines(table: Table, *, spaced: bool) -> Iterable[Mapping[str, str]]:
    """Return the rows; those between that are empty stand in a spreadsheet's count of rows."""
    if not spaced:
        return [row.cells for row in table]
    lines: list[Mapping[str, str]] = [{}] * (table.rows[-1].number - 1 if table.rows else 0)
    for row in table:
        lines[row.number - 2] = row.cells
    return lines


def _fill(sheet: "Worksheet", table: Table) -> None:
    from openpyxl.styles import Alignment, Font

    sheet.append(table.columns)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in table:
        for place, column in enumerate(table.columns, start=1):
            if row[column]:
                cell = sheet.cell(row=row.number, column=place, value=row[column])
                cell.data_type = "s"  # a label that begins with "=" stays text
                cell.alignment = Alignment(vertical="top", wrap_text=True)
    sheet.freeze_panes = "C2"
    _widen(sheet, table.columns)


def _widen(sheet: "Worksheet", columns: Iterable[str]) -> None:
    from openpyxl.utils import get_column_letter

    for place, column in enumerate(columns, start=1):
        wide = "::" in column or column in {"relevant", "constraint", "calculation"}
        sheet.column_dimensions[get_column_letter(place)].width = 48 if wide else 20


def _settled(book: bytes) -> bytes:
    """Take out of a workbook what differs from day to day and from zlib to zlib: stamps and compression."""
    settled = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as old, zipfile.ZipFile(settled, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            entry = zipfile.ZipInfo(name, date_time=(2000, 1, 1, 0, 0, 0))
            entry.create_system = 3
            stamp = rb"(<dcterms:modified[^>]*>)[^<]*"
            new.writestr(entry, re.sub(stamp, rb"\g<1>2000-01-01T00:00:00Z", old.read(name)))
    return settled.getvalue()
