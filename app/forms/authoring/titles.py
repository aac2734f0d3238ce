"""Remarks on what stands above and beside the rows: column titles, settings, and what a spreadsheet holds that is no text."""

from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches

from app.errors import N_
from app.forms.authoring import sentences
from app.forms.authoring.columns import KNOWN
from app.forms.authoring.finding import Finding, Grade, finding, flaw, remark
from app.forms.authoring.outline import NAME, Outline
from app.forms.authoring.sheets import Odd, Oddity, Table, Tables

_WATCHED = ("survey", "choices", "settings", "entities")
_ALIKE = 0.8

_SENTENCES = {
    Odd.DATE: N_("The spreadsheet keeps a date or a time here and it is read as “{text}”. Type it as text."),
    Odd.ERROR: N_("This cell shows the spreadsheet's error {text} instead of a value."),
    Odd.MERGED: N_("The cells {text} are merged; only the first of them has a value. Take the merging away."),
    Odd.TWICE: N_("There are two columns “{column}”. Rename or remove one of them."),
    Odd.UNREAD: N_("Nothing is read from this row on, for more than 60 rows above it are empty."),
    Odd.MACROS: N_("The file holds macros. They are not needed for a form and were not run."),
}


def check(form: Tables, whole: Outline) -> Iterator[Finding]:
    """Give the remarks on titles and settings."""
    for name in _WATCHED:
        yield from _misspelt(form[name])
        yield from _same(form[name])
    yield from _nameless(form["choices"])
    yield from _settings(form, whole)
    for oddity in form.oddities:
        yield from _odd(form, oddity)


def _misspelt(table: Table) -> Iterator[Finding]:
    known = KNOWN[table.name]
    for header in table.headers:
        first = header.column.partition("::")[0]
        if first in known:
            continue
        spelled = "_".join(first.lower().replace(":", " ").replace("-", "_").split())
        near = get_close_matches(spelled, known, n=1, cutoff=_ALIKE)
        if near:
            sentence = N_("The column “{column}” is not known, so it is not read. Was “{near}” meant?")
            yield remark(table, table.row, header.column, sentence, column=header.written, near=near[0])


def _nameless(choices: Table) -> Iterator[Finding]:
    """A column of answers becomes a node of the form, so its title must be a name."""
    for header in choices.headers:
        first = header.column.partition("::")[0]
        if first not in KNOWN["choices"] and " " not in first and not NAME.fullmatch(first):
            sentence = sentences.NO_LAWFUL_NAME
            yield finding(choices, choices.row, header.column, sentence, name=header.written)


def _same(table: Table) -> Iterator[Finding]:
    seen: dict[str, str] = {}
    for header in table.headers:
        other = seen.setdefault(header.column, header.written)
        if other != header.written:
            sentence = sentences.SAME_COLUMN
            yield finding(table, table.row, header.column, sentence, other=other, column=header.written)


def _settings(form: Tables, whole: Outline) -> Iterator[Finding]:
    table, row = form["settings"], whole.settings
    if row.number > 2 and form.spaced:
        yield flaw(table, row, "", N_("Only row 2 of the sheet “settings” is read, and it is empty."))
    for other in table.rows[1:]:
        yield remark(table, other, "", N_("Only the first row of the sheet “settings” is read."))
    typed = {line["type"] for line in whole.others}
    if not row.cells and not typed:
        sentence = N_("There are no settings, so the form has no title, form_id and version of its own.")
        yield remark(table, 0, "", sentence)
        return
    if not row["form_id"] and not typed & {"form_id", "set_form_id"}:
        sentence = N_("The form has no form_id. It will be known by the name of its file.")
        yield remark(table, row, "form_id", sentence)
    elif " " in row["form_id"]:
        yield remark(table, row, "form_id", N_("The form_id has spaces; some programs cannot take them."))
    if not row["version"]:
        sentence = N_("The form has no version, so nobody can tell an older one from a newer one.")
        yield remark(table, row, "version", sentence)
    if not row["form_title"] and not typed & {"form_title", "set_form_title"}:
        yield remark(table, row, "form_title", N_("The form has no title."))


def _odd(form: Tables, oddity: Oddity) -> Iterator[Finding]:
    table = form[oddity.sheet]
    header = next((one for one in table.headers if one.written == oddity.column), None)
    column = header.column if header else oddity.column
    if oddity.kind in (Odd.DATE, Odd.ERROR) and column.partition("::")[0] not in KNOWN.get(oddity.sheet, ()):
        return  # notes of the author's own
    sentence = _SENTENCES[oddity.kind]
    if oddity.kind is Odd.MACROS:
        yield Finding(sentence=sentence, grade=Grade.REMARK)
        return
    grade = Grade.BROKEN if oddity.kind is Odd.TWICE and form.spaced else Grade.FLAW
    found = finding(table, oddity.row, column, sentence, grade, text=oddity.text, column=oddity.column)
    if oddity.kind is Odd.MERGED:
        found = replace(found, column="", cell=oddity.text.partition(":")[0])
    elif oddity.kind is Odd.TWICE:
        found = replace(found, cell=f"{oddity.text}{oddity.row}")
    yield found
