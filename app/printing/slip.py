"""The slip a client tears off and keeps: the next visit and whom to call, with a number instead of a name."""

from typing import TYPE_CHECKING

from app.printing.blocks import Fact, facts, line_to_fill, paragraph
from app.printing.look import QUIET
from app.printing.opening import CODE, code, plain
from app.printing.phrase import Part, Phrase, Voice
from app.printing.sheet import Block, Box, Sheet
from app.printing.tagged import Element

if TYPE_CHECKING:
    from app.printing.plan import Appointment, Contact


def slip(voice: Voice, case_number: str, visit: "Appointment | None", worker: "Contact") -> Block:
    """Return the block below the line to tear along; without a date it leaves a line to write one on."""

    def write(sheet: Sheet, parent: Element) -> None:
        _tear(sheet, parent, voice)
        section, corner = parent.add("Sect"), sheet.place
        sheet.right -= CODE + 20
        paragraph(sheet, section, voice.tr("Your next visit"), sheet.look.heading, role="H2")
        _when(sheet, section, voice, visit)
        paragraph(sheet, section, plain(worker.name, worker.phone), sheet.look.strong)
        number = Fact(caption=voice.tr("Case number"), value=plain(case_number), hand=sheet.look.strong)
        facts(sheet, section, [number])
        sheet.right = corner.right
        if case_number:
            code(corner, section, voice, case_number)
        if sheet.page is corner.page:
            sheet.y = max(sheet.y, corner.top + CODE + 6)

    return write


def at_bottom(sheet: Sheet, parent: Element, block: Block) -> None:
    """Put `block` at the bottom of this page, or of the next one when there is no room."""
    height = sheet.height_of(block)
    sheet.need(height)
    sheet.y = max(sheet.y, sheet.bottom - height)
    block(sheet, parent)


def _tear(sheet: Sheet, parent: Element, voice: Voice) -> None:
    sheet.y += 10
    line = Box(x=0, y=sheet.y, width=sheet.left + sheet.right, height=0, edge=QUIET, dash=5)
    sheet.page.boxes.append(line)
    sheet.y += 6
    together = " · ".join(part.text for part in voice.tr("Tear off here and keep"))
    paragraph(sheet, parent, (Part(language="", text=together),), sheet.look.foot)
    sheet.y += 6


def _when(sheet: Sheet, parent: Element, voice: Voice, visit: "Appointment | None") -> None:
    if visit is None:
        line_to_fill(sheet, parent, voice.tr("Date and time"), width=sheet.width * 0.55)
        return
    paragraph(sheet, parent, moment(voice, visit), sheet.look.large)
    paragraph(sheet, parent, voice.told(visit.place), sheet.look.text)


def moment(voice: Voice, visit: "Appointment") -> Phrase:
    """Return the day of a visit and its time, where one is agreed."""
    clock = f", {visit.at:%H:%M}" if visit.at else ""
    return tuple(Part(language=part.language, text=part.text + clock) for part in voice.day(visit.day))
