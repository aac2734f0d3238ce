"""`goldaw form`: check a form, run it from the outside, evaluate expressions. For form authors and for other programs."""

import argparse
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from app.commands.speech import DONE, Refused, say
from app.errors import N_
from app.i18n import tr

KINDS = ("number", "string", "boolean", "nodeset")


def add(commands: Any) -> None:
    """Put these commands into the parser."""
    group = commands.add_parser("form", help="check, run and question forms").add_subparsers(
        required=True, metavar="COMMAND"
    )
    checked = group.add_parser("check", help="compile, lint, translation coverage")
    checked.add_argument("file", type=Path)
    checked.set_defaults(run=_check)
    run = group.add_parser("run", help="steps as JSON lines in, states as JSON lines out")
    run.add_argument("file", type=Path)
    run.add_argument("--media", type=Path)
    run.add_argument("--quiet", action="store_true", help="no nodes")
    run.add_argument("--final", action="store_true", help="the last state only")
    run.set_defaults(run=_run)
    evaluated = group.add_parser("eval", help="evaluate one expression, or a batch of cases")
    evaluated.add_argument("--xml", type=Path)
    evaluated.add_argument("--context", default="/")
    evaluated.add_argument("--type", choices=KINDS, default="string")
    evaluated.add_argument("--batch", action="store_true", help="cases as JSON lines on standard input")
    evaluated.add_argument("expression", nargs="?", metavar="EXPR")
    evaluated.set_defaults(run=_eval)


def _xml(path: Path) -> bytes:
    """Return the XForm in a file; an XLSForm is compiled first. Raises: Refused, CompileError."""
    try:
        data = path.read_bytes()
    except OSError:
        raise Refused(N_("The form could not be read. Check its name.")) from None
    if path.suffix.lower() == ".xlsx":
        from app.forms.authoring import xlsform

        return xlsform.xform(data).encode()
    return data


class _Folder(Mapping[str, bytes]):
    """The files of a folder by name, each read when the form asks for it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def __getitem__(self, name: str) -> bytes:
        path = self._folder / name
        if Path(name).name != name or not path.is_file():
            raise KeyError(name)
        return path.read_bytes()

    def __iter__(self) -> Iterator[str]:
        return (one.name for one in sorted(self._folder.iterdir()) if one.is_file())

    def __len__(self) -> int:
        return sum(1 for _ in self)


def _media(folder: Path | None, form: Path) -> Mapping[str, bytes]:
    """Return the attached files: of the folder named, else of the folder the form lies in."""
    chosen = folder or form.resolve().parent
    if not chosen.is_dir():
        raise Refused(N_("There is no folder of that name for the attached files."))
    return _Folder(chosen)


def _check(arguments: argparse.Namespace) -> int:
    from app.forms import runner

    rows: list[dict[str, Any]] = []
    if arguments.file.suffix.lower() == ".xlsx":
        rows = _sheet_remarks(arguments.file)
    if not any(row["severity"] == "error" for row in rows):
        rows += [
            {"severity": str(one.severity), "where": one.where, "message": tr(one.sentence, **one.fields)}
            for one in runner.check(_xml(arguments.file), media=_media(None, arguments.file))
        ]
    lines = [f"{row['severity']}: {row['where']}: {row['message']}" for row in rows]
    say(arguments, lines or [tr("The form is in order.")], rows)
    if any(row["severity"] == "error" for row in rows):
        raise Refused(N_("The form cannot be used as it is. Its problems are listed above."))
    return DONE


def _sheet_remarks(path: Path) -> list[dict[str, Any]]:
    from app.forms.authoring import lint, tables

    _xml(path)  # says plainly when it is no spreadsheet, or when pyxform refuses it
    return [
        {
            "severity": "error" if one.is_error else "warning",
            "where": f"{one.sheet} {one.row} {one.column}",
            "sheet": one.sheet,
            "row": one.row,
            "column": one.column,
            "message": tr(one.sentence, **one.fields),
        }
        for one in lint.check(tables.read_workbook(path))
    ]


def _run(arguments: argparse.Namespace) -> int:
    from app.forms import runner

    for line in runner.run(
        _xml(arguments.file),
        sys.stdin,
        media=_media(arguments.media, arguments.file),
        quiet=arguments.quiet,
        final=arguments.final,
    ):
        print(line, flush=True)
    return DONE


def _eval(arguments: argparse.Namespace) -> int:
    from app.forms import runner

    if arguments.batch:
        for line in runner.evaluate_batch(sys.stdin):
            print(line, flush=True)
        return DONE
    if arguments.expression is None:
        raise Refused(N_("Give an expression, or --batch with cases on standard input."))
    xml = _xml(arguments.xml) if arguments.xml else b"<data/>"
    value = runner.evaluate(xml, arguments.expression, context=arguments.context, kind=arguments.type)
    print(json.dumps(value, ensure_ascii=False) if arguments.json or not isinstance(value, str) else value)
    return DONE
