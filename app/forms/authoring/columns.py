"""Columns under the name they are known by here, however their author wrote them: aliases, colons, capitals, languages.

`caption`, `Label`, `label:English` and `label::English` are all `label` or `label::English`; `bind::relevant` and `relevance`
are `relevant`. What nobody knows keeps its name. https://xlsform.org, and pyxform's `sheet_headers` and `aliases`.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from app.forms.authoring.sheets import Header, Row, Table, Tables

TRANSLATED = ("label", "hint", "guidance_hint", "constraint_message", "required_message")
MEDIA = ("image", "big-image", "audio", "video")

_SURVEY = {
    "command": "type",
    "tag": "name",
    "value": "name",
    "caption": "label",
    "relevance": "relevant",
    "read_only": "readonly",
    "calculate": "calculation",
    "constraining_message": "constraint_message",
    "requiredmsg": "required_message",
    "count": "repeat_count",
    "jr:count": "repeat_count",
    "no_app_error_string": "noapperrorstring",
}
_KNOWN_SURVEY = frozenset(
    {
        *_SURVEY.values(),
        *TRANSLATED,
        *MEDIA,
        *("required", "constraint", "appearance", "autoplay", "rows", "save_to", "default", "choice_filter"),
        *(
            "parameters",
            "trigger",
            "query",
            "intent",
            "disabled",
            "bind",
            "body",
            "control",
            "media",
            "instance",
        ),
        *("compact_tag", "sms_field", "sms_option"),
    }
)
_CHOICES = {"caption": "label", "list name": "list_name", "value": "name"}
_KNOWN_CHOICES = frozenset({"list_name", "name", "label", *MEDIA, "media", "sms_option"})
_SETTINGS = {
    "set_form_title": "form_title",
    "title": "form_title",
    "set_form_id": "form_id",
    "id_string": "form_id",
}
_KNOWN_SETTINGS = frozenset(
    {
        *("form_title", "form_id", "version", "default_language", "instance_name", "public_key", "style"),
        *("submission_url", "auto_send", "auto_delete", "allow_choice_duplicates", "namespaces", "name"),
        *("omit_instanceid", "client_editable", "clean_text_values", "add_none_option", "flat", "prefix"),
        *("delimiter", "sms_keyword", "sms_separator", "instance_xmlns", "attribute", "instance_id"),
    }
)
_ENTITIES = {"list name": "list_name", "dataset": "list_name"}
_KNOWN_ENTITIES = frozenset({"list_name", "entity_id", "create_if", "update_if", "label", "repeat"})

ALIASES: Mapping[str, Mapping[str, str]] = {
    "survey": _SURVEY,
    "choices": _CHOICES,
    "external_choices": _CHOICES,
    "osm": _CHOICES,
    "settings": _SETTINGS,
    "entities": _ENTITIES,
}
KNOWN: Mapping[str, frozenset[str]] = {
    "survey": _KNOWN_SURVEY,
    "choices": _KNOWN_CHOICES,
    "external_choices": _KNOWN_CHOICES,
    "osm": _KNOWN_CHOICES,
    "settings": _KNOWN_SETTINGS,
    "entities": _KNOWN_ENTITIES,
}
_BOUND = {
    "jr:constraintMsg": "constraint_message",
    "jr:requiredMsg": "required_message",
    "jr:noAppErrorString": "noapperrorstring",
    "calculate": "calculation",
    "entities:saveto": "save_to",
    **{word: word for word in ("relevant", "required", "readonly", "constraint")},
}
_SHOWN = {"appearance": "appearance", "jr:count": "repeat_count", "autoplay": "autoplay", "rows": "rows"}


def understood(tables: Tables) -> Tables:
    """Return the same tables with every column under its known name."""
    sheets = {name: _understood(table) for name, table in tables.sheets.items()}
    plain = _language_of_plain(sheets)
    if plain:
        sheets |= {name: _spoken(sheets[name], plain) for name in ("survey", "choices") if name in sheets}
    return replace(tables, sheets=sheets)


def known_as(sheet: str, written: str, *, double: bool) -> str:
    """Return the name a column is known by; `double` when any title of the sheet uses two colons."""
    snake = "_".join(written.split()).lower()
    if sheet not in KNOWN:
        return written
    known, aliases = KNOWN[sheet], ALIASES[sheet]
    if snake in aliases or written.lower() in aliases or snake in known:
        return aliases.get(snake) or aliases.get(written.lower()) or snake
    parts = _parts(written, double=double)
    first = "_".join(parts[0].split()).lower()
    first = aliases.get(first) or aliases.get(parts[0].lower()) or first
    if first not in known:
        return written
    return "::".join([*_unfolded(first, parts[1:])])


def _parts(written: str, *, double: bool) -> list[str]:
    mark = "::" if double or "::" in written else ":"
    parts = [part.strip() for part in written.split(mark)]
    if "jr" in parts[:-1]:  # "bind:jr:constraintMsg": the prefix of a name, not a part of its own
        at = parts.index("jr")
        parts[at : at + 2] = [f"jr:{parts[at + 1]}"]
    return parts


def _unfolded(first: str, rest: list[str]) -> Iterable[str]:
    inner = {"bind": _BOUND, "body": _SHOWN, "control": _SHOWN, "media": {one: one for one in MEDIA}}
    if first in inner and rest and rest[0] in inner[first]:
        return (inner[first][rest[0]], *rest[1:])
    return ("body" if first == "control" else first, *rest)


def _understood(table: Table) -> Table:
    double = any("::" in header.written for header in table.headers)
    if table.headers:
        headers = [
            replace(header, column=known_as(table.name, header.written, double=double))
            for header in table.headers
        ]
    else:  # a table that was made, not read
        headers = [
            Header(column=known_as(table.name, one, double=True), written=one, at=at)
            for at, one in enumerate(table.columns, 1)
        ]
    return _renamed(table, tuple(headers))


def _renamed(table: Table, headers: tuple[Header, ...]) -> Table:
    """Return a table under other names of its columns; where two have become one, the later cell that is filled counts."""
    now = {header.written: header.column for header in headers}
    rows = tuple(
        Row(number=row.number, cells={now.get(column, column): cell for column, cell in row.cells.items()})
        for row in table
    )
    return replace(table, columns=tuple(dict.fromkeys(h.column for h in headers)), rows=rows, headers=headers)


def _language_of_plain(sheets: Mapping[str, Table]) -> str:
    """Return the language of columns that name none, where there are labels with and without; else nothing."""
    columns = [column for name in ("survey", "choices") if name in sheets for column in sheets[name].columns]
    if "label" not in columns or not any(column.startswith("label::") for column in columns):
        return ""
    settings = sheets["settings"].rows if "settings" in sheets else ()
    return (settings[0]["default_language"] if settings else "") or "default"


def _spoken(table: Table, language: str) -> Table:
    headers = tuple(
        replace(header, column=f"{header.column}::{language}")
        if header.column in (*TRANSLATED, *MEDIA)
        else header
        for header in table.headers
    )
    now = {old.column: new.column for old, new in zip(table.headers, headers, strict=True)}
    rows = []
    for row in table:
        plain = {now[column]: cell for column, cell in row.cells.items() if now.get(column, column) != column}
        named = {column: cell for column, cell in row.cells.items() if now.get(column, column) == column}
        rows.append(Row(number=row.number, cells=plain | named))
    return replace(
        table, columns=tuple(dict.fromkeys(h.column for h in headers)), rows=tuple(rows), headers=headers
    )
