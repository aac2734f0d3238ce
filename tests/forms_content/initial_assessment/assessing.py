"""The engine answering the initial assessment as a described person would."""

import json
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from app.forms.definition import Form
from app.forms.session import Session

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=ZoneInfo("Asia/Ashgabat"))
_DESCRIBED = json.loads(Path(__file__).with_name("people.json").read_text(encoding="utf-8"))
QUIET: dict[str, str] = _DESCRIBED["quiet_answers"]
PEOPLE: dict[str, dict[str, Any]] = _DESCRIBED["people"]


class Assessed:
    """One filled assessment, read by the names of its nodes."""

    def __init__(self, session: Session, paths: Mapping[str, str]) -> None:
        self.session = session
        self.paths = paths

    def __getitem__(self, name: str) -> str:
        """Return a value as stored text."""
        return self.session.node(self.paths[name]).value

    def is_shown(self, name: str) -> bool:
        """Tell whether a person sees the node."""
        return self.session.node(self.paths[name]).relevant

    def label(self, name: str) -> str | None:
        """Return the node's label in the language of the session."""
        return self.session.node(self.paths[name]).label

    def problems(self) -> list[str]:
        """Return what keeps the form from being finished: name and kind."""
        return [f"{problem.path.rpartition('/')[2]} {problem.kind}" for problem in self.session.validate()]


class Assess:
    """Fills the form for a person whose life is in order, but for the answers given."""

    def __init__(self, form: Form, paths: Mapping[str, str]) -> None:
        self.form = form
        self.paths = paths

    def __call__(
        self,
        answers: Mapping[str, str | None],
        *,
        case: Mapping[str, str] | None = None,
        language: str = "Türkmen (tk)",
    ) -> Assessed:
        """Answer the whole form; `case` is the one row the program offers, none for an empty case."""
        offered = {"sex": "f", "age": answers.get("age") or "38"} if case is None else case
        session = Session(
            self.form,
            clock=lambda: NOON,
            language=language,
            instances={"case": [dict(offered)] if offered else []},
        )
        for name, value in {**QUIET, **answers}.items():
            if name in self.paths and value is not None and name != "age":
                session.set(self.paths[name], value)
        return Assessed(session, self.paths)
