"""The recovery sheet: printed once when a vault is made, kept far from the laptop, opens it if the password is lost."""

from dataclasses import dataclass
from datetime import date

from app.printing.blocks import Fact, facts, paragraph
from app.printing.groups import groups
from app.printing.look import NORMAL
from app.printing.opening import opening, plain
from app.printing.phrase import PaperLanguage, Voice
from app.printing.press import Imprint, printed
from app.printing.sheet import Sheet
from app.printing.tagged import Element


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class RecoverySheetPaper:
    """The eight groups of a vault's recovery code; `keeper` says in neutral words whose laptop it is."""

    groups: tuple[str, ...]
    keeper: str
    printed_on: date
    language: PaperLanguage = PaperLanguage.TK


def render(paper: RecoverySheetPaper) -> bytes:
    """Return the recovery sheet as a tagged PDF of one page. It opens a vault: print it, never store it."""
    voice = Voice(language=PaperLanguage(paper.language))
    sheet = Sheet(NORMAL, Element("Document", language=voice.language.languages[0]))
    opening(sheet, voice, voice.tr("Recovery sheet"))
    _about(sheet, paper, voice)
    groups(sheet, sheet.root, paper.groups)
    for sentence in (
        voice.tr("If the password is forgotten, these groups open the records on the laptop."),
        voice.tr("Whoever holds this sheet can open them."),
        voice.tr(
            "Keep it locked away, never in the laptop's bag. Do not photograph it or copy it to a computer."
        ),
    ):
        paragraph(sheet, sheet.root, sentence, sheet.look.text)
        sheet.skip(sheet.look.body * 0.5)
    return printed(sheet, Imprint(day=paper.printed_on, mark="", voice=voice))


def _about(sheet: Sheet, paper: RecoverySheetPaper, voice: Voice) -> None:
    known = [
        Fact(caption=voice.tr("Laptop of"), value=plain(paper.keeper), hand=sheet.look.large),
        Fact(caption=voice.tr("Printed on"), value=voice.day(paper.printed_on), hand=sheet.look.text),
    ]
    facts(sheet, sheet.root, known)
    sheet.skip(sheet.look.body)
