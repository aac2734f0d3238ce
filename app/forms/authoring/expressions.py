"""Remarks on a form's expressions: names that do not exist, patterns and positions that surprise."""

import re
from collections.abc import Iterator

from app.errors import N_
from app.forms.authoring.finding import Finding, finding
from app.forms.authoring.tables import Row, Table, Tables

COLUMNS = (
    "relevant",
    "constraint",
    "calculation",
    "choice_filter",
    "required",
    "readonly",
    "default",
    "repeat_count",
)
_REFERENCE = re.compile(r"\$\{\s*([^}]*?)\s*\}")
_REGEX = re.compile(r"regex\s*\([^'\"]*,\s*(['\"])(.*?)\1\s*\)")
_POSITION = re.compile(r"\}\s*\[\s*\d+\s*\]")


def references(text: str) -> list[str]:
    """Return the names that stand in ${…} in a text, in order."""
    return [name.removeprefix("last-saved#") for name in _REFERENCE.findall(text)]


def check(form: Tables) -> Iterator[Finding]:
    """Give the remarks on every expression and on every name used in a label."""
    names = {row["name"] for row in form["survey"]}
    for table in (form["survey"], form["choices"]):
        for row in table:
            yield from _unknown_names(table, row, names)
            yield from _surprises(table, row)


def _unknown_names(table: Table, row: Row, names: set[str]) -> Iterator[Finding]:
    for column, text in row.cells.items():
        for name in references(text):
            if name not in names:
                sentence = N_("There is no question “{name}”.")
                yield finding(table, row, column, sentence, name=name)


def _surprises(table: Table, row: Row) -> Iterator[Finding]:
    for column in COLUMNS:
        for _, pattern in _REGEX.findall(row[column]):
            if not (pattern.startswith("^") and pattern.endswith("$")):
                sentence = N_("The pattern “{pattern}” has no ^ and $; some programs match a part only.")
                yield finding(table, row, column, sentence, pattern=pattern)
        if _POSITION.search(row[column]):
            sentence = N_(
                "A number in [ ] after ${{…}} counts differently in different programs; use indexed-repeat."
            )
            yield finding(table, row, column, sentence)
