"""What a client may do: said on every paper a client signs."""

from app.printing.blocks import Fact, facts, heading, paragraph
from app.printing.phrase import Phrase, Said, Voice
from app.printing.sheet import Block, Sheet
from app.printing.tagged import Element

SHORT = 0.25
"""The share of a page up to which the rights stay together; in large print they may flow, and save a page."""


def rights(voice: Voice, sentences: tuple[Phrase, ...], complaints: Said) -> Block:
    """Return the block with the rights, one sentence below the other, and where to complain."""

    def write(sheet: Sheet, parent: Element) -> None:
        heading(sheet, parent, voice.tr("Your rights"))
        for sentence in sentences:
            paragraph(sheet, parent, sentence, sheet.look.text)
            sheet.skip(sheet.look.body * 0.3)
        where = voice.told(complaints)
        caption = voice.tr("To complain, call or write to")
        facts(sheet, parent, [Fact(caption=caption, value=where, hand=sheet.look.text)])

    return write
