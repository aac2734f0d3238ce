"""Read spreadsheets (.xlsx, .xlsm, .xls) that may come from anyone: bounded, without macros, formulas or links."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator
from typing import Any

from app.errors import N_
from app.forms.authoring import cells
from app.forms.authoring.cells import Line, Sheet, Value, value_of
from app.forms.authoring.errors import NoCompiler, SourceError
from app.forms.authoring.sheets import Odd, Oddity, Table, Tables

ZIP, OLE = b"PK", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
SUFFIXES = frozenset({".xlsx", ".xlsm", ".xls"})
MOST_UNPACKED = 256 * 1024 * 1024
MOST_PARTS = 2_000
MOST_COLUMNS = 16_384

_XML = (".xml", ".rels")
_DOCTYPE = b"<!DOCTYPE"  # no workbook has one, XML bombs do
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]+\d+:[A-Z]+\d+)"')

NO_WORKBOOK = N_("{file} is not a workbook that can be read.")
_LARGE = N_("{file} unpacks to more than {most} megabytes. No form is as large as that; it was not opened.")
_PASSWORD = N_("{file} is protected by a password. Save a copy without a password and choose that.")
_OPEN_DOCUMENT = N_(
    "{file} is an OpenDocument spreadsheet. Save it as an Excel workbook (.xlsx) and choose that."
)
_NO_XLRD = N_(
    "This build cannot read old .xls files. Save {file} as an Excel workbook (.xlsx) and choose that."
)


def read_xlsx(data: bytes, name: str) -> Tables:
    """Read an .xlsx or .xlsm file. Raises: SourceError."""
    from openpyxl import load_workbook

    macros = _inspect(data, name)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl's remarks on styles and links concern nobody here
        try:
            book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            try:
                return _gathered(
                    [(title, book[title]) for title in book.sheetnames], _xlsx_table, name, macros
                )
            finally:
                book.close()
        except (SourceError, MemoryError):
            raise
        except Exception as reason:  # a broken workbook raises whatever its zip or XML parser raises
            raise SourceError(NO_WORKBOOK, file=name) from reason


def _inspect(data: bytes, name: str) -> bool:
    """Look at an archive's list before anything in it is unpacked; tell whether it holds macros. Raises: SourceError."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MOST_PARTS or sum(entry.file_size for entry in entries) > MOST_UNPACKED:
                raise SourceError(_LARGE, file=name, most=MOST_UNPACKED // 1024 // 1024)
            if any(
                _begins(archive, entry, b"opendocument") for entry in entries if entry.filename == "mimetype"
            ):
                raise SourceError(_OPEN_DOCUMENT, file=name)
            if any(
                _begins(archive, entry, _DOCTYPE)
                for entry in entries
                if entry.filename.lower().endswith(_XML)
            ):
                raise SourceError(NO_WORKBOOK, file=name)
    except SourceError:
        raise
    except Exception as reason:  # whatever a broken archive raises
        raise SourceError(NO_WORKBOOK, file=name) from reason
    return any(entry.filename.lower().endswith("vbaproject.bin") for entry in entries)


def _begins(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, mark: bytes) -> bool:
    """Tell whether a mark stands near the beginning of a part, in one byte a letter or two."""
    with archive.open(entry) as part:
        return mark in part.read(1 << 16).replace(b"\0", b"")


def _gathered(sheets: list[tuple[str, Any]], read: Any, name: str, macros: bool) -> Tables:
    """Read the sheets that a form is made of; the only sheet of a file is its survey whatever it is called."""
    found: dict[str, Table] = {}
    oddities = [Oddity(kind=Odd.MACROS, sheet="", row=0)] if macros else []
    for title, source in sheets:
        known = title if title.lower() in cells.SUPPORTED else "survey" if len(sheets) == 1 else ""
        if known:
            sheet = Sheet(known)
            found[sheet.name] = read(sheet, source, name)
            oddities += sheet.oddities
    return Tables(sheets=found, names=tuple(title for title, _ in sheets), oddities=tuple(oddities))


# -- .xlsx -----------------------------------------------------------------------------------------------------


def _xlsx_table(sheet: Sheet, source: Any, name: str) -> Table:
    if not hasattr(source, "iter_rows"):  # a sheet that is only a chart
        return Table(name=sheet.name)
    first = next(source.iter_rows(max_row=1, max_col=MOST_COLUMNS, values_only=True), ())
    titles = cells.headers(value_of(value).text for value in first)
    sheet.oddities += [
        Oddity(kind=Odd.MERGED, sheet=sheet.name, row=_row_of(place), text=place) for place in _merged(source)
    ]
    last = titles[-1].at if titles else 0
    lines = (_xlsx_line(row) for row in source.iter_rows(min_row=2, max_col=last)) if last else ()
    return cells.table(sheet, titles, lines, name)


def _xlsx_line(row: Any) -> Line:
    return [
        Value(str(cell.value), Odd.ERROR) if cell.data_type == "e" and cell.value else value_of(cell.value)
        for cell in row
    ]


def _merged(source: Any) -> Iterator[str]:
    """Return the places of merged cells, which openpyxl does not tell of a sheet that is read as a stream."""
    archive = getattr(getattr(source, "parent", None), "_archive", None)
    path = getattr(source, "_worksheet_path", None)
    if archive is None or path is None:
        return
    tail = b""
    with archive.open(path) as part:
        while block := part.read(1 << 20):
            tail += block
            cut = tail.rfind(b"<")
            for match in _MERGED.finditer(tail, 0, max(cut, 0)):
                yield match[1].decode()
            tail = tail[max(cut, 0) :][-4096:]


def _row_of(place: str) -> int:
    return int(re.sub(r"\D", "", place.partition(":")[0]))


# -- .xls ------------------------------------------------------------------------------------------------------


def read_xls(data: bytes, name: str) -> Tables:
    """Read an .xls file of Excel 97–2003. Raises: SourceError, NoCompiler."""
    if _ENCRYPTED in data:
        raise SourceError(_PASSWORD, file=name)
    try:
        import xlrd
    except ImportError:
        raise NoCompiler(_NO_XLRD, file=name) from None
    try:
        with xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), on_demand=True) as book:
            sheets = [(title, (book, title)) for title in book.sheet_names()]
            return _gathered(sheets, _xls_table, name, macros=b"_\0V\0B\0A\0_\0P\0R\0O\0J\0E\0C\0T" in data)
    except (SourceError, MemoryError):
        raise
    except Exception as reason:  # a broken file raises whatever xlrd stumbles over
        protected = "encrypt" in str(reason).lower() or "password" in str(reason).lower()
        raise SourceError(_PASSWORD if protected else NO_WORKBOOK, file=name) from reason


