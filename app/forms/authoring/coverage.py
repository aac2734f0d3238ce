"""How much of a form's words there is in each language, and remarks on what is missing or unlike."""

from collections.abc import Iterator
from dataclasses import dataclass

from app.errors import N_
from app.forms.authoring import sentences
from app.forms.authoring.columns import MEDIA, TRANSLATED
from app.forms.authoring.finding import Finding, Grade, finding, flaw, remark
from app.forms.authoring.kinds import Role
from app.forms.authoring.outline import NO, Line, Outline
from app.forms.authoring.sheets import Row, Table, Tables
from app.forms.authoring.syntax import references

WORDS = TRANSLATED


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """One text that a language lacks: where it would stand, and whose it is."""

    sheet: str
    row: int
    column: str
    cell: str
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """One language: how many of how many texts it has. "" is the language of a form that names none."""

    language: str
    done: int
    total: int
    missing: tuple[Missing, ...] = ()


def covered(form: Tables, whole: Outline) -> tuple[Coverage, ...]:
    """Return how much there is of each language, in the order of the columns."""
    languages = form.languages()
    asked = list(_asked(form, whole, languages))
    return tuple(_coverage(language, asked) for language in languages or ("",))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """One text there ought to be, and the languages it is there in."""

    table: Table
    row: Row
    word: str
    texts: dict[str, str]


def _asked(form: Tables, whole: Outline, languages: tuple[str, ...]) -> Iterator[_Asked]:
    """Return every text that is there in some language, and the labels that are there in none."""
    for table, row, needed in _rows(form, whole):
        for word in WORDS:
            texts = _texts(row, word, languages)
            if texts or (needed and word == "label"):
                yield _Asked(table=table, row=row, word=word, texts=texts)


def _rows(form: Tables, whole: Outline) -> Iterator[tuple[Table, Row, bool]]:
    for line in whole.lines:
        yield form["survey"], line.row, _needs_label(line)
    for row in form["choices"]:
        if row["list_name"]:
            yield form["choices"], row, True


def _coverage(language: str, asked: list[_Asked]) -> Coverage:
    missing = []
    for one in asked:
        if language not in one.texts:
            found = finding(one.table, one.row, f"{one.word}::{language}" if language else one.word, "")
            missing.append(
                Missing(
                    sheet=found.sheet,
                    row=found.row,
                    column=found.column,
                    cell=found.cell,
                    name=one.row["name"],
                )
            )
    return Coverage(
        language=language, done=len(asked) - len(missing), total=len(asked), missing=tuple(missing)
    )


def check(form: Tables, whole: Outline, *, strict: bool = True) -> Iterator[Finding]:
    """Give the remarks on missing or unlike translations, and on rules that have no words for the person.

    Unless `strict`, a form that never says why an answer is needed hears of it once.
    """
    languages = form.languages()
    for table in (form["survey"], form["choices"]):
        yield from _columns(table, languages)
    for table, row, needed in _rows(form, whole):
        yield from _label(table, row, needed, languages)
        for word in WORDS:
            yield from _halves(table, row, word, languages)
    once = not strict and not any(one.startswith("required_message") for one in form["survey"].columns)
    for line in whole.lines:
        yield from _messages(form["survey"], line.row, languages, "constraint")
        if not once:
            yield from _messages(form["survey"], line.row, languages, "required")
    if once and any(line.row["required"].lower() not in NO for line in whole.lines):
        sentence = N_("No question says why it must be answered. Add a column required_message.")
        yield remark(form["survey"], form["survey"].row, "required", sentence)
    yield from _default_language(form["settings"], languages)


def _needs_label(line: Line) -> bool:
    """Tell whether a row is nothing without words: a question, a note, a repeat."""
    if line.kind.role in (Role.UNSEEN, Role.UNKNOWN):
        return False
    grid = {"label", "list-nolabel", "field-list", "table-list"} & set(line.row["appearance"].split())
    if line.kind.sort == "group":
        return not grid and bool(line.row["relevant"] or line.row["appearance"])
    return not (line.row["calculation"] or line.row["trigger"])


def _columns(table: Table, languages: tuple[str, ...]) -> Iterator[Finding]:
    for column in table.columns:
        word, _, language = column.partition("::")
        if word not in WORDS or not languages:
            continue
        if not language:
            yield flaw(table, table.row, column, N_("This column names no language, the labels do."))
        elif language.strip() not in languages:
            sentence = N_("There are no labels in the language “{language}” of this column.")
            yield flaw(table, table.row, column, sentence, language=language)


def _label(table: Table, row: Row, needed: bool, languages: tuple[str, ...]) -> Iterator[Finding]:
    if (
        not needed
        or _texts(row, "label", languages)
        or any(column.partition("::")[0] in MEDIA for column in row.cells)
    ):
        return
    yield flaw(table, row, _column("label", languages), sentences.NO_LABEL, name=row["name"])


def _halves(table: Table, row: Row, word: str, languages: tuple[str, ...]) -> Iterator[Finding]:
    texts = _texts(row, word, languages)
    if not texts:
        return
    for language in languages:
        column = f"{word}::{language}"
        if language not in texts:
            sentence = N_("“{name}” is not translated into {language}.")
            yield flaw(table, row, column, sentence, name=row["name"], language=language)
        elif sorted(references(texts[language])) != sorted(references(next(iter(texts.values())))):
            sentence = N_("“{name}” does not name the same ${{…}} in every language.")
            yield flaw(table, row, column, sentence, name=row["name"])


def _messages(survey: Table, row: Row, languages: tuple[str, ...], rule: str) -> Iterator[Finding]:
    message = f"{rule}_message"
    if row[rule].lower() not in NO and not _texts(row, message, languages):
        sentence = N_("“{name}” has a rule without words that explain it.")
        yield flaw(survey, row, _column(message, languages), sentence, name=row["name"])


def _default_language(settings: Table, languages: tuple[str, ...]) -> Iterator[Finding]:
    for row in settings:
        named = row["default_language"]
        if named and languages and named not in languages:
            sentence = N_("There are no labels in the language “{language}”.")
            yield finding(settings, row, "default_language", sentence, Grade.FLAW, language=named)


def _texts(row: Row, word: str, languages: tuple[str, ...]) -> dict[str, str]:
    """Return a row's texts by language; a form without languages has the one language ""."""
    if not languages:
        return {"": row[word]} if row[word] else {}
    found = {language: row[f"{word}::{language}"] for language in languages}
    return {language: text for language, text in found.items() if text}


def _column(word: str, languages: tuple[str, ...]) -> str:
    return f"{word}::{languages[0]}" if languages else word
