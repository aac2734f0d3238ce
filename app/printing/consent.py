"""The consent on paper: what for, to whom, until when; said in both languages, signed or marked with a thumb."""

from dataclasses import dataclass
from datetime import date

from app.printing.blocks import Fact, facts, heading, paragraph
from app.printing.look import LARGE, NORMAL
from app.printing.opening import opening, plain
from app.printing.phrase import PaperLanguage, Said, Voice
from app.printing.press import Imprint, printed
from app.printing.sheet import Sheet
from app.printing.signing import signatures
from app.printing.table import Cell, Column, table
from app.printing.tagged import Element


@dataclass(frozen=True, slots=True, kw_only=True)
class Permission:
    """One thing a client is asked to allow, to whom it may go and until when."""

    purpose: Said
    recipient: Said = ""
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConsentPaper:
    """Everything a printed consent says; `given_by` names who speaks for the client, "" for the client's own word."""

    case_number: str
    client_name: str
    written_on: date
    permissions: tuple[Permission, ...]
    worker_name: str
    worker_phone: str = ""
    given_by: str = ""
    asks_child: bool = False
    complaints: Said = ""
    language: PaperLanguage = PaperLanguage.BOTH
    large_print: bool = False


def render(paper: ConsentPaper) -> bytes:
    """Return the consent as a tagged A4 PDF; the same paper gives the same bytes."""
    voice = Voice(language=PaperLanguage(paper.language))
    sheet = Sheet(
        LARGE if paper.large_print else NORMAL, Element("Document", language=voice.language.languages[0])
    )
    opening(sheet, voice, voice.say("Consent"), paper.case_number)
    _people(sheet, paper, voice)
    _permissions(sheet, paper, voice)
    _rights(sheet, paper, voice)
    _sign(sheet, paper, voice)
    return printed(sheet, Imprint(day=paper.written_on, mark=paper.case_number, voice=voice))


def _people(sheet: Sheet, paper: ConsentPaper, voice: Voice) -> None:
    look = sheet.look
    known = [
        Fact(caption=voice.say("Name"), value=plain(paper.client_name), hand=look.large),
        Fact(caption=voice.say("Given by"), value=plain(paper.given_by), hand=look.text),
        Fact(caption=voice.say("Written on"), value=voice.day(paper.written_on), hand=look.text),
        Fact(
            caption=voice.say("Your worker"),
            value=plain(paper.worker_name, paper.worker_phone),
            hand=look.text,
        ),
    ]
    facts(sheet, sheet.root, known)
    sheet.skip(look.body)
    promise = voice.say(
        "What you tell us is used to help you and is not passed on without your consent, "
        "except where the law demands it."
    )
    paragraph(sheet, sheet.root, promise, look.text)


def _permissions(sheet: Sheet, paper: ConsentPaper, voice: Voice) -> None:
    section = sheet.root.add("Sect")
    heading(sheet, section, voice.say("What I allow"))
    columns = [
        Column(head=voice.say("What for"), share=0.34),
        Column(head=voice.say("Who may receive it"), share=0.26),
        Column(head=voice.say("Until"), share=0.22),
        Column(head=voice.say("My answer"), share=0.18),
    ]
    answer = Cell(phrase=voice.say("☐ yes\n☐ no"))
    rows = [
        (
            Cell(phrase=voice.told(permission.purpose)),
            Cell(phrase=voice.told(permission.recipient)),
            Cell(phrase=voice.day(permission.until)),
            answer,
        )
        for permission in paper.permissions
    ]
    table(sheet, section, columns, rows)


def _rights(sheet: Sheet, paper: ConsentPaper, voice: Voice) -> None:
    section = sheet.root.add("Sect")
    heading(sheet, section, voice.say("Your rights"))
    for phrase in (
        voice.say(
            "You may say no to any line. You may withdraw your consent at any time, in words or in writing."
        ),
        voice.say(
            "After that nothing more is passed on. You may ask what is written about you and have it corrected."
        ),
    ):
        paragraph(sheet, section, phrase, sheet.look.text)
        sheet.skip(sheet.look.body * 0.3)
    caption = voice.say("To complain, call or write to")
    facts(sheet, section, [Fact(caption=caption, value=voice.told(paper.complaints), hand=sheet.look.text)])


def _sign(sheet: Sheet, paper: ConsentPaper, voice: Voice) -> None:
    speaker = (
        voice.say("For the client: signature, or thumb print in the frame")
        if paper.given_by
        else voice.say("Client: signature, or thumb print in the frame")
    )
    child = (voice.say("Child, who was asked: name or mark"),) if paper.asks_child else ()
    witness = voice.say("Witness of the thumb print: name and signature")
    agreed = voice.say("This was read to me in a language I understand, and I could ask questions.")
    sign = signatures(voice, agreed, (speaker, *child, witness, voice.say("Worker: signature")))

    def write(place: Sheet, parent: Element) -> None:
        heading(place, parent, voice.say("Signatures"))
        sign(place, parent)

    sheet.keep(sheet.root.add("Sect"), write)
