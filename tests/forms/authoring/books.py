"""Forms for the author's tests, all of them invented: real workbooks, and tables written as Markdown."""

import io
import struct
import sys
from collections.abc import Mapping, Sequence
from typing import Any

import pytest
from openpyxl import Workbook

from app.forms.authoring import checking
from app.forms.authoring.report import Report
from app.forms.authoring.telling import severity

Lines = Sequence[Sequence[Any]]
SETTINGS: Lines = (("form_title", "form_id", "version"), ("Small", "small", "1"))


def xlsx(sheets: Mapping[str, Lines]) -> bytes:
    """Return a workbook of these sheets, each a list of rows."""
    book = Workbook()
    book.remove(book.worksheets[0])
    for title, lines in sheets.items():
        sheet = book.create_sheet(title)
        for line in lines:
            sheet.append(list(line))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def survey(*lines: Sequence[Any], **sheets: Lines) -> bytes:
    """Return a workbook with a survey, good settings, and further sheets by name."""
    return xlsx({"survey": lines, "settings": SETTINGS, **sheets})


def checked(book: bytes | str, name: str = "small.xlsx", **more: Any) -> Report:
    """Check a workbook, or a form in Markdown."""
    if isinstance(book, str):
        return checking.check(book.encode(), "small.md", **more)
    return checking.check(book, name, **more)


def told(report: Report) -> list[str]:
    """Return the problems as lines: severity, place as a spreadsheet calls it, sentence."""
    return [f"{severity(one)} {one.sheet}!{one.cell} {one.said(str)}" for one in report.findings]


class _Blocked:
    """Lets no part of some packages be imported."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = names

    def find_spec(self, name: str, *_: Any) -> None:
        if name.partition(".")[0] in self.names:
            raise ImportError(name)


def block(monkeypatch: pytest.MonkeyPatch, *packages: str) -> None:
    """Make some packages missing for the length of a test."""
    for name in [one for one in sys.modules if one.partition(".")[0] in packages]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [_Blocked(packages), *sys.meta_path])


# -- .xls, which nobody but Excel writes any more --------------------------------------------------------------

_SECTOR = 512


def xls(sheets: Mapping[str, Lines], protected: bool = False) -> bytes:
    """Return a small BIFF8 workbook: texts, numbers and truth values only."""
    bodies = [_sheet(lines) for lines in sheets.values()]
    bound = [_bound(title, 0) for title in sheets]
    head = _record(0x0809, struct.pack("<HHHHII", 0x0600, 5, 0x0DBB, 1996, 0, 6))
    head += _record(0x002F, b"\1\0" + bytes(52)) if protected else b""
    head += _record(0x0042, struct.pack("<H", 1200))
    end = _record(0x000A, b"")
    at = len(head) + sum(map(len, bound)) + len(end)
    places = [at + sum(map(len, bodies[:number])) for number in range(len(bodies))]
    bound = [_bound(title, place) for title, place in zip(sheets, places, strict=True)]
    return _container(head + b"".join(bound) + end + b"".join(bodies))


def _record(kind: int, body: bytes) -> bytes:
    return struct.pack("<HH", kind, len(body)) + body


def _bound(title: str, place: int) -> bytes:
    return _record(0x0085, struct.pack("<IHBB", place, 0, len(title), 1) + title.encode("utf-16-le"))


def _sheet(lines: Lines) -> bytes:
    body = _record(0x0809, struct.pack("<HHHHII", 0x0600, 0x10, 0x0DBB, 1996, 0, 6))
    for row, line in enumerate(lines):
        for column, value in enumerate(line):
            place = struct.pack("<HHH", row, column, 0)
            if isinstance(value, bool):
                body += _record(0x0205, place + struct.pack("<BB", value, 0))
            elif isinstance(value, int | float):
                body += _record(0x0203, place + struct.pack("<d", value))
            elif value:
                text = str(value)
                body += _record(0x0204, place + struct.pack("<HB", len(text), 1) + text.encode("utf-16-le"))
    return body + _record(0x000A, b"")


def _container(stream: bytes) -> bytes:
    """Return the OLE file that holds one stream called Workbook."""
    stream = stream.ljust(max(4096, -(-len(stream) // _SECTOR) * _SECTOR), b"\0")
    count = len(stream) // _SECTOR
    chain = [0xFFFFFFFD, 0xFFFFFFFE, *range(3, count + 2), 0xFFFFFFFE]
    assert len(chain) <= _SECTOR // 4, "one sector of the table is enough for a test"
    table = struct.pack(f"<{len(chain)}I", *chain).ljust(_SECTOR, b"\xff")
    folder = _entry("Root Entry", 5, 0xFFFFFFFE, 0, child=1) + _entry("Workbook", 2, 2, len(stream))
    header = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(16) + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6)
    header += bytes(6) + struct.pack("<IIIIIIIIII", 0, 1, 1, 0, 4096, 0xFFFFFFFE, 0, 0xFFFFFFFE, 0, 0)
    return header.ljust(_SECTOR, b"\xff") + table + folder.ljust(_SECTOR, b"\0") + stream


def _entry(name: str, kind: int, start: int, size: int, child: int = -1) -> bytes:
    spelled = (name + "\0").encode("utf-16-le")
    links = struct.pack("<iii", -1, -1, child)
    tail = links + bytes(36) + struct.pack("<IQ", start, size)
    return spelled.ljust(64, b"\0") + struct.pack("<HBB", len(spelled), kind, 1) + tail
