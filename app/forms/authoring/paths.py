"""Remarks on what an expression reads: names without `${}`, repeats seen from outside, answers that come later or never."""

from collections.abc import Iterator

from app.errors import N_
from app.forms.authoring import syntax
from app.forms.authoring.columns import TRANSLATED
from app.forms.authoring.finding import Finding, flaw, remark
from app.forms.authoring.kinds import Role
from app.forms.authoring.outline import Line, Outline
from app.forms.authoring.sheets import Table
from app.forms.authoring.syntax import Meant
from app.forms.xpath.syntax import Binary, Call, Expression, Filter, Negation, Path

GATHERING = frozenset(
    {
        *("count", "count-non-empty", "sum", "min", "max", "join", "indexed-repeat", "position", "concat"),
        *("once", "boolean", "not", "string-join", "count-selected", "area", "distance", "enclosed-area"),
        *("checklist", "weighted-checklist", "selected-at", "coalesce", "randomize"),
    }
)


def check(survey: Table, line: Line, column: str, whole: Outline) -> Iterator[Finding]:
    """Give the remarks on what one expression, which can be read, reads."""
    meaning = syntax.meant(line.row[column])
    if meaning is None:
        return
    columns = _columns(whole) if column == "choice_filter" and line.kind.from_sheet else frozenset()
    if column != "choice_filter" or columns:
        yield from _bare(survey, line, column, whole, meaning, columns)
    yield from _repeated(survey, line, column, whole, meaning)
    if column == "relevant" and line.kind.role is not Role.UNSEEN:
        yield from _later(survey, line, whole, meaning)


def texts(survey: Table, line: Line, whole: Outline) -> Iterator[Finding]:
    """Give the remarks on names in a row's texts in whose place nothing will ever stand."""
    for column, text in line.row.cells.items():
        if column.partition("::")[0] not in TRANSLATED or "${" not in text:
            continue
        for name in dict.fromkeys(syntax.references(text)):
            named = whole.one(name)
            if named is not None and _is_void(named):
                sentence = N_(
                    "“{name}” holds no answer, so nothing will be shown in the place of ${{{name}}}."
                )
                yield flaw(survey, line.row, column, sentence, name=name)


def _is_void(line: Line) -> bool:
    if line.kind.role is Role.BEGIN or line.kind.sort == "external":
        return True
    return line.kind.role is Role.SHOWN and not (
        line.row["calculation"] or line.row["default"] or line.row["trigger"]
    )


def _columns(whole: Outline) -> frozenset[str]:
    return frozenset({column for rows in whole.lists.values() for row in rows for column in row.cells})


def _bare(
    survey: Table, line: Line, column: str, whole: Outline, meaning: Meant, known: frozenset[str]
) -> Iterator[Finding]:
    """A name without ${} is a column inside a choice filter, and nothing anywhere else."""
    for path in _outer_paths(meaning.tree):
        if path.absolute or path.start is not None or path.steps[0].axis != "child":
            continue
        name = path.steps[0].test
        if name in known or not name.replace("_", "").replace("-", "").replace(".", "").isalnum():
            continue
        if column == "choice_filter" and name not in whole.by_name:
            sentence = N_(
                "The sheet “choices” has no column “{name}”, so this filter lets no answer through."
            )
        elif name in whole.by_name:
            sentence = N_(
                "“{name}” alone names nothing here. Write ${{{name}}} for the answer to that question."
            )
        else:
            sentence = N_(
                "“{name}” names nothing here. A text stands in quotation marks, a question in ${{…}}."
            )
        yield flaw(survey, line.row, column, sentence, name=name)


def _outer_paths(tree: Expression) -> Iterator[Path]:
    """Return the paths that begin at the question itself; those inside [ ] begin elsewhere."""
    waiting = [tree]
    while waiting:
        piece = waiting.pop()
        if isinstance(piece, Path):
            if piece.start is not None:
                waiting.append(piece.start)
            elif piece.steps:
                yield piece
        elif isinstance(piece, Filter):
            waiting.append(piece.operand)
        elif isinstance(piece, Binary | Call | Negation):
            waiting.extend(reversed(syntax.inside(piece)))


def _repeated(survey: Table, line: Line, column: str, whole: Outline, meaning: Meant) -> Iterator[Finding]:
    calls = {piece.name for piece in syntax.pieces(meaning.tree) if isinstance(piece, Call)}
    if calls & GATHERING or (column == "choice_filter" and not line.kind.from_sheet):
        return
    for name in dict.fromkeys(meaning.names.values()):
        named = whole.one(name)
        outside = [one for one in named.repeats if one not in (*line.inside, line)] if named else []
        if outside:
            sentence = N_(
                "“{name}” is asked again in every “{repeat}”; from here only the first is read. Use sum, count, join or "
                "indexed-repeat."
            )
            yield remark(survey, line.row, column, sentence, name=name, repeat=outside[-1].name)


def _later(survey: Table, line: Line, whole: Outline, meaning: Meant) -> Iterator[Finding]:
    for name in dict.fromkeys(meaning.names.values()):
        named = whole.one(name)
        if named is not None and named.kind.role is Role.QUESTION and named.row.number > line.row.number:
            sentence = N_("This is shown by an answer that comes later: “{name}” is asked in row {other}.")
            yield remark(survey, line.row, "relevant", sentence, name=name, other=named.row.number)
