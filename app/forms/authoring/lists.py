"""Remarks on the answers people choose from: lists that are missing or not used, codes that are no codes or stand twice."""

import re
from collections.abc import Iterator
from difflib import get_close_matches

from app.errors import N_
from app.forms.authoring import sentences
from app.forms.authoring.finding import Finding, Grade, finding, flaw, remark
from app.forms.authoring.outline import YES, Outline
from app.forms.authoring.sheets import Row, Table, Tables

_SEVERAL = ("select_multiple", "rank")


def check(form: Tables, whole: Outline) -> Iterator[Finding]:
    """Give the remarks on lists and their codes."""
    yield from _missing(form, whole)
    yield from _unused(form, whole)
    yield from _codes(form["choices"], whole)
    yield from _short(form["choices"], whole)
    yield from _same_words(form["choices"], whole)


def _missing(form: Tables, whole: Outline) -> Iterator[Finding]:
    survey, outside = form["survey"], {row["list_name"] for row in form["external_choices"]}
    for line in whole.lines:
        name = line.kind.list_name
        if line.kind.sort == "select_one_external":
            if name not in outside:
                sentence = sentences.NO_OUTER_LIST
                yield finding(survey, line.row, "type", sentence, name=name)
        elif name.startswith("${") and line.kind.sort == "select_multiple":
            sentence = N_("Several answers cannot be chosen from a repeat. Use select_one or rank.")
            yield finding(survey, line.row, "type", sentence)
        elif (line.kind.from_sheet or line.kind.sort == "loop") and name not in whole.lists:
            near = get_close_matches(name, whole.lists, n=1, cutoff=0.75)
            if near:
                sentence = N_("The list “{name}” is not on the sheet “choices”. Was “{near}” meant?")
                yield finding(survey, line.row, "type", sentence, name=name, near=near[0])
            else:
                sentence = sentences.NO_LIST
                yield finding(survey, line.row, "type", sentence, name=name)


def _unused(form: Tables, whole: Outline) -> Iterator[Finding]:
    used = {line.kind.list_name for line in whole.lines}
    words = "\n".join(
        cell for line in whole.lines for column, cell in line.row.cells.items() if column != "type"
    )
    for name, rows in whole.lists.items():
        if name not in used and not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", words):
            sentence = N_("No question uses the list “{name}”.")
            yield flaw(form["choices"], rows[0], "list_name", sentence, name=name)


def _codes(choices: Table, whole: Outline) -> Iterator[Finding]:
    several = {line.kind.list_name for line in whole.lines if line.kind.sort in _SEVERAL}
    twice = Grade.REMARK if whole.settings["allow_choice_duplicates"].lower() in YES else Grade.SUSPECT
    seen: set[tuple[str, str]] = set()
    for row in choices:
        code, name = row["name"], row["list_name"]
        if not name:
            if code:
                yield flaw(choices, row, "list_name", N_("This answer belongs to no list."))
            continue
        if not code:
            yield finding(choices, row, "name", sentences.NO_CODE)
        elif re.search(r"\s", code):
            grade = Grade.SUSPECT if name in several else Grade.FLAW
            sentence = sentences.SPACED_CODE
            yield finding(choices, row, "name", sentence, grade, name=code)
        elif (name, code) in seen:
            yield finding(
                choices, row, "name", N_("The code “{name}” is twice in this list."), twice, name=code
            )
        seen.add((name, code))


def _short(choices: Table, whole: Outline) -> Iterator[Finding]:
    used = {
        line.kind.list_name
        for line in whole.lines
        if line.kind.from_sheet and not line.kind.other and "search(" not in line.row["appearance"]
    }
    for name, rows in whole.lists.items():
        if name in used and len(rows) == 1:
            sentence = N_("The list “{name}” has one answer only, so there is nothing to choose.")
            yield remark(choices, rows[0], "list_name", sentence, name=name)


def _same_words(choices: Table, whole: Outline) -> Iterator[Finding]:
    for rows in whole.lists.values():
        if any(column not in _PLAIN and "::" not in column for row in rows for column in row.cells):
            continue  # a filter may show only one of two answers in the same words
        seen: dict[tuple[str, str], Row] = {}
        for row in rows:
            for column, text in row.cells.items():
                if column.partition("::")[0] != "label":
                    continue
                first = seen.setdefault((column, " ".join(text.lower().split())), row)
                if first is not row and first["name"] != row["name"]:
                    sentence = N_(
                        "Two answers of this list read the same: “{name}” and “{other}” in row {number}."
                    )
                    fields = {"name": row["name"], "other": first["name"], "number": first.number}
                    yield remark(choices, row, column, sentence, **fields)
                    break


_PLAIN = frozenset({"list_name", "name", "label", "score", "image", "audio", "video", "big-image", "order"})
