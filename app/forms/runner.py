"""What `goldaw form run`, `form eval` and `form check` do, as functions from lines to lines."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import isfinite
from time import perf_counter
from typing import Any

from app.errors import N_, UserError
from app.forms import live
from app.forms.definition import Form, load
from app.forms.errors import StepRefused
from app.forms.evaluation import evaluate, evaluate_batch, spelled
from app.forms.live import Item, path_of
from app.forms.session import Session
from app.forms.state import kind_of, violation_of
from app.forms.xpath.calendar import ASHGABAT
from app.forms.xpath.values import number_text

__all__ = ["Message", "Severity", "check", "evaluate", "evaluate_batch", "run", "state"]

_NOT_A_STEP = N_("Step {step} is not a step this program knows.")
_NO_ZONE = N_("The moment “{now}” is not a date and time with a zone.")
_UNANCHORED = N_("regex() always matches the whole answer; “{expression}” reads as if a part were enough.")
_NO_WORDS = N_("The text “{name}” has no {language} translation.")
_NO_TEXT = N_("An answer for {path} has to be a text or a number. Nothing was changed.")
_NO_FIT = N_("The answer is none that {path} can take; what does not fit was left out.")


class Severity(StrEnum):
    """Whether a message keeps the form from being used."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One remark about a form, with the place it is about."""

    severity: Severity
    where: str
    sentence: str
    fields: Mapping[str, object]

    def __str__(self) -> str:
        """Return the English sentence."""
        return self.sentence.format(**self.fields)


class _Clock:
    """The machine's clock until a step sets another moment, which then stands still."""

    def __init__(self) -> None:
        self.fixed: datetime | None = None

    def __call__(self) -> datetime:
        return self.fixed or datetime.now(ASHGABAT)


def run(
    xml: bytes,
    lines: Iterable[str],
    *,
    media: Mapping[str, bytes] | None = None,
    quiet: bool = False,
    final: bool = False,
    instances: Mapping[str, Any] | None = None,
) -> Iterator[str]:
    """Yield one JSON line for the state before the first step and after each step.

    `quiet` leaves the nodes out, `final` prints the last line only.

    Raises:
        FormRefused, ExpressionRefused: the form cannot be opened.
    """
    began = perf_counter()
    form = load(xml, media=media)
    loaded = perf_counter() - began
    clock = _Clock()
    began = perf_counter()
    session = Session(form, clock=clock, instances=instances)
    line: dict[str, object] = {
        "step": 0,
        "load_ms": _ms(loaded),
        "ms": _ms(perf_counter() - began),
        "error": _bounded(session),
    }
    step = 0
    # Each line goes out before the next step is read: whoever drives a form from outside waits for it.
    if not final:
        yield _line(line, session, quiet=quiet)
    for raw in lines:
        if not raw.strip():
            continue
        step += 1
        began = perf_counter()
        error = _stepped(session, clock, raw, step)
        line = {"step": step, "ms": _ms(perf_counter() - began), "error": error}
        if not final:
            yield _line(line, session, quiet=quiet)
    if final:
        yield _line(line, session, quiet=quiet)


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 4)


def _line(line: dict[str, object], session: Session, *, quiet: bool) -> str:
    if not quiet:
        line = {**line, "nodes": state(session)}
    return spelled(line)


def _stepped(session: Session, clock: _Clock, raw: str, number: int) -> str | None:
    known = len(session.warnings)
    try:
        _do(session, clock, json.loads(raw), number)
    except UserError as refused:
        return str(refused)
    except (ValueError, TypeError, LookupError, ArithmeticError, RecursionError):
        return str(StepRefused(_NOT_A_STEP, step=number))
    return _bounded(session, known)


def _bounded(session: Session, known: int = 0) -> str | None:
    """Return what a step asked for beyond the limits, such as ten thousand entries; the rest of it was done."""
    beyond = (one for one in session.warnings[known:] if isinstance(one, StepRefused))
    return next((str(one) for one in beyond), None)


def _do(session: Session, clock: _Clock, step: dict[str, Any], number: int) -> None:
    if "set" in step:
        path, value = step["set"]
        _set(session, str(path), value)
    elif "add" in step:
        session.add(str(step["add"]))
    elif "remove" in step:
        path, position = step["remove"]
        session.remove(str(path), int(position))
    elif "language" in step:
        session.language = step["language"]
    elif "now" in step:
        moment = datetime.fromisoformat(str(step["now"]))
        if moment.tzinfo is None or moment.utcoffset() is None or moment.utcoffset() == timedelta.max:
            raise StepRefused(_NO_ZONE, now=step["now"])
        clock.fixed = moment
        session.recompute_all()
    else:
        raise StepRefused(_NOT_A_STEP, step=number)


