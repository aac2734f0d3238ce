"""The engine filling a form as a described person would; what it came to is read by the names of the questions."""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from app.forms.authoring.tables import Tables, read_folder
from app.forms.definition import load
from app.forms.session import Session
from tests.forms_content.tables import paths_of

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=ZoneInfo("Asia/Ashgabat"))
LANGUAGES = ("Türkmen (tk)", "Русский (ru)")
_ASKED = ("select_one", "select_multiple", "integer", "date", "text")
Rows = Sequence[Mapping[str, str]]


@cache
def described(form_id: str) -> Mapping[str, Any]:
    """Return what the tests of a form know of people: `quiet_answers` and `people`."""
    content: dict[str, Any] = json.loads(
        (Path(__file__).parent / form_id / "people.json").read_text(encoding="utf-8")
    )
    return content


class Filled:
    """One filled form, read by the names of its nodes; in a repeat the name stands for the first entry."""

    def __init__(self, session: Session, paths: Mapping[str, str], form: Tables) -> None:
        self.session, self.paths, self.form = session, paths, form

    def __getitem__(self, name: str) -> str:
        """Return a value as stored text."""
        return self.session.node(self.path(name)).value

    def path(self, name: str) -> str:
        """Return the path of a question by its name, or by its place below the root."""
        return f"/data/{name}" if "/" in name else self.paths[name]

    def is_shown(self, name: str) -> bool:
        """Tell whether a person sees the node."""
        path = self.path(name)
        head, inside, _ = path.partition("[1]/")
        return (not inside or bool(self.session.instances(head))) and self.session.node(path).relevant

    def label(self, name: str) -> str:
        """Return the node's label in the language of the session."""
        return self.session.node(self.path(name)).label or ""

    def put(self, name: str, value: str) -> None:
        """Change one answer."""
        self.session.set(self.path(name), value)

    def problems(self) -> list[str]:
        """Return what keeps the form from being finished: name and kind."""
        return [f"{problem.path.rpartition('/')[2]} {problem.kind}" for problem in self.session.validate()]

    def asked(self) -> int:
        """Return how many questions a person gets, each entry of a repeat counted."""
        names = {
            row["name"]
            for row in self.form["survey"]
            if row["type"].split()[0] in _ASKED and row["appearance"] != "label"
        }
        return sum(item.relevant and item.name in names for item in self.session.root.all_inside)


class Fill:
    """Fills a form for a person whose life is in order, but for the answers given."""

    def __init__(self, folder: Path) -> None:
        self.form = read_folder(folder)
        self.compiled = load((folder / "form.xml").read_bytes())
        self.paths = dict(paths_of(self.form))
        self.quiet: Mapping[str, str] = described(folder.name)["quiet_answers"]

    def __call__(
        self,
        answers: Mapping[str, str | None],
        *,
        language: str = LANGUAGES[0],
        **tables: Rows | None,
    ) -> Filled:
        """Answer the whole form; each table is what the program offers under that name, None or missing nothing.

        An answer's name may be a place such as "child[2]/child_school"; a bare name speaks of every entry.
        """
        session = Session(
            self.compiled,
            clock=lambda: NOON,
            language=language,
            instances={name: [dict(row) for row in tables.get(name) or ()] for name in self.compiled.sources},
        )
        said = {name: value for name, value in {**self.quiet, **answers}.items() if value is not None}
        for name, path in self.paths.items():
            if name in said:
                for each in self._places(session, path):
                    session.set(each, said[name])
        for name in said:
            if "/" in name:
                session.set(f"/data/{name}", said[name])
        return Filled(session, self.paths, self.form)

    @staticmethod
    def _places(session: Session, path: str) -> Iterator[str]:
        head, inside, tail = path.partition("[1]/")
        if not inside:
            yield path
            return
        for number in range(1, len(session.instances(head)) + 1):
            yield f"{head}[{number}]/{tail}"
