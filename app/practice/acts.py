"""What histories are made of: acts of a day, who does them, the words they draw on."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from app import resources
from app.changes.change import digest
from app.models import suggestion
from app.models.edit import Edit, Submit
from app.models.plan import Goal, Plan, Service
from app.models.record import difference
from app.practice.assessed import Assessments
from app.store import wire

ASHGABAT = ZoneInfo("Asia/Ashgabat")


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """What was saved in one go: on which day, into which stream, by the worker or (`centre`) by the supervisor."""

    on: date
    stream: str
    edits: Sequence[Edit]
    centre: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Who works on a case: staff identifiers and the worker's name."""

    worker: str
    supervisor: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitWords:
    """One thing that can be told of a visit; `domain` "" fits any."""

    domain: str
    kind: str
    tk: str
    ru: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sources:
    """What all histories draw on."""

    assessments: Assessments
    suggestions: Sequence[suggestion.Suggestion]
    visits: Sequence[VisitWords]


def wall_ms(on: date, place: int) -> int:
    """Return the instant of the `place`-th act of a day: from nine in the morning in Ashgabat, each seven minutes later."""
    begun = datetime(on.year, on.month, on.day, 9, 0, tzinfo=ASHGABAT)
    return int(begun.timestamp() * 1000) + place * 420_000


def visit_words() -> list[VisitWords]:
    """Return what can be told of visits."""
    rows = csv.DictReader(io.StringIO(resources.text("practice", "visits.csv")))
    return [VisitWords(domain=row["domain"], kind=row["kind"], tk=row["tk"], ru=row["ru"]) for row in rows]


def body_hash(done: Submit) -> bytes:
    """Return the hash by which a decision will speak of a finished thing."""
    return digest(wire.canonical({"kind": done.kind, **done.body}))


def recorded(frame: Plan, goals: Iterable[Goal], services: Iterable[Service]) -> list[Edit]:
    """Return the edits that write a new plan down."""
    edits = difference(None, frame)
    for goal in goals:
        edits += difference(None, goal)
    for line in services:
        edits += difference(None, line)
    return edits


# What is said of a closed case, by its reason.
OUTCOMES = {
    "advice": {
        "tk": "Maslahat berildi, gerekli edaralaryň salgylary aýdyldy.",
        "ru": "Дан совет, названы адреса нужных учреждений.",
    },
    "goals_achieved": {
        "tk": "Maksatlara ýetildi, maşgala indi özbaşdak.",
        "ru": "Цели достигнуты, семья справляется сама.",
    },
    "client_moved": {
        "tk": "Başga etraba göçdi; salgysy berildi.",
        "ru": "Переезд в другой этрап; адрес передан.",
    },
    "client_refused": {
        "tk": "Kömekden ýüz öwürdi; islese ýene gelip biler.",
        "ru": "Отказ от помощи; можно обратиться снова.",
    },
    "transferred": {"tk": "Başga edara tabşyryldy.", "ru": "Передано другому учреждению."},
    "client_died": {
        "tk": "Aradan çykdy; maşgalasyna goldaw berildi.",
        "ru": "Смерть клиента; семье оказана поддержка.",
    },
}
