"""Finished things of a case: what was submitted and signed, read back from its canonical JSON."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from app.models.edit import Decide, Json, Submit

APPROVED, RETURNED = "approved", "returned"


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """A finished assessment: which form in which version, its answers, and what its rules came to (`reasons`: why)."""

    hash: bytes
    form: str
    version: str
    sha256: str
    on: str
    by: str
    urgency: str = ""
    need: str = ""
    reasons: tuple[str, ...] = ()
    answers: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Recognition:
    """The decision that a person needs services (law on social services, article 1): who, when, on which ground."""

    hash: bytes
    on: str
    by: str
    need: str
    ground: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanVersion:
    """One finished version of the support plan; its hash is what an approval speaks of."""

    hash: bytes
    number: int
    on: str
    by: str
    frame: Mapping[str, Any]
    goals: tuple[Mapping[str, Any], ...]
    services: tuple[Mapping[str, Any], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """A visit that took place, and the date of the next one."""

    hash: bytes
    on: str
    by: str
    kind: str
    done: str
    next_visit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure:
    """Why and with what outcome a case was closed."""

    hash: bytes
    on: str
    by: str
    reason: str
    outcome: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """A supervisor's decision about one finished thing: approved, or returned with a reason."""

    about: bytes
    on: str
    by: str
    decision: str
    reason: str


def assessment(*, answers: Mapping[str, Json], **words: Json) -> Submit:
    """Return the fact of a finished assessment; `words`: form, version, sha256, on, by, urgency, need, reasons."""
    return Submit(kind="assessment", body={**words, "answers": answers})


def recognition(*, need: str, ground: str, on: str, by: str) -> Submit:
    """Return the recorded decision about need."""
    return Submit(kind="recognition", body={"need": need, "ground": ground, "on": on, "by": by})


def visit(*, on: str, by: str, kind: str, done: str, next_visit: str, key: str) -> Submit:
    """Return the fact of a visit; `key` keeps two equal visits of one day apart."""
    return Submit(
        kind="visit",
        body={"on": on, "by": by, "kind": kind, "done": done, "next_visit": next_visit, "key": key},
    )


def decide(about: bytes, *, decision: str, reason: str, on: str, by: str) -> Decide:
    """Return a supervisor's decision about the finished thing of that hash."""
    return Decide(about=about, body={"decision": decision, "reason": reason, "on": on, "by": by})


Some = TypeVar("Some")


def _as(wanted: type[Some], value: Any) -> Some:
    """Return a value of the wanted type; of another type it reads as not entered."""
    return value if type(value) is wanted else wanted()


def _rows(value: Any) -> tuple[Mapping[str, Any], ...]:
    return tuple(one for one in _as(list, value) if isinstance(one, dict))


Fact = Assessment | Recognition | PlanVersion | Visit | Closure


def read(kind: str, hash_: bytes, body: Mapping[str, Any]) -> Fact | None:
    """Return the fact of that kind, or None for a kind this version does not know."""

    def text(name: str) -> str:
        return _as(str, body.get(name))

    on, by = text("on"), text("by")
    if kind == "assessment":
        return Assessment(
            hash=hash_,
            form=text("form"),
            version=text("version"),
            sha256=text("sha256"),
            on=on,
            by=by,
            urgency=text("urgency"),
            need=text("need"),
            reasons=tuple(one for one in _as(list, body.get("reasons")) if isinstance(one, str)),
            answers=_as(dict, body.get("answers")),
        )
    if kind == "recognition":
        return Recognition(hash=hash_, on=on, by=by, need=text("need"), ground=text("ground"))
    if kind == "plan_version":
        return PlanVersion(
            hash=hash_,
            number=_as(int, body.get("number")),
            on=on,
            by=by,
            frame=_as(dict, body.get("frame")),
            goals=_rows(body.get("goals")),
            services=_rows(body.get("services")),
        )
    if kind == "visit":
        return Visit(
            hash=hash_, on=on, by=by, kind=text("kind"), done=text("done"), next_visit=text("next_visit")
        )
    if kind == "closure":
        return Closure(hash=hash_, on=on, by=by, reason=text("reason"), outcome=text("outcome"))
    return None


def read_approval(about: bytes, body: Mapping[str, Any]) -> Approval:
    """Return a supervisor's decision from its body."""
    words = {name: _as(str, body.get(name)) for name in ("on", "by", "decision", "reason")}
    return Approval(about=about, **words)
