"""Remarks on the rows of the survey sheet: types, names, groups, and rules that can never matter."""

import re
from collections.abc import Iterator

from app.errors import N_
from app.forms.authoring import columns, sentences
from app.forms.authoring.finding import Finding, Grade, finding, flaw, remark
from app.forms.authoring.kinds import Role, kind_of, meant
from app.forms.authoring.outline import NAME, NO, Line, Outline
from app.forms.authoring.sheets import Row, Table, Tables

MOST_LETTERS = 64

_SELECTS = re.compile(
    r"(select[ _]?(?:one|multiple|1)\S*|rank|select all that apply(?: from)?)(?:\s+(.*))?$", re.I
)
_RULES = ("constraint", "required")


def check(form: Tables, whole: Outline) -> Iterator[Finding]:
    """Give the remarks on every row."""
    survey = form["survey"]
    yield from _untyped(survey, whole)
    yield from _names(survey, whole)
    yield from _nesting(survey, whole)
    for line in whole.lines:
        yield from _rules(survey, line)
    yield from _empty(survey, whole)
    yield from _same_words(survey, whole)


def types(survey: Table, whole: Outline) -> Iterator[Finding]:
    """Give the remarks on types, which pyxform makes as well, but one at a time."""
    for line in whole.lines:
        yield from _type(survey, line)


def _untyped(survey: Table, whole: Outline) -> Iterator[Finding]:
    for row in whole.others:
        if row["type"]:
            continue
        words = [one for one in row.cells if one.partition("::")[0] in columns.KNOWN["survey"]]
        if row["name"] or any(one.partition("::")[0] == "label" for one in words):
            yield finding(survey, row, "type", sentences.NO_TYPE)
        elif words:
            yield remark(survey, row, "type", N_("This row has no type and is left out."))


def _names(survey: Table, whole: Outline) -> Iterator[Finding]:
    seen: dict[str, Line] = {}
    siblings: dict[tuple[Line | None, str], Line] = {}
    for line in whole.lines:
        name, row = line.name, line.row
        if not name:
            if line.kind.sort not in ("note", "audit"):
                yield finding(survey, row, "name", sentences.NO_NAME)
            continue
        if not NAME.fullmatch(name):
            sentence = sentences.NO_LAWFUL_NAME
            yield finding(survey, row, "name", sentence, name=name)
        elif name in seen:
            yield _twice(survey, line, seen[name], siblings)
        elif len(name) > MOST_LETTERS:
            sentence = N_("“{name}” is longer than {most} letters; some programs cut it short.")
            yield remark(survey, row, "name", sentence, name=name, most=MOST_LETTERS)
        seen.setdefault(name, line)
        siblings.setdefault((line.inside[-1] if line.inside else None, name), line)


def _twice(survey: Table, line: Line, other: Line, siblings: dict[tuple[Line | None, str], Line]) -> Finding:
    """A name may stand once in a group; elsewhere it may stand again, but nobody can refer to it then."""
    here = (line.inside[-1] if line.inside else None, line.name) in siblings
    grade = Grade.SUSPECT if here or line.kind.sort == "repeat" else Grade.FLAW
    sentence = N_("The name “{name}” is already used in row {other}.")
    return finding(survey, line.row, "name", sentence, grade, name=line.name, other=str(other.row.number))


def _nesting(survey: Table, whole: Outline) -> Iterator[Finding]:
    for row, kind in whole.stray:
        sentence = sentences.CLOSES_NOTHING
        yield finding(survey, row, "type", sentence, kind=kind.sort)
    for line in whole.unclosed:
        yield finding(survey, line.row, "type", sentences.NEVER_CLOSED, kind=line.kind.sort)


def _type(survey: Table, line: Line) -> Iterator[Finding]:
    written = line.row["type"]
    if line.kind.role is Role.UNKNOWN:
        yield _unknown(survey, line.row, written)
    elif line.kind.sort == "calculate" and not (line.row["calculation"] or line.row["default"]):
        sentence = sentences.NO_CALCULATION
        yield finding(survey, line.row, "calculation", sentence, name=line.name)


def _unknown(survey: Table, row: Row, written: str) -> Finding:
    near = meant(written)
    if near:
        sentence = N_("“{type}” is no type of question. Was “{near}” meant?")
        return finding(survey, row, "type", sentence, type=written, near=near)
    if written.startswith(("cascading_select", "cascading select")):
        sentence = N_("“cascading_select” is out of use. Use several questions, each with a choice_filter.")
        return finding(survey, row, "type", sentence)
    if match := _SELECTS.match(" ".join(written.split())):
        command, behind = match[1], match[2] or ""
        if not behind:
            sentence = N_("Behind “{type}” must stand the name of the list its answers come from.")
            return finding(survey, row, "type", sentence, type=written)
        if kind_of(f"{command} {behind.split()[0]}").role is not Role.UNKNOWN:
            sentence = N_("“{list}” is no name of a list: a name has no spaces.")
            return finding(survey, row, "type", sentence, list=behind)
    return finding(survey, row, "type", sentences.UNKNOWN_TYPE, type=written)


def _rules(survey: Table, line: Line) -> Iterator[Finding]:
    row = line.row
    if line.kind.role is Role.SHOWN and row["required"].lower() not in NO:
        sentence = N_("A note cannot be answered, so “{name}” can never be passed when it is required.")
        yield flaw(survey, row, "required", sentence, name=line.name)
    if line.kind.role is Role.UNSEEN and row["constraint"]:
        sentence = N_("“{name}” is not asked, so nobody is told when it breaks this rule.")
        yield remark(survey, row, "constraint", sentence, name=line.name)
    if line.kind.role is Role.BEGIN:
        for column in (one for one in _RULES if row[one].lower() not in NO):
            sentence = N_("A {kind} has no answer, so this rule is never looked at.")
            yield remark(survey, row, column, sentence, kind=line.kind.sort)


def _empty(survey: Table, whole: Outline) -> Iterator[Finding]:
    for line in whole.lines:
        if line.kind.role is Role.BEGIN and line not in whole.children and line not in whole.unclosed:
            sentence = N_("Nothing stands inside this {kind}.")
            yield remark(survey, line.row, "type", sentence, kind=line.kind.sort)


def _same_words(survey: Table, whole: Outline) -> Iterator[Finding]:
    """Two questions of one group that ask the same words cannot be told apart by whoever reads them."""
    for siblings in whole.children.values():
        seen: dict[tuple[str, str], Line] = {}
        for line in siblings:
            if line.kind.role is not Role.QUESTION or line.row["relevant"]:
                continue
            for column, text in line.row.cells.items():
                if column.partition("::")[0] != "label":
                    continue
                first = seen.setdefault((column, " ".join(text.lower().split())), line)
                if first is not line:
                    sentence = N_("“{name}” asks in the same words as “{other}” in row {number}.")
                    fields = {"name": line.name, "other": first.name, "number": first.row.number}
                    yield remark(survey, line.row, column, sentence, **fields)
                    break
