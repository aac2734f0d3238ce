"""The centre card on paper: the digits by which a worker knows that a card file is really the centre's."""

from dataclasses import dataclass
from datetime import date

from app.printing.blocks import Fact, facts, paragraph, picture
from app.printing.groups import groups
from app.printing.look import NORMAL
from app.printing.opening import opening, plain
from app.printing.phrase import PaperLanguage, Voice
from app.printing.press import Imprint, printed
from app.printing.qr import squares
from app.printing.sheet import Sheet
from app.printing.tagged import Element

CODE = 200.0  # a card's code holds much text; its squares must stay large


@dataclass(frozen=True, slots=True, kw_only=True)
class CentreCardPaper:
    """A centre's name, its fingerprint in groups of digits, and the text its QR code carries ("" for no code)."""

    centre: str
    fingerprint: tuple[str, ...]
    code: str
    printed_on: date
    language: PaperLanguage = PaperLanguage.TK


def render(paper: CentreCardPaper) -> bytes:
    """Return the centre card as a tagged PDF of one page; it holds nothing secret."""
    voice = Voice(language=PaperLanguage(paper.language))
    sheet = Sheet(NORMAL, Element("Document", language=voice.language.languages[0]))
    opening(sheet, voice, voice.tr("Centre card"))
    known = [
        Fact(caption=voice.tr("Centre"), value=plain(paper.centre), hand=sheet.look.large),
        Fact(caption=voice.tr("Printed on"), value=voice.day(paper.printed_on), hand=sheet.look.text),
    ]
    facts(sheet, sheet.root, known)
    sheet.skip(sheet.look.body)
    groups(sheet, sheet.root, paper.fingerprint)
    _advice(sheet, paper, voice)
    return printed(sheet, Imprint(day=paper.printed_on, mark="", voice=voice))


def _advice(sheet: Sheet, paper: CentreCardPaper, voice: Voice) -> None:
    for sentence in (
        voice.tr(
            "When you bring the centre's card to your laptop, the program asks for two of these groups."
        ),
        voice.tr("Type them from this paper only. If they do not fit, stop and call your centre."),
    ):
        paragraph(sheet, sheet.root, sentence, sheet.look.text)
        sheet.skip(sheet.look.body * 0.5)
    if paper.code:
        sheet.skip(sheet.look.body)
        sheet.need(CODE)
        alternative = voice.tr("Code of the card of {centre}", centre=paper.centre)[0].text
        picture(sheet.place, sheet.root, squares(paper.code), alternative, CODE)
        sheet.y += CODE
