"""From tables to the two files of a form: the .xlsx that authors open, and the XForm XML that the engine runs."""

import io
import re
import zipfile
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from app.errors import N_
from app.forms.authoring.tables import AuthoringError, Table, Tables

if TYPE_CHECKING:
    from openpyxl.worksheet.worksheet import Worksheet

_STILL = datetime(2000, 1, 1)  # noqa: DTZ001  a workbook's own stamp has no zone; ours never changes


class CompileError(AuthoringError):
    """pyxform or ODK Validate refused the form; the fields hold what it said."""


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


def xform(book: bytes, *, validate: bool = False) -> str:
    """Return the XForm XML of a workbook; `validate` also asks ODK Validate, which needs Java. Raises: CompileError."""
    from pyxform.errors import PyXFormError
    from pyxform.validators.odk_validate import ODKValidateError
    from pyxform.xls2xform import convert

    try:
        made = convert(
            io.BytesIO(book), validate=validate, pretty_print=True, form_name="data", file_type=".xlsx"
        )
    except PyXFormError as reason:
        raise CompileError(N_("pyxform cannot build the form: {said}"), said=str(reason)) from reason
    except ODKValidateError as reason:
        raise CompileError(N_("ODK Validate refuses the form: {said}"), said=str(reason)) from reason
    return str(made.xform)


def compile_file(path: Path) -> str:
    """Return the XForm XML of an .xlsx file. Raises: CompileError."""
    return xform(path.read_bytes())


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
