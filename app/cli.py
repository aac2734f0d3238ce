"""`goldaw`: the window when nothing else is said, and the same work without a window.

Exit codes: 0 done, 1 refused or not found (one sentence on stderr), 2 usage.
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from app import __version__, i18n
from app.commands import bundles, cases, forms, vaults
from app.commands.speech import REFUSED, complain, language, password, say
from app.errors import UserError
from app.i18n import tr
from app.store import DiskTrouble
from app.ui.crash import Unexpected, described


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command line and return its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    if not words:
        return _window(argparse.Namespace())
    i18n.use(language())
    arguments = _parser().parse_args(words)
    try:
        return _obeyed(arguments)
    except BrokenPipeError:
        sys.stderr.close()
    except UserError as error:
        complain(error)
    except OSError:
        complain(DiskTrouble())
    except KeyboardInterrupt:
        pass
    except Exception as error:  # noqa: BLE001 - our own mistake: its place in the code, never its words
        complain(Unexpected(), described(error))
    return REFUSED


def _obeyed(arguments: argparse.Namespace) -> int:
    code = int(arguments.run(arguments))
    if sys.stdout is not None:  # a program started without a console has none
        sys.stdout.flush()  # here, where a full disk can still be told
    return code


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="goldaw",
        description="Case work for field social workers, offline. Without a command the window opens.",
        epilog="The password comes from GOLDAW_PASSWORD or a prompt, never from an argument. "
        "Exit codes: 0 done, 1 refused or not found, 2 usage.",
    )
    parser.add_argument("--version", action="version", version=f"goldaw {__version__}")
    parser.add_argument("--json", action="store_true", default=False, help="JSON on stdout")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    _add_tour(commands)
    _add_practice(commands)
    for module in (vaults, cases, bundles, forms):
        module.add(commands)
    for leaf in _leaves(parser):
        leaf.add_argument("--json", action="store_true", default=argparse.SUPPRESS, help="JSON on stdout")
    return parser


def _leaves(parser: argparse.ArgumentParser) -> list[argparse.ArgumentParser]:
    """Return the parsers of the commands themselves, so that --json may stand at the end of a line as well."""
    found = []
    for action in parser._actions:
        if isinstance(action, argparse._SubParsersAction):
            for one in action.choices.values():
                found += _leaves(one) or [one]
    return found


def _add_tour(commands: Any) -> None:
    tour = commands.add_parser("tour", help="the whole main job in the real window, by itself")
    tour.add_argument("--out", type=Path, default=Path("build/tour"), metavar="DIR")
    tour.add_argument("--language", choices=["tk", "ru"], default="tk")
    tour.set_defaults(run=_tour)


def _add_practice(commands: Any) -> None:
    practice = commands.add_parser("practice", help="make an invented village to practise in")
    practice.add_argument("directory", type=Path, metavar="DIR")
    practice.add_argument("--cases", type=int, default=200, metavar="N")
    practice.add_argument("--seed", type=int, default=1, metavar="S")
    practice.set_defaults(run=_practice)


def _window(arguments: argparse.Namespace) -> int:
    from app.__main__ import main as window

    del arguments
    return window()


def _tour(arguments: argparse.Namespace) -> int:
    from app.ui import tour

    return tour.run(arguments.out, arguments.language)


def _practice(arguments: argparse.Namespace) -> int:
    from app.practice import village

    built = village.build(
        arguments.directory,
        cases=arguments.cases,
        seed=arguments.seed,
        password=password(tr("Password for the practice files: ")),
    )
    folders = [str(folder) for folder in built.folders]
    say(
        arguments,
        [tr("The practice village is ready; everybody in it is invented."), *folders],
        {"folders": folders},
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
