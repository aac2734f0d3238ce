"""Tagged PDF on a reportlab canvas: headings, lists, tables and pictures that a screen reader can follow.

reportlab 5.1 writes no structure. PDF (ISO 32000-1, 14.6 to 14.8) asks for three things: marked content in the page
streams (`BDC` … `EMC` with a number), a tree of structure elements that point at those numbers, and a table (the
parent tree) that leads from a page's numbers back to the elements. This module writes all three.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from reportlab.pdfbase.pdfdoc import PDFDocument
    from reportlab.pdfgen.canvas import Canvas


ARTIFACT = "Artifact"
"""The role of ink that says nothing new (a repeated table head, the foot): a screen reader passes over it."""


class Mark(NamedTuple):
    """A piece of marked content: its page (from 0) and its number on that page."""

    page: int
    number: int


@dataclass(slots=True, eq=False)
class Element:
    """A part of the document as a reader meets it; `role` is a standard structure type (ISO 32000-1, 14.8.4)."""

    role: str
    language: str = ""
    alternative: str = ""
    attributes: str = ""
    children: list["Element | Mark"] = field(default_factory=list)

    def add(self, role: str, *, language: str = "", alternative: str = "", attributes: str = "") -> "Element":
        """Return a new element, read after everything this one already holds."""
        child = Element(role, language, alternative, attributes)
        self.children.append(child)
        return child

    def walk(self) -> Iterator["Element"]:
        """Yield this element and all below it, in reading order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()


class Tagger:
    """Numbers the marked content of a canvas page by page and writes the structure tree at the end."""

    def __init__(self, canvas: "Canvas") -> None:
        self._canvas = canvas
        self._pages: list[list[Element]] = [[]]

    def begin(self, element: Element) -> None:
        """Start content that belongs to `element`."""
        owners = self._pages[-1]
        element.children.append(Mark(len(self._pages) - 1, len(owners)))
        self._write(f"/{element.role} <</MCID {len(owners)}>> BDC")
        owners.append(element)

    def decorate(self) -> None:
        """Start content a screen reader passes over: rules, boxes, the foot of the page."""
        self._write("/Artifact BMC")

    def end(self) -> None:
        """End the content started last."""
        self._write("EMC")

    def turn(self) -> None:
        """Finish the page."""
        self._canvas.showPage()
        self._pages.append([])

    def finish(self, root: Element, language: str) -> None:
        """Write the structure tree below `root`, after the last page."""
        document: PDFDocument = self._canvas._doc  # type: ignore[attr-defined]
        _Tree(document, self._pages[:-1]).write(root)
        catalogue = document.Catalog  # type: ignore[attr-defined]
        catalogue.MarkInfo = b"<</Marked true>>"
        catalogue.ViewerPreferences = b"<</DisplayDocTitle true>>"
        catalogue.Lang = _text(language)

    def _write(self, operator: str) -> None:
        self._canvas._code.append(operator)  # type: ignore[attr-defined]


@dataclass(slots=True)
class _Tree:
    """The structure tree as indirect objects; kept as finished bytes, for there are hundreds of small ones."""

    document: "PDFDocument"
    owners: list[list[Element]]
    places: dict[int, int] = field(default_factory=dict)

    def write(self, root: Element) -> None:
        top = self._reserve()
        elements = list(root.walk())
        for element in elements:
            self.places[id(element)] = self._reserve()
        self._fill(root, top, "")
        numbers = " ".join(f"{page} {self._page_owners(owned)} 0 R" for page, owned in enumerate(self.owners))
        tree = self._reserve(f"<</Nums [{numbers}]>>")
        self._put(
            top,
            f"<</Type /StructTreeRoot /K {self.places[id(root)]} 0 R /ParentTree {tree} 0 R "
            f"/ParentTreeNextKey {len(self.owners)}>>",
        )
        self.document.Catalog.StructTreeRoot = f"{top} 0 R"  # type: ignore[attr-defined]
        self._number_pages()

    def _fill(self, element: Element, parent: int, spoken: str) -> None:
        here = self.places[id(element)]
        language = element.language or spoken
        parts = [f"<</Type /StructElem /S /{element.role} /P {parent} 0 R"]
        if language != spoken:
            parts.append(f"/Lang {_text(language)}")
        if element.alternative:
            parts.append(f"/Alt {_text(element.alternative)}")
        if element.attributes:
            parts.append(f"/A <<{element.attributes}>>")
        parts.append(f"/K [{' '.join(self._kid(child) for child in element.children)}]>>")
        self._put(here, " ".join(parts))
        for child in element.children:
            if isinstance(child, Element):
                self._fill(child, here, language)

    def _kid(self, child: Element | Mark) -> str:
        if isinstance(child, Element):
            return f"{self.places[id(child)]} 0 R"
        return f"<</Type /MCR /Pg {self._page(child.page)} 0 R /MCID {child.number}>>"

    def _page_owners(self, owned: list[Element]) -> int:
        return self._reserve(f"[{' '.join(f'{self.places[id(element)]} 0 R' for element in owned)}]")

    def _number_pages(self) -> None:
        for index, page in enumerate(self.document.Pages.pages):  # type: ignore[attr-defined]
            page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
            page.StructParents = index
            page.Tabs = "/S"

    def _page(self, index: int) -> int:
        name = self.document.Pages.pages[index].__InternalName__  # type: ignore[attr-defined]
        return self.document.idToObjectNumberAndVersion[name][0]

    def _reserve(self, content: str = "null") -> int:
        number = self.document.objectcounter + 1
        self.document.Reference(content.encode("ascii"), f"structure{number}")  # type: ignore[no-untyped-call]
        return number

    def _put(self, number: int, content: str) -> None:
        self.document.idToObject[f"structure{number}"] = content.encode("ascii")  # type: ignore[assignment]


def _text(text: str) -> str:
    """Return a PDF text string that holds any letter."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"
