"""The support plan on paper: what the client takes home, in large plain words and without any risk level."""

from dataclasses import dataclass
from datetime import date, time

from app.printing import plan_sheet
from app.printing.phrase import PaperLanguage, Said, Voice
from app.printing.press import Imprint, printed


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """What the client wants to reach, and how both will know that it is reached."""

    goal: Said
    indicator: Said = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Who does what by when."""

    what: Said
    who: Said
    by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """The worker a client may call or visit."""

    name: str
    role: Said = ""
    phone: str = ""
    office: Said = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Appointment:
    """When and where client and worker meet next."""

    day: date
    at: time | None = None
    place: Said = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportPlanPaper:
    """Everything a printed support plan says; what is empty is left out, except the lines to sign on."""

    case_number: str
    client_name: str
    written_on: date
    worker: Contact
    language: PaperLanguage = PaperLanguage.TK
    period_from: date | None = None
    period_until: date | None = None
    goals: tuple[Goal, ...] = ()
    services: tuple[Step, ...] = ()
    client_words: str = ""
    next_visit: Appointment | None = None
    next_review: date | None = None
    complaints: Said = ""
    large_print: bool = False


def render(paper: SupportPlanPaper) -> bytes:
    """Return the plan as a tagged A4 PDF; the same paper gives the same bytes."""
    voice = Voice(language=PaperLanguage(paper.language))
    imprint = Imprint(day=paper.written_on, mark=paper.case_number, voice=voice)
    return printed(plan_sheet.laid_out(paper, voice), imprint)
