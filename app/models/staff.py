"""Staff: who works with the files, in which role, where."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class Role(StrEnum):
    """What a member of staff may do."""

    WORKER = "worker"
    SENIOR = "senior"
    SUPERVISOR = "supervisor"
    STATISTICIAN = "statistician"
    KEY_OFFICER = "key_officer"
    TRAINER = "trainer"
    UNKNOWN = ""


# Who may decide about a finished plan, and hand a case to another worker.
DECIDERS = frozenset({Role.SUPERVISOR, Role.SENIOR})


@dataclass(frozen=True, slots=True, kw_only=True)
class Staff:
    """A member of staff; `place` is a place code, `device` the identifier of the laptop's card."""

    KIND: ClassVar[str] = "staff"
    id: str
    name: str = ""
    role: Role = Role.UNKNOWN
    place: str = ""
    phone: str = ""
    device: str = ""
    left: str = ""
