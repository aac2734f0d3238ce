"""A finished form as it is read: part by part what was asked and what was answered, as it was kept and not worked out anew."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from app.forms import answers as documents
from app.forms import live
from app.forms.definition import Form
from app.forms.fields import Control, ControlKind
from app.forms.live import Item
from app.forms.session import Session
from app.forms.state import is_note


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One question with its answer: `text` as it is kept, `chosen` the labels of what was chosen.

    Something that was only said, such as a result, has no text.
    """

    item: Item = field(repr=False)
    label: str
    text: str = ""
    chosen: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What stands together under one title; `depth` 0 is a page, deeper ones are groups and entries within it."""

    title: str
    depth: int
    answers: tuple[Answer, ...]


def reopened(form: Form, document: Mapping[str, Any], **settings: Any) -> Session:
    """Return a session that holds a document as it was kept; `settings` are those of `Session`.

    Raises:
        AnswersRefused: the document belongs to another form, or has another shape.
    """
    session = Session(form, answers=document, **settings)
    # What the form makes of the case today is not what it said then.
    documents.fill(session, document)
    session.world.forget()
    return session


def parts(session: Session) -> tuple[Part, ...]:
    """Return everything that was answered or found, in the order of the form; what is empty is left out."""
    return tuple(_gathered(_walk(session, session.form.body, session.root, 0, "")))


@dataclass(frozen=True, slots=True)
class _Title:
    """Here begins what stands under a title."""

    words: str
    depth: int


def _walk(
    session: Session, controls: tuple[Control, ...] | list[Control], near: Item, depth: int, title: str
) -> Iterator[_Title | Answer]:
    for control in controls:
        of = control.field
        if control.kind is ControlKind.REPEAT and of is not None:
            entries = live.below(near, of.way[len(near.field.way) :])
            for n, entry in enumerate(entries, 1):
                own = session.say(control.label, entry) or title
                numbered = f"{own} {n}".strip() if len(entries) > 1 else own
                yield _Title(numbered, depth)
                yield from _walk(session, control.children, entry, depth + 1, "")
        elif control.kind is ControlKind.GROUP:
            wraps = of is None or of.repeat is not None
            for item in [near] if wraps or of is None else live.below(near, of.way[len(near.field.way) :]):
                own = session.say(control.label, item) or ""
                if of is not None and wraps:  # around a repeat, whose entries say the same title themselves
                    yield from _walk(session, control.children, item, depth, own)
                    continue
                if own or not depth:
                    yield _Title(own, depth)
                yield from _walk(session, control.children, item, depth + 1, own)
        elif of is not None:
            for item in live.below(near, of.way[len(near.field.way) :]):
                yield from _answer(session, item)


def _answer(session: Session, item: Item) -> Iterator[Answer]:
    control = item.field.control
    assert control is not None  # noqa: S101 - it was reached through its control
    if control.kind is ControlKind.INPUT and is_note(item):
        session.world.said_an_answer()
        said = session.say(control.label, item) or ""
        if item.relevant and said and session.world.said_an_answer():
            yield Answer(item=item, label=said)
        return
    if not item.text:
        return
    label = session.say(control.label, item) or item.name
    chosen: tuple[str, ...] = ()
    if session.is_select(item):
        offered = dict(session.world.options(item))
        chosen = tuple(offered.get(code) or code for code in control.codes_in(item.text))
    yield Answer(item=item, label=label, text=item.text, chosen=chosen)


def _gathered(steps: Iterator[_Title | Answer]) -> Iterator[Part]:
    """Put answers under the title before them; titles over nothing go, unless something deeper stands under them."""
    waiting: list[_Title] = []
    title = _Title("", 0)
    under: list[Answer] = []
    for step in steps:
        if isinstance(step, Answer):
            if waiting:
                if under:
                    yield Part(title=title.words, depth=title.depth, answers=tuple(under))
                    under = []
                for above in waiting[:-1]:
                    yield Part(title=above.words, depth=above.depth, answers=())
                title, waiting = waiting[-1], []
            under.append(step)
        else:
            waiting = [one for one in waiting if one.depth < step.depth]
            waiting.append(step)
    if under:
        yield Part(title=title.words, depth=title.depth, answers=tuple(under))
