"""`goldaw form`: check a form, run it from the outside, evaluate expressions. For form authors and for other programs."""

import argparse
import io
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from app.commands.speech import DONE, Refused, say
from app.errors import N_
from app.forms.attached import Folder
from app.i18n import current, tr

KINDS = ("number", "string", "boolean", "nodeset")
SPREADSHEETS = frozenset({".xlsx", ".xlsm", ".xls", ".csv", ".md"})
MOST_BYTES = 64 * 1024 * 1024


def add(commands: Any) -> None:
    """Put these commands into the parser."""
    group = commands.add_parser("form", help="check, run and question forms").add_subparsers(
        required=True, metavar="COMMAND"
    )
    checked = group.add_parser("check", help="compile, lint, translation coverage")
    checked.add_argument("file", type=Path)
    checked.add_argument("--media", type=Path, help="the folder of attached files, else that of the form")
    checked.add_argument("--validate", action="store_true", help="also ask ODK Validate (needs Java)")
    checked.set_defaults(run=_check)
    worker = group.add_parser(
        "worker"
    )  # how this program checks a form in a process of its own; not for people
    worker.set_defaults(run=_work)
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


def _content(path: Path) -> bytes:
    """Return what is in a form's file. Raises: Refused."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise Refused(
                N_("{file} is larger than {most} megabytes. No form is as large as that."),
                file=path.name,
                most=MOST_BYTES // 1024 // 1024,
            )
        return path.read_bytes()
    except OSError:
        raise Refused(N_("The form could not be read. Check its name.")) from None


def _xml(path: Path) -> bytes:
    """Return the XForm in a file; an XLSForm is compiled first. Raises: Refused, AuthoringError."""
    data = _content(path)
    if path.suffix.lower() in SPREADSHEETS:
        from app.forms.authoring import xlsform

        return xlsform.xform(data, name=path.name).encode()
    return data


def _media(folder: Path | None, form: Path) -> Mapping[str, bytes]:
    """Return the attached files: of the folder named, else of the folder the form lies in."""
    chosen = folder or form.resolve().parent
    if not chosen.is_dir():
        raise Refused(N_("There is no folder of that name for the attached files."))
    return Folder(chosen)


def _check(arguments: argparse.Namespace) -> int:
    from app.forms.authoring import checking, telling

    path: Path = arguments.file
    found = checking.check(
        _content(path), path.name, media=_media(arguments.media, path), validate=arguments.validate
    )
    translate = current().tr
    lines = telling.lines(found, translate)
    if not found.findings:
        lines.insert(0, tr("The form is in order."))
    say(arguments, lines, telling.document(found, translate))
    if not found.usable:
        raise Refused(N_("The form cannot be used as it is. Its problems are listed above."))
    return DONE


def _work(_arguments: argparse.Namespace) -> int:
    from app.forms.authoring import worker

    return worker.main()


def _given() -> Iterable[str]:
    """Return the lines of standard input; JSON lines are UTF-8 both ways, whatever this computer otherwise writes."""
    for stream, encoding, wrong in (
        (sys.stdin, "utf-8-sig", "surrogateescape"),
        (sys.stdout, "utf-8", "backslashreplace"),
    ):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding=encoding, errors=wrong)
    return sys.stdin or ()  # a program without a console may have none


def _run(arguments: argparse.Namespace) -> int:
    from app.forms import runner

    for line in runner.run(
        _xml(arguments.file),
        _given(),
        media=_media(arguments.media, arguments.file),
        quiet=arguments.quiet,
        final=arguments.final,
    ):
        print(line, flush=True)
    return DONE


def _eval(arguments: argparse.Namespace) -> int:
    from app.forms import runner

    given = _given()
    if arguments.batch:
        for line in runner.evaluate_batch(given):
            print(line, flush=True)
        return DONE
    if arguments.expression is None:
        raise Refused(N_("Give an expression, or --batch with cases on standard input."))
    xml = _xml(arguments.xml) if arguments.xml else b"<data/>"
    value = runner.evaluate(xml, arguments.expression, context=arguments.context, kind=arguments.type)
    print(json.dumps(value, ensure_ascii=False) if arguments.json or not isinstance(value, str) else value)
    return DONE
