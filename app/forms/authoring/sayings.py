"""Turn what pyxform and ODK Validate say in English into findings: sheet, row, column, and a sentence of our own."""

import re
from collections.abc import Iterator, Mapping
from functools import cache

from app.forms.authoring import saying_words as words
from app.forms.authoring import sentences, xlsform
from app.forms.authoring.attachments import PULLED
from app.forms.authoring.columns import MEDIA, known_as
from app.forms.authoring.finding import Finding, Grade, finding
from app.forms.authoring.outline import Line, Outline
from app.forms.authoring.saying_codes import CODES, FIXED, Told
from app.forms.authoring.sheets import Row, Table, Tables
from app.forms.authoring.syntax import references

_PLACE = re.compile(r"\{(\w+)\}")
_QUOTED = re.compile(r"'([^']*)'")
_LONGEST = 600


class Listener:
    """Understands what is said about one form, whose columns have the names they are known by."""

    def __init__(self, form: Tables, whole: Outline) -> None:
        self.form, self.whole = form, whole

    def refusal(self, said: str) -> list[Finding]:
        """Return why pyxform refused the form; what is not understood is quoted."""
        several = said.splitlines() if said.count("[row : ") > 1 else [said]
        found = [one for part in several for one in self._heard(part, Grade.BROKEN)]
        return found or [Finding(sentence=sentences.NOT_BUILT, fields={"said": _short(said)})]

    def warning(self, said: str) -> list[Finding]:
        """Return what pyxform remarked; what is not understood is quoted."""
        if said.startswith("ODK Validate Warnings:"):
            return [_quoted(words.VALIDATED, validated(said), Grade.REMARK)]
        if match := words.LANGUAGES.match(said):
            return list(self._languages(match["languages"].split(", ")))
        if said.startswith("Language '"):
            return [one for line in said.splitlines() for one in self._columns(line)]
        found = list(self._heard(said, Grade.REMARK))
        if found or self._told(said) is not None:
            return found
        return [_quoted(words.UNTOLD_WARNING, said, Grade.REMARK)]

    def _told(self, said: str) -> tuple[Told, Mapping[str, str]] | None:
        for pattern, told, fixed in _coded():
            if match := pattern.fullmatch(said.strip()):
                return told, fixed | match.groupdict()
        for pattern, told in words.PLAIN:
            if match := pattern.match(said.strip()):
                return told, {name: text for name, text in match.groupdict().items() if text is not None}
        return None

    def _heard(self, said: str, grade: Grade) -> Iterator[Finding]:
        heard = self._told(said)
        if heard is None or not heard[0].sentence:
            return
        told, given = heard
        sheet = given.get("sheet") or given.get("sheet_name") or told.sheet
        table = self.form[sheet]
        row = self._row(given, table, told)
        written = given.get("column", "")
        column = self._known(table, written) or self._known(table, given.get("header", "")) or told.column
        fields = {"parameter": given.get("name", ""), "kind": given.get("type", ""), **given}
        fields = {name: _QUOTED.sub("“\\1”", text) for name, text in fields.items()}
        fields["column"] = given.get("header", written)
        fields["name"] = next(
            (given[one] for one in ("q", "named", "name") if one in given), self._name(row, table)
        )
        if not sheet:
            yield Finding(sentence=told.sentence, fields=fields, grade=grade)
        else:
            yield finding(table, row, column, told.sentence, grade, **fields)

    @staticmethod
    def _known(table: Table, written: str) -> str:
        """Return the name a column is known by; pyxform tells it as the author wrote it, or by its own name."""
        if not written:
            return ""
        found = next((one.column for one in table.headers if one.written == written), "")
        return found or known_as(table.name, written.partition(" (")[0], double=True)

    def _row(self, given: Mapping[str, str], table: Table, told: Told) -> int:
        if "row" in given and given["row"].isdigit():
            counted = xlsform.numbers(self.form, table.name)
            at = int(given["row"]) - 2
            return counted[at] if 0 <= at < len(counted) else int(given["row"])
        if table.name == "choices" and "list" in given:
            rows = self.whole.lists.get(given["list"], ())
            return next((row.number for row in rows if row["name"] == given["name"]), 0)
        if told.column in ("form_id", "name") and table.name == "settings":
            return self.whole.settings.number
        if "header" in given or "missing" in given or "columns" in given:
            return table.row
        return self._guessed(given, told) if table.name == "survey" else 0

    def _guessed(self, given: Mapping[str, str], told: Told) -> int:
        """Find the one row that pyxform speaks of without its number."""
        lines = self.whole.lines
        rows: list[Row] = []
        if "named" in given:
            rows = [line.row for line in self.whole.by_name.get(given["named"], [])]
        elif "source" in given:
            rows = [line.row for line in lines if given["source"] in _sources(line)][-1:]
        elif "type" in given:
            rows = [line.row for line in lines if line.row["type"] == given["type"]]
        elif "parameter" in given:
            rows = [line.row for line in lines if given["parameter"] in line.row["parameters"]]
            rows = rows or [line.row for line in lines if line.kind.sort == "audit"]
        elif "q" in given or "name" in given:
            mark = f"{{{given.get('q') or given['name']}}}"
            rows = [line.row for line in lines if any(mark in cell for cell in line.row.cells.values())]
        else:
            rows = [line.row for line in lines if told.column and line.row[told.column]]
        return rows[0].number if rows else 0

    @staticmethod
    def _name(number: int, table: Table) -> str:
        return next((row["name"] for row in table if row.number == number), "")

    def _languages(self, languages: list[str]) -> Iterator[Finding]:
        for language in languages:
            for table in (self.form["survey"], self.form["choices"]):
                column = next((one for one in table.columns if one.partition("::")[2] == language), "")
                if column:
                    yield finding(table, table.row, column, words.NO_CODE, Grade.REMARK, language=language)
                    break

    def _columns(self, said: str) -> Iterator[Finding]:
        """Whole columns that one language lacks; what of it is text is said cell by cell elsewhere."""
        match = words.MISSING_COLUMNS.match(said)
        for column in (match["many"] or match["one"]).split(", ") if match else ():
            if match and column in MEDIA:
                table = self.form[match["sheet"]]
                language = match["language"]
                yield finding(table, table.row, column, words.MISSING_COLUMN, Grade.REMARK, language=language)


