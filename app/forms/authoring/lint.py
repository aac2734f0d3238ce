"""What is wrong with a form, said to its author: structure, names and lists, then expressions, then translations."""

import re
from collections.abc import Iterator

from app.errors import N_
from app.forms.authoring import coverage, expressions
from app.forms.authoring.finding import Finding, finding, warning
from app.forms.authoring.tables import Row, Table, Tables

_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_SELECT = re.compile(r"(?:select_one|select_multiple|rank)\s+(\S+)")
_OPEN = re.compile(r"begin[ _](group|repeat)")
_CLOSE = re.compile(r"end[ _](group|repeat)")


def check(form: Tables) -> Iterator[Finding]:
    """Give every remark on a form."""
    yield from _names(form["survey"])
    yield from _nesting(form["survey"])
    yield from _lists(form)
    yield from _choices(form["choices"])
    yield from expressions.check(form)
    yield from coverage.check(form)


def list_of(row: Row) -> str:
    """Return the list that a question's answers come from, or nothing."""
    match = _SELECT.match(row["type"])
    return match[1] if match else ""


def _names(survey: Table) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for row in survey:
        name = row["name"]
        if not row["type"]:
            yield finding(survey, row, "type", N_("This row has no type."))
        if _CLOSE.match(row["type"]):
            continue
        if not name:
            yield finding(survey, row, "name", N_("This row has no name."))
        elif not _NAME.fullmatch(name):
            sentence = N_("“{name}” is not a name: letters, digits, _ . - only, not beginning with a digit.")
            yield finding(survey, row, "name", sentence, name=name)
        elif name in seen:
            sentence = N_("The name “{name}” is already used in row {other}.")
            yield finding(survey, row, "name", sentence, name=name, other=str(seen[name]))
        seen.setdefault(name, row.number)


def _nesting(survey: Table) -> Iterator[Finding]:
    opened: list[tuple[str, Row]] = []
    for row in survey:
        if match := _OPEN.match(row["type"]):
            opened.append((match[1], row))
        elif match := _CLOSE.match(row["type"]):
            if opened and opened[-1][0] == match[1]:
                opened.pop()
            else:
                sentence = N_("This “end {kind}” closes nothing that is open.")
                yield finding(survey, row, "type", sentence, kind=match[1])
    for kind, row in opened:
        yield finding(survey, row, "type", N_("This {kind} is never closed."), kind=kind)


def _lists(form: Tables) -> Iterator[Finding]:
    survey, choices = form["survey"], form["choices"]
    used = {list_of(row) for row in survey}
    first = {row["list_name"]: row for row in reversed(choices.rows)}
    for row in survey:
        # a list in a file of its own ("places.csv") is not on the sheet
        if (name := list_of(row)) and name not in first and "." not in name:
            sentence = N_("The list “{name}” is not on the sheet “choices”.")
            yield finding(survey, row, "type", sentence, name=name)
    for name, row in first.items():
        if name not in used:
            yield warning(choices, row, "list_name", N_("No question uses the list “{name}”."), name=name)


def _choices(choices: Table) -> Iterator[Finding]:
    seen: set[tuple[str, str]] = set()
    for row in choices:
        code = row["name"]
        if not code:
            yield finding(choices, row, "name", N_("This answer has no code."))
        elif re.search(r"\s", code):
            sentence = N_("The code “{name}” has a space in it; several answers are kept apart by spaces.")
            yield finding(choices, row, "name", sentence, name=code)
        elif (row["list_name"], code) in seen:
            yield finding(choices, row, "name", N_("The code “{name}” is twice in this list."), name=code)
        seen.add((row["list_name"], code))
