"""A form filled as a described person or situation would: `people.json` beside a form's tests says what is answered."""

import json
from collections.abc import Mapping, Sequence
from contextlib import nullcontext, suppress
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from app.forms.definition import Form
from app.forms.entities import writes
from app.forms.errors import StepRefused
from app.forms.session import Session
from app.forms.state import is_note

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=ZoneInfo("Asia/Ashgabat"))
Given = Mapping[str, Sequence[Mapping[str, str]]]


@cache
def described(form_id: str) -> dict[str, Any]:
    """Return the quiet answers of a form and the situations told beside its tests, none where nothing is told."""
    told = Path(__file__).parent / form_id / "people.json"
    nothing: dict[str, Any] = {"quiet_answers": {}, "people": {}}
    return json.loads(told.read_text(encoding="utf-8")) if told.is_file() else nothing


def given(person: Mapping[str, Any]) -> Given:
    """Return the tables the program gives for a situation; `case` is one row, {} a case nothing is known of."""
    case = person.get("case", {})
    rows = {name: person.get(name, []) for name in ("goals", "members", "referrals")}
    return {"case": [case] if case else [], **rows}


class Filled:
    """One filled form, read by the names of its nodes."""

    def __init__(self, session: Session, paths: Mapping[str, str]) -> None:
        self.session = session
        self.paths = paths

    def __getitem__(self, name: str) -> str:
        """Return a value as stored text."""
        return self.session.node(self.paths.get(name, name)).value

    def set(self, name: str, value: str) -> None:
        """Answer a question by its name or its path."""
        self.session.set(self.paths.get(name, name), value)

    def is_shown(self, name: str) -> bool:
        """Tell whether a person sees the node."""
        return self.session.node(self.paths.get(name, name)).relevant

    def label(self, name: str) -> str | None:
        """Return the node's label in the language of the session."""
        return self.session.node(self.paths.get(name, name)).label

    def options(self, name: str) -> tuple[tuple[str, str], ...]:
        """Return the answers a question offers, codes with their words."""
        return self.session.node(self.paths.get(name, name)).options

    def sentences(self, prefix: str) -> list[str]:
        """Return the names of the sentences shown now that begin with `prefix`."""
        shown = [item for item in self.session.root.all_inside if is_note(item) and item.relevant]
        return [item.name for item in shown if item.name.startswith(prefix)]

    def problems(self) -> list[str]:
        """Return what keeps the form from being finished: name and kind."""
        return [f"{problem.path.rpartition('/')[2]} {problem.kind}" for problem in self.session.validate()]

    def message(self, name: str) -> str | None:
        """Return the words that explain the rule of a question."""
        return self.session.node(self.paths.get(name, name)).constraint_message

    def written(self, dataset: str) -> list[dict[str, str]]:
        """Return what the form writes into the things of one kind, without what it leaves as it is."""
        found = [one.properties for one in writes(self.session) if one.dataset == dataset]
        return [{name: value for name, value in one.items() if value} for one in found]


class Fill:
    """Fills a form as on a quiet day, but for the answers given; in the order of the form."""

    def __init__(self, form: Form, paths: Mapping[str, str]) -> None:
        self.form = form
        self.paths = {**paths, **{one.name: one.path for one in form.fields if one.name not in paths}}
        self.quiet: Mapping[str, str] = described(form.form_id)["quiet_answers"]

    def __call__(
        self,
        answers: Mapping[str, str | None] | None = None,
        *,
        tables: Given | None = None,
        adds: Sequence[str] = (),
        language: str = "Türkmen (tk)",
    ) -> Filled:
        """Answer the whole form, after adding to the repeats at `adds`; an answer may be named by its path, None is none."""
        session = Session(
            self.form,
            clock=lambda: NOON,
            language=language,
            instances={name: list((tables or {}).get(name, ())) for name in self.form.sources},
        )
        filled, wanted = Filled(session, self.paths), {**self.quiet, **(answers or {})}
        for path in adds:
            session.add(path)
        order = {name: at for at, name in enumerate(self.paths)}
        for name in sorted(wanted, key=lambda one: order.get(one, len(order))):
            value = wanted[name]
            if value is not None and (name in self.paths or name.startswith("/")):
                # a quiet answer may have no place: there may be no goal to speak of
                with suppress(StepRefused) if name in self.quiet else nullcontext():
                    filled.set(name, value)
        return filled
