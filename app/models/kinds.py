"""Which kinds of records and facts exist, and in which stream each lives: the schema that every change is held against."""

from typing import Any

from app.models import filled
from app.models.case import Case, Consent
from app.models.form import PublishedForm
from app.models.household import Document, Household, Person, Relation
from app.models.plan import Goal, Plan, Service
from app.models.record import fits
from app.models.staff import Staff

# A stream's name is its letter, a colon and an identifier; the staff and the directory are one stream each.
HOUSEHOLD, CASE, STAFF, DIRECTORY = "h", "c", "staff", "directory"

RECORDS: dict[str, dict[str, type[Any]]] = {
    HOUSEHOLD: {kind.KIND: kind for kind in (Household, Person, Document, Relation)},
    CASE: {kind.KIND: kind for kind in (Case, Consent, Plan, Goal, Service)},
    STAFF: {kind.KIND: kind for kind in (Staff,)},
    DIRECTORY: {kind.KIND: kind for kind in (PublishedForm,)},
}

FACTS: dict[str, frozenset[str]] = {
    HOUSEHOLD: frozenset(),
    CASE: frozenset({"recognition", "plan_version", *filled.KINDS.values(), filled.OWN}),
    STAFF: frozenset(),
    DIRECTORY: frozenset(),
}


def family(stream: str) -> str:
    """Return which of the four families a stream belongs to."""
    return stream.partition(":")[0]


def may_hold(stream: str, kind: str, field: str, value: Any) -> bool:
    """Tell whether that field of that kind may hold `value` in that stream; unknown kinds and fields are left alone.

    A later version may have kinds and fields of its own: they are kept. A value of a wrong type in a known field is not.
    """
    known = RECORDS.get(family(stream), {}).get(kind)
    if known is None or field not in known.__dataclass_fields__:
        return True
    return field != "id" and fits(known, field, value)