def _sources(line: Line) -> set[str]:
    """Return the names of data sets that a row brings into the form."""
    name = line.kind.list_name.partition(".")[0] or (line.name if line.kind.sort == "external" else "")
    pulled = {found[1] for cell in line.row.cells.values() for found in PULLED.findall(cell)}
    return {name, *pulled} - {""}


def stumbled(error: BaseException) -> Finding:
    """Return what there is to say when pyxform broke down: the kind of its mistake, never what it held."""
    return Finding(sentence=words.STUMBLED, fields={"said": type(error).__name__})


def invalid(said: str, form: Tables, whole: Outline) -> Finding:
    """Return why ODK Validate refuses the form, at the row it names."""
    heard = validated(said)
    lines = [line for name in references(heard) if (line := whole.one(name)) is not None]
    if not lines:
        return _quoted(sentences.NOT_VALID, heard, Grade.BROKEN)
    return finding(
        form["survey"], lines[0].row, "name", sentences.NOT_VALID, Grade.BROKEN, said=_short(heard)
    )


def validated(said: str) -> str:
    """Return what ODK Validate said, without the names of files and the lines that say nothing."""
    idle = ("ODK Validate", "XForm is invalid", "The following files", "Result:", "${tmp", "Error:")
    lines = [line.strip(" :>") for line in said.splitlines() if line.strip(" :>")]
    return " ".join(line for line in lines if not line.startswith(idle) and "/tmp" not in line)  # noqa: S108 - a text


@cache
def _coded() -> tuple[tuple[re.Pattern[str], Told, dict[str, str]], ...]:
    """Return the patterns of pyxform's coded errors, of those it has and we have words for."""
    from pyxform.errors import ErrorCode

    found = []
    for name, told in CODES.items():
        code = ErrorCode.__members__.get(name)
        if code is not None:
            found.append((_pattern(code.value.msg), told, FIXED.get(name, {})))
    return tuple(found)


def _pattern(template: str) -> re.Pattern[str]:
    """Return the pattern of every text that a template can become."""
    pieces, seen = [], set()
    for at, piece in enumerate(_PLACE.split(template.replace("{{", "\0").replace("}}", "\1"))):
        if at % 2 == 0:
            pieces.append(re.escape(piece.replace("\0", "{").replace("\1", "}")))
        elif piece in seen:
            pieces.append(f"(?P={piece})")
        else:
            seen.add(piece)
            pieces.append(f"(?P<{piece}>.*?)")
    return re.compile("".join(pieces), re.DOTALL)


def _quoted(sentence: str, said: str, grade: Grade) -> Finding:
    return Finding(sentence=sentence, fields={"said": _short(said)}, grade=grade)


def _short(said: str) -> str:
    flat = " ".join(said.split())
    return flat if len(flat) <= _LONGEST else f"{flat[: _LONGEST - 1]}…"