def _set(session: Session, path: str, value: object) -> None:
    """Answer a question; what does not fit leaves it empty, and is told.

    Raises:
        StepRefused: as `Session.set`, and for what the question cannot take.
    """
    if value is None:
        value = ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise StepRefused(_NO_TEXT, path=path)
    if isinstance(value, float) and not isfinite(value):
        raise StepRefused(_NO_TEXT, path=path)
    text, item = number_text(value) if isinstance(value, float) else str(value), session.item(path)
    if _is_broken(text):
        raise StepRefused(_NO_TEXT, path=path)
    taken = session.accepted(item, text)
    session.set(path, text)
    if _is_cut(item, text, taken) if session.is_select(item) else text.strip() and not taken:
        raise StepRefused(_NO_FIT, path=path)


def _is_broken(text: str) -> bool:
    """Tell whether a text holds halves of letters, as bytes that are no UTF-8 leave them."""
    return any("\ud800" <= letter <= "\udfff" for letter in text)


def _is_cut(item: Item, text: str, taken: str) -> bool:
    control = item.field.control
    return control is not None and not {*control.codes_in(text)} <= {*control.codes_in(taken)}


def state(session: Session) -> dict[str, dict[str, object]]:
    """Return the state of every node by path, repeat counts as `path#count`."""
    nodes: dict[str, dict[str, object]] = {}
    _collect(session, session.root, nodes)
    return nodes


def _collect(session: Session, item: Item, nodes: dict[str, dict[str, object]]) -> None:
    path = path_of(item)
    nodes[path] = _shown(session, item)
    done: set[str] = set()
    for field in item.field.children:
        if field.repeat is not None and field.key not in done:
            done.add(field.key)
            like = live.instances(item, field)
            relevant = session.repeats.is_relevant(item, field)
            nodes[f"{path}/{field.name}#count"] = {"value": str(len(like)), "relevant": relevant}
        for child in live.instances(item, field):
            _collect(session, child, nodes)


def _shown(session: Session, item: Item) -> dict[str, object]:
    control = item.field.control
    row: dict[str, object] = {
        "type": kind_of(item),
        "relevant": item.relevant,
        "readonly": item.readonly,
        "required": item.required,
        "label": session.say(control.label if control else None, item),
    }
    if item.field.leaf:
        violated, message = violation_of(session, item)
        row |= {"value": item.string(), "valid": violated is None, "violated": violated}
        if message is not None:
            row["message"] = message
        if session.is_select(item):
            row["options"] = [list(option) for option in session.world.options(item)]
    return row


def check(xml: bytes, *, media: Mapping[str, bytes] | None = None) -> list[Message]:
    """Open a form and return everything worth telling its author; an error means it cannot be used."""
    try:
        form = load(xml, media=media)
        session = Session(form, clock=_Clock())
        state(session)
    except UserError as refused:
        fields = dict(refused.fields)
        where = str(fields.get("path") or fields.get("line") or "")
        return [Message(severity=Severity.ERROR, where=where, sentence=refused.sentence, fields=fields)]
    warnings = [*_expression_remarks(form), *_translation_remarks(form)]
    for problem in (*form.problems, *session.warnings):
        where = str(problem.fields.get("path", ""))
        warnings.append(_warning(where, problem.sentence, dict(problem.fields)))
    return warnings


def _warning(where: str, sentence: str, fields: dict[str, object]) -> Message:
    return Message(severity=Severity.WARNING, where=where, sentence=sentence, fields=fields)


def _expression_remarks(form: Form) -> Iterator[Message]:
    for field in form.fields:
        constraint = field.binding.constraint
        if constraint is None or "regex" not in constraint.functions:
            continue
        if "'^" not in constraint.expression and '"^' not in constraint.expression:
            yield _warning(field.path, _UNANCHORED, {"expression": constraint.expression})


def _translation_remarks(form: Form) -> Iterator[Message]:
    names = {name for translation in form.translations.values() for name in translation.texts}
    for translation in form.translations.values():
        for name in sorted(names - set(translation.texts)):
            yield _warning(name, _NO_WORDS, {"name": name, "language": translation.name})
