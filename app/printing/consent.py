"""The consent on paper: what for, to whom, until when; said in both languages, signed or marked with a thumb."""

from dataclasses import dataclass
from datetime import date

from app.printing.blocks import Fact, facts, heading, paragraph
from app.printing.look import LARGE, NORMAL
from app.printing.opening import opening, plain
from app.printing.phrase import PaperLanguage, Part, Said, Voice
from app.printing.press import Imprint, printed
from app.printing.rights import SHORT, rights
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
    opening(sheet, voice, voice.tr("Consent"), paper.case_number)
    _people(sheet, paper, voice)
    _permissions(sheet, paper, voice)
    _rights(sheet, paper, voice)
    _sign(sheet, paper, voice)
    return printed(sheet, Imprint(day=paper.written_on, mark=paper.case_number, voice=voice))


def _people(sheet: Sheet, paper: ConsentPaper, voice: Voice) -> None:
    look = sheet.look
    known = [
        Fact(caption=voice.tr("Name"), value=plain(paper.client_name), hand=look.large),
        Fact(caption=voice.tr("Given by"), value=plain(paper.given_by), hand=look.text),
        Fact(caption=voice.tr("Written on"), value=voice.day(paper.written_on), hand=look.text),
        Fact(
            caption=voice.tr("Your worker"),
            value=plain(paper.worker_name, paper.worker_phone),
            hand=look.text,
        ),
    ]
    facts(sheet, sheet.root, known)
    sheet.skip(look.body)
    promise = voice.tr(
        "What you tell us is used to help you and is not passed on without your consent, "
        "except where the law demands it."
    )
    paragraph(sheet, sheet.root, promise, look.text)


def _permissions(sheet: Sheet, paper: ConsentPaper, voice: Voice) -> None:
    section = sheet.root.add("Sect")
    heading(sheet, section, voice.tr("What I allow"))
    yes, no = (" · ".join(part.text for part in word) for word in (voice.tr("Yes"), voice.tr("No")))
    answer = Cell(
        phrase=(Part(language="", text=f"☐ {yes}\n☐ {no}"),)
    )  # one pair of boxes for both languages
    rows = [
        (
            Cell(phrase=voice.told(permission.purpose)),
            Cell(phrase=voice.told(permission.recipient)),
            Cell(phrase=voice.day(permission.until)),
            answer,
        )
        for permission in paper.permissions
    ]
    table(sheet, section, _columns(voice), rows)


def _columns(voice: Voice) -> tuple[Column, ...]:
    return (
        Column(head=voice.tr("What for"), share=0.32),
        Column(head=voice.tr("Who may receive it"), share=0.25),
        Column(head=voice.tr("Until"), share=0.21),
        Column(head=voice.tr("My answer"), share=0.22),
    )


def _rights(sheet: Sheet, paper: ConsentPaper, voice: Voice) -> None:
    sentences = (
        voice.tr(
            "You may say no to any line. You may withdraw your consent at any time, in words or in writing."
        ),
        voice.tr("After that nothing more is passed on."),
        voice.tr("You may ask what is written about you and have mistakes corrected."),
    )
    sheet.keep(sheet.root.add("Sect"), rights(voice, sentences, paper.complaints), share=SHORT)


def _sign(sheet: Sheet, paper: ConsentPaper, voice: Voice) -> None:
    speaker = (
        voice.tr("For the client: signature, or thumb print in the frame")
        if paper.given_by
        else voice.tr("Client: signature, or thumb print in the frame")
    )
    child = (voice.tr("Child, who was asked: name or mark"),) if paper.asks_child else ()
    witness = voice.tr("Witness of the thumb print: name and signature")
    agreed = voice.tr("This was read to me in a language I understand, and I could ask questions.")
    sign = signatures(voice, agreed, (speaker, *child, witness, voice.tr("Worker: signature")))

    def write(place: Sheet, parent: Element) -> None:
        heading(place, parent, voice.tr("Signatures"))
        sign(place, parent)

    sheet.keep(sheet.root.add("Sect"), write)
