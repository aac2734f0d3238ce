"""How a support plan is laid out: who, the client's own words, goals, steps, whom to call, rights, signatures, slip."""

from typing import TYPE_CHECKING

from app.printing.blocks import Fact, facts, heading, numbered, paragraph
from app.printing.look import CARPET, LARGE, NORMAL, SAND, Hand
from app.printing.opening import opening, plain
from app.printing.panel import panel
from app.printing.phrase import Part, Phrase, Voice
from app.printing.rights import SHORT, rights
from app.printing.sheet import Sheet
from app.printing.signing import signatures
from app.printing.slip import at_bottom, moment, slip
from app.printing.table import Cell, Column, table
from app.printing.tagged import Element

if TYPE_CHECKING:
    from app.printing.plan import SupportPlanPaper

BOX_TO_TICK = "☐"


def laid_out(paper: "SupportPlanPaper", voice: Voice) -> Sheet:
    """Return the plan's pages, ready for the press."""
    root = Element("Document", language=voice.language.languages[0])
    sheet = Sheet(LARGE if paper.large_print else NORMAL, root)
    _opening(sheet, paper, voice)
    _own_words(sheet, paper, voice)
    _goals(sheet, paper, voice)
    _steps(sheet, paper, voice)
    _contacts(sheet, paper, voice)
    _rights(sheet, paper, voice)
    _closing(sheet, paper, voice)
    return sheet


def _opening(sheet: Sheet, paper: "SupportPlanPaper", voice: Voice) -> None:
    opening(sheet, voice, voice.tr("Support plan"), paper.case_number)
    look = sheet.look
    known = [
        Fact(caption=voice.tr("Name"), value=plain(paper.client_name), hand=look.large),
        Fact(caption=voice.tr("Written on"), value=voice.day(paper.written_on), hand=look.text),
        Fact(caption=voice.tr("Plan period"), value=_period(paper, voice), hand=look.text),
    ]
    facts(sheet, sheet.root, known)


def _period(paper: "SupportPlanPaper", voice: Voice) -> Phrase:
    first, last = paper.period_from, paper.period_until
    if first and last:
        return voice.each(lambda words: f"{words.date(first)} – {words.date(last)}")
    return voice.day(first or last)


def _own_words(sheet: Sheet, paper: "SupportPlanPaper", voice: Voice) -> None:
    if not paper.client_words.strip():
        return
    sheet.skip(sheet.look.body)
    sheet.need(5 * sheet.look.heading.leading)
    with panel(sheet, SAND, bar=CARPET):
        section = sheet.root.add("Sect")
        paragraph(sheet, section, voice.tr("In your own words"), sheet.look.quiet, role="H2")
        quoted = (Part(language="", text=f"«{paper.client_words.strip()}»"),)
        paragraph(sheet, section.add("BlockQuote"), quoted, _spoken(sheet))


def _spoken(sheet: Sheet) -> Hand:
    return Hand(size=sheet.look.body * 1.15)


def _goals(sheet: Sheet, paper: "SupportPlanPaper", voice: Voice) -> None:
    if not paper.goals:
        return
    section = sheet.root.add("Sect")
    heading(sheet, section, voice.tr("Goals"))
    caption = voice.tr("How we will know that it is reached:")
    goals = [(voice.told(goal.goal), caption, voice.told(goal.indicator)) for goal in paper.goals]
    numbered(sheet, section, goals)


def _steps(sheet: Sheet, paper: "SupportPlanPaper", voice: Voice) -> None:
    if not paper.services:
        return
    section = sheet.root.add("Sect")
    heading(sheet, section, voice.tr("Who does what by when"))
    columns = [
        Column(head=voice.tr("What"), share=0.46),
        Column(head=voice.tr("Who"), share=0.29),
        Column(head=voice.tr("By when"), share=0.25),
    ]
    rows = [
        (
            Cell(phrase=voice.told(step.what), sign=BOX_TO_TICK),
            Cell(phrase=voice.told(step.who)),
            Cell(phrase=voice.day(step.by)),
        )
        for step in paper.services
    ]
    table(sheet, section, columns, rows)


def _contacts(sheet: Sheet, paper: "SupportPlanPaper", voice: Voice) -> None:
    look, worker = sheet.look, paper.worker
    known = [
        Fact(caption=voice.tr("Your worker"), value=plain(worker.name), hand=look.large),
        Fact(caption=voice.tr("Post"), value=voice.told(worker.role), hand=look.text),
        Fact(caption=voice.tr("Telephone"), value=plain(worker.phone), hand=look.large),
        Fact(caption=voice.tr("Office"), value=voice.told(worker.office), hand=look.text),
        Fact(caption=voice.tr("Next visit"), value=_visit(paper, voice), hand=look.large),
        Fact(caption=voice.tr("Plan review"), value=voice.day(paper.next_review), hand=look.text),
    ]

    def write(place: Sheet, parent: Element) -> None:
        heading(place, parent, voice.tr("Your worker and the next dates"))
        with panel(place, SAND):
            facts(place, parent, known)

    sheet.keep(sheet.root.add("Sect"), write)


def _visit(paper: "SupportPlanPaper", voice: Voice) -> Phrase:
    return moment(voice, paper.next_visit) if paper.next_visit else ()


def _rights(sheet: Sheet, paper: "SupportPlanPaper", voice: Voice) -> None:
    sentences = (
        voice.tr("You take part of your own free will. You may withdraw from this plan at any time."),
        voice.tr("You may ask what is written about you and have mistakes corrected."),
    )
    sheet.keep(sheet.root.add("Sect"), rights(voice, sentences, paper.complaints), share=SHORT)


def _closing(sheet: Sheet, paper: "SupportPlanPaper", voice: Voice) -> None:
    agreed = voice.tr("I know this plan and I agree with it.")
    signers = (
        voice.tr("Client: signature, or thumb print in the frame"),
        voice.tr("Witness of the thumb print: name and signature"),
        voice.tr("Worker: signature"),
    )
    sign = signatures(voice, agreed, signers)
    keep = slip(voice, paper.case_number, paper.next_visit, paper.worker)
    section = sheet.root.add("Sect")
    sheet.need(sheet.height_of(sign) + sheet.height_of(keep) + sheet.look.body * 4)
    heading(sheet, section, voice.tr("Signatures"))
    sign(sheet, section)
    at_bottom(sheet, sheet.root, keep)
