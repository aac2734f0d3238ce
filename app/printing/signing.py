"""Where people put their names: lines to sign on, a place for a thumb print, and a witness for it."""

from app.printing.blocks import line_to_fill, paragraph
from app.printing.look import QUIET
from app.printing.phrase import Phrase, Voice
from app.printing.sheet import Block, Box, Sheet
from app.printing.tagged import Element

THUMB_WIDTH, THUMB_HEIGHT = 96.0, 112.0
GAP = 28.0


def signatures(voice: Voice, agreed: Phrase, signers: tuple[Phrase, ...]) -> Block:
    """Return the block with a sentence, one line per signer and the place for a thumb print beside them."""

    def write(sheet: Sheet, parent: Element) -> None:
        paragraph(sheet, parent, agreed, sheet.look.text)
        top, right = sheet.y + 10, sheet.right
        sheet.right -= THUMB_WIDTH + GAP
        for signer in signers:
            line_to_fill(sheet, parent, signer, width=sheet.width)
        sheet.right, below = right, sheet.y
        _thumb(sheet, parent, voice, top)
        sheet.y = max(sheet.y, below)

    return write


def _thumb(sheet: Sheet, parent: Element, voice: Voice, top: float) -> None:
    left, sheet.left = sheet.left, sheet.right - THUMB_WIDTH
    frame = Box(x=sheet.left, y=top, width=THUMB_WIDTH, height=THUMB_HEIGHT, edge=QUIET, radius=14, dash=3)
    sheet.page.boxes.append(frame)
    sheet.y = top + THUMB_HEIGHT + 4
    paragraph(sheet, parent, voice.tr("Thumb print"), sheet.look.quiet)
    line_to_fill(sheet, parent, voice.tr("Date"), width=THUMB_WIDTH, above=26)
    sheet.left = left
