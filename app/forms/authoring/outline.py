"""The survey sheet as the form it describes: what stands in which group, what a name means, which list has which codes."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from app.forms.authoring.kinds import Kind, Role, kind_of
from app.forms.authoring.sheets import Row, Table, Tables

NO = frozenset({"", "no", "false", "false()"})
NAME = re.compile(r"[^\W\d][\w.-]*(?::[^\W\d][\w.-]*)?")  # of a question, as pyxform takes it
YES = frozenset({"yes", "true", "true()", "1"})

_STEP = re.compile(r"\[\d+\]")
_NUMBER = re.compile(r"_(\d+)$")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Line:
    """One row that is part of the form; `inside` are the groups and repeats around it, outermost first."""

    row: Row
    kind: Kind
    inside: tuple["Line", ...] = ()

    @property
    def name(self) -> str:
        """Its name."""
        return self.row["name"]

    @property
    def path(self) -> tuple[str, ...]:
        """The names that lead to it."""
        return (*(one.name for one in self.inside), self.name)

    @property
    def repeats(self) -> tuple["Line", ...]:
        """The repeats it stands in, itself left out."""
        return tuple(one for one in self.inside if one.kind.sort == "repeat")

    @property
    def is_visible(self) -> bool:
        """Whether a person meets it: a question or a note with words."""
        return self.kind.role in (Role.QUESTION, Role.SHOWN)


@dataclass(frozen=True, kw_only=True)  # no slots: what is worked out from it is kept
class Outline:
    """The whole form. `stray` are ends that close nothing, `unclosed` beginnings without an end."""

    lines: tuple[Line, ...]
    lists: Mapping[str, tuple[Row, ...]]
    stray: tuple[tuple[Row, Kind], ...] = ()
    unclosed: tuple[Line, ...] = ()
    others: tuple[Row, ...] = ()
    settings: Row = field(default_factory=lambda: Row(number=0, cells={}))

    @cached_property
    def by_name(self) -> dict[str, list[Line]]:
        """Every line by its name."""
        found: dict[str, list[Line]] = {}
        for line in self.lines:
            if line.name:
                found.setdefault(line.name, []).append(line)
        return found

    @cached_property
    def children(self) -> dict[Line | None, list[Line]]:
        """The lines directly inside each group or repeat, and under None those of the form itself."""
        found: dict[Line | None, list[Line]] = {}
        for line in self.lines:
            found.setdefault(line.inside[-1] if line.inside else None, []).append(line)
        return found

    def one(self, name: str) -> Line | None:
        """Return the line of a name that stands for one thing only."""
        found = self.by_name.get(name, [])
        return found[0] if len(found) == 1 else None

    def codes(self, line: Line) -> frozenset[str] | None:
        """Return the codes a question can be answered with, or None when that cannot be told."""
        if not line.kind.from_sheet or line.kind.list_name not in self.lists:
            return None
        codes = {row["name"] for row in self.lists[line.kind.list_name]}
        return frozenset({*codes, "other"} if line.kind.other else codes)

    def at(self, path: str) -> Line | None:
        """Return the line that a path of the finished form (`/data/group/name[2]`) comes from, as far as can be told."""
        names = tuple(_STEP.sub("", step) for step in path.strip("/").split("/"))[1:]
        for line in self.lines:
            if line.path == names:
                return line
        if not names:
            return None
        near = [line for line in self.lines if line.name == names[-1]]
        return near[0] if len(near) == 1 else self._maker(names)

    def _maker(self, names: tuple[str, ...]) -> Line | None:
        """Return the line that pyxform made a node of its own for: a count, an "other", a note without a name."""
        for ending in ("_count", "_other"):
            found = self.by_name.get(names[-1].removesuffix(ending), [])
            if names[-1].endswith(ending) and len(found) == 1:
                return found[0]
        number = _NUMBER.search(names[-1])
        if number and names[-1].startswith(("generated_", "reserved_")):
            return next((line for line in self.lines if line.row.number == int(number[1])), None)
        return self.at("/" + "/".join(names)) if len(names) > 1 else None


def outline(form: Tables) -> Outline:
    """Read the outline of a form; its columns have the names they are known by."""
    lines: list[Line] = []
    stray: list[tuple[Row, Kind]] = []
    others: list[Row] = []
    opened: list[Line] = []
    for row in form["survey"]:
        kind = kind_of(row["type"])
        if row["disabled"].lower() in YES:
            continue
        if kind.role is Role.END:
            if opened and opened[-1].kind.sort == kind.sort:
                opened.pop()
            else:
                stray.append((row, kind))
        elif kind.role is Role.SETTING or not row["type"]:
            others.append(row)
        else:
            line = Line(row=row, kind=kind, inside=tuple(opened))
            lines.append(line)
            if kind.role is Role.BEGIN:
                opened.append(line)
    settings = next(iter(form["settings"]), Row(number=0, cells={}))
    return Outline(
        lines=tuple(lines),
        lists=_lists(form["choices"]),
        stray=tuple(stray),
        unclosed=tuple(opened),
        others=tuple(others),
        settings=settings,
    )


def _lists(choices: Table) -> dict[str, tuple[Row, ...]]:
    found: dict[str, list[Row]] = {}
    for row in choices:
        if row["list_name"]:
            found.setdefault(row["list_name"], []).append(row)
    return {name: tuple(rows) for name, rows in found.items()}
