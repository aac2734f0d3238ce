"""Remarks on a form's words: every label, hint, message and answer must be there in every language of the form."""

import re
from collections.abc import Iterator

from app.errors import N_
from app.forms.authoring.expressions import references
from app.forms.authoring.finding import Finding, finding
from app.forms.authoring.tables import Row, Table, Tables

_WORDLESS = re.compile(
    r"calculate|hidden|start|end|today|deviceid|username|audit|(csv|xml)-external|end[ _](group|repeat)"
)
WORDS = ("label", "hint", "guidance_hint", "constraint_message", "required_message")
_HEADER = Row(number=1, cells={})


def check(form: Tables) -> Iterator[Finding]:
    """Give the remarks on missing or unlike translations, and on rules that have no words for the person."""
    languages = form.languages()
    for table in (form["survey"], form["choices"]):
        yield from _columns(table, languages)
        for row in table:
            yield from _label(table, row, languages)
            for word in WORDS:
                yield from _halves(table, row, word, languages)
    for row in form["survey"]:
        yield from _messages(form["survey"], row, languages)
    yield from _default_language(form["settings"], languages)


def _columns(table: Table, languages: tuple[str, ...]) -> Iterator[Finding]:
    for column in table.columns:
        word, _, language = column.partition("::")
        if word not in WORDS or not languages:
            continue
        if not language:
            yield finding(table, _HEADER, column, N_("This column names no language, the labels do."))
        elif language.strip() not in languages:
            sentence = N_("There are no labels in the language “{language}” of this column.")
            yield finding(table, _HEADER, column, sentence, language=language)


def _label(table: Table, row: Row, languages: tuple[str, ...]) -> Iterator[Finding]:
    if _WORDLESS.fullmatch(row["type"]) or _texts(row, "label", languages):
        return
    yield finding(table, row, _column("label", languages), N_("“{name}” has no label."), name=row["name"])


def _halves(table: Table, row: Row, word: str, languages: tuple[str, ...]) -> Iterator[Finding]:
    texts = _texts(row, word, languages)
    if not texts:
        return
    for language in languages:
        column = f"{word}::{language}"
        if language not in texts:
            sentence = N_("“{name}” is not translated into {language}.")
            yield finding(table, row, column, sentence, name=row["name"], language=language)
        elif sorted(references(texts[language])) != sorted(references(next(iter(texts.values())))):
            sentence = N_("“{name}” does not name the same ${{…}} in every language.")
            yield finding(table, row, column, sentence, name=row["name"])


def _messages(survey: Table, row: Row, languages: tuple[str, ...]) -> Iterator[Finding]:
    for rule, message in (("constraint", "constraint_message"), ("required", "required_message")):
        asked = row[rule] and row[rule].lower() not in {"no", "false", "false()"}
        if asked and not _texts(row, message, languages):
            sentence = N_("“{name}” has a rule without words that explain it.")
            yield finding(survey, row, _column(message, languages), sentence, name=row["name"])


def _default_language(settings: Table, languages: tuple[str, ...]) -> Iterator[Finding]:
    for row in settings:
        named = row["default_language"]
        if named and named not in languages:
            sentence = N_("There are no labels in the language “{language}”.")
            yield finding(settings, row, "default_language", sentence, language=named)


def _texts(row: Row, word: str, languages: tuple[str, ...]) -> dict[str, str]:
    """Return a row's texts by language; a form without languages has the one language ""."""
    if not languages:
        return {"": row[word]} if row[word] else {}
    found = {language: row[f"{word}::{language}"] for language in languages}
    return {language: text for language, text in found.items() if text}


def _column(word: str, languages: tuple[str, ...]) -> str:
    return f"{word}::{languages[0]}" if languages else word
