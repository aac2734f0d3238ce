"""Trace what the engine says of a finished form back to the sheet, row and column its author knows."""

from collections.abc import Iterator

from app.errors import N_, UserError
from app.forms.authoring.finding import Finding, Grade, finding
from app.forms.authoring.outline import Line, Outline
from app.forms.authoring.sheets import Table, Tables
from app.forms.authoring.syntax import references

COLUMNS = {
    "relevant": "relevant",
    "readonly": "readonly",
    "required": "required",
    "constraint": "constraint",
    "calculate": "calculation",
    "count": "repeat_count",
    "noAddRemove": "repeat_count",
    "itemset": "choice_filter",
    "setvalue": "default",
    "setgeopoint": "trigger",
    "recordaudio": "type",
}

_TURNING = ("calculation", "relevant", "repeat_count", "readonly", "required", "choice_filter")

_CIRCLE = N_(
    "The values go round in a circle, each needs the other: {names}. Break the circle in one of them."
)
_SELF = N_(
    "“{names}” needs its own value to be worked out, which never ends. Take it out of its own expression."
)
_EXPRESSION = N_("The engine cannot take this expression: {reason}")


def refused(error: UserError, form: Tables, whole: Outline) -> Iterator[Finding]:
    """Give why the engine cannot open the form, at each row it is about."""
    fields = dict(error.fields)
    if "paths" in fields:
        yield from _circle(str(fields["paths"]).split(", "), form["survey"], whole)
        return
    line = _line(fields, whole)
    column = COLUMNS.get(str(fields.get("where", "")).split(" ")[0], "type")
    if "reason" in fields and "where" in fields:
        sentence, fields = _EXPRESSION, {"reason": fields["reason"]}
    else:
        sentence = error.sentence
    if line is None:
        yield Finding(sentence=sentence, fields=fields)
    else:
        yield finding(form["survey"], line.row, column, sentence, Grade.BROKEN, **fields)


def warned(problem: UserError, form: Tables, whole: Outline) -> Finding:
    """Return what the engine remarked while it filled the form."""
    fields = dict(problem.fields)
    line = _line(fields, whole)
    if line is None:
        return Finding(sentence=problem.sentence, fields=fields, grade=Grade.REMARK)
    return finding(form["survey"], line.row, "name", problem.sentence, Grade.REMARK, **fields)


def _line(fields: dict[str, object], whole: Outline) -> Line | None:
    path = fields.get("path")
    return whole.at(str(path)) if path else None


def _circle(paths: list[str], survey: Table, whole: Outline) -> Iterator[Finding]:
    lines = [line for path in paths if (line := whole.at(path)) is not None]
    names = ", ".join(dict.fromkeys(line.name for line in lines)) or ", ".join(paths)
    sentence = _SELF if len(paths) == 1 else _CIRCLE
    if not lines:
        yield Finding(sentence=sentence, fields={"names": names})
    for line in lines:
        column = _turning(line, {one.name for one in lines})
        yield finding(survey, line.row, column, sentence, Grade.BROKEN, names=names)


def _turning(line: Line, names: set[str]) -> str:
    """Return the column of a row through which the circle goes."""
    filled = [column for column in _TURNING if line.row[column]]
    reading = [column for column in filled if names & set(references(line.row[column]))]
    return next(iter(reading or filled), "name")
