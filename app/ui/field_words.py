"""What the fields of records are called, and how a stored value of one reads: for conflicts and histories."""

from collections.abc import Mapping
from typing import Any

from app.errors import N_
from app.i18n import current, tr
from app.models.place import PlaceTable
from app.ui import words
from app.ui.shown import day

FIELDS: Mapping[tuple[str, str], str] = {
    ("household", "place"): N_("Place"),
    ("household", "address"): N_("Address"),
    ("household", "landmark"): N_("Landmark"),
    ("household", "phone"): N_("Phone"),
    ("household", "informant"): N_("Who told us"),
    ("household", "note"): N_("Note"),
    ("person", "surname"): N_("Surname"),
    ("person", "name"): N_("Name"),
    ("person", "patronymic"): N_("Father's name"),
    ("person", "former_surname"): N_("Former surname"),
    ("person", "sex"): N_("Sex"),
    ("person", "birth"): N_("Date of birth"),
    ("person", "estimated"): N_("The date is a guess"),
    ("person", "kinship"): N_("Relation to the head"),
    ("person", "phone"): N_("Phone"),
    ("person", "language"): N_("Language"),
    ("person", "disability"): N_("Disability"),
    ("person", "benefit"): N_("Benefit"),
    ("person", "moved_out"): N_("Moved out on"),
    ("person", "died"): N_("Died on"),
    ("document", "type"): N_("Document"),
    ("document", "number"): N_("Number"),
    ("document", "issued"): N_("Date of issue"),
    ("document", "issuer"): N_("Issued by"),
    ("case", "request"): N_("Request in the client's words"),
    ("case", "source"): N_("How the person was found"),
    ("case", "risk"): N_("How often to come"),
    ("case", "need"): N_("Need"),
    ("case", "restricted"): N_("Protected file"),
    ("case", "owner"): N_("Responsible worker"),
    ("case", "next_visit"): N_("Next visit"),
    ("case", "closed"): N_("Closed on"),
    ("case", "language"): N_("Language"),
    ("consent", "purpose"): N_("Purpose"),
    ("consent", "recipient"): N_("Recipient"),
    ("consent", "given"): N_("Given on"),
    ("consent", "expires"): N_("Valid until"),
    ("consent", "withdrawn"): N_("Withdrawn on"),
}

_CODES: Mapping[tuple[str, str], Mapping[str, str]] = {
    ("person", "sex"): words.SEXES,
    ("person", "kinship"): words.KINSHIPS,
    ("person", "language"): words.LANGUAGES,
    ("person", "disability"): words.DISABILITIES,
    ("person", "benefit"): words.BENEFITS,
    ("document", "type"): words.DOCUMENTS,
    ("case", "source"): words.SOURCES,
    ("case", "risk"): words.RISKS,
    ("case", "need"): words.NEEDS,
    ("case", "language"): words.LANGUAGES,
    ("consent", "purpose"): words.PURPOSES,
}

_DAYS = frozenset(
    {"birth", "moved_out", "died", "issued", "closed", "next_visit", "given", "expires", "withdrawn"}
)


def field_name(kind: str, field: str) -> str:
    """Return the name of a field in the language in use; an unknown one has its stored name."""
    return tr(FIELDS.get((kind, field), field))


def value_shown(kind: str, field: str, value: Any, places: PlaceTable, people: Mapping[str, str]) -> str:
    """Return a stored value as people read it; `people` are names by identifier (staff and household members)."""
    if value is None or value == "":
        return tr("(empty)")
    if isinstance(value, bool):
        return tr("Yes") if value else tr("No")
    if (kind, field) in _CODES:
        return tr(words.word(_CODES[kind, field], str(value)))
    if field == "place":
        return places.name(str(value), current().language)
    if field in _DAYS:
        return day(str(value))
    return people.get(str(value), str(value))
