"""A PDF's pages as pictures, for looking at a paper before it is printed."""

from contextlib import closing
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Page:
    """A page as pixels: `width` × `height`, four bytes each (red, green, blue, alpha), rows from the top without gaps."""

    width: int
    height: int
    rgba: bytes


def pages(pdf: bytes, dpi: float) -> list[Page]:
    """Return every page of `pdf` drawn at `dpi` dots per inch, white beneath.

    Call it from one thread at a time: PDFium keeps state of its own.
    """
    import pypdfium2

    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return [_drawn(page, dpi / 72) for page in document]


def _drawn(page: object, scale: float) -> Page:
    import pypdfium2.raw

    bitmap = page.render(  # type: ignore[attr-defined]
        scale=scale, force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRA, rev_byteorder=True
    )
    with closing(bitmap):
        rows = bytes(bitmap.buffer)
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
    if stride != 4 * width:
        rows = b"".join(rows[row * stride : row * stride + 4 * width] for row in range(height))
    return Page(width=width, height=height, rgba=rows)
