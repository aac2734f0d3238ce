"""The pieces papers are made of: headings, paragraphs, facts, numbered lists, lines to sign on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.printing.fonts import Weight, clean, face
from app.printing.look import QUIET, Hand
from app.printing.paragraph import lines
from app.printing.phrase import Phrase
from app.printing.sheet import HEIGHT, Box, Place, Sheet, Squares
from app.printing.tagged import Element


def voices(element: Element, phrase: Phrase, hand: Hand) -> Iterator[tuple[Element, str, Hand]]:
    """Yield each language of `phrase` with the element that names it; languages after the first are quieter."""
    if len(phrase) == 1:
        element.language = phrase[0].language or element.language
        yield element, phrase[0].text, hand
        return
    for index, part in enumerate(phrase):
        quieter = replace(hand, weight=Weight.REGULAR, colour=QUIET) if index else hand
        yield element.add("Span", language=part.language), part.text, quieter


def paragraph(
    sheet: Sheet, parent: Element, phrase: Phrase, hand: Hand, *, role: str = "P", indent: float = 0
) -> None:
    """Write a paragraph, one language below the other."""
    if not phrase:
        return
    for element, text, voice in voices(parent.add(role), phrase, hand):
        folded = lines(text, voice.weight, voice.size, sheet.width - indent)
        sheet.write(element, folded, voice, indent=indent)


def heading(sheet: Sheet, parent: Element, phrase: Phrase) -> None:
    """Write a section's heading, never as the last line of a page."""
    hand = sheet.look.heading
    sheet.skip(sheet.look.body)
    sheet.need(hand.leading * len(phrase) + sheet.look.text.leading * 3)
    block = parent.add("H2")
    for element, text, voice in voices(block, phrase, hand):
        smaller = voice if voice is hand else replace(voice, size=sheet.look.body)
        sheet.write(element, lines(text, smaller.weight, smaller.size, sheet.width), smaller)
    sheet.skip(sheet.look.body * 0.3)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A caption and what it stands for."""

    caption: Phrase
    value: Phrase
    hand: Hand


def facts(sheet: Sheet, parent: Element, known: Sequence[Fact]) -> None:
    """Write captions in one column and their values in another, the empty ones left out."""
    shown = [fact for fact in known if fact.value]
    widest = max((_caption_width(sheet, fact.caption) for fact in shown), default=0)
    for fact in shown:
        _fact(sheet, parent, fact, min(widest + sheet.look.body, sheet.width * 0.42))


def _fact(sheet: Sheet, parent: Element, fact: Fact, indent: float) -> None:
    quiet, value = sheet.look.quiet, fact.hand
    captions = [lines(part.text + ":", quiet.weight, quiet.size, indent - 6) for part in fact.caption]
    sheet.need(max(value.leading * len(fact.value), quiet.leading * sum(map(len, captions))))
    block, page = parent.add("P"), sheet.page
    below = sheet.y + value.ascent - quiet.ascent  # both baselines on one line
    for (element, _text, _voice), folded in zip(
        voices(block.add("Span"), fact.caption, quiet), captions, strict=True
    ):
        for line in folded:
            sheet.ink(element, sheet.left, below, line.rstrip() + " ", quiet)
            below += quiet.leading
    for element, text, voice in voices(block.add("Span"), fact.value, value):
        sheet.write(
            element, lines(text, voice.weight, voice.size, sheet.width - indent), voice, indent=indent
        )
    sheet.y = max(sheet.y, below) if sheet.page is page else sheet.y
    sheet.skip(sheet.look.body * (0.25 if len(fact.caption) > 1 else 0.1))


def _caption_width(sheet: Sheet, caption: Phrase) -> float:
    hand = sheet.look.quiet
    return max(face(hand.weight).width(clean(part.text) + ": ", hand.size) for part in caption)


def numbered(sheet: Sheet, parent: Element, items: Sequence[tuple[Phrase, Phrase, Phrase]]) -> None:
    """Write a numbered list: what, then a caption and what belongs to it, where there is any."""
    listing = parent.add("L", attributes="/O /List /ListNumbering /Decimal")
    indent = face(Weight.SEMIBOLD).width(f"{len(items)}.", sheet.look.large.size) + sheet.look.body * 0.6
    for number, (what, caption, detail) in enumerate(items, start=1):
        sheet.need(sheet.look.text.leading * min(4, len(what) + len(caption) + len(detail)))
        item = listing.add("LI")
        label = replace(sheet.look.strong, colour=sheet.look.heading.colour)
        sheet.ink(item.add("Lbl"), sheet.left, sheet.y, f"{number}. ", label)
        body = item.add("LBody")
        paragraph(sheet, body, what, sheet.look.strong, indent=indent)
        if detail:
            _detail(sheet, body, caption, detail, indent)
        sheet.skip(sheet.look.body * 0.5)


def _detail(sheet: Sheet, body: Element, caption: Phrase, detail: Phrase, indent: float) -> None:
    """Write caption and detail on one line where both fit, else one below the other."""
    hand, room = sheet.look.text, sheet.width - indent
    together = " ".join(clean(part.text) for part in (*caption, *detail))
    if (
        len(caption) + len(detail) > 2
        or "\n" in together
        or face(hand.weight).width(together, hand.size) > room
    ):
        paragraph(sheet, body, caption, sheet.look.quiet, indent=indent)
        paragraph(sheet, body, detail, hand, indent=indent)
        return
    sheet.need(hand.leading)
    block, x = body.add("P"), sheet.left + indent
    for phrase, voice in ((caption, sheet.look.quiet), (detail, hand)):
        text = clean(phrase[0].text) + " "
        sheet.ink(block.add("Span", language=phrase[0].language), x, sheet.y, text, voice)
        x += face(voice.weight).width(text, voice.size)
    sheet.y += hand.leading


def picture(
    place: Place, parent: Element, rows: tuple[tuple[bool, ...], ...], alternative: str, size: float
) -> None:
    """Draw a picture of squares in a place kept for it; the place for the next line stays."""
    x, y = place.right - size, place.top
    # A bounding box is measured from the bottom of the page (ISO 32000-1, 14.8.5.4.3).
    bounds = " ".join(f"{edge:.1f}" for edge in (x, HEIGHT - y - size, x + size, HEIGHT - y))
    figure = parent.add("Figure", alternative=alternative, attributes=f"/O /Layout /BBox [{bounds}]")
    place.page.marks.append(Squares(element=figure, x=x, y=y, size=size, rows=rows))


def line_to_fill(sheet: Sheet, parent: Element, caption: Phrase, *, width: float, above: float = 30) -> None:
    """Leave room to write, draw a line, and say beneath it what belongs there."""
    sheet.y += above
    line = Box(x=sheet.left, y=sheet.y, width=width, height=0.8, fill=sheet.look.text.colour)
    sheet.page.boxes.append(line)
    sheet.y += 2
    block = parent.add("P")
    for element, text, voice in voices(block, caption, sheet.look.quiet):
        sheet.write(element, lines(text, voice.weight, voice.size, width), voice)
