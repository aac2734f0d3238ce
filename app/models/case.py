"""The case: one client's file, from the request to its closure."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from app.models.household import Language


class Risk(StrEnum):
    """How soon help is needed; `DAYS` of the schedule says what each means."""

    URGENT = "urgent"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    UNKNOWN = ""


RISK_ORDER: tuple[Risk, ...] = (Risk.URGENT, Risk.HIGH, Risk.MEDIUM, Risk.LOW, Risk.UNKNOWN)


class Need(StrEnum):
    """Whether the person needs services, in the words of the national statistics."""

    NEEDS = "needs_services"
    DOES_NOT = "no_need"
    UNKNOWN = "unknown"


class Source(StrEnum):
    """How the person was found."""

    BENEFIT_LIST = "benefit_list"
    SELF = "self"
    HOTLINE = "hotline"
    NEIGHBOUR = "neighbour"
    AGENCY = "agency"
    OUTREACH = "outreach"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A client's file. `client` is a person of the household `household`; `restricted` hides it from lists and paper."""

    KIND: ClassVar[str] = "case"
    id: str
    client: str = ""
    household: str = ""
    opened: str = ""
    source: Source = Source.UNKNOWN
    request: str = ""
    risk: Risk = Risk.UNKNOWN
    need: Need = Need.UNKNOWN
    target_group: str = ""
    restricted: bool = False
    owner: str = ""
    language: Language = Language.UNKNOWN
    next_visit: str = ""
    closed: str = ""
    closure_reason: str = ""
    outcome: str = ""


class Purpose(StrEnum):
    """What a consent is for."""

    ASSESSMENT = "assessment"
    KEEPING = "keeping"
    SHARING = "sharing"
    SERVICES = "services"
    UNKNOWN = ""


class Manner(StrEnum):
    """How a consent was given."""

    SIGNED = "signed"
    THUMB = "thumb"
    SPOKEN = "spoken"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """The client's word: for what, to whom, from whom, how, until when; and whether it was taken back."""

    KIND: ClassVar[str] = "consent"
    id: str
    purpose: Purpose = Purpose.UNKNOWN
    recipient: str = ""
    given_by: str = ""
    relation: str = ""
    manner: Manner = Manner.UNKNOWN
    language: Language = Language.UNKNOWN
    given: str = ""
    expires: str = ""
    withdrawn: str = ""
    assent: bool = False
    exception: str = ""
    approver: str = ""
    witness: str = ""

    def is_in_force(self, on: str) -> bool:
        """Tell whether the consent holds on the day `on` (ISO date)."""
        return (
            bool(self.given)
            and self.given <= on
            and not self.withdrawn
            and not (self.expires and self.expires < on)
        )
