"""A form filled as a described person or situation would: `people.json` beside a form's tests says what is answered."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext, suppress
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from app.forms.authoring.tables import Tables, read_folder
from app.forms.definition import load
from app.forms.entities import writes
from app.forms.errors import StepRefused
from app.forms.session import Session
from app.forms.state import is_note
from tests.forms_content.tables import paths_of

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=ZoneInfo("Asia/Ashgabat"))
LANGUAGES = ("Türkmen (tk)", "Русский (ru)")
_ASKED = ("select_one", "select_multiple", "integer", "date", "text")
Rows = Sequence[Mapping[str, str]]
Given = Mapping[str, Rows]


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
    """One filled form, read by the names of its nodes; in a repeat a name stands for the first entry."""

    def __init__(self, session: Session, paths: Mapping[str, str], tables: Tables) -> None:
        self.session, self.paths, self.tables = session, paths, tables

    def path(self, name: str) -> str:
        """Return the path of a node by its name, by its place below the root, or by itself."""
        if name.startswith("/"):
            return name
        return f"/data/{name}" if "/" in name else self.paths[name]

    def __getitem__(self, name: str) -> str:
        """Return a value as stored text."""
        return self.session.node(self.path(name)).value

    def set(self, name: str, value: str) -> None:
        """Answer a question."""
        self.session.set(self.path(name), value)

    def is_shown(self, name: str) -> bool:
        """Tell whether a person sees the node."""
        path = self.path(name)
        head, inside, _ = path.partition("[1]/")
        return (not inside or bool(self.session.instances(head))) and self.session.node(path).relevant

    def label(self, name: str) -> str:
        """Return the node's label in the language of the session."""
        return self.session.node(self.path(name)).label or ""

    def options(self, name: str) -> tuple[tuple[str, str], ...]:
        """Return the answers a question offers, codes with their words."""
        return self.session.node(self.path(name)).options

    def sentences(self, prefix: str) -> list[str]:
        """Return the names of the sentences shown now that begin with `prefix`."""
        shown = [item for item in self.session.root.all_inside if is_note(item) and item.relevant]
        return [item.name for item in shown if item.name.startswith(prefix)]

    def problems(self) -> list[str]:
        """Return what keeps the form from being finished: name and kind."""
        return [f"{problem.path.rpartition('/')[2]} {problem.kind}" for problem in self.session.validate()]

    def message(self, name: str) -> str | None:
        """Return the words that explain the rule of a question."""
        return self.session.node(self.path(name)).constraint_message

    def written(self, dataset: str) -> list[dict[str, str]]:
        """Return what the form writes into the things of one kind, without what it leaves as it is."""
        found = [one.properties for one in writes(self.session) if one.dataset == dataset]
        return [{name: value for name, value in one.items() if value} for one in found]

    def asked(self) -> int:
        """Return how many questions a person gets, each entry of a repeat counted."""
        names = {
            row["name"]
            for row in self.tables["survey"]
            if row["type"].split()[0] in _ASKED and row["appearance"] != "label"
        }
        return sum(item.relevant and item.name in names for item in self.session.root.all_inside)


class Fill:
    """Fills a form as on a quiet day, for a person whose life is in order, but for the answers given."""

    def __init__(self, folder: Path) -> None:
        self.tables = read_folder(folder)
        self.form = load((folder / "form.xml").read_bytes())
        asked = dict(paths_of(self.tables))
        self.paths = {**asked, **{one.name: one.path for one in self.form.fields if one.name not in asked}}
        self.quiet: Mapping[str, str] = described(folder.name)["quiet_answers"]

    def __call__(
        self,
        answers: Mapping[str, str | None] | None = None,
        *,
        tables: Given | None = None,
        adds: Sequence[str] = (),
        language: str = LANGUAGES[0],
    ) -> Filled:
        """Answer the whole form in its order, after adding to the repeats at `adds`.

        A name speaks of every entry of a repeat, a place such as "child[2]/child_school" of one; None is no answer.
        """
        session = Session(
            self.form,
            clock=lambda: NOON,
            language=language,
            instances={
                name: [dict(row) for row in (tables or {}).get(name, ())] for name in self.form.sources
            },
        )
        for path in adds:
            session.add(path)
        filled = Filled(session, self.paths, self.tables)
        said = {name: value for name, value in {**self.quiet, **(answers or {})}.items() if value is not None}
        for name in (*self.paths, *(one for one in said if "/" in one)):
            if name in said:
                # a quiet answer may have no place: there may be no goal to speak of
                with suppress(StepRefused) if name in self.quiet else nullcontext():
                    for path in _places(session, filled.path(name), bare="/" not in name):
                        session.set(path, said[name])
        return filled


def _places(session: Session, path: str, *, bare: bool) -> Iterator[str]:
    head, inside, tail = path.partition("[1]/")
    if not inside or not bare:
        yield path
        return
    for number in range(1, len(session.instances(head)) + 1):
        yield f"{head}[{number}]/{tail}"
