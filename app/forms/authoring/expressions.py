"""Remarks on a form's expressions: what cannot be read, names that do not exist, patterns and positions that surprise."""

import re
from collections.abc import Iterator
from dataclasses import replace

from app.errors import N_
from app.forms.authoring import conditions, paths, sentences, syntax
from app.forms.authoring.columns import TRANSLATED
from app.forms.authoring.finding import Finding, Grade, finding, flaw
from app.forms.authoring.outline import Line, Outline
from app.forms.authoring.sheets import Row, Table, Tables
from app.forms.errors import ExpressionRefused

BOUND = ("relevant", "constraint", "calculation", "required", "readonly", "repeat_count")
COLUMNS = (*BOUND, "choice_filter", "default")
ENTITIES = ("entity_id", "create_if", "update_if", "label")

_REGEX = re.compile(r"regex\s*\([^'\"]*,\s*(['\"])(.*?)\1\s*\)")
_POSITION = re.compile(r"\}\s*\[\s*\d+\s*\]")
_DYNAMIC = re.compile(r"\$\{|[A-Za-z][\w.-]*\(")

_LONGEST = 200

references = syntax.references

_CHARACTER = N_("Character {position} of “{expression}”: {reason}.")
_FUNCTION = N_("Nobody knows the function {name}() (character {position} of “{expression}”).")
_FOREIGN = N_("The function {name}() belongs to {dialect}; write “{expression}” with ODK's own functions.")
_COUNT = N_(
    "{name}() was given {given} values in its brackets, which is too many or too few: “{expression}”."
)
_REFUSED = N_("“{expression}” cannot be worked out: {reason}")


def check(form: Tables, whole: Outline) -> Iterator[Finding]:
    """Give the remarks on every expression and on every name used in a text."""
    names = {row["name"] for row in form["survey"]} | {"instanceID"}
    for table in (form["survey"], form["choices"], form["settings"], form["entities"]):
        for row in table:
            yield from _unknown_names(table, row, names)
    for line in whole.lines:
        yield from _expressions(form["survey"], line, whole)
    for row in form["entities"]:
        for column in ENTITIES:
            yield from _unreadable(form["entities"], row, column)
    for row in form["settings"].rows[:1]:
        yield from _unreadable(form["settings"], row, "instance_name")


def _unknown_names(table: Table, row: Row, names: set[str]) -> Iterator[Finding]:
    for column, text in row.cells.items():
        if "${" not in text or (table.name == "choices" and column.partition("::")[0] not in TRANSLATED):
            continue
        for name in references(text):
            if name not in names:
                yield finding(table, row, column, sentences.NO_QUESTION, name=name)


def _expressions(survey: Table, line: Line, whole: Outline) -> Iterator[Finding]:
    row = line.row
    for column in COLUMNS:
        if not row[column] or (column == "default" and not _DYNAMIC.search(row[column])):
            continue
        unreadable = list(_unreadable(survey, row, column))
        yield from unreadable
        yield from _surprises(survey, row, column)
        if not unreadable:
            yield from paths.check(survey, line, column, whole)
            yield from conditions.check(survey, line, column, whole)


def _unreadable(table: Table, row: Row, column: str) -> Iterator[Finding]:
    for problem in syntax.problems(row[column]) if row[column] else ():
        yield told(table, row, column, problem, row[column])


def told(table: Table, row: Row, column: str, problem: ExpressionRefused, written: str) -> Finding:
    """Return what the engine says of an expression, about the cell it was written in; characters count from 1."""
    fields = dict(problem.fields)
    sentence = _sentence(fields)
    position = fields.get("position")
    fields["position"] = position + 1 if isinstance(position, int) else 1
    fields["expression"] = written if len(written) <= _LONGEST else f"{written[: _LONGEST - 1]}…"
    if sentence is _REFUSED:
        fields["reason"] = str(problem)
    found = finding(table, row, column, sentence, Grade.SUSPECT, **fields)
    return replace(found, msgids=("reason",)) if sentence is _CHARACTER else found


def _sentence(fields: dict[str, object]) -> str:
    if "dialect" in fields:
        return _FOREIGN
    if "given" in fields:
        return _COUNT
    if "name" in fields:
        return _FUNCTION
    return _CHARACTER if "reason" in fields else _REFUSED


def _surprises(table: Table, row: Row, column: str) -> Iterator[Finding]:
    for _, pattern in _REGEX.findall(row[column]):
        if not (pattern.startswith("^") and pattern.endswith("$")):
            sentence = N_("The pattern “{pattern}” has no ^ and $; some programs match a part only.")
            yield flaw(table, row, column, sentence, pattern=pattern)
    if _POSITION.search(row[column]):
        sentence = N_(
            "A number in [ ] after ${{…}} counts differently in different programs; use indexed-repeat."
        )
        yield flaw(table, row, column, sentence)
