"""The household: who lives together, where, and who is related to whom."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar


class Sex(StrEnum):
    """Sex as in the person's documents."""

    FEMALE = "f"
    MALE = "m"
    UNKNOWN = ""


class Language(StrEnum):
    """The language a client wants to be spoken to and written to in."""

    TURKMEN = "tk"
    RUSSIAN = "ru"
    UNKNOWN = ""


class Kinship(StrEnum):
    """What a person is to the head of the household, or to another person."""

    HEAD = "head"
    SPOUSE = "spouse"
    CHILD = "child"
    PARENT = "parent"
    SIBLING = "sibling"
    GRANDCHILD = "grandchild"
    GRANDPARENT = "grandparent"
    IN_LAW = "in_law"
    GUARDIAN = "guardian"
    WARD = "ward"
    OTHER = "other"
    UNKNOWN = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Household:
    """A dwelling and what its members share. `place` is a place code; codes of lists come from the form's choices."""

    KIND: ClassVar[str] = "household"
    id: str
    place: str = ""
    address: str = ""
    landmark: str = ""
    phone: str = ""
    benefits: frozenset[str] = frozenset()
    income: frozenset[str] = frozenset()
    informant: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A member of a household. Only surname, name, sex and age are asked for; all else may stay empty.

    `birth` is a partial date ("1961", "1961-05", "1961-05-07"); `estimated` says that it is a guess.
    """

    KIND: ClassVar[str] = "person"
    id: str
    surname: str = ""
    name: str = ""
    patronymic: str = ""
    former_surname: str = ""
    sex: Sex = Sex.UNKNOWN
    birth: str = ""
    estimated: bool = False
    kinship: Kinship = Kinship.UNKNOWN
    phone: str = ""
    language: Language = Language.UNKNOWN
    disability: str = ""
    benefit: str = ""
    moved_out: str = ""
    died: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A paper that proves who a person is or what is due: passport, birth certificate, disability certificate."""

    KIND: ClassVar[str] = "document"
    id: str
    person: str = ""
    type: str = ""
    number: str = ""
    issued: str = ""
    issuer: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """`person` is the `kinship` of `other` (both person identifiers)."""

    KIND: ClassVar[str] = "relation"
    id: str
    person: str = ""
    other: str = ""
    kinship: Kinship = Kinship.UNKNOWN
