"""How every paper begins: its title, the case number and the number's code."""

from app.printing.blocks import Fact, facts, paragraph, picture
from app.printing.look import CARPET
from app.printing.phrase import Part, Phrase, Said, Voice
from app.printing.qr import squares
from app.printing.sheet import Box, Place, Sheet
from app.printing.tagged import Element

CODE = 76.0
"""The side of a code in points: 27 mm, large enough for an old telephone's camera."""


def opening(sheet: Sheet, voice: Voice, title: Phrase, case_number: str = "") -> None:
    """Write a paper's title and, where there is one, the case number with its code."""
    corner = sheet.place
    sheet.right -= CODE + 20
    paragraph(sheet, sheet.root, title, sheet.look.title, role="H1")
    number = Fact(caption=voice.tr("Case number"), value=plain(case_number), hand=sheet.look.strong)
    facts(sheet, sheet.root, [number])
    sheet.right, sheet.y = corner.right, sheet.y + 6
    if case_number:
        code(corner, sheet.root, voice, case_number)
        sheet.y = max(sheet.y, corner.top + CODE + 10)
    sheet.page.boxes.append(Box(x=sheet.left, y=sheet.y, width=sheet.width, height=2, fill=CARPET))
    sheet.y += 12


def code(place: Place, parent: Element, voice: Voice, case_number: str) -> None:
    """Draw the case number as a QR code at the right edge."""
    said = voice.tr("Code of case number {number}", number=case_number)
    picture(place, parent, squares(case_number), said[0].text, CODE)


def plain(*texts: Said) -> Phrase:
    """Return names and numbers on one line, said the same way in every language."""
    shown = [text for text in texts if isinstance(text, str) and text.strip()]
    return (Part(language="", text=" · ".join(shown)),) if shown else ()
