"""What is wrong with a form as far as its sheets tell: rows and lists, expressions, looks, then translations."""

from collections.abc import Iterator

from app.forms.authoring import (
    appearances,
    columns,
    coverage,
    expressions,
    letters,
    lists,
    paths,
    rows,
    titles,
)
from app.forms.authoring.finding import Finding, Grade
from app.forms.authoring.kinds import kind_of
from app.forms.authoring.outline import Outline, outline
from app.forms.authoring.sheets import Row, Tables


def check(form: Tables) -> Iterator[Finding]:
    """Give what our own forms must not have: all but mere remarks. Columns may be written in any way."""
    known = columns.understood(form)
    found = _remarks(known, outline(known), strict=True)
    return (finding for finding in found if finding.grade is not Grade.REMARK)


def remarks(form: Tables, whole: Outline) -> Iterator[Finding]:
    """Give every remark on a form whose columns have the names they are known by."""
    yield from rows.types(form["survey"], whole)
    yield from _remarks(form, whole, strict=False)


def _remarks(form: Tables, whole: Outline, *, strict: bool) -> Iterator[Finding]:
    yield from titles.check(form, whole)
    yield from letters.check(form)
    yield from rows.check(form, whole)
    yield from lists.check(form, whole)
    yield from expressions.check(form, whole)
    for line in whole.lines:
        yield from paths.texts(form["survey"], line, whole)
    yield from appearances.check(form, whole)
    yield from coverage.check(form, whole, strict=strict)


def list_of(row: Row) -> str:
    """Return the list that a question's answers come from, or nothing."""
    kind = kind_of(row["type"])
    return kind.list_name if kind.is_select else ""