def _xls_table(sheet: Sheet, source: Any, name: str) -> Table:
    book, title = source
    page = book.sheet_by_name(title)
    first = page.row(0) if page.nrows else []
    titles = cells.headers(_xls_value(book, cell).text for cell in first)
    lines = ([_xls_value(book, cell) for cell in page.row(at)] for at in range(1, page.nrows))
    return cells.table(sheet, titles, lines, name)


def _xls_value(book: Any, cell: Any) -> Value:
    import xlrd

    if cell.ctype == xlrd.XL_CELL_BOOLEAN:
        return value_of(bool(cell.value))
    if cell.ctype == xlrd.XL_CELL_ERROR:
        return Value(xlrd.error_text_from_code.get(cell.value, "#?"), Odd.ERROR)
    if cell.ctype == xlrd.XL_CELL_DATE:
        return _xls_date(book, cell.value)
    return value_of(cell.value)


def _xls_date(book: Any, value: float) -> Value:
    import datetime

    from xlrd import xldate

    try:
        parts = xldate.xldate_as_tuple(value, book.datemode)
        if parts[:3] == (0, 0, 0):
            return value_of(datetime.time(*parts[3:]))
        return value_of(datetime.datetime(*parts))  # noqa: DTZ001  a spreadsheet's dates have no zone
    except (xldate.XLDateError, ValueError):
        return Value(str(value), Odd.DATE)
