"""From a laid-out sheet to the bytes of a PDF."""

import io
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from app.printing.fonts import Weight, clean, face
from app.printing.look import Colour
from app.printing.phrase import Voice
from app.printing.sheet import FOOT, HEIGHT, MARGIN, WIDTH, Box, Ink, Page, Sheet, Squares
from app.printing.tagged import ARTIFACT, Element, Tagger

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

TITLE = "Goldaw"  # neutral on purpose: a file's title shows in windows and print queues


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What surrounds the content: the day the paper bears, its mark at the foot, and who speaks."""

    day: date
    mark: str
    voice: Voice


def printed(sheet: Sheet, imprint: Imprint, tagger: type[Tagger] = Tagger) -> bytes:
    """Return the sheet as a tagged PDF; the same sheet and day give the same bytes.

    `tagger` is replaced only to measure what the tags cost.
    """
    file = io.BytesIO()
    canvas = _canvas(file, imprint.day)
    tags = tagger(canvas)
    for number, page in enumerate(sheet.pages, start=1):
        _paint(canvas, tags, page)
        _foot(canvas, tags, sheet, imprint, number)
        tags.turn()
    tags.finish(sheet.root, imprint.voice.language.languages[0])
    canvas.save()
    return file.getvalue()


def _canvas(file: io.BytesIO, day: date) -> "Canvas":
    from reportlab import rl_config
    from reportlab.pdfgen.canvas import Canvas

    rl_config.useA85 = 0  # bytes as they are: a quarter smaller than as letters
    letters = face(Weight.REGULAR).name  # else Helvetica, which is not embedded, would be named in the file
    canvas = Canvas(
        file,
        pagesize=(WIDTH, HEIGHT),
        pageCompression=1,
        invariant=1,
        pdfVersion=(1, 7),
        initialFontName=letters,  # type: ignore[arg-type]  # the stub says float
    )
    canvas.setTitle(TITLE)
    canvas.setAuthor(TITLE)
    canvas.setCreator(TITLE)
    canvas.setSubject("")
    moment = f"D:{day:%Y%m%d}000000Z"
    canvas.setDateFormatter(lambda *_now: moment)
    return canvas


def _paint(canvas: "Canvas", tags: Tagger, page: Page) -> None:
    if page.boxes:
        tags.decorate()
        for box in page.boxes:
            _box(canvas, box)
        tags.end()
    for element, marks in groupby(page.marks, key=lambda mark: mark.element):
        if element.role == ARTIFACT:
            tags.decorate()
        else:
            tags.begin(element)
        for mark in marks:
            if isinstance(mark, Ink):
                _ink(canvas, mark)
            else:
                _squares(canvas, mark)
        tags.end()


def _foot(canvas: "Canvas", tags: Tagger, sheet: Sheet, imprint: Imprint, number: int) -> None:
    hand = sheet.look.foot
    nowhere = Element(ARTIFACT)
    baseline = HEIGHT - FOOT / 2
    phrase = imprint.voice.tr("Page {page} of {pages}", page=number, pages=len(sheet.pages))
    count = clean(" · ".join(part.text for part in phrase))
    left = WIDTH - MARGIN - face(hand.weight).width(count, hand.size)
    tags.decorate()
    _ink(canvas, Ink(element=nowhere, x=MARGIN, y=baseline, text=clean(imprint.mark), hand=hand))
    _ink(canvas, Ink(element=nowhere, x=left, y=baseline, text=count, hand=hand))
    tags.end()


def _ink(canvas: "Canvas", ink: Ink) -> None:
    _fill(canvas, ink.hand.colour)
    canvas.setFont(face(ink.hand.weight).name, ink.hand.size)
    canvas.drawString(ink.x, HEIGHT - ink.y, ink.text)


def _box(canvas: "Canvas", box: Box) -> None:
    if box.fill:
        _fill(canvas, box.fill)
    if box.edge:
        canvas.setStrokeColorRGB(box.edge.red, box.edge.green, box.edge.blue)
        canvas.setLineWidth(0.8)
        canvas.setDash([box.dash, box.dash] if box.dash else [])
    bottom = HEIGHT - box.y - box.height
    if not box.height:
        canvas.line(box.x, bottom, box.x + box.width, bottom)
        return
    canvas.roundRect(
        box.x, bottom, box.width, box.height, box.radius, stroke=int(bool(box.edge)), fill=int(bool(box.fill))
    )


def _squares(canvas: "Canvas", picture: Squares) -> None:
    side = picture.size / len(picture.rows)
    path = canvas.beginPath()
    for down, row in enumerate(picture.rows):
        column = 0
        for dark, run in groupby(row):
            length = len(list(run))
            if dark:
                top = HEIGHT - picture.y - (down + 1) * side
                path.rect(picture.x + column * side, top, length * side, side)
            column += length
    canvas.setFillColorRGB(0, 0, 0)
    canvas.drawPath(path, stroke=0, fill=1)


def _fill(canvas: "Canvas", colour: Colour) -> None:
    canvas.setFillColorRGB(colour.red, colour.green, colour.blue)
