"""The catalogue of social services, and the gates before the second and the third tier."""

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import IntEnum, StrEnum

from app.errors import N_, UserError


class ServiceRefused(UserError):
    """A service may not be opened yet: the sentence says what is missing. Returned, or raised by who asked."""


class Tier(IntEnum):
    """The three levels of help."""

    UNIVERSAL = 1
    SECOND = 2
    THIRD = 3


class ServiceType(StrEnum):
    """The six types of service of the programme."""

    HOUSEHOLD = "household"
    MEDICAL = "medical"
    PSYCHOLOGICAL = "psychological"
    PEDAGOGICAL = "pedagogical"
    EMPLOYMENT = "employment"
    LEGAL = "legal"


class ServiceForm(StrEnum):
    """Where a service is given."""

    HOME = "home"
    DAY = "day"
    RESIDENTIAL = "residential"


class GateDocument(StrEnum):
    """The two papers that open the third tier."""

    COURT_DECISION = "court_decision"
    MINISTRY_REFERRAL = "ministry_referral"


@dataclass(frozen=True, slots=True, kw_only=True)
class SocialService:
    """One service of the catalogue. `group` is the target group's key of the field's glossary, "" for everybody."""

    code: str
    tier: Tier
    types: frozenset[ServiceType]
    forms: frozenset[ServiceForm]
    group: str
    name_tk: str
    name_ru: str
    name_en: str
    provider: str = ""

    def name(self, language: str) -> str:
        """Return the service's name in "tk", "ru" or "en"."""
        return {"tk": self.name_tk, "ru": self.name_ru}.get(language, self.name_en)


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryDocument:
    """The paper on which a third-tier service rests."""

    type: GateDocument
    number: str
    date: date | None


def parse_services(source: str) -> tuple[SocialService, ...]:
    """Read the catalogue from its CSV text (header as in resources/services.csv), in its order."""
    return tuple(_service(row) for row in csv.DictReader(io.StringIO(source.lstrip("\ufeff"))))


def _service(row: Mapping[str, str]) -> SocialService:
    return SocialService(
        code=row["code"],
        tier=Tier(int(row["tier"])),
        types=frozenset(ServiceType(word) for word in row["types"].split()),
        forms=frozenset(ServiceForm(word) for word in row["forms"].split()),
        group=row["group"],
        name_tk=row["name_tk"],
        name_ru=row["name_ru"],
        name_en=row["name_en"],
        provider=row["provider"],
    )


def may_open(
    service: SocialService, *, approved_assessment: bool, document: EntryDocument | None = None
) -> ServiceRefused | None:
    """Return why a line of this service may not be opened on a case, None if it may.

    R1: the second tier asks for an approved assessment that shows need. R2: the third tier asks for a court decision
    or a Ministry referral letter with number and date.
    """
    if service.tier is Tier.SECOND and not approved_assessment:
        return ServiceRefused(
            N_(
                "This is a second-level service. It can be planned after an assessment that shows need has been approved."
            )
        )
    if service.tier is not Tier.THIRD:
        return None
    if document is None:
        return ServiceRefused(
            N_(
                "This is a third-level service. It needs a court decision or a referral letter of the Ministry."
            )
        )
    if not document.number.strip() or document.date is None:
        return ServiceRefused(
            N_("Enter the number and the date of the court decision or of the referral letter.")
        )
    return None


def may_recognise(*, by: str, on: date | None, ground: str) -> ServiceRefused | None:
    """Return why a recognition of need is not complete, None if it is. R3: who decided, when, on which ground."""
    if by.strip() and on is not None and ground.strip():
        return None
    return ServiceRefused(N_("A recognition of need says who decided it, on which day and on which ground."))
